"""Opening a file in an emergency: finding the person, what one reads then, and telling who keeps watch."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.urls import reverse

from placements.models import HousingEpisode
from portal.actor import telling
from portal.mail.writing import write_to
from portal.models import Client, MailKind, Role, User
from portal.models.client import named
from portal.sought import FEWEST_LETTERS, words_of
from trajectories.involved import Involved, organisations_around, people_around, safety_net_of
from trajectories.models import CareEpisode, EmergencyAccess
from trajectories.models.emergency import LASTS
from trajectories.obstacles import demand

NOBODY = "In deze regio is niemand bekend met deze naam en geboortedatum. De poging staat in het logboek."
SEVERAL = "Er zijn meer mensen met deze naam en geboortedatum. Vul ook de voornaam in."


@dataclass(frozen=True, slots=True)
class Seen:
    """What one reads of a client in an emergency: whom to call, where somebody lives, and until when it shows."""

    client: Client
    age: int | None
    home: HousingEpisode | None
    care: CareEpisode | None
    involved: list[Involved]
    until: datetime


def open_file(*, name: str, born_on: date, reason: str, on: date, by: User) -> EmergencyAccess:
    """Let `by` look for an hour in the file of the one person in the region with this name and birthday.

    Whoever keeps watch gets a mail. While an opening runs, a second one is the same. Raises `Obstructed` when
    nobody, or more than one person, is meant.
    """
    client = _person(name, born_on, by)
    User.objects.select_for_update().get(pk=by.pk)  # two presses at once are one opening
    if running := EmergencyAccess.objects.running().filter(user=by, client=client).first():
        return running
    opened = EmergencyAccess.objects.create(region=client.region, client=client, user=by, reason=reason)
    for user in _watchers(by):
        once = f"{opened.slug} {user.pk}"
        path = reverse("emergencies")
        write_to(user.mail, MailKind.EMERGENCY, once=once, about=opened.slug, path=path, way_out="", on=on)
    return opened


@telling()
def seen_by(opened: EmergencyAccess, *, on: date) -> Seen:
    """What shows on day `on` of the client of an opening that runs."""
    client = Client.objects.get(pk=opened.client_id)
    there = ("place__location__municipality", "place__location__provider", "place__location__housing_association")
    home = client.housing_episodes.covering(on).select_related(*there, "municipality").first()
    care = client.care_episodes.covering(on).select_related("care_form", "provider").first()
    net = safety_net_of(client, on=on)
    involved = [
        *organisations_around(client, home=home, care=care, melding=None),
        *people_around(client, reader=opened.user),
        *([net] if net else []),
    ]
    return Seen(client, client.age_on(on), home, care, involved, opened.opened_at + LASTS)


@telling()
def _person(name: str, born_on: date, by: User) -> Client:
    here = Client.objects.filter(region=by.region, merged_into=None, born_on=born_on)
    words = words_of(name)
    is_a_name = sum(map(len, words)) >= FEWEST_LETTERS
    found = list(here.filter(named(words, exactly=True)).select_related("region")[:2]) if is_a_name else []
    demand([NOBODY] if not found else [SEVERAL] if len(found) > 1 else [])
    return found[0]


def _watchers(by: User) -> list[User]:
    """The coordinators of the region and the auditors, as far as they can get mail."""
    watches = Q(role=Role.COORDINATOR, organisation__region=by.region) | Q(role=Role.AUDITOR)
    return list(User.objects.filter(watches, is_active=True).exclude(mail=""))
