"""A provider's own locations and places: added, described, converted, with what follows said before it is done."""

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from placements import capacity, conversion
from placements import locations as acts
from placements.models import Feature, Location, Place, PlaceFeatures, PlacePeriod
from portal import clock
from portal.access import SignedInRequest, allow, note
from portal.asking import Question, ask, did, is_confirmed, wants_change
from portal.models import Action, Region, Role
from portal.templatetags.dutch import dag
from trajectories.converting import Conversion, homes_on, look_ahead
from trajectories.forms.stock import ConvertForm, FeaturesForm, LocationForm, PlacesForm
from trajectories.vacancy import reserved_among
from trajectories.views.residents import residents


@allow(Role.PROVIDER)
def add_location(request: SignedInRequest) -> HttpResponse:
    """A new location of one's own; places come after it."""
    region = _region(request)
    blank = Location(region=region, provider=request.user.organisation)
    form = LocationForm(request.POST or None, instance=blank, region=region)
    is_whole = request.method == "POST" and form.is_valid()
    if is_whole and did(form, lambda: acts.add_location(form.instance, by=request.user)):
        note(request, Action.CREATE, "locatie")
        messages.success(request, f"{form.instance} is toegevoegd. Voeg nu de plekken toe.")
        return redirect("add_places", form.instance.slug)
    question = Question(
        title="Locatie toevoegen",
        button="Voeg locatie toe",
        back=reverse("locations"),
        crumbs=(("Locaties", reverse("locations")),),
        consequences=("De regio ziet de locatie direct. Daarna voegt u de plekken toe.",),
    )
    return ask(request, question, form)


@allow(Role.PROVIDER)
def change_location(request: SignedInRequest, slug: str) -> HttpResponse:
    """Describe a location of one's own anew."""
    found = _find(request, slug)
    name = str(found)
    form = LocationForm(request.POST or None, instance=found, region=_region(request))
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["seen"]
        if did(form, lambda: acts.change_location(form.instance, seen=seen, by=request.user)):
            return _done(request, found, "De gegevens zijn bewaard.")
        if form.has_error(NON_FIELD_ERRORS, "overtaken"):
            form.show_again()
    question = _question(
        found,
        f"Gegevens van {name}",
        "Bewaar gegevens",
        consequences=(
            "Gemeente en ‘voor jongeren’ gelden ook voor dagen die al voorbij zijn: cijfers per gemeente tellen"
            " dan anders. Verhuist de locatie echt? Voeg dan een nieuwe locatie toe.",
        ),
    )
    return ask(request, question, form)


@allow(Role.PROVIDER)
def add_places(request: SignedInRequest, slug: str) -> HttpResponse:
    """Add a number of places at once."""
    found = _find(request, slug)
    form = PlacesForm(request.POST or None, location=found, on=clock.today())
    is_whole = request.method == "POST" and form.is_valid()
    if is_whole and is_confirmed(request):
        new = form.places
        if did(form, lambda: acts.add_places(found, new, known=form.cleaned_data["known"], by=request.user)):
            plekken = "1 plek" if new.number == 1 else f"{new.number} plekken"
            return _done(request, found, f"{plekken} toegevoegd, in gebruik vanaf {dag(new.starts_on)}.")
    read_back = is_whole and not form.errors and not wants_change(request)
    question = _question(
        found,
        f"Plekken toevoegen aan {found}",
        "Voeg plekken toe" if read_back else "Controleer",
        consequences=(
            "In het plan tellen deze plekken als opbouw vanaf hun eerste dag.",
            "Vanaf die dag zijn ze vrij, en kan de toegang er iemand voor voorstellen.",
        ),
        facts=_places_in_words(form) if read_back else (),
    )
    return ask(request, question, form)


def _places_in_words(form: PlacesForm) -> tuple[tuple[str, object], ...]:
    new = form.places
    features = ", ".join(Feature(code).label for code in new.features)
    return (
        ("Plekken", new.number),
        ("Zorgvorm", new.care_form),
        ("In gebruik vanaf", dag(new.starts_on)),
        ("Kenmerken", features or "geen"),
        ("Codes", f"{new.prefix}-… met het volgende vrije nummer" if new.prefix else "kiest het portaal"),
    )


@allow(Role.PROVIDER)
def convert_places(request: SignedInRequest, slug: str) -> HttpResponse:
    """Let places be for another care form from a day on; first says what that means for who lives there."""
    today = clock.today()
    found = _find(request, slug)
    places, labels = _choices(found, today)
    form = ConvertForm(request.POST or None, region=found.region, places=places, labels=labels, on=today)
    is_whole = request.method == "POST" and form.is_valid()
    ahead = _ahead(request, found, form, today) if is_whole else None
    if ahead and ahead.obstacles:
        form.add_error(None, ahead.obstacles)
    elif ahead and is_confirmed(request):
        wanted = ahead
        if did(form, lambda: _convert(request, found, wanted)):
            number = len(ahead.places)
            plekken = "verandert 1 plek" if number == 1 else f"veranderen {number} plekken"
            return _done(request, found, f"Vanaf {dag(ahead.on)} {plekken}.")
    read_back = ahead if ahead and not form.errors and not wants_change(request) else None
    question = _question(
        found,
        f"Andere zorgvorm voor plekken van {found}",
        "Verander deze plekken" if read_back else "Kijk wat dit betekent",
        consequences=_conversion_consequences(read_back, today),
        facts=_conversion_in_words(read_back) if read_back else (),
        warnings=read_back.warnings if read_back else (),
    )
    return ask(request, question, form)


