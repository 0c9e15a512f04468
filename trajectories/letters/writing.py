"""Making letters: one per thing that happened, frozen at once; and the day one was sent."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from portal.models import User
from portal.templatetags.dutch import dag
from trajectories import terms
from trajectories.deciding import hold
from trajectories.letters.composing import Value, compose, decided, kind_of
from trajectories.letters.content import Block, Content, as_json, blocks_of, content_hash, from_json
from trajectories.letters.texts import text_for
from trajectories.models import Decision, Letter, LetterKind, Notification
from trajectories.obstacles import demand


def draft_letter(kind: str, melding: Notification, own: Mapping[str, Value], *, on: date, by: User) -> Content:
    """The letter as it would be made now."""
    return compose(kind, melding, text_for(melding.region_id, kind, on=on), own, on=on, by=by)


@transaction.atomic
def write_letter(
    kind: str,
    melding: Notification,
    own: Mapping[str, Value],
    *,
    decision: Decision | None = None,
    on: date,
    by: User,
) -> Letter:
    """Make a letter and keep it as it is; the same letter on the same day is the same letter."""
    content = as_json(draft_letter(kind, melding, own, on=on, by=by))
    mark = content_hash(content)
    if found := Letter.objects.filter(notification=melding, content_hash=mark).without_pdf().first():
        return found
    return Letter.objects.create(
        notification=melding,
        client_id=melding.client_id,
        decision=decision,
        kind=kind,
        made_on=on,
        made_by=by,
        content=content,
        content_hash=mark,
    )


def write_decision(decision: Decision, *, on: date, by: User) -> Letter:
    """The letter that tells of a decision that was just taken."""
    return write_letter(
        kind_of(decision), decision.notification, decided(decision), decision=decision, on=on, by=by
    )


def receipt(melding: Notification, *, on: date) -> dict[str, Value]:
    """The fields of the confirmation that a melding came in (2.3.2 lid 1 and 2)."""
    investigation, plan = terms.investigation(melding, on=on), terms.personal_plan(melding, on=on)
    assert investigation is not None
    assert plan is not None
    return {"onderzoek_tot": dag(investigation.due_on), "plan_tot": dag(plan.due_on)}


def paragraphs(words: str) -> tuple[Block, ...]:
    """What somebody typed, as paragraphs of a letter."""
    return tuple(blocks_of(words))


@transaction.atomic
def send(letter: Letter, *, sent_on: date, on: date, by: User) -> None:
    """The letter went out on a day: from then on the client can count (Awb 6:8)."""
    hold(letter.notification, by)
    letter.refresh_from_db(fields=["sent_on"])
    if letter.sent_on == sent_on:
        return
    demand([f"Deze brief is al verstuurd, op {dag(letter.sent_on)}."] if letter.sent_on else [])
    letter.sent_on, letter.sent_by = sent_on, by
    letter.save(update_fields=["sent_on", "sent_by"])


def content_of(letter: Letter) -> Content:
    """What stands in a letter."""
    return from_json(letter.content)


def obstacles_to_confirm(melding: Notification, *, on: date) -> list[str]:
    """Why no confirmation of a melding can be made."""
    if melding.is_pre_notification:
        return ["Dit is nog een vooraanmelding. Maak er eerst een melding van."]
    made = melding.letters.filter(kind=LetterKind.RECEIPT).order_by("made_on").first()
    return [f"De bevestiging is al gemaakt, op {dag(made.made_on)}."] if made else []
