"""Whether a place can be given to somebody on a day, and in words why not."""

from datetime import date

from placements.capacity import BedDay, BedState, PlaceTimeline, Reservation, Reserved, timelines
from placements.last_days import closings_ahead
from placements.models import CareForm, Place
from portal.actor import counting
from portal.models import Region
from portal.templatetags.dutch import dag, laatste_dag
from trajectories.models import MatchProposal
from trajectories.models.proposal import MatchProposalQuerySet


def reserved_among(places: list[Place], *, apart_from: MatchProposal | None = None) -> Reserved:
    """The open proposals for these places, as reservations; one query."""
    found = MatchProposal.objects.open().filter(place__in=[place.pk for place in places])
    return _reservations(found.exclude(pk=apart_from.pk) if apart_from else found)


def reserved_in(region: Region | None, *, since: date | None = None) -> Reserved:
    """The open proposals of a region, with `since` also those that ended then or later; one query."""
    found = MatchProposal.objects.filter(region=region)
    return _reservations(found.open_on_or_after(since) if since else found.open())


@counting()
def _reservations(proposals: MatchProposalQuerySet) -> Reserved:
    found: dict[int, tuple[Reservation, ...]] = {}
    for proposal in proposals.order_by("proposed_on", "pk"):
        days = Reservation(proposal.proposed_on, proposal.ended_on)
        if days.ends_on is None or days.starts_on < days.ends_on:
            found[proposal.place_id] = (*found.get(proposal.place_id, ()), days)
    return found


def place_obstacles(
    place: Place,
    *,
    on: date,
    seen_on: date | None = None,
    care_form: CareForm | None = None,
    apart_from: MatchProposal | None = None,
) -> list[str]:
    """Why nobody can come to live on a place on `on`; `apart_from` is the proposal that is being carried out.

    With `seen_on`, a departure expected on that day is good enough: to propose, not to move in.
    With a care form: also when the place is for another form that day.
    """
    reserved = reserved_among([place], apart_from=apart_from)
    known = timelines([place], since=min(on, seen_on or on), reserved=reserved)[place.pk]
    bed = known.on(on)
    found = [] if _is_free(known, on, seen_on) else [f"De plek is {why_not_free(bed)}."]
    if care_form and bed.period and bed.period.care_form_id != care_form.pk:
        found.append(f"De plek is op {dag(on)} voor {bed.period.care_form}, niet voor {care_form}.")
    if later := next((resident for resident in known.residents if resident.starts_on > on), None):
        found.append(f"Vanaf {dag(later.starts_on)} woont er iemand anders op deze plek.")
    return found + _closing_obstacles(place, on)


def _closing_obstacles(place: Place, on: date) -> list[str]:
    """That the place is about to close, alone or with the whole location."""
    closing = closings_ahead([place], after=on).get(place.pk)
    if closing is None or closing.is_prepared:
        return []
    return [f"De plek gaat dicht op {dag(closing.closes_on)}: er kan niemand meer komen wonen."]


def _is_free(known: PlaceTimeline, on: date, seen_on: date | None) -> bool:
    if known.state_on(on) is BedState.FREE:
        return True
    return seen_on is not None and not known.is_reserved and known.is_departure_expected(on, seen_on=seen_on)


def why_not_free(bed: BedDay) -> str:
    """What keeps a place from being free, to stand after "de plek is": never who lives there."""
    match bed.state:
        case BedState.TAKEN:
            return "bezet" + _taken_until(bed)
        case BedState.RESERVED:
            return "gereserveerd: er loopt al een voorstel"
        case BedState.OUT_OF_USE:
            return "buiten gebruik" + _last_day(bed.out_of_use.ends_on if bed.out_of_use else None)
        case BedState.NOT_IN_SERVICE:
            return f"niet in gebruik op {dag(bed.on)}" + (f", wel vanaf {dag(bed.free_on)}" if bed.free_on else "")
        case _:
            return "vrij"


def _taken_until(bed: BedDay) -> str:
    resident = bed.resident
    if resident is None:
        return ""
    if resident.ends_on:
        return _last_day(resident.ends_on)
    if resident.expected_end_on and resident.expected_end_on > bed.on:
        return f", naar verwachting{_last_day(resident.expected_end_on)}"
    return ""


def _last_day(ends_on: date | None) -> str:
    return f" t/m {dag(laatste_dag(ends_on))}" if ends_on else ""
