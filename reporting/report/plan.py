"""Gerealiseerde hervormingen: what the plan to build up, convert and reduce places asked, and what came of it."""

from reporting import dutch
from reporting.charts import Chart, Kind, Series
from reporting.report.document import Change, Explanation, Figure, Headline, Part, Row, Table, Text
from reporting.report.edition import PlanTotal
from reporting.report.ledger import is_shown
from reporting.report.tables import key_figures, over_time
from reporting.report.wording import Voice
from reporting.units import Unit

KINDS = ("OPBOUW", "OMBOUW", "AFBOUW")
MEANING = (
    "Plekken die er volgens het plan bij, af of om hadden moeten gaan, en welk deel daarvan echt zo is gegaan. "
    "Meer dan gepland telt niet mee."
)


def plan(voice: Voice) -> tuple[Part, ...]:
    """Planned against realised up to the day that counts, per kind of change and care form (D4, D6)."""
    totals = sorted(voice.edition.plan, key=lambda one: (KINDS.index(one.kind), voice.name(one.care_form)))
    is_told = is_shown(voice.now.find("D6"))
    coverage = key_figures(voice, ["D6"], caption="Beschermd Thuis in de gemeenten") if is_told else ()
    if not totals:
        return (Text("Voor deze regio is geen op-, om- en afbouwplan vastgelegd."), *coverage)
    return (
        Text(conclusion(voice.edition.plan, voice), is_key=True),
        _planned_and_done(voice, totals),
        *coverage,
        *over_time(voice, ["D6"], title="Gemeenten met Beschermd Thuis, per kwartaal", uid="dekking-verloop"),
    )


def progress(totals: tuple[PlanTotal, ...]) -> tuple[int, int]:
    """Places realised within the plan, no line counted beyond what it asked, and places planned."""
    planned = sum(one.planned for one in totals)
    return sum(min(one.planned, one.realised) for one in totals), planned


def conclusion(totals: tuple[PlanTotal, ...], voice: Voice) -> str:
    """How far the plan is, in a sentence."""
    done, planned = progress(totals)
    if not planned:
        return f"{voice.on_day().capitalize()} hoefde er volgens het plan nog niets klaar te zijn."
    return (
        f"{voice.on_day().capitalize()} hadden volgens het plan {planned} plekken klaar moeten zijn: "
        f"erbij, omgezet of weg. Daarvan zijn er {done} klaar ({round(100 * done / planned)}%)."
    )


def headline(voice: Voice) -> tuple[Headline, ...]:
    """How far the plan is as a number; none where nothing had to be ready."""
    done, planned = progress(voice.edition.plan)
    if not planned:
        return ()
    about = Explanation("D4", "Plan klaar", MEANING, voice.true_for("D4"))
    share = dutch.number(100 * done / planned) + "%"
    return (Headline(share, "van wat klaar moest zijn", Change("", f"{done} van {planned} plekken"), about),)


def _planned_and_done(voice: Voice, totals: list[PlanTotal]) -> Figure:
    labels = tuple(_line(voice, one) for one in totals)
    series = (
        Series("Gepland", tuple(float(one.planned) for one in totals), "#6b7885"),
        Series("Klaar", tuple(float(one.realised) for one in totals), "#01689b"),
    )
    chart = Chart(
        Kind.PAIRS, "Gepland en klaar", f"Aantal plekken {voice.on_day()}", labels, series, unit=Unit.PLACES,
        uid="plan", head="Wat er zou gebeuren",
    )  # fmt: skip
    rows = tuple(Row(row[:1], row[1:]) for row in chart.rows)
    return Figure(
        chart,
        Table("Gepland en klaar", ("Wat er zou gebeuren",), ("Gepland", "Klaar"), rows, (voice.explain("D4"),)),
    )


def _line(voice: Voice, one: PlanTotal) -> str:
    match one.kind:
        case "OPBOUW":
            return f"Erbij: {voice.name(one.care_form)}"
        case "AFBOUW":
            return f"Weg: {voice.name(one.care_form)}"
        case _:
            return f"Van {voice.name(one.care_form)} naar {voice.name(one.to_care_form)}"
