"""What people fill in about a tenancy: a signal, what was done, and how it ended."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from placements.models import HousingEpisode
from portal.fields import DayField, long_text, not_in_future
from trajectories.forms.nominating import CHOOSE
from trajectories.models import SignalKind
from trajectories.models.tenancy import dwelling_of


class SignalForm(forms.Form):
    """Of which tenancy, what happened and when."""

    home = forms.TypedChoiceField(label="Welke woning en huurder?", error_messages=CHOOSE)
    kind = forms.ChoiceField(
        label="Wat is er aan de hand?", choices=SignalKind.choices, widget=forms.RadioSelect, error_messages=CHOOSE
    )
    noticed_on = DayField(label="Op welke dag?")
    words = long_text(
        "Wat gebeurde er?",
        rows=3,
        most=2000,
        help_text="Alleen wat u zag of hoorde. Niets over gezondheid of zorg, en geen namen van buren.",
    )

    def __init__(self, *args: Any, homes: Iterable[HousingEpisode], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {str(home.pk): home for home in homes}
        field = self.fields["home"]
        field.choices = [("", "Kies een huurder"), *((key, _tenant(home)) for key, home in known.items())]  # type: ignore[attr-defined]
        field.coerce = known.__getitem__  # type: ignore[attr-defined]
        not_in_future(self.fields["noticed_on"], today)
        self.initial.setdefault("noticed_on", today)


class FollowUpForm(forms.Form):
    """What was done about it, and when."""

    done_on = DayField(label="Wanneer?")
    words = long_text(
        "Wat is er gedaan of afgesproken?",
        rows=3,
        most=2000,
        help_text="De corporatie leest dit. Schrijf niets over zorg.",
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        not_in_future(self.fields["done_on"], today)
        self.initial.setdefault("done_on", today)


class SettleForm(forms.Form):
    """How it ended."""

    result = long_text("Hoe liep het af?", rows=2, most=2000)


def _tenant(home: HousingEpisode) -> str:
    return f"{home.client}, {dwelling_of(home)}"
