"""Which provider stops, and who goes on with whose care from when."""

from datetime import date
from typing import Any

from django import forms

from placements.models import CareForm
from portal.fields import CHOOSE, DayField
from portal.models import Organisation, Region
from portal.periods import PeriodQuerySet
from trajectories.forms.moving import CARE_AHEAD
from trajectories.models import CareEpisode


class FromForm(forms.Form):
    """Whose clients go over; lives in the address."""

    van = forms.ModelChoiceField(
        label="Welke aanbieder stopt?",
        queryset=Organisation.objects.none(),
        empty_label="Kies een aanbieder",
        error_messages=CHOOSE,
    )

    zorgvorm = forms.ModelChoiceField(
        label="Voor welke zorgvorm?",
        queryset=CareForm.objects.none(),
        to_field_name="code",
        empty_label="Alle zorg van deze aanbieder",
        required=False,
        error_messages=CHOOSE,
    )

    def __init__(self, *args: Any, region: Region | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["van"].queryset = Organisation.objects.providers_of(region)  # type: ignore[attr-defined]
        self.fields["zorgvorm"].queryset = CareForm.objects.filter(region=region).in_order()  # type: ignore[attr-defined]


class TakeOverForm(forms.Form):
    """To whom, from when, and who."""

    provider = forms.ModelChoiceField(
        label="Welke aanbieder gaat verder?",
        queryset=Organisation.objects.none(),
        empty_label="Kies een aanbieder",
        error_messages=CHOOSE,
    )
    on = DayField(label="Vanaf welke dag?", help_text="De eerste dag bij de nieuwe aanbieder.")
    cares = forms.ModelMultipleChoiceField(
        label="Welke cliënten?",
        queryset=CareEpisode.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Kies ten minste één cliënt.",
            "invalid_choice": "Een van deze cliënten krijgt hier geen zorg meer. Kijk de lijst opnieuw na.",
            "invalid_pk_value": "Kies cliënten uit de lijst.",
        },
    )

    def __init__(
        self, *args: Any, stops: Organisation, cares: PeriodQuerySet[CareEpisode], today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        day = self.fields["on"]
        assert isinstance(day, DayField)
        day.initial = today
        day.not_after(today + CARE_AHEAD, "Kies een dag binnen drie maanden vanaf vandaag.")
        self.fields["provider"].queryset = Organisation.objects.providers_of(stops.region).exclude(pk=stops.pk)  # type: ignore[attr-defined]
        choice = self.fields["cares"]
        choice.queryset = cares  # type: ignore[attr-defined]
        choice.label_from_instance = lambda care: f"{care.client}, {care.care_form}"  # type: ignore[attr-defined]
        choice.initial = [care.pk for care in cares]
