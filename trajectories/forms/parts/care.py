"""Which guidance is needed, apart from where somebody lives; self-reliance domain by domain."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms

from portal.fields import not_in_future
from trajectories.forms.parts.part import PartForm, Spoken
from trajectories.forms.parts.questions import (
    NO_CARE_CONTENT,
    YES_NO,
    Optional,
    Section,
    day,
    line,
    number,
    one_of,
    text,
)
from trajectories.models import FivePoint, PartKind

EIGHT = "Een van de acht vragen die bij elke evaluatie terugkomen. Zo is te zien wat er verandert."
CARE_APART = "Zorg en wonen zijn twee dingen: iemand kan van zorg veranderen zonder te verhuizen."


class CareForm(PartForm):
    """The care need and the eight questions of JSO; hints are text, and choose nothing."""

    kind = PartKind.CARE
    intro = "Alleen de zorg. Waar iemand woont, staat in het onderdeel ‘Wonen’."
    never = NO_CARE_CONTENT
    needed = ("care_need", "can_defer_requests", "support_by_appointment", "host_needed")
    brief = ("care_need", "host_needed")
    sections = (
        Section(
            "Welke zorg?",
            {
                "care_need": CARE_APART,
                "can_defer_requests": EIGHT,
                "support_by_appointment": EIGHT,
                "host_needed": EIGHT,
            },
        ),
        Section(
            "Vijf punten",
            {
                "finances": EIGHT,
                "good_tenant": EIGHT,
                "daytime": EIGHT,
                "daytime_hours": "Dan is te zien of iemand meer of minder gaat doen.",
                "network": EIGHT,
                "confidant": EIGHT,
                "confidant_role": "Alleen de rol, geen naam.",
            },
        ),
        Section(
            "Tot slot",
            {"care_notes": "Wie de begeleiding geeft, moet weten waar het op aankomt."},
        ),
    )

    care_need = one_of(
        "Hoe dichtbij moet begeleiding zijn?",
        (
            ("GEEN", "Geen begeleiding nodig"),
            ("AMBULANT", "Aan huis, op afspraak"),
            ("NABIJ", "In de buurt en snel bereikbaar"),
            ("DAG_EN_NACHT", "Dag en nacht dichtbij"),
        ),
    )
    can_defer_requests = one_of(
        "Kan de cliënt een hulpvraag uitstellen?",
        (
            ("NEE", "Nee"),
            ("ENKELE_MINUTEN", "Enkele minuten"),
            ("ENKELE_UREN", "Enkele uren"),
            ("TOT_VOLGENDE_AFSPRAAK", "Tot de volgende afspraak"),
        ),
        hint="‘Nee’ wijst meestal op nabijheid dag en nacht. U beslist.",
    )
    support_by_appointment = one_of(
        "Kan begeleiding op afspraak?",
        (("JA", "Ja"), ("DEELS", "Deels"), ("NEE", "Nee")),
        hint="‘Ja’ wijst meestal op begeleiding aan huis. U beslist.",
    )
    host_needed = one_of(
        "Is een inwonend hoofdbewoner of beheerder in de buurt nodig?",
        (
            ("NIET", "Nee"),
            ("BEHEERDER_IN_BUURT", "Een beheerder in de buurt"),
            ("INWONEND", "Een inwonend hoofdbewoner"),
            ("PROFESSIONAL_24_7", "Een hulpverlener, dag en nacht"),
        ),
    )
    finances = one_of("Financiële zaken op orde", FivePoint.choices)
    good_tenant = one_of("Goede huurder en buur", FivePoint.choices)
    daytime = one_of("Dagbesteding: onderwijs of werk", FivePoint.choices)
    daytime_hours = number("Hoeveel uur per week?", highest=60)
    network = one_of("Sociaal netwerk", FivePoint.choices)
    confidant = one_of(
        "Is er een vertrouwd iemand om op terug te vallen?",
        (*YES_NO, ("NIET_BESPROKEN", "Niet besproken")),
    )
    confidant_role = line("Wie is dat voor de cliënt?", longest=100, hint="Bijvoorbeeld: oma. Geen naam.")
    care_notes = text("Wat moet een begeleider weten?", rows=3)


DOMAINS = (
    ("finances", "Financiën"),
    ("work", "Werk en opleiding"),
    ("time", "Tijdsbesteding"),
    ("housing", "Huisvesting"),
    ("home", "Huiselijke relaties"),
    ("mental", "Geestelijke gezondheid"),
    ("physical", "Lichamelijke gezondheid"),
    ("substances", "Middelengebruik"),
    ("basic", "Basale ADL"),
    ("instrumental", "Instrumentele ADL"),
    ("network", "Sociaal netwerk"),
    ("participation", "Maatschappelijke participatie"),
    ("justice", "Justitie"),
)
"""The domains of the ZRM 2017 by name only: the criteria are those of GGD Amsterdam."""
WARNINGS = {
    "substances": "Let op: gebruik is een gegeven over gezondheid. Schrijf alleen op wat telt voor de plek of de "
    "begeleiding, niet wat iemand gebruikt.",
    "justice": "Let op: strafbare feiten mogen hier niet staan (AVG, artikel 10). Het gaat alleen om wat iemand "
    "zelf kan.",
}
LEVELS = (
    ("NIET_BEOORDEELD", "Niet beoordeeld"),
    ("1", "1: acute problematiek"),
    ("2", "2: niet zelfredzaam"),
    ("3", "3: beperkt zelfredzaam"),
    ("4", "4: voldoende zelfredzaam"),
    ("5", "5: volledig zelfredzaam"),
)
WHY_A_DOMAIN = "Alleen wat voor deze hulpvraag nodig is, mag worden vastgelegd (AVG, artikel 5)."


class SelfRelianceForm(PartForm):
    """Domains one by one, off until somebody says why; never a total: levels are ordinal, and few are asked."""

    kind = PartKind.SELF_RELIANCE
    intro = "Alleen de gebieden die voor deze hulpvraag nodig zijn, elk met een reden. Een totaal bestaat niet."
    never = "Geen diagnose, geen medicijnen, geen strafbare feiten."
    optional = tuple(
        Optional(
            key=key,
            title=title,
            warning=WARNINGS.get(key, ""),
            asks={
                f"{key}_level": WHY_A_DOMAIN,
                f"{key}_own": "De cliënt mag zelf ook een score geven. Beide blijven staan.",
            },
        )
        for key, title in DOMAINS
    )

    scored_on = day("Beoordeeld op")
    scored_by = line("Door wie?", longest=200)
    scorer_trained = one_of("Is deze persoon geschoold in de ZRM?", YES_NO)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in () if self.opened else SCORING:
            del self.fields[name]

    def fit(self) -> None:
        """Nobody scored tomorrow."""
        not_in_future(self.fields["scored_on"], self.around.on)
        self.fields["scored_by"].initial = self.around.writer

    def questions(self) -> Iterator[str]:
        """The domains, and once any is open who scored and when."""
        yield from super().questions()
        yield from (name for name in SCORING if name in self.fields)

    def missing(self, facts: Mapping[str, Any]) -> Iterator[str]:
        """Who and when, once anything is scored."""
        if any(facts.get(f"{group.key}_level") not in ("", None, "NIET_BEOORDEELD") for group in self.opened):
            yield from (name for name in SCORING if not facts.get(name))

    def spoken(self, answers: Mapping[str, Any]) -> list[Spoken]:
        """Each answer, with the name of its domain."""
        of_domain = {name: group.title for group in self.opened for name in (group.reason, *group.asks)}
        return [
            Spoken(row.name, f"{of_domain[row.name]}: {row.label.lower()}", row.answer)
            if row.name in of_domain
            else row
            for row in super().spoken(answers)
        ]


SCORING = ("scored_on", "scored_by", "scorer_trained")

# Two questions a domain: written out they would say the same thirteen times.
SelfRelianceForm.base_fields |= {
    name: field
    for key, _title in DOMAINS
    for name, field in (
        (f"{key}_level", forms.ChoiceField(label="Oordeel", choices=LEVELS, required=False)),
        (f"{key}_own", one_of("Score van de cliënt zelf", LEVELS[1:])),
    )
}
