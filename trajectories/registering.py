"""A melding comes in: for somebody we know, or for somebody new."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Q

from portal.models import Client, ClientQuerySet, User
from trajectories.hearing import Said, hear
from trajectories.models import Notification, VoiceStep
from trajectories.obstacles import Obstructed


def possible_doubles(person: Client, *, user: User, on: date) -> ClientQuerySet:
    """Clients within reach who may be the same person: the same name, or the same birthday and half the name."""
    same_name = Q(given_names__iexact=person.given_names, family_name__iexact=person.family_name)
    alike = Q(family_name__iexact=person.family_name) | Q(given_names__iexact=person.given_names)
    same_birth = Q(born_on=person.born_on) & alike if person.born_on else Q(pk__in=[])
    return Client.objects.visible_to(user, on=on).filter(same_name | same_birth).in_order()


@transaction.atomic
def register(
    melding: Notification, *, client: Client, said: Iterable[Said] = (), at: datetime, by: User
) -> Notification:
    """Keep a melding for a client, known or new; the same form sent twice gives the melding of the first time.

    `melding` and a new `client` come unsaved, from a form; the six weeks begin on `melding.notified_on`.
    `said` is what the client thinks of it. Raises `Obstructed` for a form that somebody else sent.
    """
    try:
        with transaction.atomic():
            kept = _keep(melding, client, by)
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
        client.save()
    melding.region_id = client.region_id
    melding.client = client
    melding.registered_by = by
    melding.save()
    return melding
