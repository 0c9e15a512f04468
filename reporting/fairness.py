"""Whether the list treats groups alike: who got a place, after how long, and who was passed.

Only groups that the law lets us know and that matching may see in part: age, municipality, urgency. Nothing about
diagnosis, origin, nationality or religion is counted, because nothing of the kind goes in.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from django.db.models import Q

from portal.actor import counting
from portal.models import Municipality, Region
from reporting.groups import A_YEAR, UNKNOWN, Shown, shown, town_of
from reporting.thresholds import smallest_of
from trajectories.models import LeaveReason, MatchProposal, WaitlistEntry, WaitStatus

AGES = ((18, "jonger dan 18"), (25, "18 t/m 24"), (40, "25 t/m 39"), (65, "40 t/m 64"), (200, "65 en ouder"))
UNKNOWN_AGE = "leeftijd onbekend"


@dataclass(frozen=True, slots=True)
class Row:
    """One group; None where a number is too small to show."""

    name: str
    waited: int | None
    """Registrations that stood on the list in the year."""
    placed: int | None
    median_days: float | None
    """How long who was placed had waited."""
    proposed: int | None
    lower: int | None
    """Proposals in which this group was chosen though somebody else came first."""
    passed: int | None
    """How often somebody of this group came first and fitted, and another was chosen."""


@dataclass(frozen=True, slots=True)
class Split:
    """One way to tell people apart, and everybody together at the end."""

    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Fairness:
    """The year up to and including a day."""

    since: date
    until: date
    smallest: int
    splits: tuple[Split, ...]
    lower: int | None
    """Proposals of somebody lower on the list, or of a place that did not meet everything."""
    because_passed: int | None
    because_failing: int | None


@counting()
def fairness(region: Region, *, on: date) -> Fairness:
    """Count it; six queries for any number of people."""
    since, smallest = on - A_YEAR, smallest_of(region, on=on).inside
    entries = list(_entries(region, since, on))
    proposals = list(
        MatchProposal.objects.filter(region=region, proposed_on__gte=since, proposed_on__lte=on).select_related(
            "advice", "entry"
        )
    )
    towns = dict(
        Municipality.objects.filter(code__in={_town(entry) for entry in entries}).values_list("code", "name")
    )
    ways = (
        ("Leeftijd", {entry.slug: _age(entry) for entry in entries}, [*(name for _, name in AGES), UNKNOWN_AGE]),
        (
            "Gemeente",
            {entry.slug: towns.get(_town(entry), "Onbekend") for entry in entries},
            [*sorted(towns.values()), "Onbekend"],
        ),
        (
            "Urgentie",
            {entry.slug: WaitStatus(entry.status).label for entry in entries},
            [status.label for status in WaitStatus],
        ),
    )
    facts = _Facts(entries, proposals, on, smallest)
    advised = [one for one in proposals if hasattr(one, "advice")]
    return Fairness(
        since,
        on,
        smallest,
        tuple(_split(name, group_of, groups, facts) for name, group_of, groups in ways),
        _total([one for one in advised if one.advice.is_overruled], smallest),
        _total([one for one in advised if one.advice.outcome["passed"]], smallest),
        _total([one for one in advised if one.advice.outcome["failing"]], smallest),
    )


class _Facts:
    """What happened, each thing as the registrations it happened to."""

    def __init__(
        self, entries: Sequence[WaitlistEntry], proposals: Sequence[MatchProposal], on: date, smallest: int
    ) -> None:
        self.smallest = smallest
        self.waited = [entry.slug for entry in entries]
        placed = [
            entry
            for entry in entries
            if entry.left_on and entry.left_on <= on and entry.left_reason == LeaveReason.PLACED
        ]
        self.days = {entry.slug: entry.waited_days(entry.left_on) for entry in placed if entry.left_on}
        known = set(self.waited)
        self.proposed = [one.entry.slug for one in proposals if one.entry.slug in known]
        outcomes = [(one.entry.slug, one.advice.outcome) for one in proposals if hasattr(one, "advice")]
        self.lower = [slug for slug, outcome in outcomes if outcome["passed"] and slug in known]
        self.passed = [slug for _, outcome in outcomes for slug in outcome["passed"] if slug in known]


def _split(name: str, group_of: dict[str, str], groups: list[str], facts: _Facts) -> Split:
    columns = [
        shown([(group_of[slug],) for slug in slugs], (name,), (groups,), smallest=facts.smallest)
        for slugs in (facts.waited, list(facts.days), facts.proposed, facts.lower, facts.passed)
    ]
    used = [group for group in groups if group in group_of.values()]
    rows = [_row(group, (group,), columns, _median(facts, group_of, group)) for group in used]
    return Split(name, (*rows, _row("Iedereen", (), columns, _median(facts, group_of))))


def _row(name: str, key: tuple[str, ...], columns: list[Shown], middle: float | None) -> Row:
    waited, placed, proposed, lower, passed = (column[key] for column in columns)
    return Row(name, waited, placed, middle if placed is not None else None, proposed, lower, passed)


def _median(facts: _Facts, group_of: dict[str, str], group: str | None = None) -> float | None:
    """The middle one, where it rests on enough people."""
    days = [number for slug, number in facts.days.items() if group in (None, group_of[slug])]
    return median(days) if len(days) >= facts.smallest else None


def _total(rows: Iterable[object], smallest: int) -> int | None:
    return shown([("ja",) for _ in rows], ("alle",), (["ja"],), smallest=smallest)[()]


def _entries(region: Region, since: date, on: date) -> Iterable[WaitlistEntry]:
    """Registrations that stood on the list on a day in the year, each with the town of the last melding."""
    here = WaitlistEntry.objects.filter(
        Q(left_on=None) | Q(left_on__gt=since), region=region, waiting_since__lte=on
    )
    return here.annotate(town=town_of("client", on=on)).select_related("client").prefetch_related("pauses")


def _town(entry: WaitlistEntry) -> str:
    return getattr(entry, "town", None) or UNKNOWN


def _age(entry: WaitlistEntry) -> str:
    """The age group on the day the wait began."""
    age = entry.client.age_on(entry.waiting_since)
    return UNKNOWN_AGE if age is None else next(name for limit, name in AGES if age < limit)
