"""Removing lines of the log whose term is over, so that what is left can still be checked.

The database refuses a line younger than five years, and writes down itself where the chain begins from then on.
"""

from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Min

from portal.audit import chain
from portal.models import AccessRecord, Action, LogCut

FEWEST_YEARS = 5
"""NEN 7513; an organisation may keep its log longer, never shorter."""


def oldest(*, years: int, at: datetime) -> datetime:
    """From when on lines stay; some days more than so many years."""
    return at - timedelta(days=366 * years)


@transaction.atomic
def trim(*, years: int, at: datetime) -> int:
    """Remove every line of more than so many years ago, and say so in the log; how many that were."""
    kept = AccessRecord.objects.filter(at__gte=oldest(years=years, at=at)).aggregate(first=Min("number"))["first"]
    if kept is None or kept - 1 <= chain.start().number:
        return 0
    LogCut.objects.create(number=kept - 1)
    with connection.cursor() as cursor:  # months of lines take longer than a command gets, and nobody waits for it
        cursor.execute("SET LOCAL statement_timeout = 0")
    removed, _ = AccessRecord.objects.filter(number__lt=kept).delete()
    AccessRecord.objects.create(action=Action.CHANGE, subject=f"{removed} regels van het logboek opgeruimd")
    return removed
