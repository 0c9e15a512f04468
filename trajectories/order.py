"""The order of the list on a day, and for each registration why it stands where it stands.

Urgency first (the status, set by a person with a reason), then how long somebody waited in classes of weeks,
pauses left out, then the day the wait began. One query for a whole region; every page asks the order here.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, Func, IntegerField, Max, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Greatest, Least

from portal.actor import counting
from trajectories.agreements import in_force
from trajectories.matching.inputs import Rules
from trajectories.models import (
    CheckAnswer,
    MatchProposal,
    Notification,
    StatusChange,
    WaitCheck,
    WaitlistEntry,
    WaitPause,
    WaitStatus,
)
from trajectories.models.waiting import IN_TURN

RANKS = {status: number for number, status in enumerate(WaitStatus)}
ORDINALS = ("Eerste", "Tweede", "Derde", "Vierde", "Vijfde", "Zesde", "Zevende", "Achtste", "Negende", "Tiende")


@dataclass(frozen=True, slots=True)
class Turn:
    """One registration on the list on a day, with all that its place in the order follows from."""

    pk: int
    slug: str
    client_id: int
    care_form_id: int
    status: WaitStatus
    waiting_since: date
    waited: int
    """Days waited, pauses left out."""
    wait_class: int
    """0 for the shortest; the number of borders between classes that were passed."""
    is_paused: bool
    has_proposal: bool
    has_bridging: bool | None
    town: str
    """Gemeentecode of the last melding; empty: none."""
    checked_on: date | None
    """When somebody last answered that the wait still holds."""

    @property
    def key(self) -> tuple[int, int, date, int]:
        """What the list is ordered by."""
        return RANKS[self.status], -self.wait_class, self.waiting_since, self.pk

    @property
    def is_in_turn(self) -> bool:
        """Whether it counts in the order for a place: waits to be placed, runs, and has no open proposal."""
        return self.status in IN_TURN and not self.is_paused and not self.has_proposal

    @property
    def known_on(self) -> date:
        """The last day on which somebody said that this is what they wait for."""
        return max(self.checked_on or self.waiting_since, self.waiting_since)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a registration stands among those in turn for the same care form, and who go first."""

    number: int
    of: int
    more_urgent: int
    longer_class: int
    earlier: int


class DaysBetween(Func):
    """Whole days from the second day to the first."""

    template = "(%(expressions)s)"
    arg_joiner = " - "
    output_field = IntegerField()


@counting()
def turns(region_id: int, *, on: date, rules: Rules | None = None) -> list[Turn]:
    """Every registration on the list of a region on day `on`, in order, by the rules of that day; two queries.

    With other `rules`: the order that those would give.
    """
    borders = (rules or in_force(region_id, on=on)).class_weeks
    entries = WaitlistEntry.objects.filter(region_id=region_id).open_on(on)
    rows = _facts(entries, on).values_list(*FACTS)
    return sorted((_turn(row, on, borders) for row in rows), key=lambda turn: turn.key)


FACTS = (
    "pk", "slug", "client_id", "care_form_id", "status_then", "waiting_since", "still_days", "paused_then",
    "proposed_then", "has_bridging", "town_code", "checked_on",
)  # fmt: skip


def _facts(entries: QuerySet[WaitlistEntry], on: date) -> QuerySet[WaitlistEntry]:
    mine = Q(entry=OuterRef("pk"))
    melding = Notification.objects.filter(client=OuterRef("client"), notified_on__lte=on)
    answered = WaitCheck.objects.filter(mine, asked_on__lte=on).exclude(answer=CheckAnswer.NOT_REACHED)
    return entries.annotate(
        status_then=status_on(on),
        still_days=Coalesce(Subquery(_paused_days(on)), Value(0)),
        paused_then=Exists(WaitPause.objects.filter(mine).covering(on)),
        proposed_then=Exists(MatchProposal.objects.filter(mine).open_on(on)),
        town_code=Subquery(melding.order_by("-notified_on", "-pk").values("municipality")[:1]),
        checked_on=Subquery(answered.order_by().values("entry").annotate(last=Max("asked_on")).values("last")),
    )


def status_on(day: date) -> Coalesce:
    """The status at the end of a day: what the first later change says it was, else the present one."""
    later = StatusChange.objects.filter(entry=OuterRef("pk"), changed_on__gt=day).order_by("changed_on", "pk")
    return Coalesce(Subquery(later.values("was")[:1]), F("status"))


def _paused_days(on: date) -> QuerySet[WaitPause, Any]:
    began = OuterRef("waiting_since")
    pauses = WaitPause.objects.filter(entry=OuterRef("pk"), starts_on__lt=on, runs_until__gt=began)
    days = DaysBetween(Least(F("runs_until"), Value(on)), Greatest(F("starts_on"), began))
    return pauses.order_by().values("entry").annotate(days=Sum(days)).values("days")


