"""Nominations to housing associations: the list per role, one of them with its steps, and nominating a client."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from placements.models import Place, Tenure
from portal import clock
from portal.access import CASE_WORKERS, SEES_PERSONS, SignedInRequest, allow, note
from portal.models import Action, Client, Organisation, Role
from portal.partials import show
from trajectories import nominating
from trajectories.consent import may_share, recipients
from trajectories.forms.nominating import AnswerForm, KeyForm, NoDwellingForm, NominateForm, OfferForm, WhyForm
from trajectories.models import Nomination
from trajectories.needs import towns_of
from trajectories.obstacles import Obstructed
from trajectories.urgency import latest
from trajectories.views.acting import Act, press
from trajectories.views.clients import find_client

PAGE = 50
TONES = {"Verhuisd": "positive", "Wacht op de sleutel": "info", "Wacht op de cliënt": "warning"}


@allow(*SEES_PERSONS, Role.HOUSING_ASSOCIATION)
def nominations(request: SignedInRequest) -> HttpResponse:
    """Every nomination the user may see, those that are open on top."""
    today = clock.today()
    mine = Nomination.objects.visible_to(request.user, on=today)
    only_open = request.GET.get("toon") == "open"
    found = (mine.open() if only_open else mine).with_everything().open_first()
    page = Paginator(found, PAGE).get_page(request.GET.get("bladzijde"))
    note(request, Action.VIEW, "voordrachten")
    rows = [
        {
            "one": one,
            "state": one.state,
            "tone": TONES.get(one.state, ""),
            "shows_name": one.shows_name_to(request.user),
            "is_late": one.is_overdue_on(today),
        }
        for one in page
    ]
    context = {"rows": rows, "page": page, "only_open": only_open, "open": mine.open().count()}
    return show(request, "trajectories/nominations.html", context)


@allow(*SEES_PERSONS, Role.HOUSING_ASSOCIATION)
def nomination(request: SignedInRequest, slug: str) -> HttpResponse:
    """One nomination: what is needed, where it stands, and what the user can do."""
    today = clock.today()
    reach = Nomination.objects.visible_to(request.user, on=today).with_everything()
    found = get_object_or_404(reach, slug=slug)
    asked = request.POST.get("act", "")
    acts = _acts(request, found, today)
    if request.method == "POST" and asked not in acts:
        messages.info(
            request, "Dit was al gedaan, of het kan nu niet meer. Hieronder ziet u hoe het ervoor staat."
        )
        return redirect("nomination", slug)
    pressed = acts.get(asked)
    if pressed and press(pressed, found, request, subject="voordracht", client=found.client):
        return redirect("nomination", slug)
    note(request, Action.VIEW, "voordracht", client=found.client)
    context = {
        "one": found,
        "state": found.state,
        "tone": TONES.get(found.state, ""),
        "steps": nominating.steps(found),
        "shows_name": found.shows_name_to(request.user),
        "is_association": request.user.role == Role.HOUSING_ASSOCIATION,
        "is_late": found.is_overdue_on(today),
        "is_hidden": found.is_open and not _may_share(found, today),
        "urgency": last.in_words_on(today) if (last := latest(found.client)) else "",
        "acts": acts,
        "form": pressed.form if pressed else None,
    }
    return show(request, "trajectories/nomination.html", context, status=422 if pressed else 200)


@allow(*CASE_WORKERS)
def nominate(request: SignedInRequest, slug: str) -> HttpResponse:
    """Nominate a client, with consent only; what stands in the way is said instead."""
    today = clock.today()
    client = find_client(request.user, slug)
    known = Organisation.objects.housing_associations_of(client.region_id)
    allowed, refused = recipients(client, purpose=nominating.PURPOSE, among=known, on=today)
    form = NominateForm(
        request.POST or None,
        associations=allowed,
        towns=towns_of(request.user, on=today),
        initial=_contact(request, client, today),
    )
    if form.is_valid() and (made := _nominated(request, client, form, today)):
        return redirect("nomination", made.slug)
    note(request, Action.VIEW, "voordracht", client=client)
    context = {
        "client": client,
        "form": form,
        "obstacles": nominating.standing_obstacles(client, on=today),
        "allowed": allowed,
        "refused": refused,
        "known": client.nominations.open().first(),
    }
    return show(request, "trajectories/nominate.html", context, status=422 if form.is_bound else 200)


def _nominated(request: SignedInRequest, client: Client, form: NominateForm, today: date) -> Nomination | None:
    """The nomination, made now or before; None when something stands in the way, and the form says what."""
    association = form.cleaned_data["association"]
    facts = {"association": association, "wanted": form.wanted}
    try:
        made, is_new = nominating.nominate(client, **facts, on=today, by=request.user)
    except Obstructed as stop:
        form.add_error(None, list(stop.sentences))
        return None
    note(request, Action.CREATE, "voordracht", client=client)
    said = f"{client} is voorgedragen bij {association}." if is_new else "Deze voordracht stond er al."
    messages.success(request, said)
    return made


def _acts(request: SignedInRequest, found: Nomination, today: date) -> dict[str, Act]:
    """What this user can do with an open nomination, by the word its button sends."""
    if not found.is_open:
        return {}
    asked = request.POST.get("act", "")

    def data(name: str) -> dict[str, Any]:
        return {"data": request.POST if name == asked else None, "auto_id": f"id_{name}_%s"}

    if request.user.role == Role.HOUSING_ASSOCIATION:
        return _association_acts(request, found, today, data)
    acts = _client_acts(request, found, today, data)
    if request.user.role in CASE_WORKERS:
        acts["withdraw"] = Act(
            "Voordracht intrekken",
            "Trek de voordracht in",
            WhyForm(**data("withdraw")),
            nominating.withdraw,
            "De voordracht is ingetrokken. De corporatie ziet de naam niet meer.",
            hint="De corporatie leest waarom, en ziet de naam daarna niet meer.",
        )
    return acts


def _association_acts(
    request: SignedInRequest, found: Nomination, today: date, data: Callable[[str], dict[str, Any]]
) -> dict[str, Act]:
    if found.offer:
        form = WhyForm(**data("take_back"))
        done = "U hebt de woning teruggetrokken. U kunt een andere aanbieden."
        return {
            "take_back": Act("De woning terugtrekken", "Trek de woning terug", form, nominating.take_back, done)
        }
    towns = towns_of(request.user, on=today)
    offered = "De woning is aangeboden. Wie begeleidt, vraagt de cliënt om een antwoord."
    return {
        "offer": Act(
            "Een woning aanbieden", "Bied deze woning aan", OfferForm(towns=towns, today=today, **data("offer")),
            nominating.offer, offered, is_main=True,
        ),
        "decline": Act(
            "Wij hebben geen woning", "Zeg nee", NoDwellingForm(**data("decline")),
            nominating.decline, "U hebt nee gezegd. Wie voordroeg, leest uw reden.",
            hint="U ziet de naam daarna niet meer.",
        ),
    }  # fmt: skip


def _client_acts(
    request: SignedInRequest, found: Nomination, today: date, data: Callable[[str], dict[str, Any]]
) -> dict[str, Act]:
    if found.offer is None:
        return {}
    if not found.offer.is_accepted:
        form = AnswerForm(offer=found.offer, today=today, **data("answer"))
        done = "Het antwoord van de cliënt is vastgelegd."
        title = "Wat zegt de cliënt van deze woning?"
        return {"answer": Act(title, "Leg het antwoord vast", form, nominating.answer, done, is_main=True)}
    key = KeyForm(places=_places(request, found), today=today, **data("move_in"))
    done = "Vastgelegd: de cliënt woont in de eigen woning. De zorg gaat door zoals hij was."
    title = "Heeft de cliënt de sleutel?"
    hint = "De woning van nu stopt op de dag van de sleutel. De zorg verandert niet."
    return {"move_in": Act(title, "Leg de sleutel vast", key, nominating.move_in, done, is_main=True, hint=hint)}


def _places(request: SignedInRequest, found: Nomination) -> QuerySet[Place] | None:
    """Places in the town of the dwelling, where its tenure makes it one; None for a tenancy in one's own name."""
    assert found.offer is not None
    if found.offer.tenure == Tenure.OWN_TENANCY:
        return None
    here = Place.objects.visible_to(request.user).filter(location__municipality=found.offer.municipality_id)
    return here.select_related("location").order_by("location__name", "code")


def _may_share(found: Nomination, today: date) -> bool:
    return may_share(found.client, purpose=nominating.PURPOSE, with_=found.association, on=today)


def _contact(request: SignedInRequest, client: Client, today: date) -> dict[str, str]:
    """What the form begins with: who gives the care today, else whoever nominates."""
    care = client.care_episodes.covering(today).select_related("provider").first()
    guide = care.provider if care and care.provider else request.user.organisation
    return {"guidance_by": str(guide), "contact": str(request.user)}
