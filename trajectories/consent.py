"""What may be shared about a client, with whom and for what: asked before it leaves, written down when it does."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import OuterRef, QuerySet, Value

from portal.models import Client, Organisation, User
from portal.templatetags.dutch import dag
from trajectories.models import Consent, Disclosure, MatchProposal, Purpose
from trajectories.models.consent import allows
from trajectories.obstacles import demand, refusals_in_dutch

WHO_IT_IS = "Naam, geboortedatum, telefoonnummer en e-mailadres, na het ja op een voorstel"
"""What a provider gets to know of somebody it said yes to."""
type Recipient = Organisation | str | None
"""An organisation of the region, somebody else by name, or nobody in particular."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a client, or somebody for the client, answered; the days are `[starts_on, ends_on)`."""

    purpose: Purpose
    is_given: bool
    given_by: str
    manner: str
    starts_on: date
    ends_on: date | None = None
    with_: Recipient = None
    scope: str = ""
    representative: str = ""


def answer_on(client: Client, *, purpose: str, with_: Recipient = None, on: date) -> Consent | None:
    """The answer that holds on a day; one about this very recipient goes before one about all of them."""
    found = Consent.objects.filter(client=client).about(purpose, with_=with_).covering(on)
    return max(found.select_related("organisation"), key=_is_about_one, default=None)


def may_share(client: Client, *, purpose: str, with_: Recipient = None, on: date) -> bool:
    """Whether something about the client may be shared on a day; no answer is no."""
    answer = answer_on(client, purpose=purpose, with_=with_, on=on)
    return answer is not None and answer.is_given


def obstacles_to_share(client: Client, *, purpose: str, with_: Recipient = None, on: date) -> list[str]:
    """Why nothing may be shared, in Dutch; empty when it may."""
    answer = answer_on(client, purpose=purpose, with_=with_, on=on)
    if answer and answer.is_given:
        return []
    about = f"‘{Purpose(purpose).label}’" + (f" met {with_}" if with_ else "")
    if answer:
        return [f"{client} zei op {dag(answer.starts_on)} nee tegen {about}."]
    return [f"Er is geen toestemming van {client} voor {about}."]


def clients_who_allow(purpose: str, *, with_: Organisation, on: date) -> QuerySet[Client]:
    """All clients about whom something may be shared with an organisation, in one query for a list."""
    return Client.objects.filter(allows(purpose, client="pk", with_=with_, on=on))


def recipients(
    client: Client, *, purpose: str, among: QuerySet[Organisation], on: date
) -> tuple[list[Organisation], list[Organisation]]:
    """The organisations that something about the client may be shared with on a day, and the others."""
    allowed = allows(purpose, client="of_client", with_=OuterRef("pk"), on=on)
    asked = among.alias(of_client=Value(client.pk)).annotate(is_allowed=allowed)
    sides: tuple[list[Organisation], list[Organisation]] = ([], [])
    for one in asked:
        sides[not one.is_allowed].append(one)
    return sides


@transaction.atomic
def record_answer(client: Client, answer: Answer, *, on: date, by: User) -> Consent:
    """Keep what the client answered; it replaces the answer that held until then.

    Providers that waited for this answer see from now on who it is, and that is written down.
    Saying the same twice keeps the first. Raises `Obstructed` when another answer covers later days.
    """
    _hold(client, on, by)
    consent = _new(client, answer, by)
    same = Consent.objects.filter(
        client=client, purpose=answer.purpose, organisation=consent.organisation, recipient=consent.recipient
    )
    before = same.covering(answer.starts_on).first()
    if before and _says_the_same(before, answer):
        return before
    with refusals_in_dutch():
        if before:
            before.ends_on = answer.starts_on
            before.save(update_fields=["ends_on"])
        consent.save()
    disclose_names(client, on=on, by=by)
    return consent


