"""What every request passes on its way in and out."""

import pytest
from django.db import IntegrityError, connection
from django.test import Client as Browser

from portal.models import AccessRecord, Action, Role
from tests import make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("method", ["put", "delete", "patch", "trace", "options"])
def test_only_reading_and_posting_is_possible(client, method):
    assert getattr(client, method)("/inloggen/").status_code == 405


@pytest.mark.parametrize("address", ["/inloggen/?next=%00", "/clienten/%00/"])
def test_a_nul_byte_in_an_address_is_refused_kindly(client, address):
    response = client.get(address)
    assert response.status_code == 400


def test_a_page_is_never_kept_by_a_proxy(client):
    assert client.get("/inloggen/").headers["Cache-Control"] == "no-store"


def test_nothing_inline_may_run(client):
    policy = client.get("/inloggen/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_the_log_only_ever_grows(signed_in):
    signed_in(make.user(Role.AUDITOR))
    record = AccessRecord.objects.create(action=Action.VIEW, subject="cliënt")
    with pytest.raises(IntegrityError, match="alleen worden aangevuld"):
        record.delete()


def test_who_looks_is_written_down_before_the_page_leaves(signed_in):
    region = make.region()
    person = make.client(region)
    signed_in(make.user(Role.COORDINATOR, region)).get(f"/clienten/{person.slug}/")
    assert AccessRecord.objects.get(client=person).action == Action.VIEW


def test_no_log_no_page(signed_in):
    """When the log cannot be written, nothing is shown."""
    region = make.region()
    person = make.client(region)
    browser = signed_in(make.user(Role.COORDINATOR, region))
    with connection.owner(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE portal_accessrecord ADD CHECK (subject <> 'cliënt')")
    response = browser.get(f"/clienten/{person.slug}/")
    assert response.status_code == 409
    assert person.family_name not in response.content.decode()


def test_a_blocked_user_is_out_at_the_next_page(signed_in):
    user = make.user(Role.COORDINATOR)
    browser = signed_in(user)
    assert browser.get("/clienten/").status_code == 200
    user.is_active = False
    user.save()
    assert browser.get("/clienten/").headers["Location"].startswith("/inloggen/")


def test_a_form_from_another_site_is_refused():
    assert Browser(enforce_csrf_checks=True).post("/inloggen/", {}).status_code == 403


def test_a_rule_nobody_foresaw_gets_a_kind_page_and_nothing_is_kept(signed_in, monkeypatch):
    """A rule of the database that stops a view halfway: no 500, and nothing half done."""
    region = make.region()
    person = make.client(region)
    browser = signed_in(make.user(Role.COORDINATOR, region))

    def breaks_a_rule(*_args: object, **_facts: object) -> None:
        make.lives(person)
        make.lives(person)

    monkeypatch.setattr("trajectories.views.clients.timeline_of", breaks_a_rule)
    response = browser.get(f"/clienten/{person.slug}/")
    assert response.status_code == 409
    assert not person.housing_episodes.exists()


def test_a_refused_page_is_written_down(signed_in):
    signed_in(make.user(Role.AUDITOR)).get("/clienten/")
    assert AccessRecord.objects.get().action == Action.REFUSED
