"""Who is younger than 27: from youth care to standing on one's own feet, in five points."""

from collections.abc import Iterator, Mapping
from typing import Any

from trajectories.forms.parts.part import PartForm
from trajectories.forms.parts.questions import Section, day, one_of
from trajectories.models import PartKind

BIG_FIVE = "Wie deze vijf op orde heeft als de jeugdhulp stopt, valt minder vaak tussen wal en schip."
STATES = (
    ("GEREGELD", "Geregeld"),
    ("LOOPT", "Wordt aan gewerkt"),
    ("NOG_NIET", "Nog niet"),
    ("NVT", "Niet van toepassing"),
)


class YouthForm(PartForm):
    """Where a young person comes from, until when youth care runs, and the "Big 5"."""

    kind = PartKind.YOUTH
    intro = "Voor wie jonger is dan 27. Jeugdhulp kan na 18 doorlopen, soms tot 23, als dat op tijd is geregeld."
    needed = ("youth_origin", "support", "housing", "school_or_work", "income", "wellbeing")
    brief = ("youth_origin",)
    sections = (
        Section(
            "Jeugdhulp",
            {
                "youth_origin": "Dan kan de overgang van jeugdhulp naar de Wmo op tijd beginnen.",
                "youth_care_ends_on": "Voor die dag moet er een plek of begeleiding zijn.",
            },
        ),
        Section(
            "De vijf van volwassen worden",
            dict.fromkeys(("support", "housing", "school_or_work", "income", "wellbeing"), BIG_FIVE),
        ),
    )
    youth_origin = one_of(
        "Kreeg of krijgt de cliënt jeugdhulp?",
        (
            ("GEEN", "Nee"),
            ("JEUGDHULP_MET_VERBLIJF", "Ja, met verblijf"),
            ("PLEEGZORG", "Ja, pleegzorg"),
            ("GEZINSHUIS", "Ja, in een gezinshuis"),
            ("JEUGDHULP_AMBULANT", "Ja, aan huis"),
        ),
    )
    youth_care_ends_on = day("De jeugdhulp stopt op", hint="Ook als die dag al voorbij is.")
    support = one_of("Iemand om op terug te vallen", STATES)
    housing = one_of("Wonen", STATES)
    school_or_work = one_of("School of werk", STATES)
    income = one_of("Inkomen", STATES)
    wellbeing = one_of("Welzijn", STATES)

    def missing(self, facts: Mapping[str, Any]) -> Iterator[str]:
        """Until when, for who gets youth care."""
        yield from super().missing(facts)
        if facts.get("youth_origin") not in ("", None, "GEEN") and not facts.get("youth_care_ends_on"):
            yield "youth_care_ends_on"
