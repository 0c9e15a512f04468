"""A part of forty questions, with all its aria and errors, beside Django's own rendering of the same fields."""

from copy import deepcopy
from datetime import date
from typing import Any

from django import forms
from django.template import Context, engines

from bench.measuring import Measure, ratio
from trajectories.forms.parts import PART_FORMS, Around

QUESTIONS = 40
GOAL = 0.25
TOWNS = {f"{number:04}": f"Gemeente {number}" for number in range(12)}
AROUND = Around(
    on=date(2026, 10, 5),
    notified_on=date(2026, 9, 1),
    age=21,
    towns=TOWNS,
    everywhere=TOWNS,
    providers=TOWNS,
    locations=TOWNS,
)
OURS = '{% for field in form %}{% include "components/field.html" %}{% endfor %}'
THEIRS = "{{ form }}"


class LongPart(forms.Form):
    """The first forty questions of the investigation on one page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(list(_questions().items())[:QUESTIONS])


def _questions() -> dict[str, forms.Field]:
    """Every question of every part, optional ones too, under names of their own."""
    found: dict[str, forms.Field] = {}
    for kind, form in PART_FORMS.items():
        reasons = {group.reason: "Nodig." for group in form(around=AROUND).optional}
        asked = form(around=AROUND, initial=reasons)
        found |= {f"{kind.name.lower()}_{name}": deepcopy(asked.fields[name]) for name in asked.questions()}
    return found


def _sent(form: forms.Form) -> dict[str, str]:
    """An answer that every question refuses, so that each shows an error."""
    return {name: "x" * 12_000 if _takes_text(field) else "bestaat niet" for name, field in form.fields.items()}


def _takes_text(field: forms.Field) -> bool:
    return isinstance(field, forms.CharField) and not isinstance(field, forms.EmailField)


def measures() -> list[Measure]:
    """The form empty, and with an error at every question."""
    ours, theirs = (engines["django"].engine.from_string(text) for text in (OURS, THEIRS))  # type: ignore[attr-defined]
    found = []
    for name, data in (("empty", None), ("with errors", _sent(LongPart()))):
        form = LongPart(data)
        form.is_valid()
        context = Context({"form": form})
        value = ratio(lambda: ours.render(context), lambda: theirs.render(context))  # noqa: B023
        found.append(Measure(f"form of {QUESTIONS} questions, {name}", round(value, 3), GOAL))
    return found
