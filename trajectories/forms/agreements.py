"""The forms of the region's agreements: what the draft says, and from when it counts."""

from datetime import date
from typing import Any

from django import forms

from portal.fields import DayField
from trajectories.matching.inputs import Wish
from trajectories.matching.words import WISHES
from trajectories.models import MatchingRules

TOGETHER = 100
BORDERS = 4


class DraftForm(forms.Form):
    """Weights, borders of the classes of waiting, how far ahead, and when to ask again."""

    horizon_weeks = forms.IntegerField(
        label="Hoeveel weken vooruit mag een plek vrijkomen?",
        min_value=0,
        max_value=104,
        help_text="Een plek die later vrijkomt, past niet.",
    )
    ask_after_days = forms.IntegerField(
        label="Na hoeveel dagen vragen: klopt dit nog?", min_value=14, max_value=365
    )

    def __init__(self, *args: Any, draft: MatchingRules, **kwargs: Any) -> None:
        initial = {
            "horizon_weeks": draft.horizon_weeks,
            "ask_after_days": draft.ask_after_days,
            **{f"border_{at}": weeks for at, weeks in enumerate(draft.class_weeks)},
            **{f"weight_{wish}": draft.weights.get(wish, 0) for wish in Wish},
        }
        kwargs["initial"] = initial
        super().__init__(*args, **kwargs)
        for wish in Wish:
            self.fields[f"weight_{wish}"] = forms.IntegerField(label=WISHES[wish], min_value=0, max_value=TOGETHER)
        for at in range(BORDERS):
            self.fields[f"border_{at}"] = forms.IntegerField(
                label=f"Grens {at + 1}, in weken", min_value=1, max_value=520
            )

    @property
    def weights(self) -> list[forms.BoundField]:
        """The fields of the weights."""
        return [self[f"weight_{wish}"] for wish in Wish]

    @property
    def borders(self) -> list[forms.BoundField]:
        """The fields of the borders."""
        return [self[f"border_{at}"] for at in range(BORDERS)]

    def clean(self) -> dict[str, Any]:
        """Weights are a hundred together; borders go up."""
        facts = super().clean() or {}
        weights = [facts[name] for wish in Wish if (name := f"weight_{wish}") in facts]
        if len(weights) == len(Wish) and (total := sum(weights)) != TOGETHER:
            self.add_error(f"weight_{Wish.TOWN}", f"Samen moeten de gewichten 100 zijn. Nu zijn ze {total}.")
        borders = [facts[name] for at in range(BORDERS) if (name := f"border_{at}") in facts]
        if borders != sorted(set(borders)):
            self.add_error("border_0", "Elke grens moet hoger zijn dan de grens ervoor.")
        return facts

    def facts(self) -> dict[str, Any]:
        """What the draft says."""
        facts = self.cleaned_data
        return {
            "weights": {str(wish): facts[f"weight_{wish}"] for wish in Wish},
            "class_weeks": [facts[f"border_{at}"] for at in range(BORDERS)],
            "horizon_weeks": facts["horizon_weeks"],
            "ask_after_days": facts["ask_after_days"],
        }


class PublishForm(forms.Form):
    """From which day, and why."""

    starts_on = DayField(label="Geldt vanaf")
    reason = forms.CharField(
        label="Waarom deze afspraken?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Iedereen die met de wachtlijst werkt, leest dit.",
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        kwargs["initial"] = {"starts_on": today}
        super().__init__(*args, **kwargs)
        day = self.fields["starts_on"]
        assert isinstance(day, DayField)
        day.not_before(today, "Werkafspraken gelden vanaf vandaag of later: wat geweest is, blijft zoals het was.")
