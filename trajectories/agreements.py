"""The region's agreements about waiting and matching: which are in force, the draft, and publishing it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max

from portal.models import Region, Role, User
from portal.templatetags.dutch import dag
from trajectories.matching.inputs import STANDARD_WEIGHTS, Rules
from trajectories.models import MatchingRules
from trajectories.obstacles import demand, refusals_in_dutch


def in_force(region_id: int | None, *, on: date) -> Rules:
    """The rules that count in a region on a day; the standard ones until it publishes its own. One query."""
    if region_id is None:
        return Rules()
    found = MatchingRules.objects.filter(region_id=region_id).in_force_on(on).first()
    return rules_of(found) if found else Rules()


def rules_of(version: MatchingRules) -> Rules:
    """A version as matching counts with it; a wish it does not name weighs nothing."""
    return Rules(
        number=version.number,
        weights={wish: int(version.weights.get(wish, 0)) for wish in STANDARD_WEIGHTS},
        horizon_weeks=version.horizon_weeks,
        class_weeks=tuple(version.class_weeks),
        ask_after_days=version.ask_after_days,
    )


@transaction.atomic
def begin_draft(region: Region, *, on: date, by: User) -> MatchingRules:
    """A next version to work on, as the one in force; the draft there is, when there is one."""
    _hold(region.pk, by)
    mine = MatchingRules.objects.filter(region=region)
    if draft := mine.drafts().first():
        return draft
    now = in_force(region.pk, on=on)
    return mine.create(
        region=region,
        number=(mine.aggregate(last=Max("number"))["last"] or 0) + 1,
        weights={str(wish): weight for wish, weight in now.weights.items()},
        horizon_weeks=now.horizon_weeks,
        class_weeks=list(now.class_weeks),
        ask_after_days=now.ask_after_days,
        drafted_by=by,
    )


@transaction.atomic
def save_draft(draft: MatchingRules, *, facts: Mapping[str, Any], by: User) -> None:
    """Change what the draft says. Raises `Obstructed` when somebody published it meanwhile."""
    _hold_draft(draft, by)
    for name, value in facts.items():
        setattr(draft, name, value)
    draft.save(update_fields=list(facts))


def publish(
    draft: MatchingRules, *, starts_on: date, reason: str, effect: Mapping[str, Any], on: date, by: User
) -> None:
    """Let a draft count from a day on, for good, with its effect on the list beforehand. Raises `Obstructed`."""
    with refusals_in_dutch():
        _hold_draft(draft, by)
        demand(_too_early(draft, starts_on))
        draft.starts_on, draft.published_on, draft.published_by = starts_on, on, by
        draft.reason, draft.effect = reason, dict(effect)
        draft.save()


@transaction.atomic
def discard_draft(draft: MatchingRules, *, by: User) -> None:
    """Throw a draft away; what is published stays as it is."""
    _hold_draft(draft, by)
    draft.delete()


def _too_early(draft: MatchingRules, starts_on: date) -> list[str]:
    """Versions follow one another: a later version cannot begin before one that was published earlier."""
    published = MatchingRules.objects.filter(region=draft.region_id).published().first()
    if published is None or published.starts_on is None or starts_on > published.starts_on:
        return []
    return [f"Vanaf {dag(published.starts_on)} gelden al werkafspraken. Kies een latere dag."]


def _hold(region_id: int, by: User) -> None:
    """Refuse who may not, then wait for whoever changes the agreements of this region."""
    if by.role != Role.COORDINATOR or by.region_id != region_id:
        raise PermissionDenied
    Region.objects.select_for_update(no_key=True).get(pk=region_id)


def _hold_draft(draft: MatchingRules, by: User) -> None:
    _hold(draft.region_id, by)
    now = MatchingRules.objects.filter(pk=draft.pk).first()
    demand([] if now and not now.is_published else ["Dit concept is intussen gepubliceerd of weggegooid."])
