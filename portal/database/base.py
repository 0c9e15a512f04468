"""Django's PostgreSQL backend, with a server of our own where no other is named, and with an actor.

It works as the role `thuisroute_app`, which owns nothing and sees what the policies of the tables show it. Only
migrations, and tests that empty tables, work as the owner. Every transaction begins with who acts.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

from django.db import transaction
from django.db.backends.base.base import NO_DB_ALIAS
from django.db.backends.postgresql import base
from django.db.backends.postgresql.operations import DatabaseOperations
from django.db.backends.postgresql.schema import DatabaseSchemaEditor
from psycopg import Connection, sql
from psycopg.pq import TransactionStatus

from portal import embedded
from portal.actor import NOBODY, Actor, acting

APP_ROLE = "thuisroute_app"
# A database that was never migrated gave that role nothing yet, and some servers let nobody make one: then the
# owner works, under the same policies (FORCE ROW LEVEL SECURITY).
TAKE_ROLE = sql.SQL(
    "SELECT set_config('role', rolname, false) FROM pg_roles"
    " WHERE rolname = {} AND pg_has_role(session_user, oid, 'SET')"
    " AND has_table_privilege(oid, to_regclass('portal_accessrecord'), 'INSERT')"
).format(APP_ROLE)
# Whoever asks for a table that waits to be changed, waits behind that: a change gives up soon, and `migrate` tries
# again. Once it has its turn it takes the time it needs.
WHILE_CHANGING = sql.SQL("SET LOCAL lock_timeout = '200ms'; SET LOCAL statement_timeout = 0")
READS_OR_WRITES = re.compile(r"\s*\(?(SELECT|INSERT|UPDATE|DELETE|WITH)\b", re.IGNORECASE)


@lru_cache(maxsize=1024)
def _said(actor: Actor) -> sql.Composable:
    """Who acts, in settings of the transaction; a page says it several times."""
    # SET takes no snapshot, so that a transaction can still choose its isolation level.
    say = sql.SQL("SET LOCAL thuisroute.{} = {}")
    facts = (say.format(sql.Identifier(name), fact) for name, fact in actor.facts().items())
    return sql.SQL(sql.SQL("; ").join(facts).as_string())


class SchemaEditor(DatabaseSchemaEditor):
    """Changes tables as their owner."""

    connection: "DatabaseWrapper"

    def __enter__(self) -> Self:
        """Begin as the owner."""
        super().__enter__()
        self.connection.become_owner(WHILE_CHANGING if self.atomic_migration else None)
        return self

    def __exit__(self, *failure: Any) -> None:
        """And go on as the application."""
        try:
            super().__exit__(*failure)
        finally:
            self.connection.become_app()


class Operations(DatabaseOperations):
    """Empties tables as their owner: the application may not."""

    connection: "DatabaseWrapper"

    def execute_sql_flush(self, sql_list: Iterable[str]) -> None:
        """Empty the tables of a test."""
        with self.connection.owner():
            super().execute_sql_flush(sql_list)


class DatabaseWrapper(base.DatabaseWrapper):
    """Starts the embedded server on the first connection when the settings name a data folder; tells who acts."""

    SchemaEditorClass = SchemaEditor
    ops_class = Operations

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.execute_wrappers.append(self._in_a_transaction)

    def get_connection_params(self) -> dict[str, Any]:
        """The parameters of a connection, after seeing to it that somebody answers."""
        if data := self.settings_dict.get("EMBEDDED_DATA"):
            self.settings_dict["HOST"] = str(embedded.ensure(Path(data)))
        return super().get_connection_params()

    def get_new_connection(self, conn_params: dict[str, Any]) -> Connection:
        """A connection; one of the pool from before the first migration takes up the role now."""
        connection: Connection = super().get_new_connection(conn_params)
        if self.pool and not getattr(connection, "works_as_app", False):
            self._configure_role(connection)
        return connection

    def tell_who_acts(self) -> None:
        """Say it in the transaction that runs: it holds until its end, and never longer than that."""
        if self.connection is None or self.connection.autocommit:
            return
        if self.connection.info.transaction_status == TransactionStatus.INERROR:
            return
        self._say(_said(acting()))

    @contextmanager
    def owner(self) -> Iterator[None]:
        """Work as the owner of the tables."""
        self.become_owner()
        try:
            yield
        finally:
            self.become_app()

    def become_owner(self, limits: sql.Composable | None = None) -> None:
        """Lay down the role of the application, and keep to other limits in this transaction."""
        self.ensure_connection()
        self._say(sql.SQL("SET ROLE NONE"))
        if limits:
            self._say(limits)

    def become_app(self) -> None:
        """Take it up again."""
        if self.connection and self.connection.info.transaction_status != TransactionStatus.INERROR:
            self._say(TAKE_ROLE)

    def _say(self, words: sql.Composable) -> None:
        with self.wrap_database_errors, self.connection.cursor() as cursor:
            cursor.execute(words)

    def _configure_role(self, connection: Connection) -> bool:
        if self.alias == NO_DB_ALIAS:  # makes and removes databases of tests
            return False
        with connection.cursor() as cursor:
            took = cursor.execute(TAKE_ROLE).fetchone()
        connection.works_as_app = took is not None  # type: ignore[attr-defined]
        return True

    def _set_autocommit(self, autocommit: bool) -> None:
        super()._set_autocommit(autocommit)  # type: ignore[misc]
        if not autocommit and acting() != NOBODY:
            self.tell_who_acts()

    def _in_a_transaction(
        self, execute: Callable[..., Any], statement: Any, params: Any, many: bool, context: dict[str, Any]
    ) -> Any:
        """Outside a transaction an actor has nowhere to stand: then a statement gets one of its own."""
        is_alone = self.alias != NO_DB_ALIAS and self.get_autocommit() and acting() != NOBODY
        if not (is_alone and isinstance(statement, str) and READS_OR_WRITES.match(statement)):
            return execute(statement, params, many, context)
        with transaction.atomic(using=self.alias):
            return execute(statement, params, many, context)
