"""Indications that end: said in time, for nothing ends by itself (Wmo 2015, 2.3.9)."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Exists, Max, OuterRef, Value
from django.db.models.functions import Coalesce

from portal.models import User
from portal.periods import FOREVER
from trajectories import terms
from trajectories.decisions import in_force
from trajectories.models import CareEpisode, Notification, Outcome
from trajectories.terms import Term

WARN_DAYS = 84
"""Twelve weeks before an indication ends somebody has to look again."""
INDICATION = "Indicatie"


def ending(user: User, *, on: date) -> Iterator[tuple[Notification, Term]]:
    """The last indication of each client who gets care, when it ends within twelve weeks or ended already.

    The clock's last day is the last day of the indication; care goes on until somebody decides otherwise.
    """
    cared_for = CareEpisode.objects.filter(client=OuterRef("client")).covering(on)
    rows = Notification.objects.visible_to(user).filter(Exists(cared_for), valid_until__isnull=False)
    horizon = on + timedelta(days=WARN_DAYS)
    rows = rows.filter(_is_last(), valid_until__lte=horizon).select_related("client")
    for melding in rows.prefetch_related("decisions"):
        last = in_force(melding) or melding
        if last.valid_until is None or last.valid_until > horizon or last.outcome != Outcome.GRANTED:
            continue
        last_day = last.valid_until - timedelta(days=1)
        started_on = last_day - timedelta(days=WARN_DAYS)
        yield melding, terms.term(INDICATION, started_on, limit=WARN_DAYS, on=on, allowed="12 weken vooraf")


def _is_last() -> Exists:
    """No other granted melding of the client runs longer."""
    granted = Notification.objects.filter(client=OuterRef("client"), outcome=Outcome.GRANTED).order_by()
    longest = granted.values("client").annotate(longest=Max(Coalesce("valid_until", Value(FOREVER))))
    return Exists(longest.filter(longest=OuterRef("valid_until")))
