"""Who it is about, how to reach them, who acts for them."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms

from portal.fields import not_in_future
from trajectories.forms.parts.part import PartForm
from trajectories.forms.parts.questions import YES_NO, Optional, Section, day, line, number, one_of
from trajectories.models import PartKind, PartState

ABROAD = ("BUITENLAND", "Buitenland")
TO_REACH = "Om afspraken te kunnen maken en post te sturen."
OF_AGE = 18
REPRESENTATIVES = (
    ("GEMACHTIGDE", "Een gemachtigde"),
    ("MENTOR", "Een mentor"),
    ("CURATOR", "Een curator"),
    ("BEWINDVOERDER", "Een bewindvoerder"),
)
"""Who can act for somebody of age."""
NO_BIRTHDAY = "De geboortedatum is niet bekend. Vul die eerst in bij ‘Wijzig de gegevens’, of kies ‘Bezig’."


class PersonForm(PartForm):
    """How to reach somebody, in which language, and that it is really them."""

    kind = PartKind.PERSON
    intro = "Hoe we de cliënt bereiken, in welke taal, en dat we zeker weten wie het is."
    never = "Geen burgerservicenummer, geen kopie van een paspoort, geen nationaliteit en geen geloof."
    needed = (
        "language",
        "interpreter",
        "identity_checked_on",
        "identity_document",
        "address_kind",
        "home_municipality",
        "origin_basis",
    )
    brief = ("language", "household", "home_municipality")
    sections = (
        Section(
            "Contact",
            {
                "phone": TO_REACH,
                "email": TO_REACH,
                "language": "Iemand moet kunnen begrijpen wat er gevraagd en besloten wordt.",
                "interpreter": "Dan regelen we een tolk voor het gesprek.",
            },
        ),
        Section(
            "Wie is het?",
            {
                "identity_checked_on": "Bij het onderzoek stelt de gemeente vast wie iemand is (Wmo 2015, artikel "
                "2.3.4). Alleen de dag en de soort: een kopie of nummer is niet nodig.",
                "identity_document": "Welke soort de gemeente zag (Wmo 2015, artikel 2.3.4).",
            },
        ),
        Section(
            "Adres en herkomst",
            {
                "address_kind": "Bij een geheim adres laten we het nergens anders zien, ook niet in het verslag.",
                "street": TO_REACH,
                "postcode": TO_REACH,
                "town": TO_REACH,
                "home_municipality": "Iemand mag zich in elke gemeente melden. Waar iemand is ingeschreven, telt "
                "voor wie betaalt.",
                "origin_basis": "De herkomst telt voor de plek, en voor wie later betaalt. Daarom staat erbij hoe "
                "we het weten.",
            },
        ),
        Section(
            "Postadres",
            {
                "post_to": TO_REACH,
                "post_street": TO_REACH,
                "post_postcode": TO_REACH,
                "post_town": TO_REACH,
            },
            intro="Alleen als brieven niet naar het adres hierboven moeten, of als dat geheim is.",
        ),
        Section(
            "Huishouden",
            {
                "household": "Huisgenoten geven soms hulp die voorgaat (Wmo 2015, artikel 2.3.2 lid 4).",
                "children": "Voor de ruimte die nodig is. Alleen het aantal.",
            },
        ),
    )
    optional = (
        Optional(
            key="gender",
            title="Geslacht",
            asks={"gender": "Alleen als een plek ervan afhangt, zoals een woning voor vrouwen."},
        ),
    )

    phone = line("Telefoonnummer", longest=40, inputmode="tel")
    email = forms.EmailField(label="E-mailadres", required=False, max_length=254)
    language = line("In welke taal praten we?", longest=100, hint="Bijvoorbeeld: Nederlands.")
    interpreter = one_of("Is een tolk nodig?", YES_NO)
    identity_checked_on = day("Identiteit vastgesteld op")
    identity_document = one_of(
        "Met welk document?",
        (
            ("PASPOORT", "Paspoort"),
            ("IDENTITEITSKAART", "Identiteitskaart"),
            ("RIJBEWIJS", "Rijbewijs"),
            ("VERBLIJFSDOCUMENT", "Verblijfsdocument"),
        ),
        hint="Alleen de soort. Geen nummer, geen kopie.",
    )
    address_kind = one_of(
        "Wat voor adres is het?",
        (
            ("WOONADRES", "Woonadres"),
            ("ALLEEN_POST", "Alleen een postadres"),
            ("GEHEIM", "Geheim adres"),
            ("GEEN", "Geen adres"),
        ),
    )
    street = line("Straat en huisnummer")
    postcode = line("Postcode", longest=10)
    town = line("Woonplaats", longest=100)
    post_to = line("Ter attentie van", hint="Als een ander de post krijgt. Bijvoorbeeld: p/a de mentor.")
    post_street = line("Straat en huisnummer, of postbus, voor de post")
    post_postcode = line("Postcode voor de post", longest=10)
    post_town = line("Plaats voor de post", longest=100)
    home_municipality = one_of("In welke gemeente is iemand ingeschreven?", ())
    origin_basis = one_of(
        "Hoe weten we waar iemand vandaan komt?",
        (
            ("BRP", "Uit de basisregistratie (BRP)"),
            ("LAATSTE_VASTE_WOONPLAATS", "De laatste vaste woonplaats"),
            ("VERKLARING", "Iemand verklaart het zelf"),
        ),
    )
    household = one_of(
        "Met wie woont de cliënt nu?",
        (
            ("ALLEEN", "Alleen"),
            ("PARTNER", "Met een partner"),
            ("OUDERS", "Met ouders"),
            ("KINDEREN", "Met kinderen, zonder partner"),
            ("GEZIN", "Met partner en kinderen"),
            ("ANDEREN", "Met anderen"),
        ),
    )
    children = number("Hoeveel kinderen wonen mee?", highest=20)
    gender = one_of(
        "Geslacht", (("M", "Man"), ("V", "Vrouw"), ("X", "X"), ("ONBEKEND", "Wil of kan iemand niet zeggen"))
    )

    def fit(self) -> None:
        """Municipalities of the whole country; nobody was identified tomorrow."""
        not_in_future(self.fields["identity_checked_on"], self.around.on)
        towns: Any = [("", "Nog niet bekend"), ABROAD, *self.around.everywhere.items()]
        self.fields["home_municipality"].choices = towns  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Whoever is known for certain has a birthday: age decides what the law asks."""
        facts = super().clean()
        if facts.get("state") == PartState.DONE and self.around.age is None:
            self.add_error(None, NO_BIRTHDAY)
        return facts

    def missing(self, facts: Mapping[str, Any]) -> Iterator[str]:
        """An address, unless there is none."""
        yield from super().missing(facts)
        if facts.get("address_kind") in ("WOONADRES", "ALLEEN_POST") and not facts.get("street"):
            yield "street"


