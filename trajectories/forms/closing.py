"""Forms of closing a location or a place: the day and why, what happens to whom, and why it is called off."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms

from placements.models import CareForm, ClosingReason, Fate, Place
from portal.fields import DayField, limit_day, yes_no_unknown

FIVE_YEARS = timedelta(days=5 * 366)
AROUND = timedelta(days=366)
"""How far from today a tenancy may pass to a resident."""
TOO_LONG = "Deze tekst is te lang: hoogstens 2.000 tekens. Nu zijn het er %(show_value)d."


def _words(label: str, *, required: bool = False, **kwargs: Any) -> forms.CharField:
    messages = {"max_length": TOO_LONG} | kwargs.pop("error_messages", {})
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(
        label=label, required=required, max_length=2000, error_messages=messages, widget=widget, **kwargs
    )


class ClosingForm(forms.Form):
    """The last day that the places are in use, and why they close."""

    last_day = DayField(label="Laatste dag in gebruik", help_text="De dag erna is de plek dicht.")
    reason = forms.ChoiceField(
        label="Reden",
        choices=ClosingReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies een reden.", "invalid_choice": "Kies een reden uit de lijst."},
    )
    words = _words("Toelichting", help_text="Schrijf hier geen namen van bewoners.")

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day = self.fields["last_day"]
        assert isinstance(day, DayField)
        day.not_before(on, "Kies vandaag of een latere dag: sluiten kan niet met terugwerkende kracht.")
        day.not_after(on + FIVE_YEARS)

    @property
    def facts(self) -> dict[str, Any]:
        """For the act: `closes_on` (the first day it is closed), `reason` and `words`."""
        facts = dict(self.cleaned_data)
        return facts | {"closes_on": facts.pop("last_day") + timedelta(days=1)}


class PlaceChoice(forms.ModelChoiceField):
    """A choice of places, each with its location."""

    def label_from_instance(self, obj: Place) -> str:
        """Which place and where."""
        return f"Plek {obj}, {obj.location}"


class ResidentForm(forms.Form):
    """What happens to one resident; only what belongs to the answer is kept."""

    fate = forms.ChoiceField(
        label="Wat gebeurt er met deze bewoner?",
        choices=Fate.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wat er gebeurt.", "invalid_choice": "Kies een antwoord uit de lijst."},
    )
    care_form = forms.ModelChoiceField(
        label="Als deze bewoner blijft: met welke zorg?",
        queryset=CareForm.objects.none(),
        required=False,
        empty_label="Kies een zorgvorm",
        help_text="De plek gaat dan verder voor deze zorgvorm. De zorg zelf legt u vast bij de cliënt.",
        error_messages={"invalid_choice": "Kies een zorgvorm uit de lijst."},
    )
    to_place = PlaceChoice(
        label="Als deze bewoner verhuist: naar welke plek van u?",
        queryset=Place.objects.none(),
        required=False,
        empty_label="Niet naar een plek van ons",
        error_messages={"invalid_choice": "Kies een plek uit de lijst."},
    )
    to_words = _words(
        "Als deze bewoner verhuist: of waar anders naartoe?",
        help_text="Bijvoorbeeld: naar een andere aanbieder in Zwolle.",
    )
    client_wanted = yes_no_unknown("Wil de cliënt dit zelf?")

    def __init__(self, *args: Any, care_forms: Iterable[CareForm], places: Iterable[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        forms_of = self.fields["care_form"]
        places_of = self.fields["to_place"]
        assert isinstance(forms_of, forms.ModelChoiceField)
        assert isinstance(places_of, forms.ModelChoiceField)
        forms_of.queryset = CareForm.objects.filter(pk__in=[form.pk for form in care_forms]).in_order()
        wanted = Place.objects.filter(pk__in=[place.pk for place in places])
        places_of.queryset = wanted.select_related("location").order_by("location__name", "code")

    def clean(self) -> dict[str, Any]:
        """What the answer needs is asked for; what belongs to another answer is left out."""
        facts = super().clean() or {}
        fate = facts.get("fate")
        if fate == Fate.STAYS and not facts.get("care_form") and "care_form" not in self.errors:
            self.add_error("care_form", "Kies met welke zorg deze bewoner blijft wonen.")
        goes_nowhere = not (facts.get("to_place") or facts.get("to_words"))
        if fate == Fate.MOVES and goes_nowhere and not {"to_place", "to_words"} & set(self.errors):
            self.add_error("to_words", "Kies een plek of schrijf waar deze bewoner naartoe gaat.")
        if fate != Fate.STAYS:
            facts |= {"care_form": None}
        if fate != Fate.MOVES:
            facts |= {"to_place": None, "to_words": ""}
        return facts


class CallOffForm(forms.Form):
    """Why a closing does not happen."""

    words = _words(
        "Waarom gaat het niet door?",
        required=True,
        error_messages={"required": "Schrijf waarom het niet doorgaat."},
    )


class FlipForm(forms.Form):
    """From which day the resident rents the dwelling, and whether the resident wants that."""

    flips_on = DayField(
        label="Vanaf welke dag huurt de bewoner zelf?", help_text="De eerste dag van het nieuwe huurcontract."
    )
    client_wanted = yes_no_unknown("Wil de bewoner dit zelf?")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit_day(self.fields["flips_on"], today - AROUND, today + AROUND)