@transaction.atomic
def withdraw_consent(consent: Consent, *, withdrawn_on: date, words: str, on: date, by: User) -> None:
    """From `withdrawn_on` nothing more is shared under this consent; what was shared stays in sight."""
    _hold(consent.client, on, by)
    consent.refresh_from_db()
    if consent.withdrawn_on:
        return
    demand(obstacles_to_withdraw(consent, on=on))
    consent.withdrawn_on, consent.withdrawal_words, consent.withdrawn_by = withdrawn_on, words, by
    consent.save(update_fields=["withdrawn_on", "withdrawal_words", "withdrawn_by"])


def obstacles_to_withdraw(consent: Consent, *, on: date) -> list[str]:
    """Why there is nothing to withdraw."""
    if not consent.is_given:
        return ["Dit was een nee. Geeft de cliënt nu wel toestemming, leg dan een nieuw antwoord vast."]
    if consent.withdrawn_on:
        return [f"Deze toestemming is al ingetrokken, op {dag(consent.withdrawn_on)}."]
    return [] if consent.ends_on is None or on < consent.ends_on else ["Deze toestemming is al afgelopen."]


@transaction.atomic
def record_disclosure(
    client: Client, *, purpose: str, what: str, with_: Recipient = None, on: date, by: User
) -> Disclosure:
    """Write down that something is shared now; raises `Obstructed` without consent for it.

    Call this in the act that shares, so that neither happens without the other.
    """
    # Whoever withdraws at this moment waits for us, or we for them.
    Client.objects.select_for_update(of=("self",), no_key=True).get(pk=client.pk)
    demand(obstacles_to_share(client, purpose=purpose, with_=with_, on=on))
    consent = answer_on(client, purpose=purpose, with_=with_, on=on)
    assert consent is not None
    return Disclosure.objects.create(
        client=client, consent=consent, purpose=purpose, what=what, shared_on=on, shared_by=by, **_named(with_)
    )


def disclose_names(client: Client, *, on: date, by: User) -> None:
    """Write down which providers read from now on who this client is; once per answer and acceptance.

    Call this in every act after which a provider may know it: saying yes, and answering for the client.
    """
    for proposal in MatchProposal.objects.filter(entry__client=client).open().named_on(on).with_everything():
        provider, purpose = proposal.place.location.provider, Purpose.SHARE_FOR_MATCHING
        answer = answer_on(client, purpose=purpose, with_=provider, on=on)
        if not answer or not answer.is_given:
            continue
        told = answer.disclosures.filter(organisation=provider, shared_on__gte=proposal.accepted_on)
        if not told.exists():
            record_disclosure(client, purpose=purpose, what=WHO_IT_IS, with_=provider, on=on, by=by)


def disclosures_of(client: Client) -> QuerySet[Disclosure]:
    """Where something about the client went, the latest first."""
    return client.disclosures.select_related("organisation", "shared_by").order_by("-shared_on", "-pk")


def _hold(client: Client, on: date, by: User) -> None:
    """Wait for whoever works on the consents of this client, for who may see the client only."""
    mine = Client.objects.visible_to(by, on=on).select_for_update(of=("self",))
    if not mine.filter(pk=client.pk).exists():
        raise PermissionDenied


def _new(client: Client, answer: Answer, by: User) -> Consent:
    return Consent(
        client=client,
        purpose=answer.purpose,
        is_given=answer.is_given,
        scope=answer.scope,
        given_by=answer.given_by,
        representative=answer.representative,
        manner=answer.manner,
        starts_on=answer.starts_on,
        ends_on=answer.ends_on,
        recorded_by=by,
        **_named(answer.with_),
    )


def _named(with_: Recipient) -> dict[str, Organisation | str | None]:
    if isinstance(with_, str):
        return {"recipient": with_}
    return {"organisation": with_}


def _says_the_same(before: Consent, answer: Answer) -> bool:
    names = ("is_given", "scope", "given_by", "representative", "manner", "starts_on", "ends_on")
    return all(getattr(before, name) == getattr(answer, name) for name in names)


def _is_about_one(consent: Consent) -> bool:
    return consent.organisation_id is not None or consent.recipient != ""
