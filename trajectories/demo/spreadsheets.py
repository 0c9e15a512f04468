"""Spreadsheets that were handed in before the demo begins: one that was loaded, and one with mistakes to mend."""

from datetime import datetime, timedelta

from portal.models import Region, User
from trajectories.models import UploadKind
from trajectories.uploads import writing_out
from trajectories.uploads.checking import Scope
from trajectories.uploads.kinds import KINDS
from trajectories.uploads.receiving import ask_to_load, receive
from trajectories.uploads.working import work_next

MISTAKES = (
    "code;locatie;kenmerken\n"
    "DEMO-1;ONBEKEND;RUSTIG\n"
    "DEMO-2;{location};ROLSTOEL ZWEMBAD\n"
    "DEMO-3;{location};RUSTIG\n"
)
"""Invented; the third place is right, so that the good rows can be loaded alone."""


def hand_in_spreadsheets(planner: User, *, at: datetime) -> None:
    """Let a planner hand in what is there already, which changes nothing, and a list with two mistakes."""
    region = planner.region
    assert region is not None
    _loaded(planner, region, at - timedelta(days=12))
    location = planner.organisation.locations.order_by("code").first()
    if location:
        data = MISTAKES.format(location=location.code).encode()
        before = at - timedelta(hours=2)
        receive(
            KINDS[UploadKind.STOCK], region=region, name="nieuwe plekken.csv", data=data, at=before, by=planner
        )
        work_next(at=before, today=at.date())


def _loaded(planner: User, region: Region, at: datetime) -> None:
    kind = KINDS[UploadKind.STOCK]
    scope = Scope(kind, region, planner.organisation, at.date())
    data = writing_out.workbook_of_now(scope)
    upload = receive(kind, region=region, name="aanbod september.xlsx", data=data, at=at, by=planner)
    work_next(at=at, today=at.date())
    upload.refresh_from_db()
    ask_to_load(upload, only_good=False, at=at, by=planner)
    work_next(at=at, today=at.date())
