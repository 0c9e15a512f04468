"""The BSN of a client: kept sealed where a region uses it, found by a mark, and shown to who asks, once."""

import hmac
import logging
import re
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from portal.models import Client, ClientQuerySet, Region, Role, User
from portal.proof.sealing import BrokenSealError, is_of_today, opened, seal
from trajectories.models import Bsn, BsnUse
from trajectories.obstacles import Obstructed, demand, refusals_in_dutch

logger = logging.getLogger(__name__)
DIGITS = 9
WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
ENDING = 3
"""Digits that show without asking: enough to compare with what somebody says, too few to know the number."""
NO_KEY = "De sleutel BSN_INDEX_KEY ontbreekt op de server. Vraag de technisch beheerder hem te zetten."
NO_TOWN = "Leg eerst een melding of zorg vast. Een BSN hoort bij de gemeente die het nodig heeft."


def digits_of(text: str) -> str:
    """What was typed without spaces and points."""
    return re.sub(r"[\s.]", "", text)


def is_bsn(digits: str) -> bool:
    """Whether these can be a BSN: nine digits that pass the *elfproef*."""
    if not re.fullmatch(r"[0-9]{9}", digits) or not int(digits):
        return False
    return sum(weight * int(digit) for weight, digit in zip(WEIGHTS, digits, strict=True)) % 11 == 0


def running_use(region_id: int | None) -> BsnUse | None:
    """Since when a region uses the BSN and on what ground; None where it does not."""
    return BsnUse.objects.filter(region=region_id, ended_at=None).first()


def is_used(region_id: int | None) -> bool:
    """Whether a region uses the BSN; never where the key to find one again is missing."""
    return bool(settings.BSN_INDEX_KEYS) and running_use(region_id) is not None


@transaction.atomic
def begin_use(region: Region, *, source: str, at: datetime, by: User) -> BsnUse:
    """The region uses the BSN from now on; the same twice is done once. Raises `Obstructed` without a key."""
    demand([] if settings.BSN_INDEX_KEYS else [NO_KEY])
    Region.objects.select_for_update().get(pk=region.pk)
    facts = {"source": source, "began_at": at, "began_by": by}
    return running_use(region.pk) or BsnUse.objects.create(region=region, **facts)


def end_use(region: Region, *, at: datetime, by: User) -> bool:
    """From now on nothing of it shows; what is sealed stays until `forget`. False when it was off."""
    return BsnUse.objects.filter(region=region, ended_at=None).update(ended_at=at, ended_by=by) == 1


def forget(region: Region) -> int:
    """Take out every BSN of a region that does not use it any more; how many there were."""
    demand(["Deze regio gebruikt het BSN. Zet het eerst uit."] if running_use(region.pk) else [])
    return Bsn.objects.filter(region=region).delete()[0]


def kept_of(client: Client) -> Bsn | None:
    """The row with the BSN of a client, sealed."""
    return Bsn.objects.filter(client=client).select_related("client", "recorded_by", "municipality").first()


def number_of(kept: Bsn) -> str:
    """The number itself; raises `Obstructed` when it does not open."""
    try:
        return opened(bytes(kept.sealed), whose=_whose(kept.client)).decode()
    except BrokenSealError as broken:
        logger.error("The BSN of row %s does not open: is SEAL_KEY the one it was sealed with?", kept.pk)
        raise Obstructed("Dit BSN is niet te lezen. Bel de technisch beheerder.") from broken


def in_words(kept: Bsn) -> str:
    """The number for the paper of the client; or that it cannot be read."""
    try:
        return number_of(kept)
    except Obstructed as stop:
        return str(stop)


def ending_of(kept: Bsn) -> str:
    """The last digits; none when the number does not open."""
    try:
        return number_of(kept)[-ENDING:]
    except Obstructed:
        return ""


def marks_of(number: str) -> list[bytes]:
    """What a number is found by, with each key; the first is the one to keep."""
    return [hmac.digest(key, number.encode(), "sha256") for key in settings.BSN_INDEX_KEYS]


def holders_of(number: str, clients: ClientQuerySet) -> ClientQuerySet:
    """Those of the clients who have this number."""
    return clients.filter(bsn__mark__in=marks_of(number))


def same_as(client: Client) -> Q:
    """That somebody has the number of this client."""
    return Q(bsn__mark__in=Bsn.objects.filter(client=client).values("mark"))


def other_holder(number: str, client: Client, *, on: date, by: User) -> Client | None:
    """Somebody else with this number whom `by` may see; of others nothing is told."""
    others = Client.objects.visible_to(by, on=on).exclude(pk=client.pk)
    return holders_of(number, others).first()


@transaction.atomic
def keep(client: Client, number: str, *, on: date, by: User) -> Bsn:
    """Keep the number of a client in the place of what was there: a wrong number is of somebody else.

    Raises `Obstructed` when somebody within reach has it already, or no municipality needs it.
    """
    Client.objects.select_for_update(of=("self",)).get(pk=client.pk)
    if other := other_holder(number, client, on=on, by=by):
        raise Obstructed(f"Dit BSN staat al bij {other}, dossier {other.code}.")
    town = _town(client, by)
    demand([] if town else [NO_TOWN])
    facts = {
        "region_id": client.region_id,
        "municipality_id": town,
        "sealed": seal(number.encode(), whose=_whose(client)),
        "mark": marks_of(number)[0],
        "recorded_on": on,
        "recorded_by": by,
    }
    with refusals_in_dutch():
        return Bsn.objects.update_or_create(client=client, defaults=facts)[0]


def remove(client: Client) -> bool:
    """Take the number of a client out; False when there was none."""
    return bool(Bsn.objects.filter(client=client).delete()[0])


def differ(kept: Client, gone: Client) -> bool:
    """Whether two records have a number that is not the same; raises `Obstructed` when one does not open."""
    rows = Bsn.objects.filter(client__in=(kept, gone)).select_related("client")
    return len(rows) > 1 and len({number_of(row) for row in rows}) > 1


def carry_over(kept: Client, gone: Client) -> None:
    """Before two records become one: bind the number of `gone` to `kept`; what both have is kept once."""
    if (row := kept_of(gone)) is None:
        return
    if kept_of(kept):
        row.delete()
        return
    row.sealed = seal(number_of(row).encode(), whose=_whose(kept))
    row.save(update_fields=["sealed"])


def renew(kept: Bsn) -> bool:
    """Seal and mark a number with the first keys; False when it was. Raises `Obstructed` when that cannot be."""
    old, number = bytes(kept.sealed), number_of(kept)
    mark = marks_of(number)[0] if settings.BSN_INDEX_KEYS else bytes(kept.mark)
    if is_of_today(old) and bytes(kept.mark) == mark:
        return False
    fresh = {"sealed": seal(number.encode(), whose=_whose(kept.client)), "mark": mark}
    with refusals_in_dutch():
        return bool(Bsn.objects.filter(pk=kept.pk, sealed=old).update(**fresh))


def _whose(client: Client) -> str:
    """Whose a sealed number is: in the row of anybody else it does not open."""
    return f"bsn {client.slug}"


def _town(client: Client, by: User) -> str | None:
    """The municipality that needs the number: one's own, else where somebody turned to last or who pays."""
    if by.role == Role.TEAM:
        return by.organisation.municipality_id
    turned_to = client.notifications.order_by("-notified_on", "-pk").values_list("municipality_id", flat=True)
    paid_by = client.care_episodes.exclude(paying_municipality=None).order_by("-starts_on", "-pk")
    return turned_to.first() or paid_by.values_list("paying_municipality_id", flat=True).first()
