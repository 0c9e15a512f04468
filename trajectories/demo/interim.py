"""What happened in the demo while people waited: checks, bridging care, changes of status, sealed counts."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from random import Random

from portal.models import Organisation, Region, Role, User
from trajectories import census, waiting
from trajectories.models import (
    BridgingCare,
    CheckAnswer,
    SpokenWith,
    StatusChange,
    WaitCheck,
    WaitlistEntry,
    WaitPause,
    WaitStatus,
)

SEALED_DAYS = 14
WORDS = (
    "Ik wil nog steeds graag naar een eigen plek.",
    "Het liefst in de buurt van mijn zus.",
    "Ik heb nu iemand die me helpt, maar dit is niet voor altijd.",
    "Bel me vooral ’s middags.",
    "",
    "",
)
URGENT_REASONS = (
    "Slaapt sinds kort op straat.",
    "Moet de kliniek uit en kan nergens heen.",
    "Thuis is het niet meer veilig.",
    "De tijdelijke kamer stopt.",
)
CALMER_REASONS = ("Wil alleen in de eigen gemeente wonen.", "Heeft voorlopig een kamer bij familie.")
PAUSE_REASONS = ("Tijdelijk opgenomen.", "Wil eerst een behandeling afmaken.", "Is enkele weken bij familie.")
OTHERS = ("het FACT-team", "de wijkverpleging", "de maatschappelijke opvang")


def fill_the_wait(region: Region, *, on: date, at: datetime) -> None:
    """Give a region's list what the regiobestand does not hold; invented, and the same every time."""
    entries = list(WaitlistEntry.objects.filter(region=region).open_on(on).order_by("code"))
    coordinator = User.objects.get(role=Role.COORDINATOR, organisation__region=region)
    WaitCheck.objects.bulk_create(_checks(entries, coordinator, on))
    providers = list(Organisation.objects.providers_of(region).order_by("code"))
    BridgingCare.objects.bulk_create(_bridging(entries, providers, on))
    StatusChange.objects.bulk_create(_earlier_changes(entries, coordinator, on))
    _say_why_it_stands_still(region)
    for day in range(SEALED_DAYS, 0, -1):
        census.take(region, day=on - timedelta(days=day), at=at - timedelta(days=day - 1))
    _change_today(entries, coordinator, on)


def _luck(entry: WaitlistEntry, subject: str) -> Random:
    return Random(f"{entry.code} {subject}")  # noqa: S311 (invented people)


def _checks(entries: Iterable[WaitlistEntry], by: User, on: date) -> Iterable[WaitCheck]:
    for entry in entries:
        luck = _luck(entry, "checks")
        waited = (on - entry.waiting_since).days
        if waited < 30 or luck.random() < 0.12:
            continue
        asked_on = on - timedelta(days=luck.randint(2, min(waited, 80)))
        answered_by = luck.choice((SpokenWith.CLIENT, SpokenWith.CLIENT, SpokenWith.PROFESSIONAL))
        yield WaitCheck(
            entry=entry,
            asked_on=asked_on,
            asked_by=by,
            answer=CheckAnswer.HOLDS,
            spoken_with=answered_by,
            words=luck.choice(WORDS),
        )


def _bridging(entries: Iterable[WaitlistEntry], providers: list[Organisation], on: date) -> Iterable[BridgingCare]:
    for entry in entries:
        luck = _luck(entry, "bridging")
        if not entry.has_bridging or luck.random() < 0.2:
            continue
        since = entry.waiting_since + timedelta(days=luck.randint(0, min((on - entry.waiting_since).days, 40)))
        provider = luck.choice(providers) if luck.random() < 0.75 else None
        given_by = "" if provider else luck.choice(OTHERS)
        yield BridgingCare(entry=entry, provider=provider, given_by=given_by, starts_on=since)


def _earlier_changes(entries: Iterable[WaitlistEntry], by: User, on: date) -> Iterable[StatusChange]:
    """How some came by the status they have; the status itself stands in the regiobestand."""
    reasons = {WaitStatus.URGENT: URGENT_REASONS, WaitStatus.PREFERENCE: CALMER_REASONS}
    for entry in entries:
        luck = _luck(entry, "status")
        waited = (on - entry.waiting_since).days
        if entry.status not in reasons or waited < 14 or luck.random() < 0.4:
            continue
        changed_on = on - timedelta(days=luck.randint(1, min(waited - 1, 120)))
        yield StatusChange(
            entry=entry,
            changed_on=changed_on,
            was=WaitStatus.ACTIVE,
            became=entry.status,
            reason=luck.choice(reasons[WaitStatus(entry.status)]),
            changed_by=by,
        )


def _say_why_it_stands_still(region: Region) -> None:
    pauses = list(WaitPause.objects.filter(entry__region=region, reason="").select_related("entry"))
    for pause in pauses:
        pause.reason = _luck(pause.entry, "pause").choice(PAUSE_REASONS)
    WaitPause.objects.bulk_update(pauses, ["reason"])


def _change_today(entries: Iterable[WaitlistEntry], by: User, on: date) -> None:
    """One who became urgent this morning, so that yesterday's list differs from today's."""
    active = (entry for entry in entries if entry.status == WaitStatus.ACTIVE)
    entry = max(active, key=lambda entry: (entry.waiting_since, entry.code), default=None)
    if entry:
        waiting.change_status(entry, status=WaitStatus.URGENT, reason=URGENT_REASONS[0], on=on, by=by)
