"""The forms of a decision: granted or rejected, with its goals as rows; and what a second person does with it."""

from datetime import date, timedelta
from typing import Any

from django import forms

from placements.models import CareForm
from portal.fields import DayField, long_text, not_in_future, yes_no_unknown
from portal.templatetags.dutch import dag
from trajectories.models import (
    ContributionType,
    Decision,
    Funding,
    GoalTheme,
    Notification,
    Outcome,
    WaitStatus,
)
from trajectories.ruling import Ruling

NO_WAIT = "GEEN"
MORE_GOALS = "more_goals"
FEWEST_GOALS, MOST_GOALS = 2, 12


class RejectForm(forms.Form):
    """The application is rejected: on which day (for who takes the decision), and why."""

    outcome = Outcome.REJECTED
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0, required=False)
    decided_on = DayField(label="Besloten op")
    motivation = long_text("Motivering", help_text="Waarom dit besluit? De cliënt leest dit in de brief.")

    def __init__(
        self,
        *args: Any,
        melding: Notification,
        on: date,
        takes: bool = True,
        based_on: Decision | None = None,
        **kwargs: Any,
    ) -> None:
        if based_on:
            kwargs["initial"] = self.filled(based_on) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.melding, self.on = melding, on
        if takes:
            _between(self.fields["decided_on"], melding, on)
        else:
            del self.fields["decided_on"]

    @staticmethod
    def filled(decision: Decision) -> dict[str, Any]:
        """What the form shows when it starts from a decision or a draft; what that left open is asked afresh."""
        last = decision.valid_until - timedelta(days=1) if decision.valid_until else None
        goals: dict[str, str] = {}
        for number, goal in enumerate(decision.goals.all()):
            goals |= {f"theme_{number}": goal.theme, f"goal_{number}": goal.words}
        facts = {
            "version": 0 if decision.is_taken else decision.version,
            "motivation": decision.motivation,
            "alternatives": decision.alternatives,
            "care_form": decision.care_form_id,
            "valid_from": decision.valid_from,
            "valid_last_day": last,
            "funding": decision.funding,
            "contribution": decision.contribution,
            "wait_status": _waits_as(decision),
            "has_bridging": ""
            if decision.is_taken or decision.has_bridging is None
            else _word(decision.has_bridging),
        }
        return goals | {name: value for name, value in facts.items() if value not in (None, "")}

    @property
    def plain_fields(self) -> list[forms.BoundField]:
        """Everything but the goals."""
        return [field for field in self if not field.name.startswith(("theme_", "goal_"))]

    @property
    def day(self) -> date:
        """The day of the decision; today while it is only prepared."""
        return self.cleaned_data.get("decided_on") or self.on

    def ruling(self) -> Ruling:
        """What is decided."""
        return Ruling(outcome=self.outcome, motivation=self.cleaned_data["motivation"])


