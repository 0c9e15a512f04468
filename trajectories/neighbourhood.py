"""Keeping the list of what there is in the neighbourhood, and agreeing that a client goes there."""

from dataclasses import dataclass, fields
from datetime import date

from django.core.exceptions import PermissionDenied

from placements.models import Location
from portal.models import Client, Municipality, Role, User
from trajectories.models import Activity, Referral
from trajectories.obstacles import demand, refusals_in_dutch
from trajectories.reviewing import hold_plan

KEEPS = (Role.TEAM, Role.COORDINATOR, Role.PROJECT_LEADER)
"""Who keeps the list; everybody who works in the region reads it."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of an activity."""

    municipality: Municipality
    kind: str
    name: str
    what: str
    where: str
    when: str
    contact: str
    is_run_by_peers: bool
    location: Location | None = None
    """The house it began around, where it is an initiative of its neighbours."""


def add_activity(told: Told, *, on: date, by: User) -> Activity:
    """Put something on the list from today; the very same is kept once. Raises `Obstructed`."""
    _demand_keeper(by)
    assert by.region_id is not None
    facts = {field.name: getattr(told, field.name) for field in fields(told)}
    with refusals_in_dutch():
        if same := Activity.objects.filter(region=by.region_id, ends_on=None, **facts).first():
            return same
        return Activity.objects.create(region_id=by.region_id, starts_on=on, kept_by=by, **facts)


def change_activity(activity: Activity, told: Told, *, by: User) -> None:
    """Tell it otherwise from now on. Raises `Obstructed` when the town has one of that name."""
    _demand_keeper(by)
    with refusals_in_dutch():
        for field in fields(told):
            setattr(activity, field.name, getattr(told, field.name))
        activity.kept_by = by
        activity.save()


def take_off(activity: Activity, *, on: date, by: User) -> bool:
    """It is there no more from today; who went there goes no more. False if that was said before."""
    _demand_keeper(by)
    with refusals_in_dutch():
        held = Activity.objects.select_for_update().get(pk=activity.pk)
        if held.ends_on:
            return False
        _end(held, on)
        for referral in held.referrals.filter(ends_on=None):
            _end(referral, on)
        return True


def refer(client: Client, *, activity: Activity, on: date, by: User) -> Referral:
    """Agree that a client goes there from today; agreed twice is agreed once. Raises `Obstructed`."""
    with refusals_in_dutch():
        hold_plan(client, on=on, by=by)
        if same := client.referrals.filter(activity=activity, ends_on=None).first():
            return same
        demand([] if activity.covers(on) else [f"{activity} is er niet meer."])
        return Referral.objects.create(client=client, activity=activity, starts_on=on, agreed_by=by)


def stop_going(referral: Referral, *, on: date, by: User) -> bool:
    """The client goes there no more from today. False if that was said before."""
    with refusals_in_dutch():
        hold_plan(referral.client, on=on, by=by)
        referral.refresh_from_db()
        if referral.ends_on:
            return False
        _end(referral, on)
        return True


def _end(row: Activity | Referral, on: date) -> None:
    """What began today is over from tomorrow: a period has at least a day."""
    row.ends_on = max(on, date.fromordinal(row.starts_on.toordinal() + 1))
    row.save(update_fields=["ends_on"])


def _demand_keeper(by: User) -> None:
    if by.role not in KEEPS or by.region_id is None:
        raise PermissionDenied
