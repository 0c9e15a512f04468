"""Logging in, in one step or two, and logging out."""

from collections.abc import Callable

from django import forms
from django.conf import settings
from django.contrib.auth import authenticate
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from portal import clock, entering
from portal.access import EVERYBODY, allow, before_proof, note, public
from portal.asking import sent
from portal.demo_accounts import ACCOUNTS, PASSWORD
from portal.entering import Proof
from portal.fields import password_field
from portal.models import Action, User
from portal.origin import origin_of
from portal.proof import guesses, keys

UNKNOWN = "Deze combinatie van inlognaam en wachtwoord kennen we niet."
WRONG_CODE = "Deze code klopt niet of is al gebruikt. Wacht op de volgende code in uw app en typ die over."
WHY_OUT = {
    "rust": "U deed 30 minuten niets. Daarom bent u uitgelogd. Wat u nog niet had bewaard, is er niet meer.",
    "lang": "U was 10 uur ingelogd. Daarom bent u uitgelogd. Wat u nog niet had bewaard, is er niet meer.",
    "stap": "U hebt sinds kort een tweede stap bij het inloggen. Log daarmee opnieuw in.",
}


class SignInForm(forms.Form):
    """Name and password."""

    login = forms.CharField(
        label="Inlognaam", max_length=100, widget=forms.TextInput(attrs={"autocomplete": "username"})
    )
    password = password_field("Wachtwoord")


class CodeForm(forms.Form):
    """The code of a second step."""

    code = forms.CharField(
        label="Code uit uw app",
        max_length=40,
        help_text="Zes cijfers. Hebt u uw telefoon niet bij u? Vul dan een herstelcode in.",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false"}),
        error_messages={"required": "Vul de code in."},
    )


def guessed[T](
    request: HttpRequest, form: forms.Form, attempt: Callable[[], T], *, login: str, otherwise: str
) -> T | None:
    """What somebody's guess gives; when it is wrong or one too many the form says so, and the log."""
    at, origin = clock.moment(), origin_of(request)
    if not guesses.may_guess(login, origin, at=at):
        form.add_error(None, ValidationError(guesses.TOO_OFTEN, code="often"))
        note(request, Action.REFUSED, "te vaak geprobeerd")
        return None
    if found := attempt():
        return found
    guesses.count_wrong(login, origin, at=at)
    form.add_error(None, otherwise)
    return None


def status_of(form: forms.Form) -> int:
    """What an answer with this form is called."""
    if form.has_error(NON_FIELD_ERRORS, "often"):
        return 429
    return 422 if form.errors else 200


@public
def sign_in(request: HttpRequest) -> HttpResponse:
    """The log-in page; one sentence for every wrong combination, so that nobody learns which names exist."""
    form = SignInForm(sent(request))
    if request.method == "POST" and form.is_valid():
        login, password = form.cleaned_data["login"], form.cleaned_data["password"]
        user = guessed(
            request,
            form,
            lambda: authenticate(request, username=login, password=password),
            login=login,
            otherwise=UNKNOWN,
        )
        if user is not None:
            return _first_step(request, user)
    if form.errors:
        note(request, Action.REFUSED, "inloggen")
    context = {
        "form": form,
        "accounts": ACCOUNTS if settings.DEMO else (),
        "demo_password": PASSWORD,
        "offices": settings.OFFICES.values(),
        "why_out": WHY_OUT.get(request.GET.get("reden", ""), ""),
    }
    return render(request, "portal/login.html", context, status=status_of(form))


def _first_step(request: HttpRequest, user: User) -> HttpResponse:
    """In, or on to the second step; the demo lets everybody in and shows that step all the same."""
    at, way_on = clock.moment(), entering.way_on(request)
    has_keys = user.sign_in_keys.exists()
    if settings.DEMO or not has_keys:
        entering.enter(request, user, by=Proof.PASSWORD, at=at)
    if not has_keys:
        return redirect(way_on)
    entering.wait_for_code(request, user, at=at)
    return redirect(reverse("second_step", query={"next": way_on}))


@public
def second_step(request: HttpRequest) -> HttpResponse:
    """The code of an app, or a recovery code; only for who gave the right password a moment ago."""
    user = entering.waiting(request, at=clock.moment())
    if user is None:
        return render(request, "portal/second_step.html", status=404)
    form = CodeForm(sent(request))
    if request.method == "POST" and form.is_valid() and _is_right(request, form, user):
        entering.enter(request, user, by=Proof.CODE, at=clock.moment())
        return redirect(entering.way_on(request))
    if form.errors:
        note(request, Action.REFUSED, "tweede stap bij inloggen", by=user)
    kinds = set(user.sign_in_keys.values_list("kind", flat=True))
    context = {"form": form, "kinds": kinds, "way_on": entering.way_on(request)}
    return render(request, "portal/second_step.html", context, status=status_of(form))


def _is_right(request: HttpRequest, form: CodeForm, user: User) -> bool:
    code, at = form.cleaned_data["code"], clock.moment()
    right = guessed(
        request, form, lambda: keys.is_right_code(user, code, at=at), login=user.login, otherwise=WRONG_CODE
    )
    return bool(right)


@before_proof
@allow(*EVERYBODY)
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session; by POST only, so that no link can do it. The browser forgets what it kept of us."""
    answer = redirect(settings.LOGIN_URL)
    if request.method == "POST":
        entering.leave(request)
        answer["Clear-Site-Data"] = '"cache", "storage"'  # not "cookies": those of neighbours would go too
    return answer
