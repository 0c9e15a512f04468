"""What people fill in to put right a dwelling or care that was written down wrong."""

from datetime import date, timedelta
from typing import Any

from django import forms

from placements.models import CareForm, HousingEpisode, MoveReason, Place, Tenure
from portal.fields import CHOOSE, DayField, line
from portal.models import Municipality, Organisation, Role, User
from portal.templatetags.dutch import laatste_dag
from trajectories.amending import facts_of, seal_of
from trajectories.forms.moving import FUNDING_WORDS, who_asked
from trajectories.known import Episode
from trajectories.models import EndReason
from trajectories.models.care import PURPOSES

WAS_NEVER = "Deze regel had er nooit mogen staan: schrap hem"


class AmendForm(forms.Form):
    """The days, why it was wrong, and what somebody looked at."""

    starts_on = DayField(label="Eerste dag")
    last_day = DayField(label="Laatste dag", required=False, help_text="Leeg: het loopt nog.")
    was_never = forms.BooleanField(label=WAS_NEVER, required=False)
    reason = line("Wat was er fout?", required=True, help_text="Bijvoorbeeld: de sleutel kwam twee dagen later.")
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, episode: Episode, reader: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.episode, self.reader = episode, reader
        for name, value in facts_of(episode).items():
            self.initial[name] = getattr(value, "pk", value)
        self.initial["last_day"], self.initial["seen"] = laatste_dag(episode.ends_on), seal_of(episode)
        self.order_fields([name for name in self.fields if name not in ("was_never", "reason", "seen")])

    def clean(self) -> dict[str, Any]:
        """The last day does not come before the first."""
        facts = super().clean() or {}
        first, last = facts.get("starts_on"), facts.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", "De laatste dag ligt vóór de eerste.")
        return facts

    def facts(self) -> dict[str, Any]:
        """What should have stood there; `ends_on` is the first day that does not count."""
        facts = {name: value for name, value in self.cleaned_data.items() if name in facts_of(self.episode)}
        last: date | None = self.cleaned_data["last_day"]
        return facts_of(self.episode) | facts | {"ends_on": last + timedelta(days=1) if last else None}


class AmendCareForm(AmendForm):
    """Care that was written down wrong."""

    care_form = forms.ModelChoiceField(
        label="Zorgvorm", queryset=CareForm.objects.none(), empty_label="Kies een zorgvorm", error_messages=CHOOSE
    )
    provider = forms.ModelChoiceField(
        label="Aanbieder",
        queryset=Organisation.objects.none(),
        empty_label="Geen (persoonsgebonden budget)",
        required=False,
        error_messages=CHOOSE,
    )
    purpose = forms.ChoiceField(
        label="Waarvoor de zorg is",
        choices=[("", "Niet afgesproken"), *((purpose.value, purpose.label) for purpose in PURPOSES)],
        required=False,
        error_messages=CHOOSE,
    )
    funding = forms.ChoiceField(label="Hoe de zorg wordt betaald", choices=FUNDING_WORDS, error_messages=CHOOSE)
    end_reason = forms.ChoiceField(
        label="Bestemming na de zorg",
        choices=[("", "Geen: er kwam andere zorg, of het loopt nog"), *EndReason.choices],
        required=False,
        error_messages=CHOOSE,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        region = self.episode.region_id
        self.fields["care_form"].queryset = CareForm.objects.filter(region=region).in_order()  # type: ignore[attr-defined]
        self.fields["provider"].queryset = Organisation.objects.providers_of(region)  # type: ignore[attr-defined]
        if self.reader.role == Role.PROVIDER:
            del self.fields["provider"]


class AmendHomeForm(AmendForm):
    """A dwelling that was written down wrong."""

    place = forms.ModelChoiceField(
        label="Plek",
        queryset=Place.objects.none(),
        empty_label="Geen: een eigen woning",
        required=False,
        error_messages=CHOOSE,
    )
    municipality = forms.ModelChoiceField(
        label="Gemeente van de eigen woning",
        queryset=Municipality.objects.none(),
        empty_label="Geen: een plek van een aanbieder",
        required=False,
        error_messages=CHOOSE,
    )
    tenure = forms.ChoiceField(label="Hoe de cliënt er woont", choices=Tenure.choices, error_messages=CHOOSE)
    move_reason = forms.ChoiceField(
        label="Waarom de cliënt er kwam wonen",
        choices=[("", "Niet vastgelegd"), *MoveReason.choices],
        required=False,
        error_messages=CHOOSE,
    )
    asked_by = who_asked()
    client_wanted = forms.TypedChoiceField(
        label="Wilde de cliënt dit zelf?",
        required=False,
        choices=[("True", "Ja"), ("False", "Nee"), ("", "Niet gevraagd")],
        coerce={"True": True, "False": False}.get,
        empty_value=None,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert isinstance(self.episode, HousingEpisode)
        places = Place.objects.filter(region=self.episode.region_id)
        if self.reader.role == Role.PROVIDER:
            places = places.filter(location__provider=self.reader.organisation)
        place, town = self.fields["place"], self.fields["municipality"]
        place.queryset = places.select_related("location").order_by("location__name", "code")  # type: ignore[attr-defined]
        place.label_from_instance = lambda one: f"{one.location.name}, plek {one.code}"  # type: ignore[attr-defined]
        town.queryset = Municipality.objects.filter(ended_on__isnull=True).order_by("name")  # type: ignore[attr-defined]
