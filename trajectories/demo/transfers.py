"""Two people between regions: one came from Rotterdam, about the other two regions disagree."""

from dataclasses import dataclass
from datetime import date, timedelta

from portal.models import Role, User
from trajectories.models import Direction, Notification, RegionTransfer, TransferStepKind

Kind = TransferStepKind
WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Journey:
    """A transfer and its steps: what, how many days after the question, in words."""

    client: str
    other: str
    reason: str
    steps: tuple[tuple[TransferStepKind, int, str], ...]


JOURNEYS = (
    Journey(
        "C-R4M8Z",
        "Rotterdam",
        "Haar zus woont in Zwolle, en in Rotterdam komt zij oude bekenden tegen.",
        (
            (Kind.SENT, 4, "Verslag van het onderzoek ontvangen, met toestemming van de cliënt."),
            (Kind.ACCEPTED, 9, "Zwolle zegt ja: een netwerk dichtbij en een plek die past."),
            (Kind.DONE, 12, "Kennisgemaakt met het wijkteam. Rotterdam hield de opvang tot deze dag."),
        ),
    ),
    Journey(
        "C-G9T3W",
        "Apeldoorn",
        "Hij wil terug naar de stad waar zijn kinderen wonen.",
        (
            (Kind.REFUSED, 6, "Apeldoorn ziet geen band met de stad en zegt nee."),
            (Kind.CONTACTS, 11, "De contactpersonen spraken elkaar en werden het niet eens."),
            (Kind.ADVISER, 16, "De regioadviseur is gevraagd te bemiddelen."),
        ),
    ),
)


def go_over(*, on: date) -> None:
    """Write down both transfers; who stays between regions is looked at again in three days."""
    for journey in JOURNEYS:
        melding = Notification.objects.filter(client__code=journey.client).order_by("-notified_on").first()
        if melding is not None:
            _write(journey, melding, on)


def _write(journey: Journey, melding: Notification, on: date) -> None:
    worker = User.objects.filter(role=Role.COORDINATOR, organisation__region=melding.region).order_by("pk").first()
    if worker is None:
        return
    has_ended = journey.steps[-1][0] == Kind.DONE
    asked_on = min(melding.notified_on, on - timedelta(days=journey.steps[-1][1]))
    transfer = RegionTransfer.objects.create(
        notification=melding,
        direction=Direction.IN if has_ended else Direction.OUT,
        other_region=journey.other,
        our_contact=f"{worker}, 000 111 22 33",
        their_contact=f"Toegang {journey.other} (fictief), 000 444 55 66",
        reason=journey.reason,
        bridging="De maatschappelijke opvang houdt een bed vrij."
        if has_ended
        else "Ambulante begeleiding gaat door.",
        asked_on=asked_on,
        answer_by=asked_on + 3 * WEEK,
        asked_by=worker,
    )
    for kind, days, words in journey.steps:
        taken_on = asked_on + timedelta(days=days)
        is_last = (kind, days, words) == journey.steps[-1]
        again = on + timedelta(days=3) if is_last and not has_ended else None
        transfer.steps.create(kind=kind, taken_on=taken_on, words=words, next_on=again, taken_by=worker)
    if has_ended:
        transfer.ended_on = asked_on + timedelta(days=journey.steps[-1][1])
        transfer.save(update_fields=["ended_on"])
