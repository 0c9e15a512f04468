"""A backup comes back, and is the same to the letter."""

from collections.abc import Iterator

from psycopg.conninfo import conninfo_to_dict

from drill.house import House
from drill.outcome import Outcome
from drill.web import KEY
from portal.backup.picture import counts
from portal.backup.rehearsal import rehearse_now

MOST_SECONDS = 60


def outcomes(house: House, *, cycles: int) -> Iterator[Outcome]:
    """The rehearsal that an administrator does each quarter."""
    found = rehearse_now(of=conninfo_to_dict(house.server.url("thuisroute_backup")), key=KEY)
    rows, took = counts(found.picture), sum(found.seconds.values())
    yield Outcome(
        "Back-up terugzetten op een andere server",
        f"alles gelijk, samen < {MOST_SECONDS} s",
        f"{sum(rows.values())} rijen in {len(rows)} tabellen, {len(found.picture)} dingen vergeleken,"
        f" {len(found.differences)} verschillen, {took:.1f} s. {found.log_said}",
        not found.differences and found.log_is_whole and took < MOST_SECONDS,
    )
