"""What people do to the plan: agree on a line, change or withdraw it, say why it goes otherwise, act, set a goal.

Everything here belongs to the policy officer and the project leader of the region; that is asked once more. Acts
hold what they change, so that of two people who save in the same second the second one gets a sentence. What was
said is never written over: a line keeps its revisions, a target and an estimate are new rows, a line is withdrawn.
"""

from datetime import date
from typing import Any, TypedDict

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction

from placements.models import (
    CareForm,
    Deviation,
    DwellingQuota,
    LineRevision,
    NeedEstimate,
    PlanAction,
    PlanLine,
    PlanTarget,
    ResidentPlan,
)
from portal.models import Municipality, Organisation, Region, Role, User
from portal.templatetags.dutch import dag

PLANNERS = frozenset({Role.POLICY, Role.PROJECT_LEADER})
"""Who may change the plan of their region."""
STALE = "Iemand anders wijzigde deze afspraak terwijl u bezig was. Controleer wat er nu staat en sla opnieuw op."
WITHDRAWN = "Deze afspraak is al ingetrokken."


class Estimate(TypedDict):
    """What an estimate says."""

    places: int
    is_circa: bool
    made_on: date
    made_by: str
    reasoning: str
    source: str


@transaction.atomic
def add_line(region: Region, *, facts: dict[str, Any], code: str, by: User) -> tuple[PlanLine, bool]:
    """Put a line in the plan, also whether it is new: a form sent twice has one `code` and brings one line."""
    _demand_planner(region.pk, by)
    _hold(Region.objects.filter(pk=region.pk))
    if known := PlanLine.objects.in_force().filter(region=region, code=code).first():
        return known, False
    line = PlanLine(region=region, code=code, **facts)
    line.full_clean()
    line.save()
    return line, True


@transaction.atomic
def change_line(
    line: PlanLine, *, facts: dict[str, Any], reason: str, seen: str, on: date, by: User
) -> LineRevision | None:
    """Change what a line says; another number or day is kept as a revision, with its reason.

    `seen` is the version the user looked at. Raises ValidationError when somebody changed or withdrew the line in
    between, and when the number or day changes without a reason.
    """
    line = _held(line, by)
    before = (line.places, line.planned_on)
    for name, value in facts.items():
        setattr(line, name, value)
    if line.version == _stored(line).version:
        return None  # said already: the second press of a button
    if _stored(line).version != seen:
        raise ValidationError(STALE)
    revision = _revision(line, before, reason=reason, on=on, by=by)
    line.full_clean()
    line.save()
    return revision


@transaction.atomic
def withdraw_line(line: PlanLine, *, reason: str, on: date, by: User) -> bool:
    """Take a line out of the plan; it stays to be read. Whether that is new."""
    line = PlanLine.objects.select_for_update(of=("self",)).get(pk=line.pk)
    _demand_planner(line.region_id, by)
    if line.withdrawn_on:
        return False
    line.withdrawn_on, line.withdrawn_reason, line.withdrawn_by = on, reason, by
    line.full_clean()
    line.save()
    return True


@transaction.atomic
def explain(line: PlanLine, *, reason: str, on: date, by: User) -> tuple[Deviation, bool]:
    """Say why a line goes otherwise than planned, also whether that is new: the same words twice a day are one."""
    line = _held(line, by)
    return Deviation.objects.get_or_create(line=line, noted_on=on, reason=reason, defaults={"noted_by": by})


@transaction.atomic
def add_action(
    line: PlanLine, *, what: str, owner: str, due_on: date, on: date, by: User
) -> tuple[PlanAction, bool]:
    """Agree on something to do for a line, also whether that is new: the same action twice is one."""
    line = _held(line, by)
    facts = {"what": what, "owner": owner, "due_on": due_on}
    if known := line.actions.filter(done_on=None, **facts).first():
        return known, False
    action = PlanAction(line=line, added_on=on, added_by=by, **facts)
    action.full_clean()
    action.save()
    return action, True


@transaction.atomic
def change_action(
    action: PlanAction, *, what: str, owner: str, due_on: date, done_on: date | None, result: str, by: User
) -> None:
    """Correct an action, or say that it is done, and what came of it."""
    action = _held_action(action, by)
    action.what, action.owner, action.due_on = what, owner, due_on
    action.done_on, action.result = done_on, result if done_on else ""
    action.full_clean()
    action.save()


@transaction.atomic
def finish_action(action: PlanAction, *, on: date, by: User) -> bool:
    """The action is done today. Whether that is new."""
    action = _held_action(action, by)
    if action.done_on:
        return False
    action.done_on = on
    action.save(update_fields=["done_on"])
    return True


