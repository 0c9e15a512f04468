"""The start page: what waits for somebody, the most urgent first, and the state of things in a few numbers."""

from datetime import date, timedelta

import pytest

from placements.supply import confirm_supply
from portal import clock
from portal.models import OrganisationKind, Role
from reporting.start import PRESSING_DAYS, SHOWN, start_for
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
TODAY = make.TODAY


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.fixture
def region():
    return make.region()


@pytest.fixture
def form(region):
    return make.care_form(region, name="Beschut Wonen")


def melding(region, name, days, **facts):
    return make.notification(make.client(region, family_name=name), ago(days), **facts)


def confirm(provider, by) -> None:
    confirm_supply(provider, on=TODAY, at=clock.now(), by=by)


def facts_of(start) -> dict[str, int]:
    return {fact.name: fact.number for fact in start.facts}


def test_a_wijkteam_sees_all_of_its_own_terms_with_what_is_too_late_first(region):
    user = make.user(Role.TEAM, region)
    for name, days in (("Later", 12), ("TeLaat", 60), ("Bijna", 38)):
        melding(region, name, days)
    start = start_for(user, on=TODAY)
    assert [task.title.split()[-1] for task in start.tasks] == ["TeLaat", "Bijna", "Later"]
    assert start.tasks[0].clock.days_left < 0 < start.tasks[1].clock.days_left
    assert facts_of(start)["Open meldingen"] == 3


def test_a_coordinator_sees_only_what_presses(region):
    make.user(Role.TEAM, region)
    for name, days in (("Later", 12), ("Bijna", 38)):
        melding(region, name, days)
    start = start_for(make.user(Role.COORDINATOR, region), on=TODAY)
    assert [task.title.split()[-1] for task in start.tasks] == ["Bijna"]
    assert start.tasks[0].clock.days_left <= PRESSING_DAYS


def test_a_coordinator_is_told_that_a_provider_said_yes_and_who_forgets_to_confirm(region, form):
    provider, user = make.provider(region, name="Herstelhuis"), make.user(Role.COORDINATOR, region)
    place = make.place(make.location(provider, name="Het Baken"), form)
    entry = make.waits(make.client(region, family_name="Wachter"), form, ago(40))
    by = make.user(Role.PROVIDER, region, provider)
    make.allows(entry.client)
    make.proposal(entry, place, ago(6), accepted_on=ago(2), accepted_by=by)
    tasks = start_for(user, on=TODAY).tasks
    assert "Herstelhuis heeft ja gezegd tegen Het Baken." in tasks[0].what
    assert "niet bevestigd: Herstelhuis" in tasks[1].what
    confirm(provider, by)
    assert len(start_for(user, on=TODAY).tasks) == 1


def test_a_provider_answers_first_and_confirms_after(region, form):
    provider = make.provider(region)
    user = make.user(Role.PROVIDER, region, provider)
    place = make.place(make.location(provider, name="Het Baken"), form)
    make.proposal(make.waits(make.client(region), form, ago(40)), place, ago(1))
    start = start_for(user, on=TODAY)
    assert [task.button for task in start.tasks] == ["Antwoord geven", "Bekijk mijn aanbod"]
    assert "Nog nooit bevestigd." in start.tasks[1].what
    confirm(provider, user)
    assert [task.button for task in start_for(user, on=TODAY).tasks] == ["Antwoord geven"]


def test_the_numbers_of_a_provider_are_those_of_its_places(region, form):
    provider, other = make.provider(region), make.provider(region)
    location = make.location(provider)
    make.lives(make.client(region), make.place(location, form), ago(100))
    make.out_of_use(make.place(location, form), ago(3))
    make.place(location, form)
    make.place(make.location(other), form)
    facts = facts_of(start_for(make.user(Role.PROVIDER, region, provider), on=TODAY))
    assert facts == {"Vrij vandaag": 1, "Komt vrij": 0, "Buiten gebruik": 1, "Wonen bij u of krijgen zorg": 1}


def test_a_housing_association_sees_its_dwellings_and_no_persons(region, form):
    association = make.organisation(region, OrganisationKind.HOUSING_ASSOCIATION)
    location = make.location(make.provider(region), housing_association=association)
    make.lives(make.client(region, family_name="Bewoner"), make.place(location, form), ago(9))
    make.place(location, form)
    start = start_for(make.user(Role.HOUSING_ASSOCIATION, region, association), on=TODAY)
    in_use = {"Woningen": 2, "Bewoond": 1, "Leeg en bruikbaar": 1, "Buiten gebruik": 0}
    assert facts_of(start) == in_use | {"Plekken niet bevestigd": 1}
    assert not start.tasks


def test_more_tasks_than_fit_are_counted_all_the_same(region):
    user = make.user(Role.TEAM, region)
    for number in range(SHOWN + 3):
        melding(region, f"Nummer{number}", 10 + number)
    start = start_for(user, on=TODAY)
    assert (len(start.tasks), start.waiting) == (SHOWN, SHOWN + 3)


@pytest.mark.parametrize(
    ("role", "says"),
    [
        (Role.POLICY, "Op-, om- en afbouw"),
        (Role.PROJECT_LEADER, "Op-, om- en afbouw"),
        (Role.ADMINISTRATOR, "Wie kan inloggen"),
        (Role.AUDITOR, "Wie keek en wie deed wat"),
    ],
)
def test_everybody_else_gets_a_way_on_and_nobody_by_name(role, says, region, signed_in):
    melding(region, "Onvindbaar", 60)
    page = signed_in(make.user(role, region)).get("/").content.decode()
    assert says in page
    assert "Onvindbaar" not in page


def test_the_page_says_so_when_nothing_waits(region, signed_in):
    page = signed_in(make.user(Role.TEAM, region)).get("/").content.decode()
    assert "Er wacht nu niets op u" in page
