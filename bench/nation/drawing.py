"""Draws the nation, region by region: the houses, and each life from the melding to the last day of care."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from random import Random
from typing import NamedTuple

from bench.nation import DAY, REGIONS, Size
from bench.nation.tables import NO, NONE, YES, Tables, code_of, day, number_of

TODAY = number_of(DAY)
BEGIN = day(0)
FAMILY_NAMES = tuple(
    begin + end
    for begin in ("Acker", "Boter", "Dijk", "Elzen", "Fluit", "Graan", "Hazel", "IJzer", "Klaver", "Linde", "Meer")
    for end in ("berg", "dam", "eind", "gaard", "hof", "kamp", "laar", "meer", "stein", "veld", "wijk", "zoon")
)
GIVEN_NAMES = tuple(
    begin + end
    for begin in ("Aa", "Be", "Co", "Di", "Fe", "Ge", "Ja", "Ka", "Li", "Ma", "No", "Ri", "Sa", "Te", "Wi")
    for end in ("lana", "rik", "nja", "mir", "ske", "ton", "vin", "ra")
)
POINTS = ("OP_ORDE", "MET_STEUN", "NIET", "NIET_BESPROKEN")
END_REASONS = ("ZELFSTANDIG_ZONDER", "ZELFSTANDIG_MET_OT", "WLZ", "KLINIEK", "ANDERE_REGIO", "UITVAL_ONBEKEND")
MOVE_REASONS = ("EIGEN_WENS", "ANDERE_ZORGVORM", "EIGEN_HUURCONTRACT", "OVERLAST", "NETWERK")


class Form(NamedTuple):
    """A care form of every region, how often care is of that form, and its share of the places."""

    code: str
    name: str
    is_in_chain: str
    is_heavy: str
    has_24_7: str
    share: int
    places: int


FORMS = (
    Form("BW", "Beschermd Wonen", YES, YES, YES, 25, 35),
    Form("BESCHUT", "Beschut Wonen", YES, YES, NO, 15, 25),
    Form("BEGELEID", "Begeleid wonen", YES, NO, NO, 15, 25),
    Form("CLUSTER", "Geclusterd wonen", YES, NO, NO, 10, 15),
    Form("BT", "Beschermd Thuis", YES, NO, NO, 25, 0),
    Form("OT", "Ondersteuning Thuis", NO, NO, NO, 10, 0),
)
SHARES = [form.share for form in FORMS]


@dataclass(slots=True)
class Here:
    """A region while it is drawn: what its people can get, and where there is room."""

    code: str
    pk: str
    towns: list[str]
    teams: list[str] = field(default_factory=list)
    """A user of the team of each municipality, in the same order."""
    forms: list[str] = field(default_factory=list)
    providers: list[str] = field(default_factory=list)
    free: list[list[tuple[int, str, str]]] = field(default_factory=list)
    """Per care form, places by the day from which each is free, with the provider of each."""


class Stay(NamedTuple):
    """Care of one form that somebody gets, with the numbers of its days; `until` None: it still runs."""

    starts: int
    until: int | None
    client: str
    town: str
    form: int
    is_last: bool


def draw(tables: Tables, size: Size, towns: list[str], rng: Random) -> Iterator[str]:
    """Draw all regions one by one, and give the code of each when it is there; `towns` are spread over them."""
    weights = [1.0, *(rng.uniform(0.5, 1.5) for _ in range(REGIONS - 1))]
    for number, weight in enumerate(weights):
        here = _region(tables, number, towns[number::REGIONS], rng)
        share = weight / sum(weights)
        _houses(tables, here, max(round(size.places * share), 12), rng)
        _people(tables, here, round(size.clients * share), rng)
        yield f"R{number:02}"


def _region(tables: Tables, number: int, towns: list[str], rng: Random) -> Here:
    code = f"r{number:02}"
    pk = tables.add("portal_region", code.upper(), f"Regio {number}", towns[0])
    here = Here(code, pk, towns)
    office = tables.add("portal_organisation", pk, "REGIO", "REGIO", f"Regio {number}", NONE)
    for role, login in (("COORDINATOR", "coordinator"), ("BELEID", "beleid"), ("PROJECTLEIDER", "projectleider")):
        tables.add("portal_user", f"{login}.{code}", login, role, office)
    for place, town in enumerate(towns):
        tables.add("portal_regionmembership", pk, town, BEGIN)
        team = tables.add("portal_organisation", pk, "WIJKTEAM", town, f"Wijkteam {town}", town)
        login = f"wijkteam{place}.{code}"
        here.teams.append(tables.add("portal_user", login, login, "WIJKTEAM", team))
    for form in FORMS:
        facts = (form.code, form.name, form.is_in_chain, form.is_heavy, form.has_24_7)
        here.forms.append(tables.add("placements_careform", pk, *facts, BEGIN))
    for line in range(10):
        kind = rng.choice(("OPBOUW", "AFBOUW"))
        planned = day(TODAY + rng.randrange(-600, 600))
        tables.add(
            "placements_planline", pk, f"P{line}", kind, rng.choice(here.forms), rng.choice(towns), "6", planned
        )
    return here


def _houses(tables: Tables, here: Here, places: int, rng: Random) -> None:
    """Providers with 30 places each, six at an address; one in twelve places is never lived in."""
    here.free = [[] for _ in FORMS]
    for number in range(places):
        if number % 30 == 0:
            name = f"A{number // 30:03}"
            provider = tables.add("portal_organisation", here.pk, "AANBIEDER", name, f"Zorghuis {name}", NONE)
            here.providers.append(provider)
            tables.add("portal_user", f"aanbieder{number // 30}.{here.code}", name, "AANBIEDER", provider)
            for form in here.forms:
                tables.add("placements_contract", provider, form, BEGIN, "40", "95.50")
        if number % 6 == 0:
            town, facts = rng.choice(here.towns), (f"L{number}", code_of(tables.last["placements_location"]))
            location = tables.add("placements_location", here.pk, *facts, provider, f"Huis {number}", town)
        form = rng.choices(range(len(FORMS)), [form.places for form in FORMS])[0]
        slug = code_of(tables.last["placements_place"])
        place = tables.add("placements_place", here.pk, f"K{number}", slug, location)
        tables.add("placements_placeperiod", place, here.forms[form], BEGIN)
        if rng.random() < 0.1:
            closed = rng.randrange(TODAY)
            tables.add("placements_outofuse", place, day(closed), day(closed + rng.randrange(10, 90)))
        elif rng.random() < 0.92:
            here.free[form].append((0, place, provider))
    for pool in here.free:
        heapify(pool)


def _people(tables: Tables, here: Here, clients: int, rng: Random) -> None:
    """One in twenty only turned to the region just now, one in twenty waits, all others get care or got it."""
    stays: list[Stay] = []
    for _ in range(clients):
        town = int(len(here.towns) * rng.random() ** 2)
        client = _person(tables, here, here.towns[town], rng)
        fate = rng.random()
        if fate < 0.05:
            _melding(tables, here, client, here.towns[town], TODAY - rng.randrange(60), rng, form=None)
        elif fate < 0.1:
            _wait(tables, here, client, town, rng)
        else:
            stays += _path(tables, here, client, here.towns[town], rng)
    stays.sort(key=lambda stay: stay.starts)
    for stay in stays:
        _live(tables, here, stay, rng)


def _person(tables: Tables, here: Here, town: str, rng: Random) -> str:
    number = tables.last["portal_client"]
    born = f"{rng.randrange(1945, 2008)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"
    names = rng.choice(GIVEN_NAMES), rng.choice(FAMILY_NAMES)
    youth = YES if rng.random() < 0.1 else NO
    return tables.add("portal_client", here.pk, f"C{number}", code_of(number), *names, born, town, youth)


def _melding(
    tables: Tables, here: Here, client: str, town: str, first: int, rng: Random, *, form: str | None
) -> None:
    """With a form it was decided within fourteen weeks; without, it is as far as it came."""
    steps = [first + 10 + rng.randrange(32), first + 45, first + 50 + rng.randrange(40)]
    happened = [step if form or step <= TODAY else None for step in steps]
    if form is None:
        happened[2] = None
    number = tables.last["trajectories_notification"]
    decided = happened[2]
    outcome = ("TOEGEKEND", form, day(decided)) if form and decided is not None else ("", NONE, NONE)
    facts = (f"M{number}", code_of(number), client, town, day(first), *map(day, happened))
    tables.add("trajectories_notification", here.pk, *facts, *outcome)


def _wait(tables: Tables, here: Here, client: str, town: int, rng: Random) -> None:
    """Somebody waits now, and lets one provider know."""
    form = here.forms[_form(rng)]
    since = TODAY - 1 - int(rng.expovariate(1 / 120))
    _melding(tables, here, client, here.towns[town], since - 91, rng, form=form)
    status = rng.choices(("URGENT", "ACTIEF", "VOORKEUR", "VOORZORG"), (5, 65, 20, 10))[0]
    _entry(tables, here, client, form, status, since, None)
    tables.add("trajectories_consent", client, rng.choice(here.providers), day(since), here.teams[town])


def _entry(tables: Tables, here: Here, client: str, form: str, status: str, since: int, left: int | None) -> None:
    number = tables.last["trajectories_waitlistentry"]
    reason = "" if left is None else "GEPLAATST"
    facts = (f"W{number}", code_of(number), client, form, status, day(since), day(left), reason)
    tables.add("trajectories_waitlistentry", here.pk, *facts)


def _path(tables: Tables, here: Here, client: str, town: str, rng: Random) -> list[Stay]:
    """Care of one form after another, in any order, from the melding on."""
    start, found = rng.randrange(300, TODAY), []
    form = _form(rng)
    _melding(tables, here, client, town, start - 250, rng, form=here.forms[form])
    _entry(tables, here, client, here.forms[form], "ACTIEF", start - rng.randrange(10, 150), start)
    for left in reversed(range(rng.choice((1, 2, 3, 4, 5, 6, 7)))):
        until = start + 30 + int(rng.expovariate(1 / 300))
        is_last = left == 0 or until > TODAY
        found.append(Stay(start, None if until > TODAY else until, client, town, form, is_last))
        if is_last:
            break
        start = until + rng.choices((0, rng.randrange(1, 30), rng.randrange(31, 200)), (80, 12, 8))[0]
        if start >= TODAY:
            break
        form = _form(rng)
    _around(tables, here, found, rng)
    return found


def _around(tables: Tables, here: Here, stays: list[Stay], rng: Random) -> None:
    """How it went, half a year into each care that lasted, and who could leave."""
    for stay in stays:
        held = stay.starts + 180
        if held < (stay.until or TODAY) and rng.random() < 0.5:
            points = rng.choices(POINTS, k=5)
            tables.add(
                "trajectories_review", stay.client, day(held), day(held), str(rng.randrange(4, 10)), *points
            )
    if stays[-1].until is None and FORMS[stays[-1].form].is_heavy == YES and rng.random() < 0.2:
        since = day(rng.randrange(stays[-1].starts, TODAY))
        tables.add("trajectories_outflowreadiness", stays[-1].client, since, here.forms[4])


def _form(rng: Random) -> int:
    return rng.choices(range(len(FORMS)), SHARES)[0]


def _live(tables: Tables, here: Here, stay: Stay, rng: Random) -> None:
    """The care, and a place of that form where one is free from that day; else a home of one's own."""
    pool = here.free[stay.form]
    place, provider, tenure, town = NONE, rng.choice(here.providers), "EIGEN_HUUR", stay.town
    if pool and pool[0][0] <= stay.starts:
        _, place, provider = heappop(pool)
        tenure, town = "INTERMEDIAIR", NONE
        if stay.until is not None:
            heappush(pool, (stay.until + rng.randrange(30), place, provider))
    days = day(stay.starts), day(stay.until), f"{day(stay.starts)} 09:00+00"
    ended = rng.choice(END_REASONS) if stay.is_last and stay.until is not None else ""
    number = str(tables.last["trajectories_careepisode"])
    tables.add(
        "trajectories_careepisode", here.pk, "Z" + number, stay.client, here.forms[stay.form], provider,
        stay.town, *days, ended,
    )  # fmt: skip
    moved = rng.choice(MOVE_REASONS), YES if rng.random() < 0.7 else NO
    tables.add("placements_housingepisode", here.pk, "V" + number, stay.client, place, town, tenure, *days, *moved)
