"""Where letters to a client go: the post address somebody gave, else the home address unless that is secret."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from trajectories.models import Notification, PartKind

POST = ("post_to", "post_street", "post_postcode", "post_town")
"""The questions about a post address, in the part about the person."""
DUTCH_POSTCODE = re.compile(r"(\d{4})\s*([A-Za-z]{2})")
WHY_NONE = {
    "GEHEIM": "Het adres van de cliënt is geheim en er is geen postadres.",
    "GEEN": "De cliënt heeft geen adres en er is geen postadres.",
}


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """The lines under the name, as the window of an envelope shows them; or why there are none."""

    lines: tuple[str, ...] = ()
    why_none: str = ""


def postal_address(melding: Notification) -> PostalAddress:
    """Where a letter about a melding would go now; from its parts, without a query when those were fetched."""
    found = (part.answers for part in melding.parts.all() if part.kind == PartKind.PERSON)
    answers: Mapping[str, Any] = next(found, {})
    if answers.get("post_street"):
        return PostalAddress(_lines(*(answers.get(name, "") for name in POST)))
    kind = answers.get("address_kind", "")
    if kind in WHY_NONE:
        return PostalAddress(why_none=WHY_NONE[kind])
    if answers.get("street"):
        return PostalAddress(_lines("", *(answers.get(name, "") for name in ("street", "postcode", "town"))))
    return PostalAddress(why_none="Het adres van de cliënt is niet ingevuld.")


def _lines(to: str, street: str, postcode: str, town: str) -> tuple[str, ...]:
    """As post wants it: the postcode as `1234 AB`, two spaces, the town in capitals."""
    found = DUTCH_POSTCODE.fullmatch(postcode.strip())
    code = f"{found[1]} {found[2].upper()}" if found else postcode.strip()
    place = "  ".join(word for word in (code, town.strip().upper()) if word)
    return tuple(line for line in (to.strip(), street.strip(), place) if line)
