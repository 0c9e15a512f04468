"""Who on the list for one place, and what matching says of a choice: asked of the database, kept, and replayed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from placements.models import Place
from portal.actor import counting
from trajectories import order
from trajectories.agreements import in_force
from trajectories.matching import ranking
from trajectories.matching.inputs import Offer, Rules
from trajectories.matching.offers import hold
from trajectories.matching.ranking import Answer, InLine, Question, Ranked
from trajectories.models import MatchAdvice, MatchProposal, WaitlistEntry, WaitStatus
from trajectories.models.waiting import IN_TURN
from trajectories.needs import needs_of_all, towns_in
from trajectories.order import RANKS, Turn

SHOWN = (*IN_TURN, WaitStatus.PREFERENCE)
"""Who is held against a place: who waits for the first, and who waits for one of their choice."""


@dataclass(frozen=True, slots=True)
class Line:
    """Who waits for a care form on a day, as matching sees them, with the registrations behind it."""

    people: tuple[InLine, ...]
    entries: Mapping[str, WaitlistEntry]
    turns: Mapping[str, Turn]
    rules: Rules

    def question(self, offer: Offer, chosen: str = "") -> Question:
        """Who of them for this place."""
        return Question(offer, self.rules, self.people, chosen)

    def advise(self, offer: Offer, chosen: str) -> "Advised | None":
        """What matching says of choosing one of them; None: not in the line."""
        if chosen not in self.entries:
            return None
        question = ranking.only_what_counts(self.question(offer, chosen))
        return Advised(question, ranking.answer(question))

    def rank(self, offer: Offer) -> list[Ranked]:
        """Everybody for this place: who fits in order, then who does not."""
        return ranking.rank(self.question(offer))


@counting()
def line_for(
    region_id: int,
    care_form_id: int,
    *,
    start: date,
    on: date,
    rules: Rules | None = None,
    also: WaitlistEntry | None = None,
) -> Line:
    """Who waits on `on` for a care form, for a place from `start`; six queries.

    `also` is held against it too, whatever its status: somebody may be chosen out of turn.
    """
    rules = rules or in_force(region_id, on=on)
    listed = [
        turn
        for turn in order.turns(region_id, on=on, rules=rules)
        if turn.care_form_id == care_form_id and (_is_in_line(turn) or (also and turn.pk == also.pk))
    ]
    rows = WaitlistEntry.objects.filter(pk__in=[turn.pk for turn in listed]).select_related("client", "care_form")
    entries = {entry.pk: entry for entry in rows}
    needs = needs_of_all(entries.values(), towns=towns_in(region_id, on=on), on=start)
    people = tuple(
        InLine(
            slug=turn.slug,
            urgency=RANKS[turn.status],
            wait_class=turn.wait_class,
            since=turn.waiting_since,
            profile=needs[turn.pk].profile,
            counts=turn.is_in_turn,
        )
        for turn in listed
    )
    by_slug = {turn.slug: entries[turn.pk] for turn in listed}
    return Line(people, by_slug, {turn.slug: turn for turn in listed}, rules)


def offer_of(place: Place, *, start: date) -> Offer:
    """A place as it is offered to somebody who comes on `start`."""
    return offers_of([place], start=start)[place.pk]


def offers_of(places: Sequence[Place], *, start: date) -> dict[int, Offer]:
    """The same for many places, by their ids; locations fetched beforehand."""
    return {held.place.pk: held.offer for held in hold(places, day=start)}


@dataclass(frozen=True, slots=True)
class Advised:
    """A choice and what matching says of it."""

    question: Question
    answer: Answer


def answer_for(entry: WaitlistEntry, place: Place, *, start: date, on: date) -> Advised | None:
    """What matching says when somebody is chosen for a place; nothing is kept. None: not on the list that day."""
    line = line_for(entry.region_id, entry.care_form_id, start=start, on=on, also=entry)
    return line.advise(offer_of(place, start=start), entry.slug)


def keep(proposal: MatchProposal, advised: Advised) -> MatchAdvice:
    """Keep what was advised with the proposal it was used for."""
    return MatchAdvice.objects.create(
        proposal=proposal,
        rules_number=advised.question.rules.number,
        inputs=ranking.as_kept(advised.question),
        outcome=ranking.outcome(advised.answer),
        is_overruled=advised.answer.is_overruled,
    )


def replays(advice: MatchAdvice) -> bool | None:
    """Whether the kept inputs give the kept outcome again; None: an earlier version of the program gave it."""
    if advice.inputs.get("engine") != ranking.ENGINE:
        return None
    return ranking.outcome(ranking.answer(ranking.from_kept(advice.inputs))) == advice.outcome


def _is_in_line(turn: Turn) -> bool:
    return turn.status in SHOWN and not turn.is_paused and not turn.has_proposal
