"""Proposals: the list per role, one proposal with its steps, and the acts on it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from portal import clock
from portal.access import CASE_WORKERS, SignedInRequest, allow, note
from portal.models import Action, Role
from portal.partials import show
from trajectories.forms.moving import DeclineForm, IntroductionForm, MoveInForm
from trajectories.forms.people import ask_about
from trajectories.hearing import is_asked_about
from trajectories.models import ClientVoice, MatchProposal, VoiceStep
from trajectories.moving import move_in
from trajectories.naming import how_to_reach, municipality_of, named, unknown_to, what_is_missing
from trajectories.needs import age_band, needs_of, towns_of
from trajectories.obstacles import Obstructed
from trajectories.proposals import accept, decline, introduce, steps, withdraw
from trajectories.vacancy import place_obstacles

PER_PAGE = 50


@allow(Role.COORDINATOR, Role.PROVIDER, Role.TEAM)
def proposals(request: SignedInRequest) -> HttpResponse:
    """Every proposal the user may see, those that wait for somebody on top."""
    today = clock.today()
    mine = MatchProposal.objects.visible_to(request.user)
    found = mine.open() if request.GET.get("toon") == "open" else mine
    page = Paginator(found.with_everything().open_first(), PER_PAGE).get_page(request.GET.get("bladzijde"))
    note(request, Action.VIEW, "voorstellen")
    known = named(page, on=today)
    rows = [
        {
            "proposal": proposal,
            "state": proposal.state_on(today),
            "tone": _tone(proposal),
            "shows_name": request.user.role != Role.PROVIDER or proposal.pk in known,
            "waits_for": _waits_for(proposal, is_named=proposal.pk in known),
            "days_open": (today - proposal.proposed_on).days,
            "is_overdue": proposal.is_overdue_on(today),
        }
        for proposal in page
    ]
    context = {
        "rows": rows,
        "page": page,
        "only_open": request.GET.get("toon") == "open",
        "open": mine.open().count(),
    }
    return show(request, "trajectories/proposals.html", context)


@allow(Role.COORDINATOR, Role.PROVIDER, Role.TEAM)
def proposal(request: SignedInRequest, slug: str) -> HttpResponse:
    """One proposal: where it stands, what the client needs, and what the user can do."""
    found = _proposal(request, slug)
    note(request, Action.VIEW, "voorstel", client=found.entry.client)
    return _page(request, found)


@allow(Role.PROVIDER)
@require_POST
def accept_proposal(request: SignedInRequest, slug: str) -> HttpResponse:
    """The provider takes the client."""
    return _act(
        request,
        slug,
        lambda found: accept(found, on=clock.today(), by=request.user),
        done="U hebt het voorstel aanvaard. De plek blijft vrij voor deze cliënt.",
        was_done="U had dit voorstel al aanvaard.",
    )


@allow(Role.PROVIDER)
@require_POST
def decline_proposal(request: SignedInRequest, slug: str) -> HttpResponse:
    """The provider does not take the client, and says why."""
    found, form = _proposal(request, slug), DeclineForm(request.POST)
    if not form.is_valid():
        return _page(request, found, decline_form=form, status=422)
    facts = form.cleaned_data
    return _act(
        request,
        slug,
        lambda found: decline(found, **facts, on=clock.today(), by=request.user),
        done="U hebt het voorstel afgewezen. De plek is weer vrij; de coördinator ziet uw reden.",
        was_done="U had dit voorstel al afgewezen.",
    )


@allow(Role.COORDINATOR, Role.PROVIDER)
@require_POST
def record_introduction(request: SignedInRequest, slug: str) -> HttpResponse:
    """They met; the client wants the place or not."""
    found, form = _proposal(request, slug), IntroductionForm(request.POST, today=clock.today())
    if not form.is_valid():
        return _page(request, found, meeting_form=form, status=422)
    facts = form.cleaned_data
    wants = (
        "De cliënt wil deze plek." if facts["agrees"] else "De plek is weer vrij; de cliënt blijft op de lijst."
    )
    return _act(
        request,
        slug,
        lambda found: introduce(found, **facts, on=clock.today(), by=request.user),
        done=f"De kennismaking is vastgelegd. {wants}",
        was_done="De kennismaking was al vastgelegd.",
        meeting_form=form,
    )


@allow(Role.COORDINATOR)
@require_POST
def withdraw_proposal(request: SignedInRequest, slug: str) -> HttpResponse:
    """The coordinator takes the proposal back."""
    return _act(
        request,
        slug,
        lambda found: withdraw(found, on=clock.today(), by=request.user),
        done="Het voorstel is ingetrokken. De plek is weer vrij; de cliënt blijft op de wachtlijst.",
        was_done="Dit voorstel was al ingetrokken.",
    )


@allow(Role.COORDINATOR, Role.PROVIDER)
@require_POST
def record_move_in(request: SignedInRequest, slug: str) -> HttpResponse:
    """The client got the key."""
    found = _proposal(request, slug)
    form = _move_in_form(request, found)
    if found.is_open and not form.is_valid():
        return _page(request, found, move_in_form=form, status=422)
    facts = form.cleaned_data if found.is_open else {}
    return _act(
        request,
        slug,
        lambda found: bool(facts) and move_in(found, **facts, on=clock.today(), by=request.user),
        done="Vastgelegd. De cliënt woont op de plek en de inschrijving is van de wachtlijst af.",
        was_done="Dit voorstel was al afgerond.",
        move_in_form=form,
    )


def _act(
    request: SignedInRequest,
    slug: str,
    act: Callable[[MatchProposal], bool],
    *,
    done: str,
    was_done: str,
    move_in_form: MoveInForm | None = None,
    meeting_form: IntroductionForm | None = None,
) -> HttpResponse:
    """Do it and show the proposal again; what stands in the way comes on the page, with all that was filled in."""
    found = _proposal(request, slug)
    try:
        is_new = act(found)
    except Obstructed as stopped:
        found.refresh_from_db()
        forms = {"move_in_form": move_in_form, "meeting_form": meeting_form}
        return _page(request, found, obstacles=stopped.sentences, **forms, status=422)  # type: ignore[arg-type]
    note(request, Action.CHANGE, "voorstel", client=found.entry.client)
    if is_new:
        messages.success(request, done)
    else:
        messages.info(request, was_done)
    return redirect("proposal", slug)


def _proposal(request: SignedInRequest, slug: str) -> MatchProposal:
    within_reach = MatchProposal.objects.visible_to(request.user).with_everything()
    return get_object_or_404(
        within_reach.select_related(
            "entry__client__origin_municipality", "proposed_by", "accepted_by", "declined_by"
        ),
        slug=slug,
    )


def _page(
    request: SignedInRequest,
    found: MatchProposal,
    *,
    decline_form: DeclineForm | None = None,
    move_in_form: MoveInForm | None = None,
    meeting_form: IntroductionForm | None = None,
    obstacles: tuple[str, ...] = (),
    status: int = 200,
) -> HttpResponse:
    """The proposal with the forms of what can be done now; a form that was sent keeps what was filled in."""
    today = clock.today()
    shows_name = not unknown_to(request.user, found, on=today)
    answers = request.user.role == Role.PROVIDER and found.is_open and not found.accepted_on
    goes_on = request.user.role != Role.TEAM and shows_name and found.is_open and found.accepted_on
    meets = goes_on and not found.introduced_on
    context = {
        **_facts(request, found, today, shows_name=shows_name),
        "obstacles": obstacles,
        "standing_obstacles": _standing_obstacles(found) if found.is_open and not obstacles else [],
        "decline_form": (decline_form or DeclineForm()) if answers else None,
        "meeting_form": (meeting_form or IntroductionForm(today=today, auto_id="id_meeting_%s"))
        if meets
        else None,
        "move_in_form": (move_in_form or _move_in_form(request, found)) if goes_on else None,
        "can_withdraw": request.user.role == Role.COORDINATOR and found.is_open,
        "bound": decline_form or move_in_form or meeting_form,
        **(_voices(request, found, today) if shows_name else {}),
    }
    return show(request, "trajectories/proposal.html", context, status=status)


def _facts(request: SignedInRequest, found: MatchProposal, today: date, *, shows_name: bool) -> dict[str, Any]:
    """Where the proposal stands and what the client needs; who it is only for those who may know."""
    entry = found.entry
    needs = needs_of(entry, towns=towns_of(request.user, on=today), on=found.intended_start_on)
    others = entry.client.waitlist_entries.open_on(today).exclude(pk=entry.pk)
    return {
        "proposal": found,
        "entry": entry,
        "steps": steps(found),
        "state": found.state_on(today),
        "tone": _tone(found),
        "needs": needs,
        "age": age_band(needs.age),
        "waited": entry.waited_days(min(entry.left_on or today, today)),
        "municipality": municipality_of(entry.client),
        "shows_name": shows_name,
        "missing": what_is_missing(found, to=request.user, on=today),
        "reach": how_to_reach(entry.client) if shows_name and found.is_open and found.accepted_on else {},
        "is_overdue": found.is_overdue_on(today),
        "others": others.select_related("care_form"),
        "find_url": f"/plekken/?wacht={entry.slug}",
    }


def _voices(request: SignedInRequest, found: MatchProposal, today: date) -> dict[str, Any]:
    """What the client said of the proposal; and the question, for those who ask it, until there is an answer."""
    heard = ClientVoice.objects.visible_to(request.user).filter(proposal=found).select_related("written_by")
    may_ask = request.user.role in CASE_WORKERS and (found.is_open or found.moved_in_on)
    asks = may_ask and not is_asked_about(found)
    return {"voices": heard, "asked": ask_about(VoiceStep.PROPOSAL, found, on=today) if asks else None}


def _meeting_form(today: date) -> IntroductionForm:
    return IntroductionForm(today=today, auto_id="id_meeting_%s")


def _move_in_form(request: SignedInRequest, found: MatchProposal) -> MoveInForm:
    today = clock.today()
    return MoveInForm(
        request.POST if request.resolver_match and request.resolver_match.url_name == "record_move_in" else None,
        proposal=found,
        had_dwelling=found.entry.client.housing_episodes.covering(today).exists(),
        towns=towns_of(request.user, on=today),
        today=today,
    )


def _standing_obstacles(found: MatchProposal) -> list[str]:
    """What came in the way of the place since it was proposed."""
    return place_obstacles(
        found.place,
        on=found.intended_start_on,
        seen_on=found.proposed_on,
        care_form=found.entry.care_form,
        apart_from=found,
    )


def _waits_for(found: MatchProposal, *, is_named: bool) -> str:
    """What comes next once the provider said yes."""
    if not is_named:
        return "toestemming van de cliënt"
    return "de sleutel" if found.introduced_on else "de kennismaking"


def _tone(found: MatchProposal) -> str:
    """The colour that goes with the state; the words say the same."""
    if found.moved_in_on:
        return "positive"
    if not found.is_open:
        return ""
    return "info" if found.accepted_on else "warning"
