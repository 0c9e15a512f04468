"""An objection keeps a client out of a location; the reason is read by who decides, and matching never sees it."""

from datetime import date

import pytest

from portal.models import Role
from tests import make
from trajectories.models import ContraIndication

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(signed_in):
    region = make.region()
    form, provider = make.care_form(region), make.provider(region)
    make.contract(provider, form)
    location = make.location(provider)
    make.place(location, form)
    client = make.client(region)
    make.notification(client)
    entry = make.waits(client, form)
    url = f"/plekken/{entry.slug}/bezwaar/{location.slug}/"
    return region, client, entry, url, signed_in(make.user(Role.TEAM, region))


def text(answer):
    return answer.content.decode()


def test_an_objection_is_recorded_once_seen_as_a_fact_and_taken_back(scene, signed_in):
    region, client, entry, url, team = scene
    assert team.post(url, {"reason": ""}).status_code == 422
    for _ in range(2):
        assert team.post(url, {"reason": "Woonde hier eerder."}).status_code == 302
    found = ContraIndication.objects.get()
    assert (found.client, found.reason, found.starts_on) == (client, "Woonde hier eerder.", make.TODAY)
    page = text(signed_in(make.user(Role.COORDINATOR, region)).get(f"/plekken/?wacht={entry.slug}"))
    assert "Er is een bezwaar tegen deze locatie" in page
    assert "Woonde hier eerder" not in page
    assert "Woonde hier eerder" in text(team.get(url))
    ContraIndication.objects.update(starts_on=date(2026, 1, 1))
    for _ in range(2):
        assert team.post(url, {"act": "lift"}).status_code == 302
    assert ContraIndication.objects.get().ends_on == make.TODAY


def test_who_may_not_see_the_client_may_not_object(scene, signed_in):
    region, _, _, url, _ = scene
    assert signed_in(make.user(Role.PROVIDER, region)).get(url).status_code == 403
    assert signed_in(make.user(Role.COORDINATOR)).get(url).status_code == 404
    elsewhere = make.organisation(region, "WIJKTEAM", municipality_id=make.LELYSTAD)
    assert signed_in(make.user(Role.TEAM, region, elsewhere)).post(url, {"reason": "x"}).status_code == 404
