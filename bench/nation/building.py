"""Puts the nation into a database: through COPY, with every index and every exclusion constraint in place."""

from collections.abc import Callable
from random import Random

from django.core.management import call_command
from django.db import connection, transaction

from bench.nation import Size
from bench.nation.drawing import draw
from bench.nation.tables import COLUMNS, Tables, columns_of
from portal.models import Municipality, Region

SEED = 42
TOWNS = 342


def build(size: Size, *, tell: Callable[[str], None]) -> None:
    """Make the tables and fill them; nothing where that was done."""
    call_command("migrate", verbosity=0)
    if Region.objects.exists():
        return
    with connection.owner(), transaction.atomic():  # type: ignore[attr-defined]
        # Who points to whom is right by how it is drawn (a test lets everything look at a small nation). What
        # still holds is what an index holds: no two in one place, no two dwellings, no two kinds of care at once.
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica; SET LOCAL statement_timeout = 0")
        fill(size, tell=tell)
    with connection.owner(), connection.cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute("SET statement_timeout = 0")
        for table in COLUMNS:
            cursor.execute(f"VACUUM (ANALYZE) {table}")


def fill(size: Size, *, tell: Callable[[str], None]) -> None:
    """Draw and load region by region, and tell of each."""
    towns = Municipality.objects.filter(ended_on=None).order_by("code").values_list("code", flat=True)
    tables = Tables()
    for region in draw(tables, size, list(towns[:TOWNS]), Random(SEED)):
        _load(tables)
        tell(region)
    _go_on_from(tables)


def _load(tables: Tables) -> None:
    with connection.cursor() as cursor:
        for table, lines in tables.take():
            with cursor.copy(f"COPY {table} ({', '.join(columns_of(table))}) FROM STDIN") as copy:
                copy.write(lines)


def _go_on_from(tables: Tables) -> None:
    """Let what is added later get the next id."""
    with connection.cursor() as cursor:
        for table, last in tables.last.items():
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [table, max(last, 1)])