def _turn(row: tuple[Any, ...], on: date, borders: Sequence[int]) -> Turn:
    facts = dict(zip(FACTS, row, strict=True))
    waited = (on - facts["waiting_since"]).days - facts["still_days"]
    return Turn(
        pk=facts["pk"],
        slug=facts["slug"],
        client_id=facts["client_id"],
        care_form_id=facts["care_form_id"],
        status=WaitStatus(facts["status_then"]),
        waiting_since=facts["waiting_since"],
        waited=waited,
        wait_class=wait_class(waited, borders),
        is_paused=facts["paused_then"],
        has_proposal=facts["proposed_then"],
        has_bridging=facts["has_bridging"],
        town=facts["town_code"] or "",
        checked_on=facts["checked_on"],
    )


def wait_class(days: int, borders: Sequence[int]) -> int:
    """The class of a wait of so many days; a border itself belongs to the longer class."""
    return bisect_right([7 * weeks for weeks in borders], days)


def class_words(number: int, borders: Sequence[int]) -> str:
    """A class of waiting in words."""
    if number == 0:
        return f"korter dan {borders[0]} weken"
    if number == len(borders):
        return f"{borders[-1]} weken of langer"
    return f"{borders[number - 1]} tot {borders[number]} weken"


def spots(ordered: Iterable[Turn]) -> dict[int, Spot]:
    """The place of each registration that is in turn, by its id; `ordered` is the whole list of the region."""
    queues: dict[int, list[Turn]] = {}
    for turn in ordered:
        if turn.is_in_turn:
            queues.setdefault(turn.care_form_id, []).append(turn)
    return {pk: spot for queue in queues.values() for pk, spot in _spots_in(queue)}


def _spots_in(queue: list[Turn]) -> Iterable[tuple[int, Spot]]:
    urgency: Counter[WaitStatus] = Counter()
    classes: Counter[tuple[WaitStatus, int]] = Counter()
    for number, turn in enumerate(queue, start=1):
        same_urgency, same_class = urgency[turn.status], classes[turn.status, turn.wait_class]
        yield turn.pk, Spot(number, len(queue), number - 1 - same_urgency, same_urgency - same_class, same_class)
        urgency[turn.status] += 1
        classes[turn.status, turn.wait_class] += 1


def is_stale(turn: Turn, *, on: date, rules: Rules) -> bool:
    """Whether nobody confirmed for too long that somebody still waits so."""
    return (on - turn.known_on).days >= rules.ask_after_days


def entries_before(entry: WaitlistEntry, *, on: date) -> int:
    """How many others come first for this care form on `on`: those in turn that stand above it; two queries."""
    listed = turns(entry.region_id, on=on)
    mine = next((turn for turn in listed if turn.pk == entry.pk), None)
    if mine is None:
        return 0
    others = (turn for turn in listed if turn.is_in_turn and turn.care_form_id == mine.care_form_id)
    return sum(turn.key < mine.key for turn in others)


def ordinal(number: int) -> str:
    """`Derde`, `11e`."""
    return ORDINALS[number - 1] if number <= len(ORDINALS) else f"{number}e"


def why_here(turn: Turn, spot: Spot | None, *, rules: Rules) -> str:
    """Why a registration stands where it stands, as sentences for whoever explains it to the client."""
    if spot is None:
        return _why_not_in_turn(turn)
    first = f"{ordinal(spot.number)} van {spot.of}: {turn.status.label.lower()}"
    waits = f", wacht {class_words(turn.wait_class, rules.class_weeks)}."
    ahead = [
        _ahead(spot.more_urgent, "die urgent is", "die urgent zijn"),
        _ahead(spot.longer_class, "uit een langere wachtklasse", "uit een langere wachtklasse"),
        _ahead(spot.earlier, "met een eerdere datum", "met een eerdere datum"),
    ]
    known = [words for words in ahead if words]
    return first + waits + (f" Eerst {'komt' if spot.number == 2 else 'komen'} {_and(known)}." if known else "")


def _ahead(number: int, one: str, many: str) -> str:
    if not number:
        return ""
    return f"1 ander {one}" if number == 1 else f"{number} anderen {many}"


def _and(words: list[str]) -> str:
    return " en ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]


def _why_not_in_turn(turn: Turn) -> str:
    if turn.has_proposal:
        return "Telt nu niet mee in de volgorde: er loopt een voorstel."
    if turn.is_paused:
        return "Telt nu niet mee in de volgorde: het wachten staat stil."
    return {
        WaitStatus.PREFERENCE: "Wacht op de plek van voorkeur, niet op de eerste plek die past.",
        WaitStatus.PRECAUTION: "Heeft nu nog geen plek nodig; staat uit voorzorg op de lijst.",
    }.get(turn.status, "Is belangstellend; wacht nog niet op een plek.")
