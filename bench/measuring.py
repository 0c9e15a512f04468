"""One way of measuring for all: those that are compared take turns, and the best of many counts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from time import process_time

RESULTS = Path(__file__).parent / "results"
"""What was measured last, a file per size of the nation."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A ratio with its goal: at most so much of what the other way takes."""

    name: str
    value: float
    goal: float

    @property
    def holds(self) -> bool:
        """Whether the goal is reached."""
        return self.value <= self.goal

    def rounded(self) -> "Measure":
        """As it is written down."""
        return Measure(self.name, round(self.value, 4), round(self.goal, 4))


def least(
    acts: Mapping[str, Callable[[], object]],
    *,
    rounds: int,
    times: int = 1,
    clock: Callable[[], float] = process_time,
) -> dict[str, float]:
    """How long each takes, the least of all rounds; in each round every one has its turn, `times` in a row.

    Processor time of this process, or another clock where the database or a server works too.
    """
    best = dict.fromkeys(acts, float("inf"))
    for _ in range(rounds):
        for name, act in acts.items():
            start = clock()
            for _ in range(times):
                act()
            best[name] = min(best[name], (clock() - start) / times)
    return best


def ratio(
    ours: Callable[[], object],
    theirs: Callable[[], object],
    *,
    rounds: int = 25,
    clock: Callable[[], float] = process_time,
) -> float:
    """How long ours takes, theirs being 1."""
    best = least({"ours": ours, "theirs": theirs}, rounds=rounds, clock=clock)
    return best["ours"] / best["theirs"]
