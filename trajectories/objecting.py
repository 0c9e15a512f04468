"""An objection to a decision: received, heard, decided in time; a new decision when it is well-founded."""

from datetime import date

from django.db import transaction

from portal.models import User
from portal.templatetags.dutch import dag
from trajectories import terms
from trajectories.deciding import hold
from trajectories.letters.composing import Value
from trajectories.letters.writing import write_letter
from trajectories.models import DecisionKind, LetterKind, Notification, Objection, ObjectionOutcome, Stage
from trajectories.obstacles import demand, refusals_in_dutch
from trajectories.terms import Term

OBJECTING, DECIDING = "Bezwaar maken", "Bezwaar"
OBJECTING_DAYS = DECIDING_DAYS = 42
COMMITTEE_DAYS = 84


def announced_on(melding: Notification) -> date | None:
    """The day from which the client can count (Awb 6:8): the letter was sent, else the decision was taken."""
    letters = [letter for letter in melding.letters.all() if letter.decision_id and letter.sent_on]
    return max((letter.sent_on for letter in letters if letter.sent_on), default=melding.decided_on)


def time_to_object(melding: Notification, *, on: date) -> Term | None:
    """The six weeks in which the client can object (Awb 6:7)."""
    since = announced_on(melding)
    return terms.term(OBJECTING, since, limit=OBJECTING_DAYS, on=on, is_by_law=True) if since else None


def clock_of(objection: Objection, *, on: date) -> Term:
    """Six weeks to decide, twelve with a committee, after the time to object is over (Awb 7:10)."""
    window = time_to_object(objection.notification, on=on)
    since = max(window.due_on, objection.received_on) if window else objection.received_on
    limit = COMMITTEE_DAYS if objection.has_committee else DECIDING_DAYS
    return terms.term(DECIDING, since, limit=limit, on=on, is_by_law=True, finished_on=objection.decided_on)


def running_objection(melding: Notification) -> Objection | None:
    """The objection that was not decided yet."""
    return next((row for row in melding.objections.all() if row.decided_on is None), None)


def awaits_decision(melding: Notification) -> Objection | None:
    """The well-founded objection after which no new decision was taken yet."""
    founded = [row for row in melding.objections.all() if row.outcome == ObjectionOutcome.FOUNDED]
    after = [row for row in melding.decisions.all() if row.kind == DecisionKind.OBJECTION and row.is_taken]
    return founded[-1] if len(founded) > len(after) else None


def obstacles_to_object(melding: Notification, *, on: date) -> list[str]:
    """Why no objection can be kept."""
    if melding.stage_on(on) != Stage.DECIDED:
        return ["Bezwaar kan pas als er een besluit is."]
    return ["Er loopt al een bezwaar."] if running_objection(melding) else []


def obstacles_to_rule(melding: Notification, *, on: date) -> list[str]:
    """Why no objection can be decided."""
    return [] if running_objection(melding) else ["Er loopt geen bezwaar."]


@transaction.atomic
def object_to(
    melding: Notification, *, received_on: date, ground: str, has_committee: bool, on: date, by: User
) -> None:
    """Keep an objection and make the letter that confirms it (Awb 6:14); the same twice is kept once."""
    hold(melding, by)
    running = running_objection(melding)
    if running and (running.received_on, running.ground) == (received_on, ground):
        return
    demand(obstacles_to_object(melding, on=on))
    with refusals_in_dutch():
        objection = Objection.objects.create(
            notification=melding,
            received_on=received_on,
            ground=ground,
            has_committee=has_committee,
            recorded_by=by,
        )
    own: dict[str, Value] = {
        "bezwaar_ontvangen_op": dag(received_on),
        "beslissen_tot": dag(clock_of(objection, on=on).due_on),
    }
    write_letter(LetterKind.OBJECTION_RECEIPT, melding, own, on=on, by=by)


@transaction.atomic
def rule(
    melding: Notification,
    *,
    decided_on: date,
    outcome: str,
    motivation: str,
    heard_on: date | None,
    on: date,
    by: User,
) -> None:
    """Decide on the objection; when it is well-founded, a new decision has to follow."""
    hold(melding, by)
    running = running_objection(melding)
    if running is None and any(row.decided_on == decided_on for row in melding.objections.all()):
        return
    demand(obstacles_to_rule(melding, on=on))
    assert running is not None
    running.decided_on, running.outcome, running.decided_by = decided_on, outcome, by
    running.motivation, running.heard_on = motivation, heard_on
    with refusals_in_dutch():
        running.save()
