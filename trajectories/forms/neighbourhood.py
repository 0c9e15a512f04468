"""What people fill in about the neighbourhood: what there is, and where a client goes."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from django import forms

from placements.models import Location
from portal.fields import CHOOSE
from portal.models import Client, Municipality
from trajectories.models import Activity, ActivityKind
from trajectories.neighbourhood import Told


class ActivityForm(forms.Form):
    """Something one can go to."""

    name = forms.CharField(label="Hoe heet het?", max_length=200)
    kind = forms.ChoiceField(
        label="Wat is het?", choices=[("", "Kies een soort"), *ActivityKind.choices], error_messages=CHOOSE
    )
    municipality = forms.ModelChoiceField(
        label="In welke gemeente?",
        queryset=Municipality.objects.none(),
        empty_label="Kies een gemeente",
        error_messages=CHOOSE,
    )
    what = forms.CharField(
        label="Wat is er te doen?", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    where = forms.CharField(label="Waar?", max_length=200, required=False)
    when = forms.CharField(
        label="Wanneer?", max_length=200, required=False, help_text="Bijvoorbeeld: elke dinsdag vanaf 10 uur."
    )
    contact = forms.CharField(
        label="Hoe kan iemand zich melden?",
        max_length=200,
        required=False,
        help_text="Een telefoonnummer of adres van de organisatie, niet van een mens thuis.",
    )
    is_run_by_peers = forms.BooleanField(label="Ervaringsdeskundigen geven het", required=False)
    location = forms.ModelChoiceField(
        label="Hoort het bij een locatie?",
        queryset=Location.objects.none(),
        empty_label="Nee",
        required=False,
        error_messages=CHOOSE,
        help_text="Bijvoorbeeld een moestuin die bewoners en buren samen doen. Het staat dan ook bij de locatie.",
    )

    def __init__(
        self,
        *args: Any,
        region: int | None,
        towns: Mapping[str, str],
        activity: Activity | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        here = Municipality.objects.filter(code__in=towns).order_by("name")
        self.fields["municipality"].queryset = here  # type: ignore[attr-defined]
        around = Location.objects.filter(region=region, municipality__in=here).select_related("municipality")
        house = self.fields["location"]
        house.queryset = around.order_by("municipality__name", "name")  # type: ignore[attr-defined]
        house.label_from_instance = lambda one: f"{one.municipality}: {one.name}"  # type: ignore[attr-defined]
        if activity:
            for field in fields(Told):
                value = getattr(activity, field.name)
                self.initial[field.name] = getattr(value, "pk", value)

    def clean(self) -> dict[str, Any]:
        """What began around a house is in the town of that house."""
        facts = super().clean() or {}
        location, town = facts.get("location"), facts.get("municipality")
        if location and town and location.municipality_id != town.pk:
            self.add_error("location", f"Deze locatie is in {location.municipality}, niet in {town}.")
        return facts

    def told(self) -> Told:
        """What was filled in."""
        return Told(**self.cleaned_data)


class ReferralForm(forms.Form):
    """Where a client goes."""

    activity = forms.ModelChoiceField(
        label="Waar gaat de cliënt naartoe?",
        queryset=Activity.objects.none(),
        empty_label="Kies uit de lijst",
        error_messages=CHOOSE,
        help_text="De lijst staat onder Buurt.",
    )

    def __init__(self, *args: Any, client: Client, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = Activity.objects.filter(region=client.region_id).covering(today).select_related("municipality")
        field = self.fields["activity"]
        field.queryset = here.order_by("municipality__name", "name")  # type: ignore[attr-defined]
        field.label_from_instance = lambda one: f"{one.municipality}: {one.name}"  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        """The activity."""
        return self.cleaned_data
