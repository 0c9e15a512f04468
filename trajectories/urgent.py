"""Help at once, while the investigation is still to be done (Wmo 2015, 2.3.3)."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from placements.models import CareForm
from portal.models import Organisation, User
from portal.templatetags.dutch import dag
from trajectories.deciding import hold, not_yet, over
from trajectories.models import Notification, TemporaryProvision
from trajectories.obstacles import demand, refusals_in_dutch


@dataclass(frozen=True, slots=True)
class Help:
    """Temporary help: what, from when and by whom."""

    what: str
    starts_on: date
    care_form: CareForm | None
    provider: Organisation | None
    by_whom: str


def running_provision(melding: Notification) -> TemporaryProvision | None:
    """The temporary help that has no end yet."""
    return next((row for row in melding.provisions.all() if row.ends_on is None), None)


def obstacles_to_help(melding: Notification, *, on: date) -> list[str]:
    """Why no temporary help can begin."""
    if blocked := over(melding, on) or not_yet(melding):
        return blocked
    running = running_provision(melding)
    return [f"Er loopt al een tijdelijke oplossing, vanaf {dag(running.starts_on)}."] if running else []


def obstacles_to_end_help(melding: Notification, *, on: date) -> list[str]:
    """Why no temporary help can end."""
    return [] if running_provision(melding) else ["Er loopt geen tijdelijke oplossing."]


@transaction.atomic
def help_now(melding: Notification, *, help_: Help, urgent_reason: str, on: date, by: User) -> None:
    """Give temporary help; the melding is urgent from now on, and the investigation goes on within its term."""
    hold(melding, by)
    running = running_provision(melding)
    if running and running.starts_on == help_.starts_on and running.what == help_.what:
        return
    demand(obstacles_to_help(melding, on=on))
    if not melding.is_urgent:
        melding.is_urgent, melding.urgent_reason = True, urgent_reason
        melding.save(update_fields=["is_urgent", "urgent_reason"])
    with refusals_in_dutch():
        TemporaryProvision.objects.create(
            notification=melding,
            what=help_.what,
            starts_on=help_.starts_on,
            care_form=help_.care_form,
            provider=help_.provider,
            by_whom=help_.by_whom,
            decided_on=on,
            decided_by=by,
        )


@transaction.atomic
def end_help(melding: Notification, *, ends_on: date, on: date, by: User) -> None:
    """The temporary help ends; `ends_on` is the first day without it."""
    hold(melding, by)
    running = running_provision(melding)
    if running is None and any(row.ends_on == ends_on for row in melding.provisions.all()):
        return
    demand(obstacles_to_end_help(melding, on=on))
    assert running is not None
    running.ends_on = ends_on
    running.save(update_fields=["ends_on"])
