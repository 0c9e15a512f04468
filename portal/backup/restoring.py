"""Putting a backup back: all of it, counted, or nothing."""

import json
import subprocess
import tempfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from portal.backup.envelope import BackupRefused, opened
from portal.backup.picture import Picture, counts, tables
from portal.backup.programs import environment, programs_for, server_of, without_limits

QUIET = ["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--set=VERBOSITY=terse"]
GZIP = 31
# Everything but what belongs to an extension: those are the server administrator's.
EMPTY = """
DO $$
DECLARE
    it record;
BEGIN
    FOR it IN
        SELECT 'TABLE' AS kind, oid::regclass::text AS name FROM pg_class c
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
            AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = c.oid AND deptype = 'e')
        UNION ALL
        SELECT 'ROUTINE', oid::regprocedure::text FROM pg_proc p
        WHERE pronamespace = 'public'::regnamespace
            AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = p.oid AND deptype = 'e')
        ORDER BY kind DESC
    LOOP
        EXECUTE format('DROP %s IF EXISTS %s CASCADE', it.kind, it.name);
    END LOOP;
END $$;
"""


def restore(file: Path, *, into: Mapping[str, Any], key: str, replace: bool = False) -> Picture:
    """Put the backup in `file` back into the database at address `into`; what it held when it was made.

    The file is read through first: one that was changed, cut or locked with another key changes nothing. A
    database that holds something is emptied only when told to `replace`, in the same transaction. Raises
    BackupRefused.
    """
    picture = _picture_in(file, key)
    address = without_limits(into)
    with psycopg.connect(**address) as connection:
        found, server = tables(connection), server_of(connection)
    if found and not replace:
        raise BackupRefused(
            f"In deze database staan al {len(found)} tabellen. Er is niets teruggezet."
            " Met --replace worden ze vervangen."
        )
    _run(_script(file, key, picture), programs_for(server) / "psql", environment(address))
    return picture


def _picture_in(file: Path, key: str) -> Picture:
    with file.open("rb") as source:
        pieces = opened(source, key=key)
        first: Picture = json.loads(next(pieces, b"{}"))
        for _ in pieces:
            continue
    return first


def _script(file: Path, key: str, picture: Picture) -> Iterator[bytes]:
    """One transaction, of which the end is said only when everything before it came in."""
    yield b"BEGIN;\n" + EMPTY.encode()
    with file.open("rb") as source:
        pieces, gzip = opened(source, key=key), zlib.decompressobj(GZIP)
        next(pieces)
        for piece in pieces:
            yield gzip.decompress(piece)
        yield gzip.flush()
    yield _demand(counts(picture)).encode()
    yield b"COMMIT;\n"


def _demand(rows: dict[str, int]) -> str:
    """SQL that fails unless every table holds as many rows as it did: as the system, who sees them all."""
    ask = sql.SQL("IF (SELECT count(*) FROM public.{}) <> {} THEN RAISE EXCEPTION {}; END IF;")
    refusals = {table: f"{table} heeft niet de {number} rijen van toen" for table, number in rows.items()}
    asked = (
        ask.format(sql.Identifier(table), sql.Literal(number), sql.Literal(refusals[table]))
        for table, number in rows.items()
    )
    body = sql.SQL("\n").join(asked).as_string()
    return f"\nSET LOCAL row_security = on; SET LOCAL thuisroute.actor = 'SYSTEEM'; DO $$ BEGIN\n{body}\nEND $$;\n"


def _run(script: Iterator[bytes], program: Path, env: dict[str, str]) -> None:
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(  # noqa: S603 (a program of PostgreSQL)
            [program, *QUIET], env=env, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=said
        ) as psql,
    ):
        assert psql.stdin
        try:
            for part in script:
                psql.stdin.write(part)
            psql.stdin.close()
        except BrokenPipeError:  # psql stopped; what it said follows
            with suppress(BrokenPipeError):
                psql.stdin.close()
        except BaseException:
            psql.kill()
            raise
        if psql.wait():
            said.seek(0)
            raise BackupRefused(f"Er is niets teruggezet. {said.read().decode(errors='replace').strip()[-500:]}")
