"""V and Q: how long, for how much, and what clients say of it."""

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from .reading import Row
from .world import UNKNOWN, Cell, World, covers, mean, percentile, share

POINTS = ["financien", "huurder", "dagbesteding", "netwerk", "vertrouwenspersoon"]
ORDER = {"NIET": 0, "MET_STEUN": 1, "OP_ORDE": 2}


def v1_and_v2(world: World) -> Iterator[Cell]:
    ended = [(spell.end - spell.start).days for spell in world.spells if spell.end and world.inside(spell.end)]
    yield Cell("V1", {"maat": "MEDIAAN"}, percentile(ended, 0.5), len(ended))
    yield Cell("V1", {"maat": "GEMIDDELDE"}, mean(ended), len(ended))
    running = [(world.t - spell.start).days for spell in world.spells if spell.covers(world.t)]
    yield Cell("V2", {"maat": "MEDIAAN"}, percentile(running, 0.5), len(running))


def rate(world: World, care: Row, on: date) -> Decimal:
    """What a day of care costs by the contract of that day; nothing without one."""
    for contract in world.rows["contracten"]:
        same = contract["aanbieder"] == care["aanbieder"] and contract["zorgvorm"] == care["zorgvorm"]
        if same and covers(contract, on):
            return contract["dagtarief"]
    return Decimal(0)


def care_days(world: World) -> list[tuple[Row, Decimal]]:
    """Every day of every ZIN care period in the quarter, with what it costs."""
    return [
        (care, rate(world, care, on))
        for care in world.rows["zorgperioden"]
        if care["financiering"] == "ZIN"
        for on in world.days()
        if covers(care, on)
    ]


def euros(found: list[tuple[Row, Decimal]], code: str, dimensions: dict[str, str]) -> Cell:
    clients = len({care["client"] for care, _ in found})
    providers = len({care["aanbieder"] for care, _ in found})
    return Cell(code, dimensions, sum((cost for _, cost in found), Decimal(0)), clients, providers)


def v3_and_v4(world: World) -> Iterator[Cell]:
    found = care_days(world)
    total = euros(found, "V3", {})
    yield total
    for column in ("zorgvorm", "betalende_gemeente"):
        for value in sorted({care[column] or UNKNOWN for care, _ in found}):
            of_value = [(care, cost) for care, cost in found if (care[column] or UNKNOWN) == value]
            yield euros(of_value, "V3", {column: value})
    per_year = (total.value * 365 / len(found)).quantize(Decimal("0.01"), ROUND_HALF_UP) if found else None
    yield Cell("V4", {}, per_year, total.n, total.providers)


def held(world: World) -> list[Row]:
    """The evaluaties held in the quarter."""
    return [row for row in world.rows["evaluaties"] if world.inside(row["gehouden_op"])]


def q1(world: World) -> Iterator[Cell]:
    marks = [row["rapportcijfer"] for row in held(world) if row["rapportcijfer"] is not None]
    n = len(marks)
    yield Cell("Q1", {"maat": "GEMIDDELDE"}, mean(marks), n)
    yield Cell("Q1", {"maat": "AANTAL"}, n, n)
    yield Cell("Q1", {"maat": "RESPONS"}, share(n, len(held(world))), len(held(world)))


def first_and_last(world: World) -> list[tuple[Row, Row]]:
    """Per client the first evaluatie ever held and the last one of the quarter, when that is a later day."""
    found = []
    for client in world.clients:
        rows = [row for row in world.rows["evaluaties"] if row["client"] == client and row["gehouden_op"]]
        rows.sort(key=lambda row: (row["gehouden_op"], row["gepland_op"] or date.max))
        mine = [row for row in rows if world.inside(row["gehouden_op"])]
        if mine and rows[0]["gehouden_op"] < mine[-1]["gehouden_op"]:
            found.append((rows[0], mine[-1]))
    return found


def q3(world: World) -> Iterator[Cell]:
    for point in POINTS:
        steps = [
            ORDER[last[point]] - ORDER[first[point]]
            for first, last in first_and_last(world)
            if first[point] in ORDER and last[point] in ORDER
        ]
        n = len(steps)
        for measure, part in (
            ("BETER", sum(step > 0 for step in steps)),
            ("GELIJK", sum(step == 0 for step in steps)),
            ("SLECHTER", sum(step < 0 for step in steps)),
        ):
            yield Cell("Q3", {"punt": point, "maat": measure}, share(part, n), n)


def q5(world: World) -> Iterator[Cell]:
    rows = [row for row in world.rows["evaluaties"] if row["gepland_op"]]
    planned = [row for row in rows if world.p0 <= row["gepland_op"] < world.p1]
    held = [(row["gepland_op"], row["gehouden_op"]) for row in planned if row["gehouden_op"]]
    in_time = [due for due, on in held if (on - due).days <= 14]
    yield Cell("Q5", {}, share(len(in_time), len(planned)), len(planned))


FIGURES = [v1_and_v2, v3_and_v4, q1, q3, q5]
