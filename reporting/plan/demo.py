"""What the demo's plan says besides its regiobestand: who decides, who acts, what went otherwise."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from placements.models import (
    CareForm,
    Certainty,
    Deviation,
    LineRevision,
    NeedEstimate,
    PlanAction,
    PlanLine,
    PlanTarget,
)
from placements.planning import PLANNERS
from portal.models import Region, User
from trajectories.demo import REGIONS
from trajectories.demo.catalogue import PlanLine as DemoLine

D = date
BOARD = {"FLEVOLAND": "Bestuurlijk overleg Flevoland", "IJSSELVECHT": "Stuurgroep Beschermd Thuis IJssel-Vecht"}
PLAN = "Plan op-, om- en afbouw 2024–2027"


@dataclass(frozen=True, slots=True)
class Todo:
    """An action: what, who, by when, and perhaps on which day it was done and what came of it."""

    what: str
    owner: str
    due_on: date
    added_on: date
    done_on: date | None = None
    result: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What people say about a line of the plan."""

    certainty: Certainty
    decided_on: date
    risk: str = ""
    dependency: str = ""
    depends_on: str = ""
    landlord: str = ""
    is_circa: bool = False
    names_provider: bool = True
    reasons: tuple[tuple[date, str], ...] = ()
    moved: tuple[tuple[date, date, str], ...] = ()
    """When the day of the line was moved: on which day, which day it was, why."""
    actions: tuple[Todo, ...] = ()


# By kind, care form and municipality.
TOLD: dict[tuple[str, str, str], Told] = {
    ("OMBOUW", "BW_MIDDEN", "0034"): Told(
        Certainty.FIXED,
        D(2023, 11, 16),
        risk="Zonder woning kunnen bewoners niet verhuizen, en blijft de plek zoals ze is.",
        dependency="Drie vrije woningen in Almere",
        depends_on="Corporatie Nieuwland-Zuid (fictief)",
        landlord="NIEUWLAND",
        reasons=((D(2026, 7, 2), "3 bewoners wachten nog op een eigen woning. Niemand hoeft eerder weg."),),
        actions=(
            Todo(
                "Met alle negen bewoners bespreken hoe zij willen wonen",
                "Wooncirkel Zuiderzee (fictief)",
                D(2024, 5, 1),
                D(2024, 1, 18),
                D(2024, 4, 23),
                "Zes bewoners blijven wonen waar zij wonen. Drie zoeken een eigen woning.",
            ),
            Todo(
                "Drie woningen aanbieden in Almere",
                "M. Dijkman, Corporatie Nieuwland-Zuid (fictief)",
                D(2026, 9, 21),
                D(2026, 7, 2),
            ),
        ),
    ),
    ("OPBOUW", "BESCHUT", "0034"): Told(Certainty.FIXED, D(2023, 11, 16), landlord="POLDERDAK"),
    ("OPBOUW", "BESCHUT", "0995"): Told(
        Certainty.FIXED,
        D(2023, 11, 16),
        risk="De aannemer begint pas als de vergunning er is. Dat kan na de winter worden.",
        dependency="De omgevingsvergunning",
        depends_on="Gemeente Lelystad",
        reasons=((D(2025, 10, 7), "De vergunning kwam later. De bouw kan daarom pas later beginnen."),),
        moved=((D(2025, 2, 11), D(2025, 7, 1), "De aanvraag voor de vergunning moest over."),),
        actions=(
            Todo(
                "Nieuwe opleverdatum afspreken en vastleggen",
                "Opgaveteam beschermd thuis",
                D(2026, 9, 30),
                D(2026, 9, 1),
            ),
            Todo(
                "Omwonenden uitnodigen voor een avond in de wijk",
                "Thuisbasis Randmeer (fictief)",
                D(2026, 10, 16),
                D(2026, 9, 1),
            ),
        ),
    ),
    ("AFBOUW", "BT", "0034"): Told(Certainty.FIXED, D(2025, 6, 12)),
    ("AFBOUW", "BW_MIDDEN", "0303"): Told(
        Certainty.LIKELY,
        D(2025, 11, 20),
        risk="Vertrekken er minder mensen dan verwacht, dan duurt het langer.",
        actions=(
            Todo(
                "Per bewoner opschrijven waar die naartoe wil",
                "Dijkwacht Begeleiding (fictief)",
                D(2026, 12, 1),
                D(2026, 6, 4),
            ),
        ),
    ),
    ("OPBOUW", "BT", "0184"): Told(
        Certainty.POSSIBLE,
        D(2026, 4, 16),
        dependency="De bouw van het wijkcentrum",
        depends_on="Gemeente Urk",
        is_circa=True,
        landlord="POLDERDAK",
    ),
    ("OPBOUW", "GWBT", "0193"): Told(Certainty.FIXED, D(2023, 10, 5), landlord="HANZEPOORT"),
    ("OPBOUW", "GWBT", "0166"): Told(Certainty.FIXED, D(2023, 10, 5), landlord="VECHTOEVER"),
    ("OPBOUW", "GWBT", "0175"): Told(Certainty.FIXED, D(2024, 9, 19), names_provider=False),
    ("OPBOUW", "GWBT", "0160"): Told(
        Certainty.FIXED,
        D(2023, 10, 5),
        risk="Nog een winter zonder nieuwe plekken voor jongeren in Hardenberg.",
        dependency="De oplevering van het gebouw",
        depends_on="Woonstichting Hanzepoort (fictief)",
        landlord="HANZEPOORT",
        reasons=((D(2026, 4, 9), "De bouw loopt uit: er zijn te weinig vaklieden."),),
        actions=(
            Todo(
                "Met de bouwer een vaste dag voor de sleutels afspreken",
                "Woonstichting Hanzepoort (fictief)",
                D(2026, 9, 25),
                D(2026, 8, 20),
            ),
        ),
    ),
    ("OMBOUW", "BW", "0193"): Told(
        Certainty.FIXED,
        D(2024, 12, 12),
        reasons=((D(2026, 1, 15), "Vijf bewoners wachten nog op een woning die bij hen past."),),
        actions=(
            Todo(
                "Bewoners voordragen bij de woningtafel",
                "Vechtstroom Begeleiding (fictief)",
                D(2026, 10, 14),
                D(2026, 8, 20),
            ),
        ),
    ),
    ("AFBOUW", "BW", "0193"): Told(Certainty.LIKELY, D(2026, 2, 12)),
    ("OPBOUW", "GWBT", "0180"): Told(
        Certainty.POSSIBLE,
        D(2026, 6, 11),
        dependency="Een stuk grond aan de rand van het dorp",
        depends_on="Gemeente Staphorst",
        is_circa=True,
    ),
}

