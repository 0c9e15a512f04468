"""Kenmerken come as they are today and are kept from a day on; the file comes back equal."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from placements.models import Feature, Place, PlaceFeatures
from portal.models import Region
from tests.trajectories.regionfile import make
from trajectories.regionfile.dumping import dump

pytestmark = pytest.mark.django_db
D = date
REGION = {"regio": make.SMALL["regio"]}
TODAY = make.TODAY


def load_features(path: Path, row: str, today: date) -> None:
    make.loaded(make.folder(path, REGION | {"plekken": [row]}), today=today)


def rows_of(code: str) -> list[tuple[date, list[str]]]:
    rows = PlaceFeatures.objects.filter(place__code=code)
    return list(rows.order_by("starts_on").values_list("starts_on", "features"))


def test_a_place_that_comes_in_had_its_kenmerken_from_its_first_day(tmp_path: Path):
    make.loaded(make.small(tmp_path))
    assert rows_of("P1") == [(D(2020, 1, 1), ["ROLSTOEL", "RUSTIG"])]
    assert rows_of("P2") == []


def test_a_place_that_begins_later_has_them_from_the_day_of_loading(tmp_path: Path):
    periods = [*make.SMALL["plekperioden"], "P3,BT,2027-01-01,"]
    make.loaded(make.small(tmp_path, plekken=[*make.SMALL["plekken"], "P3,L1,RUSTIG"], plekperioden=periods))
    assert rows_of("P3") == [(TODAY, ["RUSTIG"])]


def test_other_kenmerken_hold_from_the_day_of_loading_and_the_old_stay_readable(tmp_path: Path):
    make.loaded(make.small(tmp_path))
    later = TODAY + timedelta(days=3)
    load_features(tmp_path, "P1,L1,HUISDIER", later)
    place = Place.objects.get(code="P1")
    assert place.features_on(TODAY) == ("ROLSTOEL", "RUSTIG")
    assert place.features_on(later) == ("HUISDIER",)
    load_features(tmp_path, "P1,L1,", later)
    assert rows_of("P1")[1:] == [(later, [])]


def test_what_is_planned_stays_planned(tmp_path: Path):
    make.loaded(make.small(tmp_path))
    place = Place.objects.get(code="P1")
    PlaceFeatures.objects.create(place=place, features=["ROKEN"], starts_on=D(2027, 1, 1))
    load_features(tmp_path, "P1,L1,HUISDIER", TODAY)
    assert place.features_on(TODAY) == ("HUISDIER",)
    assert place.features_on(D(2027, 1, 1)) == ("ROKEN",)


FEATURES = st.lists(st.sampled_from(Feature.values), unique=True, max_size=3)
LOADS = st.dictionaries(st.integers(0, 6), FEATURES, min_size=1, max_size=4)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(loads=LOADS)
def test_every_day_reads_what_was_loaded_last(tmp_path: Path, loads: dict[int, list[str]]):
    if Region.objects.exists():
        make.empty(Region.objects.get())
    make.loaded(make.small(tmp_path / "a", plekken=["P1,L1,", "P2,L1,"]))
    for number in sorted(loads):
        load_features(tmp_path / "a", f"P1,L1,{' '.join(loads[number])}", TODAY + timedelta(days=number))
    place = Place.objects.get(code="P1")
    for number in range(8):
        last = [loads[day] for day in sorted(loads) if day <= number]
        assert list(place.features_on(TODAY + timedelta(days=number))) == (last[-1] if last else [])


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(past=FEATURES, now=FEATURES, planned=FEATURES)
def test_a_dump_is_what_is_valid_today_and_comes_back_equal(tmp_path, past, now, planned):
    if Region.objects.exists():
        make.empty(Region.objects.get())
    make.loaded(make.small(tmp_path / "in"))
    place = Place.objects.get(code="P1")
    place.feature_rows.all().delete()
    for day, features in ((D(2021, 1, 1), past), (TODAY, now), (D(2027, 1, 1), planned)):
        PlaceFeatures.objects.create(place=place, features=features, starts_on=day)
    one, two = tmp_path / f"{place.pk}-een", tmp_path / f"{place.pk}-twee"
    dump(Region.objects.get(), one, today=TODAY)
    assert ["P1", "L1", " ".join(now)] in make.rows(one, "plekken")
    make.empty(Region.objects.get())
    make.loaded(one)
    dump(Region.objects.get(), two, today=TODAY)
    for path in one.iterdir():
        assert path.read_bytes() == (two / path.name).read_bytes()
