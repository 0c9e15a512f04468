"""What one asks of the places of a region for the weeks to come; lives in the address."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict

from placements.models import CareForm, Feature
from portal.models import Municipality, User
from trajectories.week_grid import FILTERS, Asked

WEEKS = (12, 16, 26)


class WeeksForm(forms.Form):
    """Care form, municipality, kenmerken, for the young, how many weeks; what we do not know filters nothing."""

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
    weken = forms.TypedChoiceField(
        label="Hoeveel weken", required=False, coerce=int, choices=[(weeks, f"{weeks} weken") for weeks in WEEKS]
    )
    kenmerk = forms.MultipleChoiceField(
        label="Dit moet één plek allemaal hebben",
        required=False,
        choices=[(feature.value, feature.label) for feature in FILTERS],
        widget=forms.CheckboxSelectMultiple,
    )
    jongeren = forms.BooleanField(label="Voor jongeren", required=False)

    def __init__(self, asked: QueryDict, *, user: User, sees_care: bool, towns: Any) -> None:
        super().__init__(asked, initial={"weken": WEEKS[0]})
        assert user.region_id is not None
        self.fields["zorgvorm"].queryset = CareForm.objects.filter(region_id=user.region_id).in_order()  # type: ignore[attr-defined]
        self.fields["gemeente"].queryset = towns  # type: ignore[attr-defined]
        if not sees_care:
            del self.fields["zorgvorm"]
        self.is_valid()

    @property
    def asked(self) -> Asked:
        """What one place has to be."""
        said = self.cleaned_data
        town = said.get("gemeente")
        features = set(said.get("kenmerk") or ()) | ({Feature.YOUTH.value} if said.get("jongeren") else set())
        return Asked(
            care_form=said.get("zorgvorm"), town=town.pk if town else "", features=frozenset(map(str, features))
        )

    @property
    def weeks(self) -> int:
        """How many weeks to show."""
        return self.cleaned_data.get("weken") or WEEKS[0]

    @property
    def chips(self) -> list[tuple[str, str]]:
        """Each chosen filter in words, with the address that leaves it out."""
        chosen = self._chosen()
        return [
            (words, "?" + urlencode([other for other, _ in chosen if other != pair])) for pair, words in chosen
        ]

    def _chosen(self) -> list[tuple[tuple[str, str], str]]:
        said = self.cleaned_data
        found: list[tuple[tuple[str, str], str]] = []
        if form := said.get("zorgvorm"):
            found.append((("zorgvorm", form.code), form.name))
        if town := said.get("gemeente"):
            found.append((("gemeente", town.pk), town.name))
        found += [(("kenmerk", code), Feature(code).label) for code in said.get("kenmerk") or ()]
        if said.get("jongeren"):
            found.append((("jongeren", "on"), "Voor jongeren"))
        if self.weeks != WEEKS[0]:
            found.append((("weken", str(self.weeks)), f"{self.weeks} weken"))
        return found
