"""A and E: who comes, moves on and leaves, and where they come from."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from .reading import Row
from .world import OWN, UNKNOWN, Cell, G, World, share

FORCED = {
    "ANDERE_ZORGVORM", "SLUITING", "OMBOUW", "CONTRACT_EINDE", "TIJDELIJK_CONTRACT_EINDE", "LEEFTIJDSGRENS",
    "OVERLAST", "GEEN_PLEK_HERKOMST",
}  # fmt: skip


def counted(code: str, dimensions: list[str], keys: list[tuple]) -> Iterator[Cell]:
    """A row for every combination that occurs, with how often."""
    for key, number in Counter(keys).items():
        yield Cell(code, dict(zip(dimensions, key, strict=True)), number, number)


def a1(world: World) -> Iterator[Cell]:
    total = len({spell.client for spell in world.spells if spell.covers(world.t)})
    yield Cell("A1", {}, total, total)
    dwellings = {row["client"]: world.municipality(row) for row in world.dwellings_on(world.t)}
    seen = {
        (row["zorgvorm"], dwellings.get(row["client"], UNKNOWN), row["client"]) for row in world.care_on(world.t)
    }
    yield from counted("A1", ["zorgvorm"], [(form,) for form, _, _ in seen])
    yield from counted("A1", ["zorgvorm", "gemeente"], [(form, municipality) for form, municipality, _ in seen])


def a2(world: World) -> Iterator[Cell]:
    yield from counted_total("A2", len([spell for spell in world.spells if world.inside(spell.start)]))


def counted_total(code: str, number: int) -> Iterator[Cell]:
    yield Cell(code, {}, number, number)


def a3(world: World) -> Iterator[Cell]:
    pairs = [(first, second) for _, first, second in world.pairs() if world.inside(second["vanaf"])]
    yield from counted_total("A3", len(pairs))
    yield from counted("A3", ["van", "naar"], [(first["zorgvorm"], second["zorgvorm"]) for first, second in pairs])


def a4_and_a5(world: World) -> Iterator[Cell]:
    ended = [spell for spell in world.spells if world.inside(spell.end)]
    yield from counted_total("A4", len(ended))
    yield from counted("A5", ["bestemming"], [(spell.periods[-1]["eindreden"] or UNKNOWN,) for spell in ended])


def a6(world: World) -> Iterator[Cell]:
    moved = [
        second
        for _, first, second in world.pairs()
        if world.from_heavy(first, second) and world.inside(second["vanaf"])
    ]
    per_day = [len({row["client"] for row in world.care_on(on) if world.yes(row, "zwaar")}) for on in world.days()]
    average = sum(per_day) / len(per_day)
    yield Cell("A6", {}, len(moved) / average if average else None, average)


def a7(world: World) -> Iterator[Cell]:
    first, end = world.p0.replace(year=world.p0.year - 1), world.p1.replace(year=world.p1.year - 1)
    cohort: list[tuple[str, date]] = [
        (spell.client, spell.end)
        for spell in world.spells
        if spell.end and first <= spell.end < end and spell.periods[-1]["eindreden"] not in ("OVERLEDEN", "WLZ")
    ]
    cohort += [
        (client, second["vanaf"])
        for client, previous, second in world.pairs()
        if world.from_heavy(previous, second) and first <= second["vanaf"] < end
    ]
    relapsed = [(client, on) for client, on in cohort if fell_back(world, client, on)]
    yield Cell("A7", {}, share(len(relapsed), len(cohort)), len(cohort))


def fell_back(world: World, client: str, after: date) -> bool:
    """A new spell, or a heavy care period, that begins 1 up to and including 365 days later."""
    begun = [spell.start for spell in world.spells if spell.client == client]
    begun += [
        row["vanaf"] for row in world.rows["zorgperioden"] if row["client"] == client and world.yes(row, "zwaar")
    ]
    return any(1 <= (on - after).days <= 365 for on in begun)


def a9(world: World) -> Iterator[Cell]:
    chain = [row for row in world.care_on(world.t) if world.yes(row, "keten")]
    near = {row["client"] for row in chain if world.yes(row, "nabijheid_24_7")}
    everybody = {row["client"] for row in chain}
    yield Cell("A9", {}, share(len(near), len(everybody)), len(everybody))


def age(born: date | None, on: date) -> int | None:
    """Whole years; born on 29 February is a year older on 1 March in other years."""
    if born is None:
        return None
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def e1_and_e2(world: World) -> Iterator[Cell]:
    spells = [spell for spell in world.spells if world.inside(spell.start)]
    young = [
        world.clients[spell.client]
        for spell in spells
        if (age(world.clients[spell.client]["geboortedatum"], spell.start) or 0) in range(18, 25)
    ]
    yield Cell("E1", {}, share(len(young), len(spells)), len(spells))
    yield from counted("E1", ["via_jeugdhulp"], [(client["via_jeugdhulp"] or UNKNOWN,) for client in young])
    yield from counted_total("E2", len(spells))
    origins = [(world.clients[spell.client]["herkomst"] or UNKNOWN,) for spell in spells]
    yield from counted("E2", ["herkomst"], origins)


def e3(world: World) -> Iterator[Cell]:
    placed = [
        (world.clients[row["client"]]["herkomst"], world.municipality(row))
        for row in world.rows["verblijven"]
        if world.inside(row["vanaf"])
        and world.clients[row["client"]]["herkomst"] in world.municipalities_on(row["vanaf"])
    ]
    yield Cell("E3", {}, share(sum(origin == here for origin, here in placed), len(placed)), len(placed))


def moves(world: World) -> list[tuple[Row, Row]]:
    """Each dwelling with the previous one of that client, when it ended at most thirty days before."""
    found = []
    for client in world.clients:
        rows = [row for row in world.rows["verblijven"] if row["client"] == client]
        rows.sort(key=lambda row: row["vanaf"])
        found += [
            (old, new) for old, new in pairwise(rows) if old["tot"] and (new["vanaf"] - old["tot"]).days <= G
        ]
    return found


def e5(world: World) -> Iterator[Cell]:
    forced = [
        new
        for old, new in moves(world)
        if world.inside(new["vanaf"])
        and (new["huurvorm"] in OWN or new["plek"] != old["plek"])
        and new["verhuisreden"] in FORCED
    ]
    n = len(forced)
    spell_days = sum(spell.covers(on) for spell in world.spells for on in world.days())
    unwanted = sum(row["client_wilde"] == "nee" for row in forced)
    yield Cell("E5", {"maat": "AANTAL"}, n, n)
    yield Cell("E5", {"maat": "PER_100_JAAR"}, n / (spell_days / 36525) if spell_days else None, n)
    yield Cell("E5", {"maat": "CLIENT_WILDE_NIET"}, share(unwanted, n), n)


def e6(world: World) -> Iterator[Cell]:
    here = {spell.client for spell in world.spells if spell.covers(world.t)}
    dwellings = [row for row in world.dwellings_on(world.t) if row["client"] in here]
    yield Cell("E6", {}, share(sum(row["huurvorm"] in OWN for row in dwellings), len(dwellings)), len(dwellings))


FIGURES = [a1, a2, a3, a4_and_a5, a6, a7, a9, e1_and_e2, e3, e5, e6]
