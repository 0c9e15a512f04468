"""One line of the plan: how far it is and why, and what people do to it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from placements import planning
from placements.models import PlanLine
from placements.movements import plan_start
from placements.planning import PLANNERS
from placements.progress import Progress, share
from portal import clock
from portal.access import SignedInRequest, allow
from portal.models import Action
from portal.partials import show
from reporting.plan.evidence import evidence
from reporting.plan.forms import LineForm, ReasonForm
from reporting.views.plan import PARTNERS, READERS
from reporting.views.plan.sheet import Done, Sheet, answer

GROUPS = (
    (
        "De afspraak",
        (
            "kind",
            "places",
            "is_circa",
            "care_form",
            "to_care_form",
            "municipality",
            "planned_on",
            "reason",
            "certainty",
        ),
    ),
    ("Wie en voor wie", ("provider", "housing_association", "is_for_youth", "is_clustered", "note")),
    ("Het besluit", ("decided_by", "decided_on", "document", "document_reference")),
    ("Risico en afhankelijkheid", ("risk", "dependency", "depends_on")),
)


def find_line(request: SignedInRequest, pk: int) -> PlanLine:
    """A line within reach."""
    reach = PlanLine.objects.visible_to(request.user).with_words()
    return get_object_or_404(reach, pk=pk)


@allow(*READERS, *PARTNERS)
def plan_line(request: SignedInRequest, pk: int) -> HttpResponse:
    """What was agreed, how far it is, why it goes otherwise, who does what, and how it changed."""
    on = clock.today()
    line = find_line(request, pk)
    progress = share(line.region, since=plan_start(line.region), on=on).lines[line.pk]
    may_change = request.user.role in PLANNERS and line.withdrawn_on is None
    context = _whole(progress) | {"may_change": may_change, "sees_region": request.user.role in READERS}
    return show(request, "reporting/plan/line.html", context, parts={"plan-actions"})


def _whole(progress: Progress) -> dict[str, object]:
    line = progress.line
    actions = list(line.actions.select_related("added_by"))
    return {
        "progress": progress,
        "line": line,
        "evidence": evidence(progress),
        "actions": [(action, action.days_late(progress.on)) for action in actions],
        "deviations": line.deviations.select_related("noted_by"),
        "revisions": line.revisions.select_related("revised_by"),
        "is_link": line.document_reference.startswith(("https://", "http://")),
    }


@allow(*PLANNERS)
def add_plan_line(request: SignedInRequest) -> HttpResponse:
    """Agree on a new line."""
    region, on = request.user.region, clock.today()
    assert region is not None
    form = LineForm(request.POST or None, region=region, on=on)
    sheet = Sheet("Afspraak toevoegen", "Voeg toe aan het plan", reverse("plan"), groups=GROUPS)

    def act() -> Done:
        line, is_new = planning.add_line(
            region, facts=form.facts(), code=form.cleaned_data["code"], by=request.user
        )
        said = "staat in het plan" if is_new else "stond al in het plan"
        return Done(f"De afspraak {said}: {line.sentence}", _page(line))

    return answer(request, sheet, form, act, action=Action.CREATE)


@allow(*PLANNERS)
def change_plan_line(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change what a line says; another number or day needs a reason and stays to be read."""
    line, on = find_line(request, pk), clock.today()
    form = LineForm(request.POST or None, region=line.region, on=on, line=line)
    about = (
        f"{line.sentence} Klopt de soort, zorgvorm of gemeente niet? Trek de afspraak dan in en maak een nieuwe."
    )
    sheet = Sheet("Afspraak wijzigen", "Bewaar de afspraak", _page(line), about, groups=GROUPS)

    def act() -> Done:
        facts = {"reason": form.cleaned_data["reason"], "seen": form.cleaned_data["seen"]}
        planning.change_line(line, facts=form.facts(), on=on, by=request.user, **facts)
        return Done("De afspraak is bijgewerkt.", _page(line))

    return answer(request, sheet, form, act)


@allow(*PLANNERS)
def withdraw_plan_line(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a line out of the plan."""
    line = find_line(request, pk)
    form = ReasonForm(request.POST or None)
    sheet = Sheet(
        "Afspraak intrekken",
        "Trek de afspraak in",
        _page(line),
        line.sentence,
        (
            "De afspraak telt niet meer mee als gepland, ook niet in de cijfers over eerdere kwartalen.",
            "De afspraak blijft met uw reden leesbaar onder ‘Ingetrokken’.",
        ),
    )

    def act() -> Done:
        is_new = planning.withdraw_line(
            line, reason=form.cleaned_data["reason"], on=clock.today(), by=request.user
        )
        return Done(f"De afspraak {'is' if is_new else 'was al'} ingetrokken.", reverse("plan"))

    return answer(request, sheet, form, act)


@allow(*PLANNERS)
def explain_plan_line(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say why a line goes otherwise than planned."""
    line = find_line(request, pk)
    form = ReasonForm(request.POST or None)
    sheet = Sheet(
        "Reden van de afwijking",
        "Leg de reden vast",
        _page(line),
        line.sentence,
        ("De reden staat met uw naam en de datum bij de afspraak.", "Eerdere redenen blijven leesbaar."),
    )

    def act() -> Done:
        _, is_new = planning.explain(line, reason=form.cleaned_data["reason"], on=clock.today(), by=request.user)
        return Done("De reden is vastgelegd." if is_new else "Deze reden stond er vandaag al.", _page(line))

    return answer(request, sheet, form, act)


def _page(line: PlanLine) -> str:
    return reverse("plan_line", args=[line.pk])
