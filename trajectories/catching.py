"""The net under somebody who goes on: agreed before they leave, and asked after when they have."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from portal.models import Client, User
from portal.periods import months_after
from portal.templatetags.dutch import dag
from trajectories.models import AftercareMoment, SafetyNet
from trajectories.obstacles import demand, refusals_in_dutch
from trajectories.reviewing import hold_plan

MOMENTS = (1, 3, 6, 12)
"""After how many months somebody asks how it goes, unless people agree otherwise."""


@dataclass(frozen=True, slots=True)
class Net:
    """What was agreed: who is there until when, where one can catch breath, and whether one may come back."""

    who: str
    phone: str
    time_out: str
    may_return: bool
    starts_on: date
    ends_on: date | None


def agree_on_net(client: Client, net: Net, *, on: date, by: User) -> SafetyNet:
    """Agree on a net from a day; it takes the place of the one before. The very same net is kept once.

    Raises `Obstructed` when one begins later.
    """
    with refusals_in_dutch():
        hold_plan(client, on=on, by=by)
        facts = {name: getattr(net, name) for name in Net.__slots__}
        if same := client.safety_nets.filter(**facts).first():
            return same
        client.safety_nets.filter(starts_on=net.starts_on).delete()
        client.safety_nets.covering(net.starts_on).update(ends_on=net.starts_on)
        return SafetyNet.objects.create(client=client, agreed_by=by, **facts)


def plan_aftercare(client: Client, *, left_on: date, on: date, by: User) -> int:
    """Plan the moments after somebody left; how many are new. Days that are gone are not planned."""
    with refusals_in_dutch():
        hold_plan(client, on=on, by=by)
        days = [day for months in MOMENTS if (day := months_after(left_on, months)) >= on]
        made = [client.aftercare.get_or_create(planned_on=day, defaults={"planned_by": by})[1] for day in days]
        return sum(made)


def to_ask_after(user: User, *, on: date) -> QuerySet[AftercareMoment]:
    """Moments within reach whose day has come and that nobody kept; the oldest first."""
    mine = Client.objects.visible_to(user, on=on)
    rows = AftercareMoment.objects.filter(client__in=mine, held_on=None, planned_on__lte=on)
    return rows.select_related("client").order_by("planned_on", "pk")


def ask_after(
    moment: AftercareMoment, *, held_on: date, outcome: str, words: str = "", on: date, by: User
) -> bool:
    """Keep how somebody was found to be; False if that was done before. Raises `Obstructed`."""
    with refusals_in_dutch():
        hold_plan(moment.client, on=on, by=by)
        moment.refresh_from_db()
        if (moment.held_on, moment.outcome) == (held_on, outcome):
            return False
        demand([f"Dit is al vastgelegd, op {dag(moment.held_on)}."] if moment.held_on else [])
        moment.held_on, moment.outcome, moment.words = held_on, outcome, words
        moment.save(update_fields=["held_on", "outcome", "words"])
        return True
