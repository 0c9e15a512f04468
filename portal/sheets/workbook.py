"""A table as a workbook (.xlsx): typed cells, a sheet that says what the columns mean, and no formula anywhere.

Written by hand, row by row, so that it costs the same memory for ten rows as for a hundred thousand; see
docs/decisions/0034. Text is always an inline string, which no program reads as a formula.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import batched
from typing import Any, BinaryIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from portal.sheets.parts import PARTS
from portal.sheets.sheet import Column, Sheet, Value, in_our_time

DAY_ZERO = date(1899, 12, 30)
"""Excel counts days from here, the 29th of February 1900 included that never was."""
PLAIN, DAY, HEAD = 0, 1, 2
"""Which style of `PARTS` a cell has."""
NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
AT_ONCE = 500
"""Rows that go out together."""
MEANINGS = (Column("woord", ""), Column("betekenis", ""))
NARROW, WIDE = 14, 90
START = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView'
    ' workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView>'
    "</sheetViews><cols>{cols}</cols><sheetData>"
)
END = "</sheetData></worksheet>"


def write_workbook(sheet: Sheet, target: BinaryIO) -> None:
    """Write the table and its explanation; the target stays open."""
    about = (*((column.name, column.meaning) for column in sheet.columns), *sheet.about)
    with ZipFile(target, "w", ZIP_DEFLATED, compresslevel=1) as book:
        for name, text in PARTS.items():
            book.writestr(_part(name), text.format(name=escape(sheet.name[:31])))
        _write_page(book, 1, sheet.columns, sheet.rows)
        _write_page(book, 2, MEANINGS, about)


def _write_page(book: ZipFile, number: int, columns: tuple[Column, ...], rows: Iterable[Sequence[Value]]) -> None:
    widths = (WIDE if column.name == "betekenis" else max(NARROW, len(column.name) + 2) for column in columns)
    cols = "".join(
        f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>' for at, width in enumerate(widths, start=1)
    )
    with book.open(_part(f"xl/worksheets/sheet{number}.xml"), "w", force_zip64=True) as page:
        page.write(START.format(cols=cols).encode())
        page.write(_head(columns).encode())
        for some in batched(map(_row, rows), AT_ONCE, strict=False):
            page.write("".join(some).encode())
        page.write(END.encode())


def _part(name: str) -> ZipInfo:
    """A part with no moment in it, so that the same rows give the same bytes."""
    part = ZipInfo(name)
    part.compress_type = ZIP_DEFLATED
    return part


def _head(columns: Iterable[Column]) -> str:
    return f"<row>{''.join(_text(column.name, HEAD) for column in columns)}</row>"


def _row(values: Sequence[Value]) -> str:
    return f"<row>{''.join([_cell(value) for value in values])}</row>"


def _cell(value: Value) -> str:
    """By its exact type, which is quick; what is of a kind of text or number is written as that."""
    kind = type(value)
    return (CELLS.get(kind) or next(CELLS[base] for base in kind.__mro__ if base in CELLS))(value)


def _text(text: str, style: int = PLAIN) -> str:
    if not text:
        return EMPTY
    if text.isprintable() and text == text.strip():
        return f'<c s="{style}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'
    clean = escape(NO_XML.sub("", text))
    return f'<c s="{style}" t="inlineStr"><is><t xml:space="preserve">{clean}</t></is></c>'


def _number(value: float | Decimal) -> str:
    return f"<c><v>{value}</v></c>"


def _day(day: date) -> str:
    return f'<c s="{DAY}"><v>{(day - DAY_ZERO).days}</v></c>'


EMPTY = "<c/>"
CELLS: dict[type, Callable[[Any], str]] = {
    str: _text,
    int: _number,
    float: _number,
    Decimal: _number,
    date: _day,
    datetime: lambda moment: _text(in_our_time(moment)),
    bool: lambda is_so: _text("ja" if is_so else "nee"),
    type(None): lambda _: EMPTY,
}
