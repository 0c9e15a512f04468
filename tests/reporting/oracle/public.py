"""What the public may not see: small numbers, and what would give them away."""

from .world import Cell

K = 10
COUNTS = {"A1", "A2", "A3", "A4", "A5", "B1", "B5", "B6", "C1", "C2", "C3", "C8", "D1", "D4", "E2"}
ALSO_COUNTS = {("C7", ""), ("E5", "AANTAL"), ("Q1", "AANTAL")}
SETS = [
    ("A1", ["zorgvorm", "gemeente"], "A1", ["zorgvorm"]),
    ("A3", ["van", "naar"], "A3", []),
    ("A5", ["bestemming"], "A4", []),
    ("B6", ["uitkomst"], "B6", []),
    ("C1", ["zorgvorm"], "C1", []),
    ("C1", ["status"], "C1", []),
    ("D1", ["soort", "zorgvorm"], "D1", ["soort"]),
    ("D1", ["soort", "gemeente"], "D1", ["soort"]),
    ("D1", ["soort", "zorgvorm", "gemeente"], "D1", ["soort", "zorgvorm"]),
    ("D1", ["soort", "zorgvorm", "gemeente"], "D1", ["soort", "gemeente"]),
    ("E1", ["via_jeugdhulp"], "E1", []),
    ("E2", ["herkomst"], "E2", []),
    ("V3", ["zorgvorm"], "V3", []),
    ("V3", ["betalende_gemeente"], "V3", []),
]
"""Rows of a code with these dimensions add up to the row of a code with those; of E1 to its share times its n."""


def is_count(cell: Cell) -> bool:
    if cell.code == "E1":
        return bool(cell.dimensions)
    return cell.code in COUNTS or (cell.code, cell.dimensions.get("maat", "")) in ALSO_COUNTS


def small(cell: Cell) -> bool:
    """Too few behind it to show, whatever stands beside it; behind a sum of days (C8) stand the clients."""
    if is_count(cell):
        return 1 <= cell.n < K
    return cell.n < K or (cell.code in ("V3", "V4") and cell.providers < 3)


def sets(cells: list[Cell]) -> list[tuple[int, list[int]]]:
    """The place of every total, with the places of the rows that add up to it."""
    found = []
    for code, dimensions, total_code, kept in SETS:
        for place, total in enumerate(cells):
            if total.code != total_code or set(total.dimensions) != set(kept):
                continue
            rows = [
                other
                for other, cell in enumerate(cells)
                if cell.code == code
                and set(cell.dimensions) == set(dimensions)
                and all(cell.dimensions[name] == total.dimensions[name] for name in kept)
            ]
            found.append((place, rows))
    return found


def zero_hidden(place: int, cells: list[Cell], groups: list[tuple[int, list[int]]]) -> bool:
    """A zero is hidden when the total of its set is small; a total is the total of its own."""
    cell = cells[place]
    if cell.value != 0 or not (is_count(cell) or cell.code == "V3"):
        return False
    totals = [sum(cells[row].value for row in rows) for _, rows in groups if place in rows] or [cell.value]
    return any(total < K for total in totals)


def hidden(cells: list[Cell]) -> set[int]:
    """The places of the rows that are kept back.

    One hidden number of a set follows from the others, whether it is a row or the total: another goes with it, the
    smallest row that is not zero or else the total.
    """
    groups = sets(cells)
    kept_back = {place for place, cell in enumerate(cells) if small(cell) or zero_hidden(place, cells, groups)}
    while True:
        before = set(kept_back)
        for total, rows in groups:
            if sum(place in kept_back for place in (total, *rows)) != 1:
                continue
            shown = [row for row in rows if row not in kept_back and cells[row].value != 0]
            by_size = sorted(shown, key=lambda row: (cells[row].value, sorted(cells[row].dimensions.items())))
            kept_back.update(by_size[:1] or ([total] if is_count(cells[total]) else []))
        if kept_back == before:
            return kept_back
