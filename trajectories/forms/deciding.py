"""The short forms of the steps from report to application, and of closing without a decision."""

from datetime import date, timedelta
from typing import Any

from django import forms

from portal.fields import DayField, long_text, not_in_future
from portal.templatetags.dutch import dag
from trajectories.models import GivenBy, Notification, Outcome


class StepForm(forms.Form):
    """One day and perhaps a reason: what a step of a melding asks; the day lies between two others."""

    day: str
    earliest: str = "notified_on"
    earliest_says = "Deze dag ligt vóór de melding van {day}."

    def __init__(self, *args: Any, melding: Notification, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.melding = melding
        field = self.fields[self.day]
        assert isinstance(field, DayField)
        field.initial = on
        not_in_future(field, on)
        if first := getattr(melding, self.earliest):
            field.not_before(first, self.earliest_says.format(day=dag(first)))

    def facts(self) -> dict[str, Any]:
        """The arguments of the act."""
        return self.cleaned_data


class ReportForm(StepForm):
    """The report is ready."""

    day = "reported_on"
    reported_on = DayField(label="Verslag klaar op")


class ApplyForm(StepForm):
    """The client applies."""

    day = "applied_on"
    earliest_says = "De aanvraag kan niet vóór de melding van {day} liggen."
    applied_on = DayField(label="Aangevraagd op", help_text="Op deze dag beginnen de twee weken voor het besluit.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.melding.reported_on:
            reported = dag(self.melding.reported_on)
            field = self.fields["applied_on"]
            assert isinstance(field, DayField)
            field.not_before(self.melding.reported_on, f"De aanvraag volgt op het verslag van {reported}.")


class BeginForm(StepForm):
    """A vooraanmelding becomes a melding."""

    day = "notified_on"
    earliest_says = "Deze dag ligt vóór de vooraanmelding van {day}."
    notified_on = DayField(label="Gemeld op", help_text="Op deze dag beginnen de zes weken voor het onderzoek.")


class CloseForm(StepForm):
    """A melding ends without a decision."""

    day = "closed_on"
    earliest_says = "Afsluiten kan niet vóór de melding van {day}."
    outcome = forms.ChoiceField(
        label="Wat is er gebeurd?",
        widget=forms.RadioSelect,
        choices=[
            (Outcome.WITHDRAWN, "De cliënt heeft de melding ingetrokken"),
            (Outcome.FORWARDED, "Doorgestuurd naar wie hierover gaat (Awb 2:3)"),
            (Outcome.TRANSFERRED, "Overgedragen aan een andere regio"),
        ],
        error_messages={"required": "Kies wat er is gebeurd."},
    )
    forwarded_to = forms.CharField(
        label="Aan wie is de melding doorgestuurd?",
        max_length=200,
        required=False,
        help_text="Alleen bij doorsturen. Bijvoorbeeld: het CIZ, of de gemeente Harderwijk.",
    )
    withdrawn_by = forms.ChoiceField(
        label="Wie trok de melding in?",
        choices=[("", "Kies wie"), *GivenBy.choices],
        required=False,
        help_text="Alleen bij intrekken.",
    )
    words = long_text(
        "Wat zei de cliënt erbij?",
        rows=3,
        required=False,
        help_text="In eigen woorden. Niemand past deze tekst later aan.",
    )
    reason = long_text("Waarom?", rows=3)
    closed_on = DayField(label="Afgesloten op")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("forwarded_to", "withdrawn_by"):
            self.fields[name].is_needed = True  # type: ignore[attr-defined] # once the outcome asks for it

    def clean(self) -> dict[str, Any]:
        """Who forwards a melding says to whom, and who withdraws one says who did."""
        facts = super().clean() or {}
        if facts.get("outcome") != Outcome.FORWARDED:
            facts["forwarded_to"] = ""
        elif not facts.get("forwarded_to") and "forwarded_to" not in self.errors:
            self.add_error("forwarded_to", "Schrijf op aan wie u de melding doorstuurt.")
        if facts.get("outcome") != Outcome.WITHDRAWN:
            facts["withdrawn_by"] = ""
        elif not facts.get("withdrawn_by") and "withdrawn_by" not in self.errors:
            self.add_error("withdrawn_by", "Kies wie de melding introk: de cliënt, of iemand namens de cliënt.")
        return facts


class SuspendForm(StepForm):
    """The clock stands still."""

    day = "starts_on"
    starts_on = DayField(label="Eerste dag dat de termijn stilstaat")
    reason = forms.CharField(
        label="Reden",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Bijvoorbeeld: wij wachten op gegevens van de cliënt (Awb 4:15).",
    )


class ResumeForm(StepForm):
    """The clock runs again; the screen asks the last day of the standstill, the act gets the first that counts."""

    day = "last_day"
    last_day = DayField(label="Laatste dag dat de termijn stilstond")

    def __init__(self, *args: Any, since: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if since:
            field = self.fields["last_day"]
            assert isinstance(field, DayField)
            field.not_before(since, f"De termijn staat pas stil sinds {dag(since)}.")

    def facts(self) -> dict[str, Any]:
        """`ends_on` is the first day that counts again."""
        return {"ends_on": self.cleaned_data["last_day"] + timedelta(days=1)}
