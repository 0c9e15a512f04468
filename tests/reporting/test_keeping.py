"""A quarter that was counted is kept with what may be shown of it, as long as that holds."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.models import Role
from reporting.counting import WHOLE, count_quarter, shown
from reporting.figures.cells import as_csv
from reporting.keeping import SUMMED, keep_count, kept_counts, kept_quarters
from reporting.suppression import SMALLEST_INSIDE
from reporting.thresholds import Smallest, set_smallest
from tests import make
from tests.reporting.figure import NOW, QUARTER

pytestmark = pytest.mark.django_db


def test_what_was_kept_is_what_was_counted_with_what_may_be_shown_of_it():
    region = make.region()
    for _ in range(7):
        client = make.client(region, origin_municipality_id=make.ALMERE)
        make.waits(client, make.care_form(region), since=QUARTER.starts_on)
    keep_count(region, QUARTER, as_of=NOW, at=timezone.now())
    count = count_quarter(region, QUARTER, as_of=NOW)
    for scope in (WHOLE, make.ALMERE):
        kept = kept_counts(region, [QUARTER], as_of=NOW, smallest=SMALLEST_INSIDE, scope=scope)[QUARTER]
        assert kept.summed == count.of(SUMMED).cells[scope]
        safe = shown(count, smallest=SMALLEST_INSIDE).cells
        assert {town: as_csv(cells) for town, cells in kept.shown.items()} == {
            town: as_csv(cells) for town, cells in safe.items()
        }
    assert {one.suppressed for one in kept.shown[WHOLE]} == {True, False}


def test_of_earlier_quarters_only_what_was_asked_is_told():
    region = make.region()
    for quarter in (QUARTER.previous, QUARTER):
        keep_count(region, quarter, as_of=NOW, at=timezone.now())
    kept = kept_counts(region, [QUARTER.previous, QUARTER], as_of=NOW, smallest=SMALLEST_INSIDE)
    assert [set(kept[quarter].shown) for quarter in (QUARTER.previous, QUARTER)] == [{WHOLE}, {WHOLE, make.ALMERE}]
    assert kept[QUARTER].shown[WHOLE]


def test_a_kept_count_holds_for_one_day_and_one_k():
    region = make.region()
    keep_count(region, QUARTER, as_of=NOW, at=timezone.now())
    assert kept_counts(region, [QUARTER], as_of=NOW, smallest=SMALLEST_INSIDE)
    assert not kept_counts(region, [QUARTER], as_of=NOW + timedelta(days=1), smallest=SMALLEST_INSIDE)
    assert not kept_counts(region, [QUARTER], as_of=NOW, smallest=SMALLEST_INSIDE + 1)


def test_where_a_region_asks_for_another_k_its_quarters_are_counted_again():
    region = make.region()
    keep_count(region, QUARTER, as_of=NOW, at=timezone.now())
    assert kept_quarters(region, as_of=NOW) == {str(QUARTER)}
    by = make.user(Role.ADMINISTRATOR, region)
    set_smallest(region, Smallest(20, 12), starts_on=NOW, at=timezone.now(), by=by)
    assert not kept_quarters(region, as_of=NOW)
