"""Which part of the waiting list one sees, and on which day."""

from datetime import date
from typing import Any

from django import forms

from placements.models import CareForm
from portal.fields import DayField
from portal.models import Municipality, RegionMembership, User
from portal.templatetags.dutch import dag
from trajectories import order
from trajectories.matching.inputs import Rules
from trajectories.models import WaitStatus
from trajectories.order import Turn

BRIDGING = {"ja": True, "nee": False, "onbekend": None}


class FilterForm(forms.Form):
    """Which part of the list; lives in the address. What we do not know filters nothing."""

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
    langer = forms.TypedChoiceField(
        label="Wacht langer dan",
        required=False,
        coerce=int,
    )
    overbrugging = forms.ChoiceField(
        label="Overbruggingszorg",
        required=False,
        choices=[("", "Alle"), ("ja", "Met"), ("nee", "Zonder"), ("onbekend", "Onbekend")],
    )
    navraag = forms.ChoiceField(
        label="Bevestigd", required=False, choices=[("", "Alle"), ("nodig", "Te lang niet bevestigd")]
    )
    op = DayField(label="Stand op", required=False)

    def __init__(self, *args: Any, user: User, today: date, has_towns: bool, rules: Rules, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert user.region_id is not None
        self.today, self.rules = today, rules
        borders = [(weeks, f"{weeks} weken") for weeks in rules.class_weeks]
        self.fields["langer"].choices = [("", "Geen grens"), *borders]  # type: ignore[attr-defined]
        offered = CareForm.objects.filter(region_id=user.region_id).in_order()
        self.fields["zorgvorm"].queryset = offered  # type: ignore[attr-defined]
        day = self.fields["op"]
        assert isinstance(day, DayField)
        day.not_after(today, "De lijst van morgen kennen we nog niet. Kies vandaag of eerder.")
        if not has_towns:
            del self.fields["gemeente"]
            return
        members = RegionMembership.objects.filter(region_id=user.region_id).covering(today)
        towns = Municipality.objects.filter(pk__in=members.values("municipality"))
        self.fields["gemeente"].queryset = towns  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, Any]:
        """The filters that are set, by their word in the address."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def day(self) -> date:
        """The day of the list: today when none was asked for."""
        return self.cleaned_data.get("op") or self.today

    @staticmethod
    def in_address(chosen: dict[str, Any]) -> dict[str, str]:
        """Filters as an address writes them: codes only."""
        return {name: str(getattr(value, "code", value)) for name, value in chosen.items()}

    def spoken(self, name: str) -> str:
        """A set filter in words."""
        value = self.cleaned_data[name]
        match name:
            case "langer":
                return f"langer dan {value} weken"
            case "overbrugging":
                return {"ja": "met overbruggingszorg", "nee": "zonder overbruggingszorg"}.get(
                    value, "overbruggingszorg onbekend"
                )
            case "navraag":
                return "te lang niet bevestigd"
            case "op":
                return f"stand op {dag(value)}"
            case "status":
                return str(WaitStatus(value).label)
            case _:
                return str(value)

    def lets_through(self, turn: Turn) -> bool:
        """Whether a registration is in the part that was asked for."""
        asked = self.cleaned_data
        form, town, weeks = asked.get("zorgvorm"), asked.get("gemeente"), asked.get("langer")
        bridging = asked.get("overbrugging")
        return (
            (not asked.get("status") or turn.status == asked["status"])
            and (not form or turn.care_form_id == form.pk)
            and (not town or turn.town == town.pk)
            and (not weeks or turn.waited > 7 * weeks)
            and (not bridging or turn.has_bridging is BRIDGING[bridging])
            and (not asked.get("navraag") or order.is_stale(turn, on=self.day, rules=self.rules))
        )
