"""What was known then stays known: a correction changes how it is, never how it was known."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from placements.models import HousingEpisode
from portal.models import Role
from tests import make
from trajectories import amending
from trajectories.known import as_they_stood, erase, paths_of
from trajectories.models import CareEpisode, EndReason, Track
from trajectories.moving import end_care

pytestmark = pytest.mark.django_db
D = date


def recorded(episode, day: date):
    """The episode, written down on an earlier day."""
    moment = timezone.make_aware(datetime(day.year, day.month, day.day, 12))
    type(episode).objects.filter(pk=episode.pk).update(recorded_at=moment)
    episode.refresh_from_db()
    return episode


def replaced(client, day: date) -> None:
    """What was replaced just now for a client, was replaced on an earlier day."""
    moment = timezone.make_aware(datetime(day.year, day.month, day.day, 12))
    client.superseded.filter(superseded_at__gt=moment).update(superseded_at=moment)


@pytest.fixture
def region():
    return make.region()


def test_what_came_with_a_file_was_always_known(region):
    person = make.client(region)
    care = make.care(person, make.care_form(region), make.provider(region), D(2025, 1, 1))
    CareEpisode.objects.filter(pk=care.pk).update(recorded_at=None)
    assert paths_of(person, known_on=D(2025, 6, 1)).cares == [care]


def test_nothing_was_known_before_it_was_written_down(region):
    person = make.client(region)
    home = recorded(make.lives(person, starts_on=D(2026, 3, 1)), D(2026, 3, 9))
    assert paths_of(person, known_on=D(2026, 3, 8)).homes == []
    assert paths_of(person, known_on=D(2026, 3, 9)).homes == [home]


def test_an_end_that_was_written_down_later_was_not_known_before(region):
    person, provider = make.client(region), make.provider(region)
    recorded(make.care(person, make.care_form(region), provider, D(2025, 1, 1)), D(2025, 1, 1))
    end_care(person, on=D(2026, 9, 1), reason=EndReason.CLINIC, by=make.user(Role.COORDINATOR, region))
    then, now = paths_of(person, known_on=D(2026, 9, 20)).cares, paths_of(person).cares
    assert [(one.starts_on, one.ends_on) for one in then] == [(D(2025, 1, 1), None)]
    assert [(one.starts_on, one.ends_on, one.end_reason) for one in now] == [
        (D(2025, 1, 1), D(2026, 9, 1), "KLINIEK")
    ]


def test_what_stood_there_comes_back_whole(region):
    person, provider, form = make.client(region), make.provider(region), make.care_form(region)
    place = make.place(make.location(provider), form)
    home = recorded(make.lives(person, place, D(2025, 1, 1), client_wanted=False), D(2025, 1, 1))
    HousingEpisode.objects.filter(pk=home.pk).update(starts_on=D(2025, 2, 1))
    (row,) = person.superseded.all()
    (stood,) = as_they_stood([row])
    assert row.track == Track.HOUSING
    for name in ("pk", "place", "municipality", "tenure", "starts_on", "ends_on", "client_wanted", "code"):
        assert getattr(stood, name) == getattr(home, name), name


def test_what_says_nothing_of_home_or_care_keeps_no_earlier_row(region):
    person = make.client(region)
    home = recorded(make.lives(person), D(2025, 1, 1))
    HousingEpisode.objects.filter(pk=home.pk).update(expected_end_on=D(2027, 1, 1))
    assert not person.superseded.exists()


def test_a_row_that_is_struck_out_stays_known(region):
    person = make.client(region)
    home = recorded(make.lives(person, starts_on=D(2026, 3, 1)), D(2026, 3, 1))
    erase(home)
    assert paths_of(person).homes == []
    assert [one.starts_on for one in paths_of(person, known_on=D(2026, 3, 5)).homes] == [D(2026, 3, 1)]


STEPS = st.lists(st.tuples(st.integers(1, 40), st.integers(0, 300)), min_size=1, max_size=6)


@settings(max_examples=15, deadline=None)
@given(STEPS)
def test_however_often_a_day_is_put_right_each_day_knows_what_was_known_then(steps):
    region = make.region()
    person = make.client(region)
    by = make.user(Role.COORDINATOR, region)
    day, first = D(2025, 1, 1), D(2025, 1, 1)
    care = recorded(make.care(person, make.care_form(region), make.provider(region), first), day)
    known = {day: first}
    for wait, shift in steps:
        day, first = day + timedelta(days=wait), D(2024, 6, 1) + timedelta(days=shift)
        facts = amending.facts_of(care) | {"starts_on": first}
        seen = amending.seal_of(care)
        if amending.amend(care, facts, reason="Typefout", seen=seen, on=make.TODAY, by=by):
            replaced(person, day)
            care = recorded(CareEpisode.objects.get(pk=care.pk), day)
        known[day] = first
    for then, first in known.items():
        assert [one.starts_on for one in paths_of(person, known_on=then).cares] == [first]
    assert [one.starts_on for one in paths_of(person).cares] == [first]


def rows(paths) -> dict[int, tuple]:
    """What the two timelines say, per row: all that can be put right."""
    return {
        (amending.track_of(one), one.pk): tuple(amending.facts_of(one).values())
        for one in (*paths.homes, *paths.cares)
    }


def test_a_back_dated_correction_changes_one_row_of_now_and_none_of_then(region):
    provider, form, by = make.provider(region), make.care_form(region), make.user(Role.COORDINATOR, region)
    place = make.place(make.location(provider), form)
    people = [make.client(region), make.client(region)]
    for number, person in enumerate(people):
        home = make.lives(person, place if number == 0 else None, D(2025, 1, 1), ends_on=D(2025, 6, 1))
        for row in (
            home,
            make.lives(person, starts_on=D(2025, 6, 1)),
            make.care(person, form, provider, D(2025, 1, 1)),
        ):
            recorded(row, D(2025, 6, 1))
    before = [rows(paths_of(person)) for person in people]
    wrong = people[0].housing_episodes.earliest("starts_on")
    right = amending.facts_of(wrong) | {"starts_on": D(2025, 2, 1), "client_wanted": False}
    assert amending.amend(wrong, right, reason="Later.", seen=amending.seal_of(wrong), on=make.TODAY, by=by)
    replaced(people[0], D(2025, 9, 1))
    recorded(wrong, D(2025, 9, 1))
    then = [rows(paths_of(person, known_on=D(2025, 8, 31))) for person in people]
    after = [rows(paths_of(person, known_on=D(2025, 9, 1))) for person in people]
    now = [rows(paths_of(person)) for person in people]
    assert then == before
    assert after == now
    assert {key for key in now[0] if now[0][key] != before[0][key]} == {(Track.HOUSING, wrong.pk)}
    assert now[1] == before[1]
