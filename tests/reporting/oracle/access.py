"""B and C: meldingen with their terms, and the waiting list."""

from collections.abc import Iterator
from datetime import date

from .flows import counted, counted_total
from .reading import Row
from .world import UNKNOWN, Cell, World, covers, percentile, share


def meldingen(world: World) -> list[Row]:
    return [row for row in world.rows["meldingen"] if row["vooraanmelding"] == "nee"]


def length(world: World, melding: Row, first: date, end: date) -> int:
    """Days from the first to the end, without those on which the term was suspended."""
    return (end - first).days - world.interrupted("opschortingen", "melding", melding["code"], first, end)


def b1(world: World) -> Iterator[Cell]:
    yield from counted_total("B1", sum(world.inside(row["gemeld_op"]) for row in meldingen(world)))


def within(world: World, code: str, begin: str, end: str, term: int) -> Cell:
    """The share, of what ended in the quarter and has a beginning, that took no longer than its term."""
    took = [
        length(world, row, row[begin], row[end])
        for row in meldingen(world)
        if world.inside(row[end]) and row[begin] is not None
    ]
    return Cell(code, {}, share(sum(number <= term for number in took), len(took)), len(took))


def b2_to_b4(world: World) -> Iterator[Cell]:
    yield within(world, "B2", "gemeld_op", "verslag_op", 42)
    yield within(world, "B3", "aangevraagd_op", "besloten_op", 14)
    yield within(world, "B4", "gemeld_op", "besloten_op", 56)


def known(on: date | None, t: date) -> bool:
    return on is not None and on <= t


def over_term(world: World, row: Row) -> bool:
    """Open on the day itself, with one of both clocks past its term."""
    t = world.t
    if row["gemeld_op"] > t or known(row["besloten_op"], t) or known(row["afgesloten_op"], t):
        return False
    investigating = not known(row["verslag_op"], t) and length(world, row, row["gemeld_op"], t) > 42
    return investigating or (known(row["aangevraagd_op"], t) and length(world, row, row["aangevraagd_op"], t) > 14)


def b5_and_b6(world: World) -> Iterator[Cell]:
    yield from counted_total("B5", sum(over_term(world, row) for row in meldingen(world)))
    done = [row for row in meldingen(world) if world.inside(row["besloten_op"] or row["afgesloten_op"])]
    yield from counted_total("B6", len(done))
    yield from counted("B6", ["uitkomst"], [(row["uitkomst"] or UNKNOWN,) for row in done])


def open_entries(world: World) -> list[Row]:
    return [
        row
        for row in world.rows["wachtlijst"]
        if row["wacht_sinds"] <= world.t and not known(row["uit_op"], world.t)
    ]


def net(world: World) -> list[Row]:
    """The open entries that put a client on the net waiting list."""
    paused = {row["wachtlijst"] for row in world.rows["wachtpauzes"] if covers(row, world.t)}
    return [
        row for row in open_entries(world) if row["status"] in ("URGENT", "ACTIEF") and row["code"] not in paused
    ]


def c1_to_c3(world: World) -> Iterator[Cell]:
    entries = open_entries(world)
    yield from counted_total("C1", len(entries))
    yield from counted("C1", ["zorgvorm"], [(row["zorgvorm"],) for row in entries])
    yield from counted("C1", ["status"], [(row["status"],) for row in entries])
    yield from counted_total("C2", len({row["client"] for row in net(world)}))
    per_form = {(row["zorgvorm"], row["client"]) for row in net(world)}
    yield from counted("C2", ["zorgvorm"], [(form,) for form, _ in per_form])
    yield from counted_total("C3", len({row["client"] for row in entries if row["status"] == "VOORKEUR"}))


def waited(world: World, entry: Row, end: date) -> int:
    first = entry["wacht_sinds"]
    return (end - first).days - world.interrupted("wachtpauzes", "wachtlijst", entry["code"], first, end)


def c4(world: World) -> Iterator[Cell]:
    placed = [
        (row["zorgvorm"], waited(world, row, row["uit_op"]))
        for row in world.rows["wachtlijst"]
        if row["uit_reden"] == "GEPLAATST" and world.inside(row["uit_op"])
    ]
    for form in [None, *sorted({form for form, _ in placed})]:
        took = [number for of_form, number in placed if form in (None, of_form)]
        for measure, at in (("MEDIAAN", 0.5), ("P90", 0.9)):
            dimensions = {"maat": measure} | ({"zorgvorm": form} if form else {})
            yield Cell("C4", dimensions, percentile(took, at), len(took))


def c5_and_c6(world: World) -> Iterator[Cell]:
    longest: dict[str, int] = {}
    bridged = set()
    for entry in net(world):
        client = entry["client"]
        longest[client] = max(longest.get(client, 0), waited(world, entry, world.t))
        if entry["overbrugging"] == "ja":
            bridged.add(client)
    took, n = list(longest.values()), len(longest)
    yield Cell("C5", {"maat": "MEDIAAN"}, percentile(took, 0.5), n)
    yield Cell("C5", {"maat": "P90"}, percentile(took, 0.9), n)
    yield Cell("C5", {"maat": "BOVEN_NORM"}, share(sum(number > 84 for number in took), n), n)
    yield Cell("C6", {}, share(len(bridged), n), n)


def c7(world: World) -> Iterator[Cell]:
    ready = [row for row in world.rows["uitstroomklaar"] if covers(row, world.t)]
    n = len({row["client"] for row in ready})
    yield Cell("C7", {}, n, n)
    yield Cell("C7", {"maat": "MEDIAAN"}, percentile([(world.t - row["vanaf"]).days for row in ready], 0.5), n)


def c8(world: World) -> Iterator[Cell]:
    found = []
    for on in world.days():
        ready = {row["client"] for row in world.rows["uitstroomklaar"] if covers(row, on)}
        heavy = {row["client"] for row in world.care_on(on) if world.yes(row, "zwaar")}
        found += list(ready & heavy)
    yield Cell("C8", {}, len(found), len(set(found)))


FIGURES = [b1, b2_to_b4, b5_and_b6, c1_to_c3, c4, c5_and_c6, c7, c8]
