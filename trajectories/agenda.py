"""What lies on the matching table: proposals under way, who is stuck, who can leave, and which places are free.

People are named by the code of their record only: the agenda hangs on a wall.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count
from django.urls import reverse

from placements.models import CareForm
from portal.models import Client, Region
from portal.templatetags.dutch import dag, dagen, wachttijd
from trajectories import outflow
from trajectories.matching.offers import hold_region
from trajectories.models import Criterion, MatchProposal, UnmetDemand
from trajectories.order import Turn, turns
from trajectories.outflow import Ready
from trajectories.unmet import SINCE_DAYS

NORM_DAYS = 84
"""Who waits longer than this waits too long (figure C5)."""
OFTEN = 2
"""Declined so many times is a reason to talk about somebody."""
MOST = 12
"""Points of one section on the table; the lists have the rest."""
AHEAD = timedelta(weeks=8)


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to talk about: a code, facts without names, and where to read more."""

    about: str
    facts: tuple[str, ...]
    url: str = ""
    client_id: int | None = None

    @property
    def key(self) -> str:
        """What names it in an address."""
        return self.about.replace(" ", "-").lower()


@dataclass(frozen=True, slots=True)
class Section:
    """Points of one kind, at most `MOST`, and how many there are in all."""

    title: str
    intro: str
    points: tuple[Point, ...]
    number: int


def agenda(region: Region, *, on: date) -> tuple[Section, ...]:
    """The four parts of the agenda as they stand on a day; a fixed number of queries."""
    stuck, ready = _stuck(region, on), _ready(region, on)
    places = _places(region, on)
    proposals = _proposals(region, on)
    return (
        _section("Voorstellen die lopen", "De oudste bovenaan.", proposals),
        _section(
            "Wie vastzit", f"Wacht langer dan {dagen(NORM_DAYS)}, vond geen plek of is vaker afgewezen.", stuck
        ),
        _section("Klaar om te gaan, maar kan niet weg", _too_heavy(region, on), ready),
        _section("Vrije plekken", f"Nu, en wat vrijkomt vóór {dag(on + AHEAD)}.", places),
    )


def _section(title: str, intro: str, points: Iterable[Point]) -> Section:
    points = tuple(points)
    return Section(title, intro, points[:MOST], len(points))


def _proposals(region: Region, on: date) -> list[Point]:
    found = MatchProposal.objects.filter(region=region).open().with_everything().order_by("proposed_on", "pk")
    return [
        Point(
            f"Voorstel {one.slug}",
            (
                str(one.entry.care_form),
                f"{one.place.location.name}, {one.place.location.provider}",
                f"{one.state_on(on)}, loopt {dagen((on - one.proposed_on).days)}",
                *(["te laat beantwoord"] if one.is_overdue_on(on) else []),
            ),
            reverse("proposal", args=[one.slug]),
            one.entry.client_id,
        )
        for one in found
    ]


def _stuck(region: Region, on: date) -> list[Point]:
    """Who is in turn for a place and does not get there, in the order of the list."""
    listed = [turn for turn in turns(region.pk, on=on) if turn.is_in_turn]
    slugs = dict(Client.objects.filter(pk__in={turn.client_id for turn in listed}).values_list("pk", "slug"))
    forms = {form.pk: form.name for form in CareForm.objects.filter(region=region)}
    why = _reasons(listed, on)
    return [
        Point(
            f"Cliënt {slugs[turn.client_id]}",
            (forms[turn.care_form_id], *why[turn.pk]),
            reverse("client_page", args=[slugs[turn.client_id]]),
            turn.client_id,
        )
        for turn in listed
        if why[turn.pk]
    ]


def _reasons(listed: list[Turn], on: date) -> dict[int, list[str]]:
    """Why somebody is stuck, in words, by registration."""
    here = [turn.pk for turn in listed]
    recent = UnmetDemand.objects.filter(entry__in=here, recorded_on__gt=on - timedelta(days=SINCE_DAYS))
    missed = dict(recent.order_by("recorded_on", "pk").values_list("entry", "criterion"))
    refused = MatchProposal.objects.filter(entry__in=here, declined_on__lte=on).values_list("entry")
    times = Counter(dict(refused.annotate(times=Count("pk")).order_by()))
    return {
        turn.pk: [
            *([f"wacht {wachttijd(turn.waited)}"] if turn.waited > NORM_DAYS else []),
            *([f"geen plek: {Criterion(missed[turn.pk]).label.lower()}"] if turn.pk in missed else []),
            *([f"{times[turn.pk]} keer afgewezen"] if times[turn.pk] >= OFTEN else []),
        ]
        for turn in listed
    }


def _ready(region: Region, on: date) -> list[Point]:
    """Who is ready to leave and waits for something, the longest first."""
    return [
        Point(f"Cliënt {row.slug}", _kept_by(row), reverse("next_step", args=[row.slug]), row.client.pk)
        for row in outflow.ready_on(on, clients=Client.objects.filter(region=region))
    ]


def _kept_by(row: Ready) -> tuple[str, ...]:
    waits = [f"{one.get_kind_display()} ({one.get_mover_display().lower()})" for one in row.blockers]
    heavy = ["op een te zware plek"] if row.is_heavy else []
    return (row.wants, f"klaar sinds {wachttijd(row.days)}", *heavy, *(waits or ["nog niet opgeschreven waarop"]))


def _too_heavy(region: Region, on: date) -> str:
    here = Client.objects.filter(region=region)
    days, people = outflow.too_heavy_days(here, on=on)
    return (
        f"Dit kwartaal {dagen(days)} op een te zware plek, van {people} {'persoon' if people == 1 else 'mensen'}."
    )


def _places(region: Region, on: date) -> list[Point]:
    """Places by location and care form: free now, and free within the coming weeks."""
    free: Counter[tuple[str, str, str, str]] = Counter()
    soon: Counter[tuple[str, str, str, str]] = Counter()
    for held in hold_region(region.pk, day=on):
        location, period = held.place.location, held.timeline.on(held.starts_on or on).period
        if held.starts_on and period and held.starts_on <= on + AHEAD:
            key = (
                location.slug,
                f"{location.name}, {location.municipality}",
                str(period.care_form),
                str(location.provider),
            )
            (free if held.starts_on <= on else soon)[key] += 1
    return [
        Point(
            f"{name}: {form}",
            (
                provider,
                *([f"{free[key]} nu vrij"] if free[key] else []),
                *([f"{soon[key]} komt vrij"] if soon[key] else []),
            ),
            reverse("location_page", args=[slug]),
        )
        for key in sorted(free | soon, key=lambda key: (-free[key], key[1:]))
        for slug, name, form, provider in [key]
    ]
