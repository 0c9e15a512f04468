"""The cells of one quarter looked up by code and dimensions."""

from collections.abc import Iterable

from reporting.figures.cells import Cell, in_order

SMALLEST_SET_WITH_ZERO = 10  # a missing row is shown as 0 only where its total is at least this


class Ledger:
    """Finds cells; a row that was left out counts as zero where its total is large enough to say so."""

    def __init__(self, cells: Iterable[Cell]) -> None:
        self._cells = {(cell.code, frozenset(cell.dimensions)): cell for cell in in_order(cells)}

    def find(self, code: str, **dimensions: str) -> Cell | None:
        """The cell with exactly these dimensions; without any, the region's total."""
        return self._cells.get((code, frozenset(dimensions.items())))

    def rows(self, code: str, *names: str, **fixed: str) -> list[Cell]:
        """The cells with the dimensions `names` and those fixed, and no other."""
        wanted = {*names, *fixed}
        return [
            cell
            for (found, _), cell in self._cells.items()
            if found == code
            and dict(cell.dimensions).keys() == wanted
            and fixed.items() <= dict(cell.dimensions).items()
        ]

    def codes(self) -> list[str]:
        return sorted({code for code, _ in self._cells})

    def of(self, code: str) -> list[Cell]:
        """All cells of one figure, the total first."""
        return [cell for (found, _), cell in self._cells.items() if found == code]

    def count(self, code: str, *, within: Cell | None, **dimensions: str) -> Cell | None:
        """A count that may have been left out because it is zero, as part of the total `within`."""
        cell = self.find(code, **dimensions)
        if cell or within is None or not is_shown(within) or float(within.value or 0) < SMALLEST_SET_WITH_ZERO:
            return cell
        return Cell(code, tuple(sorted(dimensions.items())), 0, 0)


def is_shown(cell: Cell | None) -> bool:
    """Whether there is a number to show: known, and not too small to publish."""
    return cell is not None and not cell.suppressed and cell.value is not None
