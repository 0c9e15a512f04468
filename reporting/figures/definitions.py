"""What every published figure means, in words a council member can read, with its unit and its period."""

from dataclasses import dataclass
from enum import StrEnum

from reporting.units import Unit

DEFINITIONS_VERSION = "2026-1"


class Span(StrEnum):
    """The time a number is true for: one day, the whole quarter, or the quarter a year before."""

    DAY = "dag"
    QUARTER = "kwartaal"
    YEAR_BEFORE = "jaar eerder"


@dataclass(frozen=True, slots=True)
class Definition:
    """One figure: `sentence` says what is counted, `unit` is that of its total, `span` when it is true."""

    code: str
    name: str
    unit: Unit
    span: Span
    sentence: str

    @property
    def chapter(self) -> str:
        return CHAPTERS[self.code[0]]


CHAPTERS = {
    "A": "Stromen",
    "B": "Toegang",
    "C": "Wachten",
    "D": "Capaciteit",
    "E": "Jeugd, herkomst en wonen",
    "V": "Verblijfsduur en kosten",
    "Q": "Kwaliteit en ervaring",
}

_FIGURES = (
    Definition("A1", "Stand cliënten", Unit.CLIENTS, Span.DAY,
        "Alle mensen die op de peildatum in een traject zitten. Wie korter dan 30 dagen tussen twee vormen "
        "van zorg zit, telt mee in het totaal, maar in geen enkele rij. De gemeente is die van de woning."),
    Definition("A2", "Instroom", Unit.SPELLS, Span.QUARTER,
        "Trajecten die in het kwartaal zijn begonnen. Wie binnen 30 dagen na een eerder traject terugkomt, "
        "is geen nieuwe instroom."),
    Definition("A3", "Doorstroom", Unit.MOVES, Span.QUARTER,
        "Hoe vaak iemand binnen een traject van de ene zorgvorm naar een andere ging, met de eerste dag van "
        "de nieuwe zorgvorm in het kwartaal."),
    Definition("A4", "Uitstroom", Unit.SPELLS, Span.QUARTER,
        "Trajecten die in het kwartaal zijn geëindigd en waarna binnen 30 dagen geen nieuwe zorg begon."),
    Definition("A5", "Bestemming", Unit.SPELLS, Span.QUARTER,
        "De uitstroom van het kwartaal, verdeeld naar waar mensen daarna heen gingen."),
    Definition("A6", "Doorstroomgraad", Unit.SHARE, Span.QUARTER,
        "Het aantal keren dat iemand in het kwartaal van zware naar lichtere zorg ging, gedeeld door het "
        "gemiddelde aantal mensen met zware zorg op een dag in het kwartaal."),
    Definition("A7", "Terugval binnen 12 maanden", Unit.SHARE, Span.YEAR_BEFORE,
        "Van de mensen die een jaar eerder uitstroomden of naar lichtere zorg gingen: het deel dat "
        "binnen 365 dagen opnieuw een traject of zware zorg kreeg. Wie overleed of naar de Wlz ging, telt "
        "niet mee."),
    Definition("A9", "Aandeel met zorg dichtbij, dag en nacht", Unit.SHARE, Span.DAY,
        "Het deel van de mensen met zorg in de keten dat op de peildatum een zorgvorm heeft waarbij dag en "
        "nacht iemand in de buurt is."),
    Definition("B1", "Meldingen", Unit.NOTIFICATIONS, Span.QUARTER,
        "Meldingen die in het kwartaal zijn gedaan. Vooraanmeldingen tellen niet mee."),
    Definition("B2", "Onderzoek binnen 6 weken", Unit.SHARE, Span.QUARTER,
        "Van de onderzoeken met een verslag in het kwartaal: het deel met een verslag binnen 42 dagen na de "
        "melding. Dagen waarop de termijn stilstond, tellen niet mee."),
    Definition("B3", "Besluit binnen 2 weken", Unit.SHARE, Span.QUARTER,
        "Van de aanvragen met een besluit in het kwartaal: het deel met een besluit binnen 14 dagen na de "
        "aanvraag. Dagen waarop de termijn stilstond, tellen niet mee."),
    Definition("B4", "Toegang binnen 8 weken", Unit.SHARE, Span.QUARTER,
        "Van de meldingen met een besluit in het kwartaal: het deel met een besluit binnen 56 dagen na de "
        "melding. Dagen waarop de termijn stilstond, tellen niet mee."),
    Definition("B5", "Open en over de termijn", Unit.NOTIFICATIONS, Span.DAY,
        "Meldingen die op de peildatum nog open zijn en waarvan het onderzoek langer dan 6 weken of het "
        "besluit langer dan 2 weken duurt."),
    Definition("B6", "Uitkomst van meldingen", Unit.NOTIFICATIONS, Span.QUARTER,
        "Meldingen waarover in het kwartaal is besloten of die in het kwartaal zijn afgesloten, naar "
        "uitkomst."),
    Definition("C1", "Wachtlijst, alle inschrijvingen", Unit.ENTRIES, Span.DAY,
        "Alle inschrijvingen die op de peildatum open staan, met elke status. Iemand met twee "
        "inschrijvingen telt twee keer."),
    Definition("C2", "Wachtende mensen", Unit.CLIENTS, Span.DAY,
        "Mensen die op de peildatum dringend of actief wachten en van wie het wachten niet is gepauzeerd. "
        "Iedereen telt in het totaal één keer."),
    Definition("C3", "Wachtenden met een voorkeur", Unit.CLIENTS, Span.DAY,
        "Mensen die op de peildatum wachten op de plek van hun voorkeur."),
    Definition("C4", "Wachttijd van wie een plek kreeg", Unit.DAYS, Span.QUARTER,
        "De dagen tussen het begin van het wachten en de plaatsing, van iedereen die in het kwartaal een "
        "plek kreeg. Gepauzeerde dagen tellen niet mee."),
    Definition("C5", "Wachttijd van wie nog wacht", Unit.DAYS, Span.DAY,
        "De dagen die de wachtende mensen tot en met de peildatum hebben gewacht, en het deel dat langer "
        "dan 84 dagen (12 weken) wacht. Gepauzeerde dagen tellen niet mee."),
    Definition("C6", "Overbrugging", Unit.SHARE, Span.DAY,
        "Het deel van de wachtende mensen dat op de peildatum tijdelijke ondersteuning krijgt tot er een "
        "plek is."),
    Definition("C7", "Klaar voor uitstroom", Unit.CLIENTS, Span.DAY,
        "Mensen die op de peildatum klaar zijn om door te gaan naar een andere plek, en hoeveel dagen zij "
        "daar al op wachten."),
    Definition("C8", "Dagen op een te zware plek", Unit.DAYS, Span.QUARTER,
        "Alle dagen in het kwartaal waarop mensen zware zorg kregen terwijl zij klaar waren om door te "
        "gaan, bij elkaar opgeteld."),
    Definition("D1", "Capaciteit", Unit.PLACES, Span.DAY,
        "Het aantal plekken op de peildatum: volgens de contracten, in de locaties aanwezig, bruikbaar (niet "
        "buiten gebruik) en bezet. De gemeente is die van de locatie."),
    Definition("D2", "Bezettingsgraad", Unit.SHARE, Span.QUARTER,
        "Van alle dagen waarop de plekken in het kwartaal bruikbaar waren: het deel waarop er iemand "
        "woonde."),
    Definition("D3", "Leegstand", Unit.DAYS, Span.QUARTER,
        "Hoeveel dagen een bruikbare plek gemiddeld leeg stond voordat er in het kwartaal weer iemand kwam "
        "wonen."),
    Definition("D4", "Plan en realisatie", Unit.PLACES, Span.DAY,
        "Plekken die er volgens het plan tot en met de peildatum bij, af of om hadden moeten gaan, naast "
        "wat er echt is gebeurd."),
    Definition("D6", "Gemeenten met Beschermd Thuis", Unit.SHARE, Span.DAY,
        "Het deel van de gemeenten waar op de peildatum iemand met begeleiding in een eigen huis woont, of "
        "waar een bruikbare plek voor lichtere zorg is."),
    Definition("E1", "Instroom van jongeren", Unit.SHARE, Span.QUARTER,
        "Het deel van de instroom dat bij de start 18 tot en met 24 jaar was, en hoeveel van deze jongeren "
        "uit de jeugdhulp kwamen."),
    Definition("E2", "Herkomst", Unit.SPELLS, Span.QUARTER,
        "De instroom van het kwartaal naar de gemeente waar mensen vandaan kwamen."),
    Definition("E3", "Geplaatst in eigen gemeente", Unit.SHARE, Span.QUARTER,
        "Van de mensen uit de regio die in het kwartaal een woonplek kregen: het deel dat in de gemeente van "
        "herkomst ging wonen."),
    Definition("E5", "Gedwongen verhuizingen", Unit.MOVED_HOMES, Span.QUARTER,
        "Verhuizingen in het kwartaal met een reden die niet van de cliënt zelf kwam: het aantal, het aantal "
        "per 100 cliëntjaren en het deel waarbij de cliënt niet wilde verhuizen."),
    Definition("E6", "Eigen huur of koop", Unit.SHARE, Span.DAY,
        "Van de mensen in een traject met een woning: het deel dat op de peildatum zelf huurt of een "
        "koophuis heeft."),
    Definition("V1", "Verblijfsduur van wie vertrok", Unit.DAYS, Span.QUARTER,
        "Hoeveel dagen de trajecten duurden die in het kwartaal eindigden."),
    Definition("V2", "Verblijfsduur van wie er nu is", Unit.DAYS, Span.DAY,
        "Hoeveel dagen de trajecten die op de peildatum lopen tot dan toe duurden."),
    Definition("V3", "Kosten", Unit.EUROS, Span.QUARTER,
        "Voor elke dag zorg in natura in het kwartaal het dagtarief uit het contract, bij elkaar opgeteld. "
        "Een dag zonder contract kost hier 0 euro. Een persoonsgebonden budget (pgb) telt niet mee."),
    Definition("V4", "Kosten per cliëntjaar", Unit.EUROS, Span.QUARTER,
        "De kosten van het kwartaal, gedeeld door het aantal jaren zorg in natura (dagen zorg gedeeld door "
        "365)."),
    Definition("Q1", "Cliëntervaring", Unit.MARK, Span.QUARTER,
        "Het gemiddelde rapportcijfer dat cliënten gaven bij een evaluatie in het kwartaal, het aantal "
        "cijfers en het deel van de evaluaties met een cijfer."),
    Definition("Q3", "Vijf punten", Unit.SHARE, Span.QUARTER,
        "Hoe het bij de laatste evaluatie in het kwartaal gaat op vijf punten, vergeleken met de eerste "
        "evaluatie van dezelfde cliënt: beter, gelijk of slechter."),
    Definition("Q5", "Evaluatie op tijd", Unit.SHARE, Span.QUARTER,
        "Van de evaluaties die in het kwartaal gepland waren: het deel dat is gehouden, hoogstens 14 dagen "
        "na de geplande dag."),
)  # fmt: skip

