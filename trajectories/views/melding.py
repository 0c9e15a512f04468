"""One melding: what is done, what is next, how long that may take; and the parts of its investigation."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from placements.models import Location
from portal import clock
from portal.access import CASE_WORKERS, SignedInRequest, allow, note
from portal.models import Action, Municipality, Organisation, OrganisationKind, RegionMembership, User
from portal.partials import show
from trajectories import deciding, objecting, terms
from trajectories.clock_card import card_of
from trajectories.decisions import draft_of, in_force, taken
from trajectories.forms.parts import PART_FORMS, Around, PartForm, Spoken
from trajectories.forwarding import goes_elsewhere
from trajectories.hearing import is_heard
from trajectories.history import events
from trajectories.investigating import obstacles_to_answer
from trajectories.models import (
    BY_CHOICE,
    InvestigationPart,
    Letter,
    Notification,
    PartKind,
    PartState,
    WaitlistEntry,
    parts_by_law,
    parts_of,
)
from trajectories.wording import worded

DECISIONS = ("decisions__care_form", "decisions__goals", "decisions__decided_by", "decisions__prepared_by")
KEY_QUESTIONS = frozenset(
    {"must_leave_by", "is_safe", "lives_now", "plan_received_on", "support_used", "representative", "interpreter"}
)
TONES = {PartState.DONE: "positive", PartState.BUSY: "info", PartState.NOT_NEEDED: ""}


@dataclass(frozen=True, slots=True)
class Task:
    """A part in the task list: how far it is and what it says in short."""

    kind: PartKind
    part: InvestigationPart | None
    form: PartForm
    """With the answers so far: it knows the questions and how to say the answers."""
    busy: tuple[str, ...] = ()
    """Who else has this part open, by name."""

    @property
    def state(self) -> str:
        """Klaar, Bezig, Niet nodig; or Nog doen, or Niet gevraagd where it is asked by choice."""
        if self.part:
            return self.part.get_state_display()
        return "Niet gevraagd" if self.kind in BY_CHOICE else "Nog doen"

    @property
    def tone(self) -> str:
        """The tone of its badge."""
        if self.part:
            return TONES[PartState(self.part.state)]
        return "" if self.kind in BY_CHOICE else "warning"

    @property
    def answered(self) -> str:
        """What it says in short: why it is not needed, the main answers, or how many questions have one."""
        if self.part is None:
            return ""
        if self.part.state == PartState.NOT_NEEDED:
            return str(self.part.answers.get("not_needed_why", ""))
        brief = [row.answer for row in self.spoken if row.name in self.form.brief]
        if self.part.state == PartState.DONE and brief:
            return f"{'; '.join(brief)}."
        asked = sum(not name.startswith(("why_", "leave_")) for name in self.form.questions())
        answered = sum(not row.name.startswith("why_") for row in self.spoken)
        return f"{answered} van {asked} vragen beantwoord." if asked else ""

    @property
    def spoken(self) -> list[Spoken]:
        """Its answers in words."""
        return self.form.spoken(self.part.answers) if self.part else []


def find_melding(user: User, slug: str) -> Notification:
    """The melding within reach, with all its pages show; else 404."""
    found = (
        Notification.objects.visible_to(user)
        .with_clocks()
        .prefetch_related("parts__saved_by", "voices__written_by", "penalty_notices", "provisions__provider")
        .prefetch_related(
            *DECISIONS, "objections__decided_by", Prefetch("letters", Letter.objects.without_pdf().order_by("-pk"))
        )
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
    }


def tasks(melding: Notification, *, on: date, user: User) -> list[Task]:
    """The parts of the investigation, begun or not."""
    begun = {part.kind: part for part in melding.parts.all()}
    around = around_of(melding, on=on, user=user)
    busy = who_is_busy(melding, user=user)
    return [
        Task(
            kind,
            begun.get(kind),
            PART_FORMS[kind](around=around).again(part=begun.get(kind)),
            tuple(busy.get(kind, ())),
        )
        for kind in parts_of(melding)
    ]


def around_of(melding: Notification, *, on: date, user: User) -> Around:
    """What the forms of a melding have to know besides their own answers."""
    members = RegionMembership.objects.filter(region=melding.region_id).covering(on)
    towns = dict(Municipality.objects.filter(ended_on__isnull=True).values_list("code", "name"))
    here = set(members.values_list("municipality", flat=True))
    providers = Organisation.objects.filter(region=melding.region_id, kind=OrganisationKind.PROVIDER)
    return Around(
        on=on,
        notified_on=melding.notified_on,
        age=melding.client.age_on(on),
        writer=user.name,
        is_heard=is_heard(melding),
        towns={code: name for code, name in towns.items() if code in here},
        everywhere=towns,
        providers=dict(providers.values_list("code", "name")),
        locations=dict(Location.objects.visible_to(user).order_by("name").values_list("code", "name")),
        expected={
            "deciding_municipality": melding.municipality_id,
            "paying_municipality": melding.region.centre_municipality_id,
        },
    )


def who_is_busy(melding: Notification, *, user: User) -> dict[str, list[str]]:
    """Per part who else opened or saved it in the last minutes, by name; the log of who looked tells."""
    pages = {reverse("part", args=[melding.slug, kind]): kind for kind in parts_of(melding)}
    records = melding.client.access_records.lately().filter(path__in=pages).exclude(user=user)
    busy: dict[str, list[str]] = {}
    for path, name in records.order_by("user__name").values_list("path", "user__name").distinct():
        busy.setdefault(pages[path], []).append(name)
    return busy


@allow(*CASE_WORKERS)
def notification(request: SignedInRequest, slug: str) -> HttpResponse:
    """The task list of a melding, its clocks, the client's words and what happened."""
    on = clock.today()
    melding = find_melding(request.user, slug)
    prefetch_related_objects([melding], "parts__changes__saved_by")
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
        **_objections(melding, on),
        "missing_words": deciding.missing_words(melding),
        "report_obstacles": deciding.obstacles_to_report(melding, on=on),
        "apply_obstacles": deciding.obstacles_to_apply(melding, on=on),
        "voices": melding.voices.all(),
        "entry": _entry(melding),
        "key_answers": _key_answers(found),
        "events": events(melding, forms={task.kind: task.form for task in found}),
    }
    return show(request, "trajectories/notification.html", context)


def _objections(melding: Notification, on: date) -> dict[str, Any]:
    running = objecting.running_objection(melding)
    return {
        "objecting": objecting.time_to_object(melding, on=on),
        "objection": running,
        "objection_clock": objecting.clock_of(running, on=on) if running else None,
        "awaits": objecting.awaits_decision(melding),
    }


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
