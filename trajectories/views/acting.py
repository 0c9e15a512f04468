"""A page on which one of several things can be done: each a form of its own with a button."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages

from portal import clock
from portal.access import SignedInRequest, note
from portal.models import Action, Client
from trajectories.obstacles import Obstructed


@dataclass(frozen=True, slots=True)
class Act:
    """Something this user can do now: the form that asks, the act, and what is said when it is done."""

    title: str
    button: str
    form: Any
    act: Callable[..., bool]
    done: str
    is_main: bool = False
    hint: str = ""


def press(pressed: Act, thing: object, request: SignedInRequest, *, subject: str, client: Client) -> bool:
    """Whether the act was done to the thing, now or before; else its form says why not."""
    if not pressed.form.is_valid():
        return False
    facts = getattr(pressed.form, "said", pressed.form.cleaned_data)
    try:
        is_new = pressed.act(thing, **facts, on=clock.today(), by=request.user)
    except Obstructed as stop:
        pressed.form.add_error(None, list(stop.sentences))
        return False
    note(request, Action.CHANGE, subject, client=client)
    messages.success(request, pressed.done) if is_new else messages.info(request, "Dit was al vastgelegd.")
    return True
