"""The form for a new melding, and the question whether we know this person already."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from portal.fields import DayField, line, long_text, not_in_future, yes_no_unknown
from portal.models import Client, Municipality, RegionMembership, Role, User
from portal.models.client import ABROAD, UNKNOWN
from portal.periods import months_after
from portal.templatetags.dutch import dag
from trajectories.handing_over import Handover
from trajectories.hearing import Said
from trajectories.models import Channel, Notification, Opinion, Reporter, VoiceSource

NOBODY_WE_KNOW = "NIEUW"


class MeldingForm(forms.Form):
    """What is reported: when, how, by whom, and in the client's own words."""

    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    municipality = forms.ModelChoiceField(
        label="Gemeente waar iemand zich meldt",
        queryset=Municipality.objects.none(),
        empty_label="Kies een gemeente",
    )
    notified_on = DayField(label="Gemeld op", help_text="Op deze dag beginnen de zes weken voor het onderzoek.")
    channel = forms.ChoiceField(label="Hoe", choices=[("", "Kies hoe"), *Channel.choices])
    reporter = forms.ChoiceField(label="Door wie", choices=[("", "Kies door wie"), *Reporter.choices])
    is_urgent = forms.BooleanField(
        label="Spoed", required=False, help_text="Er is meteen een tijdelijke oplossing nodig."
    )
    urgent_reason = forms.CharField(
        label="Waarom is het spoed?",
        max_length=2000,
        required=False,
        help_text="Vul dit in als het spoed is.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    is_pre_notification = forms.BooleanField(
        label="Vooraanmelding",
        required=False,
        help_text="Er loopt dan nog geen wettelijke termijn. Voor jongeren kan dit vanaf zestien en een half.",
    )
    wanted_from = DayField(
        label="Gewenste eerste dag",
        required=False,
        help_text="Voor een vooraanmelding: op zijn vroegst de achttiende verjaardag.",
    )
    own_words = long_text(
        "De hulpvraag in eigen woorden",
        required=False,
        help_text="Schrijf op wat de cliënt zegt. Niemand past deze tekst later aan.",
    )
    source = forms.ChoiceField(
        label="Wie schreef dit op?",
        choices=VoiceSource.choices,
        initial=VoiceSource.STAFF,
        required=False,
        widget=forms.RadioSelect,
    )
    opinion = forms.ChoiceField(
        label="Is de cliënt het eens met deze melding?",
        choices=[("", "Kies"), *Opinion.choices],
        required=False,
        help_text="Vul dit in als iemand anders meldt.",
    )
    why_not_asked = forms.CharField(
        label="Waarom is het niet gevraagd?",
        max_length=2000,
        required=False,
        help_text="Alleen als u ‘Niet gevraagd’ kiest.",
    )

    predecessor = line(
        "Wie had deze zaak tot nu toe?",
        help_text="Alleen als de zaak al ergens anders liep. Bijvoorbeeld: GGD IJsselland.",
    )
    taken_over_on = DayField(label="Bij u sinds", required=False)
    predecessor_words = long_text(
        "Wat schreef de voorganger?",
        required=False,
        help_text="Neem over wat nodig is om verder te kunnen. Het blijft staan zoals u het nu opschrijft.",
    )

    def __init__(self, *args: Any, user: User, on: date, known: Client | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known
        for name in ("urgent_reason", "opinion", "why_not_asked"):
            self.fields[name].is_needed = True  # type: ignore[attr-defined] # once another answer asks for it
        self.fields["notified_on"].initial = on
        for name in ("notified_on", "taken_over_on"):
            not_in_future(self.fields[name], on)
        assert user.region_id is not None
        self.user, self.region_id = user, user.region_id
        if user.role == Role.TEAM:
            del self.fields["municipality"]
            return
        members = RegionMembership.objects.covering(on).filter(region_id=self.region_id)
        towns = Municipality.objects.filter(pk__in=members.values("municipality"))
        self.fields["municipality"].queryset = towns  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Urgency comes with its reason, a vooraanmelding with an age; whoever is spoken for was asked."""
        facts = super().clean() or {}
        if facts.get("is_urgent") and not facts.get("urgent_reason"):
            self._complain("urgent_reason", "Schrijf op waarom het spoed is.")
        if facts.get("is_urgent") and facts.get("is_pre_notification"):
            self._complain("is_pre_notification", "Spoed kan niet als vooraanmelding. Kies een van de twee.")
        if facts.get("reporter") not in (None, "", Reporter.CLIENT) and not facts.get("opinion"):
            self._complain("opinion", "Kies of de cliënt het ermee eens is, of dat het niet is gevraagd.")
        if facts.get("opinion") == Opinion.NOT_ASKED and not facts.get("why_not_asked"):
            self._complain("why_not_asked", "Schrijf op waarom het niet is gevraagd.")
        if facts.get("is_pre_notification") and facts.get("notified_on"):
            self._clean_youth(facts)
        self._clean_predecessor(facts)
        return facts

    def _clean_predecessor(self, facts: dict[str, Any]) -> None:
        """A case that ran elsewhere has a predecessor and a day on which it came, after the melding."""
        since, notified_on = facts.get("taken_over_on"), facts.get("notified_on")
        if (since or facts.get("predecessor_words")) and not facts.get("predecessor"):
            self._complain("predecessor", "Schrijf op van wie u deze zaak overnam.")
        if facts.get("predecessor") and not since:
            self._complain("taken_over_on", "Vul in sinds wanneer u deze zaak hebt.")
        if since and notified_on and since <= notified_on:
            self._complain("taken_over_on", f"De melding is van {dag(notified_on)}. Kies een latere dag.")

    def _clean_youth(self, facts: dict[str, Any]) -> None:
        """A vooraanmelding begins from sixteen and a half, for support that begins from eighteen (Wmo)."""
        born_on = self.known.born_on if self.known else facts.get("born_on")
        if born_on is None:
            return
        earliest, adult = months_after(born_on, 16 * 12 + 6), months_after(born_on, 18 * 12)
        if facts["notified_on"] < earliest:
            self._complain(
                "is_pre_notification", f"Een vooraanmelding kan vanaf {dag(earliest)}: zestien en een half."
            )
        if facts.get("wanted_from") and facts["wanted_from"] < adult:
            self._complain(
                "wanted_from", f"Ondersteuning kan pas beginnen op {dag(adult)}, de achttiende verjaardag."
            )

    def _complain(self, name: str, sentence: str) -> None:
        if name not in self.errors:
            self.add_error(name, sentence)

    def said(self) -> list[Said]:
        """What the client thinks of the melding, and the words that came with it."""
        facts = self.cleaned_data
        on, asked = facts["notified_on"], facts["opinion"] not in ("", Opinion.NOT_ASKED)
        found = []
        if facts["own_words"] or asked:
            opinion = facts["opinion"] if asked else ""
            found.append(Said(said_on=on, opinion=opinion, words=facts["own_words"], source=facts["source"]))
        if facts["opinion"] == Opinion.NOT_ASKED:
            found.append(Said(said_on=on, opinion=Opinion.NOT_ASKED, why_not_asked=facts["why_not_asked"]))
        return found

    def came_from(self) -> Handover | None:
        """Who had this case before, where it ran elsewhere already."""
        facts = self.cleaned_data
        if not facts["predecessor"]:
            return None
        return Handover(
            starts_on=facts["taken_over_on"],
            reason="De zaak liep al toen zij hier werd opgeschreven.",
            predecessor=facts["predecessor"],
            words=facts["predecessor_words"],
        )

    def melding(self) -> Notification:
        """The melding as filled in, not saved and without a client."""
        facts = self.cleaned_data
        town = facts.get("municipality") or self.user.organisation.municipality
        names = (
            "submission",
            "notified_on",
            "channel",
            "reporter",
            "is_urgent",
            "is_pre_notification",
            "wanted_from",
        )
        reason = facts["urgent_reason"] if facts["is_urgent"] else ""
        return Notification(municipality=town, urgent_reason=reason, **{name: facts[name] for name in names})


class PersonAndMeldingForm(MeldingForm):
    """A melding of somebody we do not know yet."""

    given_names = forms.CharField(label="Voornamen", max_length=200)
    family_name = forms.CharField(label="Achternaam", max_length=200)
    born_on = DayField(label="Geboortedatum", required=False)
    origin = forms.ChoiceField(
        label="Herkomst",
        help_text="De gemeente waar iemand het laatst echt woonde.",
        error_messages={"required": "Kies een gemeente, Buitenland of Onbekend."},
    )
    via_youth_care = yes_no_unknown("Komt iemand uit de jeugdhulp?")

    field_order = ("given_names", "family_name", "born_on", "origin", "via_youth_care")

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, on=on, **kwargs)
        not_in_future(self.fields["born_on"], on)
        towns = Municipality.objects.filter(ended_on__isnull=True).values_list("code", "name")
        elsewhere = [("", "Kies een gemeente"), (UNKNOWN, "Onbekend"), (ABROAD, "Buitenland")]
        self.fields["origin"].choices = [*elsewhere, *towns]  # type: ignore[attr-defined]

    def person(self) -> Client:
        """The client as filled in, not saved."""
        facts = self.cleaned_data
        origin = facts["origin"]
        is_town = origin not in (ABROAD, UNKNOWN)
        return Client(
            region_id=self.region_id,
            given_names=facts["given_names"],
            family_name=facts["family_name"],
            born_on=facts["born_on"],
            origin_municipality_id=origin if is_town else None,
            origin_elsewhere="" if is_town else origin,
            via_youth_care=facts["via_youth_care"],
        )


class SamePersonForm(forms.Form):
    """Is this somebody we know already?"""

    same_person = forms.ChoiceField(
        label="Wie is het?",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies een persoon, of ‘Nee, iemand anders’."},
    )

    def __init__(self, *args: Any, found: list[Client], last: Mapping[int, Notification], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = {client.slug: client for client in found}
        known = [(client.slug, _described(client, last.get(client.pk))) for client in found]
        self.fields["same_person"].choices = [  # type: ignore[attr-defined]
            *known,
            (NOBODY_WE_KNOW, "Nee, dit is iemand anders"),
        ]

    def chosen(self) -> Client | None:
        """The client somebody recognised; none when it is somebody new."""
        return self.found.get(self.cleaned_data["same_person"])


def _described(client: Client, last: Notification | None) -> str:
    name = f"{client} (ook {client.also_called})" if client.also_called else str(client)
    born = f"geboren op {client.born_on:%d-%m-%Y}" if client.born_on else "geboortedatum niet bekend"
    heard = f", laatste melding op {dag(last.notified_on)} in {last.municipality}" if last else ""
    return f"Ja: {name}, {born}{heard}"
