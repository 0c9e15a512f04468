"""A region while it lives, day by day: who is where, the agenda, and the acts that leave rows."""

import heapq
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from math import exp
from random import Random

from trajectories.demo.catalogue import Region
from trajectories.demo.people import Codes, Person, draw_person
from trajectories.demo.rows import Care, Dwelling, Entry, Location, Notification, Place, Readiness, Span

FIRST_DAY = date(2022, 10, 1)  # a year before the first quarter shown, so that its cohorts are there
PUBLISHED_ON = date(2023, 12, 31)  # the day the published numbers of places are of
TOUR_DAYS = 110
INSTITUTION = "INSTELLING"
OUTAGES = {"RENOVATIE": 3, "PERSONEELSTEKORT": 3, "SCHADE": 2, "GERESERVEERD": 1, "ANDERS": 1}
FORCED = {
    "ANDERE_ZORGVORM": 45, "GEEN_PLEK_HERKOMST": 20, "TIJDELIJK_CONTRACT_EINDE": 10, "LEEFTIJDSGRENS": 10,
    "OVERLAST": 10, "SLUITING": 5,
}  # fmt: skip


def days(number: float) -> timedelta:
    """A span of whole days."""
    return timedelta(days=int(number))


@dataclass(frozen=True)
class Promise:
    """A place a story will need on a day; an empty town or provider means any."""

    form: str
    town: str
    provider: str
    on: date

    def fits(self, place: Place) -> bool:
        """Whether the place would do."""
        location = place.location
        here = self.town in ("", location.municipality) and self.provider in ("", location.provider)
        return here and place.form == self.form and not location.youth


