"""What stands in the way of a closing, each in a sentence, and from which day it could be."""

import pytest

from placements.models import Closing, PlacePeriod
from tests import make
from tests.trajectories.closing.scene import AT, CLOSES_ON, TODAY, D, answer, prepare, scene
from trajectories.closing.survey import survey

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return scene()


def in_the_way(closing: Closing, on=TODAY) -> list[str]:
    return survey(closing, on=on).obstacles


def test_a_resident_without_an_answer_stands_in_the_way(here):
    closing = prepare(here)
    said = "Van 1 bewoner is nog niet bekend wat er gebeurt: plek BAKEN-1."
    assert in_the_way(closing) == [said]
    answer(here, closing, "ONBEKEND")
    assert in_the_way(closing) == [said]
    answer(here, closing, "OMKLAP")
    assert in_the_way(closing) == []


def test_who_leaves_before_the_day_needs_no_answer(here):
    here.home.ends_on = CLOSES_ON
    here.home.save()
    assert in_the_way(prepare(here)) == []


def test_a_proposal_and_a_planned_arrival_stand_in_the_way(here):
    closing = prepare(here)
    answer(here, closing, "OMKLAP")
    free = make.place(here.here, here.form, code="BAKEN-2")
    make.proposal(make.waits(make.client(here.region), here.form), free)
    coming = make.place(here.here, here.form, code="BAKEN-3")
    make.lives(make.client(here.region), coming, D(2027, 2, 1))
    assert in_the_way(closing) == [
        "Voor plek BAKEN-2 loopt sinds 5 oktober 2026 een voorstel. Rond het af of laat het intrekken.",
        "Op 1 februari 2027 komt er iemand wonen op plek BAKEN-3. Plan dat eerst anders.",
    ]


def test_who_comes_before_the_day_is_a_resident_who_needs_an_answer(here):
    make.lives(make.client(here.region), make.place(here.here, here.form, code="BAKEN-2"), D(2026, 12, 1))
    assert "Van 2 bewoners" in in_the_way(prepare(here))[0]


def test_a_day_that_has_come_and_a_place_that_is_over_are_said(here):
    closing = prepare(here)
    assert "Kies een dag die nog moet komen." in in_the_way(closing, on=CLOSES_ON)[0]
    PlacePeriod.objects.filter(place=here.place).update(ends_on=D(2026, 12, 1))
    assert "er valt niets te sluiten" in in_the_way(closing)[0]


def test_a_place_kept_for_somebody_is_told_and_not_in_the_way(here):
    make.lives(make.client(here.region), make.place(here.here, here.form), ends_on=D(2026, 11, 1))
    kept = make.out_of_use(make.place(here.here, here.form, code="BAKEN-3"), D(2026, 12, 1))
    kept.reason = "GERESERVEERD"
    kept.save()
    closing = prepare(here)
    answer(here, closing, "OMKLAP")
    found = survey(closing, on=TODAY)
    assert [row.place.code for row in found.kept] == ["BAKEN-3"]
    assert found.obstacles == []


def test_two_residents_cannot_move_to_one_place_nor_to_a_place_that_is_not_free(here):
    second = make.lives(make.client(here.region), make.place(here.here, here.form, code="BAKEN-2"))
    closing = prepare(here)
    for home in (here.home, second):
        answer(here, closing, "VERHUIST", home=home, to_place=here.spare)
    assert in_the_way(closing) == ["2 bewoners zouden naar plek KLIPPER-1 gaan. Kies voor ieder een eigen plek."]
    answer(here, closing, "OMKLAP", home=second)
    make.lives(make.client(here.region), here.spare, D(2027, 3, 1))
    assert in_the_way(closing) == ["Plek KLIPPER-1 is niet vrij op 1 januari 2027. Kies een andere plek."]


def test_one_place_closes_without_the_others(here):
    make.lives(make.client(here.region), make.place(here.here, here.form, code="BAKEN-2"))
    closing = prepare(here, place=here.place)
    found = survey(closing, on=TODAY)
    assert (found.places, len(found.residents)) == (1, 1)


def test_the_earliest_day_is_after_the_last_departure_that_is_known(here):
    closing = prepare(here)
    assert (survey(closing, on=TODAY).earliest, survey(closing, on=TODAY).endless) == (D(2026, 10, 6), 1)
    here.home.expected_end_on = D(2027, 5, 1)
    here.home.save()
    assert (survey(closing, on=TODAY).earliest, survey(closing, on=TODAY).endless) == (D(2027, 5, 1), 0)
    answer(here, closing, "OMKLAP")
    assert survey(closing, on=TODAY).earliest == D(2026, 10, 6)


def test_ten_places_cost_as_many_queries_as_one(here, django_assert_num_queries):
    closing = prepare(here)
    answer(here, closing, "OMKLAP")
    closing = Closing.objects.with_everything().get(pk=closing.pk)
    for _ in range(2):
        with django_assert_num_queries(6):
            [str(one.home.place) + one.answer for one in survey(closing, on=TODAY).residents]
        for _ in range(9):
            make.lives(make.client(here.region), make.place(here.here, here.form))
    assert AT
