"""A provider stops: everybody keeps the home and gets the same care from another, all of them or nobody."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied

from portal.models import Role
from tests import make
from trajectories.obstacles import Obstructed
from trajectories.taking_over import care_of, take_over

pytestmark = pytest.mark.django_db
D, TODAY = date, make.TODAY


@pytest.fixture
def scene() -> SimpleNamespace:
    """Six people with care of a provider that stops; another has a contract for it."""
    region = make.region()
    stops, goes_on, form = make.provider(region), make.provider(region), make.care_form(region)
    make.contract(goes_on, form)
    clients = [make.client(region) for _ in range(6)]
    for client in clients:
        make.lives(client)
        make.care(client, form, stops, D(2025, 1, 1), paying_municipality_id=make.ALMERE)
    by = make.user(Role.COORDINATOR, region)
    return SimpleNamespace(region=region, stops=stops, goes_on=goes_on, form=form, clients=clients, by=by)


def cares(scene):
    return list(care_of(scene.stops, on=TODAY, by=scene.by))


def test_six_people_get_another_provider_and_keep_their_home(scene):
    assert take_over(cares(scene), provider=scene.goes_on, on=TODAY, by=scene.by) == 6
    for client in scene.clients:
        before, after = client.care_episodes.order_by("starts_on")
        assert (before.ends_on, before.end_reason) == (TODAY, "")
        assert (after.provider, after.care_form, after.paying_municipality_id) == (
            scene.goes_on,
            scene.form,
            make.ALMERE,
        )
        assert client.housing_episodes.get().ends_on is None


def test_twice_is_once(scene):
    before = cares(scene)
    take_over(before, provider=scene.goes_on, on=TODAY, by=scene.by)
    assert take_over(before, provider=scene.goes_on, on=TODAY, by=scene.by) == 0


def test_what_cannot_be_for_one_happens_to_nobody_and_names_who(scene):
    stuck = scene.clients[3]
    later = TODAY + timedelta(days=9)
    stuck.care_episodes.update(ends_on=later)
    make.care(stuck, make.care_form(scene.region, "LATER"), scene.goes_on, later)
    with pytest.raises(Obstructed, match=f"{stuck}: "):
        take_over(cares(scene), provider=scene.goes_on, on=TODAY, by=scene.by)
    assert {client.care_episodes.covering(TODAY).get().provider for client in scene.clients} == {scene.stops}


def test_nobody_but_the_coordinator_hands_care_over(scene):
    planner = make.user(Role.PROVIDER, organisation_=scene.stops)
    assert not care_of(scene.stops, on=TODAY, by=planner).exists()
    with pytest.raises(PermissionDenied):
        take_over(cares(scene), provider=scene.goes_on, on=TODAY, by=planner)


def test_the_page_shows_who_and_does_it(scene, signed_in):
    browser, address = signed_in(scene.by), f"/clienten/andere-aanbieder/?van={scene.stops.pk}"
    shown = browser.get(address).content.decode()
    assert all(str(client) in shown for client in scene.clients)
    facts = {"provider": scene.goes_on.pk, "on": "2026-10-05", "cares": [care.pk for care in cares(scene)]}
    answer = browser.post(address, facts, follow=True).content.decode()
    assert f"6 cliënten gaan over naar {scene.goes_on}." in answer
    assert "geeft deze zorg vandaag aan niemand in de regio" in answer


def test_the_list_can_be_of_one_care_form(scene, signed_in):
    lighter, other = make.care_form(scene.region, "THUIS"), make.client(scene.region)
    make.care(other, lighter, scene.stops, D(2025, 1, 1))
    shown = signed_in(scene.by).get(f"/clienten/andere-aanbieder/?van={scene.stops.pk}&zorgvorm=THUIS")
    assert str(other) in shown.content.decode()
    assert str(scene.clients[0]) not in shown.content.decode()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"cares": []}, "Kies ten minste één cliënt."),
        ({"cares": ["x"]}, "Kies cliënten uit de lijst."),
        ({"on": "2027-10-05"}, "binnen drie maanden"),
        ({"provider": ""}, "Kies er een."),
    ],
)
def test_what_cannot_be_is_said_at_the_field(scene, signed_in, wrong, says):
    facts = {"provider": scene.goes_on.pk, "on": "2026-10-05", "cares": [care.pk for care in cares(scene)]}
    address = f"/clienten/andere-aanbieder/?van={scene.stops.pk}"
    answer = signed_in(scene.by).post(address, facts | wrong)
    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_a_provider_of_another_region_cannot_be_chosen(scene, signed_in):
    stranger = make.provider(make.region())
    answer = signed_in(scene.by).get(f"/clienten/andere-aanbieder/?van={stranger.pk}")
    assert answer.status_code == 422
