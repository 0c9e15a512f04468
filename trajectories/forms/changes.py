"""What people fill in when something changes in somebody's life: another home, other care, away, out, dead."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django import forms
from django.db.models import QuerySet

from placements.capacity import timelines
from placements.models import CareForm, Place, Tenure
from placements.models.housing import OWN_HOME_TENURES
from portal.fields import CHOOSE, DayField, not_in_future
from portal.models import Client, Municipality, Organisation, Role, User
from portal.templatetags.dutch import dag
from trajectories.forms.moving import (
    CARE_AHEAD,
    how_it_is_paid,
    is_wanted,
    what_for,
    who_asked,
    who_pays,
    why_move,
)
from trajectories.leaving import Home
from trajectories.models import AbsenceReason, EndReason
from trajectories.moving import PLACE_TENURES
from trajectories.needs import towns_of
from trajectories.vacancy import reserved_among


class ChangeForm(forms.Form):
    """Something that changes for a client from a day on."""

    def __init__(self, *args: Any, client: Client, reader: User, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.client, self.reader, self.today = client, reader, today

    def facts(self) -> dict[str, Any]:
        """What was filled in, as the act wants it."""
        return self.cleaned_data

    def towns(self) -> QuerySet[Municipality]:
        """The municipalities of the region."""
        return Municipality.objects.filter(code__in=towns_of(self.reader, on=self.today)).order_by("name")


class TodayForm(ChangeForm):
    """Something that is written down today about days that were."""

    def facts(self) -> dict[str, Any]:
        """What was filled in, and what day it is."""
        return self.cleaned_data | {"on": self.today}


def _where_the_own_home_is() -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        label="In welke gemeente is de eigen woning?",
        queryset=Municipality.objects.none(),
        empty_label="Kies een gemeente",
        required=False,
        help_text="Alleen bij een eigen woning.",
    )


class AheadForm(ChangeForm):
    """Something that changes from a day on that may lie ahead."""

    on = DayField(label="Vanaf welke dag?", help_text="De eerste dag dat het anders is.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day = self.fields["on"]
        assert isinstance(day, DayField)
        day.initial = self.today
        day.not_after(self.today + CARE_AHEAD, "Kies een dag binnen drie maanden vanaf vandaag.")


class CareChangeForm(AheadForm):
    """Other care."""

    form = forms.ModelChoiceField(
        label="Welke zorg krijgt de cliënt dan?",
        queryset=CareForm.objects.none(),
        empty_label="Kies een zorgvorm",
        error_messages=CHOOSE,
    )
    provider = forms.ModelChoiceField(
        label="Van welke aanbieder?",
        queryset=Organisation.objects.none(),
        empty_label="Kies een aanbieder",
        required=False,
        error_messages=CHOOSE,
        help_text="Mag leeg bij een persoonsgebonden budget.",
    )
    purpose = what_for()
    funding = how_it_is_paid()
    paying_municipality = who_pays()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        running = self.client.care_episodes.covering(self.today).first()
        offered = CareForm.objects.filter(region=self.client.region_id).overlapping(
            self.today, self.today + CARE_AHEAD
        )
        payer = running.paying_municipality_id if running else None
        choices = {
            "form": offered.in_order(),
            "provider": Organisation.objects.providers_of(self.client.region_id),
            "paying_municipality": self.towns() | Municipality.objects.filter(code=payer),
        }
        for name, choice in choices.items():
            self.fields[name].queryset = choice  # type: ignore[attr-defined]
        if running:
            self.initial["provider"], self.initial["funding"] = running.provider_id, running.funding
            self.initial["purpose"] = running.purpose
            self.initial["paying_municipality"] = payer
        if self.reader.role == Role.PROVIDER:
            del self.fields["provider"]

    def clean(self) -> dict[str, Any]:
        """A provider writes down its own care only."""
        facts = super().clean() or {}
        if self.reader.role == Role.PROVIDER:
            facts["provider"] = self.reader.organisation
        return facts


class HomeChangeForm(AheadForm):
    """Another home."""

    home = forms.ChoiceField(
        label="Waar gaat de cliënt wonen?",
        error_messages=CHOOSE,
        help_text="U ziet plekken die nu of later vrij zijn, en daarboven een eigen woning.",
    )
    municipality = _where_the_own_home_is()
    tenure = forms.ChoiceField(
        label="Hoe huurt de cliënt de plek?",
        choices=[("", "Kies"), *((tenure.value, tenure.label) for tenure in PLACE_TENURES)],
        required=False,
        help_text="Alleen bij een plek van een aanbieder.",
    )
    reason = why_move(help_text="Of een verhuizing gedwongen is, volgt uit de reden.")
    asked_by = who_asked()
    client_wanted = is_wanted("Wil de cliënt dit zelf?")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {place.slug: place for place in self._places()}
        own = [(tenure.value, tenure.label) for tenure in OWN_HOME_TENURES]
        self.fields["home"].choices = [  # type: ignore[attr-defined]
            ("", "Kies waar"),
            ("Eigen woning", own),
            *self._grouped(),
        ]
        self.fields["municipality"].queryset = self.towns()  # type: ignore[attr-defined]
        if not self.client.housing_episodes.exists():
            del self.fields["reason"], self.fields["asked_by"]

    def _places(self) -> Iterable[Place]:
        places = Place.objects.visible_to(self.reader).filter(region=self.client.region_id)
        if self.reader.role == Role.PROVIDER:
            places = places.filter(location__provider=self.reader.organisation)
        return places.select_related("location__municipality").order_by("location__name", "location", "code")

    def _grouped(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """The places that are free or will be, per location, each with since when."""
        places = list(self.places.values())
        known = timelines(places, since=self.today, reserved=reserved_among(places))
        free = {place.slug: known[place.pk].free_on(self.today) for place in places}
        return [
            (f"{location.name}, {location.municipality}", rows)
            for location, group in groupby(places, key=lambda place: place.location)
            if (rows := [(one.slug, _offered(one, day, self.today)) for one in group if (day := free[one.slug])])
        ]

    def clean(self) -> dict[str, Any]:
        """A home of one's own is in a municipality, a place is let in some way."""
        facts = super().clean() or {}
        home = facts.get("home")
        if home in OWN_HOME_TENURES and not facts.get("municipality"):
            self.add_error("municipality", "Kies in welke gemeente de eigen woning is.")
        if home and home not in OWN_HOME_TENURES and not facts.get("tenure"):
            self.add_error("tenure", "Kies hoe de cliënt de plek huurt.")
        return facts

    def facts(self) -> dict[str, Any]:
        """A place or a municipality to go to, and on what terms."""
        facts = dict(self.cleaned_data)
        home, town = facts.pop("home"), facts.pop("municipality")
        if home in OWN_HOME_TENURES:
            return facts | {"to": town, "tenure": home}
        return facts | {"to": self.places[home]}


