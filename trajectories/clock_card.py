"""All clocks of one melding on one card: what runs, why a day is what it is, and what can be done about it."""

from dataclasses import dataclass
from datetime import date

from trajectories import standstill, terms
from trajectories.extending import obstacles_to_extend
from trajectories.models import Notification, TemporaryProvision, TermExtension, TermSuspension
from trajectories.penalty import Pressure, obstacles_to_press, pressure_on
from trajectories.term_axis import TermAxis, axis_of
from trajectories.terms import Term
from trajectories.urgent import running_provision


@dataclass(frozen=True, slots=True)
class ClockCard:
    """The clocks as they stand on a day."""

    investigation: Term | None
    decision: Term | None
    axis: TermAxis | None
    standstill: TermSuspension | None
    can_stand_still: bool
    extension: TermExtension | None
    can_extend: bool
    pressure: Pressure | None
    can_press: bool
    plan: Term | None
    """The days for a personal plan, while they last."""
    provision: TemporaryProvision | None


def card_of(melding: Notification, *, on: date) -> ClockCard:
    """The card of a melding whose clocks, penalty notices and provisions were fetched."""
    investigation, decision = terms.investigation(melding, on=on), terms.decision(melding, on=on)
    plan = terms.personal_plan(melding, on=on)
    is_open = melding.is_open_on(on)
    return ClockCard(
        investigation=investigation,
        decision=decision,
        axis=axis_of(investigation, decision, on=on) if investigation else None,
        standstill=standstill.running_suspension(melding),
        can_stand_still=not standstill.obstacles_to_suspend(melding, on=on),
        extension=max(melding.extensions.all(), key=lambda row: row.promised_on, default=None),
        can_extend=not obstacles_to_extend(melding, on=on),
        pressure=pressure_on(melding, on=on),
        can_press=not obstacles_to_press(melding, on=on),
        plan=plan if plan and is_open and not plan.is_over else None,
        provision=running_provision(melding),
    )
