"""What people fill in about the plan of a client: reviews, goals, what is expected; and what the client says."""

from datetime import date
from typing import Any

from django import forms

from portal.fields import DayField, line, long_text, not_in_future
from portal.models import Client
from trajectories.models import FivePoint, GoalResult, Opinion
from trajectories.models.decision import GoalTheme
from trajectories.reviewing import POINTS, Talk, next_day

CHOOSE = {"required": "Kies er een.", "invalid_choice": "Kies er een uit de lijst."}
MARKS = [("", "Geen cijfer gegeven"), *((mark, str(mark)) for mark in range(1, 11))]
FAR = 20 * 366
"""How many days ahead an expectation may lie."""


def _mark(label: str, **kwargs: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, choices=MARKS, coerce=int, empty_value=None, required=False, error_messages=CHOOSE, **kwargs
    )


class ReviewForm(forms.Form):
    """What came of a review."""

    held_on = DayField(label="Wanneer was het gesprek?")
    mark = _mark("Welk rapportcijfer geeft de cliënt?", help_text="Het cijfer is van de cliënt, niet van u.")
    next_on = DayField(label="Wanneer is de volgende evaluatie?", required=False)

    def __init__(self, *args: Any, client: Client, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        not_in_future(self.fields["held_on"], today)
        self.initial["held_on"], self.initial["next_on"] = today, next_day(client, after=today)
        for name, label in POINTS.items():
            self.fields[name] = forms.ChoiceField(
                label=label, choices=[("", "Kies"), *FivePoint.choices], error_messages=CHOOSE
            )
        self.order_fields(["held_on", *POINTS, "mark", "next_on"])

    def facts(self) -> dict[str, Any]:
        """The talk, and when the next is."""
        facts = self.cleaned_data
        talk = Talk(facts["held_on"], facts["mark"], {name: facts[name] for name in POINTS})
        return {"talk": talk, "next_on": facts["next_on"]}


class PlanReviewForm(forms.Form):
    """When the next review is."""

    planned_on = DayField(label="Wanneer is de volgende evaluatie?")

    def __init__(self, *args: Any, client: Client, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day = self.fields["planned_on"]
        assert isinstance(day, DayField)
        day.not_before(today)
        day.initial = next_day(client, after=today)

    def facts(self) -> dict[str, Any]:
        """The day."""
        return self.cleaned_data


class GoalForm(forms.Form):
    """Something a client will work on."""

    theme = forms.ChoiceField(
        label="Waar gaat het over?", choices=[("", "Kies een thema"), *GoalTheme.choices], error_messages=CHOOSE
    )
    words = line(
        "Wat wil de cliënt bereiken?", required=True, help_text="In de woorden van de cliënt: ‘Ik wil …’."
    )

    def __init__(self, *args: Any, client: Client, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)

    def facts(self) -> dict[str, Any]:
        """Theme and words."""
        return self.cleaned_data


class EndGoalForm(forms.Form):
    """What became of a goal."""

    result = forms.ChoiceField(
        label="Wat is het resultaat?",
        choices=GoalResult.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wat het resultaat is."},
    )
    words = line("Wat hielp, of wat zat in de weg?")


class OutlookForm(forms.Form):
    """Where the client expects to be, and when."""

    words = line(
        "Hoe woont de cliënt straks?",
        required=True,
        help_text="Bijvoorbeeld: in een eigen woning, met hulp thuis.",
    )
    expected_on = DayField(
        label="Wanneer denkt u dat het zover is?",
        required=False,
        help_text="Een verwachting, geen belofte. Er gebeurt niets vanzelf.",
    )

    def __init__(self, *args: Any, client: Client, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day = self.fields["expected_on"]
        assert isinstance(day, DayField)
        day.not_before(today)

    def facts(self) -> dict[str, Any]:
        """What is expected."""
        return self.cleaned_data


class CodeForm(forms.Form):
    """The code on the paper."""

    code = forms.CharField(
        label="Code",
        max_length=40,
        help_text="Acht letters en cijfers. Hoofdletters en spaties maken niet uit.",
        error_messages={"required": "Vul de code in die op het papier staat."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


class ExperienceForm(forms.Form):
    """How it goes, as the client says it."""

    mark = _mark("Welk cijfer geeft u de hulp die u krijgt?", help_text="1 is heel slecht, 10 is heel goed.")
    opinion = forms.ChoiceField(
        label="Bent u het eens met wat er is afgesproken?",
        choices=[
            (Opinion.AGREES, "Ja"),
            (Opinion.PARTLY, "Een beetje"),
            (Opinion.DISAGREES, "Nee"),
            ("", "Dat zeg ik liever niet"),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    words = long_text(
        "Wat wilt u zeggen?",
        required=False,
        help_text="Wat u schrijft, wordt niet veranderd. Uw begeleider en het wijkteam kunnen het lezen.",
    )

    def clean(self) -> dict[str, Any]:
        """One of the three is filled in."""
        facts = super().clean() or {}
        if not self.errors and not any(facts.get(name) for name in ("mark", "opinion", "words")):
            raise forms.ValidationError("Vul een cijfer in, kies een antwoord of schrijf iets op.")
        return facts
