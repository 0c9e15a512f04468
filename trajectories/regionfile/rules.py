"""What one row by itself may not say: ends before starts, days out of order, cells that need each other."""

from collections.abc import Callable, Iterator

from placements.models import ChangeType
from placements.models.catalogue import OWN_HOME
from placements.models.housing import OWN_HOME_TENURES
from trajectories.models import Funding
from trajectories.regionfile.problems import Problems
from trajectories.regionfile.tables import Delivery, Row

type Fault = tuple[str, str]
"""The column that has to be mended, and the sentence."""
type Rule = Callable[[Row], Iterator[Fault]]


def check_rows(delivery: Delivery, problems: Problems) -> None:
    """Report every row that contradicts itself."""
    for name, table in delivery.tables.items():
        rules = RULES.get(name, []) + ([_ends_after_start] if table.file.has_periods else [])
        for row in table.rows if rules else ():
            for rule in rules:
                for column, sentence in rule(row):
                    table.report(row, column, sentence, problems)
    _check_one_region(delivery, problems)


def _check_one_region(delivery: Delivery, problems: Problems) -> None:
    table = delivery.tables.get("regio")
    if table is None or not table.is_whole:
        return
    if not table.rows:
        problems.add("Er staat geen regio in. Voeg één rij toe.", file=table.file.csv)
    for row in table.rows[1:]:
        table.report(row, "code", "In dit bestand staat één regio. Haal deze rij weg.", problems)


def _ends_after_start(row: Row) -> Iterator[Fault]:
    yield from _has_days(row, "vanaf", "tot")


def _has_days(row: Row, first: str, until: str) -> Iterator[Fault]:
    start, end = row.day(first), row.day(until)
    if start and end and end <= start:
        yield until, f"{until} is de eerste dag die niet meer telt. Kies een dag na {first} ({start})."


def _in_order(row: Row, earlier: str, later: str) -> Iterator[Fault]:
    first, second = row.day(earlier), row.day(later)
    if first and second and second < first:
        yield later, f"{later} ligt vóór {earlier} ({first}). Verbeter een van beide dagen."


def _melding(row: Row) -> Iterator[Fault]:
    for later in ("verslag_op", "aangevraagd_op", "besloten_op", "afgesloten_op"):
        yield from _in_order(row, "gemeld_op", later)
    yield from _in_order(row, "aangevraagd_op", "besloten_op")
    yield from _has_days(row, "geldig_vanaf", "geldig_tot")


def _care_form(row: Row) -> Iterator[Fault]:
    if row.values.get("zwaar") and row.values.get("keten") is False:
        yield "zwaar", "Een zware zorgvorm hoort altijd bij de keten. Zet keten op ja of zwaar op nee."
    if row.word("code") == OWN_HOME:
        yield "code", "EIGEN_WONING is geen zorgvorm. Kies een andere code."


def _plan_line(row: Row) -> Iterator[Fault]:
    if not row.knows("soort", "naar_zorgvorm"):
        return
    converts = row.word("soort") == ChangeType.CONVERT
    if converts and not row.word("naar_zorgvorm"):
        yield "naar_zorgvorm", "Ombouw gaat naar een zorgvorm. Vul in naar welke."
    if not converts and row.word("naar_zorgvorm"):
        yield "naar_zorgvorm", "Alleen bij OMBOUW hoort een zorgvorm om naar toe te gaan. Maak deze cel leeg."


def _entry(row: Row) -> Iterator[Fault]:
    yield from _in_order(row, "wacht_sinds", "uit_op")
    if not row.knows("uit_op", "uit_reden"):
        return
    if row.day("uit_op") and not row.word("uit_reden"):
        yield "uit_reden", "Bij uit_op hoort een reden. Vul in waarom iemand van de lijst ging."
    if row.word("uit_reden") and not row.day("uit_op"):
        yield "uit_op", "Bij uit_reden hoort een dag. Vul in wanneer iemand van de lijst ging."


def _care_episode(row: Row) -> Iterator[Fault]:
    if row.knows("aanbieder") and row.word("financiering") == Funding.IN_KIND and not row.word("aanbieder"):
        yield "aanbieder", "Zorg in natura (ZIN) heeft een aanbieder. Vul de aanbieder in."


def _dwelling(row: Row) -> Iterator[Fault]:
    """A dwelling with place and municipality mixed up is one mistake, reported at the place."""
    if not row.knows("huurvorm"):
        return
    is_own_home = row.word("huurvorm") in OWN_HOME_TENURES
    if is_own_home:
        sentence = "Een eigen woning (EIGEN_HUUR, KOOP) heeft een gemeentecode en geen plek. Pas deze cellen aan."
    else:
        sentence = "Deze huurvorm heeft een plek en geen gemeentecode. Pas deze cellen aan."
    if row.knows("plek") and bool(row.word("plek")) == is_own_home:
        yield "plek", sentence
    elif row.knows("gemeentecode") and bool(row.word("gemeentecode")) != is_own_home:
        yield "gemeentecode", sentence


def _review(row: Row) -> Iterator[Fault]:
    planned_and_held = ("gepland_op", "gehouden_op")
    if row.knows(*planned_and_held) and not any(map(row.day, planned_and_held)):
        yield "gepland_op", "Een evaluatie is gepland of gehouden. Vul gepland_op of gehouden_op in."


RULES: dict[str, list[Rule]] = {
    "zorgvormen": [_care_form],
    "planregels": [_plan_line],
    "meldingen": [_melding],
    "wachtlijst": [_entry],
    "zorgperioden": [_care_episode],
    "verblijven": [_dwelling],
    "evaluaties": [_review],
}
