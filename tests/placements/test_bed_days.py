"""The bed-days that figures count in the database are those that every page counts, day by day."""

from datetime import date, timedelta

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from placements.bed_days import USABLE_STRETCHES
from placements.capacity import bed_days
from placements.models import OutOfUse, Place, PlacePeriod
from portal.models import Region
from tests import make

FIRST, DAYS = date(2026, 4, 1), 20

# Periods that do not overlap: the days on which they begin and end, in order; without the last one it runs on.
turns = st.lists(st.integers(0, DAYS), max_size=6, unique=True).map(sorted)


def periods(days: list[int]) -> list[tuple[date, date | None]]:
    dates = [FIRST + timedelta(days=day) for day in days]
    return [(start, dates[i + 1] if i + 1 < len(dates) else None) for i, start in enumerate(dates) if i % 2 == 0]


def usable_in_sql(region: Region) -> set[tuple[int, date]]:
    with connection.cursor() as cursor:
        cursor.execute(USABLE_STRETCHES, {"region": region.pk, "until": FIRST + timedelta(days=DAYS)})
        rows = cursor.fetchall()
    return {
        (place, start + timedelta(days=day))
        for place, _, _, start, end in rows
        for day in range((end - start).days)
    }


@pytest.mark.django_db
@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(turns, turns), min_size=1, max_size=3))
def test_usable_days_are_the_same_in_the_database_and_on_every_page(histories):
    region = make.region()
    form, location = make.care_form(region), make.location(make.provider(region))
    for in_service, closed in histories:
        place = make.place(location)
        for start, end in periods(in_service):
            PlacePeriod.objects.create(place=place, care_form=form, starts_on=start, ends_on=end)
        for start, end in periods(closed):
            OutOfUse.objects.create(place=place, starts_on=start, ends_on=end, reason="SCHADE")
    places = list(Place.objects.filter(region=region))
    days = [FIRST + timedelta(days=day) for day in range(DAYS)]
    assert usable_in_sql(region) == {
        (pk, day) for day in days for pk, found in bed_days(places, on=day).items() if found.is_usable
    }
