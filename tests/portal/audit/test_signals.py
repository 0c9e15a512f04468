"""What stands out in a week of the log, and what does not."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from portal.audit.signals import signals
from portal.models import AccessRecord, Action, Ground, Role
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
MONDAY_NOON = datetime(2026, 10, 5, 10, tzinfo=UTC)
NO_RELATION, EMERGENCY, MANY, LATE, NUMBERS, REFUSED = range(6)


@pytest.fixture
def region():
    return make.region()


@pytest.fixture
def files(region):
    clients = [make.client(region) for _ in range(20)]
    for client in clients:
        make.notification(client)
    return clients


@pytest.fixture
def look(monkeypatch):
    def look(user, clients, *, at=MONDAY_NOON, action=Action.VIEW):
        monkeypatch.setattr(timezone, "now", lambda: at)
        facts = {"user": user, "role": user.role, "organisation_name": str(user.organisation), "action": action}
        for client in clients:
            AccessRecord.objects.create(subject="dossier", client=client, **facts)

    return look


def found(which, *, until=make.TODAY):
    return [(person.login, person.number) for person in signals(until=until)[which].people]


def test_who_opened_many_more_files_than_the_others_stands_out(region, files, look):
    curious, *others = (make.user(Role.TEAM, region) for _ in range(4))
    look(curious, files * 2)
    for other in others:
        look(other, files[:7])
    assert found(MANY) == []
    look(curious, [make.client(region)])
    assert found(MANY) == [(curious.login, 21)]


def test_of_one_colleague_nobody_can_say_what_is_much(region, files, look):
    look(make.user(Role.TEAM, region), files)
    look(make.user(Role.TEAM, region), files[:1])
    assert found(MANY) == []


@pytest.mark.parametrize(
    ("at", "number"),
    [
        (datetime(2026, 10, 5, 18, 30, tzinfo=UTC), 5),  # half past eight in the evening in the Netherlands
        (datetime(2026, 10, 5, 17, 59, tzinfo=UTC), 0),
        (datetime(2026, 10, 5, 4, 59, tzinfo=UTC), 5),
        (datetime(2026, 10, 4, 10, tzinfo=UTC), 5),  # Sunday
    ],
)
def test_files_outside_working_hours_stand_out_but_not_where_people_work_at_night(region, files, look, at, number):
    team = make.user(Role.TEAM, region)
    look(team, files[:5], at=at)
    look(make.user(Role.PROVIDER, region), files[:5], at=at)
    assert found(LATE) == ([(team.login, number)] if number else [])


def test_a_file_of_somebody_one_has_nothing_to_do_with_stands_out_at_once(region, look):
    stranger = make.user(Role.PROVIDER, region)
    look(stranger, [make.client(region)])
    assert AccessRecord.objects.get(user=stranger).ground == Ground.NONE
    assert found(NO_RELATION) == [(stranger.login, 1)]


def test_emergencies_and_refusals_are_counted(region, files, look):
    user = make.user(Role.PROVIDER, region)
    look(user, files[:2] * 3, action=Action.EMERGENCY)
    look(user, [None] * 10, action=Action.REFUSED)
    look(user, files[:10], action=Action.REVEAL)
    assert found(NUMBERS) == [(user.login, 10)]
    assert (found(EMERGENCY), found(REFUSED)) == ([(user.login, 2)], [(user.login, 10)])


def test_a_week_is_seven_days(region, files, look):
    user = make.user(Role.PROVIDER, region)
    look(user, files[:1], at=MONDAY_NOON - timedelta(days=7), action=Action.EMERGENCY)
    assert found(EMERGENCY) == []
    assert found(EMERGENCY, until=make.TODAY - timedelta(days=1)) == [(user.login, 1)]


def test_the_auditor_reads_it_leads_on_to_the_lines_and_is_in_the_log(
    region, files, look, signed_in, django_assert_max_num_queries
):
    for _ in range(5):
        look(make.user(Role.PROVIDER, region, name="Bo Zandberg"), files[:1], action=Action.EMERGENCY)
    auditor = make.user(Role.AUDITOR)
    browser = signed_in(auditor)
    with django_assert_max_num_queries(14):
        page = browser.get("/logboek/signalen/").text
    assert "Bo Zandberg" in page
    assert "1 dossier<" in page
    assert "van=2026-09-29&amp;tot=2026-10-05" in page
    assert not any(client.family_name in page for client in files)
    assert AccessRecord.objects.filter(user=auditor, subject="signalen uit het logboek").exists()


def test_an_impossible_day_is_said_and_the_week_of_today_shows(signed_in):
    answer = signed_in(make.user(Role.AUDITOR)).get("/logboek/signalen/?tot=31-02-2026")
    assert (answer.status_code, answer.context["until"]) == (422, make.TODAY)
