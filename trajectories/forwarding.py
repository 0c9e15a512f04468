"""Closing a melding without a decision, and telling a client whose melding was forwarded (Awb 2:3)."""

from datetime import date, datetime

from django.db import transaction

from portal.models import RegionMembership, User
from portal.templatetags.dutch import dag
from trajectories import deciding
from trajectories.hearing import Said, hear
from trajectories.letters.composing import Value
from trajectories.letters.writing import paragraphs, write_letter
from trajectories.models import LetterKind, Notification, Outcome, VoiceStep


@transaction.atomic
def close(
    melding: Notification,
    *,
    outcome: str,
    reason: str,
    closed_on: date,
    forwarded_to: str = "",
    withdrawn_by: str = "",
    words: str = "",
    on: date,
    at: datetime,
    by: User,
) -> None:
    """Close the melding, with what the client said about that.

    A client whose melding was forwarded gets a letter that says to whom and why.
    """
    kept = f"Doorgestuurd aan {forwarded_to}. {reason}"[:10000] if forwarded_to else reason
    deciding.close(
        melding,
        outcome=Outcome(outcome),
        reason=kept,
        closed_on=closed_on,
        withdrawn_by=withdrawn_by,
        on=on,
        by=by,
    )
    if words:
        hear(Said(said_on=closed_on, words=words), step=VoiceStep.MELDING, about=melding, at=at, by=by)
    if outcome == Outcome.FORWARDED and not melding.letters.filter(kind=LetterKind.FORWARDING).exists():
        own: dict[str, Value] = {
            "doorgestuurd_aan": forwarded_to,
            "doorgestuurd_op": dag(closed_on),
            "reden": paragraphs(reason),
        }
        write_letter(LetterKind.FORWARDING, melding, own, on=on, by=by)


def goes_elsewhere(melding: Notification) -> RegionMembership | None:
    """The membership under which the municipality brings no new people into the region; they are forwarded."""
    members = RegionMembership.objects.filter(region=melding.region_id, municipality=melding.municipality_id)
    return members.covering(melding.notified_on).filter(admits_new=False).first()
