"""Forms of the search for a place."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.formats import date_format

from placements.models import CareForm, Feature
from portal.fields import DayField
from portal.models import Client, User
from trajectories.matching.locations import Candidate
from trajectories.models import Criterion

DUE_FOR_SOME = "Nodig als bij de gekozen plek iemand anders eerst aan de beurt is, of als niet alles past."
ALL = "alle"
OURS = (Criterion.CONTRACT, Criterion.OBJECTION)
"""What is missing then is not a place."""
AHEAD = timedelta(days=2 * 366)
"""How far ahead somebody may look for a place."""


class SearchForm(forms.Form):
    """What kind of place, where and when; lives in the address, so that a search can be kept.

    What is left out is today, or all; what cannot be read counts as left out, with an error at its field.
    """

    dag = DayField(label="Vrij op")
    gemeente = forms.ChoiceField(
        label="Gemeente", error_messages={"invalid_choice": "Deze gemeente doet niet mee in de regio."}
    )
    vorm = forms.ChoiceField(
        label="Zorgvorm", error_messages={"invalid_choice": "Deze zorgvorm heeft de regio niet."}
    )

    def __init__(self, asked: QueryDict, *, user: User, today: date, towns: Mapping[str, str]) -> None:
        left_out = {"dag": today.isoformat(), "gemeente": ALL, "vorm": ALL}
        super().__init__({name: asked.get(name) or usual for name, usual in left_out.items()})
        self.today = today
        day = self.fields["dag"]
        assert isinstance(day, DayField)
        day.not_before(today, "Zoek vanaf vandaag: een plek in het verleden kan niemand meer krijgen.")
        day.not_after(today + AHEAD, "Kies een dag binnen twee jaar vanaf vandaag.")
        on_offer = CareForm.objects.filter(region__organisations=user.organisation)
        self.care_forms = {form.code: form for form in on_offer.overlapping(today, today + AHEAD).in_order()}
        self._offer("gemeente", "De hele regio", towns)
        self._offer("vorm", "Alle zorgvormen", {code: form.name for code, form in self.care_forms.items()})
        self.is_valid()

    def _offer(self, name: str, everything: str, choices: Mapping[str, str]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(ALL, everything), *choices.items()]

    @property
    def day(self) -> date:
        """The day asked for, else today."""
        return self.cleaned_data.get("dag", self.today)

    @property
    def town(self) -> str:
        """The gemeentecode asked for, else empty: the whole region."""
        town = self.cleaned_data.get("gemeente", ALL)
        return "" if town == ALL else town

    @property
    def care_form(self) -> CareForm | None:
        """The care form asked for, else None: all of them."""
        return self.care_forms.get(self.cleaned_data.get("vorm", ALL))


class ProposeForm(forms.Form):
    """Which place, from when, and why now for this client."""

    place = forms.ChoiceField(
        label="Welke plek?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Kies een plek.",
            "invalid_choice": "Deze plek is niet meer vrij, of past niet. Kies een andere plek.",
        },
    )
    intended_start_on = DayField(label="Gewenste eerste dag")
    skip_reason = forms.CharField(
        label="Waarom wijkt u af van het advies?",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Schrijf waarom u hiervan afwijkt."},
    )
    message = forms.CharField(
        label="Bericht aan de aanbieder",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Schrijf geen naam op: die ziet de aanbieder pas na aanvaarden.",
    )

    def __init__(
        self,
        *args: Any,
        candidates: tuple[Candidate, ...],
        client: Client,
        due: Mapping[str, list[str]],
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.client = client
        self.candidates = {one.place.slug: one for one in candidates}
        self.fields["place"].choices = [(slug, _in_words(one)) for slug, one in self.candidates.items()]  # type: ignore[attr-defined]
        day = self.fields["intended_start_on"]
        assert isinstance(day, DayField)
        day.not_before(today, "Deze dag is al voorbij. Kies vandaag of later.")
        day.not_after(today + AHEAD, "Kies een dag binnen twee jaar vanaf vandaag.")
        self.due = due
        self.fields["skip_reason"].required = all(due.values())
        if not any(due.values()):
            del self.fields["skip_reason"]
        elif all(sentences == next(iter(due.values())) for sentences in due.values()):
            self.fields["skip_reason"].help_text = " ".join(next(iter(due.values())))
        else:
            self.fields["skip_reason"].help_text = DUE_FOR_SOME

    def clean(self) -> dict[str, Any]:
        """Departing from the advice goes with a reason; which places ask for one is known beforehand."""
        facts = super().clean() or {}
        due = self.due.get(facts.get("place", ""), [])
        if due and not facts.get("skip_reason", "").strip() and "skip_reason" not in self.errors:
            self.add_error("skip_reason", due)
        return facts

    def clean_message(self) -> str:
        """The provider may not learn the name before it accepted."""
        message: str = self.cleaned_data["message"]
        names = {self.client.family_name, *self.client.given_names.split()}
        if any(re.search(rf"\b{re.escape(name)}\b", message, re.IGNORECASE) for name in names if len(name) > 1):
            raise forms.ValidationError("Haal de naam weg: die ziet de aanbieder pas na aanvaarden.")
        return message

    def facts(self) -> dict[str, Any]:
        """The arguments of the act."""
        return self.cleaned_data | {"place": self.candidates[self.cleaned_data["place"]].place}


class UnmetForm(forms.Form):
    """On which criterion the search failed."""

    criterion = forms.ChoiceField(
        label="Waarop loopt het vast?",
        choices=[choice for choice in Criterion.choices if choice[0] not in OURS],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies waarop het vastloopt."},
    )
    words = forms.CharField(
        label="Toelichting", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def clean(self) -> dict[str, Any]:
        """Something else is only told by words."""
        facts = super().clean() or {}
        if facts.get("criterion") == Criterion.OTHER and not facts.get("words"):
            self.add_error("words", "Schrijf op waarop het vastloopt.")
        return facts


def _in_words(candidate: Candidate) -> str:
    has = candidate.place.features_on(candidate.starts_on or candidate.bed.on)
    features = [Feature(code).label.lower() for code in has]
    day = f"vrij vanaf {date_format(candidate.starts_on, 'j F Y')}" if candidate.starts_on else "niet vrij"
    certainty = "" if candidate.bed.is_free_on_certain else " (naar verwachting)"
    return ", ".join([f"Plek {candidate.place.code}: {day}{certainty}", *features])
