"""The report of the investigation as the client gets it (2.3.2 lid 8): frozen the moment it is ready."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Self

from django.db import transaction

from portal.models import User
from portal.templatetags.dutch import dag
from trajectories import deciding
from trajectories.letters.addressing import POST
from trajectories.models import InvestigationReport, Notification, PartKind, PartState, VoiceStep
from trajectories.task_list import Task, tasks

HIDDEN = frozenset({"street", "postcode", "town", *POST})
"""Left out of the report of somebody whose address is secret: paper goes astray."""
SECRET = "GEHEIM"  # noqa: S105 (a kind of address)
BEFORE_THE_REPORT = (VoiceStep.MELDING, VoiceStep.INVESTIGATION)


@dataclass(frozen=True, slots=True)
class Chapter:
    """One part of the investigation: its answers in words, or why it was not needed."""

    title: str
    rows: list[tuple[str, str]]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """Something the client said, and who held the pen."""

    words: str
    said_on: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """Everything the report says; only text, so that page and paper cannot drift."""

    client: str
    born_on: str
    municipality: str
    code: str
    notified_on: str
    reported_on: str = ""
    """Empty while it is a draft."""
    chapters: list[Chapter]
    quotes: list[Quote]

    @classmethod
    def thawed(cls, content: Mapping[str, Any]) -> Self:
        """The findings as they were kept."""
        chapters = [Chapter(c["title"], [(a, b) for a, b in c["rows"]], c["note"]) for c in content["chapters"]]
        quotes = [Quote(**quote) for quote in content["quotes"]]
        return cls(**{**content, "chapters": chapters, "quotes": quotes})


def findings_of(melding: Notification, *, on: date, user: User) -> Findings:
    """The report as it was kept; while there is none, what it would say today."""
    kept = InvestigationReport.objects.filter(notification=melding).first()
    return Findings.thawed(kept.content) if kept else _composed(melding, on=on, user=user)


@transaction.atomic
def report(melding: Notification, *, reported_on: date, on: date, by: User) -> None:
    """The report is ready: its words are kept as the client gets them, and the answers stand."""
    deciding.report(melding, reported_on=reported_on, on=on, by=by)
    keep(melding, on=on, by=by)


def keep(melding: Notification, *, on: date, by: User) -> None:
    """Keep the words of the report as they are now; what is kept already stays."""
    if InvestigationReport.objects.filter(notification=melding).exists():
        return
    content = asdict(_composed(melding, on=on, user=by))
    InvestigationReport.objects.create(notification=melding, content=content, made_on=on, made_by=by)


def _composed(melding: Notification, *, on: date, user: User) -> Findings:
    client = melding.client
    return Findings(
        client=str(client),
        born_on=dag(client.born_on) or "niet bekend",
        municipality=str(melding.municipality),
        code=melding.slug,
        notified_on=dag(melding.notified_on),
        reported_on=dag(melding.reported_on),
        chapters=[_chapter(melding, task) for task in tasks(melding, on=on, user=user) if task.part],
        quotes=[
            Quote(voice.words, dag(voice.said_on), voice.get_source_display())
            for voice in melding.voices.filter(step__in=BEFORE_THE_REPORT)
            .exclude(words="")
            .order_by("said_on", "pk")
        ],
    )


def _chapter(melding: Notification, task: Task) -> Chapter:
    assert task.part is not None
    if task.part.state == PartState.NOT_NEEDED:
        return Chapter(task.kind.label, [], f"Niet nodig: {task.answered}")
    is_secret = task.part.answers.get("address_kind") == SECRET
    rows = [(row.label, row.answer) for row in task.spoken if not (is_secret and row.name in HIDDEN)]
    if task.kind == PartKind.REPRESENTATION:
        rows += [
            (person.get_role_display(), f"{person}, {'bellen mag' if person.may_call else 'niet bellen'}")
            for person in melding.client.contact_persons.present()
        ]
    return Chapter(task.kind.label, rows)
