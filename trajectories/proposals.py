"""Proposing a waiting client for a place, and every answer to it; a person decides at every step."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied

from placements.models import Place
from portal.models import Client, MailKind, Role, User
from portal.templatetags.dutch import dag
from trajectories import advising
from trajectories.advising import Advised
from trajectories.consent import disclose_names
from trajectories.models import DeclineReason, MatchProposal, WaitlistEntry
from trajectories.models.proposal import MatchProposalQuerySet
from trajectories.naming import unknown_to
from trajectories.notices import tell
from trajectories.obstacles import demand, one_at_a_time, refusals_in_dutch
from trajectories.vacancy import place_obstacles


def waiting_proposals(user: User) -> MatchProposalQuerySet:
    """Open proposals that wait for this user: to answer, or to say that the client got the key; oldest first."""
    mine = MatchProposal.objects.answerable_by(user).open()
    if user.role == Role.COORDINATOR:
        mine = mine.filter(accepted_on__isnull=False)
    return mine.with_everything().order_by("proposed_on", "pk")


def obstacles(entry: WaitlistEntry, place: Place, *, on: date, seen_on: date | None = None) -> list[str]:
    """Why an entry cannot be proposed for a place from `on`: "De plek is bezet t/m 30 april 2027.".

    With `seen_on`, a departure that is expected on that day counts as one.
    """
    found = []
    if entry.left_on:
        found.append(f"Deze inschrijving staat sinds {dag(entry.left_on)} niet meer op de wachtlijst.")
    if entry.proposals.open().exists():
        found.append("Voor deze cliënt loopt al een voorstel.")
    return found + place_obstacles(place, on=on, seen_on=seen_on, care_form=entry.care_form)


def propose(
    entry: WaitlistEntry,
    *,
    place: Place,
    intended_start_on: date,
    message: str = "",
    skip_reason: str = "",
    on: date,
    by: User,
) -> tuple[MatchProposal, bool]:
    """Ask the provider of a place to take a waiting client from `intended_start_on`.

    Gives the proposal, and whether it was made now (False: the same one was open). Raises `Obstructed`, and
    `PermissionDenied` for whoever is not a coordinator of the region.
    """
    if by.role != Role.COORDINATOR or by.region_id != entry.region_id or place.region_id != entry.region_id:
        raise PermissionDenied
    with refusals_in_dutch():
        _hold(entry, place)
        if same := entry.proposals.open().filter(place=place).first():
            return same, False
        advised = advising.answer_for(entry, place, start=intended_start_on, on=on)
        demand(advice_obstacles(advised, skip_reason) + obstacles(entry, place, on=intended_start_on, seen_on=on))
        proposal = MatchProposal.objects.create(
            region_id=entry.region_id,
            entry=entry,
            place=place,
            intended_start_on=intended_start_on,
            message=message,
            skip_reason=skip_reason,
            proposed_on=on,
            proposed_by=by,
        )
        if advised:
            advising.keep(proposal, advised)
        for kind in (MailKind.ANSWER, MailKind.RESERVED):
            tell(kind, proposal, on=on, by=by)
        return proposal, True


def accept(proposal: MatchProposal, *, on: date, by: User) -> bool:
    """The provider takes the client, and reads who it is if the client allows that.

    True if it was done now, False if it was done before. Raises `Obstructed`.
    """
    with refusals_in_dutch():
        held = _hold_proposal(proposal, by=by, role=Role.PROVIDER)
        if held.accepted_on and held.is_open:
            return False
        start = held.intended_start_on
        demand(_over(held) or place_obstacles(held.place, on=start, seen_on=held.proposed_on, apart_from=held))
        held.accepted_on, held.accepted_by = on, by
        held.save(update_fields=["accepted_on", "accepted_by"])
        disclose_names(held.entry.client, on=on, by=by)
        tell(MailKind.ANSWERED, held, event="ja", on=on, by=by)
        return True


def decline(proposal: MatchProposal, *, reason: DeclineReason | str, words: str = "", on: date, by: User) -> bool:
    """The provider does not take the client; the place is free again, the client keeps waiting.

    True if it was done now, False if it was done before. Raises `Obstructed`.
    """
    with refusals_in_dutch():
        held = _hold_proposal(proposal, by=by, role=Role.PROVIDER)
        if held.declined_on:
            return False
        demand(_over(held))
        held.declined_on, held.declined_by = on, by
        held.decline_reason, held.decline_words = reason, words
        held.save(update_fields=["declined_on", "declined_by", "decline_reason", "decline_words"])
        tell(MailKind.ANSWERED, held, event="nee", on=on, by=by)
        return True


def introduce(
    proposal: MatchProposal, *, held_on: date, agrees: bool, words: str = "", on: date, by: User
) -> bool:
    """They met, and the client wants the place or not; a no ends the proposal, the client keeps waiting.

    True if it was done now, False if it was done before. Raises `Obstructed`.
    """
    with refusals_in_dutch():
        held = _hold_proposal(proposal, by=by, role=Role(by.role))
        if held.introduced_on:
            return False
        demand(_over(held) or _cannot_meet(held, held_on) or unknown_to(by, held, on=on))
        held.introduced_on, held.client_agrees = held_on, agrees
        fields = ["introduced_on", "client_agrees"]
        if not agrees:
            held.declined_on, held.declined_by = on, by
            held.decline_reason, held.decline_words = DeclineReason.CLIENT_REFUSES, words
            fields += ["declined_on", "declined_by", "decline_reason", "decline_words"]
            tell(MailKind.ANSWERED, held, event="nee", on=on, by=by)
        held.save(update_fields=fields)
        return True


def _cannot_meet(held: MatchProposal, held_on: date) -> list[str]:
    """Why a day of meeting cannot be."""
    if not held.accepted_on:
        return ["De aanbieder heeft dit voorstel nog niet aanvaard. Kennismaken kan daarna."]
    if held_on < held.accepted_on:
        return [f"De aanbieder aanvaardde op {dag(held.accepted_on)}. Kies die dag of later."]
    return []


def withdraw(proposal: MatchProposal, *, on: date, by: User) -> bool:
    """The coordinator takes the proposal back; the place is free again, the client keeps waiting.

    True if it was done now, False if it was done before. Raises `Obstructed`.
    """
    with refusals_in_dutch():
        held = _hold_proposal(proposal, by=by, role=Role.COORDINATOR)
        if held.withdrawn_on:
            return False
        demand(_over(held))
        held.withdrawn_on, held.withdrawn_by = on, by
        held.save(update_fields=["withdrawn_on", "withdrawn_by"])
        tell(MailKind.WITHDRAWN, held, on=on, by=by)
        return True


def _hold(entry: WaitlistEntry, place: Place) -> None:
    """Wait until nobody else changes the client or the location; always in this order: no deadlocks."""
    Client.objects.select_for_update(no_key=True).get(pk=entry.client_id)
    one_at_a_time(place.location)
    entry.refresh_from_db(fields=["left_on", "status", "waiting_since"])


def _hold_proposal(proposal: MatchProposal, *, by: User, role: Role) -> MatchProposal:
    if by.role != role:
        raise PermissionDenied
    _hold(proposal.entry, proposal.place)
    held = MatchProposal.objects.answerable_by(by).with_everything().filter(pk=proposal.pk).first()
    if held is None:
        raise PermissionDenied
    return held


def advice_obstacles(advised: Advised | None, reason: str) -> list[str]:
    """What stands in the way of departing from the advice: an objection, or no reason for passing it by."""
    if advised is None:
        return []
    if "BEZWAAR" in advised.answer.failing:
        return ["Er is een bezwaar tegen deze locatie. Haal dat eerst weg."]
    return [] if reason.strip() else why_reason_is_due(advised)


def why_reason_is_due(advised: Advised) -> list[str]:
    """Why whoever makes this choice has to write down a reason; empty when it follows the advice."""
    found = []
    if advised.answer.passed:
        found.append(f"{others_first(len(advised.answer.passed))} Schrijf waarom u hiervan afwijkt.")
    if advised.answer.failing:
        found.append("Niet alles past op deze plek. Schrijf waarom u toch voorstelt.")
    return found


def others_first(before: int) -> str:
    """How many come first and fit as well, as a sentence; `before` is at least one."""
    if before == 1:
        return "Er wacht 1 ander die eerst aan de beurt is en ook past."
    return f"Er wachten {before} anderen die eerst aan de beurt zijn en ook passen."


def _over(proposal: MatchProposal) -> list[str]:
    """That nothing can be answered any more, and since when."""
    if proposal.moved_in_on:
        return [f"De cliënt is op {dag(proposal.moved_in_on)} al in de woning ingetrokken."]
    if proposal.declined_on and proposal.client_agrees is False:
        return [f"De cliënt wilde deze plek niet, op {dag(proposal.declined_on)}."]
    if proposal.declined_on:
        return [f"De aanbieder heeft dit voorstel op {dag(proposal.declined_on)} afgewezen."]
    if proposal.withdrawn_on:
        return [f"De coördinator heeft dit voorstel op {dag(proposal.withdrawn_on)} ingetrokken."]
    return []


@dataclass(frozen=True, slots=True)
class Step:
    """One step on the way from proposal to home; a step without a day has still to come."""

    name: str
    on: date | None
    by: str = ""
    is_stop: bool = False

    @property
    def is_done(self) -> bool:
        """Whether it happened."""
        return self.on is not None


def steps(proposal: MatchProposal) -> list[Step]:
    """Proposed, answered, met, moved in; a proposal that was declined or withdrawn ends there."""
    provider = str(proposal.place.location.provider)
    way = [Step("Voorgesteld", proposal.proposed_on, str(proposal.proposed_by))]
    if proposal.accepted_on:
        way.append(Step("Aanvaard", proposal.accepted_on, str(proposal.accepted_by or provider)))
    if proposal.introduced_on:
        wants = "De cliënt wil deze plek" if proposal.client_agrees else "De cliënt wil deze plek niet"
        way.append(Step("Kennisgemaakt", proposal.introduced_on, wants, is_stop=not proposal.client_agrees))
    if proposal.client_agrees is False:
        return way
    if proposal.declined_on:
        return [*way, Step("Afgewezen", proposal.declined_on, str(proposal.declined_by or provider), is_stop=True)]
    if proposal.withdrawn_on:
        return [*way, Step("Voorstel ingetrokken", proposal.withdrawn_on, "de coördinator", is_stop=True)]
    if not proposal.accepted_on:
        due = f"{provider}, uiterlijk {dag(proposal.answer_due_on)}"
        way.append(Step("Antwoord van de aanbieder", None, due))
    if not proposal.introduced_on and not proposal.moved_in_on:
        way.append(Step("Kennismaking", None))
    return [*way, Step("Ingetrokken in de woning", proposal.moved_in_on)]
