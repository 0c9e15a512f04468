"""The BSN of a client, where a region uses it: hidden, shown once to who says why, kept and taken out."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.timezone import localdate

from portal import clock
from portal.access import CASE_WORKERS, SEES_PERSONS, SignedInRequest, allow, note
from portal.asking import Question, ask, sent
from portal.models import Action, Client, Region, Role
from portal.partials import show
from portal.templatetags.dutch import dag
from trajectories import bsn as acts
from trajectories.forms.bsn import BsnForm, RevealForm, SwitchOffForm, SwitchOnForm
from trajectories.models import BsnUse
from trajectories.obstacles import did
from trajectories.views.clients import find_client

SUBJECT, HIDDEN, OFF = "BSN", "pagina met het verborgen BSN", "uit"


@allow(*SEES_PERSONS)
def bsn(request: SignedInRequest, slug: str) -> HttpResponse:
    """The end of the number; all of it, this once, to who sends why."""
    client = _client(request, slug)
    kept = acts.kept_of(client)
    form, number = RevealForm(sent(request)), ""
    if kept and form.is_valid():
        note(request, Action.REVEAL, form.subject(), client=client)
        number = acts.in_words(kept)
    note(request, Action.VIEW, HIDDEN, client=client)
    context = {
        "client": client,
        "kept": kept,
        "ending": acts.ending_of(kept) if kept else "",
        "number": number,
        "form": form,
        "may_change": request.user.role in CASE_WORKERS,
    }
    return show(request, "trajectories/bsn.html", context, status=422 if form.errors else 200)


@allow(*CASE_WORKERS)
def keep_bsn(request: SignedInRequest, slug: str) -> HttpResponse:
    """Write down the number, or another one for a wrong one."""
    client, on = _client(request, slug), clock.today()
    form = BsnForm(sent(request))
    if form.is_valid():
        number = form.cleaned_data["number"]
        if other := acts.other_holder(number, client, on=on, by=request.user):
            note(request, Action.VIEW, "mogelijk dezelfde persoon", client=other)
            form.add_error("number", _same_number(other))
        elif did(form, lambda: acts.keep(client, number, on=on, by=request.user), at="number"):
            note(request, Action.CHANGE, SUBJECT, client=client)
            messages.success(request, "Het BSN is vastgelegd. U ziet alleen de laatste drie cijfers.")
            return redirect("bsn", client.slug)
    note(request, Action.VIEW, HIDDEN, client=client)
    consequences = (
        "Het nummer staat verzegeld in de database. Op het scherm staan alleen de laatste drie cijfers.",
        "Stond er al een BSN? Dan komt dit ervoor in de plaats.",
    )
    title, button = f"BSN van {client} vastleggen", "Leg het BSN vast"
    return ask(request, _question(client, title, button, consequences), form)


@allow(*CASE_WORKERS)
def remove_bsn(request: SignedInRequest, slug: str) -> HttpResponse:
    """Take the number out of the file."""
    client = _client(request, slug)
    if request.method == "POST":
        if acts.remove(client):
            note(request, Action.CHANGE, SUBJECT, client=client)
        messages.success(request, "Er staat geen BSN meer bij deze cliënt.")
        return redirect("bsn", client.slug)
    note(request, Action.VIEW, HIDDEN, client=client)
    consequences = ("Het nummer is dan weg. Niemand kan het terughalen.",)
    title, button = f"BSN van {client} weghalen", "Haal het BSN weg"
    return ask(request, _question(client, title, button, consequences))


@allow(Role.ADMINISTRATOR)
def bsn_use(request: SignedInRequest, region: str) -> HttpResponse:
    """Whether a region uses the BSN, and the switch."""
    home = get_object_or_404(Region.objects.visible_to(request.user), code__iexact=region)
    use = acts.running_use(home.pk)
    is_off = request.POST.get("turn") == OFF if request.method == "POST" else use is not None
    form = SwitchOffForm(sent(request)) if is_off else SwitchOnForm(sent(request))

    def act() -> object:
        if is_off:
            return acts.end_use(home, at=clock.now(), by=request.user)
        return acts.begin_use(home, source=form.cleaned_data["source"], at=clock.now(), by=request.user)

    if form.is_valid() and did(form, act):
        note(request, Action.CHANGE, f"BSN {'uit' if is_off else 'aan'} in een regio")
        messages.success(request, f"Het BSN staat nu {'uit' if is_off else 'aan'} in {home}.")
        return redirect("bsn_use", home.code.lower())
    return ask(request, _switch_off(home, use) if use else _switch_on(home), form)


def _client(request: SignedInRequest, slug: str) -> Client:
    """The client within reach, where the region uses the BSN; else 404, as if there were no such page."""
    client = find_client(request.user, slug)
    if not acts.is_used(client.region_id):
        raise Http404
    return client


def _same_number(other: Client) -> str:
    return (
        f"Dit BSN staat al bij {other}, dossier {other.code}. Is dit dezelfde persoon? Dan voegt een coördinator"
        " de dossiers samen, onder ‘Samenvoegen met een dubbel dossier’ op de pagina van de cliënt."
    )


def _question(client: Client, title: str, button: str, consequences: tuple[str, ...]) -> Question:
    back = reverse("bsn", args=[client.slug])
    crumbs = (
        ("Cliënten", reverse("clients")),
        (str(client), reverse("client_page", args=[client.slug])),
        ("BSN", back),
    )
    return Question(title=title, button=button, back=back, crumbs=crumbs, consequences=consequences)


def _switch_on(home: Region) -> Question:
    return Question(
        title=f"BSN gebruiken in {home}",
        button="Zet het BSN aan",
        back=reverse("administration"),
        crumbs=(("Beheer", reverse("administration")),),
        intro="Het BSN staat uit. Er is geen veld en geen pagina voor. Het portaal werkt met eigen nummers.",
        warnings=("Zet het alleen aan als de regio het nodig heeft voor haar taak. Laat de FG eerst meekijken.",),
        consequences=(
            "Wijkteams en coördinatoren kunnen het BSN van een cliënt vastleggen en erop zoeken.",
            "Wie het hele nummer wil zien, zegt waarom. Dat staat in het logboek en de cliënt kan het lezen.",
            "Een aanbieder kan het van zijn eigen cliënten opvragen. Een corporatie en beleid zien het nooit.",
        ),
    )


def _switch_off(home: Region, use: BsnUse) -> Question:
    return Question(
        title=f"BSN gebruiken in {home}",
        button="Zet het BSN uit",
        back=reverse("administration"),
        crumbs=(("Beheer", reverse("administration")),),
        intro=f"Het BSN staat aan sinds {dag(localdate(use.began_at))}, op grond van: {use.source}.",
        consequences=(
            "Meteen is er niets meer van te zien.",
            "De nummers blijven verzegeld in de database, tot de technisch beheerder ze weghaalt met forget_bsn.",
        ),
    )
