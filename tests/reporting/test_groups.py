"""Where places lack and whether groups are treated alike: counted, and small numbers hidden for good."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.models import Role
from reporting.fairness import fairness
from reporting.groups import shown
from reporting.missing import missing_places
from tests import make
from trajectories import unmet
from trajectories.proposals import propose

TODAY = make.TODAY
FORMS, TOWNS = ["BW", "BT"], ["0034", "0995", "0303"]


@given(st.lists(st.tuples(st.sampled_from(FORMS), st.sampled_from(TOWNS)), max_size=60), st.sampled_from([5, 9]))
@settings(max_examples=120, deadline=None)
def test_no_number_below_k_is_shown_or_can_be_found_by_subtraction(rows, smallest):
    found = shown(rows, ("zorgvorm", "gemeente"), (FORMS, TOWNS), smallest=smallest)
    assert not [number for number in found.values() if number is not None and 0 < number < smallest]
    for form in FORMS:
        hidden = [town for town in TOWNS if found[form, town] is None]
        assert found[(form,)] is None or len(hidden) != 1
    for town in TOWNS:
        hidden = [form for form in FORMS if found[form, town] is None]
        assert found[(town,)] is None or len(hidden) != 1
    for key, number in found.items():
        assert number is None or number == sum(set(key) <= set(row) for row in rows)


@pytest.fixture
def scene(db) -> SimpleNamespace:
    region = make.region()
    form, provider = make.care_form(region, name="Beschut"), make.provider(region)
    make.contract(provider, form)
    location = make.location(provider)
    by = make.user(Role.COORDINATOR, region)
    return SimpleNamespace(region=region, form=form, location=location, by=by)


def waits(scene, days=30, **facts):
    client = make.client(scene.region)
    make.notification(client, TODAY - timedelta(days=days + 60))
    return make.waits(client, scene.form, TODAY - timedelta(days=days), **facts)


def test_a_registration_counts_once_however_often_no_place_was_found(scene):
    for number in range(7):
        entry = waits(scene)
        for criterion in ("DAG", "GEMEENTE") if number < 6 else ("HUUR",):
            unmet.record(entry, criterion=criterion, on=TODAY - timedelta(days=number), by=scene.by)
    unmet.record(waits(scene, 900), criterion="DAG", on=TODAY - timedelta(days=366), by=scene.by)
    found = missing_places(scene.region, on=TODAY)
    assert found.total == 7
    assert found.chart.labels == ("Beschut",)
    assert [(series.name, series.values) for series in found.chart.series] == [("Almere", (7,))]
    assert found.reasons == (("Geen plek op tijd vrij", 6), ("Gemeente", 6), ("Huur", None))
    assert ">7</text>" in found.chart.svg


def test_without_anything_written_down_the_page_says_what_makes_it_grow(scene, signed_in):
    assert missing_places(scene.region, on=TODAY).is_empty
    assert "Er is nog niets vastgelegd" in signed_in(scene.by).get("/monitor/ontbreekt/").text


def test_who_was_passed_and_who_was_chosen_lower_is_counted_per_group(scene):
    for _ in range(5):
        first, second = waits(scene, 400, status="URGENT"), waits(scene, 30)
        place = make.place(scene.location, scene.form)
        facts = {"place": place, "intended_start_on": TODAY, "on": TODAY, "by": scene.by}
        propose(second, skip_reason="Kan nu.", **facts)
        first.left_on, first.left_reason = TODAY, "GEPLAATST"
        first.save()
    found = fairness(scene.region, on=TODAY)
    assert (found.lower, found.because_passed, found.because_failing) == (5, 5, 0 or None)
    urgency = {row.name: row for row in found.splits[2].rows}
    assert (urgency["Actief plaatsen"].lower, urgency["Urgent plaatsen"].passed) == (5, 5)
    assert (urgency["Urgent plaatsen"].placed, urgency["Urgent plaatsen"].median_days) == (5, 400)
    assert urgency["Iedereen"].waited == 10


def test_a_group_of_four_is_nowhere_to_be_seen(scene):
    for _ in range(4):
        waits(scene, 300, status="URGENT", left_on=TODAY, left_reason="GEPLAATST")
    for _ in range(9):
        waits(scene, 300, left_on=TODAY, left_reason="GEPLAATST")
    urgency = {row.name: row for row in fairness(scene.region, on=TODAY).splits[2].rows}
    few, others = urgency["Urgent plaatsen"], urgency["Actief plaatsen"]
    assert (few.waited, few.placed, few.median_days) == (None, None, None)
    assert (others.waited, others.median_days) == (None, None)
    assert urgency["Iedereen"].placed == 13


@pytest.mark.parametrize("url", ["/monitor/ontbreekt/", "/monitor/eerlijk/"])
def test_ten_registrations_cost_as_many_queries_as_one(scene, signed_in, url, django_assert_max_num_queries):
    browser = signed_in(make.user(Role.POLICY, scene.region))
    costs = []
    for number in (1, 9):
        for _ in range(number):
            unmet.record(waits(scene), criterion="DAG", on=TODAY, by=scene.by)
        with django_assert_max_num_queries(20) as asked:
            assert browser.get(url).status_code == 200
        costs.append(len(asked))
    assert costs[0] == costs[1]
    assert signed_in(make.user(Role.PROVIDER, scene.region)).get(url).status_code == 403
