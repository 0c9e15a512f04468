"""The fields a region may use in its letters, per kind: what each stands for, and which a letter cannot miss."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from trajectories.models import LetterKind

FIELD = re.compile(r"\{([^{}\n]*)\}")


@dataclass(frozen=True, slots=True)
class Field:
    """A word between braces that the letter fills in."""

    name: str
    meaning: str
    sample: str
    is_block: bool = False
    """Stands on a line of its own and may become more than one paragraph."""
    is_needed: bool = False


COMMON = (
    Field("client", "de naam van de cliënt", "Robin Voorbeeld"),
    Field("gemeente", "de gemeente", "Voorbeeldstad"),
    Field("gemeld_op", "de dag van de melding", "1 september 2026"),
    Field("kenmerk", "het nummer van de melding", "7KQ4XZ2B"),
    Field("behandelaar", "wie de brief maakt", "Kim de Vries"),
)
REMEDY = Field("bezwaar", "hoe iemand bezwaar maakt", "Stuur ons een brief.", is_block=True, is_needed=True)
MOTIVATION = Field(
    "motivering", "waarom dit besluit", "U hebt hulp dichtbij nodig.", is_block=True, is_needed=True
)
DECIDED = (
    Field("aangevraagd_op", "de dag van de aanvraag", "21 september 2026"),
    Field("besloten_op", "de dag van het besluit", "5 oktober 2026"),
    MOTIVATION,
    REMEDY,
)
OWN: dict[str, tuple[Field, ...]] = {
    LetterKind.RECEIPT: (
        Field("onderzoek_tot", "de laatste dag van het onderzoek", "13 oktober 2026", is_needed=True),
        Field("plan_tot", "de laatste dag voor een persoonlijk plan", "8 september 2026", is_needed=True),
    ),
    LetterKind.SUSPENSION: (
        Field("stil_vanaf", "de dag waarop de termijn stil ging staan", "10 september 2026", is_needed=True),
        Field("reden", "waarom", "Wij wachten op gegevens van u.", is_block=True, is_needed=True),
    ),
    LetterKind.EXTENSION: (
        Field("toegezegd_op", "de dag waarop het besluit er uiterlijk is", "20 oktober 2026", is_needed=True),
        Field("wettelijk_tot", "de laatste dag volgens de wet", "5 oktober 2026"),
        Field("reden", "waarom", "Wij wachten op een advies.", is_block=True, is_needed=True),
    ),
    LetterKind.FORWARDING: (
        Field("doorgestuurd_aan", "aan wie", "het CIZ", is_needed=True),
        Field("doorgestuurd_op", "de dag van het doorsturen", "5 oktober 2026", is_needed=True),
        Field("reden", "waarom", "Het CIZ beslist over langdurige zorg.", is_block=True, is_needed=True),
    ),
    LetterKind.GRANT: (
        Field(
            "besluit",
            "wat de cliënt krijgt, als lijst",
            "Zorgvorm: Beschermd Thuis",
            is_block=True,
            is_needed=True,
        ),
        Field("doelen", "de doelen, als lijst", "Wonen: zelf koken", is_block=True),
        Field(
            "overwogen", "wat ook is overwogen", "Alleen begeleiding is te licht.", is_block=True, is_needed=True
        ),
        *DECIDED,
    ),
    LetterKind.REJECTION: DECIDED,
    LetterKind.OBJECTION_RECEIPT: (
        Field("bezwaar_ontvangen_op", "de dag waarop het bezwaar kwam", "12 oktober 2026", is_needed=True),
        Field("beslissen_tot", "de laatste dag om op het bezwaar te beslissen", "4 januari 2027", is_needed=True),
    ),
}


def fields_of(kind: str) -> tuple[Field, ...]:
    """Everything a letter of this kind can fill in; what is its own first."""
    return (*OWN[kind], *COMMON)


def mistakes(kind: str, text: str) -> Iterator[str]:
    """What is wrong with a region's text, each with a sentence that says how to mend it."""
    known = {field.name: field for field in fields_of(kind)}
    used = FIELD.findall(text)
    for name in dict.fromkeys(used):
        if name not in known:
            names = ", ".join(f"{{{one}}}" for one in known)
            yield f"{{{name}}} kennen we niet in deze brief. U kunt gebruiken: {names}."
    rest = FIELD.sub("", text)
    if "{" in rest or "}" in rest:
        yield "Er staat een accolade zonder de andere. Schrijf een veld als {client}."
    for field in known.values():
        if field.is_needed and field.name not in used:
            yield f"{{{field.name}}} ontbreekt: {field.meaning}. Zonder dat is de brief niet volledig."
        if field.is_block and field.name in used and not _stands_alone(field.name, text):
            yield f"Zet {{{field.name}}} op een regel alleen, met een lege regel ervoor en erna."


def _stands_alone(name: str, text: str) -> bool:
    parts = (part.strip() for part in text.replace("\r\n", "\n").split("\n\n"))
    return all(part == f"{{{name}}}" for part in parts if f"{{{name}}}" in part)
