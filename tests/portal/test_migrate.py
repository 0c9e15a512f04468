"""A change of tables lets nobody wait for it, and is made as soon as there is room."""

import time

import psycopg
import pytest
from django.core.management import call_command
from django.core.management.commands.migrate import Command as DjangoMigrate
from django.db import OperationalError, connection
from django.db.migrations.loader import MigrationLoader
from psycopg.errors import DiskFull, LockNotAvailable

from portal.backup.programs import portal_address
from portal.management.commands import migrate

HOUSE = {"portal", "placements", "trajectories", "reporting"}


@pytest.mark.django_db
def test_a_change_waits_a_fifth_of_a_second_for_its_turn():
    """Whoever asks for the table meanwhile stands behind it in the queue, and waits no longer than that."""
    with psycopg.connect(**portal_address()) as reader:
        reader.execute("SELECT FROM portal_region")
        began = time.monotonic()
        with pytest.raises(OperationalError) as refusal, connection.schema_editor() as editor:
            editor.execute("ALTER TABLE portal_region ADD COLUMN extra text")
    assert isinstance(refusal.value.__cause__, LockNotAvailable)
    assert time.monotonic() - began < 2


def test_every_migration_can_be_undone():
    """So that a version that does not do can be left again, with everything that was there before it."""
    for (app, name), migration in MigrationLoader(None).disk_migrations.items():
        for step in migration.operations if app in HOUSE else ():
            assert step.reversible, f"{app}.{name}: {step.describe()}"


@pytest.mark.django_db
def test_a_change_that_has_its_turn_takes_the_time_it_needs():
    with connection.schema_editor(), connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('lock_timeout'), current_setting('statement_timeout')")
        assert cursor.fetchone() == ("200ms", "0")


def stopped_by(cause: Exception) -> OperationalError:
    refusal = OperationalError()
    refusal.__cause__ = cause
    return refusal


def test_a_table_that_is_in_use_is_tried_again_until_it_is_let_go(monkeypatch, capsys):
    answers = iter([stopped_by(LockNotAvailable()), stopped_by(LockNotAvailable()), None])

    def handle(_command: DjangoMigrate, **_options: object) -> None:
        if refusal := next(answers):
            raise refusal

    monkeypatch.setattr(migrate, "PAUSE", 0)
    monkeypatch.setattr(DjangoMigrate, "handle", handle)
    call_command("migrate", skip_checks=True)
    assert capsys.readouterr().out.count("zo meteen opnieuw") == 2


@pytest.mark.parametrize(("cause", "patience"), [(DiskFull(), 60), (LockNotAvailable(), -1)])
def test_what_does_not_pass_by_itself_or_takes_too_long_is_told(monkeypatch, cause, patience):
    def handle(_command: DjangoMigrate, **_options: object) -> None:
        raise stopped_by(cause)

    monkeypatch.setattr(migrate, "PATIENCE", patience)
    monkeypatch.setattr(DjangoMigrate, "handle", handle)
    with pytest.raises(OperationalError):
        call_command("migrate", skip_checks=True)
