"""`python -m bench`: measures everything, prints it, and keeps it as JSON in `bench/results/`."""

import json
import os
import platform
from dataclasses import asdict
from datetime import date
from importlib.metadata import version
from pathlib import Path

import django

RESULTS = Path(__file__).parent / "results"
SIZE = "small"
PACKAGES = ("django", "psycopg")


def main() -> None:
    """Measure, print a line each, and write the file of today."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    from portal.actor import SYSTEM, begin_as

    begin_as(SYSTEM)
    from bench import access, figures, forms, matching, report, sheets

    kinds = (forms, matching, access, sheets, report, figures)
    found = [measure for kind in kinds for measure in kind.measures()]
    for measure in found:
        verdict = "holds" if measure.holds else "FAILS"
        print(f"{measure.name}: {measure.value} (goal: at most {measure.goal}) {verdict}")
    RESULTS.mkdir(exist_ok=True)
    content = {
        "size": SIZE,
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()}",
        "versions": {"python": platform.python_version()} | {name: version(name) for name in PACKAGES},
        "date": date.today().isoformat(),
        "measures": [asdict(measure) | {"holds": measure.holds} for measure in found],
    }
    target = RESULTS / f"{SIZE}.json"
    target.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n")
    print(f"Written to {target}.")


if __name__ == "__main__":
    main()
