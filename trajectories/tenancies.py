"""Who rents from a housing association, and what it noticed about a tenancy."""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet

from placements.models import Fate, HousingEpisode
from portal.access import SEES_PERSONS
from portal.models import Organisation, Role, User
from portal.templatetags.dutch import dag
from trajectories.models import CareEpisode, SignalFollowUp, TenancySignal
from trajectories.obstacles import demand, refusals_in_dutch

PATIENCE = timedelta(days=7)
"""How long a signal waits for who guides before the access is told too."""


def tenancies_of(association: Organisation, *, on: date) -> QuerySet[HousingEpisode]:
    """The dwellings of a housing association that somebody lives in on a day, in order of name.

    On a place in its houses, in a home it gave after a nomination, or in a place that became the resident's own.
    """
    on_a_place = Q(place__location__housing_association=association)
    nominated = Q(nomination__association=association)
    flipped = Q(planned_by__fate=Fate.TENANCY, planned_by__home__place__location__housing_association=association)
    found = HousingEpisode.objects.covering(on).filter(on_a_place | nominated | flipped)
    shown = found.select_related("client", "municipality", "place__location")
    return shown.order_by("client__family_name", "client__given_names", "pk")


def signal(
    home: HousingEpisode, *, kind: str, noticed_on: date, words: str, on: date, by: User
) -> tuple[TenancySignal, bool]:
    """Tell who guides about a tenancy; also whether that is new. Raises `Obstructed`.

    PermissionDenied for whoever does not let this dwelling.
    """
    if by.role != Role.HOUSING_ASSOCIATION:
        raise PermissionDenied
    with refusals_in_dutch():
        held = HousingEpisode.objects.select_for_update(no_key=True).get(pk=home.pk)
        if not tenancies_of(by.organisation, on=on).filter(pk=held.pk).exists():
            raise PermissionDenied
        if noticed_on < held.starts_on:
            demand([f"Deze huurder woont hier sinds {dag(held.starts_on)}. Kies die dag of later."])
        facts = {"kind": kind, "noticed_on": noticed_on, "words": words, "association": by.organisation}
        if same := TenancySignal.objects.open().filter(home=held, **facts).first():
            return same, False
        made = TenancySignal.objects.create(
            region_id=held.region_id, home=held, recorded_on=on, recorded_by=by, **facts
        )
        return made, True


def follow_up(found: TenancySignal, *, done_on: date, words: str, on: date, by: User) -> bool:
    """Write down what was done about a signal; whether that is new. Raises `Obstructed`."""
    with refusals_in_dutch():
        held = _held(found, on=on, by=by, may=by.role in SEES_PERSONS)
        if held.follow_ups.filter(done_on=done_on, words=words).exists():
            return False
        demand(_settled(held))
        if done_on < held.noticed_on:
            demand([f"Het gebeurde op {dag(held.noticed_on)}. Kies die dag of later."])
        SignalFollowUp.objects.create(signal=held, done_on=done_on, words=words, recorded_by=by)
        return True


def settle(found: TenancySignal, *, result: str, on: date, by: User) -> bool:
    """Say that it is over, and how it ended; whether that is new. Raises `Obstructed`."""
    with refusals_in_dutch():
        held = _held(found, on=on, by=by, may=True)
        if held.settled_on:
            return False
        held.settled_on, held.settled_by, held.result = on, by, result
        held.save(update_fields=["settled_on", "settled_by", "result"])
        return True


def waiting_signals(user: User, *, on: date) -> list[TenancySignal]:
    """Open signals about which this user has to do something, the oldest first; one query.

    First who guides; the access when nobody guides, or nothing was done for a week. A housing association is asked
    whether it is over once something was done about it.
    """
    mine = TenancySignal.objects.visible_to(user, on=on)
    if user.role == Role.HOUSING_ASSOCIATION:
        mine = mine.open().filter(Exists(SignalFollowUp.objects.filter(signal=OuterRef("pk"))))
    else:
        mine = mine.unanswered()
    if user.role in (Role.TEAM, Role.COORDINATOR):
        guided = CareEpisode.objects.filter(client=OuterRef("home__client"), provider__isnull=False).covering(on)
        mine = mine.filter(Q(recorded_on__lt=on - PATIENCE) | ~Exists(guided))
    return list(mine.select_related("home__client", "association").order_by("noticed_on", "pk"))


def _held(found: TenancySignal, *, on: date, by: User, may: bool) -> TenancySignal:
    """The signal as it is now, while nobody else changes it."""
    reach = TenancySignal.objects.visible_to(by, on=on).filter(pk=found.pk)
    held = reach.select_for_update(of=("self",), no_key=True).first()
    if held is None or not may:
        raise PermissionDenied
    return held


def _settled(held: TenancySignal) -> list[str]:
    return [f"Dit signaal is voorbij sinds {dag(held.settled_on)}."] if held.settled_on else []
