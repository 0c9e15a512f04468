"""The short forms of the steps from report to decision."""

from datetime import date, timedelta
from typing import Any

from django import forms

from placements.models import CareForm
from portal.fields import DayField, long_text, not_in_future, yes_no_unknown
from portal.templatetags.dutch import dag
from trajectories.deciding import Grant
from trajectories.models import Notification, Outcome, WaitStatus

NO_WAIT = "GEEN"


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
    reason = long_text("Waarom?", rows=3)
    closed_on = DayField(label="Afgesloten op")


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


class RejectForm(StepForm):
    """The application is rejected."""

    day = "decided_on"
    earliest = "applied_on"
    earliest_says = "Het besluit kan niet vóór de aanvraag van {day} liggen."
    decided_on = DayField(label="Besloten op")
    motivation = long_text("Motivering", help_text="Waarom dit besluit? De cliënt leest dit in de beschikking.")


class GrantForm(RejectForm):
    """The application is granted: what, for how long, why, and how the client waits."""

    care_form = forms.ModelChoiceField(
        label="Zorgvorm", queryset=CareForm.objects.none(), empty_label="Kies een zorgvorm"
    )
    valid_from = DayField(label="Geldig vanaf")
    valid_last_day = DayField(
        label="Geldig t/m", help_text="De laatste dag die meetelt. Leeg: zonder einddatum.", required=False
    )
    alternatives = long_text(
        "Wat is ook overwogen, en waarom niet gekozen?", rows=3, help_text="Ook lichtere of andere hulp."
    )
    wait_status = forms.ChoiceField(
        label="Hoe wacht de cliënt?",
        widget=forms.RadioSelect,
        choices=[
            (WaitStatus.URGENT, "Urgent plaatsen: er is meteen een plek nodig"),
            (WaitStatus.ACTIVE, "Actief plaatsen: er is nu een plek nodig"),
            (WaitStatus.PREFERENCE, "Wacht op voorkeur: een andere plek kan wel, de cliënt wacht liever"),
            (WaitStatus.PRECAUTION, "Wacht uit voorzorg: nu nog geen plek nodig"),
            (NO_WAIT, "Niet op de wachtlijst: de cliënt krijgt deze zorg al"),
        ],
        error_messages={"required": "Kies hoe de cliënt wacht."},
    )
    has_bridging = yes_no_unknown("Overbruggingszorg", help_text="Krijgt de cliënt zorg zolang er geen plek is?")

    field_order = (
        "decided_on",
        "care_form",
        "valid_from",
        "valid_last_day",
        "motivation",
        "alternatives",
        "wait_status",
        "has_bridging",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today: date = kwargs["on"]
        offered = CareForm.objects.filter(region_id=self.melding.region_id)
        offered = offered.overlapping(self.melding.applied_on or today, today + timedelta(days=1))
        self.fields["care_form"].queryset = offered.in_order()  # type: ignore[attr-defined]
        field = self.fields["valid_from"]
        assert isinstance(field, DayField)
        field.initial = today
        field.not_before(self.melding.notified_on, "Het recht kan niet vóór de melding beginnen.")
        field.not_after(today + timedelta(days=366), "Kies een dag binnen een jaar vanaf vandaag.")

    def clean(self) -> dict[str, Any]:
        """A granted form is in the catalogue on the day of the decision, and its days run forward."""
        facts = super().clean() or {}
        form, day = facts.get("care_form"), facts.get("decided_on")
        if form and day and not form.covers(day):
            self.add_error("care_form", f"{form} staat op {dag(day)} niet in het aanbod van de regio.")
        first, last = facts.get("valid_from"), facts.get("valid_last_day")
        if first and last and last < first:
            self.add_error("valid_last_day", "De laatste dag ligt vóór de eerste. Kies een latere dag.")
        return facts

    def grant(self) -> Grant:
        """What is granted; the screen's last day becomes the first day that no longer counts."""
        facts = self.cleaned_data
        last, status = facts["valid_last_day"], facts["wait_status"]
        return Grant(
            care_form=facts["care_form"],
            valid_from=facts["valid_from"],
            valid_until=last + timedelta(days=1) if last else None,
            wait_status="" if status == NO_WAIT else status,
            has_bridging=facts["has_bridging"],
            decided_on=facts["decided_on"],
        )
