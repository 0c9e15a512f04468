"""Loading a regiobestand: read, check everything, and only then write, in one transaction."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.db import DatabaseError, connection, transaction

from portal.models import Municipality, Region
from trajectories.regionfile.coverage import check_care_in_kind, warn_of_contracts, warn_of_places
from trajectories.regionfile.dated import date_features
from trajectories.regionfile.files import FILES, REGION
from trajectories.regionfile.overlaps import check_overlaps
from trajectories.regionfile.problems import Problems
from trajectories.regionfile.reading import read
from trajectories.regionfile.references import check_references
from trajectories.regionfile.rules import check_rows
from trajectories.regionfile.standing import check_what_stands
from trajectories.regionfile.stored import stored_rows
from trajectories.regionfile.tables import Delivery, parse
from trajectories.regionfile.writing import Written, date_status_changes, write


@dataclass
class Outcome:
    """What came of it. With `errors` nothing was loaded; `written` is None then, and after a rehearsal."""

    region: str = ""
    rows: int = 0
    errors: Problems = field(default_factory=Problems)
    warnings: Problems = field(default_factory=Problems)
    written: Written | None = None


def load(path: Path, *, today: date, rehearse: bool = False) -> Outcome:
    """Load the folder or workbook at `path`, or only say what would be wrong (`rehearse`).

    Care in kind has to fall within contracts up to and including `today`. Never raises for what is in the files.
    """
    outcome = Outcome()
    delivery = _parse(path, outcome)
    try:
        with transaction.atomic():
            _load(delivery, outcome, today=today, rehearse=rehearse)
        if outcome.written:
            _look_at_new_rows()
    except DatabaseError as error:
        # A rule of the database that we do not know, or somebody who saved in the same second.
        outcome.written = None
        reason = str(error).splitlines()[0]
        outcome.errors.add(f"De database weigert dit bestand: {reason} Er is niets geladen.")
    return outcome


def _parse(path: Path, outcome: Outcome) -> Delivery:
    sheets = read(path, outcome.errors)
    delivery = Delivery({sheet.name: parse(sheet, outcome.errors) for sheet in sheets})
    outcome.rows = sum(len(table.rows) for table in delivery.tables.values())
    return delivery


def _load(delivery: Delivery, outcome: Outcome, *, today: date, rehearse: bool) -> None:
    with connection.cursor() as cursor:  # a large region takes longer than a page may, and another load too
        cursor.execute(
            "SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0;"
            " SET LOCAL lock_timeout = 0"
        )
    region = _region(delivery)
    if region is not None:
        delivery.stored = stored_rows(region, today=today)
    check(delivery, outcome.errors, today=today)
    if outcome.errors:
        return
    outcome.region = delivery.rows(REGION.name)[0].word("code")
    warn_of_contracts(delivery, outcome.warnings, today=today)
    warn_of_places(delivery, outcome.warnings)
    if rehearse:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('thuisroute.today', %s, true)", [today.isoformat()])
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        outcome.written = write(delivery)
        date_features(delivery, Region.objects.get(code=outcome.region), on=today)
        date_status_changes(delivery, on=today)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def _look_at_new_rows() -> None:
    """Tell the planner of rows that came in one go: figures took ten times as long until it looked.

    After the transaction and table by table, because looking keeps others from looking: a second load would wait.
    """
    with connection.cursor() as cursor:
        for table in {file.model._meta.db_table for file in FILES}:
            cursor.execute(f"ANALYZE (SKIP_LOCKED) {connection.ops.quote_name(table)}")


def _region(delivery: Delivery) -> Region | None:
    """The region the delivery is about, held until we are done so that two loads wait for each other."""
    codes = [row.word("code") for row in delivery.rows(REGION.name)[:1]]
    return Region.objects.select_for_update(no_key=True).filter(code__in=codes).first()


def check(delivery: Delivery, errors: Problems, *, today: date, names_care: bool = True) -> None:
    """Report all that is wrong in a delivery, held against what is loaded."""
    municipalities = frozenset(Municipality.objects.values_list("code", flat=True))
    check_references(delivery, errors, municipalities=municipalities)
    check_rows(delivery, errors)
    check_overlaps(delivery, errors)
    check_care_in_kind(delivery, errors, today=today, names_care=names_care)
    check_what_stands(delivery, errors)
