"""Passkeys: logging in with one touch, and adding one.

An address is asked twice: without an answer it gives what the device has to sign, with one it judges that answer.
"""

import json
from datetime import datetime
from functools import partial

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from portal import clock, entering
from portal.access import EVERYBODY, SignedInRequest, allow, before_proof, note, public
from portal.asking import did, sent
from portal.entering import Proof
from portal.models import Action
from portal.proof import passkeys
from portal.proof.passkeys import Answer, Asked, Door
from portal.views.account import KeyNameForm, added, to_confirm
from portal.views.sign_in import status_of

MOST_PARTS = 50
"""Lists and objects in an answer, several times what a device sends: thousands within each other are read with the
stack of the process, and can end it."""


class AnswerForm(forms.Form):
    """What the device made of the question; empty when it was not asked yet."""

    answer = forms.CharField(required=False, widget=forms.HiddenInput, max_length=20_000)

    def clean_answer(self) -> Answer:
        """As the browser wrote it; what cannot be one is refused like a wrong one."""
        said = self.cleaned_data["answer"]
        if said.count("[") + said.count("{") > MOST_PARTS:
            raise ValidationError(passkeys.NOT_TRUE)
        try:
            answer = json.loads(said) if said else {}
        except ValueError as unreadable:
            raise ValidationError(passkeys.NOT_TRUE) from unreadable
        if not isinstance(answer, dict) or (said and not answer):
            raise ValidationError(passkeys.NOT_TRUE)
        return answer


class PasskeyForm(AnswerForm, KeyNameForm):
    """A new passkey and what it is called."""

    field_order = ("name", "answer")


@require_POST
@public
def sign_in_with_passkey(request: HttpRequest) -> HttpResponse:
    """In with one touch: what the device has and what its owner is or knows are two steps at once."""
    form, door = AnswerForm(request.POST), Door.of(request)
    if form.is_valid() and not form.cleaned_data["answer"]:
        return _ask(request, *passkeys.ask(door))
    held, at = _held(request), clock.moment()
    answer = form.cleaned_data.get("answer")
    user = passkeys.whose(door, held, answer, at=at) if held and answer else None
    if user is None:
        note(request, Action.REFUSED, "inloggen met toegangssleutel")
        messages.error(request, "Met deze toegangssleutel kunt u hier niet inloggen. Log in met uw wachtwoord.")
        return redirect("sign_in")
    entering.enter(request, user, by=Proof.PASSKEY, at=at)
    return redirect(entering.way_on(request))


@before_proof
@allow(*EVERYBODY)
def add_passkey(request: SignedInRequest) -> HttpResponse:
    """Let a device make a passkey for this portal."""
    if answer := to_confirm(request):
        return answer
    user, door = request.user, Door.of(request)
    form = PasskeyForm(sent(request), initial={"name": "Mijn apparaat"})
    if request.method == "POST" and form.is_valid():
        facts, at = form.cleaned_data, clock.moment()
        if not facts["answer"]:
            return _ask(request, *passkeys.ask_new(user, door))
        keep = partial(passkeys.add, user, door, _held(request), facts["answer"], name=facts["name"], at=at)
        if did(form, keep):
            entering.prove_again(request, by=Proof.PASSKEY, at=at)
            return added(request, "toegangssleutel", f"U kunt voortaan inloggen met “{facts['name']}”.")
    context = {"form": form, "door": door}
    return render(request, "portal/add_passkey.html", context, status=status_of(form))


def _ask(request: HttpRequest, asked: Asked, held: Asked) -> JsonResponse:
    request.session["passkey"] = [held, clock.moment().isoformat()]
    return JsonResponse(asked)


def _held(request: HttpRequest) -> Asked:
    """What an answer is held against: once, and not for long."""
    held, since = request.session.pop("passkey", None) or ({}, "")
    if held and clock.moment() - datetime.fromisoformat(since) > entering.WAITS_FOR_CODE:
        return {}
    return dict(held)