class GrantForm(RejectForm):
    """The application is granted: what, for how long, what for, why, and how the client waits."""

    outcome = Outcome.GRANTED
    care_form = forms.ModelChoiceField(
        label="Zorgvorm", queryset=CareForm.objects.none(), empty_label="Kies een zorgvorm"
    )
    valid_from = DayField(label="Geldig vanaf")
    valid_last_day = DayField(
        label="Geldig t/m", help_text="De laatste dag die meetelt. Leeg: zonder einddatum.", required=False
    )
    funding = forms.ChoiceField(
        label="Hoe krijgt de cliënt de hulp?",
        choices=Funding.choices,
        initial=Funding.IN_KIND,
        widget=forms.RadioSelect,
    )
    contribution = forms.ChoiceField(
        label="Eigen bijdrage",
        choices=ContributionType.choices,
        initial=ContributionType.ORDINARY,
        help_text="Alleen het soort bijdrage. Het CAK stelt het bedrag vast.",
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
        "version",
        "decided_on",
        "care_form",
        "valid_from",
        "valid_last_day",
        "funding",
        "contribution",
        "motivation",
        "alternatives",
        "wait_status",
        "has_bridging",
    )

    def __init__(self, *args: Any, melding: Notification, on: date, **kwargs: Any) -> None:
        super().__init__(*args, melding=melding, on=on, **kwargs)
        offered = CareForm.objects.filter(region_id=melding.region_id)
        offered = offered.overlapping(melding.applied_on or on, on + timedelta(days=1))
        self.fields["care_form"].queryset = offered.in_order()  # type: ignore[attr-defined]
        field = self.fields["valid_from"]
        assert isinstance(field, DayField)
        field.initial = on
        field.not_before(melding.notified_on, "Het recht kan niet vóór de melding beginnen.")
        field.not_after(on + timedelta(days=366), "Kies een dag binnen een jaar vanaf vandaag.")
        self._add_goal_rows()

    def _add_goal_rows(self) -> None:
        """As many rows as have something in them, two at least."""
        source = self.data if self.is_bound else self.initial
        filled = [number for number in range(MOST_GOALS) if f"goal_{number}" in source]
        wanted = max(filled, default=-1) + 1
        self.goal_count = min(max(wanted, FEWEST_GOALS), MOST_GOALS)
        for number in range(self.goal_count):
            self.fields[f"theme_{number}"] = forms.ChoiceField(
                label=f"Doel {number + 1}: waar gaat het over?",
                choices=[("", "Kies een thema"), *GoalTheme.choices],
                required=False,
            )
            self.fields[f"goal_{number}"] = long_text(
                f"Doel {number + 1}: wat wil de cliënt bereiken?", rows=2, required=False, most=1000
            )

    @property
    def goal_rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Theme and words per row, for the page."""
        return [(self[f"theme_{number}"], self[f"goal_{number}"]) for number in range(self.goal_count)]

    def clean(self) -> dict[str, Any]:
        """What is granted is in the catalogue on that day, its days run forward, a goal has both its halves."""
        facts = super().clean() or {}
        form, day = facts.get("care_form"), facts.get("decided_on") or self.on
        if form and not form.covers(day):
            self.add_error("care_form", f"{form} staat op {dag(day)} niet in het aanbod van de regio.")
        first, last = facts.get("valid_from"), facts.get("valid_last_day")
        if first and last and last < first:
            self.add_error("valid_last_day", "De laatste dag ligt vóór de eerste. Kies een latere dag.")
        for number in range(self.goal_count):
            theme, words = facts.get(f"theme_{number}"), facts.get(f"goal_{number}")
            if words and not theme:
                self.add_error(f"theme_{number}", "Kies waar dit doel over gaat.")
            if theme and not words and f"goal_{number}" not in self.errors:
                self.add_error(f"goal_{number}", "Schrijf het doel op, of laat het thema leeg.")
        return facts

    def ruling(self) -> Ruling:
        """What is granted; the screen's last day becomes the first day that no longer counts."""
        facts = self.cleaned_data
        last, status = facts["valid_last_day"], facts["wait_status"]
        rows = [(facts[f"theme_{number}"], facts[f"goal_{number}"]) for number in range(self.goal_count)]
        same = ("motivation", "care_form", "valid_from", "funding", "contribution", "alternatives", "has_bridging")
        return Ruling(
            outcome=self.outcome,
            valid_until=last + timedelta(days=1) if last else None,
            wait_status="" if status == NO_WAIT else status,
            goals=tuple(row for row in rows if row[1]),
            **{name: facts[name] for name in same},
        )


def _waits_as(decision: Decision) -> str:
    """Who was granted something waits no more; of who was refused nobody knows yet."""
    if decision.is_taken:
        return NO_WAIT if decision.outcome == Outcome.GRANTED else ""
    return decision.wait_status or NO_WAIT


def _word(truth: bool | None) -> str:
    return {True: "ja", False: "nee", None: ""}[truth]


class TakeForm(forms.Form):
    """A decision that lies ready is taken."""

    decided_on = DayField(label="Besloten op")

    def __init__(self, *args: Any, melding: Notification, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _between(self.fields["decided_on"], melding, on)


class SendBackForm(forms.Form):
    """A decision that lies ready goes back to who prepared it."""

    words = long_text("Wat moet er anders?", rows=3, most=2000)


def _between(field: forms.Field, melding: Notification, on: date) -> None:
    """A decision is taken between the application and today."""
    assert isinstance(field, DayField)
    field.initial = on
    not_in_future(field, on)
    if melding.applied_on:
        field.not_before(
            melding.applied_on, f"Het besluit kan niet vóór de aanvraag van {dag(melding.applied_on)} liggen."
        )
