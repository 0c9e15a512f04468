"""A calamity is the fact of a report: a day, and nobody can write down what happened."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from portal.models import Role
from tests import make
from trajectories.calamities import report_calamity
from trajectories.models import CalamityReport

pytestmark = pytest.mark.django_db
TODAY = make.TODAY
SENTENCE = "Een calamiteit is gemeld bij de toezichthouder."


@pytest.fixture
def guided():
    """A client with care from a provider."""
    region = make.region()
    client, provider = make.client(region), make.provider(region)
    make.care(client, make.care_form(region), provider, date(2026, 1, 1))
    return client, make.user(Role.PROVIDER, organisation_=provider)


def test_the_same_report_twice_is_one(guided):
    client, planner = guided
    facts = {"reported_on": TODAY, "on": TODAY, "by": planner}
    assert report_calamity(client, **facts) == report_calamity(client, **facts)


def test_there_is_no_room_for_what_happened():
    kept = {field.name for field in CalamityReport._meta.concrete_fields}
    assert kept == {"id", "client", "reported_on", "noted_by"}


def test_a_provider_writes_it_down_and_the_page_says_that_it_was(guided, signed_in):
    client, planner = guided
    browser, url = signed_in(planner), f"/clienten/{client.slug}/verandering/calamiteit/"
    wrong = browser.post(url, {"reported_on": f"{TODAY + timedelta(days=1)}"})
    assert (wrong.status_code, client.calamities.count()) == (422, 0)
    told = browser.post(url, {"reported_on": "2026-10-01", "words": "Er viel iemand."}, follow=True)
    assert SENTENCE in told.content.decode()
    assert "Er viel iemand." not in told.content.decode()


def test_another_provider_does_not_read_it_and_the_region_does(guided, signed_in):
    client, planner = guided
    report_calamity(client, reported_on=TODAY, on=TODAY, by=planner)
    other = make.user(Role.PROVIDER, client.region)
    make.lives(client, make.place(make.location(other.organisation)))
    url = f"/clienten/{client.slug}/"
    assert SENTENCE not in signed_in(other).get(url).content.decode()
    assert SENTENCE in signed_in(make.user(Role.COORDINATOR, client.region)).get(url).content.decode()


def test_nobody_writes_it_down_of_a_client_out_of_sight(guided):
    client, _ = guided
    with pytest.raises(PermissionDenied):
        report_calamity(client, reported_on=TODAY, on=TODAY, by=make.user(Role.PROVIDER, client.region))
