"""Asking for priority for a home, and what the municipality decided; about somebody who is ready for one."""

from datetime import date

from portal.models import Client, User
from portal.templatetags.dutch import dag
from trajectories import outflow
from trajectories.models import UrgencyDeclaration
from trajectories.obstacles import demand, refusals_in_dutch


def latest(client: Client) -> UrgencyDeclaration | None:
    """The declaration that counts: the last one asked for."""
    return UrgencyDeclaration.objects.filter(readiness__client=client).order_by("-asked_on", "-pk").first()


def ask_urgency(client: Client, *, asked_on: date, on: date, by: User) -> bool:
    """Write down that priority was asked for; whether that is new. Raises `Obstructed`."""
    with refusals_in_dutch():
        readiness = outflow.running(client, on=on, by=by)
        last = latest(client)
        if last and last.asked_on == asked_on:
            return False
        if last and not last.may_be_asked_again_on(on):
            demand([f"Urgentie is al {last.in_words_on(on)}."])
        UrgencyDeclaration.objects.create(readiness=readiness, asked_on=asked_on, asked_by=by)
        return True


def decide_urgency(
    client: Client, *, decided_on: date, is_granted: bool, valid_until: date | None, on: date, by: User
) -> bool:
    """Write down what the municipality decided; whether that is new. Raises `Obstructed`."""
    with refusals_in_dutch():
        outflow.running(client, on=on, by=by)
        last = latest(client)
        demand([] if last else ["Er is nog geen urgentie aangevraagd."])
        assert last is not None
        if last.decided_on:
            return False
        if decided_on < last.asked_on:
            demand([f"De aanvraag is van {dag(last.asked_on)}. Kies die dag of later."])
        last.decided_on, last.is_granted = decided_on, is_granted
        last.valid_until = valid_until if is_granted else None
        last.save(update_fields=["decided_on", "is_granted", "valid_until"])
        return True
