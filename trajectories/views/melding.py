"""One melding: what is done, what is next, how long that may take; and the parts of its investigation."""

from datetime import date
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from portal import clock
from portal.access import CASE_WORKERS, SignedInRequest, allow, note
from portal.models import Action, User
from portal.partials import show
from trajectories import deciding, objecting, terms
from trajectories.clock_card import card_of
from trajectories.decisions import draft_of, in_force, taken
from trajectories.forms.parts import Spoken
from trajectories.forms.people import ask_about
from trajectories.forwarding import goes_elsewhere
from trajectories.handing_over import holder_of
from trajectories.hearing import unasked
from trajectories.history import events
from trajectories.investigating import obstacles_to_answer
from trajectories.letters.addressing import postal_address
from trajectories.models import Letter, Notification, RegionTransfer, TransferStep, WaitlistEntry, parts_by_law
from trajectories.task_list import Task, tasks
from trajectories.transferring import due_on
from trajectories.wording import worded

DECISIONS = ("decisions__care_form", "decisions__goals", "decisions__decided_by", "decisions__prepared_by")
KEY_QUESTIONS = frozenset(
    {"must_leave_by", "is_safe", "lives_now", "plan_received_on", "support_used", "representative", "interpreter"}
)


def find_melding(user: User, slug: str) -> Notification:
    """The melding within reach, with all its pages show; else 404."""
    letters = Letter.objects.without_pdf().select_related("sent_by").order_by("-pk")
    found = (
        Notification.objects.visible_to(user)
        .with_clocks()
        .prefetch_related(
            "parts__saved_by", "voices__written_by", "penalty_notices", "provisions__provider", "advices"
        )
        .prefetch_related("holders__organisation", "holders__handed_over_by")
        .prefetch_related(*DECISIONS, "objections__decided_by", Prefetch("letters", letters))
    )
    people = ("client__origin_municipality", "municipality", "care_form", "registered_by", "decided_by", "region")
    return get_object_or_404(found.select_related(*people), slug=slug)


def surroundings(melding: Notification, on: date) -> dict[str, Any]:
    """What every page of a melding shows around it: the client bar and the clock."""
    return {
        "melding": melding,
        "stage": melding.stage_on(on),
        "age": melding.client.age_on(on),
        "pressing": terms.running(melding, on=on),
        "postal": postal_address(melding),
    }


@allow(*CASE_WORKERS)
def notification(request: SignedInRequest, slug: str) -> HttpResponse:
    """The task list of a melding, its clocks, the client's words and what happened."""
    on = clock.today()
    melding = find_melding(request.user, slug)
    prefetch_related_objects([melding], "parts__changes__saved_by__organisation")
    note(request, Action.VIEW, "melding", client=melding.client)
    found = tasks(melding, on=on, user=request.user)
    unfinished = deciding.unfinished_parts(melding)
    by_law = parts_by_law(melding)
    context = surroundings(melding, on) | {
        "tasks": [task for task in found if task.kind in by_law],
        "by_choice": [task for task in found if task.kind not in by_law],
        "ready": len(by_law) - len(unfinished),
        "unfinished": unfinished,
        "is_open": melding.is_open_on(on),
        "can_answer": not obstacles_to_answer(melding, on=on),
        "card": card_of(melding, on=on),
        "decisions": [worded(decision) for decision in taken(melding)],
        "draft": draft_of(melding),
        "elsewhere": goes_elsewhere(melding),
        "transfers": _transfers(melding),
        **_objections(melding, on),
        "missing_words": deciding.missing_words(melding),
        "report_obstacles": deciding.obstacles_to_report(melding, on=on),
        "apply_obstacles": deciding.obstacles_to_apply(melding, on=on),
        "voices": melding.voices.all(),
        **_unasked(melding, on),
        **_holders(melding, request.user),
        "entry": _entry(melding),
        "key_answers": _key_answers(found),
        "events": events(melding, forms={task.kind: task.form for task in found}),
    }
    return show(request, "trajectories/notification.html", context)


def _unasked(melding: Notification, on: date) -> dict[str, Any]:
    """The last step about which the client was not asked, as a form where it happened; one before as a link."""
    steps = unasked(melding, on=on)
    last = steps.pop() if steps else None
    return {"unasked": steps, "asks": last, "asked": ask_about(last, melding, on=on) if last else None}


def _holders(melding: Notification, user: User) -> dict[str, Any]:
    """Who is responsible, who was before, and whether it came to this user's organisation unread."""
    holder = holder_of(melding)
    is_new = holder is not None and holder.organisation == user.organisation and holder.is_unread
    return {"holder": holder, "holders": list(reversed(melding.holders.all())), "is_newly_taken_over": is_new}


def _objections(melding: Notification, on: date) -> dict[str, Any]:
    running = objecting.running_objection(melding)
    return {
        "objecting": objecting.time_to_object(melding, on=on),
        "objection": running,
        "objection_clock": objecting.clock_of(running, on=on) if running else None,
        "awaits": objecting.awaits_decision(melding),
    }


def _transfers(melding: Notification) -> list[tuple[RegionTransfer, TransferStep | None, date | None]]:
    """Each transfer with its last step and when to look again, the latest first."""
    rows = melding.transfers.prefetch_related("steps").order_by("-pk")
    return [(row, next(reversed(row.steps.all()), None), due_on(row)) for row in rows]


def _key_answers(found: list[Task]) -> list[Spoken]:
    """What nobody who opens the melding should miss."""
    return [row for task in found for row in task.spoken if row.name in KEY_QUESTIONS]


def _entry(melding: Notification) -> WaitlistEntry | None:
    """The place on the waiting list that this melding led to, while it is there."""
    last = in_force(melding) or melding
    if last.care_form_id is None:
        return None
    waits = melding.client.waitlist_entries.filter(care_form=last.care_form_id, left_on__isnull=True)
    return waits.select_related("care_form").order_by("-waiting_since").first()
