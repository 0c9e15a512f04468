"""Forms about clocks: a later day promised, a notice that it is late, and help at once."""

from datetime import date, timedelta
from typing import Any

from django import forms

from placements.models import CareForm
from portal.fields import DayField, long_text
from portal.models import Organisation
from portal.templatetags.dutch import dag
from trajectories.forms.deciding import StepForm
from trajectories.urgent import Help, running_provision

MOST_DAYS_AHEAD = 366
HELP_WITHIN_DAYS = 14


class ExtendForm(StepForm):
    """The client is told that the decision comes later."""

    day = "told_on"
    earliest = "applied_on"
    earliest_says = "Deze dag ligt vóór de aanvraag van {day}."
    promised_on = DayField(
        label="Het besluit is er uiterlijk op", help_text="Kies de vroegste dag die u zeker haalt."
    )
    told_on = DayField(label="Aan de cliënt laten weten op")
    reason = long_text("Reden", rows=3, most=2000, help_text="De cliënt leest deze reden in de brief.")

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, on=on, **kwargs)
        field = self.fields["promised_on"]
        assert isinstance(field, DayField)
        field.not_before(on + timedelta(days=1), "Kies een dag na vandaag.")
        field.not_after(on + timedelta(days=MOST_DAYS_AHEAD), "Kies een dag binnen een jaar.")


class PressForm(StepForm):
    """The client gave notice that the decision is late."""

    day = "received_on"
    received_on = DayField(label="Ontvangen op", help_text="De dag waarop de brief of e-mail binnenkwam.")
    words = long_text("Wat staat erin?", rows=3, required=False, most=2000)


class HelpForm(StepForm):
    """Temporary help: what, from when, by whom."""

    day = "starts_on"
    urgent_reason = long_text("Waarom is het spoed?", rows=2, most=2000)
    what = long_text(
        "Wat krijgt de cliënt nu?", rows=3, most=2000, help_text="Bijvoorbeeld: een bed in de noodopvang."
    )
    starts_on = DayField(label="Vanaf")
    care_form = forms.ModelChoiceField(
        label="Zorgvorm", queryset=CareForm.objects.none(), required=False, empty_label="Geen zorgvorm"
    )
    provider = forms.ModelChoiceField(
        label="Door welke aanbieder?",
        queryset=Organisation.objects.none(),
        required=False,
        empty_label="Geen aanbieder uit de regio",
    )
    by_whom = forms.CharField(
        label="Of door wie anders?",
        max_length=200,
        required=False,
        help_text="Bijvoorbeeld: de maatschappelijke opvang.",
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, on=on, **kwargs)
        region = self.melding.region_id
        offered = CareForm.objects.filter(region_id=region).covering(on).in_order()
        self.fields["provider"].queryset = Organisation.objects.providers_of(region)  # type: ignore[attr-defined]
        self.fields["care_form"].queryset = offered  # type: ignore[attr-defined]
        field = self.fields["starts_on"]
        assert isinstance(field, DayField)
        field.not_after(on + timedelta(days=HELP_WITHIN_DAYS), "Bij spoed begint de hulp binnen twee weken.")
        if self.melding.is_urgent:
            del self.fields["urgent_reason"]

    def clean(self) -> dict[str, Any]:
        """Somebody gives the help: one of the providers, or somebody else by name."""
        facts = super().clean() or {}
        if not facts.get("provider") and not facts.get("by_whom") and "by_whom" not in self.errors:
            self.add_error("by_whom", "Kies een aanbieder, of schrijf op wie deze hulp geeft.")
        return facts

    def facts(self) -> dict[str, Any]:
        """The help, and why it is urgent when that was not known yet."""
        facts = self.cleaned_data
        names = ("what", "starts_on", "care_form", "provider")
        by_whom = "" if facts["provider"] else facts["by_whom"]
        help_ = Help(**{name: facts[name] for name in names}, by_whom=by_whom)
        return {"help_": help_, "urgent_reason": facts.get("urgent_reason", "")}


class EndHelpForm(StepForm):
    """The temporary help ends; the screen asks the last day with it."""

    day = "last_day"
    last_day = DayField(label="Laatste dag van de tijdelijke oplossing")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        running = running_provision(self.melding)
        field = self.fields["last_day"]
        assert isinstance(field, DayField)
        if running:
            field.not_before(running.starts_on, f"De hulp begon op {dag(running.starts_on)}.")

    def facts(self) -> dict[str, Any]:
        """`ends_on` is the first day without the help."""
        return {"ends_on": self.cleaned_data["last_day"] + timedelta(days=1)}
