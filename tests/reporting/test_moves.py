"""Moves in a quarter: the very number of E5, who it was for who may know, and the moves that were not needed."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placements.models import MoveReason
from portal.models import Role
from reporting.moves import moves_of
from tests import make
from tests.reporting.figure import QUARTER, value

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 1)
URL = "/verhuizingen/?kwartaal=2026Q2"


@pytest.fixture
def scene(signed_in) -> SimpleNamespace:
    """A region in which nobody moved yet."""
    region = make.region()
    provider, form = make.provider(region), make.care_form(region)
    location = make.location(provider)
    return SimpleNamespace(
        region=region,
        provider=provider,
        form=form,
        location=location,
        coordinator=make.user(Role.COORDINATOR, region),
        browser=signed_in(make.user(Role.COORDINATOR, region)),
    )


def moved(scene, *, gap: int = 0, **facts):
    """Somebody with care who moved on the day, from place to place unless `facts` say otherwise."""
    client = make.client(scene.region)
    make.care(client, scene.form, scene.provider, date(2025, 1, 1), paying_municipality_id=make.ALMERE)
    make.lives(client, make.place(scene.location, scene.form), date(2025, 1, 1), ends_on=DAY - timedelta(days=gap))
    make.lives(client, make.place(scene.location, scene.form), DAY, **facts)
    return client


def scaled(scene, **facts):
    """Somebody who got other care that day in the home of before."""
    client = make.client(scene.region)
    make.lives(client, starts_on=date(2025, 1, 1))
    make.care(client, scene.form, scene.provider, date(2025, 1, 1), ends_on=DAY)
    facts = {"form": make.care_form(scene.region, "THUIS"), "provider": scene.provider} | facts
    make.care(client, facts["form"], facts["provider"], DAY)
    return client


def test_the_page_tells_who_moved_and_why_it_counts_as_forced(scene):
    client = moved(scene, move_reason=MoveReason.CLOSURE, client_wanted=False)
    shown = scene.browser.get(URL).content.decode()
    for words in (str(client), "De locatie ging dicht", "Gedwongen:", "De cliënt wilde dit niet."):
        assert words in shown, words


def test_another_care_form_or_provider_in_the_same_home_is_a_move_that_was_not_needed(scene):
    clients = [scaled(scene), scaled(scene, form=scene.form, provider=make.provider(scene.region))]
    found = moves_of(scene.region, QUARTER, on=make.TODAY, reader=scene.coordinator)
    assert (found.moved, found.kept) == (0, 2)
    assert {move.client for move in found.kept_rows} == set(clients)


def test_care_that_goes_on_as_it_was_kept_nobody_from_moving(scene):
    scaled(scene, form=scene.form)
    assert moves_of(scene.region, QUARTER, on=make.TODAY, reader=scene.coordinator).kept == 0


@settings(max_examples=12, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(MoveReason), st.integers(0, 60)), max_size=6))
def test_what_the_page_calls_forced_is_the_figure(told):
    region = make.region()
    provider, form = make.provider(region), make.care_form(region)
    world = SimpleNamespace(region=region, provider=provider, form=form, location=make.location(provider))
    for reason, gap in told:
        moved(world, gap=gap, move_reason=reason)
    found = moves_of(region, QUARTER, on=make.TODAY, reader=make.user(Role.COORDINATOR, region))
    assert found.forced == (value(region, "E5", "AANTAL") or 0)
    assert found.moved == sum(gap <= 30 for _, gap in told)
    assert sum("Gedwongen" in move.note for move in found.rows) == found.forced


def test_who_works_with_figures_reads_no_names_and_no_small_number(scene, signed_in):
    client = moved(scene, move_reason=MoveReason.CLOSURE)
    shown = signed_in(make.user(Role.POLICY, scene.region)).get(URL).content.decode()
    assert str(client) not in shown
    assert shown.count("minder dan 5") == 2


def test_a_wijkteam_reads_of_its_own_people_only(scene, signed_in):
    theirs, not_theirs = moved(scene), moved(scene)
    make.notification(theirs)
    not_theirs.care_episodes.update(paying_municipality=None)
    shown = signed_in(make.user(Role.TEAM, scene.region)).get(URL).content.decode()
    assert str(theirs) in shown
    assert str(not_theirs) not in shown
    assert "minder dan 5" in shown  # the numbers are about people of other municipalities too
    assert "minder dan" not in signed_in(make.user(Role.COORDINATOR, scene.region)).get(URL).text


def test_ten_moves_ask_as_much_as_one(scene, django_assert_num_queries):
    moved(scene)
    scaled(scene)
    with django_assert_num_queries(9, exact=False) as one:
        scene.browser.get(URL)
    for _ in range(9):
        moved(scene)
        scaled(scene)
    with django_assert_num_queries(len(one.captured_queries)):
        scene.browser.get(URL)


@pytest.mark.parametrize("quarter", ["2027Q1", "geen", "2026Q9", "9" * 999])
def test_a_quarter_that_is_not_there_is_not_found(scene, quarter):
    assert scene.browser.get(f"/verhuizingen/?kwartaal={quarter}").status_code == 404
