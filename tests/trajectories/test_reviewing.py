"""Reviews come in the rhythm of the region; what was planned is what is held, and the next is planned at once."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied

from portal.models import Role
from tests import make
from trajectories import reviewing
from trajectories.models import AccessModel, Review
from trajectories.obstacles import Obstructed
from trajectories.reviewing import Talk

pytestmark = pytest.mark.django_db
D, TODAY = date, make.TODAY
WELL = dict.fromkeys(reviewing.POINTS, "OP_ORDE")


@pytest.fixture
def scene() -> SimpleNamespace:
    """Somebody who gets care, and who guides."""
    region = make.region()
    provider, client = make.provider(region), make.client(region)
    make.care(client, make.care_form(region), provider, D(2025, 1, 1))
    guide = make.user(Role.PROVIDER, organisation_=provider)
    return SimpleNamespace(region=region, client=client, guide=guide)


def hold(scene, held_on=TODAY, next_on=None, mark=7, **points):
    talk = Talk(held_on, mark, WELL | points)
    return reviewing.hold_review(scene.client, talk, next_on=next_on, on=TODAY, by=scene.guide)


def test_the_review_that_was_planned_is_the_one_that_is_held(scene):
    planned = Review.objects.create(client=scene.client, planned_on=D(2026, 10, 1))
    held = hold(scene, next_on=D(2027, 4, 5))
    assert (held.pk, held.planned_on, held.held_on, held.mark) == (planned.pk, D(2026, 10, 1), TODAY, 7)
    assert scene.client.reviews.get(held_on=None).planned_on == D(2027, 4, 5)


def test_holding_it_twice_is_one_review_and_one_plan(scene):
    for mark in (7, 8):
        hold(scene, next_on=D(2027, 4, 5), mark=mark)
    assert scene.client.reviews.count() == 2
    assert scene.client.reviews.get(held_on=TODAY).mark == 8


def test_the_next_review_comes_after_this_one(scene):
    with pytest.raises(Obstructed, match="De volgende komt na 5 oktober 2026"):
        hold(scene, next_on=TODAY)


@pytest.mark.parametrize(("months", "day"), [(None, D(2027, 4, 5)), (12, D(2027, 10, 5)), (3, D(2027, 1, 5))])
def test_a_region_says_how_often(scene, months, day):
    if months:
        facts = {"advisor": "GGD", "decision_maker": "WIJKTEAM", "list_director": "CENTRUM"}
        AccessModel.objects.create(region=scene.region, starts_on=make.LONG_AGO, review_months=months, **facts)
    assert reviewing.next_day(scene.client, after=TODAY) == day


def test_a_talk_that_never_came_is_not_due_after_a_later_one(scene):
    missed = Review.objects.create(client=scene.client, planned_on=D(2025, 6, 1))
    Review.objects.create(client=scene.client, held_on=D(2026, 1, 5))
    assert not reviewing.to_hold(scene.guide, on=TODAY).exists()
    assert hold(scene).pk != missed.pk
    missed.refresh_from_db()
    assert missed.held_on is None


def test_planning_again_moves_the_day(scene):
    for day in (D(2026, 11, 1), D(2026, 12, 1)):
        reviewing.plan_review(scene.client, planned_on=day, on=TODAY, by=scene.guide)
    assert scene.client.reviews.get().planned_on == D(2026, 12, 1)


def test_the_five_points_are_held_against_the_first_time(scene):
    hold(scene, D(2026, 1, 5), finances="NIET", network="OP_ORDE", daytime="NIET_BESPROKEN")
    hold(scene, TODAY, finances="MET_STEUN", network="NIET")
    course = {point.label: point.course for point in reviewing.five_points(scene.client.reviews.all())}
    assert course["Geldzaken op orde"] == "beter"
    assert course["Mensen om de cliënt heen"] == "slechter"
    assert course["Goede huurder en buur"] == "gelijk"
    assert course["Werk of dagbesteding"] == ""


def test_one_review_says_nothing_of_better_or_worse(scene):
    hold(scene)
    assert {point.course for point in reviewing.five_points(scene.client.reviews.all())} == {""}


def test_who_is_due_is_asked_of_those_in_care_only(scene):
    due = Review.objects.create(client=scene.client, planned_on=D(2026, 9, 1))
    gone = make.client(scene.region)
    Review.objects.create(client=gone, planned_on=D(2026, 9, 1))
    coordinator = make.user(Role.COORDINATOR, scene.region)
    assert list(reviewing.to_hold(coordinator, on=TODAY)) == [due]


def test_a_review_far_ahead_is_not_due(scene):
    Review.objects.create(client=scene.client, planned_on=TODAY + reviewing.AHEAD)
    Review.objects.create(client=scene.client, planned_on=D(2027, 6, 1))
    assert [one.planned_on for one in reviewing.to_hold(scene.guide, on=TODAY)] == [TODAY + reviewing.AHEAD]


def test_a_coordinator_holds_no_reviews(scene):
    with pytest.raises(PermissionDenied):
        reviewing.plan_review(
            scene.client, planned_on=D(2026, 11, 1), on=TODAY, by=make.user(Role.COORDINATOR, scene.region)
        )


def test_the_page_names_the_talk_that_is_still_to_come(scene, signed_in):
    Review.objects.create(client=scene.client, planned_on=D(2025, 6, 1))
    Review.objects.create(client=scene.client, held_on=D(2026, 1, 5))
    Review.objects.create(client=scene.client, planned_on=D(2026, 12, 1))
    shown = signed_in(scene.guide).get(f"/clienten/{scene.client.slug}/plan/").content.decode()
    assert "De volgende evaluatie is op 1 december 2026" in shown