TARGETS: tuple[tuple[str, str, str, int, int, date, str], ...] = (
    ("FLEVOLAND", "BESCHUT", "", 2024, 48, D(2023, 11, 16), "De vraag groeit elk kwartaal."),
    ("FLEVOLAND", "BESCHUT", "", 2025, 63, D(2023, 11, 16), "Alle bewoners die kunnen overstappen, een plek."),
    (
        "FLEVOLAND", "BESCHUT", "", 2025, 60, D(2024, 11, 21),
        "Drie plekken in Zeewolde gaan niet door: nieuwe inwoners gaan daar naar Noord-Veluwe.",
    ),
    ("FLEVOLAND", "BESCHUT", "0995", 2025, 14, D(2024, 11, 21), "Het aandeel van Lelystad in de groei."),
    ("FLEVOLAND", "BT", "", 2027, 50, D(2026, 4, 16), "Ook op Urk moet Beschermd Thuis gewoon te vinden zijn."),
    ("IJSSELVECHT", "GWBT", "", 2025, 90, D(2023, 10, 5), "Plekken voor jongeren uit de jeugdhulp."),
    ("IJSSELVECHT", "GWBT", "", 2025, 87, D(2025, 1, 23), "Hardenberg begint later met bouwen."),
    ("IJSSELVECHT", "GWBT", "", 2026, 95, D(2025, 1, 23), "Met Hardenberg erbij: 25 plekken meer dan in 2023."),
)  # fmt: skip

ESTIMATES: tuple[tuple[str, str, int, bool, date, str, str, str], ...] = (
    (
        "FLEVOLAND", "BESCHUT", 55, True, D(2023, 5, 25), "Opgaveteam beschermd thuis",
        "Elk kwartaal zijn ongeveer 10 mensen klaar voor Beschut Wonen. Er komen 8 plekken vrij.",
        "Evaluatie pilot Beschut Wonen",
    ),
    (
        "FLEVOLAND", "BESCHUT", 64, True, D(2025, 12, 11), "Opgaveteam beschermd thuis",
        "Herijking: de wachtlijst groeit door, en mensen wonen er langer dan we in 2023 dachten.",
        "Kwartaalrapport derde kwartaal 2025",
    ),
    (
        "FLEVOLAND", "BW_MIDDEN", 160, True, D(2025, 12, 11), "Opgaveteam beschermd thuis",
        "Wie van Midden naar Beschut kan, laat een plek achter die niet meer nodig is.", "",
    ),
    (
        "FLEVOLAND", "BT", 52, False, D(2025, 12, 11), "Opgaveteam beschermd thuis",
        "In elke gemeente minstens twee plekken, en op Urk drie.", "Regiovisie 2024–2030",
    ),
    (
        "IJSSELVECHT", "GWBT", 95, True, D(2023, 9, 7), "GGD IJsselland",
        "Het aantal jongeren dat 18 wordt met een plek in de jeugdhulp, over drie jaar.", "",
    ),
    (
        "IJSSELVECHT", "GWBT", 100, True, D(2026, 3, 12), "Regio IJssel-Vecht",
        "Herijking met de wachtlijst van eind 2025.", "Kwartaalrapport vierde kwartaal 2025",
    ),
)  # fmt: skip


