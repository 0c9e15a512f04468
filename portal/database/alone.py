"""Several workers, also on several machines, who never do the same thing at once."""

from django.db import connection


def is_alone(about: str) -> bool:
    """Whether nobody else does this now; holds until the transaction ends, or the worker dies."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [about])
        return bool(cursor.fetchone()[0])
