"""Hides small numbers from what is published, so that nobody can be recognised in a figure (AVG, article 5)."""

from collections import defaultdict
from collections.abc import Iterable, Set
from dataclasses import dataclass, replace
from decimal import Decimal

from reporting.figures.cells import Cell
from reporting.figures.definitions import EURO_CODES, is_count

SMALLEST = 10
"""k: a number that rests on fewer than this many is not published."""
SMALLEST_INSIDE = 5
"""k for who works in the region without cases of their own: policy officers and project leaders."""
FEWEST_PROVIDERS = 3
"""With two behind an amount, each could work out what the other was paid."""

type Key = tuple[str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class Addition:
    """The rows of figure `code` with dimensions `rows` add up to those of `total_code` with dimensions `total`.

    The rows that are hidden under a shown total rest on at least `together`.
    """

    code: str
    rows: tuple[str, ...]
    total: tuple[str, ...] = ()
    total_code: str = ""
    together: int = 0


ADDITIONS = (
    Addition("A1", ("gemeente", "zorgvorm"), total=("zorgvorm",)),
    Addition("A3", ("naar", "van")),
    Addition("A5", ("bestemming",), total_code="A4"),
    Addition("B6", ("uitkomst",)),
    Addition("C1", ("zorgvorm",)),
    Addition("C1", ("status",)),
    Addition("D1", ("soort", "zorgvorm"), total=("soort",)),
    Addition("D1", ("gemeente", "soort"), total=("soort",)),
    Addition("D1", ("gemeente", "soort", "zorgvorm"), total=("soort", "zorgvorm")),
    Addition("D1", ("gemeente", "soort", "zorgvorm"), total=("gemeente", "soort")),
    Addition("E1", ("via_jeugdhulp",)),  # the share times its n is what these add up to
    Addition("E2", ("herkomst",)),
    Addition("V3", ("zorgvorm",)),
    Addition("V3", ("betalende_gemeente",)),
)
"""What adds up by its definition; rows of clients who may stand in several, as in C2, do not."""


@dataclass(frozen=True, slots=True)
class AdditiveSet:
    """Rows that add up to a total, so that any one of these numbers follows from the others."""

    total: Key
    rows: tuple[Cell, ...]
    together: int = 0

    @property
    def size(self) -> float | Decimal:
        return sum(cell.value or 0 for cell in self.rows)

    def gives_away(self, hidden: Set[Key]) -> bool:
        """Whether a hidden number can be found by subtraction: it is the only one, or those there are are tiny."""
        out_of_sight = [cell for cell in self.rows if _key(cell) in hidden]
        number = len(out_of_sight) + (self.total in hidden)
        is_tiny = self.total not in hidden and sum(cell.n or 0 for cell in out_of_sight) < self.together
        return number == 1 or (number > 1 and is_tiny)

    def companion(self, hidden: Set[Key]) -> Key | None:
        """What to hide as well: the smallest row that is not 0, by its codes among equals, or else the total."""
        shown = [(_weight(cell), _key(cell)) for cell in self.rows if _weight(cell) and _key(cell) not in hidden]
        if shown:
            return min(shown)[1]
        return None if self.total in hidden or not is_count(*self.total) else self.total


def suppress(
    cells: Iterable[Cell],
    *,
    smallest: int = SMALLEST,
    additions: Iterable[Addition] = ADDITIONS,
) -> tuple[Cell, ...]:
    """The same cells in the same order, those that must not be published without their value and n.

    Give all cells of a report at once: the total of a figure may stand with another. `smallest` is k; `additions`
    names what adds up to what.
    """
    cells = tuple(cells)
    sets = _additive_sets(additions, cells)
    hidden = {_key(cell) for cell in cells if _is_too_small(cell, sets, smallest)}
    _hide_companions(hidden, sets)
    return tuple(_withheld(cell) if _key(cell) in hidden else cell for cell in cells)


def _key(cell: Cell) -> Key:
    return cell.code, cell.dimensions


def _weight(cell: Cell) -> float | Decimal:
    """How much of a set a row is: a count itself, of a share or an amount what it rests on."""
    of_itself = is_count(*_key(cell)) or cell.code in EURO_CODES
    return (cell.value if of_itself else cell.n) or 0


def _withheld(cell: Cell) -> Cell:
    return replace(cell, value=None, n=None, providers=None, suppressed=True)


def _is_too_small(cell: Cell, sets: Iterable[AdditiveSet], smallest: int) -> bool:
    is_zero = is_count(*_key(cell)) and cell.value == 0
    return _is_small(cell, smallest) or (is_zero and not _is_safe(cell, sets, smallest))


def _is_small(cell: Cell, smallest: int) -> bool:
    """Too few behind it; a sum of client days (C8) is as small as the number of clients."""
    n = cell.n or 0
    if is_count(*_key(cell)):
        return 0 < n < smallest
    has_few_providers = cell.code in EURO_CODES and (cell.providers or 0) < FEWEST_PROVIDERS
    return n < smallest or has_few_providers


def _is_safe(zero: Cell, sets: Iterable[AdditiveSet], smallest: int) -> bool:
    """Whether a 0 says nothing about anybody: it stands among enough others."""
    mine = [group for group in sets if zero in group.rows]
    return bool(mine) and all(group.size >= smallest for group in mine)


def _hide_companions(hidden: set[Key], sets: Iterable[AdditiveSet]) -> None:
    """Hide another row wherever one could be found by subtraction, until nothing changes."""
    is_stable = False
    while not is_stable:
        is_stable = True
        for group in sets:
            companion = group.companion(hidden) if group.gives_away(hidden) else None
            if companion:
                hidden.add(companion)
                is_stable = False


def _additive_sets(additions: Iterable[Addition], cells: Iterable[Cell]) -> tuple[AdditiveSet, ...]:
    alike: dict[tuple[str, tuple[str, ...]], list[Cell]] = defaultdict(list)
    for cell in cells:
        alike[cell.code, tuple(name for name, _ in cell.dimensions)].append(cell)
    return tuple(group for one in additions for group in _sets_of(one, alike[one.code, one.rows]))


def _sets_of(addition: Addition, cells: Iterable[Cell]) -> list[AdditiveSet]:
    rows: dict[Key, list[Cell]] = defaultdict(list)
    for cell in cells:
        shared = tuple((name, text) for name, text in cell.dimensions if name in addition.total)
        rows[addition.total_code or addition.code, shared].append(cell)
    return [AdditiveSet(total, tuple(group), addition.together) for total, group in rows.items()]
