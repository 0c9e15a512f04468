"""What the portal tells whoever runs it: a line of JSON per event, with where it went wrong and never about whom.

The words of an error are left out: PostgreSQL puts the row that was refused in them, with all that stood in it.
"""

import json
import logging
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

DEEPEST = 15
"""Places in the code that are told of one error, the innermost last."""


class OneLine(logging.Formatter):
    """A record as one line, whatever it holds: who writes a line end in a form writes no line in a log."""

    def format(self, record: logging.LogRecord) -> str:
        """The line; of an error its kind, the rule of the database that it broke, and the places it came by."""
        told: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "from": record.name,
            "what": record.getMessage(),
        }
        if record.exc_info and record.exc_info[1]:
            told["errors"] = [_told(error) for error in _causes(record.exc_info[1])]
        return json.dumps(told, ensure_ascii=False)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """The error and what it came from, the last one first."""
    while error:
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _told(error: BaseException) -> dict[str, Any]:
    frames = traceback.extract_tb(error.__traceback__)[-DEEPEST:]
    told = {
        "kind": f"{type(error).__module__}.{type(error).__name__}",
        "where": [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames],
    }
    rule = getattr(getattr(error, "diag", None), "constraint_name", None)
    return told | ({"rule": rule} if rule else {})
