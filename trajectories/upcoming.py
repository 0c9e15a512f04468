"""What comes next for a client, the first day on top."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from portal.models import Client
from portal.templatetags.dutch import dag, laatste_dag
from trajectories import terms
from trajectories.decisions import in_force
from trajectories.models import MatchProposal, Notification
from trajectories.transferring import due_on


@dataclass(frozen=True, slots=True)
class Upcoming:
    """Something that has to happen by a day, or when somebody answers; with the page where it is done."""

    day: date | None
    what: str
    url: str = ""


def upcoming(
    client: Client, *, proposals: Iterable[MatchProposal], notifications: Iterable[Notification], on: date
) -> list[Upcoming]:
    """Everything ahead on day `on`; what has no day of its own comes first."""
    ahead = [_proposed(proposal) for proposal in proposals]
    for melding in notifications:
        ahead += [*_term(melding, on), *_validity(melding, on), *_transfers(melding)]
    planned = client.reviews.filter(planned_on__gte=on, held_on=None).order_by("planned_on").first()
    if planned:
        ahead.append(Upcoming(planned.planned_on, "Evaluatie"))
    return sorted(ahead, key=lambda one: one.day or on)


def _proposed(proposal: MatchProposal) -> Upcoming:
    there, url = proposal.place.location, reverse("proposal", args=[proposal.slug])
    if proposal.accepted_on:
        return Upcoming(proposal.intended_start_on, f"Gewenste eerste dag in {there.name}", url)
    asked = f"{there.provider} antwoordt op het voorstel van {dag(proposal.proposed_on)}"
    return Upcoming(None, asked, url)


def _transfers(melding: Notification) -> list[Upcoming]:
    url = reverse("transfers", args=[melding.slug])
    running = (transfer for transfer in melding.transfers.all() if transfer.ended_on is None)
    return [Upcoming(due_on(transfer), str(transfer), url) for transfer in running]


def _term(melding: Notification, on: date) -> list[Upcoming]:
    clock = terms.running(melding, on=on) if melding.is_open_on(on) else None
    if clock is None or clock.is_suspended:
        return []
    what = "Onderzoek klaar" if clock.name == terms.INVESTIGATION else "Besluit genomen"
    late = " (te laat)" if clock.is_over else ""
    return [Upcoming(clock.due_on, f"{what}, uiterlijk{late}", reverse("notification", args=[melding.slug]))]


def _validity(melding: Notification, on: date) -> list[Upcoming]:
    last = in_force(melding) or melding
    if last.valid_until is None or last.valid_until <= on:
        return []
    last_day = laatste_dag(last.valid_until)
    what, url = f"Laatste dag van het besluit {last.care_form}", reverse("notification", args=[melding.slug])
    return [Upcoming(last_day, what, url)]
