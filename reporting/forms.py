"""What policy officers fill in, and whoever wants to hear of a new report."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from portal.fields import DayField, long_text
from portal.models import Municipality, Region
from reporting.suppression import SMALLEST, SMALLEST_INSIDE
from reporting.thresholds import Smallest
from reporting.tiles import COLUMNS, ROWS, Place


class ChapterTextForm(forms.Form):
    """The words beside one chapter, and on which version they were based."""

    chapter = forms.ChoiceField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**6)
    text = long_text("Toelichting", rows=4, required=False)

    def __init__(self, *args: Any, chapter: str, title: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = f"{chapter}-%s"
        self.title = title
        self.fields["chapter"].choices = [(chapter, title)]  # type: ignore[attr-defined]
        self.fields["text"].label = title


class TilesForm(forms.Form):
    """A column and a row for every municipality, counted from 1 as people do."""

    def __init__(self, *args: Any, towns: list[Municipality], places: Mapping[str, Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.towns = towns
        for number, town in enumerate(towns):
            column, row = places.get(town.pk, (number % 3, number // 3))
            self.fields[f"column-{town.pk}"] = _number(f"{town}: kolom van links", column + 1, COLUMNS)
            self.fields[f"row-{town.pk}"] = _number(f"{town}: rij van boven", row + 1, ROWS)

    def clean(self) -> dict[str, Any]:
        """No two municipalities lie on one place."""
        facts = super().clean() or {}
        taken: dict[Place, Municipality] = {}
        for town in self.towns:
            place = facts.get(f"column-{town.pk}"), facts.get(f"row-{town.pk}")
            if None not in place and place in taken:
                self.add_error(f"column-{town.pk}", f"Op deze plaats ligt {taken[place]} al.")
            taken[place] = town  # type: ignore[index]
        return facts

    def places(self) -> dict[str, Place]:
        """Where everything is to lie, counted from 0."""
        facts = self.cleaned_data
        return {town.pk: (facts[f"column-{town.pk}"] - 1, facts[f"row-{town.pk}"] - 1) for town in self.towns}


def _number(
    label: str, initial: int | None, most: int, *, least: int = 1, help_text: str = ""
) -> forms.IntegerField:
    says = f"Vul een heel getal in van {least} tot en met {most}."
    return forms.IntegerField(
        label=label,
        initial=initial,
        min_value=least,
        max_value=most,
        help_text=help_text,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), says),
    )


MOST = 100
"""Above this a region would hide nearly everything."""


class ThresholdForm(forms.Form):
    """From which number on a region shows what rests on it: higher than the house asks, never lower."""

    published = _number(
        "Openbaar: toon een getal vanaf",
        None,
        MOST,
        least=SMALLEST,
        help_text=f"Voor rapporten en de openbare pagina. Nooit lager dan {SMALLEST}.",
    )
    inside = _number(
        "Binnen de regio: toon een getal vanaf",
        None,
        MOST,
        least=SMALLEST_INSIDE,
        help_text=f"Voor de monitor van beleid en projectleiding. Nooit lager dan {SMALLEST_INSIDE}.",
    )
    starts_on = DayField(
        label="Vanaf welke dag?", help_text="Vandaag of later. Wat al is opgesteld, verandert niet."
    )

    def __init__(self, data: Any, *, today: date, known: Smallest) -> None:
        initial = {"published": known.published, "inside": known.inside, "starts_on": today}
        super().__init__(data, initial=initial)
        starts_on = self.fields["starts_on"]
        assert isinstance(starts_on, DayField)
        starts_on.not_before(today, "Kies vandaag of een dag die nog komt. Wat voorbij is, verandert niet meer.")

    def clean(self) -> dict[str, Any]:
        """Who works inside sees at least what everybody sees."""
        facts = super().clean() or {}
        published, inside = facts.get("published"), facts.get("inside")
        if published and inside and inside > published:
            self.add_error("inside", f"Kies hoogstens {published}: openbaar toont niet meer dan binnen de regio.")
        return facts

    def smallest(self) -> Smallest:
        """What was filled in."""
        return Smallest(self.cleaned_data["published"], self.cleaned_data["inside"])


class SubscribeForm(forms.Form):
    """Where to send word of new reports, and of which region."""

    region = forms.ModelChoiceField(
        label="Van welke regio?",
        queryset=Region.objects.order_by("name"),
        to_field_name="code",
        empty_label="Kies een regio",
        error_messages={"required": "Kies een regio.", "invalid_choice": "Kies een regio uit de lijst."},
    )
    address = forms.EmailField(
        label="E-mailadres",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": "Vul uw e-mailadres in.",
            "invalid": "Dit is geen e-mailadres. Schrijf bijvoorbeeld naam@voorbeeld.nl.",
        },
    )
