"""What an administrator fills in about contracts: with whom, for what, how many places, and at what rate."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms

from placements.contracts import Parts, adds_up
from placements.models import CareForm, Contract, RateElement, RateGround
from portal.fields import CHOOSE, EARLIEST, DayField, EurosField, limit_day, line
from portal.models import Organisation, Region
from portal.templatetags.dutch import dag, getal, periode
from trajectories.forms.catalogue import AHEAD

PART = "deel-"


class ContractForm(forms.Form):
    """A period of a contract, with its rate and what that is made up of."""

    starts_on = DayField(label="Eerste dag")
    last_day = DayField(label="Laatste dag", required=False, help_text="Weet u die nog niet? Laat dit dan leeg.")
    places = forms.IntegerField(
        label="Plekken",
        min_value=0,
        max_value=100_000,
        error_messages={
            "required": "Vul een aantal in.",
            "invalid": "Schrijf een heel getal in cijfers.",
            "min_value": "Een aantal is nul of meer.",
            "max_value": "Dit aantal is te groot.",
        },
    )
    day_rate = EurosField(label="Dagtarief in euro’s", help_text="Per etmaal; hiermee rekent het rapport.")
    rate_ground = forms.ChoiceField(
        label="Waar rust het tarief op?",
        required=False,
        choices=[*RateGround.choices, ("", "Niet vastgelegd")],
        widget=forms.RadioSelect,
    )
    rate_note = line("Toelichting op het tarief", help_text="Bijvoorbeeld het besluit of het rekenmodel.")

    def __init__(self, *args: Any, on: date, contract: Contract, **kwargs: Any) -> None:
        super().__init__(*args, **(kwargs | {"initial": _initial(contract)}))
        self.contract = contract
        for element in RateElement:
            self.fields[PART + element] = EurosField(label=f"Opbouw: {element.label.lower()}", required=False)
        self.fields[
            PART + RateElement.WAGES
        ].help_text = (
            "Bedrag per etmaal. U mag de opbouw leeg laten; wat u invult, telt samen op tot het dagtarief."
        )
        for name in ("starts_on", "last_day"):
            limit_day(self.fields[name], EARLIEST, on + AHEAD)

    def clean(self) -> dict[str, Any]:
        """Days run forward, and the parts add up to the rate."""
        facts = super().clean() or {}
        first, last = facts.get("starts_on"), facts.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", "De laatste dag ligt vóór de eerste dag. Kies een latere dag.")
        parts, rate = _parts(facts), facts.get("day_rate")
        if rate is not None and not adds_up(rate, parts):
            whole = f"De opbouw telt op tot € {getal(sum(parts.values()), 2)}, het tarief is € {getal(rate, 2)}."
            self.add_error("day_rate", f"{whole} Maak beide gelijk, of laat de opbouw leeg.")
        if self.contract.care_form_id:
            self._check_form(self.contract.care_form, first)
        return facts

    def _check_form(self, form: CareForm, first: date | None) -> None:
        if first and not form.covers(first) and "starts_on" in self.cleaned_data:
            self.add_error("starts_on", f"{form} is er op die dag niet: de regio biedt het aan {periode(form)}.")

    @property
    def parts(self) -> Parts:
        """What the rate is made up of, per `RateElement`; empty when nothing was filled in."""
        return _parts(self.cleaned_data)

    def filled(self) -> Contract:
        """The contract with what was filled in; the last day becomes the first that does not count."""
        facts, contract = self.cleaned_data, self.contract
        last: date | None = facts["last_day"]
        contract.starts_on, contract.ends_on = facts["starts_on"], last + timedelta(days=1) if last else None
        contract.places, contract.day_rate = facts["places"], facts["day_rate"]
        contract.rate_ground, contract.rate_note = facts["rate_ground"], facts["rate_note"]
        return contract

    def in_words(self) -> tuple[tuple[str, object], ...]:
        """What was filled in, to read back."""
        facts = self.cleaned_data
        last = dag(facts["last_day"]) or "nog niet bekend"
        ground = RateGround(facts["rate_ground"]).label if facts["rate_ground"] else "niet vastgelegd"
        parts = "\n".join(f"{RateElement(name).label}: € {getal(part, 2)}" for name, part in self.parts.items())
        return (
            ("Eerste dag", dag(facts["starts_on"])),
            ("Laatste dag", last),
            ("Plekken", getal(facts["places"])),
            ("Dagtarief", f"€ {getal(facts['day_rate'], 2)}"),
            ("Grond", ground),
            ("Opbouw", parts or "niet vastgelegd"),
        )


class NewContractForm(ContractForm):
    """A contract that is not on record yet."""

    provider = forms.ModelChoiceField(
        label="Aanbieder",
        queryset=Organisation.objects.none(),
        empty_label="Kies een aanbieder",
        error_messages=CHOOSE,
    )
    care_form = forms.ModelChoiceField(
        label="Zorgvorm", queryset=CareForm.objects.none(), empty_label="Kies een zorgvorm", error_messages=CHOOSE
    )
    field_order = ("provider", "care_form")

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, contract=Contract(), **kwargs)
        self.fields["provider"].queryset = Organisation.objects.providers_of(region)  # type: ignore[attr-defined]
        self.fields["care_form"].queryset = CareForm.objects.filter(region=region).in_order()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """As for any contract, once the care form is known."""
        if "care_form" in self.cleaned_data:
            self.contract.care_form = self.cleaned_data["care_form"]
        return super().clean()

    def filled(self) -> Contract:
        """The contract, of whom and for what too."""
        self.contract.provider = self.cleaned_data["provider"]
        return super().filled()


class EndContractForm(forms.Form):
    """The last day of a contract."""

    last_day = DayField(label="Laatste dag van het contract")

    def __init__(self, *args: Any, contract: Contract, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = contract.starts_on
        field = self.fields["last_day"]
        limit_day(field, first, on + AHEAD)
        assert isinstance(field, DayField)
        field.not_before(first, f"Het contract begint op {dag(first)}. Kies die dag of een latere.")

    @property
    def ends_on(self) -> date:
        """The first day that no longer counts."""
        last: date = self.cleaned_data["last_day"]
        return last + timedelta(days=1)


class PercentField(forms.DecimalField):
    """A percentage with at most two decimals, a comma or a point, with or without + and %."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    default_error_messages = {
        "required": "Vul een percentage in.",
        "invalid": "Schrijf het percentage als 4,2 of -1,5.",
        "max_decimal_places": "Schrijf het percentage met hoogstens twee decimalen.",
        "min_value": "Een tarief gaat hier hoogstens 50 procent omlaag.",
        "max_value": "Een tarief gaat hier hoogstens 50 procent omhoog. Controleer het percentage.",
    }

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        """Without the percent sign."""
        return super().to_python(value.replace("%", "").strip() if isinstance(value, str) else value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """None: `min` and `step` belong to a number box, and this is a text box."""
        return {}


class IndexForm(forms.Form):
    """By how many percent rates change, from which day, for which care form."""

    care_form = forms.ModelChoiceField(
        label="Zorgvorm",
        queryset=CareForm.objects.none(),
        required=False,
        empty_label="Alle zorgvormen",
        error_messages=CHOOSE,
    )
    percent = PercentField(
        label="Percentage", min_value=-50, max_value=50, max_digits=6, decimal_places=2, localize=True
    )
    starts_on = DayField(label="Nieuw tarief vanaf")

    def __init__(self, asked: Mapping[str, Any] | None, *, region: Region, on: date) -> None:
        super().__init__(asked or None, initial={"starts_on": date(on.year + 1, 1, 1)})
        self.fields["care_form"].queryset = CareForm.objects.filter(region=region).in_order()  # type: ignore[attr-defined]
        limit_day(self.fields["starts_on"], on - timedelta(days=366), on + AHEAD)


def _initial(contract: Contract) -> dict[str, Any]:
    if contract.pk is None:
        return {}
    parts = {PART + part.element: part.amount for part in contract.parts.all()}
    return parts | {
        "starts_on": contract.starts_on,
        "last_day": contract.last_day,
        "places": contract.places,
        "day_rate": contract.day_rate,
        "rate_ground": contract.rate_ground,
        "rate_note": contract.rate_note,
    }


def _parts(facts: Mapping[str, Any]) -> dict[str, Decimal]:
    amounts = {element.value: facts.get(PART + element) for element in RateElement}
    return {element: amount for element, amount in amounts.items() if amount}
