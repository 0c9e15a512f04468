"""Running meldingen go over to another holder: who has them, who gets them, and that nothing else changes.

No term begins again and no word is rewritten: a handover is one more row about who is responsible.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import OuterRef, Subquery

from portal.models import Organisation, OrganisationKind, User
from portal.templatetags.dutch import dag
from trajectories import deciding
from trajectories.models import CaseHolder, Notification, NotificationQuerySet
from trajectories.obstacles import demand, refusals_in_dutch

RECEIVES = (OrganisationKind.TEAM, OrganisationKind.REGION)
"""Who can be responsible for a melding: whose people see meldingen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """From whom to whom and since when; without `to` each melding goes to the team of its own municipality."""

    giver: Organisation | None = None
    """Who had them as far as the page knew; none where nobody wrote it down."""
    to: Organisation | None = None
    starts_on: date
    reason: str
    predecessor: str = ""
    """Who had a melding of which nobody wrote down who had it."""
    words: str = ""


def holder_of(melding: Notification) -> CaseHolder | None:
    """Who is responsible now; none where nobody wrote it down."""
    return next(reversed(melding.holders.all()), None)


def organisation_now() -> Subquery:
    """In a query of meldingen: the key of the organisation that is responsible now, or none."""
    running = CaseHolder.objects.filter(notification=OuterRef("pk"), ends_on=None)
    return Subquery(running.values("organisation")[:1])


def newly_taken_over(user: User, *, on: date) -> NotificationQuerySet:
    """Open meldingen that came to the user's organisation and of which nobody there took note."""
    mine = CaseHolder.objects.filter(organisation=user.organisation, ends_on=None, noted_on=None)
    mine = mine.exclude(handed_over_by=None)
    return Notification.objects.visible_to(user).open_on(on).filter(pk__in=mine.values("notification"))


def begin_log(melding: Notification, *, came_from: Handover | None, on: date, by: User) -> None:
    """A new melding is of the organisation that wrote it down, and before that of the predecessor, if any."""
    if came_from is None:
        melding.holders.create(organisation=by.organisation, starts_on=melding.notified_on)
        return
    CaseHolder.objects.bulk_create(_rows(melding, by.organisation, came_from, by))
    take_note(melding, on=on, by=by)


def obstacles_to_hand_over(
    melding: Notification, handover: Handover, *, to: Organisation | None, on: date
) -> list[str]:
    """Why a melding cannot go over to an organisation."""
    if deciding.over(melding, on):
        return [f"De melding van {melding.client} is al afgerond."]
    if to is None:
        return [f"In {melding.municipality} is geen Sociaal Wijkteam. Kies een organisatie."]
    if to.kind == OrganisationKind.TEAM and to.municipality_id != melding.municipality_id:
        return [f"{to} ziet geen meldingen uit {melding.municipality}."]
    last = holder_of(melding)
    return _obstacles_after(last, melding, handover, to) if last else _obstacles_to_begin(melding, handover)


def _obstacles_after(last: CaseHolder, melding: Notification, handover: Handover, to: Organisation) -> list[str]:
    if last.organisation_id == to.pk:
        return [f"{to} is al verantwoordelijk voor de melding van {melding.client}."]
    if last.organisation != handover.giver:
        return [f"De melding van {melding.client} is intussen bij {last}. Kijk opnieuw."]
    if handover.starts_on <= last.starts_on:
        since = dag(last.starts_on)
        return [f"{last} heeft de melding van {melding.client} sinds {since}. Kies een latere dag."]
    return []


def _obstacles_to_begin(melding: Notification, handover: Handover) -> list[str]:
    if not handover.predecessor:
        return [f"Schrijf op wie de melding van {melding.client} had."]
    if handover.starts_on <= melding.notified_on:
        return [f"De melding van {melding.client} is van {dag(melding.notified_on)}. Kies een latere dag."]
    return []


@transaction.atomic
def hand_over(meldingen: Iterable[Notification], handover: Handover, *, on: date, by: User) -> int:
    """From its first day on another is responsible for these meldingen; all go over or none. How many went.

    What went over on that day already is left alone. Raises `Obstructed`, with a sentence per melding that cannot.
    """
    mine = Notification.objects.visible_to(by).filter(pk__in=[melding.pk for melding in meldingen])
    list(mine.order_by("pk").select_for_update(of=("self",)))
    rows = mine.select_related("client", "municipality").prefetch_related("holders__organisation")
    teams = _teams(by.region_id)
    pairs = [(melding, handover.to or teams.get(melding.municipality_id)) for melding in rows]
    pairs = [(melding, to) for melding, to in pairs if not _went_already(melding, handover, to)]
    demand([why for melding, to in pairs for why in obstacles_to_hand_over(melding, handover, to=to, on=on)])
    with refusals_in_dutch():
        going = [melding for melding, _ in pairs]
        CaseHolder.objects.filter(notification__in=going, ends_on=None).update(ends_on=handover.starts_on)
        CaseHolder.objects.bulk_create(row for pair in pairs for row in _rows(*pair, handover, by))
    return len(pairs)


def _teams(region_id: int | None) -> dict[str | None, Organisation]:
    """The Sociaal Wijkteam of each municipality; the oldest where there are more."""
    teams = Organisation.objects.filter(region=region_id, kind=OrganisationKind.TEAM)
    return {team.municipality_id: team for team in teams.order_by("-pk")}


def _went_already(melding: Notification, handover: Handover, to: Organisation | None) -> bool:
    last = holder_of(melding)
    return bool(last and to and (last.organisation_id, last.starts_on) == (to.pk, handover.starts_on))


def _rows(melding: Notification, to: Organisation | None, handover: Handover, by: User) -> Iterator[CaseHolder]:
    """The new holder, and before it the predecessor where nobody was written down."""
    since = handover.starts_on
    if holder_of(melding) is None:
        first = {"starts_on": melding.notified_on, "ends_on": since}
        yield CaseHolder(notification=melding, predecessor=handover.predecessor, **first)
    yield CaseHolder(
        notification=melding,
        organisation=to,
        starts_on=since,
        reason=handover.reason,
        words=handover.words,
        handed_over_by=by,
    )


@transaction.atomic
def take_note(melding: Notification, *, on: date, by: User) -> None:
    """The organisation that got the melding has read what runs; who says so first is kept."""
    deciding.hold(melding, by)
    mine = CaseHolder.objects.filter(notification=melding, organisation=by.organisation, ends_on=None)
    mine.filter(noted_on=None).update(noted_on=on, noted_by=by)
