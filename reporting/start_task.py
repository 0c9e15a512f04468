"""One thing to do on the start page."""

from dataclasses import dataclass

from reporting.plan.state import Countdown
from trajectories.terms import Term


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: what it is about, what to do, until when, and the button."""

    title: str
    url: str
    what: str
    button: str
    clock: Term | Countdown | None = None
    note: str = ""
