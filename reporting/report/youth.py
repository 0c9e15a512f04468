"""Jeugd en herkomst: how young people are when they come, and where they come from."""

from reporting.charts import Chart, Kind, Series
from reporting.report.document import Part, Text
from reporting.report.tables import bars, by_size, figure_of, key_figures, over_time, shown
from reporting.report.wording import Voice, shared

ANSWERS = {"ja": "Via de jeugdhulp", "nee": "Niet via de jeugdhulp", "ONBEKEND": "Niet bekend"}


def youth(voice: Voice) -> tuple[Part, ...]:
    """Age at the start and origin of the inflow (E1, E2)."""
    return (
        Text(
            shared(
                voice.now.find("E1"),
                text="Van de {n} mensen die begonnen, was {share} 18 tot en met 24 jaar.",
                about="mensen die begonnen",
            )
        ),
        *key_figures(voice, ["E1", "E3"], caption="Jongeren en eigen gemeente"),
        *_via_youth_care(voice),
        *over_time(voice, ["E1"], title="Deel jongeren in de instroom, per kwartaal", uid="jeugd-verloop"),
        *_origins(voice),
    )


def _via_youth_care(voice: Voice) -> tuple[Part, ...]:
    cells = {dict(cell.dimensions)["via_jeugdhulp"]: cell for cell in voice.now.rows("E1", "via_jeugdhulp")}
    if not cells:
        return ()
    present = [code for code in ANSWERS if code in cells]
    if not any(shown(cells[code]) for code in present):
        return ()
    series = Series("Jongeren", tuple(shown(cells[code]) for code in present))
    chart = Chart(
        Kind.BARS,
        "Jongeren die begonnen",
        f"Trajecten, {voice.days('E1')}",
        tuple(ANSWERS[code] for code in present),
        (series,),
        unit=voice.unit("E2"),
        uid="jeugdhulp",
        head="Herkomst uit de jeugdhulp",
    )
    return (figure_of(chart, caption="Jongeren en jeugdhulp", about=(voice.explain("E1"),)),)


def _origins(voice: Voice) -> tuple[Part, ...]:
    cells = by_size(voice.now.rows("E2", "herkomst"), "herkomst")
    if not cells:
        return ()
    caption = "Waar mensen vandaan kwamen"
    chart = bars(voice, "E2", cells, title=caption, head="Herkomst", uid="herkomst")
    return (figure_of(chart, caption=caption, about=(voice.explain("E2"),)),)
