"""Scheduling a closing and calling it off: places end on the day, people keep a home, and back is as it was."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given, settings
from hypothesis import strategies as st

from placements import capacity
from placements.capacity import BedState
from placements.models import Closing, HousingEpisode, MoveReason, PlacePeriod, Tenure
from portal.models import Municipality, Role
from tests import make
from tests.trajectories.closing.scene import AT, CLOSES_ON, TODAY, D, answer, prepare, scene
from tests.trajectories.test_obstacles import at_once, seen_as
from trajectories import moving, proposals
from trajectories.closing import carrying_out
from trajectories.obstacles import Obstructed


@pytest.fixture
def here(db: None):
    return scene()


def schedule(here, closing: Closing, **changes: Any) -> bool:
    return carrying_out.schedule(closing, **({"on": TODAY, "at": AT, "by": here.planner} | changes))


def call_off(here, closing: Closing, **changes: Any) -> bool:
    facts = {"words": "Het plan is gewijzigd", "on": TODAY, "at": AT, "by": here.planner}
    return carrying_out.call_off(closing, **(facts | changes))


def state(place, day) -> BedState:
    return capacity.bed_days([place], on=day)[place.pk].state


def rows(here) -> list[tuple]:
    periods = PlacePeriod.objects.filter(place__region=here.region)
    homes = HousingEpisode.objects.filter(region=here.region)
    return [
        *periods.order_by("place", "starts_on").values_list("place", "care_form", "starts_on", "ends_on"),
        *homes.order_by("client", "starts_on").values_list("client", "place", "starts_on", "ends_on", "tenure"),
        *homes.order_by("client", "starts_on").values_list("expected_end_on"),
    ]


def test_nobody_is_forgotten(here):
    with pytest.raises(Obstructed, match="Van 1 bewoner is nog niet bekend wat er gebeurt"):
        schedule(here, prepare(here))
    assert here.place.periods.get().ends_on is None


def test_the_tenancy_flips_and_the_place_leaves_the_stock_on_the_day(here):
    closing = prepare(here)
    answer(here, closing, "OMKLAP", client_wanted=True)
    assert schedule(here, closing)
    assert not schedule(here, closing)
    before = CLOSES_ON - timedelta(days=1)
    assert (state(here.place, before), state(here.place, CLOSES_ON)) == (BedState.TAKEN, BedState.NOT_IN_SERVICE)
    assert not capacity.bed_days([here.place], on=CLOSES_ON)[here.place.pk].is_over_capacity
    own = here.client.housing_episodes.get(starts_on=CLOSES_ON)
    assert (own.tenure, own.municipality_id, own.place) == (Tenure.OWN_TENANCY, make.ALMERE, None)
    assert (own.move_reason, own.client_wanted) == (MoveReason.OWN_TENANCY, True)


def test_who_stays_with_other_care_keeps_the_place_in_another_form(here):
    closing = prepare(here)
    answer(here, closing, "BLIJFT", care_form=here.other_form)
    schedule(here, closing)
    bed = capacity.bed_days([here.place], on=CLOSES_ON)[here.place.pk]
    assert (bed.state, bed.period.care_form) == (BedState.TAKEN, here.other_form)
    assert here.client.housing_episodes.count() == 1


def test_who_moves_to_a_place_of_the_provider_has_it_from_the_day_on(here):
    closing = prepare(here)
    answer(here, closing, "VERHUIST", to_place=here.spare, client_wanted=False)
    schedule(here, closing)
    assert (state(here.spare, D(2026, 12, 31)), state(here.spare, CLOSES_ON)) == (BedState.FREE, BedState.TAKEN)
    moved = here.client.housing_episodes.get(place=here.spare)
    assert (moved.move_reason, moved.client_wanted, moved.tenure) == (MoveReason.CLOSURE, False, here.home.tenure)


def test_who_moves_elsewhere_is_expected_to_leave_and_shows_over_capacity_if_not(here):
    closing = prepare(here)
    answer(here, closing, "VERHUIST", to_words="Naar een aanbieder in Zwolle")
    schedule(here, closing)
    here.home.refresh_from_db()
    assert (here.home.expected_end_on, here.home.ends_on) == (CLOSES_ON, None)
    assert capacity.bed_days([here.place], on=CLOSES_ON)[here.place.pk].is_over_capacity


def test_a_period_that_would_begin_later_does_not_begin_and_comes_back_when_called_off(here):
    here.place.periods.update(ends_on=D(2027, 3, 1))
    PlacePeriod.objects.create(place=here.place, care_form=here.other_form, starts_on=D(2027, 3, 1))
    closing, before = prepare(here), rows(here)
    answer(here, closing, "OMKLAP")
    schedule(here, closing)
    assert here.place.periods.get().ends_on == CLOSES_ON
    assert call_off(here, closing)
    assert not call_off(here, closing)
    assert rows(here) == before


fates = st.sampled_from(["BLIJFT", "VERHUIST", "ELDERS", "OMKLAP"])
ends = st.sampled_from([(None, None), (None, D(2026, 12, 1)), (None, D(2027, 2, 1)), (D(2027, 4, 1), None)])


@pytest.mark.django_db
@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(fates, ends), min_size=1, max_size=3))
def test_scheduling_and_calling_off_is_as_if_nothing_happened(residents):
    here = scene()
    closing = prepare(here)
    answer(here, closing, "OMKLAP")
    for number, (fate, (ends_on, expected)) in enumerate(residents):
        place = make.place(here.here, here.form, code=f"P{number}")
        spare = make.place(here.spare.location, here.form)
        home = make.lives(make.client(here.region), place, ends_on=ends_on, expected_end_on=expected)
        facts = {
            "BLIJFT": {"fate": "BLIJFT", "care_form": here.other_form},
            "VERHUIST": {"fate": "VERHUIST", "to_place": spare},
            "ELDERS": {"fate": "VERHUIST", "to_words": "Naar een vriend"},
            "OMKLAP": {"fate": "OMKLAP"},
        }[fate]
        answer(here, closing, home=home, **facts)
    before = rows(here)
    schedule(here, closing)
    assert rows(here) != before
    homeless = HousingEpisode.objects.filter(region=here.region).covering(CLOSES_ON).count()
    assert homeless == len(residents) + 1
    call_off(here, closing)
    assert rows(here) == before


def test_it_can_be_called_off_until_the_day_has_come(here):
    closing = prepare(here)
    answer(here, closing, "OMKLAP")
    schedule(here, closing)
    closing.refresh_from_db()
    assert closing.state_on(D(2026, 12, 31)) == "Gaat dicht"
    with pytest.raises(Obstructed, match="Het is al dicht sinds 1 januari 2027"):
        call_off(here, closing, on=CLOSES_ON)
    assert closing.state_on(CLOSES_ON) == "Gesloten"
    assert call_off(here, closing, on=D(2026, 12, 31))
    closing.refresh_from_db()
    assert closing.state_on(CLOSES_ON) == "Afgeblazen"


def test_what_changed_since_is_not_overwritten(here):
    closing = prepare(here)
    answer(here, closing, "OMKLAP")
    schedule(here, closing)
    own = here.client.housing_episodes.get(starts_on=CLOSES_ON)
    moving.move(here.client, to=Municipality.objects.get(pk=make.ZWOLLE), on=D(2027, 2, 1), by=here.coordinator)
    with pytest.raises(Obstructed, match="De bewoner van plek BAKEN-1 heeft intussen een andere woning"):
        call_off(here, closing)
    own.refresh_from_db()
    assert own.ends_on == D(2027, 2, 1)


def test_an_earlier_closing_of_one_place_has_to_be_called_off_first(here):
    whole = prepare(here)
    answer(here, whole, "OMKLAP")
    schedule(here, whole)
    one = prepare(here, place=here.place, closes_on=D(2026, 12, 1))
    answer(here, one, "VERHUIST", to_words="Naar Zwolle")
    schedule(here, one)
    with pytest.raises(Obstructed, match="Plek BAKEN-1 is intussen anders gewijzigd"):
        call_off(here, whole)
    call_off(here, one)
    assert call_off(here, whole)
    assert here.place.periods.get().ends_on is None


def test_nobody_else_schedules_or_calls_off(here):
    closing = prepare(here)
    answer(here, closing, "OMKLAP")
    stranger = make.user(Role.PROVIDER, here.region, make.provider(here.region))
    for somebody in (here.coordinator, stranger):
        with pytest.raises(PermissionDenied):
            schedule(here, closing, by=somebody)
        with pytest.raises(PermissionDenied):
            call_off(here, closing, by=somebody)


def test_nobody_comes_to_live_on_a_place_that_is_about_to_close(here):
    free = make.place(here.here, here.form, code="BAKEN-2")
    entry = make.waits(make.client(here.region), here.form)
    closing = prepare(here)
    answer(here, closing, "OMKLAP")
    facts = {"place": free, "on": TODAY, "by": here.coordinator}
    schedule(here, closing)
    with pytest.raises(Obstructed, match="De plek gaat dicht op 1 januari 2027: er kan niemand meer komen wonen"):
        proposals.propose(entry, intended_start_on=D(2026, 11, 1), **facts)
    with pytest.raises(Obstructed, match="niet in gebruik op 1 januari 2027"):
        proposals.propose(entry, intended_start_on=CLOSES_ON, **facts)
    call_off(here, closing)
    assert proposals.propose(entry, intended_start_on=D(2026, 11, 1), **facts)[1]


@pytest.mark.usefixtures("committed")
def test_a_proposal_and_a_closing_in_the_same_second_hear_of_each_other():
    here = scene()
    free = make.place(here.here, here.form, code="BAKEN-2")
    closing = prepare(here)
    answer(here, closing, "OMKLAP")
    entries = [make.waits(make.client(here.region), here.form) for _ in range(5)]
    facts = {"place": free, "intended_start_on": D(2026, 11, 1), "on": TODAY, "by": here.coordinator}
    facts |= {"skip_reason": "Kan niet wachten."}
    acts = [seen_as(lambda entry=entry: proposals.propose(entry, **facts), "voorgesteld") for entry in entries]
    heard = at_once([seen_as(lambda: schedule(here, closing), "gesloten"), *acts])
    told = {
        "Voor plek BAKEN-2 loopt sinds 5 oktober 2026 een voorstel. Rond het af of laat het intrekken.",
        "De plek gaat dicht op 1 januari 2027: er kan niemand meer komen wonen.",
        "De plek is gereserveerd: er loopt al een voorstel.",
    }
    assert ("gesloten" in heard) != ("voorgesteld" in heard)
    assert all(one in {"gesloten", "voorgesteld"} | told or one.startswith("De plek is") for one in heard)
    assert heard.count("gesloten") + heard.count("voorgesteld") == 1


@pytest.mark.usefixtures("committed")
def test_ten_presses_on_schedule_are_one_closing():
    here = scene()
    closing = prepare(here)
    answer(here, closing, "OMKLAP")
    heard = at_once([lambda: schedule(here, closing)] * 10)
    assert (heard.count("True"), heard.count("False")) == (1, 9)
    assert closing.cut_periods.count() == 1
    assert here.client.housing_episodes.count() == 2
