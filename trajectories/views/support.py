"""The plan of one client: what is expected, the goals and the reviews, and a page for each thing to write down."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from portal import clock
from portal.access import SEES_PERSONS, SignedInRequest, allow, note
from portal.asking import Question, ask, sent
from portal.models import Action, Client
from portal.partials import show
from portal.templatetags.dutch import dag
from trajectories import catching, inviting, neighbourhood, reviewing, supporting
from trajectories.forms import support as forms
from trajectories.forms.neighbourhood import ReferralForm
from trajectories.obstacles import Obstructed, did
from trajectories.views.clients import find_client


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to write down: its words, its form and the act."""

    title: str
    intro: str
    button: str
    done: str
    form: type[Any]
    act: Callable[..., Any]
    consequences: Collection[str] = ()


STEPS = {
    "evaluatie": Step(
        "Evaluatie vastleggen",
        "Loop met de cliënt de vijf punten langs. Kies ‘Niet besproken’ als het er niet over ging.",
        "Leg de evaluatie vast",
        "De evaluatie is vastgelegd.",
        forms.ReviewForm,
        reviewing.hold_review,
        ("De punten en het cijfer tellen mee in de cijfers van de regio, zonder naam.",),
    ),
    "plannen": Step(
        "Volgende evaluatie plannen",
        "Is er al een geplande evaluatie, dan verschuift die naar deze dag.",
        "Plan de evaluatie",
        "De evaluatie is gepland.",
        forms.PlanReviewForm,
        reviewing.plan_review,
    ),
    "doel": Step(
        "Nieuw doel",
        "Eén doel per keer. Een doel is van de cliënt.",
        "Leg het doel vast",
        "Het doel is vastgelegd.",
        forms.GoalForm,
        supporting.set_goal,
    ),
    "vangnet": Step(
        "Vangnet afspreken",
        "Spreek af wie er is als het moeilijk wordt, vóórdat de cliënt een stap zet.",
        "Leg het vangnet vast",
        "Het vangnet is vastgelegd.",
        forms.NetForm,
        catching.agree_on_net,
        ("Een vangnet dat nu loopt, gaat over in dit vangnet.",),
    ),
    "nazorg": Step(
        "Nazorg plannen",
        "Na het vertrek vraagt het wijkteam een paar keer hoe het gaat.",
        "Plan de nazorg",
        "De nazorg is gepland.",
        forms.AftercareForm,
        catching.plan_aftercare,
    ),
    "buurt": Step(
        "Iets in de buurt afspreken",
        "Spreek dit af met de cliënt. De organisatie krijgt geen bericht: aanmelden doet u of de cliënt zelf.",
        "Leg de afspraak vast",
        "De afspraak is vastgelegd.",
        ReferralForm,
        neighbourhood.refer,
    ),
    "verwachting": Step(
        "Wat verwacht u?",
        "Ook als het nog ver weg is: waar werkt de cliënt naartoe?",
        "Leg de verwachting vast",
        "De verwachting is vastgelegd. Wat u eerder verwachtte, blijft staan.",
        forms.OutlookForm,
        supporting.look_ahead,
    ),
}
WRITES = reviewing.WRITES
SAY_ONCE = (
    "De code is {code}. Schrijf hem op voor de cliënt, met het adres {address}. U ziet de code nu één keer:"
    " hij geldt vier weken en werkt één keer."
)


@allow(*SEES_PERSONS)
def support(request: SignedInRequest, slug: str) -> HttpResponse:
    """What a client works on, where to, and how it goes."""
    client = find_client(request.user, slug)
    note(request, Action.VIEW, "plan van een cliënt", client=client)
    reviews = list(client.reviews.select_related("invite").prefetch_related("voices"))
    goals = list(client.support_goals.all())
    context = {
        "client": client,
        "outlooks": list(client.outlooks.select_related("written_by")),
        "goals": [goal for goal in goals if goal.ended_on is None],
        "ended": [goal for goal in goals if goal.ended_on],
        "held": reviewing.held(reviews)[::-1],
        "planned": reviewing.next_planned(client),
        "points": reviewing.five_points(reviews),
        "net": client.safety_nets.covering(clock.today()).first(),
        "aftercare": list(client.aftercare.all()),
        "referrals": list(client.referrals.filter(ends_on=None).select_related("activity__municipality")),
        "may_write": request.user.role in WRITES,
        "day": clock.today(),
    }
    return show(request, "trajectories/support.html", context)


