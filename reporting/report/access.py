"""Chapter Toegang: how many people asked for help, and whether the answer came within the legal terms."""

from reporting.charts import Chart, Kind, Series
from reporting.figures.definitions import DEFINITIONS
from reporting.report.document import Figure, Part, Row, Table, Text
from reporting.report.tables import key_figures, over_time, quarter_names, shown
from reporting.report.wording import Voice, counted, shared

TERMS = ("B2", "B3", "B4")  # Wmo 2015 art. 2.3.2 and 2.3.5: 6 weeks, then 2 weeks, 8 together


def access(voice: Voice) -> tuple[Part, ...]:
    """How many people asked, and whether they were answered in time (B1–B4)."""
    return (
        Text(f"{_asked(voice)} {_in_time(voice)}", is_key=True),
        *_terms(voice),
        *key_figures(voice, ["B1", "B5", "B6"], caption="Meldingen"),
        *over_time(voice, TERMS, title="Op tijd, per kwartaal", uid="toegang-verloop"),
    )


def _asked(voice: Voice) -> str:
    return counted(
        voice.now.find("B1"),
        many=f"{voice.in_quarter()} deden mensen {{n}} meldingen.",
        one=f"{voice.in_quarter()} kwam er {{n}} melding.",
        about="meldingen",
    )


def _in_time(voice: Voice) -> str:
    return shared(
        voice.now.find("B4"),
        text="Van de {n} besluiten kwam {share} binnen 8 weken na de melding.",
        about="besluiten",
    )


def _terms(voice: Voice) -> tuple[Figure, ...]:
    """The three terms as bars against the whole, with what each share rests on in the table."""
    codes = [code for code in TERMS if voice.now.find(code)]
    if not codes:
        return ()
    labels = tuple(DEFINITIONS[code].name for code in codes)
    series = Series("Op tijd", tuple(shown(voice.now.find(code)) for code in codes))
    chart = Chart(
        Kind.BARS, "Op tijd klaar", f"Deel binnen de termijn, {voice.quarter.name}", labels, (series,),
        unit=voice.unit("B4"), uid="toegang-termijnen", head="Termijn", top=1.0,
    )  # fmt: skip
    rows = tuple(
        Row((DEFINITIONS[code].name,), (*voice.amounts(code), voice.count(voice.now.find(code)))) for code in codes
    )
    columns = (*quarter_names(voice), "Aantal waarop dit rust")
    about = tuple(voice.explain(code) for code in codes)
    return (Figure(chart, Table(chart.title, ("Termijn",), columns, rows, about)),)
