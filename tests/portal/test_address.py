"""DATABASE_URL names the server; without it the embedded one is used."""

from pathlib import Path

import pytest
from django.db import connection

from portal.database.address import database_from


def test_every_part_of_the_address_is_read():
    url = "postgresql://mijn%40rol:ge%2Fheim@db.example.nl:5433/portaal"
    database = database_from({"DATABASE_URL": url}, root=Path(), today="")
    assert [database[part] for part in ("USER", "PASSWORD", "HOST", "PORT", "NAME")] == [
        "mijn@rol", "ge/heim", "db.example.nl", "5433", "portaal",
    ]  # fmt: skip


def test_what_the_address_asks_of_the_connection_reaches_it_and_our_limits_stay():
    url = "postgresql://rol@db/portaal?sslmode=verify-full&options=-c%20statement_timeout%3D0"
    options = database_from({"DATABASE_URL": url}, root=Path(), today="")["OPTIONS"]
    assert options["sslmode"] == "verify-full"
    assert "statement_timeout=60s" in options["options"]


def test_a_page_may_ask_less_time_of_the_database_than_a_command():
    databases = (database_from({"SERVES_PAGES": serves}, root=Path(), today="") for serves in ("1", ""))
    page, command = (database["OPTIONS"]["options"] for database in databases)
    for limit in ("statement_timeout=15s", "lock_timeout=5s", "idle_in_transaction_session_timeout=30s"):
        assert f"-c {limit} " in f"{page} "
    assert "statement_timeout=60s" in command


def test_a_server_that_is_away_is_given_up_soon_and_tried_again_soon():
    pool = database_from({"DATABASE_URL": "postgresql://db/portaal"}, root=Path(), today="")["OPTIONS"]["pool"]
    assert (pool["timeout"], pool["reconnect_timeout"]) == (3, 5)


@pytest.mark.django_db
def test_a_connection_that_broke_meanwhile_is_handed_to_nobody():
    """After an outage every process still holds some, and each would be one page that fails."""
    assert connection.settings_dict["CONN_HEALTH_CHECKS"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    assert connection.pool._check is not None


def test_another_kind_of_database_is_refused():
    with pytest.raises(ValueError, match="postgresql://"):
        database_from({"DATABASE_URL": "sqlite:///portaal"}, root=Path(), today="")


def test_without_an_address_the_embedded_server_is_used():
    database = database_from({"DATA": "ergens"}, root=Path("/huis"), today="2026-10-05")
    assert database["EMBEDDED_DATA"] == "/huis/ergens/postgres"
    assert "thuisroute.today=2026-10-05" in database["OPTIONS"]["options"]
