"""Forms of an objection: it came in, and what was decided about it."""

from datetime import date
from typing import Any

from django import forms

from portal.fields import DayField, long_text, not_in_future
from trajectories.forms.deciding import StepForm
from trajectories.models import ObjectionOutcome
from trajectories.objecting import running_objection


class ObjectForm(StepForm):
    """The client objects."""

    day = "received_on"
    earliest = "decided_on"
    earliest_says = "Het besluit is van {day}. Bezwaar kan daarna."
    received_on = DayField(label="Ontvangen op")
    ground = long_text("Waarom is de cliënt het niet eens met het besluit?", help_text="In eigen woorden.")
    has_committee = forms.BooleanField(
        label="Een bezwaarcommissie adviseert",
        required=False,
        help_text="Dan hebt u twaalf weken in plaats van zes.",
    )


class RuleForm(StepForm):
    """The objection is decided."""

    day = "decided_on"
    earliest = "decided_on"
    heard_on = DayField(label="Gehoord op", required=False, help_text="Leeg: de cliënt wilde niet worden gehoord.")
    decided_on = DayField(label="Beslist op")
    outcome = forms.ChoiceField(
        label="Uitkomst",
        choices=ObjectionOutcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies de uitkomst."},
    )
    motivation = long_text("Waarom?")

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, on=on, **kwargs)
        not_in_future(self.fields["heard_on"], on)
        running = running_objection(self.melding)
        for name in ("heard_on", "decided_on"):
            field = self.fields[name]
            assert isinstance(field, DayField)
            if running:
                field.not_before(running.received_on, "Kies een dag na de ontvangst van het bezwaar.")
