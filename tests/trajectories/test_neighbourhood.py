"""What there is in the neighbourhood: kept by who works in the region, read by all, and where a client goes."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied

from portal.models import Municipality, Role
from tests import make
from trajectories import neighbourhood
from trajectories.models import Activity
from trajectories.neighbourhood import Told
from trajectories.obstacles import Obstructed

pytestmark = pytest.mark.django_db
TODAY = make.TODAY


@pytest.fixture
def scene(signed_in) -> SimpleNamespace:
    """A region with a wijkteam, and a client it knows."""
    region = make.region()
    client = make.client(region)
    make.notification(client)
    team = make.user(Role.TEAM, region)
    return SimpleNamespace(region=region, client=client, team=team, browser=signed_in(team))


def told(**changes) -> Told:
    town = Municipality.objects.get(pk=make.ALMERE)
    facts = {"what": "Koffie en een cursus.", "where": "", "when": "Elke dinsdag", "contact": ""}
    facts |= {"municipality": town, "kind": "ZELFREGIECENTRUM", "name": "De Brug", "is_run_by_peers": True}
    return Told(**(facts | changes))


def add(scene, **changes) -> Activity:
    return neighbourhood.add_activity(told(**changes), on=TODAY, by=scene.team)


def form(**changes) -> dict[str, str]:
    return {"name": "De Brug", "kind": "ZELFREGIECENTRUM", "municipality": make.ALMERE} | changes


def test_the_same_thing_twice_is_on_the_list_once(scene):
    assert add(scene) == add(scene)


def test_a_name_is_on_the_list_of_a_town_once(scene):
    add(scene)
    with pytest.raises(Obstructed, match="staat al in de lijst van deze gemeente"):
        add(scene, kind="TRAINING")


def test_what_is_gone_takes_along_who_went_there(scene):
    activity = add(scene)
    referral = neighbourhood.refer(scene.client, activity=activity, on=TODAY, by=scene.team)
    assert neighbourhood.refer(scene.client, activity=activity, on=TODAY, by=scene.team) == referral
    later = TODAY + timedelta(days=30)
    assert neighbourhood.take_off(activity, on=later, by=scene.team) is True
    assert neighbourhood.take_off(activity, on=later, by=scene.team) is False
    referral.refresh_from_db()
    activity.refresh_from_db()
    assert activity.ends_on == referral.ends_on == later
    with pytest.raises(Obstructed, match="De Brug is er niet meer"):
        neighbourhood.refer(scene.client, activity=activity, on=later, by=scene.team)


def test_a_provider_reads_the_list_and_does_not_keep_it(scene, signed_in):
    add(scene)
    planner = make.user(Role.PROVIDER, scene.region)
    shown = signed_in(planner).get("/buurt/").content.decode()
    assert "De Brug" in shown
    assert "Haal van de lijst" not in shown
    with pytest.raises(PermissionDenied):
        neighbourhood.add_activity(told(name="Iets"), on=TODAY, by=planner)


def test_the_list_can_be_of_one_kind(scene):
    add(scene)
    add(scene, name="Fietsenmaker", kind="DAGBESTEDING")
    shown = scene.browser.get("/buurt/?soort=DAGBESTEDING").content.decode()
    assert "Fietsenmaker" in shown
    assert "De Brug" not in shown
    assert "De Brug" in scene.browser.get("/buurt/?soort=onzin").content.decode()


def test_it_is_added_changed_and_taken_off_on_the_pages(scene):
    assert "Het staat op de lijst." in scene.browser.post("/buurt/nieuw/", form(), follow=True).content.decode()
    activity = Activity.objects.get()
    scene.browser.post(f"/buurt/{activity.pk}/", form(when="Elke woensdag"))
    assert "Elke woensdag" in scene.browser.get("/buurt/").content.decode()
    scene.browser.post(f"/buurt/{activity.pk}/weg/")
    activity.refresh_from_db()
    assert activity.ends_on == TODAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"name": ""}, "Vul dit in"),
        ({"kind": "X"}, "Kies er een uit de lijst."),
        ({"municipality": "0599"}, "Kies er een uit de lijst."),
        ({"name": "De Brug", "what": "Anders"}, "staat al in de lijst"),
    ],
)
def test_what_cannot_be_is_said_at_the_field_and_nothing_is_lost(scene, wrong, says):
    add(scene)
    answer = scene.browser.post("/buurt/nieuw/", form(contact="Bewaar mij") | wrong)
    assert answer.status_code == 422
    assert "Bewaar mij" in answer.content.decode()
    assert Activity.objects.count() == 1
    if says != "Vul dit in":
        assert says in answer.content.decode()


def test_the_list_of_another_region_stays_there(scene, signed_in):
    activity = add(scene)
    stranger = signed_in(make.user(Role.COORDINATOR, make.region()))
    assert "De Brug" not in stranger.get("/buurt/").content.decode()
    assert stranger.get(f"/buurt/{activity.pk}/").status_code == 404


def test_where_a_client_goes_stands_in_the_plan_until_it_is_over(scene):
    activity = add(scene)
    base = f"/clienten/{scene.client.slug}/plan/"
    shown = scene.browser.post(f"{base}buurt/", {"activity": activity.pk}, follow=True).content.decode()
    assert "De Brug, Almere" in shown
    referral = scene.client.referrals.get()
    for _ in range(2):
        scene.browser.post(f"{base}buurt/{referral.pk}/weg/")
    assert "De Brug, Almere" not in scene.browser.get(base).content.decode()


def test_the_list_asks_as_much_for_ten_as_for_one(scene, django_assert_num_queries):
    add(scene)
    scene.browser.get("/buurt/")
    with django_assert_num_queries(12, exact=False) as one:
        scene.browser.get("/buurt/")
    for number in range(9):
        add(scene, name=f"Groep {number}")
    with django_assert_num_queries(len(one.captured_queries)):
        scene.browser.get("/buurt/")
