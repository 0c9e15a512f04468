"""How somebody wants to live, what is not possible, and what a move costs."""

from collections.abc import Iterator, Mapping
from typing import Any

from placements.models import Feature, LivingMode
from portal.fields import not_in_future
from trajectories.forms.parts.part import PartForm
from trajectories.forms.parts.questions import (
    NO_CARE_CONTENT,
    YES_NO,
    Optional,
    Section,
    day,
    line,
    number,
    one_of,
    some_of,
    text,
)
from trajectories.models import PartKind

FOR_THE_SEARCH = "Hiermee zoeken we een plek die past. Een wens is nooit een verplichting."
NOT_TWICE = "Geeft een andere wet al wat nodig is, dan hoeft de Wmo dat niet te doen (artikel 2.3.5)."
NOT_THE_STORY = "Wie een plek zoekt, moet weten wat niet kan. Waarom, doet er voor de plek niet toe."


class HousingForm(PartForm):
    """The housing need and the wishes; finding a place reads these (`trajectories/needs.py`)."""

    kind = PartKind.HOUSING
    intro = "Alleen het wonen. Welke zorg nodig is, staat in het onderdeel ‘Zorg’."
    never = "Bij ‘waar niet’: alleen de plek, niet wat daar gebeurd is."
    needed = ("housing_need", "lives_now", "is_safe", "living_mode")
    brief = ("housing_need", "municipalities", "living_mode")
    sections = (
        Section(
            "Wonen nu",
            {
                "housing_need": "Soms is alleen zorg nodig, soms alleen een woning, soms allebei.",
                "lives_now": "Waar iemand vandaan komt, zegt iets over wat nodig is.",
                "must_leave_by": "Dan weten we wanneer het echt niet langer kan.",
                "needed_from": "De dag waarop een plek nodig is, bepaalt waar we zoeken.",
                "is_safe": "Is het nu niet veilig, dan is er meteen een tijdelijke plek nodig (Wmo 2015, artikel "
                "2.3.3).",
            },
        ),
        Section(
            "Waar?",
            {
                "municipalities": FOR_THE_SEARCH,
                "districts": FOR_THE_SEARCH,
                "excluded_municipalities": FOR_THE_SEARCH,
                "excluded_districts": FOR_THE_SEARCH,
                "near_whom": FOR_THE_SEARCH,
            },
        ),
        Section(
            "Hoe en met wie?",
            {
                "living_mode": FOR_THE_SEARCH,
                "comes_along": "Voor de ruimte die nodig is.",
                "children_along": "Voor de ruimte die nodig is. Alleen het aantal.",
                "features": FOR_THE_SEARCH,
                "max_rent": FOR_THE_SEARCH,
                "preferred_provider": "De keuze van de cliënt gaat voor, als het kan.",
                "preferred_location": "De keuze van de cliënt gaat voor, als het kan.",
            },
        ),
    )

    housing_need = one_of(
        "Heeft de cliënt een woning?",
        (
            ("PASSEND", "Ja, en die past"),
            ("NIET_PASSEND", "Ja, maar die past niet"),
            ("MOET_WEG", "Ja, maar moet daar weg"),
            ("GEEN", "Nee"),
        ),
    )
    lives_now = one_of(
        "Waar woont de cliënt nu?",
        (
            ("OUDERS", "Bij ouders"),
            ("EIGEN_HUUR", "In een eigen huurwoning"),
            ("KOOP", "In een eigen koopwoning"),
            ("JEUGDHULP_VERBLIJF", "In de jeugdhulp"),
            ("PLEEGZORG", "In de pleegzorg"),
            ("KLINIEK", "In een kliniek"),
            ("MO", "In de maatschappelijke opvang"),
            ("DAKLOOS", "Nergens: dakloos"),
            ("DETENTIE", "In detentie"),
            ("BW_ANDERE_REGIO", "Beschermd wonen in een andere regio"),
            ("ANDERS", "Ergens anders"),
        ),
    )
    must_leave_by = day("Moet daar weg vóór")
    needed_from = day("Een plek is nodig vanaf")
    is_safe = one_of("Is het nu veilig voor de cliënt?", YES_NO)
    municipalities = some_of("In welke gemeenten wil de cliënt wonen?")
    districts = line("In welke wijk of welk dorp?")
    excluded_municipalities = some_of(
        "In welke gemeenten niet?", hint="Waarom niet, hoeft u niet op te schrijven."
    )
    excluded_districts = line("In welke wijk of welk dorp niet?")
    near_whom = line("Dicht bij wie?", hint="Bijvoorbeeld: oma, werk. Geen namen.")
    living_mode = one_of(
        "Liever zelfstandig of in een groep?",
        (*LivingMode.choices, ("GEEN_VOORKEUR", "Geen voorkeur")),
    )
    comes_along = some_of("Wie gaat mee?", (("PARTNER", "Partner"), ("KINDEREN", "Kinderen")))
    children_along = number("Hoeveel kinderen?", highest=20)
    features = some_of("Wat is nodig aan de plek?", Feature.choices)
    max_rent = number("Hoogste huur per maand, in euro’s", highest=5000)
    preferred_provider = one_of("Liefst bij welke aanbieder?", ())
    preferred_location = one_of("Liefst op welke locatie?", ())

    def fit(self) -> None:
        """Municipalities, providers and locations of the region."""
        towns, around = list(self.around.towns.items()), self.around
        for name in ("municipalities", "excluded_municipalities"):
            self.fields[name].choices = towns  # type: ignore[attr-defined]
        for name, known in (("preferred_provider", around.providers), ("preferred_location", around.locations)):
            self.fields[name].choices = [("", "Geen voorkeur"), *known.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A municipality is wanted or excluded, not both."""
        facts = super().clean()
        both = set(facts.get("municipalities") or ()) & set(facts.get("excluded_municipalities") or ())
        if both:
            names = " en ".join(self.around.towns[code] for code in sorted(both))
            self.complain("excluded_municipalities", f"{names} staat ook bij de gewenste gemeenten. Kies er één.")
        return facts

    def missing(self, facts: Mapping[str, Any]) -> Iterator[str]:
        """Until when, for who has to leave."""
        yield from super().missing(facts)
        if facts.get("housing_need") == "MOET_WEG" and not facts.get("must_leave_by"):
            yield "must_leave_by"


class LimitsForm(PartForm):
    """What a place may not be: contra-indications and restrictions, without the story behind them."""

    kind = PartKind.LIMITS
    intro = "Wat een plek onmogelijk maakt. Alleen als het voor deze hulpvraag nodig is."
    never = "Geen strafbare feiten, geen vonnissen en geen verhaal achter een grens (AVG, artikel 10)."
    optional = (
        Optional(
            key="contra",
            title="Wat kan er niet op een plek?",
            asks={"contra_indications": NOT_THE_STORY},
        ),
        Optional(
            key="restrictions",
            title="Waar of met wie kan het niet?",
            asks={"restrictions": NOT_THE_STORY, "barred_area": "Alleen welk gebied, niet waarom."},
        ),
    )
    contra_indications = some_of(
        "Wat maakt een plek ongeschikt?",
        (
            ("NEEDS_NURSING", "Verpleging is nodig"),
            ("NEEDS_CLINICAL_TREATMENT", "Behandeling in een kliniek is nodig"),
            ("ACTIVE_USE_IN_ABSTINENT_HOUSE", "Gebruikt nu: niet in een huis zonder middelen"),
            ("AGGRESSION_GROUP_UNSAFE", "Een groep is niet veilig"),
            ("FIRE_RISK", "Risico op brand"),
            ("STAIRS_NOT_POSSIBLE", "Trappen lopen kan niet"),
            ("NO_24_7_AVAILABLE", "Niet zonder nabijheid dag en nacht"),
            ("OTHER", "Iets anders"),
        ),
    )
    restrictions = some_of(
        "Welke grenzen gelden er?",
        (
            ("AREA_BAN", "Mag in een gebied niet komen"),
            ("NO_CHILDREN_NEAR", "Geen kinderen in de buurt"),
            ("NO_MIXED_GROUP", "Geen gemengde groep"),
            ("NO_COHABITANTS_IN_USE", "Geen huisgenoten die gebruiken"),
        ),
    )
    barred_area = line("Welk gebied?", hint="Alleen de naam van de wijk of plaats.")


class MoneyForm(PartForm):
    """What may stand in the way of a home: income, debts, guardianship, registration."""

    kind = PartKind.MONEY
    intro = "Wat het vinden van een eigen woning kan tegenhouden. Alleen als dat nu speelt."
    never = "Geen bedragen van schulden, geen namen van schuldeisers, geen bankgegevens."
    optional = (
        Optional(
            key="money",
            title="Inkomen, schulden en inschrijving",
            asks={
                "income": "Zonder inkomen kan iemand geen huur betalen.",
                "under_administration": "Dan tekent de bewindvoerder mee.",
                "debts": "Een verhuurder vraagt vaak of schulden geregeld zijn.",
                "home_seeker_since": "Inschrijftijd telt mee voor een eigen woning.",
            },
        ),
    )
    income = one_of(
        "Is er een vast inkomen?", (("JA", "Ja"), ("NEE", "Nee"), ("WORDT_GEREGELD", "Wordt geregeld"))
    )
    under_administration = one_of("Is er bewind?", YES_NO)
    debts = one_of(
        "Zijn er schulden?",
        (("GEEN", "Nee"), ("GEREGELD", "Ja, geregeld"), ("NIET_GEREGELD", "Ja, niet geregeld")),
    )
    home_seeker_since = day("Ingeschreven als woningzoekende sinds")

    def fit(self) -> None:
        """Nobody registered tomorrow."""
        if "home_seeker_since" in self.fields:
            not_in_future(self.fields["home_seeker_since"], self.around.on)


class OtherLawsForm(PartForm):
    """Does another law go first (2.3.2 lid 4 f, 2.3.5 lid 5)?"""

    kind = PartKind.OTHER_LAWS
    intro = "Een andere wet kan voorgaan. Ga ze alle vier na."
    never = f"Alleen of een andere wet voorgaat. {NO_CARE_CONTENT}"
    needed = ("long_term_care", "health_insurance", "youth_act", "forensic_care")
    sections = (
        Section(
            "Gaat een andere wet voor?",
            dict.fromkeys((*needed, "laws_notes"), NOT_TWICE),
        ),
    )
    CHOICES = (
        ("GAAT_NIET_VOOR", "Nagegaan: gaat niet voor"),
        ("AANGEVRAAGD", "Wordt aangevraagd"),
        ("GAAT_VOOR", "Gaat voor"),
    )
    long_term_care = one_of("Langdurige zorg (Wlz)", CHOICES)
    health_insurance = one_of("Zorgverzekering (Zvw)", CHOICES)
    youth_act = one_of("Jeugdwet", CHOICES)
    forensic_care = one_of("Forensische zorg (Wfz)", CHOICES)
    laws_notes = text("Toelichting")
