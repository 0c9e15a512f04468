"""What an administrator fills in about the access of a region: who does what since when, and who has mandate."""

from datetime import date, timedelta
from typing import Any

from django import forms

from portal.fields import DayField
from portal.models import Municipality, Region, RegionMembership, Role, User
from portal.templatetags.dutch import dag
from trajectories.models import AccessBody, AccessModel, Mandate

AHEAD = timedelta(days=2 * 366)
"""How far ahead something about the access may be planned."""


class AccessModelForm(forms.Form):
    """Who advises, who decides and who directs the list, from a day on."""

    advisor = forms.ChoiceField(label="Wie adviseert?", choices=AccessBody.choices, widget=forms.RadioSelect)
    decision_maker = forms.ChoiceField(label="Wie besluit?", choices=AccessBody.choices, widget=forms.RadioSelect)
    list_director = forms.ChoiceField(
        label="Wie voert de wachtlijst?", choices=AccessBody.choices, widget=forms.RadioSelect
    )
    has_four_eyes = forms.BooleanField(
        label="Een tweede persoon neemt het besluit",
        required=False,
        help_text="Wie het voorbereidt, neemt het dan niet zelf.",
    )
    review_months = forms.TypedChoiceField(
        label="Hoe vaak is er een evaluatie met de cliënt?",
        choices=[(3, "Elke 3 maanden"), (6, "Elk half jaar"), (12, "Elk jaar")],
        coerce=int,
        initial=6,
        widget=forms.RadioSelect,
    )
    starts_on = DayField(label="Vanaf")

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["starts_on"]
        assert isinstance(field, DayField)
        field.initial = on
        field.not_after(on + AHEAD, "Kies een dag binnen twee jaar.")

    def model(self, region: Region) -> AccessModel:
        """The way of working as filled in, not saved."""
        return AccessModel(region=region, **self.cleaned_data)


class MandateForm(forms.Form):
    """Somebody gets mandate to decide."""

    user = forms.ModelChoiceField(label="Wie?", queryset=User.objects.none(), empty_label="Kies een medewerker")
    municipality = forms.ModelChoiceField(
        label="Voor welke gemeente?",
        queryset=Municipality.objects.none(),
        required=False,
        empty_label="De hele regio",
    )
    source = forms.CharField(
        label="Op grond van", max_length=200, help_text="Bijvoorbeeld: Mandaatbesluit 2026, artikel 4."
    )
    starts_on = DayField(label="Vanaf")
    last_day = DayField(label="T/m", required=False, help_text="De laatste dag. Leeg: tot het mandaat eindigt.")

    def __init__(self, *args: Any, region: Region, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(organisation__region=region, role__in=(Role.TEAM, Role.COORDINATOR))
        towns = RegionMembership.objects.filter(region=region).covering(on).values("municipality")
        self.fields["user"].queryset = people.filter(is_active=True)  # type: ignore[attr-defined]
        self.fields["municipality"].queryset = Municipality.objects.filter(  # type: ignore[attr-defined]
            pk__in=towns
        )
        field = self.fields["starts_on"]
        assert isinstance(field, DayField)
        field.initial = on
        field.not_after(on + AHEAD, "Kies een dag binnen twee jaar.")

    def clean(self) -> dict[str, Any]:
        """The days run forward."""
        facts = super().clean() or {}
        first, last = facts.get("starts_on"), facts.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", f"De laatste dag ligt vóór {dag(first)}. Kies een latere dag.")
        return facts

    def mandate(self) -> Mandate:
        """The mandate as filled in, not saved; the screen's last day becomes the first day without it."""
        facts = dict(self.cleaned_data)
        last = facts.pop("last_day")
        return Mandate(**facts, ends_on=last + timedelta(days=1) if last else None)


class EndMandateForm(forms.Form):
    """The mandate of somebody ends."""

    last_day = DayField(label="Laatste dag van het mandaat")

    def __init__(self, *args: Any, mandate: Mandate, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["last_day"]
        assert isinstance(field, DayField)
        field.initial = on
        field.not_before(mandate.starts_on, f"Het mandaat begon op {dag(mandate.starts_on)}.")
        field.not_after(on + AHEAD, "Kies een dag binnen twee jaar.")

    def facts(self) -> dict[str, Any]:
        """`ends_on` is the first day without the mandate."""
        return {"ends_on": self.cleaned_data["last_day"] + timedelta(days=1)}
