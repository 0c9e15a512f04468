"""The plan of one client: goals that get a result, and the outlook as it was said over time."""

from datetime import date

from portal.models import Client, User
from trajectories.models import GoalResult, Outlook, SupportGoal
from trajectories.obstacles import refusals_in_dutch
from trajectories.reviewing import hold_plan


def set_goal(client: Client, *, theme: str, words: str, on: date, by: User) -> SupportGoal:
    """Agree on a goal from today; the same goal that still runs is kept once."""
    with refusals_in_dutch():
        hold_plan(client, on=on, by=by)
        same = client.support_goals.filter(theme=theme, words=words, ended_on=None).first()
        return same or SupportGoal.objects.create(client=client, theme=theme, words=words, set_on=on, set_by=by)


def end_goal(goal: SupportGoal, *, result: GoalResult | str, words: str = "", on: date, by: User) -> bool:
    """Close a goal with what became of it; False if that was done before."""
    with refusals_in_dutch():
        hold_plan(goal.client, on=on, by=by)
        goal.refresh_from_db()
        if goal.ended_on:
            return False
        goal.ended_on, goal.result, goal.result_words = on, result, words
        goal.save(update_fields=["ended_on", "result", "result_words"])
        return True


def look_ahead(client: Client, *, words: str, expected_on: date | None, on: date, by: User) -> Outlook:
    """Keep what is expected, as said today; the same said again today is kept once."""
    with refusals_in_dutch():
        hold_plan(client, on=on, by=by)
        facts = {"words": words, "expected_on": expected_on, "said_on": on}
        return client.outlooks.get_or_create(**facts, defaults={"written_by": by})[0]
