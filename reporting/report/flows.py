"""Doorstroom: who went from one care form to another, over a year, and who came back."""

from reporting import dutch
from reporting.charts import Chart, Kind, Series
from reporting.report.document import Figure, Part, Row, Table, Text
from reporting.report.ledger import Ledger
from reporting.report.tables import by_size, key_figures, shown
from reporting.report.wording import Voice, counted

FORM_COLOURS = ("#42145f", "#8a3b8f", "#c2600a", "#01689b", "#3c7d22", "#00665e", "#8a6a00", "#6b7885")


def flows(voice: Voice) -> tuple[Part, ...]:
    """Moves within a spell as bands, any form to any form: there is no ladder (A3, A6, A7, A9)."""
    return (
        *_moves(voice),
        *key_figures(voice, ["A3", "A6", "A7", "A9"], caption="Doorstroom en terugval"),
    )


def _moves(voice: Voice) -> tuple[Part, ...]:
    ledger = Ledger(voice.edition.moves)
    cells = {
        (dict(cell.dimensions)["van"], dict(cell.dimensions)["naar"]): shown(cell)
        for cell in ledger.rows("A3", "van", "naar")
    }
    if not cells:
        return ()
    told = counted(
        ledger.find("A3"),
        many="In een jaar ging {n} keer iemand naar een andere zorgvorm.",
        one="In een jaar ging {n} keer iemand naar een andere zorgvorm.",
        about="overstappen naar een andere zorgvorm",
    )
    drawn: dict[tuple[str, str], float | None] = {pair: value for pair, value in cells.items() if value}
    if not drawn:
        return (Text(told),)
    chart = _chart(voice, drawn)
    rows = tuple(Row(row[:1], row[1:]) for row in chart.rows)
    table = Table("Van zorgvorm naar zorgvorm", ("Van",), chart.columns[1:], rows, (voice.explain("A3"),))
    hidden = "Een overstap die te weinig voorkwam om te tonen, staat er niet in."
    return (Text(f"{told} {hidden}"), Figure(chart, table))


def _chart(voice: Voice, cells: dict[tuple[str, str], float | None]) -> Chart:
    forms = _forms(voice, {form for pair in cells for form in pair})
    sources = [form for form in forms if any(pair[0] == form for pair in cells)]
    targets = [form for form in forms if any(pair[1] == form for pair in cells)]
    series = tuple(
        Series(voice.name(to), tuple(cells.get((one, to)) for one in sources), forms[to]) for to in targets
    )
    first = voice.quarter.previous.previous.previous
    return Chart(
        Kind.FLOW,
        _most(voice, cells),
        f"Overstappen, {dutch.period(first.starts_on, voice.counted_until())}",
        tuple(map(voice.name, sources)),
        series,
        unit=voice.unit("A3"),
        uid="stromen",
        head="Van",
        colours=tuple(forms[form] for form in sources),
    )


def _most(voice: Voice, cells: dict[tuple[str, str], float | None]) -> str:
    """The conclusion: between which forms most people went."""
    seen = [(value, pair) for pair, value in cells.items() if value]
    if not seen:
        return "Wie naar een andere zorgvorm ging"
    _, (one, to) = max(seen)
    return f"De meeste overstappen gingen van {voice.name(one)} naar {voice.name(to)}"


def _forms(voice: Voice, present: set[str]) -> dict[str, str]:
    """The care forms in the order of the catalogue's codes, each with its colour; the same on every page."""
    known = sorted({*by_size(voice.now.rows("A1", "zorgvorm"), "zorgvorm"), *present})
    return {form: FORM_COLOURS[at % len(FORM_COLOURS)] for at, form in enumerate(known) if form in present}
