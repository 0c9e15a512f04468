"""Asking another region, and each step after that."""

from datetime import date, timedelta
from typing import Any

from django import forms

from portal.fields import DayField, long_text, not_in_future
from portal.templatetags.dutch import dag
from trajectories.models.transfer import Direction, RegionTransfer, TransferStepKind
from trajectories.transferring import possible_steps

WEEKS_TO_ANSWER = 3


def _line(label: str, help_text: str = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=200, help_text=help_text)


class TransferForm(forms.Form):
    """Who goes where, why there, who calls whom, and what happens until then."""

    direction = forms.ChoiceField(
        label="Welke kant op?",
        choices=Direction.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies welke kant de overdracht op gaat."},
    )
    other_region = _line("Welke andere regio?", "De centrumgemeente, bijvoorbeeld: Rotterdam.")
    our_contact = _line("Wie is bij ons de contactpersoon?", "Naam en telefoonnummer.")
    their_contact = _line("Wie is daar de contactpersoon?", "Naam en telefoonnummer.")
    reason = long_text(
        "Waarom heeft het daar de beste kans van slagen?",
        help_text="Wat wil de cliënt? Denk aan familie en vrienden, behandeling, werk of school, en veiligheid.",
    )
    bridging = forms.CharField(
        label="Wie helpt de cliënt tot de overdracht?",
        max_length=500,
        help_text="De regio waar iemand zich meldt, blijft verantwoordelijk tot de andere schriftelijk ja zegt.",
    )
    asked_on = DayField(label="Gevraagd op")
    answer_by = DayField(label="Wanneer verwacht u het antwoord?")

    def __init__(self, *args: Any, on: date, since: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = self.fields["asked_on"]
        assert isinstance(asked, DayField)
        asked.initial, self.fields["answer_by"].initial = on, on + timedelta(weeks=WEEKS_TO_ANSWER)
        asked.not_before(since, f"Dit ligt vóór de melding van {dag(since)}.")
        not_in_future(asked, on)

    def clean(self) -> dict[str, Any]:
        """An answer comes after the question."""
        facts = super().clean() or {}
        asked, answer = facts.get("asked_on"), facts.get("answer_by")
        if asked and answer and answer < asked:
            self.add_error("answer_by", "Het antwoord kan niet vóór de vraag komen.")
        return facts


class TransferStepForm(forms.Form):
    """What happened next, and when to look again."""

    kind = forms.ChoiceField(
        label="Wat gebeurde er?", widget=forms.RadioSelect, error_messages={"required": "Kies wat er gebeurde."}
    )
    taken_on = DayField(label="Op welke dag?")
    words = long_text(
        "Beschrijf het kort", help_text="Wat is er gestuurd, wat was het antwoord, of wat is er afgesproken?"
    )
    next_on = DayField(
        label="Wanneer kijkt u opnieuw?",
        required=False,
        help_text="Op die dag staat het op Mijn werk. Laat dit leeg als het klaar is.",
    )

    def __init__(self, *args: Any, transfer: RegionTransfer, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        steps = [(kind.value, kind.label) for kind in possible_steps(transfer)]
        every = TransferStepKind.choices if self.is_bound else steps  # what became impossible is refused in words
        self.fields["kind"].choices = every  # type: ignore[attr-defined]
        self.fields["taken_on"].initial = on
        not_in_future(self.fields["taken_on"], on)

    def clean(self) -> dict[str, Any]:
        """Looking again comes after the step."""
        facts = super().clean() or {}
        taken, again = facts.get("taken_on"), facts.get("next_on")
        if taken and again and again < taken:
            self.add_error("next_on", "Dit ligt vóór de dag van de stap.")
        return facts
