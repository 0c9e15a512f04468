"""Back to a moment: everything is deleted, and is there again as it was just before."""

import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from drill.house import House
from drill.outcome import Outcome
from drill.web import KEY, seconds_until
from portal.backup import restore
from portal.backup.picture import counts, differences, picture_of, tables
from portal.database.spare import ROOT, SpareServer

ARCHIVING = (
    "test ! -f {archive}/wal/%f && cp %p {archive}/wal/%f.half && mv {archive}/wal/%f.half {archive}/wal/%f"
)


def outcomes(house: House, *, cycles: int) -> Iterator[Outcome]:
    """As docs/beheer/herstel.md says it, with deploy/recover.sh."""
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "archief"
        (archive / "wal").mkdir(parents=True)
        keeps = {
            "archive_mode": "on",
            "archive_timeout": "60",
            "archive_command": ARCHIVING.format(archive=archive),
        }
        with SpareServer(Path(folder), settings=keeps) as server:
            restore(house.backup, into=conninfo_to_dict(server.url()), key=KEY)
            yield _go_back(server, archive)


def _go_back(server: SpareServer, archive: Path) -> Outcome:
    server.run("pg_basebackup", "-d", server.url("postgres"), "-D", archive / "basis", "--checkpoint=fast")
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        connection.execute("CREATE TABLE na_de_basis AS SELECT generate_series(1, 1500) AS n")
        before = picture_of(connection)
        moment = connection.execute("SELECT clock_timestamp()::text").fetchone()
        assert moment
        time.sleep(0.1)
        for table in tables(connection):
            connection.execute(sql.SQL("DROP TABLE {} CASCADE").format(sql.Identifier(table)))
    began = time.monotonic()
    server.stop()
    env = os.environ | {"PGDATA": str(server.data), "ARCHIVE": str(archive)}
    subprocess.run(["sh", ROOT / "deploy/recover.sh", "basis", moment[0]], env=env, check=True)
    server.start()
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        seconds_until(lambda: connection.execute("SELECT pg_is_in_recovery()").fetchone() == (False,))
        after, took = picture_of(connection), time.monotonic() - began
    rows, changed = counts(before), differences(before, after)
    return Outcome(
        "Alles weggegooid, terug naar het moment ervoor (archief van PostgreSQL)",
        "alle rijen terug, tot op de seconde",
        f"{sum(counts(after).values())} van {sum(rows.values())} rijen in {len(rows)} tabellen,"
        f" {len(changed)} verschillen, {took:.1f} s; ook 1500 rijen van na de basis",
        not changed,
    )
