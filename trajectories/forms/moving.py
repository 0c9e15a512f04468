"""Forms of answering a proposal, moving in, and staying put with other care."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet

from placements.models import CareForm, MoveReason
from placements.models.housing import MoveAsker
from portal.actor import counting
from portal.fields import CHOOSE, DayField, not_in_future, yes_no
from portal.models import Municipality, Organisation
from portal.templatetags.dutch import dag
from trajectories.models import DeclineReason, Funding, MatchProposal, WaitlistEntry
from trajectories.models.care import PURPOSES
from trajectories.moving import PLACE_TENURES
from trajectories.naming import municipality_of

CARE_AHEAD = timedelta(days=92)
"""How much later than today care may begin that is recorded now."""
FUNDING_WORDS = [(Funding.IN_KIND, "Zorg in natura"), (Funding.PERSONAL_BUDGET, "Persoonsgebonden budget (pgb)")]


def how_it_is_paid() -> forms.ChoiceField:
    """In kind, or with a budget of the client."""
    return forms.ChoiceField(
        label="Hoe wordt de zorg betaald?",
        choices=FUNDING_WORDS,
        widget=forms.RadioSelect,
        initial=Funding.IN_KIND,
        error_messages={"required": "Kies hoe de zorg wordt betaald."},
    )


def who_pays() -> forms.ModelChoiceField:
    """Which municipality; the form says of which there can be."""
    return forms.ModelChoiceField(
        label="Welke gemeente betaalt?",
        queryset=Municipality.objects.none(),
        empty_label="Kies een gemeente",
        error_messages={"required": "Kies een gemeente."},
    )


def what_for() -> forms.ChoiceField:
    """What the care is for, as agreed at its start; empty: nobody said."""
    return forms.ChoiceField(
        label="Waarvoor is deze zorg?",
        choices=[*((purpose.value, purpose.label) for purpose in PURPOSES), ("", "Niet afgesproken")],
        required=False,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
        help_text="Zoals het met de cliënt is afgesproken.",
    )


def why_move(**kwargs: Any) -> forms.ChoiceField:
    """The reason of a move; whether it was forced follows from it."""
    return forms.ChoiceField(
        label="Waarom verhuist de cliënt?",
        choices=[("", "Kies een reden"), *MoveReason.choices],
        error_messages={"required": "Kies waarom de cliënt verhuist."},
        **kwargs,
    )


def who_asked() -> forms.ChoiceField:
    """Who asked for the move; empty: nobody knows."""
    return forms.ChoiceField(
        label="Wie vroeg om de verhuizing?",
        required=False,
        choices=[("", "Niet bekend"), *MoveAsker.choices],
        error_messages=CHOOSE,
    )


def is_wanted(label: str) -> forms.TypedChoiceField:
    """Whether the client wanted the move; None: nobody asked."""
    return forms.TypedChoiceField(
        label=label,
        required=False,
        choices=[("ja", "Ja"), ("nee", "Nee"), ("", "Niet gevraagd")],
        coerce={"ja": True, "nee": False}.get,
        empty_value=None,
        widget=forms.RadioSelect,
    )


class DeclineForm(forms.Form):
    """Why the provider does not take the client."""

    reason = forms.ChoiceField(
        label="Waarom kan dit niet?",
        choices=DeclineReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies een reden."},
    )
    words = forms.CharField(
        label="Toelichting voor de coördinator",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        """Something else is only told by words."""
        facts = super().clean() or {}
        if facts.get("reason") == DeclineReason.OTHER and not facts.get("words"):
            self.add_error("words", "Schrijf op waarom dit niet kan.")
        return facts


class IntroductionForm(forms.Form):
    """When they met, and whether the client wants the place."""

    held_on = DayField(label="Wanneer was de kennismaking?")
    agrees = yes_no("Wil de cliënt deze plek?")
    words = forms.CharField(
        label="Wat zegt de cliënt?", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        not_in_future(self.fields["held_on"], today)
        self.initial["held_on"] = today

    def clean(self) -> dict[str, Any]:
        """A no goes with the words of the client."""
        facts = super().clean() or {}
        if facts.get("agrees") is False and not facts.get("words", "").strip():
            self.add_error("words", "Schrijf op waarom de cliënt deze plek niet wil.")
        return facts


class CareStartForm(forms.Form):
    """When the care begins and who pays for it."""

    care_from = DayField(label="Eerste dag van de zorg")
    purpose = what_for()
    funding = how_it_is_paid()
    paying_municipality = who_pays()

    def __init__(
        self, *args: Any, entry: WaitlistEntry, towns: Mapping[str, str], today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        day = self.fields["care_from"]
        assert isinstance(day, DayField)
        day.initial = today
        day.not_before(entry.waiting_since, f"Het wachten begon op {dag(entry.waiting_since)}.")
        day.not_after(today + CARE_AHEAD, "Kies een dag binnen drie maanden vanaf vandaag.")
        town = municipality_of(entry.client)
        payer = town.pk if town else None
        field = self.fields["paying_municipality"]
        field.queryset = Municipality.objects.filter(code__in={*towns, payer} - {None})  # type: ignore[attr-defined]
        field.initial = payer


class MoveInForm(CareStartForm):
    """The client got the key."""

    housing_from = DayField(label="Dag van de sleutel", help_text="De eerste dag in de woning.")
    tenure = forms.ChoiceField(
        label="Hoe huurt de cliënt?",
        choices=[(tenure.value, tenure.label) for tenure in PLACE_TENURES],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies hoe de cliënt huurt."},
    )
    move_reason = why_move()
    asked_by = who_asked()
    client_wanted = is_wanted("Wilde de cliënt dit zelf?")

    field_order = (
        "housing_from",
        "care_from",
        "tenure",
        "move_reason",
        "asked_by",
        "client_wanted",
        "purpose",
        "funding",
    )

    def __init__(
        self, *args: Any, proposal: MatchProposal, had_dwelling: bool, today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, entry=proposal.entry, today=today, **kwargs)
        key = self.fields["housing_from"]
        assert isinstance(key, DayField)
        key.initial = today
        not_in_future(key, today)
        key.not_before(proposal.proposed_on, f"Het voorstel is van {dag(proposal.proposed_on)}: eerder kan niet.")
        self.fields["care_from"].help_text = "Mag een andere dag zijn dan de dag van de sleutel."
        if not had_dwelling:
            del self.fields["move_reason"], self.fields["asked_by"]


class StayForm(CareStartForm):
    """Other care in the dwelling of now."""

    provider = forms.ModelChoiceField(
        label="Welke aanbieder geeft de zorg?",
        queryset=Organisation.objects.none(),
        empty_label="Kies een aanbieder",
        error_messages={"required": "Kies een aanbieder."},
    )

    field_order = ("provider", "care_from", "purpose", "funding")

    def __init__(self, *args: Any, entry: WaitlistEntry, **kwargs: Any) -> None:
        super().__init__(*args, entry=entry, **kwargs)
        self.fields["provider"].queryset = providers_of(entry.care_form, today=kwargs["today"])  # type: ignore[attr-defined]


def providers_of(form: CareForm, *, today: date) -> QuerySet[Organisation]:
    """Providers with a contract for a care form now or soon."""
    with counting():  # that there is a contract; not what it costs
        soon = set(form.contracts.overlapping(today, today + CARE_AHEAD).values_list("provider", flat=True))
    return Organisation.objects.filter(pk__in=soon).order_by("name")
