"""Dwellings promised and delivered per municipality and year, and those whose tenancy passed to the resident."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from placements import planning
from placements.models import DwellingQuota, ResidentPlan
from portal import clock
from portal.models import Municipality, Role
from reporting.plan.homes import unreplaced, year_of, years_of
from reporting.start import start_for
from tests import make
from trajectories.closing.flipping import flip

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
TODAY = make.TODAY
URL = "/plan/woningen/"


class Scene:
    def __init__(self):
        self.region = make.region()
        self.planner = make.user(Role.PROJECT_LEADER, self.region)
        self.one = make.user(Role.HOUSING_ASSOCIATION, self.region)
        self.other = make.user(Role.HOUSING_ASSOCIATION, self.region)

    def agree(self, dwellings, by=None, **changes):
        facts = {"municipality": Municipality.objects.get(code=make.ALMERE), "association": None, "year": 2026}
        facts |= {"dwellings": dwellings, "reason": "Woondeal.", "on": TODAY, "by": by or self.planner}
        return planning.agree_on_dwellings(self.region, **facts | changes)

    def deliver(self, user, on=TODAY, **facts):
        """Somebody got a home of this housing association."""
        client = make.client(self.region, **facts)
        home = make.lives(client, starts_on=on)
        make.nominated(client, on, by=user, moved_in_on=on, home=home)

    def flipped(self, **facts):
        """The tenancy of a place passed to who lives there."""
        location = make.location(make.provider(self.region), **facts)
        form = make.care_form(self.region)
        place = make.place(location, form)
        make.lives(make.client(self.region), place)
        by = make.user(Role.PROVIDER, self.region, location.provider)
        flip(place, flips_on=TODAY, client_wanted=True, on=TODAY, at=clock.now(), by=by)
        return ResidentPlan.objects.latest("pk")

    def line(self, **facts):
        return make.plan_line(self.region, make.care_form(self.region), **facts)


@pytest.fixture
def scene():
    return Scene()


def rows(user, year=2026):
    found = year_of(user, year, on=TODAY).rows
    return [(str(row.municipality), row.association, row.agreed, row.delivered, row.to_go) for row in found]


def test_a_home_counts_once_where_its_association_promised_or_with_all_of_them(scene):
    scene.agree(5)
    scene.agree(2, association=scene.one.organisation)
    for user in (scene.one, scene.one, scene.one, scene.other):
        scene.deliver(user)
    scene.deliver(scene.one, on=TODAY - timedelta(days=366))
    assert rows(scene.planner) == [("Almere", None, 5, 1, 4), ("Almere", scene.one.organisation, 2, 3, 0)]
    assert rows(scene.planner, 2025) == [("Almere", None, None, 1, 0)]
    assert rows(scene.one) == [("Almere", scene.one.organisation, 2, 3, 0)]
    assert years_of(scene.planner, on=TODAY) == [2026, 2025]


def test_a_home_whose_key_is_for_later_is_not_delivered_yet(scene):
    scene.deliver(scene.one, on=TODAY + timedelta(days=3))
    assert rows(scene.planner) == []


def test_what_was_agreed_before_stays_to_be_read_and_a_second_press_adds_nothing(scene):
    first, is_new = scene.agree(5)
    assert is_new
    assert scene.agree(5) == (first, False)
    scene.agree(7, reason="Er kwam een complex bij.")
    (row,) = year_of(scene.planner, 2026, on=TODAY).rows
    assert [quota.dwellings for quota in row.revisions] == [7, 5]
    with pytest.raises(IntegrityError), transaction.atomic():
        DwellingQuota.objects.update(dwellings=1)
    with pytest.raises(PermissionDenied):
        scene.agree(1, by=make.user(Role.COORDINATOR, scene.region))


def test_a_share_of_few_homes_is_not_told(scene):
    for _ in range(9):
        scene.deliver(scene.one, origin_municipality_id=make.ALMERE)
    assert year_of(scene.planner, 2026, on=TODAY).at_origin is None
    scene.deliver(scene.one, origin_municipality_id=make.LELYSTAD)
    assert year_of(scene.planner, 2026, on=TODAY).at_origin == 0.9


def test_an_omklap_asks_for_a_replacement_until_a_line_of_the_plan_brings_one(scene):
    flipped, line = scene.flipped(), scene.line()
    assert unreplaced(scene.planner, on=TODAY) == [flipped]
    assert "Vervangende woning nodig" in [fact.name for fact in start_for(scene.planner, on=TODAY).facts]
    assert planning.replace_dwelling(flipped, line=line, by=scene.planner)
    assert not planning.replace_dwelling(flipped, line=line, by=scene.planner)
    assert unreplaced(scene.planner, on=TODAY) == []
    planning.withdraw_line(line, reason="Gaat niet door.", on=TODAY, by=scene.planner)
    assert unreplaced(scene.planner, on=TODAY) == [flipped]
    with pytest.raises(ValidationError):
        planning.replace_dwelling(flipped, line=line, by=scene.planner)


def test_a_housing_association_reads_its_own_alone(scene, signed_in):
    scene.agree(5)
    scene.agree(2, association=scene.one.organisation, municipality=Municipality.objects.get(code=make.LELYSTAD))
    scene.deliver(scene.one)
    mine = scene.flipped(housing_association=scene.one.organisation, name="Mijn Huis")
    scene.flipped(housing_association=scene.other.organisation, name="Andermans Huis")
    assert unreplaced(scene.one, on=TODAY) == [mine]
    page = signed_in(scene.one).get(URL).text
    assert ("Mijn Huis" in page, "Andermans Huis" in page, "alle corporaties samen</td>" in page) == (
        True,
        False,
        False,
    )


def test_the_pages_agree_and_replace_and_keep_what_was_typed(scene, signed_in):
    flipped, line = scene.flipped(), scene.line()
    browser = signed_in(scene.planner)
    typed = {"municipality": make.ALMERE, "association": "", "year": "2026", "dwellings": "-3", "reason": "Deal."}
    page = browser.post(f"{URL}nieuw/", typed)
    assert (page.status_code, "Deal." in page.text) == (422, True)
    page = browser.post(f"{URL}nieuw/", typed | {"dwellings": "3"}, follow=True)
    assert "3 woningen in Almere in 2026" in page.text
    url = f"{URL}{flipped.pk}/vervanging/"
    assert browser.post(url, {"line": "0"}).status_code == 422
    page = browser.post(url, {"line": line.pk}, follow=True)
    assert "brengt een vervangende woning" in page.text
    assert browser.get(url).status_code == 404
    assert signed_in(make.user(Role.PROJECT_LEADER)).get(url).status_code == 404
    assert signed_in(make.user(Role.COORDINATOR, scene.region)).get(url).status_code == 403


def test_ten_promises_cost_as_many_queries_as_one(scene, signed_in, django_assert_num_queries):
    browser = signed_in(scene.planner)

    def one_more():
        user = make.user(Role.HOUSING_ASSOCIATION, scene.region)
        scene.agree(3, association=user.organisation)
        scene.deliver(user)
        scene.flipped()

    one_more()
    browser.get(URL)
    with django_assert_num_queries(13) as asked:
        browser.get(URL)
    for _ in range(3):
        one_more()
    with django_assert_num_queries(len(asked)):
        browser.get(URL)
