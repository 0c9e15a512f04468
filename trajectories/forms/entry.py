"""The small forms of one registration on the waiting list: what may change for somebody who waits."""

from datetime import date, timedelta
from typing import Any

from django import forms

from portal.fields import DayField, not_in_future
from portal.models import Organisation
from portal.templatetags.dutch import dag
from trajectories.models import CheckAnswer, LeaveReason, SpokenWith, WaitlistEntry, WaitStatus


class StatusForm(forms.Form):
    """How somebody waits from now on."""

    status = forms.ChoiceField(label="Wachtstatus", choices=WaitStatus.choices, widget=forms.RadioSelect)
    reason = forms.CharField(label="Waarom?", max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, entry: WaitlistEntry, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["status"].initial = entry.status

    def facts(self) -> dict[str, Any]:
        """The arguments of the act."""
        return self.cleaned_data


class PauseForm(forms.Form):
    """From which day the wait stands still."""

    starts_on = DayField(label="Staat stil vanaf")
    reason = forms.CharField(
        label="Waarom?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Bijvoorbeeld: tijdelijk opgenomen.",
    )

    def __init__(self, *args: Any, entry: WaitlistEntry, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit_day(self.fields["starts_on"], entry, on)

    def facts(self) -> dict[str, Any]:
        """The arguments of the act."""
        return self.cleaned_data


class GoOnForm(forms.Form):
    """The last day of a pause; the act gets the first day that counts again."""

    last_day = DayField(label="Laatste dag dat het wachten stilstond")

    def __init__(self, *args: Any, entry: WaitlistEntry, on: date, since: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit_day(self.fields["last_day"], entry, on)
        field = self.fields["last_day"]
        assert isinstance(field, DayField)
        field.not_before(since, f"Het wachten staat pas stil sinds {dag(since)}.")

    def facts(self) -> dict[str, Any]:
        """`ends_on` is the first day that counts again."""
        return {"ends_on": self.cleaned_data["last_day"] + timedelta(days=1)}


class LeaveForm(forms.Form):
    """Off the list: when and why. Somebody who is placed leaves it by moving in."""

    left_on = DayField(label="Van de lijst op")
    reason = forms.ChoiceField(
        label="Reden",
        widget=forms.RadioSelect,
        choices=[choice for choice in LeaveReason.choices if choice[0] != LeaveReason.PLACED],
        error_messages={"required": "Kies een reden."},
    )

    def __init__(self, *args: Any, entry: WaitlistEntry, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit_day(self.fields["left_on"], entry, on)

    def facts(self) -> dict[str, Any]:
        """The arguments of the act."""
        return self.cleaned_data


class BridgeForm(forms.Form):
    """Who gives care while somebody waits, and since when."""

    starts_on = DayField(label="Overbruggingszorg sinds")
    provider = forms.ModelChoiceField(
        label="Welke aanbieder?",
        required=False,
        queryset=Organisation.objects.none(),
        empty_label="Iemand anders",
    )
    given_by = forms.CharField(
        label="Wie anders?", required=False, max_length=200, help_text="Bijvoorbeeld: het FACT-team, de huisarts."
    )

    def __init__(self, *args: Any, entry: WaitlistEntry, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit_day(self.fields["starts_on"], entry, on)
        self.fields["provider"].queryset = Organisation.objects.providers_of(entry.region_id)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Somebody gives it: a provider, or who is written down."""
        facts = super().clean() or {}
        if not facts.get("provider") and not facts.get("given_by") and "given_by" not in self.errors:
            self.add_error("given_by", "Kies een aanbieder, of schrijf op wie anders de zorg geeft.")
        return facts

    def facts(self) -> dict[str, Any]:
        """The arguments of the act."""
        return self.cleaned_data


class EndBridgingForm(forms.Form):
    """The last day of bridging care; the act gets the first day without."""

    last_day = DayField(label="Laatste dag van de overbruggingszorg")

    def __init__(self, *args: Any, entry: WaitlistEntry, on: date, since: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit_day(self.fields["last_day"], entry, on)
        field = self.fields["last_day"]
        assert isinstance(field, DayField)
        if since:
            field.not_before(since, f"De overbruggingszorg begon pas op {dag(since)}.")

    def facts(self) -> dict[str, Any]:
        """`ends_on` is the first day without."""
        return {"ends_on": self.cleaned_data["last_day"] + timedelta(days=1)}


class CheckForm(forms.Form):
    """Does this still hold? Who answered, and what the client says."""

    answer = forms.ChoiceField(
        label="Klopt dit nog?",
        choices=CheckAnswer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wat eruit kwam."},
    )
    spoken_with = forms.ChoiceField(
        label="Wie gaf antwoord?", required=False, choices=[("", "Niemand"), *SpokenWith.choices]
    )
    words = forms.CharField(
        label="Wat zegt de cliënt?",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="In de woorden van de cliënt, als dat kan.",
    )

    def __init__(self, *args: Any, entry: WaitlistEntry, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """An answer was given by somebody; who was not reached said nothing."""
        facts = super().clean() or {}
        was_reached = facts.get("answer") not in (None, CheckAnswer.NOT_REACHED)
        if was_reached and not facts.get("spoken_with"):
            self.add_error("spoken_with", "Kies wie antwoord gaf.")
        if facts.get("answer") == CheckAnswer.CHANGED and not facts.get("words"):
            self.add_error("words", "Schrijf op wat er is veranderd.")
        if not was_reached:
            facts["spoken_with"] = ""
        return facts

    def facts(self) -> dict[str, Any]:
        """The arguments of the act."""
        return self.cleaned_data


def limit_day(field: forms.Field, entry: WaitlistEntry, on: date) -> None:
    """A day between the beginning of the wait and today, today to begin with."""
    assert isinstance(field, DayField)
    field.initial = on
    field.not_before(entry.waiting_since, f"Deze cliënt wacht pas sinds {dag(entry.waiting_since)}.")
    not_in_future(field, on)
