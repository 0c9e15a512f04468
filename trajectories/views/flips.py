"""Omklap: a tenancy passes to the resident; first says what follows and what is in the way."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from placements.models import Place
from portal import clock
from portal.access import SignedInRequest, allow, note
from portal.asking import Question, ask, is_confirmed, wants_change
from portal.models import Action, Role
from portal.templatetags.dutch import dag, ja_nee
from trajectories.closing.flipping import Flip, flip, look_ahead
from trajectories.forms.closing import FlipForm
from trajectories.obstacles import Obstructed


@allow(Role.PROVIDER)
def flip_tenancy(request: SignedInRequest, slug: str, place: str) -> HttpResponse:
    """Have the resident of a place rent the dwelling from a day on; read back before it is done."""
    today = clock.today()
    reach = Place.objects.visible_to(request.user)
    reach = reach.select_related("location__municipality", "location__housing_association")
    found = get_object_or_404(reach, slug=place, location__slug=slug)
    form = FlipForm(request.POST or None, today=today, initial={"flips_on": today})
    ahead = look_ahead(found, flips_on=form.cleaned_data["flips_on"]) if form.is_valid() else None
    if ahead and ahead.obstacles and not is_confirmed(request):
        form.add_error(None, list(ahead.obstacles))
    if ahead and is_confirmed(request) and _flipped(request, form, ahead, today):
        return redirect("place_page", slug, place)
    if ahead and ahead.home:
        note(request, Action.VIEW, "bewoner van een plek", client=ahead.home.client)
    read_back = ahead if ahead and not form.errors and not wants_change(request) else None
    return ask(request, _question(found, form, read_back), form)


def _flipped(request: SignedInRequest, form: FlipForm, ahead: Flip, today: date) -> bool:
    """Whether it could be done; else the form says why not."""
    facts = form.cleaned_data | {"on": today, "at": clock.now(), "by": request.user}
    try:
        _, is_new = flip(ahead.place, **facts)
    except Obstructed as stop:
        form.add_error(None, list(stop.sentences))
        return False
    if ahead.home:
        note(request, Action.CHANGE, "omklap van een woning", client=ahead.home.client)
    said = (
        f"Vastgelegd: vanaf {dag(ahead.flips_on)} huurt de bewoner zelf." if is_new else "Dit was al vastgelegd."
    )
    messages.success(request, said)
    return True


def _question(found: Place, form: FlipForm, read_back: Flip | None) -> Question:
    location = found.location
    here = reverse("place_page", args=[location.slug, found.slug])
    return Question(
        f"Omklap van plek {found}, {location}",
        "Leg de omklap vast" if read_back else "Kijk wat dit betekent",
        here,
        intro="De bewoner blijft in dezelfde woning, en gaat die zelf huren.",
        crumbs=(
            ("Locaties", reverse("locations")),
            (str(location), reverse("location_page", args=[location.slug])),
        ),
        consequences=tuple(read_back.follows) if read_back else ("U ziet eerst wat dit betekent.",),
        warnings=tuple(read_back.warnings) if read_back else (),
        facts=_in_words(form, read_back) if read_back else (),
    )


def _in_words(form: FlipForm, ahead: Flip) -> tuple[tuple[str, object], ...]:
    assert ahead.home is not None
    landlord = ahead.place.location.housing_association or "nog niet bekend"
    return (
        ("Bewoner", ahead.home.client),
        ("Huurt zelf vanaf", dag(ahead.flips_on)),
        ("Huurt van", landlord),
        ("Wil de bewoner dit", ja_nee(form.cleaned_data["client_wanted"])),
    )
