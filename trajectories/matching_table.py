"""Holding a matching table: opening it, what is decided, what is done about it, and closing it for good."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.template.loader import render_to_string

from portal.models import Region, Role, User
from portal.pdf import keyword, print_pdf
from portal.templatetags.dutch import dag
from trajectories.agenda import Point, Section, agenda
from trajectories.letters.content import content_hash
from trajectories.letters.printing import print_one_of
from trajectories.models import MatchingTable, TableDecision
from trajectories.obstacles import demand, refusals_in_dutch

CLOSED = "Deze tafel is gesloten. Het verslag verandert niet meer."


def open_table(region: Region | None, *, held_on: date, by: User) -> tuple[MatchingTable, bool]:
    """The table of a day; False: it was there already."""
    if by.role != Role.COORDINATOR or region is None or by.region_id != region.pk:
        raise PermissionDenied
    return MatchingTable.objects.get_or_create(region=region, held_on=held_on, defaults={"opened_by": by})


def attend(table: MatchingTable, *, attendance: str, by: User) -> None:
    """Write down who are there. Raises `Obstructed` once the table is closed."""
    with refusals_in_dutch():
        held = _hold(table, by)
        held.attendance = attendance
        held.save(update_fields=["attendance"])


def decide(
    table: MatchingTable, *, point: Point, what: str, owner: str, due_on: date | None, by: User
) -> tuple[TableDecision, bool]:
    """Write down what was decided about a point, and who does what by when; False: it stood there.

    Raises `Obstructed` once the table is closed.
    """
    with refusals_in_dutch():
        held = _hold(table, by)
        facts = {
            "about": point.about,
            "client_id": point.client_id,
            "what": what,
            "owner": owner,
            "due_on": due_on,
        }
        return held.decisions.get_or_create(**facts, defaults={"decided_by": by})


def finish(decision: TableDecision, *, on: date, by: User) -> bool:
    """What was decided is done; False: it was. The minutes of the table it came from stay as they were."""
    if not MatchingTable.objects.visible_to(by).filter(pk=decision.table_id).exists():
        raise PermissionDenied
    return bool(TableDecision.objects.filter(pk=decision.pk).to_do().update(done_on=on))


def open_actions(table: MatchingTable) -> list[TableDecision]:
    """What earlier tables decided and nobody did yet, the most pressing first."""
    earlier = TableDecision.objects.filter(table__region=table.region_id, table__held_on__lt=table.held_on)
    return list(earlier.to_do().select_related("table"))


def close(table: MatchingTable, *, on: date, at: datetime, by: User) -> bool:
    """Freeze agenda, decisions and actions as the minutes; False: it was closed. Nothing changes afterwards."""
    with refusals_in_dutch():
        held = _held(table, by)
        if held.closed_at:
            return False
        demand([f"De tafel is op {dag(held.held_on)}. Sluiten kan op die dag."] if held.held_on > on else [])
        held.content = minutes(held, agenda(held.region, on=on))
        held.content_hash = content_hash(held.content)
        held.closed_at, held.closed_by = at, by
        held.save(update_fields=["content", "content_hash", "closed_at", "closed_by"])
        return True


def minutes(table: MatchingTable, sections: Iterable[Section]) -> dict[str, Any]:
    """What stands in the minutes: plain words and days, no names of clients."""
    return {
        "region": str(table.region),
        "held_on": dag(table.held_on),
        "attendance": table.attendance,
        "actions": [_as_words(one) for one in open_actions(table)],
        "sections": [_plain(section) for section in sections],
        "decisions": [_as_words(one) for one in table.decisions.all()],
    }


def render(table: MatchingTable) -> bytes:
    """The minutes as PDF/A-3a and PDF/UA-1; the same minutes give the same bytes."""
    context = {"table": table, "content": table.content, "keywords": keyword(table.content_hash)}
    text = render_to_string("trajectories/print/minutes.html", context)
    return print_pdf(text, style="letter.css", drawn_up_on=table.held_on)


def print_next_minutes(*, at: datetime) -> bool:
    """Print the minutes of one table that was closed; False when none waits."""
    return print_one_of(MatchingTable.objects.exclude(closed_at=None), render, at=at)


def _plain(section: Section) -> dict[str, Any]:
    points = [{"about": one.about, "facts": list(one.facts)} for one in section.points]
    facts = {name: value for name, value in asdict(section).items() if name in ("title", "intro", "number")}
    return facts | {"points": points}


def _as_words(decision: TableDecision) -> dict[str, str]:
    due = dag(decision.due_on) if decision.due_on else ""
    return {"about": decision.about, "what": decision.what, "owner": decision.owner, "due": due}


def _hold(table: MatchingTable, by: User) -> MatchingTable:
    held = _held(table, by)
    demand([CLOSED] if held.closed_at else [])
    return held


def _held(table: MatchingTable, by: User) -> MatchingTable:
    """Wait for whoever writes at this table, and refuse who may not."""
    found = MatchingTable.objects.visible_to(by).select_for_update(of=("self",)).select_related("region")
    held = found.filter(pk=table.pk).first()
    if held is None:
        raise PermissionDenied
    return held