class HomeAndCareForm(HomeChangeForm, CareChangeForm):
    """Another home and other care, from the same day."""

    field_order = (
        "on",
        "home",
        "municipality",
        "tenure",
        "reason",
        "asked_by",
        "client_wanted",
        "form",
        "provider",
    )


class EndForm(ChangeForm):
    """The care of the region ends."""

    last_day = DayField(label="Wat is de laatste dag met zorg?")
    destination = forms.ChoiceField(
        label="Waar gaat de cliënt naartoe?",
        choices=[
            ("", "Kies een bestemming"),
            *((reason.value, reason.label) for reason in EndReason if reason != EndReason.DIED),
        ],
        error_messages=CHOOSE | {"required": "Kies waar de cliënt naartoe gaat."},
    )
    home = forms.TypedChoiceField(
        label="Wat gebeurt er met de woning?",
        choices=[
            (Home.STAYS, "De cliënt blijft daar wonen"),
            (Home.ENDS, "De cliënt vertrekt op die dag"),
            (Home.OWN, "De cliënt verhuist op die dag naar een eigen woning"),
        ],
        coerce=Home,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wat er met de woning gebeurt."},
    )
    municipality = _where_the_own_home_is()
    tenure = forms.ChoiceField(
        label="Huur of koop?",
        choices=[(tenure.value, tenure.label) for tenure in OWN_HOME_TENURES],
        initial=Tenure.OWN_TENANCY,
        required=False,
        help_text="Alleen bij een eigen woning.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day = self.fields["last_day"]
        assert isinstance(day, DayField)
        day.initial = self.today
        day.not_after(self.today + CARE_AHEAD, "Kies een dag binnen drie maanden vanaf vandaag.")
        self.fields["municipality"].queryset = self.towns()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A home of one's own is somewhere."""
        facts = super().clean() or {}
        if facts.get("home") == Home.OWN and not facts.get("municipality"):
            self.add_error("municipality", "Kies in welke gemeente de eigen woning is.")
        return facts

    def facts(self) -> dict[str, Any]:
        """`on` is the first day without care."""
        facts = dict(self.cleaned_data)
        return facts | {
            "on": facts.pop("last_day") + timedelta(days=1),
            "tenure": facts["tenure"] or Tenure.OWN_TENANCY,
        }


class DeathForm(TodayForm):
    """The day somebody died."""

    died_on = DayField(label="Op welke dag is de cliënt overleden?")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        not_in_future(self.fields["died_on"], self.today)


class AwayForm(TodayForm):
    """Away for a while."""

    since = DayField(label="Vanaf welke dag is de cliënt weg?")
    reason = forms.ChoiceField(
        label="Waar is de cliënt?",
        choices=AbsenceReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies waar de cliënt is."},
        help_text="Schrijf niet op waarom: dat hoeft hier niemand te weten.",
    )
    expected_back_on = DayField(
        label="Wanneer is de cliënt naar verwachting terug?", required=False, help_text="Mag leeg blijven."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        not_in_future(self.fields["since"], self.today)
        self.initial["since"] = self.today

    def clean(self) -> dict[str, Any]:
        """Nobody is back before they left."""
        facts = super().clean() or {}
        since, back = facts.get("since"), facts.get("expected_back_on")
        if since and back and back <= since:
            self.add_error("expected_back_on", "Deze dag ligt niet na de dag van vertrek.")
        return facts


class CalamityForm(TodayForm):
    """The day a calamity was reported; nothing else is asked."""

    reported_on = DayField(
        label="Op welke dag is de calamiteit gemeld?",
        help_text="Bij de toezichthouder. Schrijf hier niet op wat er gebeurde: dat hoort niet in Thuisroute.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        not_in_future(self.fields["reported_on"], self.today)
        self.initial["reported_on"] = self.today


class BackForm(TodayForm):
    """Back home."""

    back_on = DayField(label="Vanaf welke dag is de cliënt terug?")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        not_in_future(self.fields["back_on"], self.today)
        self.initial["back_on"] = self.today


def _offered(place: Place, day: date, today: date) -> str:
    since = "nu vrij" if day <= today else f"vrij vanaf {dag(day)}"
    return f"Plek {place.code}, {since}"