@allow(*SEES_PERSONS)
def reviews(request: SignedInRequest) -> HttpResponse:
    """Which reviews are due or come soon, the oldest first."""
    today = clock.today()
    note(request, Action.VIEW, "evaluaties")
    rows = list(reviewing.to_hold(request.user, on=today))
    context = {
        "late": [row for row in rows if row.planned_on and row.planned_on < today],
        "coming": [row for row in rows if row.planned_on and row.planned_on >= today],
        "aftercare": list(catching.to_ask_after(request.user, on=today)),
        "weeks": reviewing.AHEAD.days // 7,
        "may_write": request.user.role in WRITES,
    }
    return show(request, "trajectories/reviews.html", context)


@allow(*WRITES)
def support_step(request: SignedInRequest, slug: str, word: str) -> HttpResponse:
    """Write down a review, a goal or what is expected."""
    step, client, today = STEPS.get(word), find_client(request.user, slug), clock.today()
    if step is None:
        raise Http404
    form = step.form(sent(request), client=client, today=today)
    if form.is_valid() and did(form, lambda: step.act(client, **form.facts(), on=today, by=request.user)):
        return _done(request, client, step.done)
    note(request, Action.VIEW, "plan van een cliënt", client=client)
    question = _question(client, step.title, step.button, step.intro, step.consequences)
    return ask(request, question, form)


@allow(*WRITES)
def close_goal(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Say what became of a goal."""
    client, today = find_client(request.user, slug), clock.today()
    goal = get_object_or_404(client.support_goals, pk=pk)
    form = forms.EndGoalForm(sent(request))
    if form.is_valid() and did(
        form, lambda: supporting.end_goal(goal, **form.cleaned_data, on=today, by=request.user)
    ):
        return _done(request, client, "Het doel is afgesloten.")
    note(request, Action.VIEW, "plan van een cliënt", client=client)
    return ask(request, _question(client, "Doel afsluiten", "Sluit het doel af", goal.words), form)


@allow(*WRITES)
def ask_after(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Say how somebody was found to be after leaving."""
    client, today = find_client(request.user, slug), clock.today()
    moment = get_object_or_404(client.aftercare, pk=pk)
    form = forms.AskAfterForm(sent(request), today=today)

    def keep() -> object:
        return catching.ask_after(moment, **form.cleaned_data, on=today, by=request.user)

    if form.is_valid() and did(form, keep):
        return _done(request, client, "De nazorg is vastgelegd.")
    note(request, Action.VIEW, "plan van een cliënt", client=client)
    question = _question(client, "Nazorg", "Leg de nazorg vast", f"Gepland op {dag(moment.planned_on)}.")
    return ask(request, question, form)


@require_POST
@allow(*WRITES)
def stop_going(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """The client goes somewhere in the neighbourhood no more; pressed twice is done once."""
    client = find_client(request.user, slug)
    referral = get_object_or_404(client.referrals.select_related("client", "activity"), pk=pk)
    neighbourhood.stop_going(referral, on=clock.today(), by=request.user)
    return _done(request, client, f"{client.given_names} gaat niet meer naar {referral.activity}.")


@require_POST
@allow(*WRITES)
def make_code(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Make a code on paper for a review; it is shown once, on the page that follows."""
    client = find_client(request.user, slug)
    review = get_object_or_404(client.reviews.filter(held_on__isnull=False), pk=pk)
    try:
        code = inviting.invite(review, seen=request.POST.get("seen", ""), on=clock.today(), by=request.user)
    except Obstructed as stop:
        messages.error(request, str(stop))
    else:
        messages.success(
            request, SAY_ONCE.format(code=code, address=request.build_absolute_uri(reverse("experience")))
        )
    note(request, Action.CHANGE, "code voor de ervaring van een cliënt", client=client)
    return redirect("support", client.slug)


def _question(client: Client, title: str, button: str, intro: str, consequences: Collection[str] = ()) -> Question:
    here = reverse("support", args=[client.slug])
    crumbs = ((str(client), reverse("client_page", args=[client.slug])), ("Plan en evaluaties", here))
    return Question(
        title=f"{title} – {client}",
        button=button,
        back=here,
        intro=intro,
        crumbs=crumbs,
        consequences=consequences,
    )


def _done(request: SignedInRequest, client: Client, sentence: str) -> HttpResponse:
    note(request, Action.CHANGE, "plan van een cliënt", client=client)
    messages.success(request, sentence)
    return redirect("support", client.slug)
