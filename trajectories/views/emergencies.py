"""Emergency access: opening a file for an hour, what one reads then, and who opened which."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from portal import clock
from portal.access import SignedInRequest, allow, note
from portal.asking import Question, ask, sent
from portal.models import Action, Client, Role
from portal.partials import show
from trajectories.emergencies import open_file, seen_by
from trajectories.forms.emergencies import EmergencyForm
from trajectories.models import EmergencyAccess
from trajectories.obstacles import Obstructed

OPENS = frozenset({Role.TEAM, Role.PROVIDER})
"""Who meets somebody in an emergency that they do not work for; a coordinator sees the region anyway."""
PAGE = 50


@allow(*OPENS, Role.COORDINATOR, Role.AUDITOR)
def emergencies(request: SignedInRequest) -> HttpResponse:
    """Every opening the user may know of, the newest first; whose file it was only for who may see that person."""
    found = EmergencyAccess.objects.visible_to(request.user).select_related("user__organisation")
    page = Paginator(found, PAGE).get_page(request.GET.get("bladzijde"))
    note(request, Action.VIEW, "noodtoegang")
    known = Client.objects.visible_to(request.user, on=clock.today())
    names = known.in_bulk({opened.client_id for opened in page})
    running = set(found.running().filter(user=request.user).values_list("pk", flat=True))
    rows = [(opened, names.get(opened.client_id), opened.pk in running) for opened in page]
    context = {"page": page, "rows": rows, "opens": request.user.role in OPENS}
    return show(request, "trajectories/emergencies.html", context)


@allow(*OPENS)
def open_emergency(request: SignedInRequest) -> HttpResponse:
    """Who it is about and why; every attempt is in the log."""
    today = clock.today()
    form = EmergencyForm(sent(request), today=today)
    if form.is_valid():
        note(request, Action.EMERGENCY, "zoekt een dossier")
        try:
            opened = open_file(**form.cleaned_data, on=today, by=request.user)
        except Obstructed as stop:
            form.add_error("name", list(stop.sentences))
        else:
            return redirect("emergency", opened.slug)
    back = reverse("clients")
    question = Question(
        "Noodtoegang",
        "Open het dossier voor een uur",
        back,
        intro="Is er nu gevaar, en werkt u niet voor deze persoon? Dan ziet u een uur lang wie u kunt bellen en"
        " waar iemand woont. De toegangscoördinator en de auditor krijgen meteen bericht.",
        crumbs=(("Cliënten", back),),
    )
    return ask(request, question, form)


@allow(*OPENS)
def emergency(request: SignedInRequest, slug: str) -> HttpResponse:
    """What one needs in an emergency: whom to call, and where somebody lives; gone after an hour."""
    mine = EmergencyAccess.objects.visible_to(request.user).running().select_related("user__organisation")
    opened = get_object_or_404(mine, slug=slug)
    seen = seen_by(opened, on=clock.today())
    note(request, Action.EMERGENCY, "cliënt", client=seen.client)
    context = {"opened": opened, "seen": seen, "involved": seen.involved}
    return show(request, "trajectories/emergency.html", context)
