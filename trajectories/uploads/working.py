"""What the worker does for a spreadsheet: look it over, and load it when asked, whole or not at all."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.db import DatabaseError, connection, transaction

from portal.models import AccessRecord, Action, Region
from trajectories.models import Upload
from trajectories.models.upload import MOST_ATTEMPTS
from trajectories.regionfile.dated import date_features
from trajectories.regionfile.problems import Problem, Problems
from trajectories.regionfile.sheets import Sheet
from trajectories.regionfile.writing import write
from trajectories.uploads.checking import SHOWN_CHANGES, Checked, Scope, look_over, only_good
from trajectories.uploads.kinds import KINDS
from trajectories.uploads.opening import open_file

logger = logging.getLogger(__name__)

EVERY = 500
"""Rows between two signs of life."""
LOCKS = 1_953_067_375
"""The class of our advisory locks: a worker that dies lets go of them."""
BROKEN_DOWN = "Het lukte niet om dit bestand te verwerken. Probeer het opnieuw, of vraag de technisch beheerder."


class Cancelled(Exception):
    """Somebody called it off halfway."""


class Progress:
    """Counts rows, writes down how far it is, and notices that it was called off.

    Within a transaction it is silent: nobody could read what it writes, and calling off would have to wait.
    """

    def __init__(self, upload: Upload) -> None:
        self.upload, self.done, self.is_silent = upload, 0, False

    def step(self, words: str) -> None:
        """Begin something else."""
        self.done = 0
        self._write(step=words, rows_done=0)

    def tick(self) -> None:
        """One row further."""
        self.done += 1
        if self.done % EVERY == 0:
            self._write(rows_done=self.done)

    def _write(self, **facts: Any) -> None:
        mine = Upload.objects.filter(pk=self.upload.pk, cancelled_at=None)
        if not (mine.exists() if self.is_silent else mine.update(**facts)):
            raise Cancelled


def work_next(*, at: datetime, today: date) -> bool:
    """Do one thing for one spreadsheet that waits; False when none does. Two workers never do the same."""
    for pk in Upload.objects.waiting().values_list("pk", flat=True):
        with _alone(pk) as is_mine:
            upload = Upload.objects.waiting().filter(pk=pk).select_related("region", "provider").first()
            if is_mine and upload:
                _work(upload, at=at, today=today)
                return True
    return False


@contextmanager
def _alone(pk: int) -> Iterator[bool]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCKS, pk % 2**31])
        (is_mine,) = cursor.fetchone()
        try:
            yield is_mine
        finally:
            if is_mine:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCKS, pk % 2**31])


def _work(upload: Upload, *, at: datetime, today: date) -> None:
    upload.attempts += 1
    upload.save(update_fields=["attempts"])
    if upload.attempts > MOST_ATTEMPTS:
        _give_up(upload, at)
        return
    scope = Scope(KINDS[upload.kind], upload.region, upload.provider, today)
    try:
        if upload.checked_at is None:
            _check(upload, scope, at)
        else:
            _load(upload, scope, at)
    except Cancelled:
        logger.info("Upload %s was cancelled while being worked on", upload.pk)
    except Exception:
        logger.exception("Working on upload %s failed", upload.pk)
        if upload.attempts == MOST_ATTEMPTS:
            _give_up(upload, at)


def _give_up(upload: Upload, at: datetime) -> None:
    upload.failed_at, upload.content = at, None
    upload.errors, upload.error_total = [asdict(Problem(BROKEN_DOWN))], 1
    upload.save(update_fields=["failed_at", "content", "errors", "error_total"])


def _opened(upload: Upload, scope: Scope, problems: Problems) -> tuple[list[Sheet], Progress]:
    progress = Progress(upload)
    progress.step("Het bestand lezen")
    data = bytes(upload.content or b"")
    sheets = open_file(upload.file_name, data, scope.kind, problems, tick=progress.tick)
    total = sum(max(len(sheet.records) - 1, 0) for sheet in sheets)
    Upload.objects.filter(pk=upload.pk).update(rows_total=total)
    progress.step("De rijen nakijken")
    return sheets, progress


def _check(upload: Upload, scope: Scope, at: datetime) -> None:
    """Look it over and write down what was found; nothing else."""
    problems = Problems()
    sheets, progress = _opened(upload, scope, problems)
    if problems:
        _write_findings(upload, problems, {}, at)
        return
    found = look_over(sheets, scope, tick=progress.tick)
    report = {} if found.errors else _report(found, scope)
    if found.errors and not found.errors.elsewhere:
        progress.step("Uitzoeken wat wel goed is")
        good = only_good(sheets, scope, found.errors.rows)
        report["goed"] = _report(good[0], scope) | {"weggelaten": good[1]} if good else None
    _write_findings(upload, found.errors, report, at)


def _report(found: Checked, scope: Scope) -> dict[str, Any]:
    changes = found.changes(scope.kind)
    said = json.dumps([[one["blad"], one["sleutel"], one["cellen"]] for one in changes])
    return {
        "aantallen": found.counts(scope.kind),
        "veranderingen": changes[:SHOWN_CHANGES],
        "waarschuwingen": found.warnings.lines[:SHOWN_CHANGES],
        "vingerafdruk": sha256(said.encode()).hexdigest(),
    }


def _write_findings(upload: Upload, errors: Problems, report: dict[str, Any], at: datetime) -> None:
    shown = sorted(errors.found, key=lambda problem: (problem.file, problem.row or 0))
    facts = {
        "checked_at": at,
        "report": report,
        "errors": [asdict(problem) for problem in shown],
        "error_total": errors.total,
        "asked_at": None,
        "attempts": 0,
        "step": "",
    }
    Upload.objects.filter(pk=upload.pk, cancelled_at=None).update(**facts)


def _load(upload: Upload, scope: Scope, at: datetime) -> None:
    """Load it, all at once; when things are not as somebody saw them, show them again instead."""
    problems = Problems()
    sheets, progress = _opened(upload, scope, problems)
    progress.step("Nakijken en wegschrijven")
    progress.is_silent = True
    try:
        with transaction.atomic():
            _patiently()
            Region.objects.select_for_update(no_key=True).get(pk=scope.region.pk)
            found = look_over(sheets, scope, tick=progress.tick)
            if upload.only_good and found.errors and not found.errors.elsewhere:
                good = only_good(sheets, scope, found.errors.rows)
                found = good[0] if good else found
            if found.errors or _report(found, scope)["vingerafdruk"] != _seen(upload):
                raise _NotAsSeen
            _write(found, upload, scope, at)
    except _NotAsSeen:
        _check(upload, scope, at)
        Upload.objects.filter(pk=upload.pk).update(step="Intussen is er iets veranderd. Kijk het opnieuw na.")
    except DatabaseError as refusal:
        reason = str(refusal).splitlines()[0]
        problems.add(f"De database weigert dit: {reason} Er is niets geladen. Kijk het na en probeer het opnieuw.")
        _write_findings(upload, problems, {}, at)


class _NotAsSeen(Exception):
    """The rows would do something else than what was shown."""


def _seen(upload: Upload) -> str:
    report = upload.report["goed"] if upload.only_good else upload.report
    return str(report["vingerafdruk"])


def _patiently() -> None:
    with connection.cursor() as cursor:  # twenty thousand rows take longer than a page may
        cursor.execute(
            "SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0;"
            " SET LOCAL lock_timeout = 0; SET CONSTRAINTS ALL DEFERRED"
        )


def _write(found: Checked, upload: Upload, scope: Scope, at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('thuisroute.today', %s, true)", [scope.today.isoformat()])
        write(found.delivery)
        date_features(found.delivery, scope.region, on=scope.today)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
    done = Upload.objects.filter(pk=upload.pk, cancelled_at=None, loaded_at=None)
    if not done.update(loaded_at=at, content=None, step=""):
        raise Cancelled
    by = upload.asked_by
    AccessRecord.objects.create(
        user=by,
        role=by.role if by else "",
        organisation_name=by.organisation.name if by else "",
        action=Action.CREATE,
        subject=f"inlezen {upload.get_kind_display().lower()}"[:100],
        path=f"/inlezen/{upload.slug}/",
    )