def furnish_plan(*, on: date) -> None:
    """Let the plans of the demo regions say what people said by day `on`."""
    for region in Region.objects.filter(code__in=REGIONS):
        by = User.objects.filter(role__in=PLANNERS, organisation__region=region).order_by("login")[0]
        for line in region.plan_lines.select_related("care_form"):
            told = TOLD.get((line.kind, line.care_form.code, line.municipality_id))
            if told:
                _tell(line, told, region, by=by, on=on)
        _set_goals(region, by=by, on=on)


def _tell(line: PlanLine, told: Told, region: Region, *, by: User, on: date) -> None:
    carriers = {organisation.code: organisation for organisation in region.organisations.all()}
    meant = _demo_line(line)
    line.certainty, line.is_circa = told.certainty, told.is_circa
    line.risk, line.dependency, line.depends_on = told.risk, told.dependency, told.depends_on
    line.provider = carriers.get(meant.provider) if meant.provider and told.names_provider else None
    line.housing_association = carriers.get(told.landlord) if told.landlord else None
    line.is_for_youth = line.is_clustered = meant.youth
    if told.decided_on <= on:
        line.decided_by, line.decided_on = BOARD[region.code], told.decided_on
        line.document, line.document_reference = PLAN, f"besluit {told.decided_on:%Y-%m%d}"
    line.full_clean()
    line.save()
    _add_history(line, told, by=by, on=on)


def _add_history(line: PlanLine, told: Told, *, by: User, on: date) -> None:
    for noted_on, reason in _by(told.reasons, on):
        Deviation.objects.create(line=line, noted_on=noted_on, noted_by=by, reason=reason)
    for revised_on, before, reason in _by(told.moved, on):
        LineRevision.objects.create(
            line=line,
            revised_on=revised_on,
            revised_by=by,
            places_before=line.places,
            places_after=line.places,
            planned_before=before,
            planned_after=line.planned_on,
            reason=reason,
        )
    for todo in told.actions:
        if todo.added_on <= on:
            is_done = todo.done_on is not None and todo.done_on <= on
            PlanAction.objects.create(
                line=line,
                what=todo.what,
                owner=todo.owner,
                due_on=todo.due_on,
                added_on=todo.added_on,
                added_by=by,
                done_on=todo.done_on if is_done else None,
                result=todo.result if is_done else "",
            )


def _set_goals(region: Region, *, by: User, on: date) -> None:
    forms = {form.code: form for form in CareForm.objects.filter(region=region)}
    for code, form, town, year, places, set_on, reason in TARGETS:
        if code == region.code and set_on <= on:
            PlanTarget.objects.create(
                region=region,
                care_form=forms[form],
                municipality_id=town or None,
                year=year,
                places=places,
                set_on=set_on,
                set_by=by,
                reason=reason,
            )
    for code, form, places, is_circa, made_on, made_by, reasoning, source in ESTIMATES:
        if code == region.code and made_on <= on:
            NeedEstimate.objects.create(
                region=region,
                care_form=forms[form],
                places=places,
                is_circa=is_circa,
                made_on=made_on,
                made_by=made_by,
                reasoning=reasoning,
                source=source,
                recorded_by=by,
            )


def _demo_line(line: PlanLine) -> DemoLine:
    """What the demo region says of the same line."""
    asked = (line.kind, line.care_form.code, line.municipality_id)
    lines = REGIONS[line.region.code].plan
    return next(one for one in lines if (one.kind, one.form, one.municipality) == asked)


def _by(said: Iterable[tuple[Any, ...]], on: date) -> Iterable[tuple[Any, ...]]:
    """What was said by a day, which stands first."""
    return (one for one in said if one[0] <= on)
