"""Meldingen: who reports, how long investigation and decision take (Wmo 2015, 2.3.2 and 2.3.5), what follows."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from trajectories.demo.live import LIVE_DAYS, STAGES
from trajectories.demo.paths import follow
from trajectories.demo.people import YEAR, Person
from trajectories.demo.rows import Notification, Span
from trajectories.demo.waiting import grant_home, join
from trajectories.demo.world import FIRST_DAY, World, days

OUTCOMES = {"TOEGEKEND": 65, "AFGEWEZEN": 14, "INGETROKKEN": 10, "DOORGESTUURD": 7, "OVERGEDRAGEN": 4}
DECISIONS = ("TOEGEKEND", "AFGEWEZEN")
REASONS = ("Cliënt is opgenomen", "Wacht op medische informatie", "Cliënt vraagt uitstel", "")
KNOWN_SHARE = 0.3  # of the meldingen are from people who have OT already
LOCAL_RETURN_SHARE = 0.65  # of the new OT clients had OT before
QUARTER = 91.3


@dataclass(frozen=True)
class Pace:
    """Days from melding to report, from report to application, from application to decision."""

    report: int
    apply: int
    decide: int


def draw_pace(world: World) -> Pace:
    """Four in five reports within 42 days, seven in eight decisions within 14; late once is often late twice."""
    rng = world.rng
    report_late = rng.random() < 0.18
    decide_late = rng.random() < (0.34 if report_late else 0.07)
    report = rng.randint(43, 70) if report_late else rng.randint(15, 42)
    decide = rng.randint(15, 33) if decide_late else rng.randint(2, 13)
    return Pace(report, rng.choice((0, 0, 1, 1, 2, 3)), decide)


def open_access(world: World) -> None:
    """Spreads the meldingen and the new OT clients over all days, and the early ones of the young."""
    start = FIRST_DAY - timedelta(days=75)  # so that some are half-way on the first day
    rate = world.region.notifications / QUARTER
    for offset in range((world.today - start).days):
        day = start + timedelta(days=offset)
        told = len(STAGES) * len(world.region.teams) / LIVE_DAYS if (world.today - day).days <= LIVE_DAYS else 0
        for _ in range(_poisson(world, max(0.0, rate - told))):
            world.at(day, partial(_arrive, world, day))
        if day >= FIRST_DAY and world.rng.random() < 4 / QUARTER:
            world.at(day, partial(_arrive_early, world))


def _poisson(world: World, mean: float) -> int:
    """Independent arrivals at a mean rate a day, drawn in eight parts."""
    return sum(world.rng.random() < mean / 8 for _ in range(8))


def _arrive(world: World, on: date, _now: date) -> None:
    """Someone reports; `on` may lie before the first day the region lives."""
    town = world.municipality(on=on)
    known = _at_home_in(world, town) if world.rng.random() < KNOWN_SHARE else []
    person = world.rng.choice(known) if known else world.person(town, on=on)
    notify(world, person, on=on, pace=draw_pace(world), outcome=_outcome(world, town=town, on=on))


def _at_home_in(world: World, town: str) -> list[Person]:
    """Clients with OT in a town who wait for nothing."""
    clients = [care.client for care in world.care_of.values() if care.form == "OT"]
    here = [client for client in clients if client.municipality == town and not client.in_story]
    return [client for client in here if not world.entries_of(client)]


def _outcome(world: World, *, town: str, on: date) -> str:
    until = world.region.municipality(town).newcomers_until
    if until and on >= until:
        return "OVERGEDRAGEN"
    return world.rng.choices(list(OUTCOMES), weights=list(OUTCOMES.values()))[0]


def notify(world: World, person: Person, *, on: date, pace: Pace, outcome: str, form: str = "") -> Notification:
    """A melding and all that will follow; days after today are not written, so it is still open then."""
    melding = Notification(world.codes.new("M"), person, person.municipality, on, world.rng.random() < 0.05)
    world.notifications.append(melding)
    if outcome not in DECISIONS:
        _close(world, melding, on=on, pace=pace, outcome=outcome)
        return melding
    report_on, longer = _report_day(world, melding, pace=pace)
    melding.report_on = report_on
    melding.applied_on = report_on + days(pace.apply)
    melding.decided_on = melding.applied_on + days(pace.decide)
    if longer == 0 and world.rng.random() < 0.03:
        stop_on = melding.applied_on + days(1)
        melding.suspensions.append(Span(stop_on, stop_on + days(14), world.rng.choice(REASONS)))
        melding.decided_on += days(14)
    melding.outcome = outcome
    if outcome == "TOEGEKEND":
        world.at(max(FIRST_DAY, melding.decided_on), partial(_grant, world, melding, form))
    return melding


def _report_day(world: World, melding: Notification, *, pace: Pace) -> tuple[date, int]:
    """The day of the report and by how many days a suspension put it off."""
    longer = world.rng.choice((7, 14, 21, 28, 35)) if world.rng.random() < 0.07 else 0
    if longer:
        stop_on = melding.reported_on + days(world.rng.randint(5, 14))
        melding.suspensions.append(Span(stop_on, stop_on + days(longer), world.rng.choice(REASONS)))
    return melding.reported_on + days(pace.report + longer), longer


def _close(world: World, melding: Notification, *, on: date, pace: Pace, outcome: str) -> None:
    melding.outcome = outcome
    if outcome == "INGETROKKEN" and world.rng.random() < 0.4:
        melding.report_on = on + days(pace.report)
    passed_on = outcome in ("OVERGEDRAGEN", "DOORGESTUURD")
    melding.closed_on = on + days(world.rng.randint(5, 24) if passed_on else pace.report + world.rng.randint(0, 9))


def _grant(world: World, melding: Notification, form: str, on: date) -> None:
    """The decision: which care form, from when, and then the list or care at home."""
    person = melding.client
    care = world.care_of.get(person)
    melding.form = form or _choose_form(world, on=on)
    melding.valid_from = melding.decided_on
    melding.valid_to = (
        melding.decided_on + days(world.rng.choice((730, 1095, 1095, 1826))) if melding.decided_on else None
    )
    if (care and world.region.form(care.form).chain) or world.entries_of(person):
        return
    if not grant_home(world, person, form=melding.form, on=on):
        join(world, person, form=melding.form, on=on)


def _choose_form(world: World, *, on: date) -> str:
    """By how many people a form has room for; the list steers, as an access coordinator would."""
    forms = [form for form in world.region.forms if form.with_places]
    weights = [(form.queue + 2) * world.short(form.code, on=on) for form in forms]
    return world.rng.choices(forms, weights=weights)[0].code


def prolong_decisions(world: World) -> None:
    """The decision of who still has chain care or waits for it, runs on: two years at a time."""
    waiting = {entry.client for entries in world.waiting.values() for entry in entries}
    chain = {care.client for care in world.care_of.values() if world.region.form(care.form).chain}
    for melding in world.notifications:
        while melding.valid_to and melding.valid_to <= world.today and melding.client in waiting | chain:
            melding.valid_to += days(730)


def _arrive_early(world: World, on: date) -> None:
    """A young person, 16½ or 17, is reported before turning 18: no legal clock runs, interest is noted."""
    town = world.municipality(on=on)
    if world.region.municipality(town).newcomers_until:
        return
    person = world.person(town, on=on)
    person.born_on = on - YEAR * world.rng.uniform(16.6, 17.9)
    person.via_youth_care = world.rng.random() < 0.8
    world.notifications.append(Notification(world.codes.new("M"), person, town, on, is_early=True))
    forms = [form.code for form in world.region.forms if form.with_places and not form.around_clock]
    entry = world.wait(person, form=world.rng.choice(forms), on=on, status="BELANGSTELLEND", bridging=False)
    leave_on = max(person.born_on + YEAR * 18, on + days(60))
    world.at(
        leave_on,
        lambda day: world.stop_waiting(
            entry, on=day, reason=world.rng.choice(("INGETROKKEN", "ANDERE_OPLOSSING"))
        ),
    )


def arrive_for_home_support(world: World, on: date) -> None:
    """Every day: new OT clients, more when there are fewer than usual. Their access is local: no melding here."""
    region = world.region
    rate = region.home_support * 0.085 / QUARTER + (region.home_support - world.running["OT"]) / 40
    for _ in range(_poisson(world, max(0.0, min(4.0, rate)))):
        _start_home_support(world, on=on)


def _start_home_support(world: World, *, on: date) -> None:
    person = _former_client(world, on=on) if world.rng.random() < LOCAL_RETURN_SHARE else None
    person = person or world.person(world.municipality(on=on), on=on)
    world.start_care(person, form="OT", on=on, pgb=world.rng.random() < 0.05)
    world.move_home(person, on=on)
    follow(world, person, on=on)


def _former_client(world: World, *, on: date) -> Person | None:
    """Someone whose OT ended some time ago and who is alive, at home and not waiting."""
    for care in world.rng.sample(world.cares, k=min(90, len(world.cares))):
        gone = care.form == "OT" and care.ends_on and (on - care.ends_on).days > 45
        person = care.client
        if gone and care.end_reason == "ZELFSTANDIG_ZONDER" and not _is_busy(world, person):
            return person
    return None


def _is_busy(world: World, person: Person) -> bool:
    return (
        person.in_story or person in world.care_of or person in world.dwelling_of or bool(world.entries_of(person))
    )
