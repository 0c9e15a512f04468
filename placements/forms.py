"""What people fill in about places; a last day is asked inclusive and answered half-open."""

from datetime import date, timedelta
from typing import Any

from django import forms

from placements.models import OutOfUseReason
from placements.supply import Closed
from portal.fields import DayField

A_YEAR = timedelta(days=366)
FIVE_YEARS = timedelta(days=5 * 366)


class OutOfUseForm(forms.Form):
    """From which day, up to and including which day, and why a place cannot be used."""

    starts_on = DayField(label="Eerste dag")
    last_day = DayField(
        label="Tot en met", required=False, help_text="Weet u nog niet hoe lang het duurt? Laat dit dan leeg."
    )
    reason = forms.ChoiceField(
        label="Reden",
        choices=[("", "Kies een reden"), *OutOfUseReason.choices],
        error_messages={"required": "Kies een reden.", "invalid_choice": "Kies een reden uit de lijst."},
    )

    reference = forms.CharField(
        label="Kenmerk",
        required=False,
        max_length=100,
        help_text="Bijvoorbeeld het nummer van de werkbon.",
        error_messages={"max_length": "Dit kenmerk is te lang: hoogstens 100 tekens."},
    )
    words = forms.CharField(
        label="Toelichting",
        required=False,
        max_length=2000,
        help_text="Schrijf hier geen namen van bewoners.",
        error_messages={
            "max_length": "Deze tekst is te lang: hoogstens 2.000 tekens. Nu zijn het er %(show_value)d."
        },
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first: date = self.initial.get("starts_on", on)
        _limit(self.fields["starts_on"], min(first, on - A_YEAR), on + FIVE_YEARS)
        _limit(self.fields["last_day"], min(first, on - A_YEAR), on + FIVE_YEARS)

    def clean_last_day(self) -> date | None:
        """The last day is not before the first."""
        day: date | None = self.cleaned_data["last_day"]
        first: date | None = self.cleaned_data.get("starts_on")
        if day and first and day < first:
            raise forms.ValidationError("De laatste dag ligt vóór de eerste dag.")
        return day

    @property
    def closed(self) -> Closed:
        """What was filled in, half-open."""
        last: date | None = self.cleaned_data["last_day"]
        return Closed(
            starts_on=self.cleaned_data["starts_on"],
            ends_on=last + timedelta(days=1) if last else None,
            reason=self.cleaned_data["reason"],
            reference=self.cleaned_data["reference"],
            words=self.cleaned_data["words"],
        )


class DepartureForm(forms.Form):
    """On which day the place is expected to be free again."""

    expected_on = DayField(
        label="Vertrekt naar verwachting op",
        required=False,
        help_text="Op deze dag komt de plek vrij. Weet u het niet? Laat dit dan leeg.",
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _limit(self.fields["expected_on"], on + timedelta(days=1), on + FIVE_YEARS)


def _limit(field: forms.Field, first: date, last: date) -> None:
    assert isinstance(field, DayField)
    field.not_before(first)
    field.not_after(last)
