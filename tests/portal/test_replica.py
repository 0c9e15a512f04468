"""Reports read from a copy of the database, all else from where it is kept. A real one: `bench/replica.py`."""

import logging
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connections, router, transaction

from portal.actor import SYSTEM, acting_as, actor_of
from portal.database import replica
from portal.database.address import databases_from
from portal.database.replica import REPLICA, WriteForReport, reading, reports_from_replica
from portal.models import Client, Role
from reporting.counting import count_quarter
from reporting.figures import compute
from tests import make
from tests.replica import following
from tests.reporting.figure import NOW, QUARTER

IN_USE = "SELECT pg_backend_pid(), current_user, current_setting('default_transaction_read_only')"


pytestmark = pytest.mark.django_db


@pytest.fixture
def copy(monkeypatch):
    """The database of the tests once more, over a connection that only reads; it is never behind."""
    monkeypatch.setattr(replica, "_wait_until_it_knows", lambda saved: None)
    with following({}):
        yield


def asked(question: str) -> tuple:
    with reading().cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()


def test_without_a_replica_reports_read_from_the_primary_and_write_nothing_either():
    region = make.region()
    client = make.client(region)
    here = asked(IN_USE)
    assert reports_from_replica(asked)(IN_USE) == here
    assert reports_from_replica(Client.objects.get)() == client
    for write in (client.save, client.delete, Client.objects.update, Client.objects.select_for_update().first):
        with pytest.raises(WriteForReport):
            reports_from_replica(write)()
    assert Client.objects.get() == client


def test_only_what_reads_for_a_report_goes_to_the_replica_and_as_the_same_role(copy):
    there, here = reports_from_replica(asked)(IN_USE), asked(IN_USE)
    assert there[0] != here[0]
    assert (there[1:], here[1:]) == (("thuisroute_app", "on"), ("thuisroute_app", "off"))
    assert router.db_for_read(Client) == "default"


def test_an_actor_sees_there_what_they_see_here(committed, copy):
    """The settings of a transaction hold on either side, also when somebody else acts halfway."""
    home = make.region()
    mine = make.client(home)
    make.client(make.region(code="GV"))
    coordinator = make.user(Role.COORDINATOR, home)

    @reports_from_replica
    def seen() -> list[Client]:
        return list(Client.objects.order_by("pk"))

    @reports_from_replica
    def seen_halfway() -> tuple[int, int]:
        with transaction.atomic(using=REPLICA):
            with acting_as(SYSTEM):
                everybody = Client.objects.count()
            return everybody, Client.objects.count()

    with acting_as(actor_of(coordinator, on=make.TODAY)):
        assert seen() == list(Client.objects.order_by("pk")) == [mine]
        assert seen_halfway() == (2, 1)
    found = seen()
    assert (len(found), {client._state.db for client in found}) == (2, {REPLICA})
    assert {router.db_for_write(Client, instance=client) for client in found} == {"default"}


def test_figures_come_from_there_and_are_the_same(committed, copy):
    region = make.region()
    statements = []

    def hear(execute: Any, statement: str, *rest: Any) -> Any:
        statements.append(statement)
        return execute(statement, *rest)

    connections[REPLICA].execute_wrappers.append(hear)
    found = count_quarter(region, QUARTER, as_of=NOW, towns=False)
    assert any("trajectories_careepisode" in statement for statement in statements)
    assert found.cells[""] == compute(region, QUARTER, now=NOW)


def test_who_wrote_reads_their_own_words_from_the_primary(copy):
    make.region()
    assert reports_from_replica(asked)(IN_USE) == asked(IN_USE)


@pytest.mark.parametrize("place", [{"PORT": "1"}, {}], ids=["away", "behind"])
def test_a_replica_that_is_away_or_behind_is_told_of_once_and_the_primary_answers(monkeypatch, place, caplog):
    """The second is no replica at all: it never followed anybody."""
    monkeypatch.setattr(replica, "PATIENCE", 0.05)
    with following(place), caplog.at_level(logging.WARNING, logger="portal.database.replica"):
        assert reports_from_replica(asked)(IN_USE) == asked(IN_USE)
        assert reports_from_replica(asked)(IN_USE) == asked(IN_USE)
    assert [line.levelname for line in caplog.records] == ["WARNING"]


def test_a_replica_that_breaks_off_halfway_is_no_fault_of_the_page(copy, caplog):
    seen = []

    @reports_from_replica
    def breaks_once() -> str:
        seen.append(router.db_for_read(Client))
        if seen == [REPLICA]:
            raise OperationalError("canceling statement due to conflict with recovery")
        return "gelukt"

    assert breaks_once() == "gelukt"
    assert (seen, len(caplog.records)) == ([REPLICA, "default"], 1)


def test_the_address_of_a_replica_is_a_database_that_only_reads():
    found = databases_from({"DATABASE_URL": "postgresql://db/portaal"}, root=Path(), today="")
    assert set(found) == {"default"}
    urls = {
        "DATABASE_URL": "postgresql://db/portaal",
        "REPLICA_URL": "postgresql://kopie/portaal?sslmode=verify-full",
    }
    copy = databases_from(urls, root=Path(), today="")[REPLICA]
    assert (copy["HOST"], copy["OPTIONS"]["sslmode"]) == ("kopie", "verify-full")
    assert "default_transaction_read_only=on" in copy["OPTIONS"]["options"]
    assert "pool" not in copy["OPTIONS"]
