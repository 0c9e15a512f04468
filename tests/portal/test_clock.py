"""What day it is, around midnight and when the clock changes."""

from datetime import date, datetime

import pytest
from django.db import connection

from portal import clock

AROUND_THE_CLOCK = {
    "2026-03-28T22:59": "2026-03-28",
    "2026-03-28T23:00": "2026-03-29",
    "2026-03-29T00:59": "2026-03-29",
    "2026-03-29T01:00": "2026-03-29",
    "2026-03-29T22:00": "2026-03-30",
    "2026-10-24T22:00": "2026-10-25",
    "2026-10-25T00:30": "2026-10-25",
    "2026-10-25T01:30": "2026-10-25",
    "2026-10-25T22:59": "2026-10-25",
    "2026-10-25T23:00": "2026-10-26",
    "2026-06-30T22:30": "2026-07-01",
}
"""Moments in UTC, and the day it is in Amsterdam: around both changes of the clock, and around midnight."""
ELSEWHERE = ("Pacific/Kiritimati", "Pacific/Pago_Pago")
"""It is never the same day in both."""


@pytest.mark.parametrize(("moment", "day"), AROUND_THE_CLOCK.items())
def test_the_day_is_that_of_amsterdam(monkeypatch, settings, moment, day):
    settings.DEMO_TODAY = None
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime.fromisoformat(f"{moment}+00:00"))
    assert clock.today() == date.fromisoformat(day)
    assert clock.now().date() == date.fromisoformat(day)


def day_in(zone: str, asked: str) -> date:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('timezone', %s, true), set_config('thuisroute.today', '', true)", [zone])
        cursor.execute(f"SELECT {asked}")
        return cursor.fetchone()[0]


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["thuisroute_today()", "acting_on()"])
def test_a_rule_of_the_database_counts_with_the_same_day_wherever_its_clock_stands(asked):
    assert len({day_in(zone, asked) for zone in ELSEWHERE}) == 1
