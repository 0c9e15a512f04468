"""The tables that figures read, as columns in Parquet, and DuckDB asking them the very same questions."""

import json
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
from django.db import connection, transaction

from placements.bed_days import USABLE_STRETCHES
from reporting.figures.cells import Cell, in_order
from reporting.figures.frame import Frame
from reporting.figures.known import statement_of
from reporting.figures.registry import QUESTIONS, cell_of

STATEMENT = statement_of(tuple(sorted(QUESTIONS.items())), False)
KINDS = {
    "bigint": "BIGINT",
    "integer": "INTEGER",
    "date": "DATE",
    "boolean": "BOOLEAN",
    "numeric": "DECIMAL(12,2)",
}
DIALECT = {
    "SELECT FROM": "SELECT 1 FROM",
    "NOT MATERIALIZED": "",
    "::float": "::double",
    "%%": "%",
    "'JONGEREN' = ANY (known.features)": "contains(known.features, 'JONGEREN')",
}
"""Where DuckDB says the same in other words."""
# It has no ranges of days: each stretch begins where the period does or where the place opens again.
STRETCHES = """
    SELECT begun.place_id, begun.care_form_id, begun.municipality_id, begun.starts_on,
        least(begun.runs_until, (
            SELECT min(closed.starts_on) FROM placements_outofuse closed
            WHERE closed.place_id = begun.place_id AND closed.cancelled_at IS NULL
                AND closed.starts_on >= begun.starts_on
        )) AS runs_until
    FROM (
        SELECT period.place_id, period.care_form_id, location.municipality_id,
            unnest([period.starts_on, closed.runs_until]) AS starts_on,
            least(period.runs_until, %(until)s) AS runs_until, period.starts_on AS first_day
        FROM placements_place place
        JOIN placements_location location ON location.id = place.location_id
        JOIN placements_placeperiod period ON period.place_id = place.id
        LEFT JOIN placements_outofuse closed ON closed.place_id = place.id AND closed.cancelled_at IS NULL
        WHERE place.region_id = %(region)s AND period.starts_on < %(until)s
    ) AS begun
    WHERE begun.starts_on >= first_day AND begun.starts_on < begun.runs_until AND NOT EXISTS (
        SELECT 1 FROM placements_outofuse closed
        WHERE closed.place_id = begun.place_id AND closed.cancelled_at IS NULL
            AND closed.starts_on <= begun.starts_on AND closed.runs_until > begun.starts_on
    )
    GROUP BY ALL
"""


def opened(folder: Path) -> duckdb.DuckDBPyConnection:
    """DuckDB with two threads on the tables in `folder`, written there once."""
    folder.mkdir(parents=True, exist_ok=True)
    columns = duckdb.connect(config={"threads": 2})
    columns.execute("CREATE MACRO to_char(d, f) AS strftime(d, '%m%d')")
    for table in sorted(set(re.findall(r"\b(?:portal|placements|trajectories)_\w+", STATEMENT))):
        target = folder / f"{table}.parquet"
        if not target.exists():
            _write(columns, table, target)
        columns.execute(f"CREATE VIEW {table} AS SELECT * FROM '{target}'")  # noqa: S608
    return columns


def _write(columns: duckdb.DuckDBPyConnection, table: str, target: Path) -> None:
    text = target.with_suffix(".csv")
    with transaction.atomic(), connection.cursor() as cursor, text.open("wb") as lines:
        cursor.execute(
            "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s"
            " ORDER BY ordinal_position",
            [table],
        )
        kinds = {name: KINDS.get(kind, "VARCHAR") for name, kind in cursor.fetchall()}
        with cursor.copy(f"COPY (SELECT * FROM {table}) TO STDOUT (FORMAT csv, HEADER)") as copy:  # noqa: S608
            for block in copy:
                lines.write(block)
    rows = f"read_csv('{text}', columns={kinds}, header=true, nullstr='', allow_quoted_nulls=false)"
    columns.execute(f"COPY (SELECT * FROM {rows}) TO '{target}' (FORMAT parquet)")  # noqa: S608
    text.unlink()


def asking(columns: duckdb.DuckDBPyConnection, frame: Frame) -> Callable[[], list[tuple[str, str]]]:
    """Ask it all figures of a region and a quarter: the rows, before they become cells."""
    text = STATEMENT.replace(USABLE_STRETCHES, STRETCHES)
    for said, theirs in DIALECT.items():
        text = text.replace(said, theirs)
    for name, value in frame.parameters.items():
        text = text.replace(f"%({name})s", _literal(value))
    return lambda: columns.execute(text).fetchall()


def cells_of(rows: list[tuple[str, str]]) -> tuple[Cell, ...]:
    """The rows as cells, to hold against ours."""
    return tuple(in_order(cell_of(code, json.loads(row, parse_float=Decimal)) for code, row in rows))


def _literal(value: Any) -> str:
    if isinstance(value, date):
        return f"DATE '{value}'"
    if isinstance(value, list):
        return str(value)
    return str(value) if isinstance(value, int) else f"'{value}'"
