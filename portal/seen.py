"""What somebody saw when a form was shown, so that two people do not undo each other's work unknowingly."""

import json
from collections.abc import Iterable
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db.models import Model

OVERTAKEN = (
    "Iemand anders heeft dit intussen gewijzigd. Wat u typte, staat er nog en is niet bewaard. Kijk in een ander"
    " venster wat er nu staat. Bewaart u nog een keer, dan vervangt u dat."
)


def fingerprint(row: Model, names: Iterable[str]) -> str:
    """Sixteen signs that differ as soon as one of these fields says something else."""
    said = json.dumps([getattr(row, name) for name in names], default=str)
    return sha256(said.encode()).hexdigest()[:16]


class Overtaken(ValidationError):
    """Somebody else changed it since the form was shown."""


def demand_unchanged(row: Model, names: Iterable[str], seen: str) -> None:
    """Raise Overtaken when the row, as it is now, is not what somebody saw."""
    if fingerprint(row, names) != seen:
        raise Overtaken(OVERTAKEN, code="overtaken")
