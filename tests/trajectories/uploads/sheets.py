"""Makes spreadsheets for tests, and hands them in as a page would."""

import io
from datetime import UTC, datetime

from openpyxl import Workbook

from portal.models import Region, User
from tests import make
from trajectories.models import Upload
from trajectories.regionfile.files import BY_NAME
from trajectories.uploads import receiving
from trajectories.uploads.kinds import KINDS
from trajectories.uploads.working import work_next

AT = datetime(2026, 10, 5, 12, tzinfo=UTC)


def csv(name: str, *rows: str) -> bytes:
    """A CSV of one file under its proper header."""
    return "\n".join([";".join(BY_NAME[name].by_name), *rows, ""]).encode()


def workbook(**sheets: list[list[object]]) -> bytes:
    """A workbook with these sheets, each under its proper header."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        page.append(list(BY_NAME[name].by_name) if name in BY_NAME else [])
        for row in rows:
            page.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def hand_in(kind: str, data: bytes, *, region: Region, by: User, name: str = "bestand.csv") -> Upload:
    """Hand a spreadsheet in and let the worker look it over."""
    upload = receiving.receive(KINDS[kind], region=region, name=name, data=data, at=AT, by=by)
    work()
    return Upload.objects.get(pk=upload.pk)


def load(upload: Upload, *, by: User, only_good: bool = False) -> Upload:
    """Ask to load it, and let the worker do so."""
    receiving.ask_to_load(upload, only_good=only_good, at=AT, by=by)
    work()
    return Upload.objects.get(pk=upload.pk)


def work() -> None:
    """All there is to do."""
    while work_next(at=AT, today=make.TODAY):
        pass


def places_of(upload: Upload) -> list[str]:
    """Where its errors are, as `file rij n kolom`."""
    return [f"{error['file']} rij {error['row']} {error['column']}".strip() for error in upload.errors]