@transaction.atomic
def set_target(
    care_form: CareForm,
    *,
    municipality: Municipality | None,
    year: int,
    places: int,
    reason: str,
    seen: int | None,
    on: date,
    by: User,
) -> tuple[PlanTarget, bool]:
    """Set how many places there must be at the end of a year; also whether that is new.

    `seen` is the number the user looked at, None when there was no target. Raises ValidationError when somebody
    set another one in between.
    """
    _demand_planner(care_form.region_id, by)
    _hold(CareForm.objects.filter(pk=care_form.pk))
    what = {"care_form": care_form, "municipality": municipality, "year": year}
    last = PlanTarget.objects.filter(**what).order_by("pk").last()
    if last and last.places == places:
        return last, False
    if last and seen != last.places:
        raise ValidationError(_target_stands(last, is_new=seen is None))
    target = PlanTarget(region_id=care_form.region_id, places=places, reason=reason, set_on=on, set_by=by, **what)
    target.full_clean()
    target.save()
    return target, True


@transaction.atomic
def record_estimate(care_form: CareForm, *, says: Estimate, by: User) -> tuple[NeedEstimate, bool]:
    """Keep how many places somebody estimates are needed; also whether that is new. Earlier estimates stay."""
    _demand_planner(care_form.region_id, by)
    _hold(CareForm.objects.filter(pk=care_form.pk))
    if known := NeedEstimate.objects.filter(care_form=care_form, **says).first():
        return known, False
    estimate = NeedEstimate(region_id=care_form.region_id, care_form=care_form, recorded_by=by, **says)
    estimate.full_clean()
    estimate.save()
    return estimate, True


@transaction.atomic
def agree_on_dwellings(
    region: Region,
    *,
    municipality: Municipality,
    association: Organisation | None,
    year: int,
    dwellings: int,
    reason: str,
    on: date,
    by: User,
) -> tuple[DwellingQuota, bool]:
    """Write down how many dwellings were promised, also whether that is new; what it was stays to be read."""
    _demand_planner(region.pk, by)
    _hold(Region.objects.filter(pk=region.pk))
    what = {"region": region, "municipality": municipality, "association": association, "year": year}
    last = DwellingQuota.objects.filter(**what).order_by("pk").last()
    if last and (last.dwellings, last.reason) == (dwellings, reason):
        return last, False
    quota = DwellingQuota(**what, dwellings=dwellings, reason=reason, agreed_on=on, agreed_by=by)
    quota.full_clean()
    quota.save()
    return quota, True


@transaction.atomic
def replace_dwelling(flip: ResidentPlan, *, line: PlanLine, by: User) -> bool:
    """Say which line of the plan brings a dwelling in the place of one whose tenancy passed to the resident.

    Whether that is new. Raises ValidationError when the line was withdrawn.
    """
    flip = ResidentPlan.objects.select_for_update(of=("self",)).select_related("closing__location").get(pk=flip.pk)
    _demand_planner(flip.closing.location.region_id, by)
    line = _held(line, by)
    if flip.replaced_by_id == line.pk:
        return False
    flip.replaced_by = line
    flip.save(update_fields=["replaced_by"])
    return True


def _demand_planner(region_id: int, by: User) -> None:
    if by.role not in PLANNERS or by.region_id != region_id:
        raise PermissionDenied


def _hold(rows: models.QuerySet[Any]) -> None:
    """Wait for whoever changes the same; rows that point here can still be added by others."""
    list(rows.select_for_update(no_key=True).order_by().values_list("pk", flat=True))


def _held(line: PlanLine, by: User) -> PlanLine:
    line = PlanLine.objects.with_words().select_for_update(of=("self",)).get(pk=line.pk)
    _demand_planner(line.region_id, by)
    if line.withdrawn_on:
        raise ValidationError(WITHDRAWN)
    return line


def _stored(line: PlanLine) -> PlanLine:
    return PlanLine.objects.get(pk=line.pk)


def _held_action(action: PlanAction, by: User) -> PlanAction:
    action = PlanAction.objects.select_for_update(of=("self",)).select_related("line").get(pk=action.pk)
    _demand_planner(action.line.region_id, by)
    if action.line.withdrawn_on:
        raise ValidationError(WITHDRAWN)
    return action


def _revision(line: PlanLine, before: tuple[int, date], *, reason: str, on: date, by: User) -> LineRevision | None:
    """What changes in the number or the day, put on record; None when neither does."""
    if before == (line.places, line.planned_on):
        return None
    if not reason:
        raise ValidationError({"reason": "Zeg waarom het aantal of de dag verandert."})
    places, planned_on = before
    return LineRevision.objects.create(
        line=line,
        revised_on=on,
        revised_by=by,
        places_before=places,
        places_after=line.places,
        planned_before=planned_on,
        planned_after=line.planned_on,
        reason=reason,
    )


def _target_stands(last: PlanTarget, *, is_new: bool) -> str:
    stands = f"{last.places} plekken, vastgesteld op {dag(last.set_on)} door {last.set_by}"
    if is_new:
        return f"Voor dit jaar is er al een doel: {stands}. Ga terug en stel dat doel bij."
    return f"Iemand anders wijzigde dit doel terwijl u bezig was. Het is nu {stands}. Kies opnieuw en bewaar het."
