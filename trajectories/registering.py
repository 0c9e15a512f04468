"""A melding comes in: for somebody we know, or for somebody new."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Case, Q, Value, When
from django.utils.timezone import localdate

from portal.actor import registering
from portal.models import Client, User
from portal.models.client import named
from portal.sought import words_of
from trajectories import bsn
from trajectories.handing_over import Handover, begin_log
from trajectories.hearing import Said, hear
from trajectories.models import Notification, VoiceStep
from trajectories.obstacles import Obstructed

MOST_DOUBLES = 10


def possible_doubles(person: Client, *, user: User, on: date) -> list[Client]:
    """Clients within reach who may be the same person, born on the same day first; nobody else is looked at.

    The same name as it sounds; nearly it where a birthday is missing; the same birthday and half the name; the
    same BSN where the region uses it.
    """
    given, family = words_of(person.given_names)[:1], words_of(person.family_name)
    if not (given or family):
        return []
    alike = named([*given, *family])
    found = named([*given, *family], exactly=True) | (alike & Q(born_on=None) if person.born_on else alike)
    if person.born_on:
        found |= Q(born_on=person.born_on) & (named(family) | named(given))
    if person.pk and bsn.is_used(person.region_id):
        found |= bsn.same_as(person)
    same_day = Case(When(born_on=person.born_on, then=Value(0)), default=Value(1))
    within_reach = Client.objects.visible_to(user, on=on).filter(found)
    return list(within_reach.order_by(same_day, "family_name", "given_names", "pk")[:MOST_DOUBLES])


def last_heard_of(clients: Iterable[Client], *, user: User) -> dict[int, Notification]:
    """The last melding of each that `user` may see, by the client's key."""
    found = Notification.objects.visible_to(user).filter(client__in=clients).select_related("municipality")
    return {melding.client_id: melding for melding in found.order_by("notified_on", "pk")}


@transaction.atomic
def register(
    melding: Notification,
    *,
    client: Client,
    said: Iterable[Said] = (),
    came_from: Handover | None = None,
    at: datetime,
    by: User,
) -> Notification:
    """Keep a melding for a client, known or new; the same form sent twice gives the melding of the first time.

    `melding` and a new `client` come unsaved; the six weeks begin on `melding.notified_on`. `said` is what the
    client thinks, `came_from` who had it before. Raises `Obstructed` for a form that somebody else sent.
    """
    try:
        with transaction.atomic():
            kept = _keep(melding, client, by)
            begin_log(kept, came_from=came_from, on=localdate(at), by=by)
            for one in said:
                hear(one, step=VoiceStep.MELDING, about=kept, at=at, by=by)
            return kept
    except IntegrityError as error:
        # Sent before, or at the same moment: then this one waited for the first, and finds it now.
        if first := sent_before(melding, by=by):
            return first
        raise Obstructed("Dit formulier is al door iemand anders verstuurd. Begin een nieuw formulier.") from error


def sent_before(melding: Notification, *, by: User) -> Notification | None:
    """The melding this very form made when it was sent before."""
    if melding.submission is None:
        return None
    return Notification.objects.filter(submission=melding.submission, registered_by=by).first()


def _keep(melding: Notification, client: Client, by: User) -> Notification:
    if client.pk is None:
        with registering():
            client.save()
    melding.region_id = client.region_id
    melding.client = client
    melding.registered_by = by
    melding.save()
    return melding
