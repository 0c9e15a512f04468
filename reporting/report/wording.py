"""Cells in words: what a number is, when it is true, and how it differs from a quarter before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from reporting import dutch
from reporting.figures.cells import Cell
from reporting.figures.definitions import DEFINITIONS, Span, unit_of
from reporting.quarter import Quarter
from reporting.report.document import Change, Explanation, Headline
from reporting.report.edition import Edition
from reporting.report.ledger import Ledger, is_shown
from reporting.units import Unit

# Codes in capitals that figures.md fixes; care forms and municipalities get their names from the edition.
WORDS = {
    "MEDIAAN": "Middelste waarde (mediaan)",
    "GEMIDDELDE": "Gemiddelde",
    "P90": "9 van de 10 korter dan (P90)",
    "BOVEN_NORM": "Deel boven de norm",
    "AANTAL": "Aantal",
    "PER_100_JAAR": "Per 100 cliëntjaren",
    "CLIENT_WILDE_NIET": "Deel waarbij de cliënt niet wilde",
    "RESPONS": "Deel met een cijfer",
    "GECONTRACTEERD": "Volgens contract",
    "GEREALISEERD": "Aanwezig",
    "BRUIKBAAR": "Bruikbaar",
    "BEZET": "Bezet",
    "GEPLAND": "Gepland",
    "OPBOUW": "Opbouw",
    "OMBOUW": "Ombouw",
    "AFBOUW": "Afbouw",
    "BELANGSTELLEND": "Belangstellend",
    "URGENT": "Dringend",
    "ACTIEF": "Actief wachtend",
    "VOORKEUR": "Wacht op voorkeursplek",
    "VOORZORG": "Uit voorzorg",
    "TOEGEKEND": "Toegekend",
    "AFGEWEZEN": "Afgewezen",
    "INGETROKKEN": "Ingetrokken",
    "DOORGESTUURD": "Doorgestuurd",
    "OVERGEDRAGEN": "Overgedragen",
    "ZELFSTANDIG_ZONDER": "Zelfstandig, zonder ondersteuning",
    "ZELFSTANDIG_MET_OT": "Zelfstandig, met ondersteuning thuis",
    "WLZ": "Wet langdurige zorg",
    "KLINIEK": "Kliniek",
    "ANDERE_REGIO": "Andere regio",
    "OPVANG_DAKLOOS": "Opvang of dakloos",
    "DETENTIE": "Detentie",
    "FAMILIE": "Familie",
    "UITVAL_ONBEKEND": "Weg, niet bekend waarheen",
    "OVERLEDEN": "Overleden",
    "BUITENLAND": "Buitenland",
    "ONBEKEND": "Niet bekend",
    "BETER": "Beter",
    "GELIJK": "Gelijk",
    "SLECHTER": "Slechter",
    "financien": "Financiën",
    "huurder": "Goed huurderschap",
    "dagbesteding": "Dagbesteding",
    "netwerk": "Netwerk",
    "vertrouwenspersoon": "Vertrouwenspersoon",
}
# The names of dimensions, in the order of their columns.
DIMENSIONS = {
    "soort": "Soort",
    "van": "Van",
    "naar": "Naar",
    "zorgvorm": "Zorgvorm",
    "naar_zorgvorm": "Naar zorgvorm",
    "gemeente": "Gemeente",
    "betalende_gemeente": "Betalende gemeente",
    "bestemming": "Bestemming",
    "herkomst": "Herkomst",
    "via_jeugdhulp": "Uit de jeugdhulp",
    "status": "Status",
    "uitkomst": "Uitkomst",
    "punt": "Punt",
    "maat": "Maat",
}


@dataclass(frozen=True, slots=True)
class Voice:
    """Speaks of one edition: its cells, those of earlier quarters, its names and its days."""

    edition: Edition
    ledgers: Mapping[Quarter, Ledger]
    """Every quarter that is told of, the oldest first; the last is the one it is about."""

    @property
    def quarter(self) -> Quarter:
        return self.edition.quarter

    @property
    def now(self) -> Ledger:
        return self.ledgers[self.quarter]

    @property
    def before(self) -> Ledger | None:
        return self.ledgers.get(self.quarter.previous)

    @property
    def year_ago(self) -> Ledger | None:
        return self.ledgers.get(self.quarter.year_before)

    def name(self, code: str) -> str:
        """The name of a care form or municipality, or the word for a fixed code."""
        return self.edition.names.get(code) or WORDS.get(code, code)

    def on_day(self) -> str:
        return f"op {dutch.day(self.quarter.reference_day(self.edition.as_of))}"

    def in_quarter(self) -> str:
        return f"in het {self.quarter.name}"

    def true_for(self, code: str) -> str:
        """The day or the period a figure is true for, and that it is provisional where it is."""
        until_final = " (voorlopig)" if self.quarter.is_provisional(self.edition.as_of) else ""
        return self.days(code) + until_final

    def days(self, code: str) -> str:
        """The day or the period itself."""
        span = DEFINITIONS[code].span
        if span is Span.DAY:
            return self.on_day()
        if span is Span.QUARTER:
            return f"van {dutch.period(self.quarter.starts_on, self.counted_until())}"
        cohort = Quarter(self.quarter.year - 1, self.quarter.number)
        return f"over mensen uit de periode {dutch.period(cohort.starts_on, cohort.ends_on)}"

    def explain(self, code: str) -> Explanation:
        definition = DEFINITIONS[code]
        return Explanation(code, definition.name, definition.sentence, self.true_for(code))

    def amount(self, cell: Cell | None) -> str:
        """The cell as it stands in a table; a dash where it may not or cannot be shown."""
        if cell is None or not is_shown(cell):
            return dutch.HIDDEN
        return dutch.amount(_float(cell), unit_of(cell.code, dict(cell.dimensions)))

    def count(self, cell: Cell | None) -> str:
        """What the number in a cell rests on; a dash where it may not be shown."""
        return dutch.number(cell.n) if cell is not None and is_shown(cell) and cell.n is not None else dutch.HIDDEN

    def unit(self, code: str) -> Unit:
        return DEFINITIONS[code].unit

    def earlier(self, code: str, **dimensions: str) -> Cell | None:
        """The same cell a quarter before."""
        return self.before.find(code, **dimensions) if self.before else None

    @property
    def told(self) -> tuple[tuple[Quarter, Ledger], ...]:
        """The quarter, the one before and that of a year ago, as far as they are at hand."""
        wanted = (self.quarter, self.quarter.previous, self.quarter.year_before)
        return tuple((quarter, self.ledgers[quarter]) for quarter in wanted if quarter in self.ledgers)

    def amounts(self, code: str, **dimensions: str) -> tuple[str, ...]:
        """The same cell in each quarter that is told."""
        return tuple(self.amount(ledger.find(code, **dimensions)) for _, ledger in self.told)

    def headline(self, code: str, unit: str, **dimensions: str) -> Headline:
        cell = self.now.find(code, **dimensions)
        before = self.year_ago.find(code, **dimensions) if self.year_ago else None
        return Headline(
            self.amount(cell),
            unit,
            self.change(code, **dimensions),
            self.explain(code),
            year_ago=self.amount(before) if is_shown(before) else "",
        )

    def change(self, code: str, **dimensions: str) -> Change:
        """The difference with the quarter before, in words; says so where there is none to give."""
        if self.before is None:
            return Change("", "geen vorig kwartaal om mee te vergelijken", is_known=False)
        now, before = self.now.find(code, **dimensions), self.earlier(code, **dimensions)
        if now is None or before is None or not is_shown(now) or not is_shown(before):
            return Change("", "niet te vergelijken met het vorige kwartaal", is_known=False)
        return difference(_float(now), _float(before), unit_of(code, dimensions))

    def compared(self, code: str) -> str:
        """A sentence about the difference with the quarter before; empty where there is none to give."""
        change = self.change(code)
        return f"Dat is {change.text}." if change.is_known else ""

    def counted_until(self) -> date:
        """First day of the quarter that is not counted."""
        return min(self.quarter.ends_on, self.edition.as_of + timedelta(days=1))


def difference(now: float, before: float, unit: Unit) -> Change:
    """`now` against `before` as the reader sees them, so that the rounded numbers agree."""
    decimals = 1 if unit is Unit.SHARE or not float(now - before).is_integer() else 0
    scale = 100 if unit is Unit.SHARE else 1
    step = round(scale * now, decimals) - round(scale * before, decimals)
    size = dutch.number(abs(step), decimals=decimals)
    if not round(step, decimals):
        return Change("", "gelijk aan het vorige kwartaal")
    sign, more, higher, longer = (
        ("▲", "meer", "hoger", "langer") if step > 0 else ("▼", "minder", "lager", "korter")
    )
    if unit is Unit.SHARE:
        return Change(sign, f"{size} procentpunt {higher} dan vorig kwartaal")
    if unit is Unit.DAYS:
        days = "dag" if size == "1" else "dagen"
        return Change(sign, f"{size} {days} {longer} dan vorig kwartaal")
    if unit in (Unit.MARK, Unit.EUROS, Unit.RATE):
        return Change(sign, f"{size} {higher} dan vorig kwartaal")
    return Change(sign, f"{size} {more} dan vorig kwartaal")


def counted(cell: Cell | None, *, many: str, one: str, about: str) -> str:
    """A sentence with a count: `many` and `one` hold `{n}`; `about` names what is too small to be shown."""
    if cell is None or cell.suppressed:
        return f"Het aantal {about} is te klein om te tonen."
    if cell.value is None:
        return f"Het aantal {about} is niet bekend."
    text = one if cell.value == 1 else many
    return dutch.capitalised(text.format(n=dutch.number(_float(cell))))


def shared(cell: Cell | None, *, text: str, about: str) -> str:
    """A sentence with a share: `text` holds `{share}` and `{n}`, the denominator."""
    if cell is None or cell.suppressed:
        return f"Het aantal {about} is te klein om een percentage te tonen."
    if cell.value is None or cell.n is None:
        return f"Er waren geen {about}; er is dus geen percentage."
    return dutch.capitalised(text.format(share=dutch.amount(_float(cell), Unit.SHARE), n=dutch.number(cell.n)))


def _float(cell: Cell) -> float:
    assert cell.value is not None, "a cell without a value has no number"
    return float(cell.value)