class World:
    """One region in time; acts change it and keep the rows, `run` lets the agenda happen."""

    def __init__(self, region: Region, *, today: date, rng: Random, half: int, taken: set[str]) -> None:
        self.region, self.today, self.rng = region, today, rng
        self.codes = Codes(rng, half=half, taken=taken)
        self.people: list[Person] = []
        self.locations: list[Location] = []
        self.places: list[Place] = []
        self.cares: list[Care] = []
        self.dwellings: list[Dwelling] = []
        self.entries: list[Entry] = []
        self.notifications: list[Notification] = []
        self.readiness: list[Readiness] = []
        self.care_of: dict[Person, Care] = {}
        self.running: Counter[str] = Counter()  # clients with care, per care form
        self.dwelling_of: dict[Person, Dwelling] = {}
        self.ready: dict[Person, Readiness] = {}
        self.waiting: dict[str, list[Entry]] = {form.code: [] for form in region.forms}
        self.promises: list[Promise] = []
        self._agenda: list[tuple[date, int, Callable[[date], None]]] = []
        self._order = count()

    # time

    def at(self, on: date, act: Callable[[date], None]) -> None:
        """Lets something happen on a day; what falls after today never does."""
        if on <= self.today:
            heapq.heappush(self._agenda, (on, next(self._order), act))

    def run(self, *, daily: Callable[[date], None]) -> None:
        """Every day up to and including today: first the agenda, then the daily round."""
        day = FIRST_DAY
        while day <= self.today:
            while self._agenda and self._agenda[0][0] <= day:
                heapq.heappop(self._agenda)[2](day)
            daily(day)
            day += timedelta(days=1)

    def is_tour(self, day: date) -> bool:
        """Whether the day is among the last, in which enough places stay free to walk through the portal."""
        return (self.today - day).days < TOUR_DAYS

    # people

    def person(self, municipality: str, *, on: date) -> Person:
        """Someone new to the region."""
        home = self.region.municipality(municipality)
        person = draw_person(self.rng, code=self.codes.new("C"), municipality=home, starts_on=on)
        self.people.append(person)
        return person

    def municipality(self, *, on: date) -> str:
        """A municipality, by inhabitants; one that sends its newcomers elsewhere is still drawn."""
        towns = self.region.municipalities
        return self.rng.choices([town.code for town in towns], weights=[town.inhabitants for town in towns])[0]

    # care

    def start_care(self, person: Person, *, form: str, on: date, provider: str = "", pgb: bool = False) -> Care:
        """Care begins; what ran before must have ended."""
        if person in self.care_of:
            raise ValueError("One care period at a time.")
        chain = self.region.form(form).chain
        care = Care(
            code=self.codes.new("Z"),
            client=person,
            form=form,
            provider="" if pgb else provider or self.rng.choice(self.region.offering(form)),
            starts_on=on,
            payer=self.region.centre if chain else person.municipality,
            funding="PGB" if pgb else "ZIN",
        )
        self.cares.append(care)
        self.care_of[person] = care
        self.running[form] += 1
        return care

    def end_care(self, person: Person, *, on: date, reason: str = "") -> None:
        """Care ends, and with it the wish to move on."""
        care = self.care_of.pop(person)
        if care.starts_on >= on:
            raise ValueError("Care lasts a day at least.")
        care.ends_on, care.end_reason = on, reason
        self.running[care.form] -= 1
        ready = self.ready.pop(person, None)
        if ready and ready.starts_on < on:
            ready.ends_on = on
        elif ready:  # ready and gone on one day: never waited
            self.readiness.remove(ready)

    def change_care(self, person: Person, *, form: str, on: date, provider: str = "", pgb: bool = False) -> Care:
        """One care period follows another on the same day; the dwelling is another matter."""
        if person in self.care_of:
            self.end_care(person, on=on)
        return self.start_care(person, form=form, on=on, provider=provider, pgb=pgb)

    # dwellings

    def leave(self, person: Person, *, on: date) -> Dwelling | None:
        """The client lives nowhere we know of; the place becomes free after a while."""
        dwelling = self.dwelling_of.pop(person, None)
        if dwelling is None:
            return None
        if dwelling.starts_on >= on:
            raise ValueError("A dwelling lasts a day at least.")
        dwelling.ends_on = on
        if dwelling.place:
            self._vacate(dwelling.place, on=on)
        return dwelling

    def _vacate(self, place: Place, *, on: date) -> None:
        place.occupant = None
        heavy = self.region.form(place.form).heavy
        place.free_from = on + days(self.rng.lognormvariate(4.05 if heavy else 3.6, 0.5))  # median 57 and 37 days
        if self.rng.random() < 0.18 and (heavy or not self.is_tour(on)):
            self.take_out_of_use(place, on=on)

    def take_out_of_use(self, place: Place, *, on: date) -> None:
        """Nobody can live there for three weeks to five months; now and then nobody knows until when."""
        back_on = on + days(self.rng.uniform(21, 150))
        known = back_on <= self.today or self.rng.random() < 0.6
        reason = self.rng.choices(list(OUTAGES), weights=list(OUTAGES.values()))[0]
        place.outages.append(Span(on, back_on if known else None, reason))
        place.free_from = max(place.free_from, back_on)

    def move_to_place(
        self, person: Person, *, place: Place, on: date, reason: str = "", wanted: bool | None = None
    ) -> Dwelling:
        """The client moves into a place; a first dwelling carries no reason."""
        if place.occupant:
            raise ValueError("One person per place.")
        before = self.leave(person, on=on)
        if before and not reason:
            reason, wanted = self.move_reason(on, own_home=False)
        heavy = self.region.form(place.form).heavy
        tenure = INSTITUTION if heavy else self.rng.choices(("INTERMEDIAIR", "DRIEPARTIJEN"), weights=(55, 20))[0]
        place.occupant = person
        return self._live(Dwelling(self.codes.new("V"), person, place, "", tenure, on, None, reason, wanted))

    def move_home(
        self,
        person: Person,
        *,
        on: date,
        town: str = "",
        tenure: str = "",
        reason: str = "",
        wanted: bool | None = None,
    ) -> Dwelling:
        """The client moves into a home of his own, rented or bought."""
        before = self.leave(person, on=on)
        if before and not reason:
            reason, wanted = self.move_reason(on, own_home=True)
        tenure = tenure or self.rng.choices(("EIGEN_HUUR", "KOOP"), weights=(22, 3))[0]
        town = town or person.municipality
        return self._live(Dwelling(self.codes.new("V"), person, None, town, tenure, on, None, reason, wanted))

    def _live(self, dwelling: Dwelling) -> Dwelling:
        self.dwellings.append(dwelling)
        self.dwelling_of[dwelling.client] = dwelling
        return dwelling

    def move_reason(self, on: date, *, own_home: bool) -> tuple[str, bool | None]:
        """Why a client came to live somewhere: 14 % forced in 2023, 9 % in the autumn of 2026."""
        elapsed = (on - PUBLISHED_ON).days / 1000
        if self.rng.random() < max(0.09, min(0.14, 0.14 - 0.05 * elapsed)):
            reason = self.rng.choices(list(FORCED), weights=list(FORCED.values()))[0]
            return reason, self.rng.choices((False, True, None), weights=(6, 3, 1))[0]
        reason = "EIGEN_HUURCONTRACT" if own_home and self.rng.random() < 0.7 else "EIGEN_WENS"
        if self.rng.random() < 0.2:
            reason = "NETWERK"
        return reason, self.rng.choices((True, False, None), weights=(17, 1, 2))[0]

    # places

    def free_places(self, form: str, on: date) -> list[Place]:
        """Places of a care form someone can move into on a day."""
        return [place for place in self.places if place.form == form and place.is_free(on)]

    def is_promised(self, place: Place, on: date) -> bool:
        """Whether a story will need this place, or one like it, within a month."""
        return any((promise.on - on).days <= 30 and promise.fits(place) for promise in self.promises)

    def any_place(self, form: str, *, on: date, town: str = "", provider: str = "") -> Place | None:
        """The place empty longest, in this town and of this provider if named; none if all are full."""
        wanted = Promise(form, town, provider, on)
        empty = [
            place for place in self.places if place.occupant is None and place.is_open(on) and wanted.fits(place)
        ]
        return min(empty, key=lambda place: place.free_from, default=None)

    # waiting

    def wait(self, person: Person, *, form: str, on: date, status: str, bridging: bool | None = None) -> Entry:
        """The client waits for a care form from this day."""
        entry = Entry(self.codes.new("W"), person, form, status, on, bridging, person.municipality)
        self.entries.append(entry)
        self.waiting[form].append(entry)
        return entry

    def stop_waiting(self, entry: Entry, *, on: date, reason: str) -> None:
        """The entry goes out, on the day it came in at the earliest."""
        entry.out_on, entry.out_reason = max(on, entry.since), reason
        self.waiting[entry.form].remove(entry)

    def entries_of(self, person: Person) -> list[Entry]:
        """What the client still waits for."""
        return [entry for entries in self.waiting.values() for entry in entries if entry.client is person]

    def short(self, form: str, *, on: date) -> float:
        """How welcome one more person on the list is: above 1 when it is shorter than usual."""
        usual = self.region.form(form).queue
        now = sum(1 for entry in self.waiting[form] if entry.status in ("URGENT", "ACTIEF"))
        return exp(2 * (usual - now) / usual) if usual else 0.0

    def declare_ready(self, person: Person, *, on: date, wants: str) -> None:
        """The client could leave from this day on."""
        if person not in self.ready and person in self.care_of:
            self.ready[person] = Readiness(person, on, wants)
            self.readiness.append(self.ready[person])