class RepresentationForm(PartForm):
    """Who acts for the client; the people around are rows of their own (`ContactPerson`)."""

    kind = PartKind.REPRESENTATION
    intro = "Wie voor de cliënt mag tekenen. Mensen om de cliënt heen staan onder aan deze bladzijde."
    never = "Over de vertegenwoordiger alleen naam en telefoonnummer."
    needed = ("representative",)
    brief = ("representative", "representative_name")
    sections = (
        Section(
            "Vertegenwoordiger",
            {
                "representative": "Een besluit of aanvraag van de verkeerde persoon geldt niet.",
                "representative_name": "Om te weten met wie we afspraken maken.",
                "representative_phone": TO_REACH,
            },
        ),
    )
    representative = one_of("Wie vertegenwoordigt de cliënt?", ())
    representative_name = line("Naam van de vertegenwoordiger")
    representative_phone = line("Telefoonnummer van de vertegenwoordiger", longest=40, inputmode="tel")

    def fit(self) -> None:
        """Parents act for children only."""
        choices = [
            ("", "Nog niet bekend"),
            ("GEEN", "Niemand: de cliënt regelt het zelf"),
            *REPRESENTATIVES,
        ]
        if self.around.age is None or self.around.age < OF_AGE:
            choices.append(("OUDER", "Een ouder: de cliënt is nog geen 18"))
        self.fields["representative"].choices = choices  # type: ignore[attr-defined]

    def missing(self, facts: Mapping[str, Any]) -> Iterator[str]:
        """Who represents has a name."""
        yield from super().missing(facts)
        if facts.get("representative") not in ("", None, "GEEN") and not facts.get("representative_name"):
            yield "representative_name"
