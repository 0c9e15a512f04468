"""The forms of consent: an answer for one purpose, and its withdrawal."""

from datetime import date, timedelta
from typing import Any

from django import forms

from portal.fields import DayField, long_text, not_in_future
from portal.models import Client, Organisation
from portal.templatetags.dutch import dag
from trajectories.consent import Answer, Recipient
from trajectories.models import Consent, GivenBy, Manner, Purpose
from trajectories.models.consent import NAMES_SOMEBODY

WHO = {
    Purpose.MEDICAL_INFO_REQUEST: ("Bij wie?", "Bijvoorbeeld: huisarts dr. De Vries, of een ggz-instelling."),
    Purpose.REGION_TRANSFER: ("Aan welke regio?", "De centrumgemeente van de andere regio."),
    Purpose.INVOLVE_RELATIVE: ("Wie?", "Naam, en wat die persoon voor de cliënt is. Bijvoorbeeld: Els, zus."),
}
SCOPES = {
    Purpose.MEDICAL_INFO_REQUEST: "Schrijf op welke vraag u stelt. Vraag niet meer dan nodig is.",
    Purpose.SHARE_FOR_MATCHING: "Bijvoorbeeld: wat de cliënt nodig heeft, de woonwensen en de naam.",
    Purpose.NOMINATE_TO_HOUSING_ASSOCIATION: "Een corporatie krijgt nooit gegevens over zorg of gezondheid.",
    Purpose.REGION_TRANSFER: "Bijvoorbeeld: het verslag van het onderzoek.",
}


class AnswerForm(forms.Form):
    """What the client answered for one purpose."""

    is_given = forms.TypedChoiceField(
        label="Wat is het antwoord?",
        choices=[("ja", "Ja, dit mag"), ("nee", "Nee, dit mag niet")],
        coerce=lambda word: word == "ja",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies ja of nee."},
    )
    organisation = forms.ModelChoiceField(label="Met wie?", queryset=Organisation.objects.none(), required=False)
    recipient = forms.CharField(max_length=200)
    scope = long_text("Wat mag er gedeeld worden?", rows=3, required=False, most=2000)
    given_by = forms.ChoiceField(
        label="Wie gaf het antwoord?",
        choices=GivenBy.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wie het antwoord gaf."},
    )
    representative = forms.CharField(
        label="Naam van de vertegenwoordiger",
        max_length=200,
        required=False,
        help_text="Alleen als een vertegenwoordiger het antwoord gaf.",
    )
    manner = forms.ChoiceField(
        label="Hoe?",
        choices=Manner.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies hoe het antwoord gegeven is."},
    )
    starts_on = DayField(label="Gegeven op")
    last_day = DayField(
        label="Geldt t/m", required=False, help_text="De laatste dag. Leeg: tot de cliënt het intrekt."
    )

    def __init__(self, *args: Any, purpose: Purpose, client: Client, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.purpose = purpose
        self._ask_recipient(purpose, client)
        self.fields["scope"].help_text = SCOPES.get(purpose, "")
        self.fields["starts_on"].initial = on
        not_in_future(self.fields["starts_on"], on)

    def _ask_recipient(self, purpose: Purpose, client: Client) -> None:
        """Only the question that fits the purpose: an organisation of the region, a name, or nothing."""
        if kind := purpose.kind:
            found = Organisation.objects.filter(region_id=client.region_id, kind=kind)
            self.fields["organisation"].queryset = found  # type: ignore[attr-defined]
            plural = "aanbieders" if purpose == Purpose.SHARE_FOR_MATCHING else "woningcorporaties"
            self.fields["organisation"].empty_label = f"Alle {plural} in de regio"  # type: ignore[attr-defined]
        else:
            del self.fields["organisation"]
        if purpose in NAMES_SOMEBODY:
            self.fields["recipient"].label, self.fields["recipient"].help_text = WHO[purpose]
        else:
            del self.fields["recipient"]

    def clean(self) -> dict[str, Any]:
        """A representative has a name, and the days run forward."""
        facts = super().clean() or {}
        if facts.get("given_by") == GivenBy.REPRESENTATIVE and not facts.get("representative"):
            self.add_error("representative", "Schrijf op wie de vertegenwoordiger is.")
        first, last = facts.get("starts_on"), facts.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", f"De laatste dag ligt vóór {dag(first)}. Kies een latere dag.")
        return facts

    def answer(self) -> Answer:
        """The answer as filled in; the screen's last day becomes the first day that no longer counts."""
        facts = self.cleaned_data
        with_: Recipient = facts.get("organisation") or facts.get("recipient")
        is_represented = facts["given_by"] == GivenBy.REPRESENTATIVE
        return Answer(
            purpose=self.purpose,
            is_given=facts["is_given"],
            given_by=facts["given_by"],
            manner=facts["manner"],
            starts_on=facts["starts_on"],
            ends_on=facts["last_day"] + timedelta(days=1) if facts["last_day"] else None,
            with_=with_,
            scope=facts["scope"],
            representative=facts["representative"] if is_represented else "",
        )


class WithdrawForm(forms.Form):
    """The client takes consent back."""

    withdrawn_on = DayField(label="Ingetrokken op", help_text="Vanaf deze dag delen we niets meer.")
    words = long_text(
        "Wat zei de cliënt daarbij?",
        rows=3,
        required=False,
        most=2000,
        help_text="In eigen woorden. Een reden is niet nodig.",
    )

    def __init__(self, *args: Any, consent: Consent, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["withdrawn_on"]
        assert isinstance(field, DayField)
        field.initial = on
        not_in_future(field, on)
        field.not_before(consent.starts_on, f"De toestemming is pas op {dag(consent.starts_on)} gegeven.")
