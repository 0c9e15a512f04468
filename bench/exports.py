"""A hundred thousand rows as a file: beside only fetching them, and beside django-import-export."""

import json
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from tempfile import TemporaryFile
from time import perf_counter

from django.db import connection, transaction
from django.db.models import QuerySet
from import_export.resources import ModelResource

from bench.measuring import Measure
from portal.sheets import Asked, Column, Sheet
from portal.sheets.text import write_csv
from portal.sheets.workbook import write_workbook
from trajectories.models import CareEpisode

ROWS, ROUNDS = 100_000, 2
FIELDS = (
    "code", "client__family_name", "client__born_on", "care_form__name", "provider__name", "starts_on", "ends_on",
    "funding",
)  # fmt: skip
WORKER = """
import sys
from bench.nation import begin
begin()
from bench.exports import once
print(once(sys.argv[1]))
"""


def measures(_size: str) -> Iterator[Measure]:
    """Each in a fresh process, in turn: seconds by the clock, and the most memory it held."""
    best = {way: (float("inf"), float("inf")) for way in WAYS}
    for _ in range(ROUNDS):
        for way, least in best.items():
            command = [sys.executable, "-c", WORKER, way]
            worker = subprocess.run(command, check=True, stdout=subprocess.PIPE)
            seconds, memory = json.loads(worker.stdout)
            best[way] = min(least[0], seconds), min(least[1], memory)
    fetch, fetch_memory = best["fetch"]
    for way, goal in (("csv", 1.0), ("xlsx", 2.5)):
        (seconds, memory), (theirs, _) = best[way], best[f"{way} of others"]
        yield Measure(f"{ROWS} rows as {way}, beside only fetching them", seconds / fetch, goal)
        yield Measure(f"{ROWS} rows as {way}, beside django-import-export", seconds / theirs, 0.1)
        yield Measure(f"memory of {ROWS} rows as {way}, beside only fetching them", memory / fetch_memory, 1.5)


def once(way: str) -> str:
    """Do it one time: seconds and megabytes."""
    start = perf_counter()
    with transaction.atomic():
        WAYS[way]()
    return json.dumps([perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024])


def _records() -> QuerySet[CareEpisode]:
    return CareEpisode.objects.order_by("pk")[:ROWS]


def _fetch() -> None:
    sql, params = CareEpisode.objects.order_by("pk").values_list(*FIELDS)[:ROWS].query.sql_with_params()
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, params)
        while cursor.fetchmany(2000):
            pass


def _ours(write: Callable[..., None]) -> Callable[[], None]:
    def act() -> None:
        sheet = Sheet("lijst", tuple(Column(name, "") for name in FIELDS), Asked(_records(), FIELDS))
        with TemporaryFile() as target:
            write(sheet, target)

    return act


def _theirs(kind: str) -> Callable[[], None]:
    def act() -> None:
        class Resource(ModelResource):
            class Meta:
                model = CareEpisode
                fields = FIELDS
                chunk_size = 2000

        rows = _records().select_related("client", "care_form", "provider")
        getattr(Resource().export(rows), kind)

    return act


WAYS = {
    "fetch": _fetch,
    "csv": _ours(write_csv),
    "xlsx": _ours(write_workbook),
    "csv of others": _theirs("csv"),
    "xlsx of others": _theirs("xlsx"),
}
