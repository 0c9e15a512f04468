"""Chapter Capaciteit: how many places there are, and how many of them are lived in."""

from reporting import dutch
from reporting.charts import Chart, Kind, Series
from reporting.figures.cells import Cell
from reporting.report.document import Figure, Heading, Part, Row, Table, Text
from reporting.report.ledger import is_shown
from reporting.report.tables import key_figures, over_time, shown
from reporting.report.wording import Voice, counted

KINDS = ("GECONTRACTEERD", "GEREALISEERD", "BRUIKBAAR", "BEZET")
PARTS = (("Bezet", "#01689b"), ("Vrij", "#8cc4e8"), ("Buiten gebruik", "#6b7885"))
BUILT = KINDS[1:]  # contracts do not say in which municipality


def capacity(voice: Voice) -> tuple[Part, ...]:
    """Which places there are, how full they were, per care form and municipality (D1, D2)."""
    return (
        Text(_places(voice), is_key=True),
        *_confirmed(voice),
        *_per_care_form(voice),
        *_per_municipality(voice),
        *_use(voice),
        *over_time(voice, ["D2"], title="Bezettingsgraad per kwartaal", uid="bezetting-verloop"),
    )


def _use(voice: Voice) -> tuple[Part, ...]:
    tables = key_figures(voice, ["D2", "D3"], caption="Gebruik van de plekken")
    return (Heading("Bezetting"), *tables) if tables else ()


def _places(voice: Voice) -> str:
    usable = counted(
        voice.now.find("D1", soort="BRUIKBAAR"),
        many=f"{voice.on_day()} waren er {{n}} bruikbare plekken.",
        one=f"{voice.on_day()} was er {{n}} bruikbare plek.",
        about="bruikbare plekken",
    )
    taken = counted(
        voice.now.find("D1", soort="BEZET"),
        many="Daarvan waren er {n} bezet.",
        one="Daarvan was er {n} bezet.",
        about="bezette plekken",
    )
    return f"{usable} {taken} {_occupancy(voice)}"


def _occupancy(voice: Voice) -> str:
    cell = voice.now.find("D2")
    if cell is None or not is_shown(cell):
        return ""
    return f"Over het hele kwartaal was {voice.amount(cell)} van de bruikbare plekken bezet."


def _confirmed(voice: Voice) -> tuple[Part, ...]:
    """How fresh the word of the providers is on which these numbers rest."""
    known = voice.edition.confirmed
    if known is None or not known.providers:
        return ()
    day = dutch.day(voice.edition.as_of)
    if not known.stale:
        return (Text(f"Op {day} waren de plekken van alle aanbieders korter dan 14 dagen geleden bevestigd."),)
    had = "had" if known.stale == 1 else "hadden"
    who = f"{known.stale} van de {known.providers} aanbieders" if known.providers > 1 else "de aanbieder"
    return (
        Text(
            f"Op {day} {had} {who} de plekken al 14 dagen of langer niet bevestigd. "
            "De aantallen plekken kunnen daardoor anders zijn dan de werkelijkheid."
        ),
    )


def _per_care_form(voice: Voice) -> tuple[Part, ...]:
    forms = _values(voice.now.rows("D1", "soort", "zorgvorm"), "zorgvorm", voice)
    if not forms:
        return ()
    columns = (*map(voice.name, KINDS), "Bezettingsgraad")
    rows = [_row(voice, voice.name(form), KINDS, zorgvorm=form) for form in forms]
    rows.append(_row(voice, "Alle zorgvormen", KINDS))
    chart = _chart(voice, forms)
    about = (voice.explain("D1"), voice.explain("D2"))
    return (
        Heading("Plekken per zorgvorm"),
        Figure(chart, Table("Plekken per zorgvorm", ("Zorgvorm",), columns, tuple(rows), about)),
    )


def _chart(voice: Voice, forms: list[str]) -> Chart:
    """Places as bars: taken, free and out of use; a bar is left out where a part of it may not be shown."""
    parts = [_parts(voice, form) for form in forms]
    series = tuple(
        Series(name, tuple(part[at] if part else None for part in parts), colour)
        for at, (name, colour) in enumerate(PARTS)
    )
    return Chart(
        Kind.STACKED, "Bezet, vrij en buiten gebruik", f"Aantal plekken {voice.on_day()}",
        tuple(map(voice.name, forms)), series, unit=voice.unit("D1"), uid="plekken-zorgvorm", head="Zorgvorm",
    )  # fmt: skip


def _parts(voice: Voice, form: str) -> tuple[float, float, float] | None:
    built, usable, taken = (shown(_count(voice, kind, zorgvorm=form)) for kind in BUILT)
    if built is None or usable is None or taken is None:
        return None
    return taken, usable - taken, built - usable


def _per_municipality(voice: Voice) -> tuple[Part, ...]:
    towns = _values(voice.now.rows("D1", "soort", "gemeente"), "gemeente", voice)
    if not towns:
        return ()
    rows = tuple(
        Row((voice.name(town),), tuple(voice.amount(_count(voice, kind, gemeente=town)) for kind in BUILT))
        for town in towns
    )
    table = Table(
        "Plekken per gemeente van de locatie",
        ("Gemeente",),
        tuple(map(voice.name, BUILT)),
        rows,
        (voice.explain("D1"),),
    )
    return (Heading("Plekken per gemeente"), table)


def _row(voice: Voice, head: str, kinds: tuple[str, ...], **dimensions: str) -> Row:
    values = tuple(voice.amount(_count(voice, kind, **dimensions)) for kind in kinds)
    occupancy = voice.amount(voice.now.find("D2", **dimensions))
    return Row((head,), (*values, occupancy), is_total=not dimensions)


def _count(voice: Voice, kind: str, **dimensions: str) -> Cell | None:
    return voice.now.count("D1", within=voice.now.find("D1", soort=kind), soort=kind, **dimensions)


def _values(cells: list[Cell], dimension: str, voice: Voice) -> list[str]:
    return sorted({dict(cell.dimensions)[dimension] for cell in cells}, key=voice.name)
