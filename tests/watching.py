"""What happened in the database: whether anything was written, and which rows are not as they were."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.db import connection, transaction

LOGS = {"portal_accessrecord", "portal_loghead", "portal_session"}
"""What every page writes."""

type Rows = dict[tuple[str, str], str]
"""Every row of the database but those of the logs, by table and key, as a checksum."""


_read: dict[str, tuple[str, Rows]] = {}
"""The rows of each table, with the transaction and the count of its writes at which they were read."""


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside never happened, and what `rows` read there is forgotten."""
    read = _read.copy()
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        _read.clear()
        _read.update(read)


def writes() -> int:
    """How many rows this transaction wrote so far, undone or not, apart from the logs; PostgreSQL keeps count."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_xact_user_tables WHERE relname <> ALL(%s)",
            [sorted(LOGS)],
        )
        return int(cursor.fetchone()[0])


def rows() -> Rows:
    """The database as it stands; what nobody wrote to since is not read again."""
    models = [model for model in apps.get_models() if model._meta.db_table not in LOGS]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, concat_ws(' ', pg_current_xact_id(), n_tup_ins + n_tup_upd + n_tup_del)"
            " FROM pg_stat_xact_user_tables"
        )
        now = dict(cursor.fetchall())
        for model in models:
            table, label = model._meta.db_table, model._meta.label
            if label != "contenttypes.ContentType" and _read.get(table, ("",))[0] != now[table]:
                cursor.execute(f"SELECT {model._meta.pk.column}::text, md5(t::text) FROM {table} t")
                _read[table] = now[table], {(label, key): checksum for key, checksum in cursor.fetchall()}
    return {key: checksum for _, found in _read.values() for key, checksum in found.items()}
