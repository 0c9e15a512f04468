"""Handing a spreadsheet in, asking to load it, and calling it off; the work itself is done outside any request."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from portal.models import Region, Role, User
from trajectories.models import Upload, UploadState
from trajectories.uploads.kinds import Kind
from trajectories.uploads.opening import obstacle_to_open

MOST_OPEN = 5
"""Spreadsheets of one person that wait or are worked on at the same time."""


@transaction.atomic
def receive(kind: Kind, *, region: Region, name: str, data: bytes, at: datetime, by: User) -> Upload:
    """Keep a spreadsheet for the worker to look over; raises ValidationError when it cannot be opened.

    What nobody loaded in time is thrown away here.
    """
    if by.role not in kind.roles or (by.region_id and by.region_id != region.pk):
        raise PermissionDenied
    if obstacle := obstacle_to_open(name, data):
        raise ValidationError(obstacle)
    Upload.objects.stale_at(at).update(content=None, cancelled_at=at)
    busy = [upload for upload in Upload.objects.in_short().filter(uploaded_by=by) if upload.is_busy]
    if len(busy) >= MOST_OPEN:
        raise ValidationError("Er worden al vijf bestanden van u nagekeken. Wacht tot er een klaar is.")
    return Upload.objects.create(
        region=region,
        kind=kind.kind,
        provider=by.organisation if by.role == Role.PROVIDER else None,
        file_name=name[-200:],
        content=data,
        uploaded_at=at,
        uploaded_by=by,
    )


@transaction.atomic
def ask_to_load(upload: Upload, *, only_good: bool, at: datetime, by: User) -> None:
    """Let the worker load it; with `only_good` what is right of it. Asking twice asks once.

    Raises ValidationError when it cannot be loaded (any more).
    """
    now = _hold(upload, by)
    if now.state in (UploadState.LOADING, UploadState.LOADED):
        return
    if now.state not in (UploadState.READY, UploadState.WRONG):
        raise ValidationError("Dit bestand kan niet meer geladen worden. Lever het opnieuw aan.")
    if now.error_total and not (only_good and now.report.get("goed")):
        raise ValidationError("Er staan fouten in dit bestand. Verbeter ze en lever het opnieuw aan.")
    now.asked_at, now.asked_by, now.only_good = at, by, bool(now.error_total)
    now.attempts, now.step, now.rows_done = 0, "", 0
    now.save(update_fields=["asked_at", "asked_by", "only_good", "attempts", "step", "rows_done"])


@transaction.atomic
def cancel(upload: Upload, *, at: datetime, by: User) -> None:
    """Call it off and throw away what was in it; raises ValidationError when it is loaded already."""
    now = _hold(upload, by)
    if now.loaded_at:
        raise ValidationError("Dit bestand is al geladen.")
    if now.is_open:
        now.cancelled_at, now.content = at, None
        now.save(update_fields=["cancelled_at", "content"])


def _hold(upload: Upload, by: User) -> Upload:
    if not Upload.objects.visible_to(by).filter(pk=upload.pk).exists():
        raise PermissionDenied
    return Upload.objects.select_for_update().get(pk=upload.pk)
