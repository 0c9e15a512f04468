"""What a provider fills in about its own locations and places."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.validators import RegexValidator

from placements.locations import FACTS, NewPlaces
from placements.models import Amenity, CareForm, Feature, Host, LivingMode, Location, Place, RentBasis, TargetGroup
from portal.fields import CHOOSE, CODE, DayField, EurosField, limit_day, line, long_text, yes_no
from portal.models import Municipality, Organisation, Region
from portal.seen import fingerprint
from trajectories.forms.catalogue import AHEAD

BACK = timedelta(days=366)
"""How far back a place may begin or change that is recorded now."""
MOST_AT_ONCE = 100
POSTCODE = RegexValidator(r"^[1-9][0-9]{3} [A-Z]{2}\Z", "Schrijf de postcode als 1234 AB.")
PHONE = RegexValidator(r"^[0-9+() -]{3,50}\Z", "Schrijf een telefoonnummer in cijfers, zoals 036 123 45 67.")


def tick(label: str, choices: Iterable[tuple[str, str]], **kwargs: Any) -> forms.MultipleChoiceField:
    """Any number of boxes to tick."""
    errors = {"required": "Kies er minstens een.", "invalid_choice": "Kies alleen uit de lijst."}
    return forms.MultipleChoiceField(
        label=label, choices=choices, widget=forms.CheckboxSelectMultiple, error_messages=errors, **kwargs
    )


class LocationForm(forms.ModelForm):
    """A location: where it is, how people live there, and what is worth knowing about it."""

    name = line("Naam", required=True)
    street = line("Straat")
    house_number = line("Huisnummer")
    postcode = forms.CharField(label="Postcode", required=False, max_length=7)
    town = line("Woonplaats")
    district = line("Wijk of buurt")
    is_for_youth = yes_no("Is deze locatie voor jongeren van 18 t/m 24 jaar?")
    is_clustered = yes_no("Zijn het woningen bij elkaar in de buurt (geclusterd)?")
    target_groups = tick("Voor wie in het bijzonder?", TargetGroup.choices, required=False)
    amenities = tick("Wat is er?", Amenity.choices, required=False)
    host = forms.ChoiceField(
        label="Hoofdbewoner of beheerder",
        required=False,
        choices=[*Host.choices, ("", "Niet bekend")],
        widget=forms.RadioSelect,
    )
    rent_basis = forms.ChoiceField(
        label="Waarover gaat de huur?",
        required=False,
        choices=[*RentBasis.choices, ("", "Niet bekend")],
        widget=forms.RadioSelect,
    )
    rent = EurosField(label="Huur per maand, ongeveer, in euro’s", required=False, max_digits=8)
    neighbour_phone = forms.CharField(
        label="Telefoon voor buren",
        required=False,
        max_length=50,
        validators=[PHONE],
        help_text="Wie kan de buurt bellen als er iets is? Wijkteam, coördinator en corporatie zien dit.",
    )
    neighbour_mail = forms.EmailField(
        label="E-mail voor buren",
        required=False,
        error_messages={"invalid": "Dit is geen e-mailadres. Schrijf bijvoorbeeld buurt@aanbieder.nl."},
    )
    community = long_text(
        "Buurt en voorbeelden",
        required=False,
        help_text="Wat gebeurt er in de buurt, en wat werkt hier goed? Noem geen mensen bij naam.",
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Location
        fields: tuple[str, ...] = tuple(name.removesuffix("_id") for name in FACTS)

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        towns = Municipality.objects.filter(memberships__region=region).distinct().order_by("name")
        landlords = Organisation.objects.housing_associations_of(region)
        self._offer("municipality", "Gemeente", towns, "Kies een gemeente")
        landlords = landlords.order_by("name")
        self._offer("housing_association", "Woning van", landlords, "Van onszelf of iemand anders")
        mode = self.fields["living_mode"]
        mode.widget = forms.RadioSelect(choices=LivingMode.choices)
        mode.label, mode.error_messages = "Hoe wonen mensen hier?", CHOOSE  # type: ignore[assignment]
        for name in ("is_for_youth", "is_clustered"):
            self.initial[name] = "ja" if self.initial.get(name) else "nee"
        self.initial["seen"] = fingerprint(self.instance, FACTS) if self.instance.pk else ""

    def _offer(self, name: str, label: str, queryset: Any, nothing: str) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset, field.label, field.empty_label = queryset, label, nothing
        field.error_messages |= CHOOSE

    def show_again(self) -> None:
        """Let what is in the database now count as seen: saving once more is then a choice."""
        now = Location.objects.get(pk=self.instance.pk)
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["seen"] = fingerprint(now, FACTS)  # type: ignore[index]

    def clean_postcode(self) -> str:
        """`1234ab` becomes `1234 AB`."""
        text = self.cleaned_data["postcode"].upper().replace(" ", "")
        if not text:
            return ""
        tidy = f"{text[:4]} {text[4:]}"
        POSTCODE(tidy)
        return tidy

    def clean(self) -> dict[str, Any]:
        """A rent says what it covers; a home that is part of the care has no rent."""
        facts = super().clean() or {}
        if facts.get("rent") is not None and facts.get("rent_basis") not in (RentBasis.BARE, RentBasis.SERVICE):
            self.add_error("rent_basis", "Kies bij een huurbedrag: kale huur, of huur met servicekosten.")
        return facts


class PlacesForm(forms.Form):
    """How many places, for which care form, from when."""

    number = forms.IntegerField(
        label="Hoeveel plekken?",
        min_value=1,
        max_value=MOST_AT_ONCE,
        error_messages={
            "required": "Vul een aantal in.",
            "invalid": "Schrijf een heel getal in cijfers.",
            "min_value": "Voeg minstens één plek toe.",
            "max_value": f"Voeg hoogstens {MOST_AT_ONCE} plekken in één keer toe.",
        },
    )
    care_form = forms.ModelChoiceField(
        label="Zorgvorm", queryset=CareForm.objects.none(), empty_label="Kies een zorgvorm", error_messages=CHOOSE
    )
    starts_on = DayField(label="In gebruik vanaf")
    features = tick("Kenmerken van elke plek", Feature.choices, required=False)
    begins = forms.CharField(
        label="Begin van de code",
        required=False,
        max_length=30,
        validators=[CODE],
        help_text="BAKEN geeft BAKEN-1, BAKEN-2 … Leeg: het portaal kiest codes.",
    )
    known = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, location: Location, on: date, **kwargs: Any) -> None:
        initial = {"starts_on": on, "known": location.places.count()}
        super().__init__(*args, **(kwargs | {"initial": initial}))
        self.fields["care_form"].queryset = offered(location.region, on)  # type: ignore[attr-defined]
        limit_day(self.fields["starts_on"], on - BACK, on + AHEAD)

    @property
    def places(self) -> NewPlaces:
        """What was asked for."""
        names = ("number", "care_form", "starts_on", "features")
        facts = {name: self.cleaned_data[name] for name in names}
        return NewPlaces(**facts, prefix=self.cleaned_data["begins"])


class ChosenPlacesForm(forms.Form):
    """Which places of a location, from which day."""

    places = tick("Welke plekken?", ())
    starts_on = DayField(label="Vanaf welke dag?")

    def __init__(
        self, *args: Any, places: Collection[Place], labels: dict[int, str], on: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.by_slug = {place.slug: place for place in places}
        field = self.fields["places"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(place.slug, labels[place.pk]) for place in places]
        limit_day(self.fields["starts_on"], on - BACK, on + AHEAD)

    @property
    def chosen(self) -> list[Place]:
        """The places that were ticked."""
        return [self.by_slug[slug] for slug in self.cleaned_data["places"]]


class ConvertForm(ChosenPlacesForm):
    """For which care form places will be."""

    care_form = forms.ModelChoiceField(
        label="Worden plekken voor",
        queryset=CareForm.objects.none(),
        empty_label="Kies een zorgvorm",
        error_messages=CHOOSE,
    )
    field_order = ("places", "care_form", "starts_on")

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["care_form"].queryset = offered(region, kwargs["on"])  # type: ignore[attr-defined]


class FeaturesForm(ChosenPlacesForm):
    """What places will have or allow: exactly what is ticked."""

    features = tick(
        "Kenmerken",
        Feature.choices,
        required=False,
        help_text="De gekozen plekken hebben vanaf die dag precies deze kenmerken. Wat u niet aankruist, vervalt.",
    )
    field_order = ("places", "features", "starts_on")


def offered(region: Region, on: date) -> Any:
    """The care forms that the region offers from `on`, or will within a few years."""
    return CareForm.objects.filter(region=region).overlapping(on - BACK, on + AHEAD).in_order()
