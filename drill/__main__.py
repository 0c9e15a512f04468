"""`python -m drill`: breaks everything that can break here, and writes down what happened."""

import argparse
import os
import platform
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from importlib import import_module
from pathlib import Path

import django

from drill.house import House, backup_of_the_demo, house
from drill.outcome import Outcome, outcomes_on, page

PAGE = Path(__file__).parent.parent / "docs/beheer/drill.md"
HERE = f"{date.today().isoformat()}, {platform.machine()}, {os.cpu_count()} kernen"
KINDS = (
    "restoring",
    "recovering",
    "crashes",
    "workers",
    "outages",
    "full",
    "races",
    "changes",
    "migrating",
    "clients",
    "files",
    "days",
)


def main() -> None:
    """Every kind of fault, one after another, on an installation of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cycles", type=int, default=200, help="how many times PostgreSQL is killed")
    parser.add_argument(
        "--only", choices=KINDS, nargs="+", help="these kinds only; what was measured of the others stays"
    )
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="drill-") as folder:
        place = Path(folder) / "house"
        place.mkdir()
        print("Demo en installatie klaarzetten…", flush=True)
        with house(place, backup_of_the_demo(Path(folder))) as made:
            found = list(outcomes(made, asked.only or KINDS, cycles=asked.cycles))
    earlier = outcomes_on(PAGE.read_text()) if asked.only and PAGE.exists() else []
    PAGE.write_text(page(({one.fault: one for one in (*earlier, *found)}).values()))
    print(f"Geschreven: {PAGE}")
    raise SystemExit(any(outcome.holds is False for outcome in found))


def outcomes(made: House, kinds: Iterator[str], *, cycles: int) -> Iterator[Outcome]:
    """What came of each, told as it comes."""
    os.environ |= made.env | {"DJANGO_SETTINGS_MODULE": "portal.settings"}
    django.setup()
    from portal.actor import SYSTEM, begin_as

    begin_as(SYSTEM)
    made.manage("collectstatic", "--noinput")
    for kind in kinds:
        for outcome in import_module(f"drill.{kind}").outcomes(made, cycles=cycles):
            print(f"[{outcome.verdict}] {outcome.fault}: {outcome.measured}", flush=True)
            yield replace(outcome, measured_on=HERE)


if __name__ == "__main__":
    main()
