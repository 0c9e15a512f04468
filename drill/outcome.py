"""What came of a fault, and the page that tells of all of them."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """A fault, what should happen, what was measured, and whether that is good; None: it was not tried."""

    fault: str
    goal: str
    measured: str
    holds: bool | None

    @property
    def verdict(self) -> str:
        """In a word."""
        return {True: "goed", False: "**FOUT**", None: "niet geprobeerd"}[self.holds]


HEAD = """# De proef op de storing

Wat er gebeurt als er iets misgaat, zoals gemeten. Deze bladzijde wordt geschreven door `make drill`; verander haar
niet met de hand. Hoe u een back-up maakt en terugzet, staat in [herstel.md](herstel.md).

Gemeten op {day}, op {machine}. {held} van {tried} goed.

| storing | wat er moet gebeuren | wat er gebeurde | |
|---|---|---|---|
"""
FOOT = """
Wat hier niet staat: een stroomstoring. Een afgeschoten proces laat de schijfbuffer van het besturingssysteem heel;
dat de schijf zelf bewaart wat hij zegt te bewaren, is hier niet na te doen.
"""


def page(outcomes: Iterable[Outcome], *, day: str, machine: str) -> str:
    """All outcomes as a table in Markdown."""
    found = list(outcomes)
    tried = [outcome for outcome in found if outcome.holds is not None]
    lines = [f"| {one.fault} | {one.goal} | {one.measured} | {one.verdict} |" for one in found]
    held = sum(outcome.holds is True for outcome in tried)
    return HEAD.format(day=day, machine=machine, held=held, tried=len(tried)) + "\n".join(lines) + "\n" + FOOT
