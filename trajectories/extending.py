"""The decision takes longer than two weeks: the client is told, with the reason and a last day (Awb 4:14)."""

from datetime import date

from django.db import transaction

from portal.models import User
from portal.templatetags.dutch import dag
from trajectories import terms
from trajectories.deciding import hold, not_yet, over
from trajectories.letters.composing import Value
from trajectories.letters.writing import paragraphs, write_letter
from trajectories.models import LetterKind, Notification, TermExtension
from trajectories.obstacles import demand


def obstacles_to_extend(melding: Notification, *, on: date) -> list[str]:
    """Why no later day can be promised: only a decision can come later, never the investigation."""
    if blocked := over(melding, on) or not_yet(melding):
        return blocked
    if melding.applied_on:
        return []
    return ["Een latere dag toezeggen kan pas na de aanvraag. Voor het onderzoek kent de wet dat niet."]


@transaction.atomic
def extend(melding: Notification, *, promised_on: date, told_on: date, reason: str, on: date, by: User) -> None:
    """Keep that the client is told that the decision comes by `promised_on`, and make the letter; once."""
    hold(melding, by)
    if melding.extensions.filter(promised_on=promised_on).exists():
        return
    demand(obstacles_to_extend(melding, on=on) + _too_soon(melding, promised_on, on))
    TermExtension.objects.create(
        notification=melding, promised_on=promised_on, told_on=told_on, reason=reason, recorded_by=by
    )
    by_law = terms.decision_by_law(melding, on=on)
    assert by_law is not None
    own: dict[str, Value] = {
        "toegezegd_op": dag(promised_on),
        "wettelijk_tot": dag(by_law.due_on),
        "reden": paragraphs(reason),
    }
    write_letter(LetterKind.EXTENSION, melding, own, on=on, by=by)


def _too_soon(melding: Notification, promised_on: date, on: date) -> list[str]:
    clock = terms.decision(melding, on=on)
    if clock is None or clock.is_suspended or promised_on > clock.due_on:
        return []
    return [f"Het besluit moet er al zijn op {dag(clock.due_on)}. Kies een latere dag."]
