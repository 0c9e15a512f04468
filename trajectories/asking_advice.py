"""Advice on an application: asked, given and shown to the client first, or called off (Awb 3:5–3:9)."""

from datetime import date

from django.db import transaction
from django.utils.text import capfirst

from portal.models import User
from portal.templatetags.dutch import dag
from trajectories.authority import access_model
from trajectories.deciding import hold, not_yet, over
from trajectories.models import AccessAdvice, AccessBody, Leaning, Notification, Outcome
from trajectories.obstacles import demand, refusals_in_dutch

AGAINST = {Leaning.GRANT: Outcome.REJECTED, Leaning.REFUSE: Outcome.GRANTED}
"""The outcome that goes against an advice."""


def open_advice(melding: Notification) -> AccessAdvice | None:
    """The question that was not answered yet."""
    return next((row for row in melding.advices.all() if row.is_open), None)


def last_advice(melding: Notification) -> AccessAdvice | None:
    """The latest advice that was given."""
    given = [row for row in melding.advices.all() if row.given_on]
    return max(given, key=lambda row: (row.given_on, row.pk), default=None)


def usual_adviser(melding: Notification, *, on: date) -> str:
    """Who advises in the region on a day; empty where nobody wrote down how the access works."""
    model = access_model(melding.region_id, on=on)
    return capfirst(AccessBody(model.advisor).label) if model else ""


def obstacles_to_ask(melding: Notification, *, on: date) -> list[str]:
    """Why no advice can be asked."""
    if blocked := over(melding, on) or not_yet(melding):
        return blocked
    running = open_advice(melding)
    return (
        [f"{running.adviser} heeft nog niet geantwoord op de vraag van {dag(running.asked_on)}."]
        if running
        else []
    )


def obstacles_to_answer_advice(melding: Notification, *, on: date) -> list[str]:
    """Why no answer can be recorded, or the question called off."""
    return over(melding, on) or ([] if open_advice(melding) else ["Er is geen advies gevraagd."])


def sentences_against(melding: Notification, outcome: str) -> list[str]:
    """What somebody should read who decides otherwise than was advised (Awb 3:50), or before the client saw it."""
    if running := open_advice(melding):
        return [f"{running.adviser} heeft nog niet geantwoord. U besluit zonder dit advies."]
    advice = last_advice(melding)
    if advice is None:
        return []
    said = f"{advice.adviser} adviseerde op {dag(advice.given_on)}: {advice.get_leaning_display()}."
    against = AGAINST.get(Leaning(advice.leaning)) == outcome
    found = [f"{said} Uw besluit is anders. Schrijf in de motivering waarom (Awb 3:50)."] if against else []
    unseen = f"De cliënt heeft het advies van {advice.adviser} nog niet gekregen."
    return found if advice.client_saw_on else [*found, unseen]


@transaction.atomic
def ask_advice(
    melding: Notification, *, adviser: str, question: str, asked_on: date, wanted_by: date, on: date, by: User
) -> None:
    """Ask somebody for advice; the same question pressed twice is asked once."""
    hold(melding, by)
    running = open_advice(melding)
    if running and (running.adviser, running.question) == (adviser, question):
        return
    demand(obstacles_to_ask(melding, on=on))
    with refusals_in_dutch():
        AccessAdvice.objects.create(
            notification=melding,
            adviser=adviser,
            question=question,
            asked_on=asked_on,
            asked_by=by,
            wanted_by=wanted_by,
        )


@transaction.atomic
def keep_advice(
    melding: Notification,
    *,
    given_on: date,
    leaning: str,
    words: str,
    client_saw_on: date | None,
    on: date,
    by: User,
) -> None:
    """Keep the answer, and the day the client got it where that is known."""
    hold(melding, by)
    facts = {"given_on": given_on, "leaning": leaning, "words": words, "client_saw_on": client_saw_on}
    last = last_advice(melding)
    if open_advice(melding) is None and last and all(getattr(last, name) == facts[name] for name in facts):
        return
    demand(obstacles_to_answer_advice(melding, on=on))
    running = open_advice(melding)
    assert running is not None
    for name, value in facts.items():
        setattr(running, name, value)
    with refusals_in_dutch():
        running.save(update_fields=list(facts))


@transaction.atomic
def show_to_client(melding: Notification, *, client_saw_on: date, on: date, by: User) -> None:
    """The client got, on a day, what was given until then; twice on one day is once."""
    hold(melding, by)
    if not unseen(melding) and any(row.client_saw_on == client_saw_on for row in melding.advices.all()):
        return
    demand(obstacles_to_show(melding, on=on))
    for advice in unseen(melding):
        advice.client_saw_on = client_saw_on
        advice.save(update_fields=["client_saw_on"])


def unseen(melding: Notification) -> list[AccessAdvice]:
    """What was given and the client did not get yet."""
    return [row for row in melding.advices.all() if row.given_on and not row.client_saw_on]


def obstacles_to_show(melding: Notification, *, on: date) -> list[str]:
    """Why the client cannot be given an advice: there is none, or the client has it."""
    if unseen(melding):
        return []
    return ["De cliënt heeft het advies al." if last_advice(melding) else "Er is nog geen advies gegeven."]


@transaction.atomic
def call_off_advice(melding: Notification, *, words: str, called_off_on: date, on: date, by: User) -> None:
    """No answer is expected any more."""
    hold(melding, by)
    running = open_advice(melding)
    if running is None and any(row.called_off_words == words for row in melding.advices.all()):
        return
    demand(obstacles_to_answer_advice(melding, on=on))
    assert running is not None
    running.called_off_on, running.called_off_words = called_off_on, words
    running.save(update_fields=["called_off_on", "called_off_words"])
