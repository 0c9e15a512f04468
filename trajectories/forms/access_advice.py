"""Forms about advice: asked, answered, given to the client, called off."""

from datetime import date, timedelta
from typing import Any

from django import forms

from portal.fields import DayField, long_text, not_in_future
from portal.templatetags.dutch import dag
from trajectories.asking_advice import open_advice, unseen, usual_adviser
from trajectories.forms.deciding import StepForm
from trajectories.models import Leaning

USUAL_DAYS, MOST_DAYS_AHEAD = 14, 183


class AskAdviceForm(StepForm):
    """Whom to ask, and what."""

    day = "asked_on"
    adviser = forms.CharField(
        label="Wie vraagt u om advies?", max_length=200, help_text="Bijvoorbeeld: de GGD, of een psychiater."
    )
    question = long_text(
        "Wat vraagt u?",
        rows=3,
        most=2000,
        help_text="Stuur alleen mee wat nodig is om deze vraag te beantwoorden.",
    )
    asked_on = DayField(label="Gevraagd op")
    wanted_by = DayField(label="Antwoord uiterlijk op", help_text="Tot die dag staat het niet op uw startpagina.")

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, on=on, **kwargs)
        self.fields["adviser"].initial = usual_adviser(self.melding, on=on)
        field = self.fields["wanted_by"]
        assert isinstance(field, DayField)
        field.initial = on + timedelta(days=USUAL_DAYS)
        field.not_before(self.melding.notified_on, "Deze dag ligt vóór de melding.")
        field.not_after(on + timedelta(days=MOST_DAYS_AHEAD), "Kies een dag binnen een half jaar.")


class KeepAdviceForm(StepForm):
    """What the adviser answered."""

    day = "given_on"
    given_on = DayField(label="Gegeven op")
    leaning = forms.ChoiceField(
        label="Het advies is",
        widget=forms.RadioSelect,
        choices=Leaning,
        error_messages={"required": "Kies wat het advies is."},
    )
    words = long_text("Wat staat erin?", rows=5, most=8000)
    client_saw_on = DayField(
        label="De cliënt kreeg het advies op",
        required=False,
        help_text="De cliënt krijgt het advies eerst. Laat leeg als dat nog moet.",
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, on=on, **kwargs)
        running, field = open_advice(self.melding), self.fields["client_saw_on"]
        assert isinstance(field, DayField)
        not_in_future(field, on)
        if running:
            asked = self.fields["given_on"]
            assert isinstance(asked, DayField)
            says = f"Het advies volgt op de vraag van {dag(running.asked_on)}."
            asked.not_before(running.asked_on, says)
            field.not_before(running.asked_on, says)


class AdviceToClientForm(StepForm):
    """The client got the advice."""

    day = "client_saw_on"
    client_saw_on = DayField(label="De cliënt kreeg het advies op")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["client_saw_on"]
        assert isinstance(field, DayField)
        if days := [row.given_on for row in unseen(self.melding) if row.given_on]:
            field.not_before(max(days), f"Het advies is van {dag(max(days))}.")


class CallOffAdviceForm(StepForm):
    """No answer is expected any more."""

    day = "called_off_on"
    words = long_text("Waarom vervalt de vraag?", rows=2, most=2000)
    called_off_on = DayField(label="Vervallen op")
