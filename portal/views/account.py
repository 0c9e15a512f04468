"""One's own account: with what somebody logs in, where they are logged in, and changing that."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import partial

from django import forms
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from portal import clock, entering
from portal.access import EVERYBODY, SignedInRequest, allow, before_proof, note
from portal.asking import Question, ask, did, sent
from portal.entering import Proof
from portal.fields import password_field
from portal.forms import PasswordForm
from portal.models import Action, Session, SignInKey, User
from portal.proof import codes, keys
from portal.proof.drawing import qr_code
from portal.proof.sealing import BrokenSealError, opened, seal
from portal.views.sign_in import guessed, status_of

CRUMBS = (("Uw account", "/account/"),)


class ConfirmForm(forms.Form):
    """Once more the password, before something about logging in changes."""

    password = password_field("Uw wachtwoord", error_messages={"required": "Vul uw wachtwoord in."})


class SessionForm(forms.Form):
    """Which session to end; all others when none is named."""

    welke = forms.SlugField(required=False, max_length=8)


class KeyNameForm(forms.Form):
    """What a new key is called in the list."""

    name = forms.CharField(
        label="Naam",
        max_length=60,
        help_text="Zodat u hem later herkent, bijvoorbeeld: telefoon van het werk.",
        error_messages={"required": "Geef een naam."},
    )


class AppForm(KeyNameForm):
    """An app that read the QR code, and the first code it shows."""

    code = forms.CharField(
        label="Code die de app laat zien",
        max_length=10,
        help_text="Zes cijfers.",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
        error_messages={"required": "Vul de code in die de app laat zien."},
    )
    sealed = forms.CharField(widget=forms.HiddenInput, max_length=200)
    field_order = ("code", "name")


@before_proof
@allow(*EVERYBODY)
def account(request: SignedInRequest) -> HttpResponse:
    """With what somebody logs in and where they are logged in."""
    user = request.user
    context = {
        "keys": user.sign_in_keys.all(),
        "codes_left": user.recovery_codes.count(),
        "sessions": Session.objects.visible_to(user).order_by("-seen_at"),
        "this_one": request.session.get("slug"),
        "is_proved": entering.is_proved(request),
        "by_organisation": request.session.get("proof") == Proof.OFFICE,
    }
    return render(request, "portal/account.html", context)


def to_confirm(request: HttpRequest) -> HttpResponse | None:
    """The page that asks for the password again, when the last proof is a while ago; who has none passes."""
    if entering.is_fresh(request, at=clock.moment()) or request.session.get("proof") == Proof.OFFICE:
        return None
    return redirect(reverse("confirm_self", query={"next": request.path}))


@before_proof
@allow(*EVERYBODY)
def confirm_self(request: SignedInRequest) -> HttpResponse:
    """Ask for the password once more, and go on to where somebody was going."""
    user, form = request.user, ConfirmForm(sent(request))
    if request.method == "POST" and form.is_valid():
        check = partial(user.check_password, form.cleaned_data["password"])
        if guessed(request, form, check, login=user.login, otherwise="Dit is niet uw wachtwoord."):
            entering.prove_again(request, at=clock.moment())
            return redirect(entering.way_on(request))
        note(request, Action.REFUSED, "bevestigen met wachtwoord")
    return render(request, "portal/confirm_self.html", {"form": form}, status=status_of(form))


@before_proof
@allow(*EVERYBODY)
def add_app(request: SignedInRequest) -> HttpResponse:
    """Show a QR code for an app, and keep it when the app shows the right code."""
    if answer := to_confirm(request):
        return answer
    user, form = request.user, AppForm(sent(request), initial={"name": "App op mijn telefoon"})
    secret = _secret_of(user, form) or codes.new_secret()
    if request.method == "POST" and form.is_valid():
        facts, at = form.cleaned_data, clock.moment()
        keep = partial(keys.add_app, user, secret, typed=facts["code"], name=facts["name"], at=at)
        if did(form, keep, at="code"):
            entering.prove_again(request, by=Proof.CODE, at=at)
            return added(request, "app met codes", f"U logt voortaan in met een code uit “{facts['name']}”.")
    context = {
        "form": form,
        "sealed": urlsafe_b64encode(seal(secret, whose=keys.owner(user))).decode(),
        "drawing": qr_code(codes.address(secret, login=user.login)),
        "spelled": codes.spelled(secret),
    }
    return render(request, "portal/add_app.html", context, status=status_of(form))


def _secret_of(user: User, form: forms.Form) -> bytes | None:
    """The secret that the QR code on the page held; it comes back sealed, so that only we can read it."""
    try:
        return opened(urlsafe_b64decode(form.data.get("sealed", "")), whose=keys.owner(user))
    except (BrokenSealError, ValueError):
        return None


def added(request: SignedInRequest, what: str, said: str) -> HttpResponse:
    """After a new key: written down, and on to recovery codes if there are none."""
    note(request, Action.CREATE, what)
    messages.success(request, said)
    return redirect("account" if request.user.recovery_codes.exists() else "recovery_codes")


@allow(*EVERYBODY)
def remove_key(request: SignedInRequest, pk: int) -> HttpResponse:
    """Never log in with this key again."""
    key = get_object_or_404(SignInKey.objects.visible_to(request.user), pk=pk)
    if answer := to_confirm(request):
        return answer
    if request.method == "POST":
        keys.remove(key, at=clock.moment())
        if not request.user.sign_in_keys.exists():
            entering.prove_again(request, by=Proof.PASSWORD, at=clock.moment())
        note(request, Action.CHANGE, "tweede stap verwijderd")
        messages.success(request, f"U kunt niet meer inloggen met “{key.name}”.")
        return redirect("account")
    question = Question(
        title=f"“{key.name}” verwijderen",
        button="Verwijder",
        back=reverse("account"),
        crumbs=CRUMBS,
        consequences=_after_removing(key),
    )
    return ask(request, question)


def _after_removing(key: SignInKey) -> list[str]:
    another = key.user.sign_in_keys.exclude(pk=key.pk).exists()
    if another:
        return ["U kunt er niet meer mee inloggen. Uw andere manieren blijven werken."]
    return [
        "Dit is uw laatste tweede stap. Ook uw herstelcodes verdwijnen.",
        "Is een tweede stap hier verplicht, dan stelt u meteen een nieuwe in.",
    ]


@allow(*EVERYBODY)
def recovery_codes(request: SignedInRequest) -> HttpResponse:
    """Ten codes for paper, shown once."""
    user = request.user
    if answer := to_confirm(request):
        return answer
    made: list[str] = []
    if request.method == "POST" and user.sign_in_keys.exists():
        made = keys.new_recovery_codes(user)
        note(request, Action.CREATE, "herstelcodes")
    context = {"made": made, "left": user.recovery_codes.count(), "has_keys": user.sign_in_keys.exists()}
    return render(request, "portal/recovery_codes.html", context)


@allow(*EVERYBODY)
def change_password(request: SignedInRequest) -> HttpResponse:
    """Another password; who is logged in elsewhere is not any more."""
    if answer := to_confirm(request):
        return answer
    form = PasswordForm(sent(request), user=request.user)
    if request.method == "POST" and form.is_valid():
        request.user.set_password(form.cleaned_data["password"])
        request.user.save(update_fields=["password"])
        update_session_auth_hash(request, request.user)
        entering.end_sessions(request.user, but=request.session.session_key)
        keys.tell(request.user, at=clock.moment())
        note(request, Action.CHANGE, "wachtwoord")
        messages.success(request, "Uw nieuwe wachtwoord is bewaard. Op andere apparaten bent u nu uitgelogd.")
        return redirect("account")
    question = Question(title="Wachtwoord wijzigen", button="Bewaar wachtwoord", back="/account/", crumbs=CRUMBS)
    return ask(request, question, form)


@require_POST
@allow(*EVERYBODY)
def end_session(request: SignedInRequest) -> HttpResponse:
    """Log out somewhere else: in one browser, or everywhere but here."""
    form = SessionForm(request.POST)
    if not form.is_valid():
        raise Http404
    others = Session.objects.visible_to(request.user).exclude(pk=request.session.session_key)
    if slug := form.cleaned_data["welke"]:
        others = others.filter(slug=slug)
    ended, _ = others.delete()
    note(request, Action.SIGN_OUT, f"{ended} sessies elders beëindigd")
    messages.success(request, "U bent daar uitgelogd." if ended else "Daar was u al uitgelogd.")
    return redirect("account")
