"""Registrations counted apart per group, small numbers hidden as everywhere else in the house.

A registration on the list is what figure C1 counts; here only the groups are others. Rows of one way to tell
apart add up to the total, so what is hidden cannot be found by subtraction.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from django.db.models import OuterRef, Subquery

from reporting.figures.cells import Cell
from reporting.suppression import Addition, suppress
from trajectories.models import Notification

CODE = "C1"
UNKNOWN = "ONBEKEND"
A_YEAR = timedelta(days=364)
"""From the first day of a year to its last, both of them in it."""
type Shown = Mapping[tuple[str, ...], int | None]
"""A number per group, None where it is too small to show; the empty group is the total."""


def town_of(client: str, *, on: date) -> Subquery:
    """The municipality of the last melding up to and including a day, of the client in the field `client`."""
    meldingen = Notification.objects.filter(client=OuterRef(client), notified_on__lte=on)
    return Subquery(meldingen.order_by("-notified_on", "-pk").values("municipality")[:1])


def shown(
    rows: Iterable[tuple[str, ...]], names: tuple[str, ...], groups: Sequence[Sequence[str]], *, smallest: int
) -> Shown:
    """Count rows per group: each row says its group, `names` says what the parts of a group are called.

    With two names: every pair, both sums, and the total. `groups` are the values each name may have; `smallest`
    is k.
    """
    counted = Counter(rows)
    numbers: dict[tuple[tuple[str, str], ...], int] = {(): sum(counted.values())}
    for at, name in enumerate(names):
        for value in groups[at]:
            numbers[((name, value),)] = sum(n for group, n in counted.items() if group[at] == value)
    if len(names) == 2:
        for first in groups[0]:
            for second in groups[1]:
                numbers[(names[0], first), (names[1], second)] = counted[first, second]
    cells = [Cell(CODE, dimensions, number, number) for dimensions, number in numbers.items()]
    keys = [tuple(value for _, value in cell.dimensions) for cell in cells]
    safe = suppress(cells, smallest=smallest, additions=_additions(names))
    return {key: _number(cell) for key, cell in zip(keys, safe, strict=True)}


def _additions(names: tuple[str, ...]) -> list[Addition]:
    sums = [Addition(CODE, (name,)) for name in names]
    if len(names) == 2:
        sums += [Addition(CODE, names, total=(name,)) for name in names]
    return sums


def _number(cell: Cell) -> int | None:
    return None if cell.suppressed or cell.value is None else int(cell.value)
