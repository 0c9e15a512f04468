"""What somebody fills in to open a file in an emergency."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MinLengthValidator

from portal.fields import DayField, long_text, not_in_future

A_SENTENCE = 15
TOO_SHORT = "Schrijf in een hele zin waarom u nu in dit dossier moet kijken."


class EmergencyForm(forms.Form):
    """Who it is, known beforehand by name and birthday, and why it cannot wait."""

    name = forms.CharField(
        label="Achternaam, of voornaam en achternaam",
        max_length=200,
        help_text="Voluit, zoals in het paspoort.",
        error_messages={"required": "Vul de naam in.", "max_length": "Deze naam is te lang."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    born_on = DayField(label="Geboortedatum")
    reason = long_text(
        "Waarom moet u nu in dit dossier kijken?",
        rows=3,
        most=2000,
        help_text="De toegangscoördinator en de auditor lezen dit. De cliënt kan het opvragen.",
        validators=[MinLengthValidator(A_SENTENCE, TOO_SHORT)],
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].error_messages["required"] = TOO_SHORT
        not_in_future(self.fields["born_on"], today)
