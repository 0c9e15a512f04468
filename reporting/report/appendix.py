"""Chapter Bijlage: every cell of the report by code, and the hash by which a copy is checked."""

from reporting.figures.definitions import DEFINITIONS
from reporting.report.document import Heading, Part, Text
from reporting.report.tables import every_row
from reporting.report.wording import Voice


def appendix(voice: Voice, *, content_hash: str) -> tuple[Part, ...]:
    """Every cell, the definitions and the hash."""
    parts: list[Part] = [
        Text(
            "Hieronder staan alle getallen waar dit rapport op rust. Een streepje (–) is een getal dat wij "
            "niet tonen of dat er niet is."
        ),
    ]
    for code in voice.now.codes():
        parts += [
            Heading(f"{code} {DEFINITIONS[code].name}"),
            Text(_meaning(voice, code)),
            every_row(voice, code),
        ]
    return (*parts, *_seal(content_hash))


def _meaning(voice: Voice, code: str) -> str:
    return f"{DEFINITIONS[code].sentence} Dit geldt {voice.true_for(code)}."


def _seal(content_hash: str) -> tuple[Part, ...]:
    return (
        Heading("Is dit rapport echt?"),
        Text(
            "Onderaan elke bladzijde staat een kenmerk. Het is berekend uit alle getallen, namen en dagen in "
            "dit rapport (sha-256). Verandert er één getal, dan verandert het kenmerk. "
            "De regio kan voor u nagaan of het kenmerk past bij wat zij heeft vastgelegd."
        ),
        Text(f"Kenmerk: {content_hash}"),
    )
