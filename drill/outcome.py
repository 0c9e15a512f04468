"""What came of a fault, and the page that tells of all of them."""

from collections.abc import Iterable
from dataclasses import dataclass

VERDICTS = {True: "goed", False: "**FOUT**", None: "niet geprobeerd"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """A fault, what should happen, what was measured, and whether that is good; None: it was not tried."""

    fault: str
    goal: str
    measured: str
    holds: bool | None
    measured_on: str = ""

    @property
    def verdict(self) -> str:
        """In a word."""
        return VERDICTS[self.holds]


HEAD = """# De proef op de storing

Wat er gebeurt als er iets misgaat, zoals gemeten. Deze bladzijde wordt geschreven door `make drill`; verander haar
niet met de hand. Hoe u een back-up maakt en terugzet, staat in [herstel.md](herstel.md).

{held} van {tried} goed.

| storing | wat er moet gebeuren | wat er gebeurde | | gemeten |
|---|---|---|---|---|
"""
FOOT = """
Wat hier niet staat: een stroomstoring. Een afgeschoten proces laat de schijfbuffer van het besturingssysteem heel;
dat de schijf zelf bewaart wat hij zegt te bewaren, is hier niet na te doen.
"""


def page(outcomes: Iterable[Outcome]) -> str:
    """All outcomes as a table in Markdown."""
    found = list(outcomes)
    tried = [outcome for outcome in found if outcome.holds is not None]
    held = sum(outcome.holds is True for outcome in tried)
    lines = [
        f"| {' | '.join((one.fault, one.goal, one.measured, one.verdict, one.measured_on))} |" for one in found
    ]
    return HEAD.format(held=held, tried=len(tried)) + "\n".join(lines) + "\n" + FOOT


def outcomes_on(text: str) -> list[Outcome]:
    """The outcomes of a page that was written before."""
    meaning = {word: holds for holds, word in VERDICTS.items()}
    cells = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")]
    return [
        Outcome(fault, goal, measured, meaning[verdict], measured_on)
        for fault, goal, measured, verdict, measured_on in (row for row in cells if row[3] in meaning)
    ]
