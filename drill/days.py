"""The clock changes, and a day begins two hours later or earlier elsewhere."""

from collections.abc import Iterator
from datetime import date, datetime
from unittest import mock

from django.conf import settings
from django.db import transaction

from drill.house import House
from drill.outcome import Outcome
from portal import clock

ASKED = ("thuisroute_today()", "acting_on()")


def outcomes(house: House, *, cycles: int) -> Iterator[Outcome]:
    """What day it is for the portal, and for the rules of the database; the moments are those of the tests."""
    from tests.portal.test_clock import AROUND_THE_CLOCK, ELSEWHERE, day_in

    right = sum(_day_at(moment) == date.fromisoformat(day) for moment, day in AROUND_THE_CLOCK.items())
    yield Outcome(
        "De klok gaat vooruit (29 maart) en terug (25 oktober)",
        "elke dag is de dag in Amsterdam",
        f"{right} van {len(AROUND_THE_CLOCK)} momenten goed",
        right == len(AROUND_THE_CLOCK),
    )
    with transaction.atomic():
        days = {day_in(zone, asked) for zone in ELSEWHERE for asked in ASKED}
    yield Outcome(
        "De klok van de database staat in een andere tijdzone",
        "haar regels rekenen met de dag in Amsterdam",
        f"{len(ELSEWHERE)} tijdzones, {len(days)} dag",
        len(days) == 1,
    )


def _day_at(moment: str) -> date:
    at = datetime.fromisoformat(f"{moment}+00:00")
    now = mock.patch("django.utils.timezone.now", return_value=at)
    with mock.patch.object(settings, "DEMO_TODAY", None), now:
        return clock.today()
