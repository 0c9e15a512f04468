"""Forms about letters: the day one was sent, and how a region words a kind of letter."""

from datetime import date, timedelta
from typing import Any

from django import forms

from portal.fields import DayField, long_text, not_in_future
from portal.templatetags.dutch import dag
from trajectories.letters.fields import mistakes
from trajectories.letters.texts import Text
from trajectories.models import Letter

AHEAD = timedelta(days=366)


class SentForm(forms.Form):
    """The letter went out."""

    sent_on = DayField(label="Verstuurd op")

    def __init__(self, *args: Any, letter: Letter, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["sent_on"]
        assert isinstance(field, DayField)
        field.initial = on
        not_in_future(field, on)
        field.not_before(letter.made_on, f"De brief is pas op {dag(letter.made_on)} gemaakt.")


class LetterTextForm(forms.Form):
    """How a region words a kind of letter, from a day on."""

    subject = forms.CharField(label="Onderwerp", max_length=200)
    body = long_text(
        "Tekst",
        rows=24,
        help_text="Laat een lege regel tussen alinea’s. Een regel met ## ervoor is een kopje, een regel met -"
        " ervoor een punt in een lijst. Woorden tussen accolades vult het portaal in.",
    )
    starts_on = DayField(label="Geldt vanaf")

    def __init__(self, *args: Any, kind: str, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        field = self.fields["starts_on"]
        assert isinstance(field, DayField)
        field.initial = on
        field.not_before(on, "Kies vandaag of een latere dag: brieven die er al zijn, veranderen niet.")
        field.not_after(on + AHEAD, "Kies een dag binnen een jaar.")

    def clean(self) -> dict[str, Any]:
        """Every field between braces is one we know, and none that the law needs is missing."""
        facts = super().clean() or {}
        if "body" in facts and "subject" in facts:
            for sentence in mistakes(self.kind, facts["body"]):
                self.add_error("body", sentence)
            for sentence in mistakes(self.kind, facts["subject"]):
                if "ontbreekt" not in sentence:
                    self.add_error("subject", sentence)
        return facts

    def text(self) -> Text:
        """The words as filled in."""
        return Text(self.cleaned_data["subject"], self.cleaned_data["body"])
