"""Forms about how long files are kept: which of them, and why longer."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from portal.fields import DayField, long_text
from portal.models import Client

GONE = "Een van deze dossiers staat niet meer in de lijst. Kijk opnieuw."


class FilesForm(forms.Form):
    """Files chosen from a list, by the number that stands in their address."""

    dossiers: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        queryset=Client.objects.none(),
        to_field_name="slug",
        error_messages={
            "required": "Kies ten minste één dossier.",
            "invalid_choice": GONE,
            "invalid_pk_value": GONE,
            "invalid_list": "Kies de dossiers uit de lijst.",
        },
    )

    def __init__(self, *args: Any, rows: QuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dossiers"].queryset = rows  # type: ignore[attr-defined]


class HoldForm(forms.Form):
    """Why a file has to stay longer, and until when if that is known."""

    reason = long_text(
        "Waarom moet dit dossier langer bewaard blijven?",
        rows=3,
        most=500,
        help_text="Bijvoorbeeld: er loopt een rechtszaak, of de cliënt vroeg erom. Niets over de zorg.",
    )
    last_day = DayField(
        label="Tot en met",
        required=False,
        help_text="Weet u dat nog niet? Laat dit leeg. U heft het later zelf op.",
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day = self.fields["last_day"]
        assert isinstance(day, DayField)
        day.not_before(on, "Kies vandaag of een latere dag.")
