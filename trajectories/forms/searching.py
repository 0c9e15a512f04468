"""The search box: a name, a birthday or a number."""

from datetime import date
from typing import Any

from django import forms

from portal.sought import Sought, read
from trajectories.bsn import digits_of, is_bsn


class PersonSearchForm(forms.Form):
    """Whom somebody looks for; sent by POST, so that no name ends up in an address or a log."""

    sought = forms.CharField(
        label="Zoek op naam, geboortedatum of nummer",
        max_length=100,
        help_text="Bijvoorbeeld jansen, of jansen 12-3-1988. Een tikfout of een gemist accent geeft niet."
        " Zoeken wordt vastgelegd.",
        error_messages={
            "required": "Vul een naam, een geboortedatum of een nummer in.",
            "max_length": "Dit is te lang. Vul alleen een naam, een geboortedatum of een nummer in.",
        },
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, on: date, finds_bsn: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        if finds_bsn:
            self.fields["sought"].help_text += " Een BSN kan ook."

    def clean_sought(self) -> Sought:
        """What is looked for; nine digits that are a BSN are no birthday."""
        text = self.cleaned_data["sought"]
        digits = digits_of(text)
        return Sought(number=digits) if is_bsn(digits) else read(text, on=self.on)
