"""Letters about a melding: to read, to print, to send; and the confirmation that it came in."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from portal import clock
from portal.access import CASE_WORKERS, SignedInRequest, allow, note
from portal.files import file
from portal.models import Action
from portal.partials import show
from trajectories.forms.letters import SentForm
from trajectories.letters.printing import MOST_ATTEMPTS
from trajectories.letters.writing import (
    content_of,
    draft_letter,
    obstacles_to_confirm,
    receipt,
    send,
    write_letter,
)
from trajectories.models import Letter, LetterKind, Notification
from trajectories.obstacles import did
from trajectories.views.melding import find_melding, surroundings


@allow(*CASE_WORKERS)
def letter(request: SignedInRequest, slug: str, letter: str) -> HttpResponse:
    """One letter, as it was made."""
    melding = find_melding(request.user, slug)
    found = _letter(request, melding, letter)
    return _page(request, melding, found, SentForm(letter=found, on=clock.today()))


@allow(*CASE_WORKERS)
def letter_pdf(request: SignedInRequest, slug: str, letter: str) -> HttpResponse:
    """The printed letter; while it is not printed yet, the page that says so."""
    melding = find_melding(request.user, slug)
    found = _letter(request, melding, letter)
    if found.printed_at is None:
        return redirect("letter", melding.slug, found.slug)
    note(request, Action.EXPORT, "brief", client=melding.client)
    pdf = bytes(found.pdf or b"")
    name = f"{found.made_on.isoformat()}-{LetterKind(found.kind).word}-{melding.slug}.pdf"
    return file(pdf, "application/pdf", name, inline=True)


@allow(*CASE_WORKERS)
@require_POST
def send_letter(request: SignedInRequest, slug: str, letter: str) -> HttpResponse:
    """The letter went out."""
    melding = find_melding(request.user, slug)
    found = _letter(request, melding, letter)
    today = clock.today()
    form = SentForm(request.POST, letter=found, on=today)
    if form.is_valid() and did(form, lambda: send(found, **form.cleaned_data, on=today, by=request.user)):
        note(request, Action.CHANGE, "brief", client=melding.client)
        messages.success(request, "Vastgelegd: de brief is verstuurd.")
        return redirect("letter", melding.slug, found.slug)
    return _page(request, melding, found, form)


@allow(*CASE_WORKERS)
def receipt_letter(request: SignedInRequest, slug: str) -> HttpResponse:
    """The confirmation that the melding came in: first as it would be, then made."""
    on = clock.today()
    melding = find_melding(request.user, slug)
    obstacles = obstacles_to_confirm(melding, on=on)
    if melding.is_pre_notification:
        return redirect("notification", melding.slug)
    own = receipt(melding, on=on)
    if request.method == "POST" and not obstacles:
        made = write_letter(LetterKind.RECEIPT, melding, own, on=on, by=request.user)
        note(request, Action.CREATE, "brief", client=melding.client)
        messages.success(request, "De brief is gemaakt. Verstuur hem, en leg vast wanneer.")
        return redirect("letter", melding.slug, made.slug)
    note(request, Action.VIEW, "brief", client=melding.client)
    content = draft_letter(LetterKind.RECEIPT, melding, own, on=on, by=request.user)
    context = surroundings(melding, on) | {"content": content, "obstacles": obstacles}
    return render(request, "trajectories/letter.html", context, status=422 if request.method == "POST" else 200)


def _letter(request: SignedInRequest, melding: Notification, slug: str) -> Letter:
    found = Letter.objects.visible_to(request.user).filter(notification=melding)
    return get_object_or_404(found.select_related("made_by", "sent_by", "decision"), slug=slug)


def _page(request: SignedInRequest, melding: Notification, found: Letter, form: SentForm) -> HttpResponse:
    note(request, Action.VIEW, "brief", client=melding.client)
    context = surroundings(melding, clock.today()) | {
        "letter": found,
        "content": content_of(found),
        "form": form,
        "stuck": found.print_attempts >= MOST_ATTEMPTS,
    }
    return show(request, "trajectories/letter.html", context, status=422 if form.is_bound else 200)
