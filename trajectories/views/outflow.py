"""The list that leads out, the chains in it, and what is written down about one client's next step."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.html import format_html

from placements.models import Tenure
from portal import clock
from portal.access import SEES_PERSONS, SignedInRequest, allow, note
from portal.keyset import slice_in
from portal.models import Action, Client, Role
from portal.partials import show
from portal.sheets import Column, Sheet, Value, download
from trajectories import outflow, urgency
from trajectories.chains import Chain, chains_in
from trajectories.forms import outflow as forms
from trajectories.models import OutflowReadiness
from trajectories.obstacles import did
from trajectories.outflow import Ready
from trajectories.outflow_words import Told, tell
from trajectories.views.clients import find_client

SHOWN, PAGE = 6, 25
"""Chains that stand open on the page, and people on one page of the list."""
COLUMNS = (
    Column("client", "Het nummer van de cliënt"),
    Column("klaar_sinds", "Sinds welke dag iemand klaar is voor de volgende stap"),
    Column("dagen", "Hoeveel dagen dat al zijn"),
    Column("wil_naar", "Waar iemand naartoe wil"),
    Column("zorgvorm", "De zorg van nu"),
    Column("woont_in", "De locatie van nu, of eigen woning"),
    Column("gemeente", "Waar die staat"),
    Column("wacht_op", "Waar de stap op wacht"),
    Column("aan_zet", "Wie iets moet doen"),
    Column("wachten_erachter", "Hoeveel mensen verhuizen als deze stap lukt"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody on the list, with how many people would move when they do."""

    ready: Ready
    behind: int


@allow(*SEES_PERSONS)
def outflow_list(request: SignedInRequest) -> HttpResponse:
    """Who within reach is ready for the next step and waits, and who waits for whom."""
    today = clock.today()
    rows, chains = _within_reach(request, today)
    form = forms.FilterForm(request.GET)
    listed = [row for row in rows if form.lets_through(row)]
    page, previous, following, _ = slice_in(
        listed, after=request.GET.get("na", ""), before=request.GET.get("voor", ""), size=PAGE
    )
    told = _told(request, chains, rows, today)
    note(request, Action.VIEW, "uitstroomlijst")
    context = {
        "filters": form,
        "is_filtered": form.is_valid() and any(form.cleaned_data.values()),
        "found": len(listed),
        "lines": _lines(page, chains),
        "previous": previous,
        "next": following,
        "more": f"?{urlencode({name: word for name, word in form.data.items() if name in form.fields})}&",
        "sums": outflow.sums(rows),
        "too_heavy": outflow.too_heavy_days(Client.objects.visible_to(request.user, on=today), on=today),
        "on": today,
        "chains": told[:SHOWN],
        "more_chains": told[SHOWN:],
        "in_chains": sum(chain.length for chain in chains),
        "is_coordinator": request.user.role == Role.COORDINATOR,
    }
    return show(request, "trajectories/outflow_list.html", context)


@allow(*SEES_PERSONS)
def outflow_file(request: SignedInRequest, kind: str) -> HttpResponseBase:
    """The list as a file: codes of clients, no names and no words about anybody."""
    today = clock.today()
    rows, chains = _within_reach(request, today)
    note(request, Action.EXPORT, "uitstroomlijst")
    sheet = Sheet("uitstroom", COLUMNS, map(_cells, _lines(rows, chains)))
    return download(sheet, kind=kind, name=f"uitstroom-{today}")


@dataclass(frozen=True, slots=True)
class Change:
    """What may be written down: the form that asks, the act, and what is said when it is done."""

    form: Any
    act: Callable[..., Any]
    done: str


@allow(*SEES_PERSONS)
def next_step(request: SignedInRequest, slug: str) -> HttpResponse:
    """One client: ready or not, for which step, what is waited for and who has to act."""
    today = clock.today()
    client = find_client(request.user, slug)
    known = client.readiness.filter(runs_until__gt=today).order_by("starts_on").first()
    changes = _changes(request, client, known, today)
    asked = changes.get(request.POST.get("act", ""))
    if request.method == "POST" and asked is None:
        return redirect("next_step", client.slug)
    if asked and asked.form.is_valid() and did(asked.form, lambda: _carry_out(asked, client, request, today)):
        note(request, Action.CHANGE, "volgende stap", client=client)
        messages.success(request, asked.done)
        return redirect("next_step", client.slug)
    note(request, Action.VIEW, "volgende stap", client=client)
    rows = outflow.ready_on(today, clients=Client.objects.filter(pk=client.pk))
    last = urgency.latest(client)
    home = rows[0].home if rows else None
    nominations = list(client.nominations.with_everything().open_first())
    context = {
        "client": client,
        "row": rows[0] if rows else None,
        "known": known,
        "changes": changes,
        "form": asked.form if asked else None,
        "earlier": client.readiness.filter(runs_until__lte=today).order_by("-starts_on"),
        "settled": _settled(known, today),
        "urgency": last.in_words_on(today) if last else "",
        "is_owner": bool(home and home.tenure == Tenure.OWNED),
        "nominations": nominations,
        "is_nominated": any(one.is_open for one in nominations),
    }
    return show(request, "trajectories/next_step.html", context, status=422 if asked else 200)


