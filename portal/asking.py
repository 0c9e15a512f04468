"""A page that asks one thing: a form, what will follow from it, and one button."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, QueryDict

from portal.partials import show


@dataclass(frozen=True, slots=True)
class Question:
    """What surrounds a form: what it is for, what follows from it, and the ways on and back."""

    title: str
    button: str
    """A verb and a thing."""
    back: str
    """Where "Nee, ga terug" leads."""
    intro: str = ""
    crumbs: tuple[tuple[str, str], ...] = ()
    """Words and address of the pages above this one."""
    consequences: Collection[str] = ()
    """Sentences on what will happen, shown before it does."""
    warnings: Collection[str] = ()
    """Sentences on what somebody should know first."""
    facts: Collection[tuple[str, object]] = ()
    """When it is read back: what was filled in, in words."""


def ask(request: HttpRequest, question: Question, form: BaseForm | None = None) -> HttpResponse:
    """Show the question with its form; with `facts` it is read back first, and nothing can be typed any more."""
    is_wrong = form is not None and bool(form.errors)
    context = {"question": question, "form": form, "is_read_back": bool(question.facts) and not is_wrong}
    return show(request, "portal/question.html", context, status=422 if is_wrong else 200)


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with, even if nothing was filled in; None while somebody only looks."""
    return request.POST if request.method == "POST" else None


def is_confirmed(request: HttpRequest) -> bool:
    """Whether somebody read back what they filled in, and pressed the button a second time."""
    return request.method == "POST" and "confirmed" in request.POST


def wants_change(request: HttpRequest) -> bool:
    """Whether somebody read back what they filled in, and wants to change it."""
    return "change" in request.POST


def did(form: BaseForm, act: Callable[[], object], *, at: str | None = None) -> bool:
    """Whether the act could be done; else the form says why not, at the field `at` or on top."""
    try:
        act()
    except ValidationError as refusal:
        form.add_error(at, refusal.messages if hasattr(refusal, "error_dict") else refusal.error_list)
        return False
    return True
