"""The list that leads out: who is ready, what each waits for, and the same numbers as figure C7."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from portal.models import Client, Role
from reporting.quarter import Quarter
from tests import make
from tests.reporting.figure import values
from trajectories import outflow
from trajectories.models import OutflowBlocker, OutflowReadiness
from trajectories.obstacles import Obstructed

pytestmark = pytest.mark.django_db
TODAY = make.TODAY


def ago(days):
    return TODAY - timedelta(days=days)


@pytest.fixture
def scene() -> SimpleNamespace:
    region = make.region()
    provider, form = make.provider(region), make.care_form(region, is_heavy=True)
    client = make.client(region)
    make.lives(client, make.place(make.location(provider), form))
    make.care(client, form, provider, ago(400), paying_municipality_id=make.ALMERE)
    team = make.user(Role.TEAM, region)
    return SimpleNamespace(
        region=region,
        provider=provider,
        form=form,
        client=client,
        by=make.user(Role.COORDINATOR, region),
        planner=make.user(Role.PROVIDER, region, provider),
        team=team,
        url=f"/clienten/{client.slug}/volgende-stap/",
    )


def declare(scene, **changes):
    facts = {"starts_on": ago(30), "wish": outflow.OWN_HOME, "on": TODAY, "by": scene.by} | changes
    return outflow.declare(scene.client, **facts)


def wait_for(scene, kind="WONING", **changes):
    facts = {"kind": kind, "mover": "", "on": TODAY, "by": scene.by} | changes
    return outflow.wait_for(scene.client, **facts)


def test_the_list_counts_who_figure_c7_counts_on_the_same_day(scene):
    for start, end in ((0, None), (90, None), (90, 0), (30, -5), (-3, None), (400, 100)):
        OutflowReadiness.objects.create(
            client=make.client(scene.region), starts_on=ago(start), ends_on=None if end is None else ago(end)
        )
    OutflowReadiness.objects.create(client=make.client(make.region()), starts_on=ago(5))
    found = outflow.sums(outflow.ready_on(TODAY, clients=Client.objects.visible_to(scene.by, on=TODAY)))
    figure = values(scene.region, "C7", quarter=Quarter(2026, 4), now=TODAY)
    assert figure == {(): found.persons, ("MEDIAAN",): found.median_days} == {(): 3, ("MEDIAAN",): 30}


def test_somebody_is_put_on_the_list_once_with_what_they_want(scene):
    assert declare(scene)
    assert not declare(scene)
    with pytest.raises(Obstructed, match="al klaar"):
        declare(scene, starts_on=ago(3))
    (row,) = outflow.ready_on(TODAY, clients=Client.objects.all())
    assert (row.wants, row.days, row.is_heavy, row.blockers) == ("Een eigen woning", 30, True, ())


def test_what_is_waited_for_names_who_has_to_act_and_stands_there_until_it_is_settled(scene):
    declare(scene)
    assert wait_for(scene)
    assert not wait_for(scene, mover="AANBIEDER", words="Zoekt mee.")
    assert wait_for(scene, "SCHULDEN")
    (row,) = outflow.ready_on(TODAY, clients=Client.objects.all())
    assert [(one.kind, one.mover) for one in row.blockers] == [("WONING", "AANBIEDER"), ("SCHULDEN", "WIJKTEAM")]
    later = TODAY + timedelta(days=9)
    assert outflow.settle(scene.client, kind="WONING", on=later, by=scene.by)
    assert not outflow.settle(scene.client, kind="WONING", on=later, by=scene.by)
    assert [one.kind for one in outflow.ready_on(later, clients=Client.objects.all())[0].blockers] == ["SCHULDEN"]
    assert len(outflow.ready_on(TODAY, clients=Client.objects.all())[0].blockers) == 2


def test_who_began_and_stopped_on_one_day_never_was_on_the_list(scene):
    declare(scene, starts_on=TODAY)
    wait_for(scene)
    outflow.stop(scene.client, on=TODAY, by=scene.by)
    assert not OutflowReadiness.objects.exists()
    with pytest.raises(Obstructed, match="niet op de uitstroomlijst"):
        wait_for(scene)


def test_a_stranger_writes_nothing_down(scene):
    for role in (Role.POLICY, Role.HOUSING_ASSOCIATION):
        with pytest.raises(PermissionDenied):
            declare(scene, by=make.user(role, scene.region))
    with pytest.raises(PermissionDenied):
        declare(scene, by=make.user(Role.PROVIDER, scene.region))


def test_the_database_refuses_the_same_thing_twice_and_something_else_without_words(scene):
    declare(scene)
    known = {"readiness": scene.client.readiness.get(), "mover": "CLIENT", "noted_by": scene.by}
    OutflowBlocker.objects.create(kind="PAPIEREN", starts_on=ago(9), **known)
    for wrong in ({"kind": "PAPIEREN"}, {"kind": "ANDERS"}, {"kind": "WONING", "ends_on": ago(5)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            OutflowBlocker.objects.create(starts_on=ago(5), **known, **wrong)


def test_the_page_writes_down_each_thing_and_keeps_what_was_typed(scene, signed_in):
    browser = signed_in(scene.planner)
    wrong = browser.post(scene.url, {"act": "declare", "starts_on": "2026-12-01", "wish": "EIGEN_WONING"})
    assert (wrong.status_code, "ligt in de toekomst" in wrong.text) == (422, True)
    browser.post(scene.url, {"act": "declare", "starts_on": "2026-09-01", "wish": scene.form.code})
    assert scene.client.readiness.get().wants_care_form == scene.form
    typed = {"act": "wait_for", "kind": "ANDERS", "mover": "CLIENT", "words": " "}
    page = browser.post(scene.url, typed)
    assert (page.status_code, "Schrijf op waarop deze cliënt wacht" in page.text) == (422, True)
    assert browser.post(scene.url, typed | {"words": "x" * 2001}).status_code == 422
    browser.post(scene.url, typed | {"words": "Een fiets"})
    browser.post(scene.url, {"act": "wish", "wish": "EIGEN_WONING"})
    page = browser.get(scene.url).text
    assert "Een fiets" in page
    assert "Wil naar: Een eigen woning" in page
    assert browser.post(scene.url, {"act": "settle", "kind": "ANDERS"}).status_code == 302
    assert browser.post(scene.url, {"act": "stop"}).status_code == 302
    assert browser.post(scene.url, {"act": "stop"}).status_code == 302
    assert not scene.client.readiness.filter(ends_on=None).exists()


def test_everybody_sees_their_own_people_and_of_others_only_that_there_is_somebody(scene, signed_in):
    declare(scene)
    wait_for(scene)
    waiter = make.waits(make.client(scene.region, given_names="Pim"), scene.form, ago(90)).client
    coordinator = signed_in(scene.by).get("/uitstroom/").text
    assert "2 mensen: een woning" in coordinator
    assert f"{waiter}</a></strong> wacht 12 weken op" in coordinator
    provider = signed_in(scene.planner).get("/uitstroom/").text
    assert "<strong>Iemand</strong> wacht en past op die plek in Het Baken." in provider
    assert (str(scene.client) in provider, str(waiter) in provider) == (True, False)
    other = signed_in(make.user(Role.PROVIDER, scene.region))
    assert "Niemand is klaar" in other.get("/uitstroom/").text
    assert other.get(scene.url).status_code == 404
    assert signed_in(make.user(Role.POLICY, scene.region)).get("/uitstroom/").status_code == 403


def test_the_list_is_filtered_by_what_is_waited_for_and_who_has_to_act(scene, signed_in):
    declare(scene)
    wait_for(scene, "PAPIEREN")
    browser, row = signed_in(scene.by), f'{scene.url}">'
    for words in ("wacht_op=PAPIEREN", "aan_zet=CLIENT", "wacht_op=zomaar"):
        assert row in browser.get(f"/uitstroom/?{words}").text, words
    for words in ("wacht_op=WONING", "aan_zet=WIJKTEAM", "wacht_op=ONBEKEND"):
        assert row not in browser.get(f"/uitstroom/?{words}").text, words


def test_the_file_names_nobody(scene, signed_in):
    declare(scene)
    wait_for(scene)
    answer = signed_in(scene.by).get("/uitstroom/lijst.csv")
    text = answer.getvalue().decode()
    head, row = text.splitlines()
    assert head.startswith("client,klaar_sinds,dagen")
    assert row.startswith(f"{scene.client.code},2026-09-05,30,Een eigen woning,")
    assert row.endswith("een woning,de woningcorporatie,0")
    assert scene.client.family_name not in text


def test_ten_on_the_list_cost_as_many_queries_as_one(scene, signed_in, django_assert_num_queries):
    def one_more():
        client = make.client(scene.region)
        make.lives(client, make.place(make.location(scene.provider), scene.form))
        ready = OutflowReadiness.objects.create(client=client, starts_on=ago(5), wants_own_home=True)
        ready.blockers.create(kind="WONING", mover="CORPORATIE", starts_on=ago(5), noted_by=scene.by)
        make.waits(make.client(scene.region), scene.form)

    browser = signed_in(scene.by)
    one_more()
    browser.get("/uitstroom/")
    with django_assert_num_queries(30) as asked:
        browser.get("/uitstroom/")
    for _ in range(9):
        one_more()
    with django_assert_num_queries(len(asked)):
        browser.get("/uitstroom/")