def _carry_out(asked: Change, client: Client, request: SignedInRequest, today: date) -> None:
    asked.act(client, **asked.form.cleaned_data, on=today, by=request.user)


def _changes(
    request: SignedInRequest, client: Client, known: OutflowReadiness | None, today: date
) -> dict[str, Change]:
    """What can be written down now, by the word its button sends; the form of the pressed one is bound."""
    asked = request.POST.get("act", "")

    def data(name: str) -> Any:
        return request.POST if name == asked else None

    if known is None:
        form = forms.ReadyForm(data("declare"), client=client, known=None, today=today)
        return {"declare": Change(form, outflow.declare, f"{client} staat op de uitstroomlijst.")}
    return _urgency(client, today, data) | {
        "wait_for": Change(
            forms.BlockerForm(data("wait_for"), auto_id="id_wait_%s"), outflow.wait_for, "Dit staat op de lijst."
        ),
        "settle": Change(forms.SettleForm(data("settle")), outflow.settle, "Geregeld: hierop wacht niemand meer."),
        "wish": Change(
            forms.WishForm(data("wish"), client=client, known=known, auto_id="id_wish_%s"),
            outflow.wish,
            "De volgende stap is gewijzigd.",
        ),
        "stop": Change(
            forms.forms.Form(data("stop")), outflow.stop, f"{client} staat niet meer op de uitstroomlijst."
        ),
    }


def _urgency(client: Client, today: date, data: Callable[[str], Any]) -> dict[str, Change]:
    """Priority for a home: ask, decide, or nothing while it is valid."""
    last = urgency.latest(client)
    if last and last.decided_on is None:
        form = forms.DecideUrgencyForm(data("decide_urgency"), today=today, auto_id="id_urgency_%s")
        return {"decide_urgency": Change(form, urgency.decide_urgency, "Het besluit over urgentie is vastgelegd.")}
    if last and not last.may_be_asked_again_on(today):
        return {}
    asking = forms.AskUrgencyForm(data("ask_urgency"), today=today, auto_id="id_urgency_%s")
    return {"ask_urgency": Change(asking, urgency.ask_urgency, "De aanvraag voor urgentie is vastgelegd.")}


def _settled(known: OutflowReadiness | None, today: date) -> Iterable[Any]:
    return known.blockers.filter(runs_until__lte=today).order_by("-ends_on") if known else ()


def _within_reach(request: SignedInRequest, today: date) -> tuple[list[Ready], list[Chain]]:
    """Who is ready and may be seen, and the chains of the region with one of them in it."""
    seen = Client.objects.visible_to(request.user, on=today)
    rows = outflow.ready_on(today, clients=seen)
    region = request.user.region
    assert region is not None
    mine = {row.client.pk for row in rows}
    return rows, [chain for chain in chains_in(region, on=today) if chain.clients & mine]


def _lines(rows: Iterable[Ready], chains: Iterable[Chain]) -> list[Line]:
    behind: dict[int, int] = {}
    for chain in chains:
        behind[chain.first_id] = len(chain.waiters)
        for number, waiter in enumerate(chain.waiters, start=1):
            behind.setdefault(waiter.client_id, len(chain.waiters) - number)
    return [Line(row, behind.get(row.client.pk, 0)) for row in rows]


def _told(request: SignedInRequest, chains: list[Chain], rows: list[Ready], today: date) -> list[Told]:
    """The chains as sentences, with the names of those whom this user may see."""
    everybody = set().union(*(chain.clients for chain in chains))
    seen = Client.objects.visible_to(request.user, on=today).filter(pk__in=everybody)
    names = {client.pk: _linked(client) for client in seen}
    known = {row.client.pk: row for row in rows}
    return [tell(chain, known, names, on=today) for chain in chains]


def _linked(client: Client) -> str:
    return format_html('<a href="/clienten/{}/">{}</a>', client.slug, client)


def _cells(line: Line) -> list[Value]:
    row = line.ready
    place = row.home.place if row.home else None
    town = place.location.municipality if place else row.home.municipality if row.home else ""
    return [
        row.client.code,
        row.readiness.starts_on,
        row.days,
        str(row.wants),
        str(row.care.care_form) if row.care else "",
        place.location.name if place else "eigen woning" if row.home else "",
        str(town),
        ", ".join(one.get_kind_display().lower() for one in row.blockers),
        ", ".join(sorted({one.get_mover_display().lower() for one in row.blockers})),
        line.behind,
    ]
