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


def ratio(ours: Callable[[], object], theirs: Callable[[], object], *, rounds: int = 25) -> float:
    """How long ours takes, theirs being 1: processor time of this process, the least of all rounds."""
    best = {ours: float("inf"), theirs: float("inf")}
    for _ in range(rounds):
        for act in best:
            start = process_time()
            act()
            best[act] = min(best[act], process_time() - start)
    return best[ours] / best[theirs]
