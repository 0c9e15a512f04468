"""Fields that forms on every floor share: a day, and a text that fits."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.formats import date_format

EARLIEST, LATEST = date(1900, 1, 1), date(2100, 12, 31)
CODE = RegexValidator(r"^[A-Z0-9_-]{1,40}\Z", "Gebruik hoofdletters, cijfers, - en _, hoogstens 40 tekens.")
"""What a code of a care form or an organisation may be called when somebody thinks it up on a page."""
CHOOSE = {"required": "Kies er een.", "invalid_choice": "Kies er een uit de lijst."}
"""What a field says that wants one of a list."""
TOO_LONG = "Deze tekst is te lang: hoogstens 10.000 tekens. Nu zijn het er %(show_value)d."


class DayInput(forms.DateInput):
    """The browser's own date picker; it wants ISO, whatever the language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day on a form; refuses days that cannot be, each with a sentence that says how to mend it."""

    widget = DayInput
    default_error_messages = {
        "required": "Vul een datum in.",
        "invalid": "Dit is geen bestaande datum. Schrijf bijvoorbeeld 05-10-2026.",
    }
    earliest, latest = EARLIEST, LATEST
    earliest_says = latest_says = ""

    def not_before(self, day: date, says: str = "") -> None:
        """Refuse days before `day`; `says` is the sentence, else the field names the day itself."""
        self.earliest, self.earliest_says = day, says

    def not_after(self, day: date, says: str = "") -> None:
        """Refuse days after `day`."""
        self.latest, self.latest_says = day, says

    def validate(self, value: date | None) -> None:
        """Say what is wrong with a day outside the limits."""
        super().validate(value)
        if value is None:
            return
        if value < self.earliest:
            raise ValidationError(self.earliest_says or f"Kies een datum vanaf {_words(self.earliest)}.")
        if value > self.latest:
            raise ValidationError(self.latest_says or f"Kies een datum tot en met {_words(self.latest)}.")


class EurosField(forms.DecimalField):
    """An amount in euros, cents behind a comma or a point; answers a Decimal."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    default_error_messages = {
        "required": "Vul een bedrag in.",
        "invalid": "Schrijf het bedrag als 92,50: hoogstens twee decimalen, geen punt bij duizend.",
        "min_value": "Een bedrag is nul of meer.",
        "max_digits": "Dit bedrag is te groot. Verbeter het bedrag.",
        "max_whole_digits": "Dit bedrag is te groot. Verbeter het bedrag.",
        "max_decimal_places": "Schrijf het bedrag met hoogstens twee decimalen.",
    }

    def __init__(self, **kwargs: Any) -> None:
        limits = {"min_value": 0, "max_digits": 12, "decimal_places": 2, "localize": True}
        super().__init__(**(limits | kwargs))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """None: `min` and `step` belong to a number box, and this is a text box."""
        return {}


def not_in_future(field: forms.Field, today: date) -> None:
    """Refuse days after today on a `DayField`, with the sentence every form uses for it."""
    assert isinstance(field, DayField)
    field.not_after(today, f"Deze datum ligt in de toekomst. Vandaag is het {_words(today)}.")


def long_text(
    label: str, *, rows: int = 4, required: bool = True, most: int = 10_000, **kwargs: Any
) -> forms.CharField:
    """A text of at most `most` signs, as many as the database keeps."""
    limit = f"{most:,}".replace(",", ".")
    return forms.CharField(
        label=label,
        max_length=most,
        required=required,
        error_messages={
            "max_length": f"Deze tekst is te lang: hoogstens {limit} tekens. Nu zijn het er %(show_value)d."
        },
        widget=forms.Textarea(attrs={"rows": rows}),
        **kwargs,
    )


def _words(day: date) -> str:
    return date_format(day, "j F Y")


def yes_no_unknown(label: str, **kwargs: Any) -> forms.TypedChoiceField:
    """Ja, nee or onbekend, as True, False or None."""
    return forms.TypedChoiceField(
        label=label,
        choices=[("ja", "Ja"), ("nee", "Nee"), ("", "Onbekend")],
        coerce=lambda word: word == "ja",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        **kwargs,
    )


def yes_no(label: str, **kwargs: Any) -> forms.TypedChoiceField:
    """Ja or nee, one of the two."""
    return forms.TypedChoiceField(
        label=label,
        choices=[("ja", "Ja"), ("nee", "Nee")],
        coerce=lambda word: word == "ja",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies ja of nee."},
        **kwargs,
    )


def line(label: str, *, required: bool = False, **kwargs: Any) -> forms.CharField:
    """One line of text of at most 500 signs."""
    return forms.CharField(
        label=label,
        max_length=500,
        required=required,
        error_messages={
            "required": "Vul dit in.",
            "max_length": "Deze tekst is te lang: hoogstens 500 tekens. Nu zijn het er %(show_value)d.",
        },
        **kwargs,
    )


def password_field(label: str, *, autocomplete: str = "current-password", **kwargs: Any) -> forms.CharField:
    """A password, as typed: spaces count, and a longer one than any of ours is not even tried."""
    typed = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, max_length=128, strip=False, widget=typed, **kwargs)


def limit_day(field: forms.Field, first: date, last: date) -> None:
    """Refuse days outside `[first, last]` on a `DayField`."""
    assert isinstance(field, DayField)
    field.not_before(first)
    field.not_after(last)
