"""A move in words: how far it went, whether it was forced and why, and when nobody had to move."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from placements.models import MoveReason
from placements.models.catalogue import Purpose
from placements.models.housing import FORCED_REASONS, MoveAsker
from portal.models import Role
from tests import make
from trajectories.known import paths_of
from trajectories.move_words import FORCED, KEPT, why_forced
from trajectories.story import Event, story_of

pytestmark = pytest.mark.django_db
FIRST, SECOND = date(2025, 1, 1), date(2026, 2, 1)


@pytest.fixture
def scene() -> SimpleNamespace:
    """Somebody from Almere; a provider with a house in Almere and one in Lelystad."""
    region = make.region()
    provider, form = make.provider(region), make.care_form(region)
    house = make.location(provider)
    there = make.location(provider, name="De Overkant", municipality_id=make.LELYSTAD)
    return SimpleNamespace(
        region=region,
        client=make.client(region, origin_municipality_id=make.ALMERE),
        provider=provider,
        form=form,
        place=make.place(house, form, code="A1"),
        beside=make.place(house, form, code="A2"),
        away=make.place(there, form, code="B1"),
        reader=make.user(Role.COORDINATOR, region),
    )


def newest(scene) -> Event:
    return story_of(scene.client, paths_of(scene.client), reader=scene.reader, on=make.TODAY)[0]


def moves(scene, before, after, *, gap: int = 0, **facts) -> Event:
    make.lives(scene.client, before, FIRST, ends_on=SECOND)
    make.lives(scene.client, after, SECOND + timedelta(days=gap), **facts)
    return newest(scene)


def test_a_move_within_a_house_says_from_which_place_to_which(scene):
    event = moves(scene, scene.place, scene.beside, move_reason=MoveReason.CONVERSION, client_wanted=False)
    assert (event.before, event.after) == ("Het Baken, plek A1", "Het Baken, plek A2")
    assert event.note == f"Op dezelfde locatie. {FORCED} De cliënt wilde dit niet."


def test_a_move_away_says_what_it_is_to_where_somebody_comes_from(scene):
    event = moves(scene, scene.place, scene.away, move_reason=MoveReason.OWN_WISH, client_wanted=True)
    assert event.note == "Van Almere naar Lelystad, weg uit de gemeente van herkomst. De cliënt wilde het zelf."


def test_a_move_back_says_that_it_is_back(scene):
    assert moves(scene, scene.away, scene.place).note == "Van Lelystad naar Almere, de gemeente van herkomst."


def test_a_move_says_who_asked_for_it(scene):
    event = moves(scene, scene.place, scene.beside, asked_by=MoveAsker.PROVIDER, client_wanted=True)
    assert event.note == "Op dezelfde locatie. De aanbieder vroeg erom. De cliënt wilde het zelf."


def test_a_dwelling_long_after_the_last_is_no_move(scene):
    assert moves(scene, scene.place, scene.away, gap=30).sentence == "Verhuisde:"
    scene.client.housing_episodes.latest("starts_on").delete()
    make.lives(scene.client, scene.away, SECOND + timedelta(days=31))
    assert newest(scene).sentence == "Kwam opnieuw wonen:"


@pytest.mark.parametrize("reason", MoveReason)
def test_whether_a_move_was_forced_follows_from_the_reason_alone(scene, reason):
    home = make.lives(scene.client, scene.place, move_reason=reason)
    assert (FORCED in why_forced(home)) == (reason in FORCED_REASONS)


def test_other_care_in_the_same_home_says_that_nobody_had_to_move_and_what_it_is_for(scene):
    make.lives(scene.client, scene.place, FIRST)
    make.care(scene.client, scene.form, scene.provider, FIRST, ends_on=SECOND)
    lighter = make.care_form(scene.region, "THUIS")
    make.care(scene.client, lighter, scene.provider, SECOND, purpose=Purpose.OUTFLOW)
    assert newest(scene).note == f"Doel: doorstromen uit zwaardere zorg. {KEPT}"


@pytest.mark.parametrize(
    ("gap", "note"),
    [
        (1, "Na 1 dag zonder zorg: het traject ging verder."),
        (30, "Na 30 dagen zonder zorg: het traject ging verder."),
        (31, "Kwam binnen een jaar terug. Dit dossier ging verder."),
        (365, "Kwam binnen een jaar terug. Dit dossier ging verder."),
        (366, "Kwam na meer dan een jaar terug. Dit dossier ging verder."),
    ],
)
def test_who_comes_back_goes_on_in_the_old_file(scene, gap, note):
    make.care(scene.client, scene.form, scene.provider, FIRST, ends_on=FIRST + timedelta(days=9))
    make.care(scene.client, scene.form, scene.provider, FIRST + timedelta(days=9 + gap))
    event = newest(scene)
    assert (event.sentence, event.note) == ("De zorg begon opnieuw:", note)


def test_other_care_after_a_move_says_nothing_of_a_home_that_was_kept(scene):
    make.lives(scene.client, scene.place, FIRST, ends_on=SECOND)
    make.lives(scene.client, scene.away, SECOND)
    make.care(scene.client, scene.form, scene.provider, FIRST, ends_on=SECOND)
    make.care(scene.client, make.care_form(scene.region, "THUIS"), scene.provider, SECOND)
    told = story_of(scene.client, paths_of(scene.client), reader=scene.reader, on=make.TODAY)
    assert not [event for event in told if KEPT in event.note]
