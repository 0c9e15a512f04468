"""What people fill in about the plan of a client: reviews, goals, what is expected; and what the client says."""

from datetime import date, timedelta
from typing import Any

from django import forms

from portal.fields import CHOOSE, DayField, limit_day, line, long_text, not_in_future
from portal.models import Client
from trajectories.catching import Net
from trajectories.models import AftercareOutcome, FivePoint, GoalResult, Opinion
from trajectories.models.decision import GoalTheme
from trajectories.reviewing import POINTS, Talk, next_day

MARKS = [("", "Geen cijfer gegeven"), *((mark, str(mark)) for mark in range(1, 11))]
FAR_DAYS = timedelta(days=5 * 366)
"""How far away what was agreed may begin or end."""


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


class NetForm(forms.Form):
    """Who is there when it gets hard."""

    who = line("Wie belt de cliënt als het niet goed gaat?", required=True, help_text="Een naam of een team.")
    phone = forms.CharField(
        label="Telefoonnummer", max_length=40, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    time_out = line(
        "Waar kan de cliënt even op adem komen?", help_text="Bijvoorbeeld: een logeerbed in De Bolder."
    )
    may_return = forms.BooleanField(label="De cliënt mag terugkomen als het niet lukt", required=False)
    starts_on = DayField(label="Vanaf")
    last_day = DayField(label="T/m", required=False, help_text="Leeg: tot u iets anders afspreekt.")

    def __init__(self, *args: Any, client: Client, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["starts_on"] = today
        running = client.safety_nets.covering(today).first()
        for name in ("who", "phone", "time_out", "may_return"):
            self.initial[name] = getattr(running, name, "")
        for name in ("starts_on", "last_day"):
            limit_day(self.fields[name], today - FAR_DAYS, today + FAR_DAYS)

    def clean(self) -> dict[str, Any]:
        """The last day does not come before the first; the two texts fit the columns."""
        facts = super().clean() or {}
        first, last = facts.get("starts_on"), facts.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", "De laatste dag ligt vóór de eerste.")
        for name in ("who", "time_out"):
            if len(facts.get(name) or "") > 200:
                self.add_error(name, "Deze tekst is te lang: hoogstens 200 tekens.")
        return facts

    def facts(self) -> dict[str, Any]:
        """The net; `ends_on` is the first day without."""
        facts = dict(self.cleaned_data)
        last = facts.pop("last_day")
        return {"net": Net(**facts, ends_on=last + timedelta(days=1) if last else None)}


class AftercareForm(forms.Form):
    """From which day the moments of asking after are counted."""

    left_on = DayField(
        label="Wanneer gaat de cliënt weg, of ging de cliënt weg?",
        help_text="We plannen dan een moment na 1, 3, 6 en 12 maanden.",
    )

    def __init__(self, *args: Any, client: Client, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit_day(self.fields["left_on"], today - timedelta(days=366), today + timedelta(days=366))
        self.initial["left_on"] = today

    def facts(self) -> dict[str, Any]:
        """The day."""
        return self.cleaned_data


class AskAfterForm(forms.Form):
    """How somebody was found to be."""

    held_on = DayField(label="Wanneer vroeg u het?")
    outcome = forms.ChoiceField(
        label="Hoe gaat het?",
        choices=AftercareOutcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies hoe het gaat."},
    )
    words = line("Wat is er verder afgesproken?")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        not_in_future(self.fields["held_on"], today)
        self.initial["held_on"] = today


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
