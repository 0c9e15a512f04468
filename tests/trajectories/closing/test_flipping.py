"""Omklap: same dwelling, own tenancy; nobody moves, and the place leaves the stock on the day."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from placements.capacity import bed_days, count
from placements.models import HousingEpisode, Place, PlanLine
from placements.movements import tally
from portal import clock
from portal.models import AccessRecord, Role
from reporting.quarter import Quarter
from tests import make
from tests.reporting.figure import values
from trajectories.closing.carrying_out import call_off
from trajectories.closing.flipping import flip, look_ahead
from trajectories.closing.preparing import prepare
from trajectories.known import paths_of
from trajectories.obstacles import Obstructed
from trajectories.story import story_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
TODAY = make.TODAY


def ahead(days):
    return TODAY + timedelta(days=days)


class Scene:
    def __init__(self):
        self.region = make.region()
        self.provider, self.form = make.provider(self.region), make.care_form(self.region)
        self.place = make.place(make.location(self.provider), self.form)
        self.client = make.client(self.region)
        self.home = make.lives(self.client, self.place)
        make.care(self.client, self.form, self.provider, make.LONG_AGO)
        self.by = make.user(Role.PROVIDER, self.region, self.provider)
        self.url = f"/locaties/{self.place.location.slug}/{self.place.slug}/omklap/"

    def flip(self, **changes):
        facts = {"flips_on": ahead(10), "client_wanted": True, "on": TODAY, "at": clock.now(), "by": self.by}
        return flip(self.place, **facts | changes)

    def places_on(self, day):
        return count(bed_days(Place.objects.all(), on=day).values()).realised


@pytest.fixture
def scene():
    return Scene()


@pytest.mark.parametrize("day", [ahead(10), TODAY, ahead(-30)])
def test_the_resident_stays_with_a_tenancy_and_the_place_is_gone_from_the_day(scene, day):
    closing, is_new = scene.flip(flips_on=day)
    assert is_new
    scene.home.refresh_from_db()
    own = scene.client.housing_episodes.get(place=None)
    assert (scene.home.ends_on, own.starts_on, own.tenure) == (day, day, "EIGEN_HUUR")
    assert own.municipality == scene.place.location.municipality
    assert scene.client.care_episodes.get().ends_on is None
    assert (scene.places_on(day - timedelta(days=1)), scene.places_on(day)) == (1, 0)
    assert (closing.closes_on, closing.scheduled_by) == (day, scene.by)


def test_it_is_no_move_in_the_figures_nor_in_the_story_and_one_place_less_in_the_plan(scene):
    scene.flip(flips_on=TODAY)
    quarter = values(scene.region, "E5", quarter=Quarter.containing(TODAY), now=TODAY)
    assert quarter[("AANTAL",)] == 0
    sentences = [
        event.sentence for event in story_of(scene.client, paths_of(scene.client), reader=scene.by, on=TODAY)
    ]
    assert "Bleef wonen, met andere huur:" in sentences
    assert "Verhuisde:" not in sentences
    PlanLine.objects.create(
        region=scene.region, kind="OPBOUW", care_form=scene.form, municipality_id=make.ALMERE, places=1,
        planned_on=TODAY,
    )  # fmt: skip
    moved = tally(scene.region, since=TODAY.replace(month=1, day=1), days=[TODAY])[TODAY]
    assert [(change.kind, number) for change, number in moved.items()] == [("AFBOUW", 1)]


def test_a_second_press_changes_nothing_and_it_can_be_called_off_until_the_day(scene):
    closing, _ = scene.flip()
    assert scene.flip() == (closing, False)
    assert call_off(closing, words="Toch niet.", on=TODAY, at=clock.now(), by=scene.by)
    scene.home.refresh_from_db()
    assert (scene.home.ends_on, HousingEpisode.objects.count(), scene.places_on(ahead(20))) == (None, 1, 1)


def test_what_is_in_the_way_is_said(scene):
    scene.home.ends_on = ahead(40)
    scene.home.save()
    assert not look_ahead(scene.place, flips_on=ahead(10)).obstacles
    later = make.lives(make.client(scene.region), scene.place, ahead(40))
    with pytest.raises(Obstructed, match="komt er iemand wonen"):
        scene.flip()
    later.delete()
    make.proposal(make.waits(make.client(scene.region), scene.form), scene.place)
    with pytest.raises(Obstructed, match="een voorstel"):
        scene.flip()
    with pytest.raises(Obstructed, match="niemand die blijft"):
        scene.flip(flips_on=ahead(60))


def test_only_the_provider_of_the_place_does_it(scene, signed_in):
    for user in (make.user(Role.COORDINATOR, scene.region), make.user(Role.PROVIDER, scene.region)):
        with pytest.raises(PermissionDenied):
            scene.flip(by=user)
    assert signed_in(make.user(Role.PROVIDER, scene.region)).get(scene.url).status_code == 404
    assert signed_in(make.user(Role.COORDINATOR, scene.region)).get(scene.url).status_code == 403


def test_the_page_reads_back_what_follows_before_it_is_done(scene, signed_in):
    browser = signed_in(scene.by)
    wrong = browser.post(scene.url, {"flips_on": "2029-01-01", "client_wanted": "ja"})
    assert (wrong.status_code, "Kies een datum tot en met" in wrong.text) == (422, True)
    typed = {"flips_on": str(ahead(10)), "client_wanted": "ja"}
    page = browser.post(scene.url, typed).text
    for sentence in (str(scene.client), "Dit telt niet als verhuizing", "een plek minder", "vervangende woning"):
        assert sentence in page
    assert not scene.place.closings.exists()
    done = browser.post(scene.url, typed | {"confirmed": "ja"}, follow=True)
    assert "huurt de bewoner zelf" in done.text
    assert "Dit was al vastgelegd" in browser.post(scene.url, typed | {"confirmed": "ja"}, follow=True).text
    assert AccessRecord.objects.filter(subject="omklap van een woning", client=scene.client).exists()
    scene.place.closings.all().delete()


def test_a_place_that_closes_already_is_flipped_there(scene, signed_in):
    facts = {"place": scene.place, "closes_on": ahead(30), "reason": "AFBOUW"}
    prepare(scene.place.location, **facts, on=TODAY, at=clock.now(), by=scene.by)
    with pytest.raises(Obstructed, match="loopt al"):
        scene.flip()
    typed = {"flips_on": str(ahead(10)), "client_wanted": "", "confirmed": "ja"}
    page = signed_in(scene.by).post(scene.url, typed)
    assert (page.status_code, "loopt al" in page.text) == (422, True)


def test_who_left_the_provider_altogether_is_not_named_to_it_any_more(scene, signed_in):
    scene.client.care_episodes.all().delete()
    closing, _ = scene.flip(flips_on=ahead(-5))
    page = signed_in(scene.by).get(f"/sluitingen/{closing.slug}/").text
    assert ("Een vroegere bewoner" in page, str(scene.client) in page) == (True, False)
    coordinator = make.user(Role.COORDINATOR, scene.region)
    assert str(scene.client) in signed_in(coordinator).get(f"/sluitingen/{closing.slug}/").text
