"""What stands out in a week of the log, for the auditor to ask about: counted from its lines, kept nowhere.

Each is a question, never a verdict: people stand in for each other, and care goes on at night. Who bears the same
name as a client is not among them: it would tell the auditor what that client is called.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from django.db.models import Count, Q, QuerySet
from django.utils.timezone import localtime

from portal.models import AccessRecord, Action, Ground, Role
from portal.periods import midnight

WEEK = timedelta(days=7)
MANY_FILES, TIMES_OTHERS, FEWEST_OTHERS = 20, 3, 2
"""So many files, and so many times as many as the middle one of at least so many others with the same role."""
FIRST_HOUR, LAST_HOUR = 7, 20
LATE_FILES = 5
WORKS_BY_DAY = (Role.TEAM, Role.COORDINATOR, Role.HOUSING_ASSOCIATION)
MANY_REFUSED = 10
MANY_NUMBERS = 10
LOOKS = (Action.VIEW, Action.CHANGE, Action.EXPORT, Action.REVEAL)
WHO = ("user__login", "user__name", "role", "organisation_name")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of whom something stands out, and how often."""

    login: str
    name: str
    role: str
    organisation: str
    number: int


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that can stand out: which lines of a week are counted, why it may matter, and from how many on."""

    title: str
    why: str
    lines: Q
    fewest: int = 1
    counts_files: bool = True
    beside_others: bool = False


@dataclass(frozen=True, slots=True)
class Signal:
    """Of whom something stands out."""

    rule: Rule
    people: list[Person]


IN_A_FILE = Q(client__isnull=False, action__in=LOOKS)
IS_LATE = Q(at__hour__lt=FIRST_HOUR) | Q(at__hour__gte=LAST_HOUR) | Q(at__week_day__in=(1, 7))
RULES = (
    Rule(
        "In een dossier zonder relatie",
        "Het portaal vond niet wat deze persoon met de cliënt te maken had. Dit hoort niet voor te komen. Eén"
        " uitzondering: iemand schrapte net zorg of een woning die er nooit had mogen staan. Dan staat er een"
        " regel bij met het onderwerp ‘correctie’.",
        IN_A_FILE & Q(ground=Ground.NONE),
    ),
    Rule(
        "Noodtoegang gebruikt",
        "Lees bij elke opening de reden. Die staat onder Noodtoegang.",
        Q(client__isnull=False, action=Action.EMERGENCY),
    ),
    Rule(
        "Veel meer dossiers dan collega’s",
        f"Minstens {MANY_FILES} dossiers, en {TIMES_OTHERS} keer zoveel als de middelste van de anderen met"
        " dezelfde rol. Kan ook vervanging zijn, of een drukke week.",
        IN_A_FILE,
        beside_others=True,
    ),
    Rule(
        "In dossiers buiten kantoortijd",
        f"Minstens {LATE_FILES} dossiers vóór {FIRST_HOUR}.00 uur, na {LAST_HOUR}.00 uur of in het weekend."
        " Aanbieders tellen niet mee: daar werkt men dag en nacht.",
        IN_A_FILE & Q(role__in=WORKS_BY_DAY) & IS_LATE,
        fewest=LATE_FILES,
    ),
    Rule(
        "Van veel mensen het BSN opgevraagd",
        f"Van minstens {MANY_NUMBERS} mensen. Waarvoor, staat bij elke regel.",
        Q(client__isnull=False, action=Action.REVEAL),
        fewest=MANY_NUMBERS,
    ),
    Rule(
        "Vaak geweigerd",
        f"Minstens {MANY_REFUSED} keer een pagina of een code die niet mocht. Kan ook een verkeerde rol zijn.",
        Q(action=Action.REFUSED),
        fewest=MANY_REFUSED,
        counts_files=False,
    ),
)


def last_day(*, otherwise: date) -> date:
    """The day of the last line, by the clock of the log itself."""
    last = AccessRecord.objects.latest_first().first()
    return localtime(last.at).date() if last else otherwise


def signals(*, until: date) -> list[Signal]:
    """What stands out in the seven days up to and including `until`; a query per rule."""
    end = until + timedelta(days=1)
    week = AccessRecord.objects.filter(at__gte=midnight(end - WEEK), at__lt=midnight(end), user__isnull=False)
    return [Signal(rule, _people(rule, week)) for rule in RULES]


def _people(rule: Rule, week: QuerySet[AccessRecord]) -> list[Person]:
    """Of whom it holds, the most often first."""
    number = Count("client", distinct=True) if rule.counts_files else Count("pk")
    counted = week.filter(rule.lines).values_list(*WHO).annotate(number=number).filter(number__gte=rule.fewest)
    people = [Person(*facts) for facts in counted.order_by("-number", "user__login")]
    return list(_far_above(people)) if rule.beside_others else people


def _far_above(people: list[Person]) -> Iterator[Person]:
    """Who opened many more files than the middle one of the others with the same role."""
    of_role: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        of_role[person.role].append(person)
    for person in people:
        others = [other.number for other in of_role[person.role] if other.login != person.login]
        if len(others) >= FEWEST_OTHERS and person.number >= max(MANY_FILES, TIMES_OTHERS * median(others)):
            yield person
