"""Forms about the client as a person: what they say, who stands beside them, and who they are."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from portal.fields import DayField, long_text, not_in_future, yes_no_unknown
from portal.models import Client, Municipality
from portal.models.client import ABROAD, UNKNOWN
from trajectories.correcting import facts_of, seal_of
from trajectories.hearing import Said, Subject, key_of
from trajectories.models import ContactRole, Opinion, VoiceSource, VoiceStep

ONLY_WORDS = ("", "Alleen iets gezegd, geen mening gevraagd")


class VoiceForm(forms.Form):
    """What a client thinks of a step, or why nobody asked."""

    about = forms.ChoiceField(label="Waarover?", error_messages={"required": "Kies waar dit over gaat."})
    said_on = DayField(label="Wanneer gezegd?")
    opinion = forms.ChoiceField(
        label="Is de cliënt het ermee eens?",
        choices=[*Opinion.choices, ONLY_WORDS],
        required=False,
        widget=forms.RadioSelect,
    )
    why_not_asked = long_text("Waarom is het niet gevraagd?", rows=2, required=False)
    words = long_text(
        "In de woorden van de cliënt",
        rows=5,
        required=False,
        help_text="Typ wat de cliënt zegt, zonder het mooier te maken. Niemand kan dit later wijzigen.",
    )
    source = forms.ChoiceField(
        label="Wie schreef dit op?",
        choices=VoiceSource.choices,
        initial=VoiceSource.STAFF,
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, subjects: Mapping[str, str], on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = [("", "Kies"), *subjects.items()]  # type: ignore[attr-defined]
        self.fields["said_on"].initial = on
        not_in_future(self.fields["said_on"], on)
        for name in ("opinion", "words", "source", "why_not_asked"):
            self.fields[name].is_needed = True  # type: ignore[attr-defined] # one of them always is

    def clean(self) -> dict[str, Any]:
        """Something was said, or nobody asked and there is a reason."""
        facts = super().clean() or {}
        opinion, words = facts.get("opinion"), facts.get("words")
        if "words" in self.errors or "opinion" in self.errors:
            return facts
        if opinion == Opinion.NOT_ASKED:
            if not facts.get("why_not_asked") and "why_not_asked" not in self.errors:
                self.add_error("why_not_asked", "Schrijf op waarom het niet is gevraagd.")
            if words:
                self.add_error("words", "U koos ‘Niet gevraagd’. Maak dit leeg, of kies een mening.")
        elif not opinion and not words:
            self.add_error("words", "Schrijf op wat de cliënt zei, of kies of de cliënt het ermee eens is.")
        return facts

    def said(self) -> Said:
        """What was filled in."""
        facts = self.cleaned_data
        names = ("said_on", "opinion", "words", "source")
        why = facts["why_not_asked"] if facts["opinion"] == Opinion.NOT_ASKED else ""
        return Said(**{name: facts[name] for name in names}, why_not_asked=why)


def ask_about(step: VoiceStep, about: Subject, *, on: date) -> VoiceForm:
    """The question what the client thinks of one step, on the page where it happened."""
    key = key_of(step, about)
    return VoiceForm(subjects={key: step.label}, on=on, initial={"about": key}, auto_id="id_voice_%s")


class ContactForm(forms.Form):
    """Somebody beside the client."""

    name = forms.CharField(label="Naam", max_length=200)
    role = forms.ChoiceField(label="Rol", choices=[("", "Kies"), *ContactRole.choices])
    relation = forms.CharField(
        label="Wie is dit voor de cliënt?", max_length=100, required=False, help_text="Bijvoorbeeld: oma, buurman."
    )
    phone = forms.CharField(
        label="Telefoonnummer", max_length=40, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    may_call = forms.BooleanField(label="De cliënt vindt het goed dat we bellen", required=False)

    def clean(self) -> dict[str, Any]:
        """Whom we may call has a number."""
        facts = super().clean() or {}
        if facts.get("may_call") and not facts.get("phone") and "phone" not in self.errors:
            self.add_error("phone", "Vul een telefoonnummer in, of haal het vinkje bij ‘bellen’ weg.")
        return facts


class DetailsForm(forms.Form):
    """Who somebody is; a mistake is mended with a reason, and the old value stays to be read."""

    given_names = forms.CharField(label="Voornamen", max_length=200)
    family_name = forms.CharField(label="Achternaam", max_length=200)
    also_called = forms.CharField(
        label="Ook genoemd",
        max_length=200,
        required=False,
        help_text="Een roepnaam of een eerdere achternaam. Wie daarop zoekt, vindt deze persoon ook.",
    )
    born_on = DayField(label="Geboortedatum", required=False)
    origin = forms.ChoiceField(label="Herkomst", help_text="De gemeente waar iemand het laatst echt woonde.")
    via_youth_care = yes_no_unknown("Komt iemand uit de jeugdhulp?")
    reason = forms.CharField(
        label="Waarom wijzigt u dit?",
        max_length=500,
        help_text="Bijvoorbeeld: typefout, of gezien op het paspoort.",
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, client: Client, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.client = client
        not_in_future(self.fields["born_on"], on)
        towns = Municipality.objects.filter(ended_on__isnull=True).values_list("code", "name")
        elsewhere = [("", "Nog niet bekend"), (UNKNOWN, "Onbekend"), (ABROAD, "Buitenland")]
        self.fields["origin"].choices = [*elsewhere, *towns]  # type: ignore[attr-defined]
        self.fields["origin"].required = False
        for name, value in facts_of(client).items():
            self.fields[name].initial = value
        youth = client.via_youth_care
        self.fields["via_youth_care"].initial = "" if youth is None else "ja" if youth else "nee"
        self.fields["seen"].initial = seal_of(client)

    def facts(self) -> dict[str, Any]:
        """The facts as filled in."""
        return {name: self.cleaned_data[name] for name in facts_of(self.client)}
