"""What is wrong in a regiobestand: where it stands, and a sentence that says how to mend it."""

import json
from dataclasses import dataclass, field

SHOWN_AT_MOST = 1000
VALUE_AT_MOST = 80
HEADER = 1


@dataclass(frozen=True)
class Problem:
    """One thing to mend; `row` as a spreadsheet numbers it (header: row 1), None when there is no one row."""

    sentence: str
    file: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""

    @property
    def line(self) -> str:
        """All of it on one line: `meldingen.csv rij 12 kolom gemeld_op: "2026-02-30": Deze datum …`."""
        place = self.file
        if self.row is not None:
            place += f" rij {self.row}"
        if self.column:
            place += f" kolom {self.column}: {_quoted(self.value)}"
        return f"{_printable(place)}: {self.sentence}" if place else self.sentence


@dataclass
class Problems:
    """Collects problems: the first thousand as they are, of the others only how many there were."""

    found: list[Problem] = field(default_factory=list)
    total: int = 0
    rows: set[tuple[str, int]] = field(default_factory=set)
    """Every row with something to mend, by file and number; those of problems beyond the first thousand too."""
    elsewhere: int = 0
    """Problems that are not in a row but in a header, a file or the whole."""

    def __bool__(self) -> bool:
        return self.total > 0

    def add(
        self, sentence: str, *, file: str = "", row: int | None = None, column: str = "", value: str = ""
    ) -> None:
        """Note one more."""
        self.total += 1
        if row is None or row == HEADER:
            self.elsewhere += 1
        else:
            self.rows.add((file, row))
        if len(self.found) < SHOWN_AT_MOST:
            self.found.append(Problem(sentence, file=file, row=row, column=column, value=value))

    @property
    def lines(self) -> list[str]:
        """A line for each that is shown, in the order of the rows."""
        return [problem.line for problem in sorted(self.found, key=lambda found: (found.file, found.row or 0))]


def _quoted(value: str) -> str:
    short = value if len(value) <= VALUE_AT_MOST else value[: VALUE_AT_MOST - 1] + "…"
    return _printable(json.dumps(short, ensure_ascii=False))


def _printable(text: str) -> str:
    """The text without anything that could break the line or move the cursor."""
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text)
