"""What a quarterly report is made of: frozen values, ready to be read by a template or a person."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from reporting import dutch
from reporting.charts import Chart
from reporting.figures.cells import Cell
from reporting.quarter import Quarter

SHORT_TABLE = 14


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a number means and the day or period it is true for."""

    code: str
    name: str
    sentence: str
    true_for: str


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; `is_key` sets it apart as the conclusion of its chapter."""

    kind: ClassVar[str] = "text"
    text: str
    is_key: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """What a person wrote beside the numbers, in paragraphs."""

    kind: ClassVar[str] = "words"
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within a chapter, or one step `lower` within a section of it."""

    kind: ClassVar[str] = "heading"
    text: str
    is_lower: bool = False
    anchor: str = ""
    """Its address within the page; those that have one stand in the table of contents."""


@dataclass(frozen=True, slots=True)
class Change:
    """The difference with the quarter before; `sign` is a triangle, or empty where nothing changed."""

    sign: str
    text: str
    is_known: bool = True


@dataclass(frozen=True, slots=True)
class Headline:
    """One number that someone may quote, with its comparison and its explanation."""

    value: str
    unit: str
    change: Change
    about: Explanation
    year_ago: str = ""
    """The same number a year ago; empty where there is none to give."""


@dataclass(frozen=True, slots=True)
class Headlines:
    """A handful of numbers beside each other."""

    kind: ClassVar[str] = "headlines"
    items: tuple[Headline, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the report and what it means."""

    word: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Terms:
    """A list of words with their meaning."""

    kind: ClassVar[str] = "terms"
    items: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: the words in front, then a text for every number."""

    heads: tuple[str, ...]
    values: tuple[str, ...]
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Numbers in rows: the first columns are words (`heads`), the others are numbers."""

    kind: ClassVar[str] = "table"
    caption: str
    heads: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    about: tuple[Explanation, ...] = ()

    @property
    def about_told(self) -> tuple[Explanation, ...]:
        """The figures whose definition the chapter gave before this table."""
        return tuple(one for one in self.about if not one.sentence)

    @property
    def is_short(self) -> bool:
        """Short enough to be kept on one page."""
        return len(self.rows) <= SHORT_TABLE


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart with the same numbers as a table under it."""

    kind: ClassVar[str] = "figure"
    chart: Chart
    table: Table


type Part = Text | Words | Heading | Headlines | Terms | Table | Figure


@dataclass(frozen=True, slots=True)
class Chapter:
    """A numbered chapter; `anchor` is its address within the page."""

    number: int
    anchor: str
    title: str
    parts: tuple[Part, ...]

    @property
    def sections(self) -> tuple[Heading, ...]:
        """What stands in the table of contents below it."""
        return tuple(part for part in self.parts if isinstance(part, Heading) and part.anchor)


@dataclass(frozen=True, slots=True)
class Report:
    """One region's quarter, frozen: what is printed, shown and attached is read from here only."""

    region_code: str
    region_name: str
    quarter: Quarter
    as_of: date
    drawn_up_on: date
    definitions_version: str
    content_hash: str
    chapters: tuple[Chapter, ...]
    cells: tuple[Cell, ...]
    smallest: int
    """k: nothing in it rests on fewer."""
    replaces: str = ""
    """Which published report it corrects, in words."""
    approved: str = ""
    """By whom and when it was approved, in words; empty while it is a draft."""

    @property
    def title(self) -> str:
        return f"Beschermd Thuis in {self.region_name}, {self.quarter.name}"

    @property
    def reference_day(self) -> date:
        return self.quarter.reference_day(self.as_of)

    @property
    def is_provisional(self) -> bool:
        return self.quarter.is_provisional(self.as_of)

    @property
    def status(self) -> str:
        return "Voorlopig" if self.is_provisional else "Definitief"

    @property
    def status_sentence(self) -> str:
        if not self.is_provisional:
            return "Deze cijfers veranderen niet meer doordat er tijd voorbijgaat."
        final = (
            f"Vanaf {dutch.day(self.quarter.final_on)} zijn deze cijfers definitief: dan is zeker wie binnen "
            "30 dagen na het kwartaal nieuwe zorg kreeg."
        )
        if self.as_of < self.quarter.last_day:
            return f"Het kwartaal loopt nog; er is geteld t/m {self.as_of_text}. {final}"
        return final

    @property
    def period(self) -> str:
        return dutch.period(self.quarter.starts_on, self.quarter.ends_on)

    @property
    def reference_day_text(self) -> str:
        return dutch.day(self.reference_day)

    @property
    def as_of_text(self) -> str:
        return dutch.day(self.as_of)

    @property
    def drawn_up_text(self) -> str:
        return dutch.day(self.drawn_up_on)

    @property
    def hash_in_groups(self) -> str:
        """The content hash in groups of eight, to compare by eye."""
        return " ".join(self.content_hash[at : at + 8] for at in range(0, len(self.content_hash), 8))