DEFINITIONS: dict[str, Definition] = {figure.code: figure for figure in _FIGURES}
EURO_CODES = frozenset(code for code, figure in DEFINITIONS.items() if figure.unit is Unit.EUROS)

# Rows that count something else than their figure's total.
_OTHER_UNITS = {
    ("C5", "BOVEN_NORM"): Unit.SHARE,
    ("C7", "MEDIAAN"): Unit.DAYS,
    ("E5", "PER_100_JAAR"): Unit.RATE,
    ("E5", "CLIENT_WILDE_NIET"): Unit.SHARE,
    ("Q1", "AANTAL"): Unit.REVIEWS,
    ("Q1", "RESPONS"): Unit.SHARE,
}


type Dimensions = tuple[tuple[str, str], ...]

_RATES = {Unit.SHARE, Unit.DAYS, Unit.MARK, Unit.RATE, Unit.EUROS}
_SUM_OF_DAYS = "C8"


def is_count(code: str, dimensions: Dimensions) -> bool:
    """Whether the number in a row is a whole number of things, so no share, median, mean, rate or amount."""
    return code == _SUM_OF_DAYS or unit_of(code, dict(dimensions)) not in _RATES


def unit_of(code: str, dimensions: dict[str, str]) -> Unit:
    """What the number in one row of a figure counts; KeyError for an unknown code."""
    if code == "E1" and dimensions:
        return Unit.SPELLS
    return _OTHER_UNITS.get((code, dimensions.get("maat", "")), DEFINITIONS[code].unit)
