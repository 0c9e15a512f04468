"""A table as the answer to a request."""

from collections.abc import Callable
from tempfile import TemporaryFile
from typing import BinaryIO

from django.http import FileResponse

from portal.sheets.sheet import Sheet
from portal.sheets.text import write_csv
from portal.sheets.workbook import write_workbook

type Writer = Callable[[Sheet, BinaryIO], None]

KINDS: dict[str, tuple[Writer, str]] = {
    "csv": (write_csv, "text/csv; charset=utf-8"),
    "xlsx": (write_workbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
"""What a table can be taken along as."""


def download(sheet: Sheet, *, kind: str, name: str) -> FileResponse:
    """The table as a file of that kind; `name` holds nothing about a person.

    It is written to disk while the request's transaction is open, and goes out from there: what is read and the
    line in the log stand or fall together, and memory stays the same however many rows there are.
    """
    write, content_type = KINDS[kind]
    target = TemporaryFile()  # noqa: SIM115 (the answer closes it)
    write(sheet, target)
    target.seek(0)
    return FileResponse(target, as_attachment=True, filename=f"{name}.{kind}", content_type=content_type)
