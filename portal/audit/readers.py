"""Who looked in a file and what they did, day by day: for the client whose file it is (NEN 7513, AVG art. 15)."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby

from django.db.models import Q, QuerySet
from django.utils.timezone import localtime

from portal.models import AccessRecord, Action, Client, Ground, Role

IN_WORDS = {
    Action.VIEW: "keek naar",
    Action.SEARCH: "zocht in",
    Action.CREATE: "voegde toe:",
    Action.CHANGE: "wijzigde",
    Action.EXPORT: "downloadde",
    Action.REVEAL: "vroeg op:",
    Action.REFUSED: "mocht niet bij",
    Action.EMERGENCY: "keek met noodtoegang naar",
}
"""What somebody did, in the words of a sentence; what is not in here is told by its own label."""
NOBODY = "Het portaal zelf"
WHY = {
    Ground.REPORTED: "u meldde zich bij deze gemeente",
    Ground.PAYS: "deze gemeente betaalt uw zorg",
    Ground.REGION: "regelt de toegang tot hulp in uw regio",
    Ground.CARE: "geeft of gaf u zorg",
    Ground.HOME: "u woont of woonde bij deze organisatie",
    Ground.PROPOSED: "heeft misschien een plek voor u",
    Ground.NOMINATED: "heeft misschien een woning voor u",
    Ground.EMERGENCY: "noodtoegang, met een reden die de auditor kan lezen",
    Ground.NONE: "niet bekend; vraag ernaar",
}
"""Why somebody could be in the file, in words for the client."""


@dataclass(slots=True)
class Reader:
    """Somebody who was in the file on one day: from when to when, and how often they did what."""

    name: str
    organisation: str
    role: str
    first: datetime
    last: datetime
    acts: Counter[str] = field(default_factory=Counter)
    why: list[str] = field(default_factory=list)

    @property
    def is_a_moment(self) -> bool:
        """Whether it was all within one minute."""
        return f"{self.first:%H:%M}" == f"{self.last:%H:%M}"

    @property
    def in_words(self) -> list[str]:
        """What they did, as parts of a sentence; how often where it was more than once."""
        return [act if times == 1 else f"{act} ({times} keer)" for act, times in self.acts.items()]


@dataclass(frozen=True, slots=True)
class Day:
    """One day on which somebody was in the file."""

    day: date
    readers: list[Reader]


def records_of(client: Client) -> QuerySet[AccessRecord]:
    """The lines of the log about a client, also from before two files became one; the newest on top."""
    about = Q(client=client) | Q(client__merged_into=client)
    return AccessRecord.objects.filter(about).select_related("user").latest_first()


def days_of(records: Iterable[AccessRecord]) -> Iterator[Day]:
    """The lines as days, the latest first; per day everybody once, in the order in which they came last."""
    for day, lines in groupby(records, key=lambda record: localtime(record.at).date()):
        readers: dict[tuple[int | None, str], Reader] = {}
        for line in lines:
            _add(readers, line)
        yield Day(day, list(readers.values()))


def _add(readers: dict[tuple[int | None, str], Reader], line: AccessRecord) -> None:
    at, key = localtime(line.at), (line.user_id, line.organisation_name)
    if key not in readers:
        name = line.user.name if line.user else NOBODY
        role = Role(line.role).label if line.role in Role.values else ""
        readers[key] = Reader(name, line.organisation_name, role, at, at)
    reader = readers[key]
    reader.first, reader.last = min(reader.first, at), max(reader.last, at)
    if line.ground and (why := WHY[Ground(line.ground)]) not in reader.why:
        reader.why.append(why)
    words = IN_WORDS.get(Action(line.action), f"{line.get_action_display().lower()}:")
    reader.acts[f"{words} {_what(line.subject)}"] += 1


def _what(subject: str) -> str:
    return {"cliënt": "uw dossier", "wie in het dossier keek": "dit overzicht"}.get(subject, subject)
