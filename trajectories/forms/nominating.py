"""What people fill in about a nomination: what is needed, a dwelling, an answer, the key."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet

from placements.models import Place
from portal.fields import CHOOSE, DayField, EurosField, long_text, not_in_future, yes_no
from portal.models import Municipality, Organisation
from portal.templatetags.dutch import dag
from trajectories.models import DwellingOffer, NoDwelling
from trajectories.models.nomination import OFFERED_TENURES
from trajectories.nominating import Wanted

AHEAD = timedelta(days=366)
"""How far ahead a dwelling may become available that is offered now."""
ROOMS = "Vul een heel getal van 1 tot en met 9 in."


def short(label: str, most: int = 200, **kwargs: Any) -> forms.CharField:
    """One line, as long as the database keeps."""
    said = {
        "required": "Vul dit in.",
        "max_length": f"Deze tekst is te lang: hoogstens {most} tekens. Nu zijn het er %(show_value)d.",
    }
    return forms.CharField(label=label, max_length=most, error_messages=said, **kwargs)


def town(label: str, **kwargs: Any) -> forms.ModelChoiceField:
    """A municipality of the region; the form says which there are."""
    return forms.ModelChoiceField(Municipality.objects.none(), label=label, error_messages=CHOOSE, **kwargs)


def offer_towns(form: forms.Form, towns: Mapping[str, str]) -> None:
    """Let somebody choose among the municipalities of the region."""
    found = Municipality.objects.filter(code__in=towns).order_by("name")
    form.fields["municipality"].queryset = found  # type: ignore[attr-defined]


class NominateForm(forms.Form):
    """To which housing association, what is needed of the dwelling, and whom it can call."""

    association = forms.ModelChoiceField(
        Organisation.objects.none(),
        label="Bij welke corporatie?",
        empty_label="Kies een corporatie",
        error_messages=CHOOSE,
    )
    municipality = town("In welke gemeente?", required=False, empty_label="Maakt niet uit")
    district = short("Welke wijk of buurt?", required=False)
    bedrooms = forms.IntegerField(
        label="Hoeveel slaapkamers zijn nodig?",
        required=False,
        validators=[MinValueValidator(1, ROOMS), MaxValueValidator(9, ROOMS)],
        error_messages={"invalid": ROOMS},
        widget=forms.NumberInput(attrs={"min": 1, "max": 9, "inputmode": "numeric"}),
    )
    ground_floor = forms.BooleanField(label="Op de begane grond, of met een lift", required=False)
    max_rent = EurosField(label="Hoogste huur per maand, in euro's", required=False, max_digits=8)
    wishes = long_text(
        "Wat is verder nodig aan de woning?",
        rows=3,
        required=False,
        most=2000,
        help_text="Bijvoorbeeld: een huisdier, of dicht bij de bus. Schrijf niets over zorg of gezondheid.",
    )
    guidance_by = short("Begeleiding door", help_text="De organisatie die de huurder begeleidt. Niet welke zorg.")
    contact = short("Wie kan de corporatie bellen?", help_text="Een naam, ook voor na het tekenen van de huur.")
    reachable = short("Hoe en wanneer is die bereikbaar?", help_text="Bijvoorbeeld: 06 1234 5678, op werkdagen.")

    def __init__(
        self, *args: Any, associations: Iterable[Organisation], towns: Mapping[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        allowed = Organisation.objects.filter(pk__in=[one.pk for one in associations])
        self.fields["association"].queryset = allowed  # type: ignore[attr-defined]
        offer_towns(self, towns)

    @property
    def wanted(self) -> Wanted:
        """What is needed, as the act wants it."""
        facts = self.cleaned_data
        return Wanted(
            municipality=facts["municipality"],
            district=facts["district"],
            bedrooms=facts["bedrooms"],
            ground_floor=facts["ground_floor"],
            max_rent=facts["max_rent"],
            wishes=facts["wishes"],
            guidance_by=facts["guidance_by"],
            contact=facts["contact"],
            reachable=facts["reachable"],
        )


class OfferForm(forms.Form):
    """A dwelling of the housing association for this person."""

    street = short("Straat")
    house_number = short("Huisnummer", 20)
    postcode = short("Postcode", 10, required=False)
    municipality = town("Gemeente", empty_label="Kies een gemeente")
    rent = EurosField(label="Huur per maand, in euro's", max_digits=8)
    tenure = forms.ChoiceField(
        label="Wie huurt de woning?",
        choices=[
            (OFFERED_TENURES[0], "De cliënt, met een gewoon huurcontract"),
            (OFFERED_TENURES[1], "De cliënt, met een driepartijencontract: huurder, corporatie en aanbieder"),
            (OFFERED_TENURES[2], "De aanbieder, die doorverhuurt aan de cliënt (intermediaire verhuur)"),
        ],
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    available_on = DayField(label="Beschikbaar vanaf")
    words = long_text(
        "Wat moet de cliënt weten over de woning?",
        rows=3,
        required=False,
        most=2000,
        help_text="Bijvoorbeeld: twee kamers, derde verdieping met lift. Nooit iets over wie er woonde.",
    )

    def __init__(self, *args: Any, towns: Mapping[str, str], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_towns(self, towns)
        day = self.fields["available_on"]
        assert isinstance(day, DayField)
        day.initial = today
        day.not_before(today - AHEAD)
        day.not_after(today + AHEAD, "Kies een dag binnen een jaar vanaf vandaag.")

    @property
    def said(self) -> dict[str, Any]:
        """What the act wants."""
        return {"facts": self.cleaned_data}


class NoDwellingForm(forms.Form):
    """Why the housing association cannot house this person."""

    reason = forms.ChoiceField(
        label="Waarom kan dit niet?", choices=NoDwelling.choices, widget=forms.RadioSelect, error_messages=CHOOSE
    )
    words = long_text("Toelichting voor wie voordroeg", rows=3, required=False, most=2000)

    def clean(self) -> dict[str, Any]:
        """Something else is only told by words."""
        facts = super().clean() or {}
        if facts.get("reason") == NoDwelling.OTHER and not facts.get("words", "").strip():
            self.add_error("words", "Schrijf op waarom dit niet kan.")
        return facts


class WhyForm(forms.Form):
    """Why something is taken back."""

    words = long_text("Waarom?", rows=2, most=2000)


class AnswerForm(forms.Form):
    """What the client says of the dwelling."""

    answered_on = DayField(label="Wanneer gaf de cliënt antwoord?")
    is_accepted = yes_no("Wil de cliënt deze woning?")
    words = long_text(
        "Wat zegt de cliënt?",
        rows=3,
        required=False,
        most=2000,
        help_text="In eigen woorden. De corporatie leest dit.",
    )

    def __init__(self, *args: Any, offer: DwellingOffer, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day = self.fields["answered_on"]
        assert isinstance(day, DayField)
        day.initial = today
        not_in_future(day, today)
        day.not_before(
            offer.offered_on, f"De woning is aangeboden op {dag(offer.offered_on)}. Kies die dag of later."
        )

    def clean(self) -> dict[str, Any]:
        """A no goes with the words of the client."""
        facts = super().clean() or {}
        if facts.get("is_accepted") is False and not facts.get("words", "").strip():
            self.add_error("words", "Schrijf op waarom de cliënt deze woning niet wil.")
        return facts


class KeyForm(forms.Form):
    """The client got the key; where the provider rents or signs too, of which of its places."""

    key_on = DayField(label="Dag van de sleutel", help_text="De eerste dag in de woning.")
    place = forms.ModelChoiceField(
        Place.objects.none(),
        label="Welke plek van de aanbieder is dit?",
        empty_label="Kies een plek",
        error_messages=CHOOSE,
        help_text="Bij deze huurvorm telt de woning als plek. Staat hij er niet bij? De aanbieder voegt hem toe.",
    )

    def __init__(self, *args: Any, places: QuerySet[Place] | None, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        not_in_future(self.fields["key_on"], today)
        self.initial["key_on"] = today
        if places is None:
            del self.fields["place"]
            return
        self.fields["place"].queryset = places  # type: ignore[attr-defined]
        self.fields["place"].label_from_instance = _place_in_words  # type: ignore[attr-defined]


def _place_in_words(place: Place) -> str:
    return f"{place.location}, plek {place}"
