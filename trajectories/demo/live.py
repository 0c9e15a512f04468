"""What makes today worth a tour: open meldingen in every stage for each team, and places that become free."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from trajectories.demo.rows import Dwelling, Notification, Span
from trajectories.demo.world import World, days

LEAVING_PER_FORM = 4
FREE_PER_FORM = 5


@dataclass(frozen=True)
class Stage:
    """How many days ago the melding came, the report was done and the client applied; nothing for not yet."""

    reported: int
    report: int | None = None
    applied: int | None = None


STAGES = (
    Stage(2),  # just reported
    Stage(19),  # being investigated
    Stage(33, report=1),  # report done, no application yet
    Stage(44, report=9, applied=7),  # waits for a decision
    Stage(49),  # investigation over six weeks
    Stage(64, report=24, applied=19),  # decision over two weeks
)


LIVE_DAYS = max(stage.reported for stage in STAGES)


def open_meldingen(world: World) -> None:
    """One melding in every stage for each team of the region."""
    for town in world.region.teams:
        for stage in STAGES:
            _open_melding(world, town=town, stage=stage)


def _open_melding(world: World, *, town: str, stage: Stage) -> None:
    reported_on = world.today - timedelta(days=stage.reported)
    melding = Notification(world.codes.new("M"), world.person(town, on=reported_on), town, reported_on)
    melding.report_on = _ago(world.today, stage.report)
    melding.applied_on = _ago(world.today, stage.applied)
    world.notifications.append(melding)


def _ago(today: date, number: int | None) -> date | None:
    return None if number is None else today - timedelta(days=number)


def free_places(world: World) -> None:
    """Where too few places of a lighter form are free, who lived there longest has just got a home of his own."""
    for form in world.region.forms:
        residents = [home for home in world.dwelling_of.values() if _can_leave(world, home, form.code)]
        residents = [home for home in residents if (world.today - home.starts_on).days > 180 and not form.heavy]
        residents.sort(key=lambda home: home.starts_on)
        short = FREE_PER_FORM - sum(
            1
            for place in world.places
            if place.form == form.code and not place.occupant and place.is_open(world.today)
        )
        for number, home in enumerate(residents[: max(0, short)] if form.with_places else []):
            moved_on = world.today - days(4 + 6 * number)
            world.move_home(
                home.client,
                on=moved_on,
                town=home.town,
                tenure="EIGEN_HUUR",
                reason="EIGEN_HUURCONTRACT",
                wanted=True,
            )


def close_places(world: World) -> None:
    """Of the places of a heavy form that are empty, two cannot be used today, each for a reason of its own."""
    since = world.today - timedelta(days=12)
    reasons = (Span(since, world.today + timedelta(days=25), "RENOVATIE"), Span(since, None, "GERESERVEERD"))
    lived_in = {dwelling.place for dwelling in world.dwellings if not dwelling.ends_on or dwelling.ends_on > since}
    usable = [place for place in world.places if place.is_open(since) and place.is_open(world.today)]
    for form in world.region.forms:
        empty = [place for place in usable if place.form == form.code and place not in lived_in]
        spare = empty[FREE_PER_FORM:] if form.heavy else []
        for place, outage in zip(spare, reasons, strict=False):
            place.outages.append(replace(outage))


def announce_departures(world: World) -> None:
    """In each form with places a few clients have a day they will leave: both periods end, after today."""
    for form in world.region.forms:
        leaving = [dwelling for dwelling in world.dwelling_of.values() if _can_leave(world, dwelling, form.code)]
        leaving.sort(key=lambda dwelling: (dwelling.client not in world.ready, dwelling.starts_on))
        for number, dwelling in enumerate(leaving[:LEAVING_PER_FORM]):
            leave_on = world.today + days(6 + 11 * number)
            dwelling.ends_on = leave_on
            care = world.care_of[dwelling.client]
            care.ends_on, care.end_reason = leave_on, "ZELFSTANDIG_ZONDER"


def _can_leave(world: World, dwelling: Dwelling, form: str) -> bool:
    person = dwelling.client
    care = world.care_of.get(person)
    if not dwelling.place or not care or care.form != form or dwelling.place.form != form or person.in_story:
        return False
    return not world.entries_of(person)
