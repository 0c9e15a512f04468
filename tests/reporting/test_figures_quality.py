"""Chapter Q: marks, the five points, and reviews in time."""

from datetime import date, timedelta

import pytest

from tests import make
from tests.reporting.figure import cells, n, value, values
from trajectories.models.review import Review

pytestmark = pytest.mark.django_db
APRIL, MAY, JULY = date(2026, 4, 1), date(2026, 5, 1), date(2026, 7, 1)
LAST_DAY = date(2026, 6, 30)


@pytest.fixture
def region():
    return make.region()


def review(client, held_on: date | None, planned_on: date | None = None, **facts) -> Review:
    return Review.objects.create(client=client, held_on=held_on, planned_on=planned_on, **facts)


def test_experience_is_the_mean_of_marks_of_reviews_held_in_the_quarter(region):
    client = make.client(region)
    for day, mark in ((APRIL, 6), (MAY, 7), (LAST_DAY, None), (JULY, 1)):
        review(client, day, mark=mark)
    assert values(region, "Q1") == {("GEMIDDELDE",): 6.5, ("AANTAL",): 2, ("RESPONS",): pytest.approx(2 / 3)}
    assert {row: cell.n for row, cell in cells(region, "Q1").items()} == {
        ("GEMIDDELDE",): 2,
        ("AANTAL",): 2,
        ("RESPONS",): 3,
    }


def test_the_last_review_of_the_quarter_is_set_against_the_first_ever(region):
    better, worse = make.client(region), make.client(region)
    review(better, date(2024, 1, 1), finances="NIET", network="OP_ORDE")
    review(better, APRIL, finances="NIET")
    review(better, MAY, finances="MET_STEUN", network="OP_ORDE", daytime="NIET")
    review(worse, APRIL, finances="OP_ORDE", network="NIET_BESPROKEN")
    review(worse, MAY, finances="NIET", network="OP_ORDE")
    found = values(region, "Q3")
    assert [found[measure, "financien"] for measure in ("BETER", "GELIJK", "SLECHTER")] == [0.5, 0.0, 0.5]
    assert (found["GELIJK", "netwerk"], n(region, "Q3", "GELIJK", "netwerk")) == (1.0, 1)
    assert (found["BETER", "dagbesteding"], n(region, "Q3", "BETER", "dagbesteding")) == (None, 0)


def test_a_first_review_has_nothing_to_be_set_against(region):
    client = make.client(region)
    review(client, MAY, finances="NIET")
    review(client, MAY, planned_on=APRIL, finances="OP_ORDE")
    assert not any(cell.n for cell in cells(region, "Q3").values())


@pytest.mark.parametrize(("days", "share"), [(-40, 1.0), (14, 1.0), (15, 0.0)])
def test_a_review_is_in_time_up_to_fourteen_days_after_the_plan(region, days, share):
    review(make.client(region), MAY + timedelta(days=days), planned_on=MAY)
    assert (value(region, "Q5"), n(region, "Q5")) == (share, 1)


def test_a_review_that_was_not_held_is_late(region):
    review(make.client(region), None, planned_on=MAY)
    review(make.client(region), MAY)
    assert (value(region, "Q5"), n(region, "Q5")) == (0.0, 1)


def test_what_is_held_later_is_not_known_yet(region):
    review(make.client(region), MAY, planned_on=APRIL, mark=8, finances="OP_ORDE")
    before = MAY - timedelta(days=1)
    assert value(region, "Q1", "AANTAL", now=before) == 0
    assert value(region, "Q5", now=before) == 0.0


def test_a_review_held_early_keeps_the_day_it_was_planned_for(region):
    review(make.client(region), date(2026, 5, 8), planned_on=date(2026, 5, 20))
    review(make.client(region), None, planned_on=date(2026, 5, 20))
    seen = cells(region, "Q5", now=date(2026, 5, 10))[()]
    assert (seen.value, seen.n) == (1.0, 1)
