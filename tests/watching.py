"""What happened in the database: whether anything was written, and which rows are not as they were."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.db import connection, transaction

LOGS = {"portal_accessrecord", "portal_loghead", "portal_session"}
"""What every page writes."""

type Rows = dict[tuple[str, str], str]
"""Every row of the database but those of the logs, by table and key, as a checksum."""


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside never happened."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def writes() -> int:
    """How many rows this transaction wrote so far, undone or not, apart from the logs; PostgreSQL keeps count."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_xact_user_tables WHERE relname <> ALL(%s)",
            [sorted(LOGS)],
        )
        return int(cursor.fetchone()[0])


def rows() -> Rows:
    """The database as it stands."""
    models = [model for model in apps.get_models() if model._meta.db_table not in LOGS]
    parts = (
        f"SELECT '{model._meta.label}', {model._meta.pk.column}::text, md5(t::text) FROM {model._meta.db_table} t"
        for model in models
        if model._meta.label != "contenttypes.ContentType"
    )
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts))
        return {(label, key): checksum for label, key, checksum in cursor.fetchall()}
