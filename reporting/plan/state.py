"""What of the plan waits for its policy officer and project leader: on their start pages."""

from dataclasses import dataclass
from datetime import date, timedelta

from placements.models import PlanAction, PlanLine
from portal.models import User
from reporting.plan.overview import Overview, Row, overview

REMIND_DAYS = 14
"""An action comes on the start page this many days before its last day, and stays until it is done."""


@dataclass(frozen=True, slots=True)
class Countdown:
    """How long there is for an action, as the clock of the start page shows it."""

    due_on: date
    days_left: int
    label: str = "actie"
    days_total: int | None = None
    days_used: int = 0
    is_suspended: bool = False
    finished_on: date | None = None
    note: str = ""

    @property
    def days_late(self) -> int:
        """Days beyond the last day; 0 when in time."""
        return max(-self.days_left, 0)


@dataclass(frozen=True, slots=True)
class PlanState:
    """The plan as somebody who keeps it finds it in the morning."""

    plan: Overview
    actions: tuple[tuple[PlanAction, Countdown], ...]
    """What is late or due within two weeks, the most pressing first."""

    @property
    def late_actions(self) -> int:
        """How many of them are late."""
        return sum(due.days_late > 0 for _, due in self.actions)

    @property
    def idle(self) -> tuple[Row, ...]:
        """Late lines for which nobody does anything."""
        return tuple(row for row in self.plan.late if row.action is None)


def plan_state(user: User, *, on: date) -> PlanState:
    """How the plan of the user's region stands on day `on`; a fixed number of queries."""
    words = ("line__care_form", "line__to_care_form", "line__municipality", "line__provider")
    mine = PlanAction.objects.filter(line__in=PlanLine.objects.visible_to(user))
    actions = mine.filter(due_on__lte=on + timedelta(days=REMIND_DAYS)).to_do().select_related(*words)
    return PlanState(
        overview(user, on=on),
        tuple((action, Countdown(action.due_on, action.days_left(on))) for action in actions),
    )
