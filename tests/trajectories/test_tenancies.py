"""Signals about a tenancy: told by who lets it, answered by who guides, on the start page of whose turn it is."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from portal import clock
from portal.models import Role
from reporting.start import start_for
from tests import make
from trajectories import amending, tenancies
from trajectories.closing.flipping import flip
from trajectories.models import TenancySignal
from trajectories.obstacles import Obstructed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
TODAY = make.TODAY


def ago(days):
    return TODAY - timedelta(days=days)


@pytest.fixture
def scene() -> SimpleNamespace:
    region = make.region()
    association = make.user(Role.HOUSING_ASSOCIATION, region)
    provider, form = make.provider(region), make.care_form(region, name="Geheime zorgvorm")
    location = make.location(provider, housing_association=association.organisation)
    client = make.client(region)
    home = make.lives(client, make.place(location, form), ago(400))
    make.care(client, form, provider, ago(400), paying_municipality_id=make.ALMERE)
    return SimpleNamespace(
        region=region,
        client=client,
        home=home,
        form=form,
        association=association,
        guide=make.user(Role.PROVIDER, region, provider),
        team=make.user(Role.TEAM, region),
        by=make.user(Role.COORDINATOR, region),
    )


def tell(scene, **changes):
    facts = {
        "kind": "OVERLAST",
        "noticed_on": ago(1),
        "words": "Harde muziek.",
        "on": TODAY,
        "by": scene.association,
    }
    return tenancies.signal(changes.pop("home", scene.home), **facts | changes)


def answer(scene, found, **changes):
    facts = {"done_on": TODAY, "words": "Gesproken met de huurder.", "on": TODAY, "by": scene.guide} | changes
    return tenancies.follow_up(found, **facts)


def waits_for(user):
    return [task.button for task in start_for(user, on=TODAY).tasks if task.url.startswith("/huursignalen/")]


def test_a_signal_is_told_answered_and_settled_each_once(scene):
    found, is_new = tell(scene)
    assert is_new
    assert tell(scene) == (found, False)
    assert answer(scene, found)
    assert not answer(scene, found)
    assert tenancies.settle(found, result="Het is rustig.", on=TODAY, by=scene.association)
    assert not tenancies.settle(found, result="Het is rustig.", on=TODAY, by=scene.association)
    with pytest.raises(Obstructed, match="voorbij sinds"):
        answer(scene, found, words="Nog een keer.")


def test_it_is_the_turn_of_who_guides_then_of_who_let_and_after_a_week_of_the_access(scene):
    found, _ = tell(scene)
    assert [waits_for(user) for user in (scene.guide, scene.by, scene.team, scene.association)] == [
        ["Opvolgen"],
        [],
        [],
        [],
    ]
    TenancySignal.objects.update(noticed_on=ago(9), recorded_on=ago(8))
    assert waits_for(scene.by) == waits_for(scene.team) == ["Opvolgen"]
    answer(scene, found)
    assert [waits_for(user) for user in (scene.guide, scene.by, scene.association)] == [[], [], ["Signaal openen"]]


def test_without_a_provider_the_access_is_told_at_once(scene):
    scene.client.care_episodes.all().delete()
    scene.client.housing_episodes.update(place=None, tenure="EIGEN_HUUR", municipality=make.ALMERE)
    make.nominated(scene.client, by=scene.association, moved_in_on=ago(400), home=scene.home)
    tell(scene)
    assert waits_for(scene.by) == ["Opvolgen"]


def test_who_lets_knows_its_tenants_on_a_place_after_a_nomination_and_after_an_omklap(scene):
    other = make.client(scene.region)
    own = make.lives(other, starts_on=ago(9))
    make.nominated(other, ago(9), by=scene.association, moved_in_on=ago(9), home=own)
    make.lives(make.client(scene.region), starts_on=ago(9))
    found = tenancies.tenancies_of(scene.association.organisation, on=TODAY)
    assert {home.client for home in found} == {scene.client, other}
    flip(scene.home.place, flips_on=TODAY, client_wanted=True, on=TODAY, at=clock.now(), by=scene.guide)
    found = tenancies.tenancies_of(scene.association.organisation, on=TODAY)
    assert {(home.client, home.place) for home in found} == {(scene.client, None), (other, None)}


def test_nobody_tells_of_a_dwelling_of_another_nor_of_a_day_before_the_tenancy(scene):
    for user in (make.user(Role.HOUSING_ASSOCIATION, scene.region), scene.guide, scene.by):
        with pytest.raises(PermissionDenied):
            tell(scene, by=user)
    with pytest.raises(Obstructed, match="woont hier sinds"):
        tell(scene, noticed_on=ago(500))
    found, _ = tell(scene)
    for user in (scene.association, make.user(Role.PROVIDER, scene.region)):
        with pytest.raises(PermissionDenied):
            answer(scene, found, by=user)
    with pytest.raises(Obstructed, match="Kies die dag of later"):
        answer(scene, found, done_on=ago(5))


def test_the_database_refuses_a_signal_without_words_or_an_end_without_a_result(scene):
    found, _ = tell(scene)
    for wrong in ({"words": ""}, {"settled_on": TODAY}, {"noticed_on": TODAY + timedelta(days=1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            TenancySignal.objects.filter(pk=found.pk).update(**wrong)


def test_the_pages_show_no_care_and_keep_what_was_typed(scene, signed_in):
    browser = signed_in(scene.association)
    typed = {"home": scene.home.pk, "kind": "ACHTERSTAND", "noticed_on": "2026-12-01", "words": "Een maand huur."}
    page = browser.post("/huursignalen/nieuw/", typed)
    assert (page.status_code, "Een maand huur." in page.text) == (422, True)
    assert browser.post("/huursignalen/nieuw/", typed | {"home": "0"}).status_code == 422
    page = browser.post("/huursignalen/nieuw/", typed | {"noticed_on": "2026-10-01"}, follow=True)
    assert "Wie begeleidt, ziet dit nu." in page.text
    found = TenancySignal.objects.get()
    url = f"/huursignalen/{found.slug}/"
    guide = signed_in(scene.guide)
    wrong = guide.post(url, {"act": "follow_up", "done_on": "2026-10-01", "words": " "})
    assert wrong.status_code == 422
    guide.post(url, {"act": "follow_up", "done_on": "2026-10-02", "words": "Betaalregeling gemaakt."})
    page = browser.get(url).text + browser.get("/huursignalen/").text + browser.get("/").text
    assert "Betaalregeling gemaakt." in page
    for secret in ("Geheime zorgvorm", f"/clienten/{scene.client.slug}"):
        assert secret not in page
    assert "afgesloten" in browser.post(url, {"act": "settle", "result": "Betaald."}, follow=True).text
    assert "Dit was al gedaan" in browser.post(url, {"act": "settle", "result": "Betaald."}, follow=True).text
    assert signed_in(make.user(Role.HOUSING_ASSOCIATION, scene.region)).get(url).status_code == 404
    assert signed_in(make.user(Role.PROVIDER, scene.region)).get(url).status_code == 404
    assert signed_in(make.user(Role.POLICY, scene.region)).get(url).status_code == 403


def test_ten_signals_cost_as_many_queries_as_one(scene, signed_in, django_assert_num_queries):
    def one_more():
        home = make.lives(make.client(scene.region), make.place(scene.home.place.location, scene.form), ago(40))
        found, _ = tell(scene, home=home)
        answer(scene, found)

    for user in (scene.association, scene.guide):
        browser = signed_in(user)
        one_more()
        browser.get("/huursignalen/")
        with django_assert_num_queries(10) as asked:
            browser.get("/huursignalen/")
        for _ in range(3):
            one_more()
        with django_assert_num_queries(len(asked)):
            browser.get("/huursignalen/")


def test_the_dwelling_a_signal_is_about_is_not_struck_out(scene):
    tell(scene)
    seen = amending.seal_of(scene.home)
    with pytest.raises(Obstructed, match="een signaal van een corporatie"):
        amending.strike(scene.home, reason="Fout.", seen=seen, on=TODAY, by=scene.by)
