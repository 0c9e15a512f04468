"""How long files are kept: what is due, destroying it by two people, what is gone, and keeping one longer."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST

from portal import clock
from portal.access import SignedInRequest, allow, note
from portal.asking import Question, ask, is_confirmed, sent, wants_change
from portal.files import file
from portal.models import Action, Client, Role
from portal.partials import show
from portal.pdf import print_pdf
from portal.templatetags.dutch import dag
from trajectories.dossier.register import KEPT
from trajectories.forms.retention import FilesForm, HoldForm
from trajectories.models import Destruction, LegalHold, RetentionGround
from trajectories.obstacles import Obstructed, did
from trajectories.retention import destroying, holding
from trajectories.retention.ending import standing_of
from trajectories.retention.terms import OTHERS, TERMS
from trajectories.views.clients import find_client

MOST = 100
"""Files on one page; what comes after follows when these are dealt with."""
SUBJECT = "bewaartermijn"
CONSEQUENCES = (
    "Alles van deze dossiers gaat weg: gegevens, meldingen, besluiten, brieven, wonen en zorg. Voorgoed.",
    "Er blijft een verklaring van vernietiging, met een code en zonder naam.",
    "Het logboek blijft heel. Rapporten die er al zijn, veranderen niet.",
)


@allow(Role.COORDINATOR, Role.AUDITOR)
def retention(request: SignedInRequest) -> HttpResponse:
    """What is due, what waits for a second person, what is held, and what was destroyed."""
    return _overview(request)


def _overview(request: SignedInRequest, problem: str = "") -> HttpResponse:
    on = clock.today()
    clients = Client.objects.visible_to(request.user, on=on)
    destructions = Destruction.objects.visible_to(request.user).select_related("proposed_by", "destroyed_by")
    proposed = list(destructions.proposed())
    due = list(destroying.due(clients, on=on)[: MOST + 1])
    for client in due:
        ground = RetentionGround(client.ground)  # type: ignore[attr-defined]
        client.why, client.term = ground.label, TERMS[ground]  # type: ignore[attr-defined]
        client.over_on = client.term.over_on(client.began_on)  # type: ignore[attr-defined]
    note(request, Action.VIEW, "dossiers om te vernietigen")
    context = {
        "due": due[:MOST],
        "has_more": len(due) > MOST,
        "proposed": proposed,
        "holds": LegalHold.objects.filter(client__in=clients, runs_until__gt=on).select_related(
            "client", "placed_by"
        ),
        "destroyed": destructions.done()[:MOST],
        "may_act": request.user.role == Role.COORDINATOR,
        "may_destroy": any(one.proposed_by != request.user for one in proposed),
        "problem": problem,
    }
    return show(request, "trajectories/retention.html", context, status=422 if problem else 200)


@allow(Role.COORDINATOR)
@require_POST
def propose_destruction(request: SignedInRequest) -> HttpResponse:
    """Propose the chosen files; a second person decides."""
    on = clock.today()
    reach = Client.objects.visible_to(request.user, on=on)
    form = FilesForm(request.POST, rows=reach)
    if not form.is_valid():
        return _overview(request, _said(form))
    proposed = 0
    for client in form.cleaned_data["dossiers"]:
        try:
            destroying.propose(client, on=on, by=request.user)
        except Obstructed as stop:
            messages.error(request, " ".join(stop.sentences))
        else:
            proposed += 1
            note(request, Action.CHANGE, "vernietiging voorgesteld", client=client)
    if proposed:
        messages.success(request, f"{_files(proposed)} voorgesteld. Een andere coördinator kijkt het na.")
    return redirect("retention")


@allow(Role.COORDINATOR)
@require_POST
def destroy_files(request: SignedInRequest) -> HttpResponse:
    """Destroy the chosen files that somebody else proposed, after reading back which."""
    reach = Destruction.objects.visible_to(request.user)
    form = FilesForm(request.POST, rows=reach)
    if not form.is_valid():
        return _overview(request, _said(form))
    if wants_change(request):
        return redirect("retention")
    chosen = form.cleaned_data["dossiers"].order_by("pk")
    if not is_confirmed(request):
        return ask(request, _question(chosen), form)
    _destroy(request, chosen)
    return redirect("retention")


def _question(chosen: Iterable[Destruction]) -> Question:
    facts = [(f"Dossier {one.client_code}", f"De termijn is voorbij sinds {dag(one.due_on)}.") for one in chosen]
    return Question(
        title=f"{_files(len(facts))} vernietigen",
        button="Vernietig voorgoed",
        back=reverse("retention"),
        crumbs=(("Bewaren", reverse("retention")),),
        consequences=CONSEQUENCES,
        facts=facts,
    )


def _destroy(request: SignedInRequest, proposals: Iterable[Destruction]) -> None:
    on, at, done = clock.today(), clock.now(), 0
    for proposal in proposals:
        try:
            client = destroying.destroy(proposal, on=on, at=at, by=request.user)
        except Obstructed as stop:
            messages.error(request, " ".join(stop.sentences))
        else:
            if client is None:
                messages.info(request, f"Dossier {proposal.client_code} was al vernietigd.")
                continue
            done += 1
            note(request, Action.CHANGE, "dossier vernietigd", client=client)
    if done:
        messages.success(request, f"{_files(done)} vernietigd. De verklaring staat hieronder.")


@allow(Role.COORDINATOR)
@require_POST
def call_off_destruction(request: SignedInRequest, slug: str) -> HttpResponse:
    """Take a proposal back."""
    proposal = get_object_or_404(Destruction.objects.visible_to(request.user), slug=slug)
    if destroying.call_off(proposal):
        messages.success(request, f"Het voorstel voor dossier {proposal.client_code} is ingetrokken.")
    else:
        messages.error(request, f"Dossier {proposal.client_code} is intussen vernietigd.")
    note(request, Action.CHANGE, "voorstel tot vernietiging")
    return redirect("retention")


@allow(Role.COORDINATOR, Role.AUDITOR)
def certificate(request: SignedInRequest, slug: str) -> HttpResponse:
    """The certificate of destruction, on paper."""
    done = (
        Destruction.objects.visible_to(request.user).done().select_related("region", "proposed_by", "destroyed_by")
    )
    destruction = get_object_or_404(done, slug=slug)
    note(request, Action.EXPORT, "verklaring van vernietiging")
    term = TERMS[RetentionGround(destruction.ground)]
    assert destruction.destroyed_at
    day = localtime(destruction.destroyed_at).date()
    context = {"destruction": destruction, "term": term, "day": day}
    text = render_to_string("trajectories/print/certificate.html", context)
    pdf = print_pdf(text, style="findings.css", drawn_up_on=day)
    return file(pdf, "application/pdf", f"verklaring-van-vernietiging-{destruction.slug}.pdf")


@allow(Role.COORDINATOR, Role.AUDITOR, Role.ADMINISTRATOR)
def retention_terms(request: SignedInRequest) -> HttpResponse:
    """How long what is kept, as the file says that the program itself reads."""
    context = {"terms": TERMS.values(), "others": OTHERS, "kinds": [kept.name for kept in KEPT]}
    return show(request, "trajectories/retention_terms.html", context)


@allow(Role.COORDINATOR)
def file_retention(request: SignedInRequest, slug: str) -> HttpResponse:
    """How long one file is kept and why; keep it longer, or let go of it."""
    on, client = clock.today(), find_client(request.user, slug)
    lets_go = request.POST.get("act") == "let_go"
    form = HoldForm(None if lets_go else sent(request), on=on)
    if lets_go:
        if holding.let_go(client, on=on, by=request.user):
            messages.success(request, "Dit dossier wordt niet langer bewaard dan de termijn.")
        note(request, Action.CHANGE, SUBJECT, client=client)
        return redirect("file_retention", slug)
    if form.is_valid() and did(form, lambda: holding.hold(client, **form.cleaned_data, on=on, by=request.user)):
        messages.success(request, "Vastgelegd. Dit dossier kan nu niet worden vernietigd.")
        note(request, Action.CHANGE, SUBJECT, client=client)
        return redirect("file_retention", slug)
    note(request, Action.VIEW, SUBJECT, client=client)
    standing = standing_of(client)
    context = {
        "client": client,
        "standing": standing,
        "term": TERMS[standing.ground],
        "holds": client.holds.select_related("placed_by", "lifted_by").order_by("-starts_on"),
        "held": client.holds.filter(runs_until__gt=on).first(),
        "form": form,
    }
    return show(request, "trajectories/file_retention.html", context, status=422 if form.errors else 200)


def _said(form: FilesForm) -> str:
    return " ".join(str(sentence) for sentences in form.errors.values() for sentence in sentences)


def _files(number: int) -> str:
    return "1 dossier" if number == 1 else f"{number} dossiers"
