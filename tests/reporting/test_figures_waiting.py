"""Chapter C: entries and people, paused days, and who is ready to leave."""

from datetime import date, timedelta

import pytest

from tests import make
from tests.reporting.figure import cells, n, value, values
from trajectories.models import WaitPause
from trajectories.models.readiness import OutflowReadiness

pytestmark = pytest.mark.django_db
APRIL, JUNE, JULY = (date(2026, month, 1) for month in (4, 6, 7))
LAST_DAY = date(2026, 6, 30)


@pytest.fixture
def region():
    return make.region()


@pytest.fixture
def form(region):
    return make.care_form(region, "BT")


@pytest.fixture
def other(region):
    return make.care_form(region, "BW", is_heavy=True)


def pause(entry, starts_on: date, ends_on: date | None = None) -> None:
    WaitPause.objects.create(entry=entry, starts_on=starts_on, ends_on=ends_on)


def test_an_entry_counts_on_its_first_day_and_no_longer_on_the_day_it_left(region, form):
    make.waits(make.client(region), form, LAST_DAY)
    make.waits(make.client(region), form, APRIL, left_on=LAST_DAY, left_reason="GEPLAATST")
    make.waits(make.client(region), form, APRIL, left_on=JULY, left_reason="GEPLAATST", status="BELANGSTELLEND")
    assert values(region, "C1") == {(): 2, ("BT",): 2, ("ACTIEF",): 1, ("BELANGSTELLEND",): 1}


def test_a_client_with_two_entries_counts_once_in_the_total(region, form, other):
    client = make.client(region)
    make.waits(client, form, APRIL)
    make.waits(client, other, APRIL, status="URGENT")
    make.waits(make.client(region), form, APRIL, status="VOORZORG")
    assert values(region, "C2") == {(): 1, ("BT",): 1, ("BW",): 1}


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "waiting"),
    [(LAST_DAY, None, 0), (APRIL, LAST_DAY, 1), (APRIL, JULY, 0), (JULY, None, 1)],
)
def test_who_is_paused_on_the_day_does_not_count(region, form, starts_on, ends_on, waiting):
    pause(make.waits(make.client(region), form, APRIL), starts_on, ends_on)
    assert value(region, "C2") == waiting
    assert value(region, "C1") == 1


def test_a_preference_is_counted_apart(region, form, other):
    client = make.client(region)
    make.waits(client, form, APRIL, status="VOORKEUR")
    make.waits(client, other, APRIL, status="VOORKEUR")
    assert (value(region, "C3"), value(region, "C2")) == (1, 0)


def test_the_realised_wait_leaves_out_paused_days_inside_it_only(region, form):
    entry = make.waits(make.client(region), form, APRIL, left_on=JUNE, left_reason="GEPLAATST", status="VOORZORG")
    pause(entry, date(2026, 2, 1), date(2026, 2, 11))
    pause(entry, date(2026, 3, 1), date(2026, 4, 11))
    pause(entry, date(2026, 5, 27), date(2026, 8, 1))
    assert value(region, "C4", "MEDIAAN") == 61 - 10 - 5


def test_median_and_p90_interpolate(region, form, other):
    for days, wanted in ((0, form), (10, form), (20, form), (40, other)):
        make.waits(make.client(region), wanted, JUNE - timedelta(days=days), left_on=JUNE, left_reason="GEPLAATST")
    make.waits(make.client(region), form, APRIL, left_on=JUNE, left_reason="INGETROKKEN")
    make.waits(make.client(region), form, APRIL, left_on=JULY, left_reason="GEPLAATST")
    assert value(region, "C4", "MEDIAAN") == 15
    assert value(region, "C4", "P90") == pytest.approx(34)
    assert value(region, "C4", "P90", "BT") == pytest.approx(18)
    assert n(region, "C4", "P90", "BT") == 3


def test_without_placements_the_wait_is_not_known(region):
    assert {row: (cell.value, cell.n) for row, cell in cells(region, "C4").items()} == {
        ("MEDIAAN",): (None, 0),
        ("P90",): (None, 0),
    }


def test_seen_before_a_placement_the_entry_still_waits(region, form):
    make.waits(make.client(region), form, APRIL, left_on=JUNE, left_reason="GEPLAATST")
    assert n_of(region, now=JUNE - timedelta(days=1)) == (1, 0)
    assert n_of(region, now=JUNE) == (0, 1)


def n_of(region, now: date) -> tuple:
    return value(region, "C2", now=now), cells(region, "C4", now=now)[("MEDIAAN",)].n


def test_the_running_wait_is_the_longest_of_a_client(region, form, other):
    client = make.client(region)
    make.waits(client, form, LAST_DAY - timedelta(days=85))
    make.waits(client, other, LAST_DAY - timedelta(days=10))
    paused = make.waits(make.client(region), form, LAST_DAY - timedelta(days=90))
    pause(paused, LAST_DAY - timedelta(days=20), LAST_DAY - timedelta(days=14))
    assert value(region, "C5", "MEDIAAN") == (85 + 84) / 2
    assert value(region, "C5", "BOVEN_NORM") == 0.5


def test_only_entries_that_make_somebody_wait_count_for_the_longest_wait(region, form, other):
    client = make.client(region)
    make.waits(client, form, LAST_DAY - timedelta(days=300), status="VOORKEUR", has_bridging=True)
    make.waits(client, other, LAST_DAY - timedelta(days=5), has_bridging=None)
    assert value(region, "C5", "MEDIAAN") == 5
    assert (value(region, "C6"), n(region, "C6")) == (0.0, 1)


def test_who_waits_with_bridging_care_on_one_of_two_entries_is_bridged(region, form, other):
    client = make.client(region)
    make.waits(client, form, APRIL, has_bridging=False)
    make.waits(client, other, APRIL, has_bridging=True)
    make.waits(make.client(region), form, APRIL)
    assert (value(region, "C6"), n(region, "C6")) == (0.5, 2)


def test_ready_to_leave_counts_people_and_their_days(region):
    for start, end in ((LAST_DAY, None), (date(2026, 6, 20), JULY), (APRIL, LAST_DAY)):
        OutflowReadiness.objects.create(client=make.client(region), starts_on=start, ends_on=end)
    assert values(region, "C7") == {(): 2, ("MEDIAAN",): 5.0}


def test_wrong_bed_days_are_days_both_ready_and_in_heavy_care(region, form, other):
    provider, client = make.provider(region), make.client(region)
    make.care(client, other, provider, date(2025, 1, 1), ends_on=date(2026, 4, 11))
    make.care(client, form, provider, date(2026, 4, 11))
    OutflowReadiness.objects.create(client=client, starts_on=date(2026, 3, 1), ends_on=date(2026, 4, 6))
    OutflowReadiness.objects.create(client=client, starts_on=date(2026, 4, 9))
    assert (value(region, "C8"), n(region, "C8")) == (5 + 2, 1)


def test_days_still_to_come_do_not_count(region, other):
    client = make.client(region)
    make.care(client, other, make.provider(region), APRIL)
    OutflowReadiness.objects.create(client=client, starts_on=APRIL)
    assert value(region, "C8", now=date(2026, 4, 10)) == 10
