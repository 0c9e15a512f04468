"""Who acts: what the database is told, for how long, and what it shows when nobody said anything."""

from concurrent.futures import ThreadPoolExecutor
from threading import Thread

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpResponse

from placements.models import HousingEpisode
from portal.actor import NOBODY, SYSTEM, VISITOR, acting, acting_as, actor_of, begin_as, counting, registering
from portal.http import OneTransaction
from portal.models import AccessRecord, Action, Client, Role
from tests import make
from trajectories.models import Absence

pytestmark = pytest.mark.django_db


def asked(question: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchall()


def about_clients() -> set[str]:
    """Every table with a path to a client, along the columns that point to another table."""
    models = set(apps.get_models(include_auto_created=True))
    reach: set[type] = {Client}
    while more := {
        model
        for model in models - reach
        if any(field.related_model in reach for field in model._meta.concrete_fields)
    }:
        reach |= more
    return {model._meta.db_table for model in reach}


def test_every_table_about_clients_is_guarded_its_owner_included():
    rows = asked(
        "SELECT relname, relforcerowsecurity,"
        " array(SELECT polname::text FROM pg_policy WHERE polrelid = pg_class.oid ORDER BY 1)"
        " FROM pg_class WHERE relrowsecurity"
    )
    forgotten = about_clients() - {name for name, *_ in rows}
    assert not forgotten, "guard these in their migration, see portal/database/guarding.py"
    assert all(is_forced for _, is_forced, _ in rows)
    assert {tuple(policies) for *_, policies in rows} == {("who_counts_removes_nothing", "within_reach")}


def test_the_portal_works_as_a_role_that_owns_nothing_and_passes_no_policy_by():
    assert asked("SELECT current_user") == [("thuisroute_app",)]
    assert asked("SELECT rolsuper, rolbypassrls, rolcanlogin FROM pg_roles WHERE rolname = current_user") == [
        (False, False, False)
    ]
    assert asked("SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole") == [(0,)]


@pytest.mark.parametrize(
    "attempt",
    [
        "ALTER TABLE portal_client DISABLE ROW LEVEL SECURITY",
        "DROP POLICY within_reach ON portal_client",
        "TRUNCATE portal_accessrecord",
        "CREATE TABLE mine (id int)",
    ],
)
def test_the_portal_cannot_take_the_lock_off(attempt):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(attempt)


def test_the_portal_may_use_every_table():
    """Also those of tomorrow: their owner grants it by default (P14)."""
    tables = [model._meta.db_table for model in apps.get_models(include_auto_created=True)]
    tables.append(MigrationRecorder.Migration._meta.db_table)
    for table in tables:
        question = f"SELECT has_table_privilege('{table}', 'SELECT, INSERT, UPDATE, DELETE')"
        assert asked(question) == [(True,)], table


def test_where_nobody_acts_no_client_is_there():
    make.client(make.region())
    for actor in (NOBODY, VISITOR):
        with acting_as(actor):
            assert not Client.objects.exists()
            assert Client.objects.update(given_names="Weg") == 0
            assert Client.objects.filter(family_name="x").delete() == (0, {})
    assert Client.objects.exclude(given_names="Weg").exists()


def test_who_acts_is_forgotten_with_the_transaction(committed):
    """Nothing of one visitor is left on the connection for the next (P3)."""
    make.client(make.region())
    assert Client.objects.exists()  # outside a transaction a statement gets one of its own
    with acting_as(actor_of(make.user(Role.COORDINATOR, Client.objects.get().region), on=make.TODAY)):
        with transaction.atomic():
            assert Client.objects.exists()
        with acting_as(NOBODY):
            assert asked("SELECT acting_role(), acting_region(), acting_user()") == [("", None, None)]  # (P4)
            assert not Client.objects.exists()


def test_a_savepoint_that_was_undone_leaves_who_acts_as_it_was():
    make.client(make.region())
    with acting_as(VISITOR):
        with pytest.raises(DatabaseError), transaction.atomic(), acting_as(SYSTEM), connection.cursor() as cursor:
            cursor.execute("SELECT 1/0")
        assert asked("SELECT acting_role()") == [("BEZOEKER",)]
        assert not Client.objects.exists()
    assert Client.objects.exists()


def test_a_thread_that_says_nothing_sees_nothing(committed):
    make.client(make.region())
    seen = []

    def look() -> None:
        seen.append(acting())
        seen.append(Client.objects.exists())
        begin_as(SYSTEM)
        seen.append(Client.objects.exists())
        connection.close()

    thread = Thread(target=look)
    thread.start()
    thread.join()
    assert seen == [NOBODY, False, True]


def test_who_counts_sees_the_region_and_changes_nothing():
    here, elsewhere = make.region(), make.region()
    client = make.client(here)
    make.client(elsewhere)
    make.lives(client)
    with acting_as(actor_of(make.user(Role.POLICY, here), on=make.TODAY)):
        assert not Client.objects.exists()
        with counting():
            assert list(Client.objects.values_list("pk", flat=True)) == [client.pk]
            assert HousingEpisode.objects.count() == 1
            with pytest.raises(DatabaseError), transaction.atomic():
                Client.objects.update(given_names="Weg")
            assert HousingEpisode.objects.filter(pk__gt=0)._raw_delete("default") == 0
        assert not Client.objects.exists()


def test_somebody_new_is_kept_though_nobody_has_anything_to_do_with_them_yet():
    """PostgreSQL gives back what it kept, and asks the policy whether it may (P5)."""
    team = make.user(Role.TEAM)
    with acting_as(actor_of(team, on=make.TODAY)):
        with pytest.raises(DatabaseError), transaction.atomic():
            make.client(team.region)
        with registering():
            client = make.client(team.region)
            with pytest.raises(DatabaseError), transaction.atomic():
                make.client(make.region())
        assert not Client.objects.filter(pk=client.pk).exists()
        make.notification(client, make.TODAY)
        assert Client.objects.select_for_update().get() == client  # and may be held (P6)


def test_whom_somebody_knows_is_looked_up_once_by_who_looks_until_the_transaction_writes(committed):
    team = make.user(Role.TEAM)
    client = make.client(team.region)
    make.notification(client, make.TODAY)
    with acting_as(actor_of(team, on=make.TODAY, looks=True)):
        with transaction.atomic():
            assert Client.objects.get() == client
            assert asked("SELECT set_config('thuisroute.reach', '{}', true)") == [("{}",)]
            assert not Client.objects.exists(), "it looked once more"
            with registering():
                make.notification(make.client(team.region), make.TODAY)
            assert Client.objects.count() == 2
        with transaction.atomic():
            assert Client.objects.count() == 2
            with acting_as(actor_of(make.user(Role.TEAM), on=make.TODAY)):
                assert not Client.objects.exists(), "somebody else's clients were remembered"


def test_who_acts_looks_anew_each_time_and_finds_whom_somebody_else_just_kept(committed):
    team = make.user(Role.TEAM)
    with acting_as(actor_of(team, on=make.TODAY)), transaction.atomic():
        assert not Client.objects.exists()
        with ThreadPoolExecutor(1, initializer=begin_as, initargs=[SYSTEM]) as other:
            other.submit(lambda: make.notification(make.client(team.region), make.TODAY)).result()
            other.submit(lambda: connection.close()).result()
        assert Client.objects.exists()


@pytest.mark.parametrize(("method", "looks"), [("get", True), ("head", True), ("post", False)])
def test_only_a_request_that_looks_lets_the_database_remember(method, looks, rf):
    request = getattr(rf, method)("/")
    request.user, seen = make.user(Role.TEAM), []
    OneTransaction(lambda request: seen.append(acting()) or HttpResponse())(request)
    assert [actor.looks for actor in seen] == [looks]


def test_a_row_about_somebody_elses_client_is_refused():
    team, client = make.user(Role.TEAM), make.client(make.region())
    with acting_as(actor_of(team, on=make.TODAY)), pytest.raises(DatabaseError), transaction.atomic():
        Absence.objects.create(client=client, starts_on=make.TODAY, noted_by=team)


def test_the_log_is_written_for_whoever_looks_and_read_by_the_auditor(signed_in):
    team = make.user(Role.TEAM)
    AccessRecord.objects.create(action=Action.VIEW, subject="dossier", client=make.client(make.region()))
    assert signed_in(team).get("/logboek/").status_code == 403
    assert AccessRecord.objects.filter(user=team, action=Action.REFUSED).exists()
    for user, sees in ((make.user(Role.AUDITOR), True), (make.user(Role.ADMINISTRATOR), False), (team, False)):
        with acting_as(actor_of(user, on=make.TODAY)):
            assert AccessRecord.objects.filter(subject="dossier").exists() is sees
