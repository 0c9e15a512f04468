"""Putting right where somebody lived and which care they got: all rows of a client, and a page for each."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from placements.models import HousingEpisode
from portal import clock
from portal.access import SignedInRequest, allow, note
from portal.asking import Question, ask, sent
from portal.models import Action, Client, Role
from portal.partials import show
from portal.templatetags.dutch import periode
from trajectories import amending
from trajectories.forms.amending import AmendCareForm, AmendForm, AmendHomeForm
from trajectories.known import Episode, as_they_stood
from trajectories.models import SupersededEpisode
from trajectories.obstacles import did
from trajectories.story import told
from trajectories.views.clients import find_client, way_on

FORMS: dict[str, type[AmendForm]] = {"wonen": AmendHomeForm, "zorg": AmendCareForm}


@allow(Role.COORDINATOR, Role.PROVIDER)
def corrections(request: SignedInRequest, slug: str) -> HttpResponse:
    """Every dwelling and care of a client that this user may put right, and what was put right before."""
    client = find_client(request.user, slug)
    note(request, Action.VIEW, "correctie", client=client)
    rows = {word: _rows(request, word).filter(client=client).order_by("-starts_on") for word in FORMS}
    context = {
        "client": client,
        "rows": [(word, one, told(one)) for word, found in rows.items() for one in found],
        "earlier": _earlier(client) if request.user.role == Role.COORDINATOR else (),
    }
    return show(request, "trajectories/corrections.html", context)


@allow(Role.COORDINATOR, Role.PROVIDER)
def correct_episode(request: SignedInRequest, slug: str, word: str, pk: int) -> HttpResponse:
    """Put one dwelling or care right, with the reason; or take it away."""
    if word not in FORMS:
        raise Http404
    client = find_client(request.user, slug)
    episode = get_object_or_404(_rows(request, word).filter(client=client), pk=pk)
    form = FORMS[word](sent(request), episode=episode, reader=request.user)
    if form.is_valid() and _done(form, episode, request):
        note(request, Action.CHANGE, "correctie", client=client)
        messages.success(request, "Rechtgezet. Wat er stond, blijft te lezen.")
        return way_on(request.user, "corrections", client)
    note(request, Action.VIEW, "correctie", client=client)
    return ask(request, _question(client, episode), form)


def _earlier(client: Client) -> list[tuple[SupersededEpisode, str]]:
    """What was put right before, each with what stood there."""
    rows = list(amending.corrections_of(client))
    stood = as_they_stood(rows)
    return [(row, f"{told(one)}, {periode(one)}") for row, one in zip(rows, stood, strict=True)]


def _done(form: AmendForm, episode: Episode, request: SignedInRequest) -> bool:
    facts = form.cleaned_data
    how: dict[str, Any] = {
        "reason": facts["reason"],
        "seen": facts["seen"],
        "on": clock.today(),
        "by": request.user,
    }
    if facts["was_never"]:
        return did(form, lambda: amending.strike(episode, **how))
    return did(form, lambda: amending.amend(episode, form.facts(), **how))


def _question(client: Client, episode: Episode) -> Question:
    here = reverse("corrections", args=[client.slug])
    what = "de woning" if isinstance(episode, HousingEpisode) else "de zorg"
    return Question(
        title=f"Zet {what} recht voor {client}",
        button="Zet dit recht",
        back=here,
        intro=f"Nu staat er: {told(episode)}, {periode(episode)}.",
        crumbs=((str(client), reverse("client_page", args=[client.slug])), ("Corrigeren", here)),
        consequences=(
            "Alle cijfers tellen vanaf nu met wat u hier invult; een vastgesteld rapport blijft zoals het was.",
            "Wat er stond, en dat u het rechtzette, blijft te lezen.",
        ),
    )


def _rows(request: SignedInRequest, word: str) -> Any:
    today = clock.today()
    if word == "wonen":
        homes = amending.homes_to_amend(request.user, on=today)
        return homes.select_related("client", "place__location", "municipality", "region")
    cares = amending.cares_to_amend(request.user, on=today)
    return cares.select_related("client", "care_form", "provider", "region")
