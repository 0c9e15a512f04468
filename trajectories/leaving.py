"""Leaving: away for a while, out of the care of the region with somewhere to go, or dead."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet

from placements.models import HousingEpisode, MoveReason, Tenure
from portal.actor import SYSTEM, acting_as
from portal.models import Client, Municipality, User
from portal.templatetags.dutch import dag
from trajectories import outflow
from trajectories.models import Absence, CareEpisode, EndReason, LeaveReason, MatchProposal
from trajectories.moving import end_care, hold_client, move
from trajectories.obstacles import demand, refusals_in_dutch


class Home(StrEnum):
    """What becomes of the dwelling when the care ends."""

    STAYS = "BLIJFT"
    ENDS = "VERTREKT"
    OWN = "EIGEN"


def leave(
    client: Client,
    *,
    on: date,
    destination: EndReason | str,
    home: Home = Home.STAYS,
    municipality: Municipality | None = None,
    tenure: Tenure | str = Tenure.OWN_TENANCY,
    by: User,
) -> CareEpisode:
    """End the care of the region, with where the client goes; `on` is the first day without.

    The dwelling stays, ends the same day, or gives way to a home of their own in a municipality. Whoever was ready
    for the next step has taken it. Raises `Obstructed`, and `PermissionDenied` for a client out of `by`'s sight.
    """
    with refusals_in_dutch():
        care = end_care(client, on=on, reason=EndReason(destination), by=by)
        with acting_as(SYSTEM):  # whoever ends what was their own, on a day gone by, is out of sight halfway
            if home == Home.OWN:
                demand([] if municipality else ["Kies in welke gemeente de eigen woning is."])
                assert municipality is not None
                move(client, to=municipality, on=on, tenure=tenure, reason=MoveReason.OWN_TENANCY, by=by)
            elif home == Home.ENDS:
                _end_dwelling(client, on=on)
            outflow.leave(client, on=on)
        return care


def go_away(
    client: Client, *, since: date, reason: str, expected_back_on: date | None = None, on: date, by: User
) -> Absence:
    """Write down that a client is away from `since` and keeps dwelling and care. Again: the same. `Obstructed`."""
    with refusals_in_dutch():
        hold_client(client, on=on, by=by)
        running = client.absences.filter(runs_until__gt=since).order_by("starts_on").first()
        if running and running.starts_on == since:
            return running
        demand([f"Deze cliënt is al weg sinds {dag(running.starts_on)}."] if running else [])
        return Absence.objects.create(
            client=client, starts_on=since, reason=reason, expected_back_on=expected_back_on, noted_by=by
        )


def come_back(client: Client, *, back_on: date, on: date, by: User) -> bool:
    """Write down that a client who was away is back; `back_on` is the first day at home again.

    True if it was done now, False if it was done before. Raises `Obstructed`.
    """
    with refusals_in_dutch():
        hold_client(client, on=on, by=by)
        running = client.absences.filter(ends_on=None).first()
        if running is None and client.absences.filter(ends_on=back_on).exists():
            return False
        demand(obstacles_to_come_back(client, back_on=back_on))
        client.absences.filter(ends_on=None).update(ends_on=back_on)
        return True


def obstacles_to_come_back(client: Client, *, back_on: date) -> list[str]:
    """Why a client cannot be back on a day."""
    running = client.absences.filter(ends_on=None).first()
    if running is None:
        return ["Er staat niet dat deze cliënt weg is."]
    early = f"Deze cliënt ging weg op {dag(running.starts_on)}. Kies een dag daarna."
    return [early] if back_on <= running.starts_on else []


def die(client: Client, *, died_on: date, on: date, by: User) -> bool:
    """Close all that runs for a client who died: care, dwelling, waiting, what was proposed, readiness, absence.

    The day of death is the last that counts. True if there was something to close now. Raises `Obstructed`.
    """
    until = died_on + timedelta(days=1)
    with refusals_in_dutch():
        hold_client(client, on=on, by=by)
        demand(obstacles_to_die(client, died_on=died_on))
        with acting_as(SYSTEM):  # once care and dwelling are closed, whoever gave them is out of sight
            return _close_all(client, until=until, on=on, by=by)


def _close_all(client: Client, *, until: date, on: date, by: User) -> bool:
    proposals = MatchProposal.objects.filter(entry__client=client).open()
    closed = [
        proposals.update(withdrawn_on=on, withdrawn_by=by),
        client.nominations.open().update(
            withdrawn_on=on, withdrawn_by=by, withdrawn_words="De voordracht gaat niet door."
        ),
        client.waitlist_entries.filter(left_on=None).update(left_on=until, left_reason=LeaveReason.DIED),
        client.care_episodes.covering(until).update(ends_on=until, end_reason=EndReason.DIED),
        client.housing_episodes.covering(until).update(ends_on=until),
        client.readiness.covering(until).update(ends_on=until),
        client.absences.covering(until).update(ends_on=until),
    ]
    return any(closed)


def obstacles_to_die(client: Client, *, died_on: date) -> list[str]:
    """Why a day of death cannot be: something began after it."""
    later: list[tuple[str, QuerySet[Any]]] = [
        ("een woning", client.housing_episodes.filter(starts_on__gt=died_on)),
        ("zorg", client.care_episodes.filter(starts_on__gt=died_on)),
        ("een wachttijd", client.waitlist_entries.filter(waiting_since__gt=died_on)),
    ]
    return [
        f"Na {dag(died_on)} begint voor deze cliënt nog {what}. Kijk de dag na, of corrigeer dat eerst."
        for what, rows in later
        if rows.exists()
    ]


def _end_dwelling(client: Client, *, on: date) -> None:
    later = client.housing_episodes.filter(starts_on__gte=on).order_by("starts_on").first()
    demand([f"Deze cliënt heeft vanaf {dag(later.starts_on)} al een andere woning."] if later else [])
    HousingEpisode.objects.filter(client=client).covering(on).update(ends_on=on)
