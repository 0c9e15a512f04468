"""Who it is: what a provider that said yes gets to read of the client, and what is missing while it may not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from portal.actor import telling
from portal.models import Client, Municipality, Role, User
from trajectories.consent import obstacles_to_share
from trajectories.models import InvestigationPart, MatchProposal, PartKind, Purpose

STILL_UNKNOWN = (
    "U weet nog niet wie het is: de cliënt gaf nog geen toestemming om de naam met u te delen. "
    "Vastleggen kan zodra die er is."
)


def named(proposals: Iterable[MatchProposal], *, on: date) -> set[int]:
    """Which of these proposals the provider may read with the client's name, by id; one query."""
    shown = [proposal.pk for proposal in proposals]
    if not shown:
        return set()
    return set(MatchProposal.objects.filter(pk__in=shown).named_on(on).values_list("pk", flat=True))


def unknown_to(user: User, proposal: MatchProposal, *, on: date) -> list[str]:
    """Why a user cannot write down what happened to this client: a provider that may not know who it is."""
    is_known = MatchProposal.objects.naming(user, on=on).filter(pk=proposal.pk).exists()
    return [] if is_known else [STILL_UNKNOWN]


@dataclass(frozen=True, slots=True)
class Missing:
    """Why the provider may not read the name, and for whoever may ask the client: where to write the answer."""

    sentences: tuple[str, ...]
    url: str = ""


def what_is_missing(proposal: MatchProposal, *, to: User, on: date) -> Missing | None:
    """What the client still has to allow; a provider reads that only once it said yes, and never what was said."""
    if not proposal.is_open or named([proposal], on=on):
        return None
    if to.role == Role.PROVIDER:
        return Missing(_FOR_THE_PROVIDER) if proposal.accepted_on else None
    client, provider = proposal.entry.client, proposal.place.location.provider
    purpose = Purpose.SHARE_FOR_MATCHING
    found = obstacles_to_share(client, purpose=purpose, with_=provider, on=on)
    if not found:
        return None
    then = f"{provider} ziet de naam pas als de cliënt dat goedvindt. Kennismaken kan daarna."
    return Missing((*found, then), reverse("answer_consent", args=[client.slug, purpose.word]))


_FOR_THE_PROVIDER = (
    "De cliënt gaf nog geen toestemming om de naam met u te delen.",
    "Het wijkteam of de toegangscoördinator vraagt dat. Uw ja staat vast, en de plek blijft zolang vrij voor deze "
    "cliënt. Zodra de cliënt het goedvindt, leest u hier wie het is.",
)


@telling()
def municipality_of(client: Client) -> Municipality | None:
    """Where the client turned to last: a provider reads that of a proposal before it knows who it is."""
    latest = client.notifications.select_related("municipality").order_by("-notified_on", "-pk").first()
    return latest.municipality if latest else None


@telling()
def how_to_reach(client: Client) -> dict[str, str]:
    """Telephone and e-mail as the client last gave them; never the address."""
    parts = InvestigationPart.objects.filter(notification__client=client, kind=PartKind.PERSON)
    latest = parts.order_by("-notification__notified_on", "-pk").first()
    answers = latest.answers if latest else {}
    words = {"phone": "Telefoon", "email": "E-mail"}
    return {word: str(answers[key]) for key, word in words.items() if answers.get(key)}
