"""Forms about the BSN: typing one, asking for one with a reason, and a region that begins or ends using it."""

import re

from django import forms
from django.core.exceptions import ValidationError

from trajectories.bsn import DIGITS, digits_of, is_bsn

REASONS = {
    "identiteit": "om te controleren wie iemand is",
    "bericht": "voor een bericht over zorg of een declaratie",
    "aanvraag": "voor een aanvraag bij een andere organisatie",
    "gevraagd": "omdat de cliënt erom vroeg",
}
"""Why somebody needs the number, as the client reads it. Fixed words: in the log stands no text about a person."""


class BsnField(forms.CharField):
    """Nine digits that pass the elfproef; spaces and points may stand between them."""

    default_error_messages = {
        "required": "Vul het BSN in.",
        "max_length": "Dit is te lang. Een BSN heeft 9 cijfers.",
    }
    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def __init__(self) -> None:
        super().__init__(label="BSN", max_length=40, help_text="9 cijfers. Spaties en punten mogen.")

    def clean(self, value: object) -> str:
        """The digits alone; a sentence for each way in which they cannot be a BSN."""
        digits = digits_of(super().clean(value))
        if not re.fullmatch("[0-9]+", digits):
            raise ValidationError("Een BSN heeft alleen cijfers. Spaties en punten mogen ertussen staan.")
        if len(digits) != DIGITS:
            raise ValidationError(f"Een BSN heeft 9 cijfers. U typte er {len(digits)}.")
        if not is_bsn(digits):
            raise ValidationError("Dit BSN bestaat niet. Kijk of alle cijfers kloppen.")
        return digits


class BsnForm(forms.Form):
    """The number of a client."""

    number = BsnField()


class RevealForm(forms.Form):
    """Why somebody needs to see the whole number."""

    reason = forms.ChoiceField(
        label="Waarom hebt u het hele BSN nodig?",
        choices=REASONS.items(),
        widget=forms.RadioSelect,
        help_text="De cliënt kan dit lezen bij ‘Wie keek in dit dossier’.",
        error_messages={"required": "Kies waarom u het BSN nodig hebt."},
    )

    def subject(self) -> str:
        """What the log says of it."""
        return f"BSN, {REASONS[self.cleaned_data['reason']]}"


class SwitchOnForm(forms.Form):
    """A region begins to use the BSN; `turn` says which way, so that sending it twice does not turn it back."""

    turn = forms.CharField(widget=forms.HiddenInput, initial="aan")
    source = forms.CharField(
        label="Op grond van welk besluit?",
        max_length=200,
        help_text="Bijvoorbeeld: besluit stuurgroep 3 maart 2026, na advies van de FG.",
        error_messages={"required": "Schrijf op welk besluit dit is."},
    )


class SwitchOffForm(forms.Form):
    """A region ends using it."""

    turn = forms.CharField(widget=forms.HiddenInput, initial="uit")
