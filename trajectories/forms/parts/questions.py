"""How a question of the investigation is put: none has to be answered to save; what is needed, `PartForm` says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from portal.fields import DayField, long_text

type Choices = Iterable[tuple[str, str]]

UNKNOWN = ("", "Nog niet bekend")
YES_NO = (("JA", "Ja"), ("NEE", "Nee"))
NO_CARE_CONTENT = (
    "Geen diagnose, geen medicijnen, niets over de inhoud van een behandeling en geen strafbare feiten."
)
"""What no part may hold (AVG, articles 9 and 10)."""
NOT_APPLICABLE = "Niet van toepassing? Schrijf dan: n.v.t."


@dataclass(frozen=True, slots=True)
class Section:
    """Questions that belong together; each with why it is asked: what it is for, and the law behind it."""

    title: str
    asks: Mapping[str, str]
    intro: str = ""


@dataclass(frozen=True, slots=True)
class Optional(Section):
    """Questions asked only when this request needs them: they open with a reason, and leave with their answers."""

    key: str = ""
    warning: str = ""

    @property
    def reason(self) -> str:
        """The name of the answer to "why is this needed"."""
        return f"why_{self.key}"

    @property
    def leave(self) -> str:
        """The name of the tick that takes the questions and their answers away."""
        return f"leave_{self.key}"


def one_of(label: str, choices: Choices, *, hint: str = "") -> forms.ChoiceField:
    """One of a few answers, or not known yet."""
    return forms.ChoiceField(label=label, choices=[UNKNOWN, *choices], required=False, help_text=hint)


def some_of(label: str, choices: Choices = (), *, hint: str = "") -> forms.MultipleChoiceField:
    """Any number of a few answers."""
    return forms.MultipleChoiceField(
        label=label,
        choices=list(choices),
        required=False,
        help_text=hint,
        widget=forms.CheckboxSelectMultiple,
    )


def day(label: str, *, hint: str = "") -> DayField:
    """A day."""
    return DayField(label=label, required=False, help_text=hint)


def text(label: str, *, rows: int = 2, hint: str = "") -> forms.CharField:
    """A text of a few sentences."""
    return long_text(label, rows=rows, required=False, help_text=hint)


def line(label: str, *, hint: str = "", longest: int = 200, **attrs: Any) -> forms.CharField:
    """A few words."""
    return forms.CharField(
        label=label,
        max_length=longest,
        required=False,
        help_text=hint,
        widget=forms.TextInput(attrs=attrs),
        error_messages={"max_length": f"Dit is te lang: hoogstens {longest} tekens."},
    )


def number(label: str, *, highest: int, hint: str = "") -> forms.IntegerField:
    """A whole number from 0."""
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=highest,
        required=False,
        help_text=hint,
        error_messages={
            "invalid": "Vul een heel getal in, zonder letters.",
            "min_value": "Vul 0 of meer in.",
            "max_value": f"Dit is te hoog: hoogstens {highest}.",
        },
    )
