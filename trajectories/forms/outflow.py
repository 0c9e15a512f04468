"""What people fill in about somebody who is ready for the next step, and which part of the list they want."""

from datetime import date
from typing import Any

from django import forms

from placements.models import CareForm
from portal.fields import CHOOSE, DayField, long_text, not_in_future, yes_no
from portal.models import Client
from trajectories.models import BlockerKind, Mover, OutflowReadiness
from trajectories.outflow import OWN_HOME, Ready


class FilterForm(forms.Form):
    """Which part of the list; lives in the address. What we do not know filters nothing."""

    wacht_op = forms.ChoiceField(
        label="Wacht op",
        required=False,
        choices=[("", "Alles"), *BlockerKind.choices, ("ONBEKEND", "Nog niet opgeschreven")],
    )
    aan_zet = forms.ChoiceField(label="Wie is aan zet", required=False, choices=[("", "Iedereen"), *Mover.choices])

    def lets_through(self, row: Ready) -> bool:
        """Whether somebody is in the part that was asked for."""
        self.is_valid()
        kind, mover = self.cleaned_data.get("wacht_op"), self.cleaned_data.get("aan_zet")
        if kind == "ONBEKEND":
            return not row.blockers and not mover
        return any(
            (not kind or one.kind == kind) and (not mover or one.mover == mover) for one in row.blockers
        ) or not (kind or mover)


class WishForm(forms.Form):
    """Where somebody who is ready wants to go."""

    wish = forms.ChoiceField(label="Waarheen wil de cliënt?", required=False, error_messages=CHOOSE)

    def __init__(self, *args: Any, client: Client, known: OutflowReadiness | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = CareForm.objects.filter(region_id=client.region_id).in_order()
        forms_by_code = list(offered.values_list("code", "name"))
        self.fields["wish"].choices = [  # type: ignore[attr-defined]
            ("", "Nog niet bekend"),
            (OWN_HOME, "Een eigen woning"),
            *forms_by_code,
        ]
        if known:
            form = known.wants_care_form
            self.initial["wish"] = OWN_HOME if known.wants_own_home else form.code if form else ""


class ReadyForm(WishForm):
    """Since when somebody is ready for the next step, and which step."""

    starts_on = DayField(label="Sinds wanneer is de cliënt klaar voor de volgende stap?")
    field_order = ("starts_on", "wish")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        not_in_future(self.fields["starts_on"], today)
        self.initial["starts_on"] = today


class BlockerForm(forms.Form):
    """What somebody who is ready waits for, and who has to act."""

    kind = forms.ChoiceField(
        label="Waarop wacht de cliënt?", choices=[("", "Kies"), *BlockerKind.choices], error_messages=CHOOSE
    )
    mover = forms.ChoiceField(
        label="Wie is aan zet?",
        choices=[("", "Wie dat meestal is"), *Mover.choices],
        required=False,
        error_messages=CHOOSE,
    )
    words = long_text(
        "Toelichting",
        rows=2,
        required=False,
        most=2000,
        help_text="Wat moet er gebeuren? Geen diagnose en geen bedragen.",
    )

    def clean(self) -> dict[str, Any]:
        """Something else has to be written down."""
        facts = super().clean() or {}
        if facts.get("kind") == BlockerKind.OTHER and not facts.get("words", "").strip():
            self.add_error("words", "Schrijf op waarop deze cliënt wacht.")
        return facts


class SettleForm(forms.Form):
    """Which thing is there now."""

    kind = forms.ChoiceField(choices=BlockerKind.choices, widget=forms.HiddenInput, error_messages=CHOOSE)


class AskUrgencyForm(forms.Form):
    """When priority for a home was asked for."""

    asked_on = DayField(label="Wanneer is urgentie aangevraagd?")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        not_in_future(self.fields["asked_on"], today)
        self.initial["asked_on"] = today


class DecideUrgencyForm(forms.Form):
    """What the municipality decided about priority for a home."""

    decided_on = DayField(label="Wanneer besloot de gemeente?")
    is_granted = yes_no("Is de urgentie verleend?")
    valid_until = DayField(label="Geldig t/m", required=False, help_text="De laatste dag, bij een ja.")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        not_in_future(self.fields["decided_on"], today)
        self.initial["decided_on"] = today

    def clean(self) -> dict[str, Any]:
        """A yes is valid until a day that is not before the decision."""
        facts = super().clean() or {}
        last, decided = facts.get("valid_until"), facts.get("decided_on")
        if facts.get("is_granted") and not last and "valid_until" not in self.errors:
            self.add_error("valid_until", "Vul in tot en met welke dag de urgentie geldt.")
        if facts.get("is_granted") and last and decided and last < decided:
            self.add_error("valid_until", "Deze dag ligt vóór het besluit. Kies een latere dag.")
        return facts
