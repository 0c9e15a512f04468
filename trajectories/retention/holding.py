"""Keeping a file longer than its term, and letting go of it again."""

from datetime import date, timedelta

from portal.models import Client, User
from trajectories.models import LegalHold
from trajectories.obstacles import refusals_in_dutch

A_DAY = timedelta(days=1)


def hold(client: Client, *, reason: str, last_day: date | None, on: date, by: User) -> LegalHold:
    """Keep a file from `on` up to and including `last_day`, or until somebody lets go; raises `Obstructed`."""
    until = last_day + A_DAY if last_day else None
    with refusals_in_dutch():
        return LegalHold.objects.create(client=client, reason=reason, starts_on=on, ends_on=until, placed_by=by)


def let_go(client: Client, *, on: date, by: User) -> bool:
    """The term of a file counts again from `on`, from tomorrow when held today; False: nothing held it."""
    held = client.holds.select_for_update().filter(runs_until__gt=on).first()
    if held is None:
        return False
    held.ends_on, held.lifted_by = max(on, held.starts_on + A_DAY), by
    held.save(update_fields=["ends_on", "lifted_by"])
    return True
