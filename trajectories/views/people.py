"""The client as a person: what they say, who stands beside them, and who they are."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from portal import clock
from portal.access import CASE_WORKERS, SEES_PERSONS, SignedInRequest, allow, note
from portal.models import Action, Client
from portal.partials import show
from trajectories import contacts
from trajectories.correcting import correct, corrections_of
from trajectories.forms.people import ContactForm, DetailsForm, VoiceForm
from trajectories.hearing import hear, subject_of, subjects
from trajectories.obstacles import Obstructed
from trajectories.views.clients import find_client


@allow(*SEES_PERSONS)
def voice(request: SignedInRequest, slug: str) -> HttpResponse:
    """Write down what a client thinks of a step, in their own words, or why nobody asked."""
    on = clock.today()
    client = find_client(request.user, slug)
    known = subjects(client, user=request.user, on=on)
    asked = {"about": request.GET.get("over", "")}
    form = VoiceForm(request.POST or None, subjects=known, on=on, initial=asked)
    if form.is_valid():
        step, about = subject_of(client, form.cleaned_data["about"])
        hear(form.said(), step=step, about=about, at=clock.now(), by=request.user)
        note(request, Action.CHANGE, "stem van de cliënt", client=client)
        messages.success(request, f"Opgeschreven wat {client.given_names} zegt over {step.label}.")
        return redirect(_back(request, client))
    note(request, Action.VIEW, "stem van de cliënt", client=client)
    context = {"client": client, "form": form, "back": _back(request, client), "has_subjects": bool(known)}
    return show(request, "trajectories/say.html", context, status=422 if form.is_bound else 200)


def _back(request: SignedInRequest, client: Client) -> str:
    """Where somebody came from, within the portal; else the page of the client."""
    wanted = request.POST.get("terug") or request.GET.get("terug", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/")
    return wanted if is_ours else f"/clienten/{client.slug}/"


@allow(*CASE_WORKERS)
def contact_persons(request: SignedInRequest, slug: str) -> HttpResponse:
    """Who stands beside this client, and one more."""
    client = find_client(request.user, slug)
    form = ContactForm(request.POST or None)
    if form.is_valid():
        try:
            added = contacts.add(client, on=clock.today(), by=request.user, **form.cleaned_data)
        except Obstructed as stop:
            form.add_error(None, str(stop))
        else:
            note(request, Action.CHANGE, "contactpersonen", client=client)
            messages.success(request, f"{added.name} staat bij de contactpersonen.")
            return redirect("contact_persons", client.slug)
    note(request, Action.VIEW, "contactpersonen", client=client)
    context = {"client": client, "form": form, "people": client.contact_persons.present()}
    return show(request, "trajectories/contact_persons.html", context, status=422 if form.is_bound else 200)


@require_POST
@allow(*CASE_WORKERS)
def remove_contact(request: SignedInRequest, slug: str, contact: str) -> HttpResponse:
    """Somebody is no contact person any more; pressed twice is done once."""
    client = find_client(request.user, slug)
    person = get_object_or_404(client.contact_persons, slug=contact)
    contacts.remove(person, on=clock.today())
    note(request, Action.CHANGE, "contactpersonen", client=client)
    messages.success(request, f"{person.name} is geen contactpersoon meer.")
    return redirect("contact_persons", client.slug)


@allow(*CASE_WORKERS)
def details(request: SignedInRequest, slug: str) -> HttpResponse:
    """Who somebody is, mended with a reason."""
    client = find_client(request.user, slug)
    form = DetailsForm(request.POST or None, client=client, on=clock.today())
    if form.is_valid():
        facts = form.cleaned_data
        try:
            done = correct(
                client,
                form.facts(),
                reason=facts["reason"],
                seen=facts["seen"],
                at=clock.now(),
                by=request.user,
            )
        except Obstructed as stop:
            form.add_error(None, str(stop))
        else:
            note(request, Action.CHANGE, "gegevens van de cliënt", client=client)
            messages.success(request, "De gegevens zijn gewijzigd." if done else "Er was niets te wijzigen.")
            return redirect("client_page", client.slug)
    note(request, Action.VIEW, "gegevens van de cliënt", client=client)
    context = {
        "client": client,
        "form": form,
        "corrections": corrections_of(client),
    }
    return show(request, "trajectories/details.html", context, status=422 if form.is_bound else 200)