def _convert(request: SignedInRequest, found: Location, ahead: Conversion) -> None:
    conversion.convert(found, ahead.places, to=ahead.to, on=ahead.on, by=request.user)


def _ahead(request: SignedInRequest, found: Location, form: ConvertForm, today: date) -> Conversion:
    to, on = form.cleaned_data["care_form"], form.cleaned_data["starts_on"]
    names = residents(request, homes_on(form.chosen, on=on), on=today)
    return look_ahead(found, form.chosen, to=to, on=on, names=names)


def _conversion_consequences(ahead: Conversion | None, today: date) -> list[str]:
    if ahead is None:
        return ["U ziet eerst wat dit betekent voor wie er woont. Er verandert nog niets."]
    late = ["Die dag is al voorbij: cijfers over dagen daarna veranderen mee."] if ahead.on < today else []
    planned = ["Tot die dag kunt u dit nog weghalen."] if ahead.on > today else []
    return [*ahead.counted, *late, *planned]


def _conversion_in_words(ahead: Conversion) -> tuple[tuple[str, object], ...]:
    return (
        ("Plekken", ", ".join(str(place) for place in ahead.places)),
        ("Worden plekken voor", ahead.to),
        ("Vanaf", dag(ahead.on)),
    )


@allow(Role.PROVIDER)
def change_features(request: SignedInRequest, slug: str) -> HttpResponse:
    """Let places have other kenmerken from a day on."""
    today = clock.today()
    found = _find(request, slug)
    places, labels = _choices(found, today, with_features=True)
    form = FeaturesForm(request.POST or None, places=places, labels=labels, on=today, initial={"starts_on": today})
    if request.method == "POST" and form.is_valid():
        features, on = form.cleaned_data["features"], form.cleaned_data["starts_on"]
        facts = {"features": features, "on": on, "by": request.user}
        number = conversion.change_features(found, form.chosen, **facts)
        plekken = "1 plek verandert" if number == 1 else f"{number} plekken veranderen"
        return _done(request, found, f"De kenmerken van {plekken} vanaf {dag(on)}.")
    question = _question(
        found,
        f"Kenmerken van plekken van {found}",
        "Bewaar kenmerken",
        consequences=(
            "Wie zoekt, vindt de plekken met deze kenmerken vanaf die dag. Wat ervoor gold, blijft te lezen.",
            "Is voor later al iets anders gepland, dan blijft dat gepland.",
        ),
    )
    return ask(request, question, form)


@require_POST
@allow(Role.PROVIDER)
def call_off_period(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Take back a planned change of care form, or a planned place."""
    found = _find(request, slug)
    rows = PlacePeriod.objects.filter(place__location=found).select_related("place__location__provider")
    row = rows.filter(pk=pk).first()
    today = clock.today()
    return _call_off(request, found, lambda: row and conversion.call_off(row, today=today, by=request.user))


@require_POST
@allow(Role.PROVIDER)
def call_off_features(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Take back a planned change of kenmerken."""
    found = _find(request, slug)
    rows = PlaceFeatures.objects.filter(place__location=found).select_related("place__location__provider")
    row = rows.filter(pk=pk).first()
    today = clock.today()
    return _call_off(
        request, found, lambda: row and conversion.call_off_features(row, today=today, by=request.user)
    )


def _call_off(request: SignedInRequest, found: Location, act: Callable[[], object]) -> HttpResponse:
    try:
        act()
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("location_page", found.slug)
    return _done(request, found, "Wat gepland was, is weggehaald.")


def _choices(found: Location, today: date, *, with_features: bool = False) -> tuple[list[Place], dict[int, str]]:
    """The places that are in service or will be, each with what it is today."""
    places = list(found.places.with_features().order_by("code"))
    known = capacity.timelines(places, since=today, reserved=reserved_among(places))
    there = [place for place in places if known[place.pk].periods]
    labels = {}
    for place in there:
        bed = known[place.pk].on(today)
        words = [str(bed.period.care_form)] if bed.period else []
        if with_features:
            words += [Feature(code).label.lower() for code in place.features_on(today)] or ["geen kenmerken"]
        labels[place.pk] = f"Plek {place}: {', '.join([*words, bed.state.label.lower()])}"
    return there, labels


def _region(request: SignedInRequest) -> Region:
    return get_object_or_404(Region.objects.visible_to(request.user), pk=request.user.region_id)


def _find(request: SignedInRequest, slug: str) -> Location:
    mine = Location.objects.visible_to(request.user).select_related("region", "provider", "municipality")
    return get_object_or_404(mine, slug=slug)


def _question(found: Location, title: str, button: str, **more: object) -> Question:
    back = reverse("location_page", args=[found.slug])
    crumbs = (("Locaties", reverse("locations")), (str(found), back))
    return Question(title=title, button=button, back=back, crumbs=crumbs, **more)  # type: ignore[arg-type]


def _done(request: SignedInRequest, found: Location, said: str) -> HttpResponse:
    note(request, Action.CHANGE, "locatie en plekken")
    messages.success(request, f"{found}: {said[0].lower()}{said[1:]}")
    return redirect("location_page", found.slug)
