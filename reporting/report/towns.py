"""Per gemeente: the same numbers for each municipality, and where it stands beside the region."""

from reporting.charts import Chart, Kind, Series
from reporting.figures.definitions import DEFINITIONS
from reporting.report.document import Figure, Heading, Part, Row, Table, Text
from reporting.report.ledger import Ledger
from reporting.report.tables import shown
from reporting.report.wording import Voice
from reporting.units import Unit

KEY: tuple[tuple[str, dict[str, str], str], ...] = (
    ("A1", {}, "Mensen in een traject"),
    ("A2", {}, "Instroom"),
    ("A4", {}, "Uitstroom"),
    ("B1", {}, "Meldingen"),
    ("B4", {}, "Toegang binnen 8 weken"),
    ("C2", {}, "Wachtende mensen"),
    ("C5", {"maat": "MEDIAAN"}, "Wachttijd tot nu toe, middelste waarde in dagen"),
    ("C7", {}, "Klaar voor een volgende plek"),
    ("D1", {"soort": "GEREALISEERD"}, "Plekken in de gemeente"),
    ("D1", {"soort": "BEZET"}, "Bezette plekken in de gemeente"),
    ("D2", {}, "Bezettingsgraad"),
    ("E3", {}, "Geplaatst in eigen gemeente"),
    ("E6", {}, "Eigen huur of koop"),
    ("V4", {}, "Kosten per cliëntjaar"),
)
MEANING = (
    "Iemand hoort bij de gemeente waar de laatste melding is gedaan. Is er geen melding, dan bij de gemeente die "
    "de zorg betaalt, en anders bij de gemeente van herkomst. Plekken horen bij de gemeente waar zij staan."
)


def towns(voice: Voice) -> tuple[Part, ...]:
    """A map of tiles, then a table for each municipality beside the region."""
    known = sorted(voice.edition.towns, key=voice.name)
    if not known:
        return ()
    parts: list[Part] = [Text(MEANING), *tile_map(voice)]
    for town in known:
        parts += [Heading(voice.name(town), anchor=f"gemeente-{town}"), _table(voice, town)]
    return tuple(parts)


def tile_map(voice: Voice) -> tuple[Figure, ...]:
    """Who waits, per municipality; per 10,000 inhabitants where their number is known."""
    known = sorted(voice.edition.towns, key=voice.name)
    people = {town: shown(Ledger(voice.edition.towns[town]).find("C2")) for town in known}
    if not any(value is not None for value in people.values()):
        return ()
    labels = tuple(map(voice.name, known))
    where = tuple(voice.edition.tiles[town] for town in known) if _is_laid(voice, known) else ()
    waiting = Series("Wachtende mensen", tuple(people[town] for town in known))
    chart = Chart(
        Kind.TILES, "Wachtende mensen per gemeente", f"Mensen, {voice.days('C2')}", labels, (waiting,),
        unit=Unit.CLIENTS, uid="gemeenten", head="Gemeente", tiles=where,
    )  # fmt: skip
    rows = tuple(Row(row[:1], row[1:]) for row in chart.rows)
    table = Table(chart.title, ("Gemeente",), ("Wachtende mensen",), rows, (voice.explain("C2"),))
    return (Figure(chart, table),)


def _is_laid(voice: Voice, known: list[str]) -> bool:
    return all(town in voice.edition.tiles for town in known)


def _table(voice: Voice, town: str) -> Table:
    here = Ledger(voice.edition.towns[town])
    rows = tuple(
        Row(
            (f"{code} {words}",),
            (voice.amount(here.find(code, **which)), voice.amount(voice.now.find(code, **which))),
        )
        for code, which, words in KEY
    )
    paid = Row(
        ("V3 Wat deze gemeente betaalt aan zorg in natura, in het kwartaal",),
        (voice.amount(voice.now.find("V3", betalende_gemeente=town)), voice.amount(voice.now.find("V3"))),
    )
    about = tuple(
        voice.explain(code) for code in dict.fromkeys((*(code for code, _, _ in KEY), "V3")) if code in DEFINITIONS
    )
    return Table(f"{voice.name(town)} en de regio", ("Cijfer",), (voice.name(town), "Regio"), (*rows, paid), about)
