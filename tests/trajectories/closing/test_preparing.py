"""Preparing: by the provider alone, answers kept with what they were, and nothing happens to the places yet."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from placements.models import Closing, ResidentPlan
from portal.models import Role
from tests import make
from tests.trajectories.closing.scene import AT, CLOSES_ON, TODAY, D, answer, prepare, scene
from trajectories.closing import carrying_out, preparing
from trajectories.obstacles import Obstructed

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return scene()


def history(closing: Closing) -> list[tuple[str, str, str]]:
    return [(event.sentence, event.before, event.after) for event in closing.events.order_by("pk")]


def test_preparing_twice_is_preparing_once(here):
    first = prepare(here)
    again, is_new = preparing.prepare(
        here.here, place=None, closes_on=D(2027, 6, 1), reason="ANDERS", on=TODAY, at=AT, by=here.planner
    )
    assert (again, is_new, again.closes_on) == (first, False, CLOSES_ON)
    assert prepare(here, place=here.place) != first
    assert here.place.periods.get().ends_on is None


def test_only_the_provider_of_the_location_prepares(here):
    stranger = make.user(Role.PROVIDER, here.region, make.provider(here.region))
    closing = prepare(here)
    for somebody in (here.coordinator, stranger):
        with pytest.raises(PermissionDenied):
            prepare(here, by=somebody)
        with pytest.raises(PermissionDenied):
            answer(here, closing, "OMKLAP", by=somebody)
        with pytest.raises(PermissionDenied):
            preparing.change_day(closing, closes_on=CLOSES_ON, reason="ANDERS", at=AT, by=somebody)


def test_every_answer_stays_readable_without_a_name(here):
    closing = prepare(here)
    assert answer(here, closing, "VERHUIST", to_words="Naar familie in Zwolle", client_wanted=True)
    assert not answer(here, closing, "VERHUIST", to_words="Naar familie in Zwolle", client_wanted=True)
    assert answer(here, closing, "BLIJFT", care_form=here.other_form)
    assert ResidentPlan.objects.get().to_words == ""
    moves = "Verhuist, Naar familie in Zwolle, cliënt wil dit: ja"
    assert history(closing) == [
        ("Het sluiten wordt voorbereid: laatste dag 31 december 2026.", "", ""),
        ("Bewoner van plek BAKEN-1:", "", moves),
        ("Bewoner van plek BAKEN-1:", moves, "Blijft wonen met andere zorg, Thuis, cliënt wil dit: onbekend"),
    ]


def test_another_day_is_told_with_the_day_it_was(here):
    closing = prepare(here)
    facts = {"reason": "AFBOUW", "at": AT, "by": here.planner}
    assert preparing.change_day(closing, closes_on=D(2027, 2, 1), **facts)
    assert not preparing.change_day(closing, closes_on=D(2027, 2, 1), **facts)
    assert history(closing)[-1] == ("Andere laatste dag:", "31 december 2026", "31 januari 2027")


@pytest.mark.parametrize(
    "facts", [{"fate": "BLIJFT"}, {"fate": "VERHUIST"}, {"fate": "OMKLAP", "to_words": "Ergens"}]
)
def test_an_answer_that_is_half_is_refused(here, facts):
    with pytest.raises(ValidationError):
        answer(here, prepare(here), facts.pop("fate"), **facts)


def test_who_does_not_live_there_gets_no_answer(here):
    elsewhere = make.lives(make.client(here.region), here.spare)
    with pytest.raises(Obstructed, match="woont hier niet meer"):
        answer(here, prepare(here), "OMKLAP", home=elsewhere)


def test_what_is_scheduled_or_called_off_is_not_prepared_any_more(here):
    closing = prepare(here)
    answer(here, closing, "OMKLAP")
    carrying_out.schedule(closing, on=TODAY, at=AT, by=here.planner)
    with pytest.raises(Obstructed, match="al vastgelegd"):
        answer(here, closing, "ONBEKEND")
    carrying_out.call_off(closing, words="Toch niet", on=TODAY, at=AT, by=here.planner)
    with pytest.raises(Obstructed, match="afgeblazen"):
        preparing.change_day(closing, closes_on=CLOSES_ON, reason="ANDERS", at=AT, by=here.planner)
    assert prepare(here) != closing
