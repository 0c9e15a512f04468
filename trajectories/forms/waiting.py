"""The small forms of the waiting list: which part of it one sees, and what changes for somebody on it."""

from datetime import date, timedelta
from typing import Any

from django import forms

from placements.models import CareForm
from portal.fields import DayField, not_in_future
from portal.models import Municipality, RegionMembership, User
from portal.templatetags.dutch import dag
from trajectories.models import LeaveReason, WaitlistEntry, WaitStatus


class FilterForm(forms.Form):
    """Which part of the list: one care form, one status, one municipality, or all of it."""

    status = forms.ChoiceField(label="Wachtstatus", required=False, choices=[("", "Alle"), *WaitStatus.choices])
    zorgvorm = forms.ModelChoiceField(
        label="Zorgvorm",
        required=False,
        queryset=CareForm.objects.none(),
        to_field_name="code",
        empty_label="Alle",
    )
    gemeente = forms.ModelChoiceField(
        label="Gemeente", required=False, queryset=Municipality.objects.none(), empty_label="Alle"
    )

    def __init__(self, *args: Any, user: User, on: date, has_towns: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert user.region_id is not None
        offered = CareForm.objects.filter(region_id=user.region_id).in_order()
        self.fields["zorgvorm"].queryset = offered  # type: ignore[attr-defined]
        if not has_towns:
            del self.fields["gemeente"]
            return
        members = RegionMembership.objects.filter(region_id=user.region_id).covering(on)
        towns = Municipality.objects.filter(pk__in=members.values("municipality"))
        self.fields["gemeente"].queryset = towns  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, Any]:
        """The filters that are set, by their word in the address; what we do not know filters nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


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


def limit_day(field: forms.Field, entry: WaitlistEntry, on: date) -> None:
    """A day between the beginning of the wait and today, today to begin with."""
    assert isinstance(field, DayField)
    field.initial = on
    field.not_before(entry.waiting_since, f"Deze cliënt wacht pas sinds {dag(entry.waiting_since)}.")
    not_in_future(field, on)
