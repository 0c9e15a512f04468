"""What a decision says, before it is one."""

from dataclasses import dataclass
from datetime import date

from placements.models import CareForm
from trajectories.models import WaitStatus


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a decision says, before it is a decision; the right runs over `[valid_from, valid_until)`."""

    outcome: str
    motivation: str
    care_form: CareForm | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    funding: str = ""
    contribution: str = ""
    alternatives: str = ""
    wait_status: str = ""
    """A `WaitStatus`; empty when the client need not wait."""
    has_bridging: bool | None = None
    goals: tuple[tuple[str, str], ...] = ()
    """Theme and words of each goal."""

    def facts(self) -> dict[str, object]:
        """The fields of a `Decision` that it fills."""
        return {name: getattr(self, name) for name in self.__slots__ if name != "goals"}

    def waits_since(self, decided_on: date) -> date:
        """The wait begins with the decision, or later when the right begins later."""
        return max(decided_on, self.valid_from or decided_on)

    @property
    def status_label(self) -> str:
        """How the client waits, in words."""
        return WaitStatus(self.wait_status).label if self.wait_status else ""
