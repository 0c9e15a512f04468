"""Over to another region, or from one: ask, send what may be sent, hear the answer, disagree in order, and end."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from portal.models import User
from portal.templatetags.dutch import dag
from trajectories import deciding
from trajectories.consent import obstacles_to_share, record_disclosure
from trajectories.models import Notification, Outcome, Purpose
from trajectories.models.transfer import (
    ANSWERS,
    DISPUTE,
    ENDS,
    Direction,
    RegionTransfer,
    TransferStep,
    TransferStepKind,
)
from trajectories.obstacles import demand, refusals_in_dutch

Kind = TransferStepKind


def obstacles_to_begin(melding: Notification, *, on: date) -> list[str]:
    """Why no transfer can begin now."""
    if melding.transfers.running().exists():
        return ["Er loopt al een overdracht bij deze melding."]
    return deciding.over(melding, on)


@transaction.atomic
def begin(melding: Notification, facts: Mapping[str, Any], *, on: date, by: User) -> RegionTransfer:
    """Ask the other region, or write down that it asked us; the same question twice is one."""
    deciding.hold(melding, by)
    running = melding.transfers.running().first()
    if running and all(getattr(running, name) == value for name, value in facts.items()):
        return running
    demand(obstacles_to_begin(melding, on=on))
    with refusals_in_dutch():
        return melding.transfers.create(**facts, asked_by=by)


def last_answer(transfer: RegionTransfer) -> str:
    """The answer that counts: the last one given, or none."""
    return next((step.kind for step in reversed(transfer.steps.all()) if step.kind in ANSWERS), "")


def dispute_stage(transfer: RegionTransfer) -> TransferStep | None:
    """How far the dispute has come."""
    return next((step for step in reversed(transfer.steps.all()) if step.kind in DISPUTE), None)


def due_on(transfer: RegionTransfer) -> date | None:
    """When to look again: what the last step says, else when an answer was expected; none once it ended."""
    if transfer.ended_on:
        return None
    last = next(reversed(transfer.steps.all()), None)
    if last and last.next_on:
        return last.next_on
    return None if last_answer(transfer) else transfer.answer_by


def possible_steps(transfer: RegionTransfer) -> list[TransferStepKind]:
    """What can come next: a dispute only after a no, and in order; the end only after an answer."""
    if transfer.ended_on:
        return []
    found = [Kind.SENT, *ANSWERS]
    answer, stage = last_answer(transfer), dispute_stage(transfer)
    if answer == Kind.REFUSED:
        place = DISPUTE.index(TransferStepKind(stage.kind)) + 1 if stage else 0
        found += DISPUTE[place : place + 1]
    if answer == Kind.ACCEPTED:
        found.append(Kind.DONE)
    return [*found, Kind.STAYS]


@transaction.atomic
def take(transfer: RegionTransfer, facts: Mapping[str, Any], *, on: date, by: User) -> TransferStep:
    """Write down the next step. What is sent to another region needs consent and is on record as shared.

    *Overgedragen* to another region closes our melding. Raises `Obstructed` when the step does not follow.
    """
    melding = transfer.notification
    deciding.hold(melding, by)
    transfer = RegionTransfer.objects.select_for_update(of=("self",)).get(pk=transfer.pk)
    same = transfer.steps.filter(kind=facts["kind"], taken_on=facts["taken_on"], words=facts["words"]).first()
    if same:
        return same
    demand(obstacles_to_take(transfer, facts, on=on))
    with refusals_in_dutch():
        step = transfer.steps.create(**facts, taken_by=by)
        _follow(transfer, step, on=on, by=by)
    return step


def obstacles_to_take(transfer: RegionTransfer, facts: Mapping[str, Any], *, on: date) -> list[str]:
    """Why this step does not follow on those that were taken."""
    kind, taken_on = TransferStepKind(facts["kind"]), facts["taken_on"]
    if kind not in possible_steps(transfer):
        return [f"‘{kind.label}’ kan nu niet. Kijk welke stappen er al zijn."]
    last = max([transfer.asked_on, *(step.taken_on for step in transfer.steps.all())])
    if taken_on < last:
        return [f"De vorige stap is van {dag(last)}. Deze kan niet eerder zijn."]
    if kind == Kind.SENT and transfer.direction == Direction.OUT:
        who = transfer.notification.client
        return obstacles_to_share(who, purpose=Purpose.REGION_TRANSFER, with_=transfer.other_region, on=on)
    return []


def _follow(transfer: RegionTransfer, step: TransferStep, *, on: date, by: User) -> None:
    """What a step brings along."""
    melding, goes_out = transfer.notification, transfer.direction == Direction.OUT
    if step.kind == Kind.SENT and goes_out:
        record_disclosure(
            melding.client,
            purpose=Purpose.REGION_TRANSFER,
            what=step.words[:500],
            with_=transfer.other_region,
            on=on,
            by=by,
        )
    if step.kind in ENDS:
        transfer.ended_on = step.taken_on
        transfer.save(update_fields=["ended_on"])
    if step.kind == Kind.DONE and goes_out and melding.is_open_on(on):
        reason = f"Overgedragen aan {transfer.other_region}. {step.words}"
        deciding.close(
            melding, outcome=Outcome.TRANSFERRED, reason=reason[:10000], closed_on=step.taken_on, on=on, by=by
        )
