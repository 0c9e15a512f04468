"""One question on one page: a form, what follows from it, and the way back; every change of the plan looks so."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect

from portal.access import SignedInRequest, note
from portal.models import Action
from portal.partials import show


@dataclass(frozen=True, slots=True)
class Sheet:
    """The words of such a page, and where it leads back to."""

    title: str
    button: str
    back: str
    about: str = ""
    consequences: tuple[str, ...] = ()
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Headings with the names of the fields under them; none: all fields as they come."""


@dataclass(frozen=True, slots=True)
class Done:
    """What was done, and where the user goes on."""

    said: str
    url: str


def answer(
    request: SignedInRequest, sheet: Sheet, form: Form, act: Callable[[], Done], *, action: Action = Action.CHANGE
) -> HttpResponse:
    """Show the form, or do what it asks; what the act refuses becomes a sentence in the form."""
    if request.method == "POST" and form.is_valid():
        try:
            done = act()
        except ValidationError as refusal:
            _say(form, refusal)
        else:
            note(request, action, "plan")
            messages.success(request, done.said)
            return redirect(done.url)
    context: dict[str, Any] = {"sheet": sheet, "form": form, "groups": _groups(sheet, form)}
    return show(request, "reporting/plan/act.html", context, status=422 if form.is_bound else 200)


def _groups(sheet: Sheet, form: Form) -> list[tuple[str, list[Any]]]:
    visible = {field.name: field for field in form.visible_fields()}
    if not sheet.groups:
        return [("", list(visible.values()))]
    return [
        (heading, [visible[name] for name in names if name in visible])
        for heading, names in sheet.groups
        if any(name in visible for name in names)
    ]


def _say(form: Form, refusal: ValidationError) -> None:
    """At the field it is about, or above all of them where the form does not ask for it."""
    by_field = refusal.message_dict if hasattr(refusal, "error_dict") else {NON_FIELD_ERRORS: refusal.messages}
    for name, sentences in by_field.items():
        form.add_error(name if name in form.fields else None, sentences)
