"""D: places, what is done with them, and what was planned."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from .flows import counted
from .reading import Row
from .world import OWN, Cell, World, covers, days, mean, share


def d1(world: World) -> Iterator[Cell]:
    t = world.t
    contracts = [row for row in world.rows["contracten"] if covers(row, t)]
    for form in [None, *sorted({row["zorgvorm"] for row in contracts})]:
        number = sum(row["plekken"] for row in contracts if form in (None, row["zorgvorm"]))
        yield Cell("D1", {"soort": "GECONTRACTEERD"} | ({"zorgvorm": form} if form else {}), number, number)
    usable = world.usable_on(t)
    kinds = {
        "GEREALISEERD": world.place_periods_on(t),
        "BRUIKBAAR": usable,
        "BEZET": [row for row in usable if row["plek"] in world.occupied_on(t)],
    }
    for kind, rows in kinds.items():
        yield Cell("D1", {"soort": kind}, len(rows), len(rows))
        cells = [(kind, row["zorgvorm"], world.municipality_of_place(row["plek"])) for row in rows]
        yield from counted("D1", ["soort", "zorgvorm"], [(kind, form) for _, form, _ in cells])
        yield from counted("D1", ["soort", "gemeente"], [(kind, municipality) for _, _, municipality in cells])
        yield from counted("D1", ["soort", "zorgvorm", "gemeente"], cells)


def d2(world: World) -> Iterator[Cell]:
    usable: dict[str | None, int] = {None: 0}
    occupied: dict[str | None, int] = {}
    for on in world.days():
        taken = world.occupied_on(on)
        for row in world.usable_on(on):
            for form in (None, row["zorgvorm"]):
                usable[form] = usable.get(form, 0) + 1
                occupied[form] = occupied.get(form, 0) + (row["plek"] in taken)
    for form, number in usable.items():
        yield Cell("D2", {"zorgvorm": form} if form else {}, share(occupied.get(form, 0), number), number)


def d3(world: World) -> Iterator[Cell]:
    empty = []
    for row in world.rows["verblijven"]:
        if not row["plek"] or not world.inside(row["vanaf"]):
            continue
        earlier = [
            other
            for other in world.rows["verblijven"]
            if other["plek"] == row["plek"] and other["vanaf"] < row["vanaf"]
        ]
        if not earlier:
            continue
        last = max(earlier, key=lambda other: other["tot"])
        if last["client"] == row["client"] and last["tot"] == row["vanaf"]:
            continue
        empty.append(usable_days(world, row["plek"], last["tot"], row["vanaf"]))
    yield Cell("D3", {}, mean(empty), len(empty))


def usable_days(world: World, place: str, first: date, end: date) -> int:
    periods = [row for row in world.rows["plekperioden"] if row["plek"] == place]
    out = [row for row in world.rows["buitengebruik"] if row["plek"] == place]
    return sum(
        any(covers(row, on) for row in periods) and not any(covers(row, on) for row in out)
        for on in days(first, end)
    )


def periods_of_places(world: World) -> list[tuple[str, list[Row]]]:
    """Per place the municipality and the periods begun by t, in order."""
    found = []
    for place in world.places:
        periods = [row for row in world.rows["plekperioden"] if row["plek"] == place and row["vanaf"] <= world.t]
        if periods:
            found.append((world.municipality_of_place(place), sorted(periods, key=lambda row: row["vanaf"])))
    return found


type Planned = tuple[str, str, str, str | None]


def realised(world: World, since: date) -> Iterator[Planned]:
    """What happened to places from that day up to t: kind, form, municipality, the form it became."""
    for municipality, periods in periods_of_places(world):
        first, last = periods[0], periods[-1]
        if since <= first["vanaf"]:
            yield "OPBOUW", first["zorgvorm"], municipality, None
        for one, two in pairwise(periods):
            if one["zorgvorm"] != two["zorgvorm"] and two["vanaf"] >= since:
                yield "OMBOUW", one["zorgvorm"], municipality, two["zorgvorm"]
        if last["tot"] and since < last["tot"] <= world.t:
            yield "AFBOUW", last["zorgvorm"], municipality, None


def d4(world: World) -> Iterator[Cell]:
    rules = world.rows["planregels"]
    if not rules:
        return
    since = date(min(rule["gepland_op"] for rule in rules).year, 1, 1)
    sums: Counter[tuple[str, Planned]] = Counter()
    for rule in rules:
        if rule["gepland_op"] <= world.t:
            planned = (rule["soort"], rule["zorgvorm"], rule["gemeentecode"], rule["naar_zorgvorm"])
            sums["GEPLAND", planned] += rule["aantal"]
    for done in realised(world, since):
        sums["GEREALISEERD", done] += 1
    for (measure, (kind, form, municipality, to)), number in sums.items():
        dimensions = {"soort": kind, "zorgvorm": form, "gemeente": municipality, "maat": measure}
        yield Cell("D4", dimensions | ({"naar_zorgvorm": to} if to else {}), number, number)


def d6(world: World) -> Iterator[Cell]:
    t = world.t
    in_chain = {row["client"] for row in world.care_on(t) if world.yes(row, "keten")}
    covered = {
        row["gemeentecode"]
        for row in world.dwellings_on(t)
        if row["huurvorm"] in OWN and row["client"] in in_chain
    }
    covered |= {
        world.municipality_of_place(row["plek"]) for row in world.usable_on(t) if not world.yes(row, "zwaar")
    }
    members = world.municipalities_on(t)
    yield Cell("D6", {}, share(len(members & covered), len(members)), len(members))


FIGURES = [d1, d2, d3, d4, d6]
