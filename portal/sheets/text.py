"""A table as CSV (RFC 4180): commas, points in numbers, days as 2026-10-05, empty where nothing is known."""

import csv
import io
from datetime import date, datetime
from decimal import Decimal
from typing import BinaryIO

from portal.files import harmless
from portal.sheets.asked import Asked
from portal.sheets.sheet import Sheet, Value, in_our_time


def write_csv(sheet: Sheet, target: BinaryIO) -> None:
    """Write it row by row; the target stays open."""
    lines = io.TextIOWrapper(target, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(lines)
    writer.writerow([column.name for column in sheet.columns])
    if isinstance(sheet.rows, Asked):
        sheet.rows.copy_to(target)
    else:
        writer.writerows([_text(value) for value in row] for row in sheet.rows)
    lines.detach()


def _text(value: Value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "ja" if value else "nee"
        case float() | Decimal():
            return format(Decimal(str(value)), "f")
        case datetime():
            return in_our_time(value)
        case date():
            return value.isoformat()
        case str():
            return harmless(value)
    return str(value)
