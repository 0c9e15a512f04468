"""Resultaat voor de inwoner: the mark clients give, and how they do on five points."""

from reporting.charts import Chart, Kind, Series
from reporting.report.document import Part, Row, Table, Text
from reporting.report.ledger import is_shown
from reporting.report.tables import figure_of, key_figures, over_time, quarter_names, shown
from reporting.report.wording import Voice
from reporting.units import Unit

POINTS = ("financien", "huurder", "dagbesteding", "netwerk", "vertrouwenspersoon")
MEASURES = (("BETER", "#3c7d22"), ("GELIJK", "#9aa5af"), ("SLECHTER", "#c2600a"))


def experience(voice: Voice) -> tuple[Part, ...]:
    """What clients think and how they are doing (Q1, Q3, Q5)."""
    return (
        Text(_mark(voice), is_key=True),
        *_marks(voice),
        *over_time(voice, ["Q1"], title="Rapportcijfer per kwartaal", uid="cijfer-verloop", maat="GEMIDDELDE"),
        *_five_points(voice),
        *key_figures(voice, ["Q5"], caption="Evaluaties"),
    )


def _mark(voice: Voice) -> str:
    mean, number = voice.now.find("Q1", maat="GEMIDDELDE"), voice.now.find("Q1", maat="AANTAL")
    if mean is None or not is_shown(mean):
        return "Te weinig cliënten gaven een cijfer om een gemiddelde te tonen."
    return f"Cliënten gaven gemiddeld een {voice.amount(mean)}. {voice.amount(number)} mensen gaven een cijfer."


def _marks(voice: Voice) -> tuple[Part, ...]:
    measures = ("GEMIDDELDE", "AANTAL", "RESPONS")
    if not voice.now.of("Q1"):
        return ()
    rows = tuple(Row((voice.name(measure),), voice.amounts("Q1", maat=measure)) for measure in measures)
    return (Table("Het rapportcijfer", ("Maat",), quarter_names(voice), rows, (voice.explain("Q1"),)),)


def _five_points(voice: Voice) -> tuple[Part, ...]:
    if not voice.now.of("Q3"):
        return ()
    series = tuple(
        Series(
            voice.name(measure),
            tuple(shown(voice.now.find("Q3", punt=point, maat=measure)) for point in POINTS),
            colour,
        )
        for measure, colour in MEASURES
    )
    if not any(value is not None for one in series for value in one.values):
        return (Text("Hoe het op de vijf punten gaat, is niet te tonen: het zijn te weinig mensen."),)
    chart = Chart(
        Kind.STACKED, "Hoe het gaat, vergeleken met de eerste keer", f"Deel van de cliënten, {voice.days('Q3')}",
        tuple(map(voice.name, POINTS)), series, unit=Unit.SHARE, uid="vijf-punten", head="Punt", top=1.0,
    )  # fmt: skip
    return (figure_of(chart, caption="Vijf punten", about=(voice.explain("Q3"),)),)
