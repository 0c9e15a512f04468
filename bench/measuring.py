"""One way of measuring for all: the two that are compared take turns, and the best of many counts."""

from collections.abc import Callable
from dataclasses import dataclass
from time import process_time


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


def ratio(
    ours: Callable[[], object],
    theirs: Callable[[], object],
    *,
    rounds: int = 25,
    clock: Callable[[], float] = process_time,
) -> float:
    """How long ours takes, theirs being 1, the least of all rounds.

    Processor time of this process, or another clock where the database works too, in a process of its own.
    """
    best = {ours: float("inf"), theirs: float("inf")}
    for _ in range(rounds):
        for act in best:
            start = clock()
            act()
            best[act] = min(best[act], clock() - start)
    return best[ours] / best[theirs]
