"""Clients: the list, and the page with the two tracks."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from placements.models import HousingEpisode
from portal import clock
from portal.access import CASE_WORKERS, SEES_PERSONS, SignedInRequest, allow, note
from portal.audit.readers import records_of
from portal.models import AccessRecord, Action, Client, ClientQuerySet, Role, User
from portal.partials import part_of, show
from portal.reading_day import ReadingDay
from trajectories import bsn
from trajectories.forms.searching import PersonSearchForm
from trajectories.hearing import is_asked_about
from trajectories.involved import Involved, organisations_around, people_around, safety_net_of
from trajectories.known import Paths, paths_of
from trajectories.merging import leads_to
from trajectories.models import CareEpisode, ClientVoice, MatchProposal, Notification, WaitlistEntry
from trajectories.searching import clients_sought
from trajectories.story import story_of
from trajectories.timeline import timeline_of
from trajectories.upcoming import upcoming

PAGE = 50
KINDS = {"": "Alles", "wonen": "Wonen", "zorg": "Zorg", "besluit": "Besluiten"}
"""Which events the page of a client can show, by their word in the address."""
PARTS = frozenset({"events"})
"""What of that page can be asked for by itself."""


@allow(*SEES_PERSONS)
def clients(request: SignedInRequest) -> HttpResponse:
    """The people somebody works for, by family name; searched within reach only."""
    day = clock.today()
    form = PersonSearchForm(request.POST or None, on=day, finds_bsn=bsn.is_used(request.user.region_id))
    found = Client.objects.visible_to(request.user, on=day)
    if form.is_valid():
        note(request, Action.SEARCH, "cliënten")
        found = clients_sought(form.cleaned_data["sought"], by=request.user, on=day)
        page = list(_with_today(found)[: PAGE + 1])
    else:
        page = list(_with_today(_after(found, request.GET.get("na", "")).in_order())[: PAGE + 1])
    for client in page:
        client.age_today = client.age_on(day)  # type: ignore[attr-defined]
    context = {
        "form": form,
        "clients": page[:PAGE],
        "next_url": f"?na={page[PAGE - 1].slug}" if len(page) > PAGE and not form.is_bound else "",
        "is_search": form.is_valid(),
        "total": found.count(),
        "most": PAGE,
        "day": day,
    }
    status = 422 if form.errors else 200
    return show(request, "trajectories/clients.html", context, parts={"clients"}, status=status)


def _after(clients: ClientQuerySet, slug: str) -> ClientQuerySet:
    """The clients that come after the one a page ended with: a key, no counting of pages."""
    last = clients.filter(slug=slug).first()
    return clients.after(last) if last else clients


def _with_today(clients: ClientQuerySet) -> ClientQuerySet:
    """Fetch where everybody lives and which care they get today, in two queries for all."""
    day = clock.today()
    homes = HousingEpisode.objects.covering(day).select_related("place__location__municipality", "municipality")
    cares = CareEpisode.objects.covering(day).select_related("care_form", "provider")
    return clients.prefetch_related(
        Prefetch("housing_episodes", queryset=homes, to_attr="homes_today"),  # type: ignore[type-var]
        Prefetch("care_episodes", queryset=cares, to_attr="cares_today"),
    )


@allow(*SEES_PERSONS)
def client_page(request: SignedInRequest, slug: str) -> HttpResponse:
    """One person: dwelling above, care below, and what happened."""
    day = clock.today()
    within_reach = Client.objects.visible_to(request.user, on=day).select_related("origin_municipality")
    client = within_reach.filter(slug=slug).first()
    if client is None:
        return _to_where_it_went(request, slug, day)
    note(request, Action.VIEW, "cliënt", client=client)
    decides = request.user.role in CASE_WORKERS
    chosen = request.GET.get("toon", "")
    reading = ReadingDay(request.GET, today=day, label="Zoals bekend op")
    now = paths_of(client)
    paths = now if reading.is_today else paths_of(client, known_on=reading.day)
    story = story_of(client, paths, reader=request.user, on=day)
    context: dict[str, Any] = {
        "client": client,
        "choices": [(word, label) for word, label in KINDS.items() if decides or word != "besluit"],
        "chosen": chosen if chosen in KINDS else "",
        "events": [event for event in story if chosen not in KINDS or chosen in ("", event.kind)],
        "decides": decides,
        "day": day,
        "reading": reading,
    }
    if not part_of(request, PARTS):
        context |= _around_events(client, now, paths, request.user, day)
    return show(request, "trajectories/client.html", context, parts=PARTS)


def _around_events(client: Client, now: Paths, paths: Paths, reader: User, day: date) -> dict[str, Any]:
    """All that the page tells beside what happened: `now` as it is, `paths` as it was known on a day."""
    decides = reader.role in CASE_WORKERS
    last = client.reviews.filter(held_on__lte=day).order_by("-held_on").first()
    voices = ClientVoice.objects.visible_to(reader).filter(client=client).select_related("written_by")
    shown = {
        "age": client.age_on(day),
        "home": next((home for home in now.homes if home.covers(day)), None),
        "care": next((care for care in now.cares if care.covers(day)), None),
        "away": client.absences.covering(day).first(),
        "may_change": reader.role in (Role.COORDINATOR, Role.PROVIDER),
        "voices": voices.order_by("-said_on", "-pk"),
        "review": last if decides else None,
        "unasked_review": last if last and not is_asked_about(last) else None,
        **(_access_side(client, paths, reader, day) if decides else _care_side(client, paths, day)),
        **_number_side(client),
    }
    return shown | {"involved": _involved(client, shown, reader, day)}


def _to_where_it_went(request: SignedInRequest, slug: str, day: date) -> HttpResponse:
    """To the file that this one was merged into; 404 where there is none within reach."""
    now = leads_to(slug, by=request.user, on=day)
    if now is None:
        raise Http404
    messages.info(request, "Dit dossier is samengevoegd. U ziet het dossier waarin het opging.")
    return redirect("client_page", now.slug)


def find_client(user: User, slug: str) -> Client:
    """The client within reach; else 404."""
    within_reach = Client.objects.visible_to(user, on=clock.today())
    return get_object_or_404(within_reach.select_related("origin_municipality"), slug=slug)


def way_on(user: User, page: str, client: Client) -> HttpResponse:
    """To a page of the client, or to the list after an act that ended what the user had to do with them."""
    is_theirs = Client.objects.visible_to(user, on=clock.today()).filter(pk=client.pk).exists()
    return redirect(page, client.slug) if is_theirs else redirect("clients")


def _number_side(client: Client) -> dict[str, Any]:
    """The end of the BSN where the region uses it; nothing of it elsewhere."""
    if not bsn.is_used(client.region_id):
        return {"uses_bsn": False}
    kept = bsn.kept_of(client)
    return {"uses_bsn": True, "has_bsn": kept is not None, "bsn_ending": bsn.ending_of(kept) if kept else ""}


def _care_side(client: Client, paths: Paths, day: date) -> dict[str, Any]:
    """What a provider may know: a proposal or a melding would tell it more than it should."""
    return {
        "timeline": timeline_of(paths, on=day),
        "upcoming": upcoming(client, proposals=(), notifications=(), on=day),
    }


def _access_side(client: Client, paths: Paths, reader: User, day: date) -> dict[str, Any]:
    """What those who decide also see: what the client waits for, what is open, and who looked."""
    waiting = _waiting(client, day)
    proposals = list(_open_proposals(client, reader))
    meldingen = list(_meldingen(client, reader))
    return {
        "timeline": timeline_of(paths, on=day, waits_for=str(waiting[0][0].care_form) if waiting else ""),
        "waiting": waiting,
        "proposals": proposals,
        "notifications": [(melding, melding.stage_on(day)) for melding in meldingen],
        "open_melding": next((melding for melding in meldingen if melding.is_open_on(day)), None),
        "upcoming": upcoming(client, proposals=proposals, notifications=meldingen, on=day),
        "consents": list(client.consents.covering(day).select_related("organisation").order_by("purpose", "pk")),
        "readers": _readers(client),
        "held": client.holds.covering(day).first(),
    }


def _involved(client: Client, shown: dict[str, Any], reader: User, day: date) -> list[Involved]:
    """Who is involved with the dwelling and the care of today; people for those who decide only."""
    melding = next((melding for melding, _ in shown.get("notifications", ())), None)
    around = [*organisations_around(client, home=shown["home"], care=shown["care"], melding=melding)]
    if reader.role in CASE_WORKERS:
        around += people_around(client, reader=reader)
    net = safety_net_of(client, on=day)
    return [*around, net] if net else around


def _waiting(client: Client, day: date) -> list[tuple[WaitlistEntry, int]]:
    entries = client.waitlist_entries.open_on(day).in_order()
    entries = entries.select_related("care_form").prefetch_related("pauses")
    return [(entry, entry.waited_days(day)) for entry in entries]


def _open_proposals(client: Client, reader: User) -> QuerySet[MatchProposal]:
    found = MatchProposal.objects.visible_to(reader).filter(entry__client=client)
    return found.open().with_everything().order_by("pk")


def _meldingen(client: Client, reader: User) -> QuerySet[Notification]:
    """Those the reader may open: what somebody told another municipality stays there."""
    found = Notification.objects.visible_to(reader).filter(client=client)
    found = (
        found.select_related("care_form")
        .with_clocks()
        .prefetch_related("decisions__care_form", "transfers__steps", "holders__organisation")
    )
    return found.order_by("-notified_on", "-pk")


def _readers(client: Client) -> list[AccessRecord]:
    """Who looked last, once per person."""
    latest: dict[int | None, AccessRecord] = {}
    for record in records_of(client)[:60]:
        latest.setdefault(record.user_id, record)
    return list(latest.values())[:5]
