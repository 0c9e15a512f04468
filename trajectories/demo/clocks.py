"""Clocks of the demo that move: a later day promised, a notice that it is late, help at once, and story 15."""

from collections.abc import Iterator
from datetime import date, timedelta

from portal.models import Role, User
from trajectories.asking_advice import ask_advice, keep_advice
from trajectories.extending import extend
from trajectories.models import CareEpisode, Leaning, Notification, TemporaryProvision
from trajectories.penalty import press
from trajectories.urgent import Help, help_now

URGENT_THEN_REFUSED = "C-Q2F6N"
"""Story 15: helped at once, refused later."""


def move_clocks(*, on: date) -> None:
    """For each team with an account: something of everything; on day `on`, through the acts of the pages."""
    for worker in User.objects.filter(role=Role.TEAM, is_active=True).order_by("login"):
        late, applied, fresh = _open_ones(worker, on)
        if late:
            press(
                late,
                received_on=on - timedelta(days=3),
                words="U bent te laat met mijn besluit.",
                on=on,
                by=worker,
            )
        if applied:
            extend(
                applied,
                promised_on=on + timedelta(days=18),
                told_on=on - timedelta(days=1),
                reason="Wij wachten op een advies over de zorg die nodig is.",
                on=on,
                by=worker,
            )
            _advise(applied, on=on, by=worker)
        if fresh:
            _help(fresh, on=on, by=worker)
    _story(on=on)


def _open_ones(worker: User, on: date) -> Iterator[Notification | None]:
    """The latest decision, the next one, and the freshest melding of a team; each may be missing."""
    rows = Notification.objects.visible_to(worker).open_on(on).filter(is_pre_notification=False).order_by("pk")
    applied = sorted((row for row in rows if row.applied_on), key=lambda row: row.applied_on or on)
    yield applied[0] if applied else None
    yield applied[1] if len(applied) > 1 else None
    yield max((row for row in rows if not row.reported_on), key=lambda row: row.notified_on, default=None)


def _advise(melding: Notification, *, on: date, by: User) -> None:
    """An adviser answered, and the client still has to get the advice."""
    asked = max(melding.notified_on, on - timedelta(days=20))
    question = "Is er elke dag toezicht nodig, of kan het met begeleiding?"
    wanted = asked + timedelta(days=14)
    ask_advice(melding, adviser="De GGD", question=question, asked_on=asked, wanted_by=wanted, on=on, by=by)
    words = (
        "Elke dag even contact is genoeg, als iemand ook 's avonds bereikbaar is. Kijk na een half jaar opnieuw."
    )
    yesterday = on - timedelta(days=1)
    keep_advice(melding, given_on=yesterday, leaning=Leaning.GRANT, words=words, client_saw_on=None, on=on, by=by)


def _help(melding: Notification, *, on: date, by: User) -> None:
    help_ = Help(
        what="Een kamer in de crisisopvang, met elke dag even contact.",
        starts_on=melding.notified_on,
        care_form=None,
        provider=None,
        by_whom="De maatschappelijke opvang",
    )
    reason = "Slaapt sinds gisteren op straat."
    help_now(melding, help_=help_, urgent_reason=reason, on=on, by=by)


def _story(*, on: date) -> None:
    """Story 15: a temporary place the day after the melding, until a week after the refusal."""
    melding = Notification.objects.filter(client__code=URGENT_THEN_REFUSED).first()
    care = CareEpisode.objects.filter(client__code=URGENT_THEN_REFUSED).select_related("provider").first()
    if melding is None or care is None:
        return
    melding.urgent_reason = "Kon door ruzie niet meer thuis slapen."
    melding.save(update_fields=["urgent_reason"])
    TemporaryProvision.objects.create(
        notification=melding,
        what="Een tijdelijke plek, in afwachting van het onderzoek.",
        care_form=care.care_form,
        provider=care.provider,
        starts_on=care.starts_on,
        ends_on=care.ends_on,
        decided_on=melding.notified_on,
        decided_by=User.objects.get(role=Role.COORDINATOR, organisation__region=melding.region_id),
    )
