"""The forms of the matching table: a day, who are there, and what was decided."""

from datetime import date, timedelta
from typing import Any

from django import forms

from portal.fields import DayField, long_text


class NewTableForm(forms.Form):
    """The day of a meeting."""

    held_on = DayField(label="Op welke dag?")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["held_on"]
        assert isinstance(field, DayField)
        field.initial = today
        field.not_before(today, "Deze dag is voorbij. Kies vandaag of later.")
        field.not_after(today + timedelta(days=366), "Kies een dag in het komende jaar.")


class AttendanceForm(forms.Form):
    """Who are at the table."""

    attendance = long_text(
        "Wie zijn erbij?", rows=3, required=False, most=2000, help_text="Namen en organisaties."
    )


class TableDecisionForm(forms.Form):
    """What was decided about one point, and if something follows: who does it, by when."""

    what = forms.CharField(
        label="Wat is besloten?",
        max_length=500,
        error_messages={"required": "Schrijf op wat is besloten."},
        help_text="Zonder naam: dit komt in het verslag en op het scherm.",
    )
    owner = forms.CharField(label="Wie doet het?", required=False, max_length=200)
    due_on = DayField(label="Uiterlijk op", required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["due_on"]
        assert isinstance(field, DayField)
        field.not_before(today, "Deze dag is voorbij. Kies vandaag of later.")

    def clean(self) -> dict[str, Any]:
        """Somebody and a day belong together."""
        facts = super().clean() or {}
        if facts.get("owner") and not facts.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", "Schrijf op uiterlijk wanneer.")
        if facts.get("due_on") and not facts.get("owner") and "owner" not in self.errors:
            self.add_error("owner", "Schrijf op wie het doet.")
        return facts
