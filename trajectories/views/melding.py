"""One melding: what is done, what is next, how long that may take; and the parts of its investigation."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from portal import clock
from portal.access import CASE_WORKERS, SignedInRequest, allow, note
from portal.models import Action, Municipality, RegionMembership, User
from portal.partials import show
from trajectories import deciding, terms
from trajectories.clock_card import card_of
from trajectories.forms.parts import PART_FORMS, PartForm
from trajectories.history import events
from trajectories.investigating import obstacles_to_answer
from trajectories.models import InvestigationPart, Notification, PartKind, PartState, WaitlistEntry
from trajectories.models.part import QUOTES

KEY_QUESTIONS = frozenset({"must_leave_by", "lives_now", "personal_plan", "supporter", "representative"})
TONES = {PartState.DONE: "positive", PartState.BUSY: "info", PartState.NOT_NEEDED: ""}


@dataclass(frozen=True, slots=True)
class Task:
    """A part in the task list: how far it is and what it says in short."""

    kind: PartKind
    part: InvestigationPart | None
    form: PartForm
    """Empty: it knows the questions and how to say the answers."""

    @property
    def state(self) -> str:
        """Klaar, Bezig, Niet nodig, or Nog doen."""
        return self.part.get_state_display() if self.part else "Nog doen"

    @property
    def tone(self) -> str:
        """The tone of its badge."""
        return TONES[PartState(self.part.state)] if self.part else "warning"

    @property
    def answered(self) -> str:
        """How many questions have an answer, where that says something."""
        asked, answered = len(list(self.form.questions())), len(self.spoken)
        if self.part and self.part.state == PartState.NOT_NEEDED:
            return ""
        if not answered and self.part and self.part.answers.get(QUOTES):
            return "De eigen woorden staan hieronder."
        return f"{answered} van {asked} vragen beantwoord." if answered else ""

    @property
    def spoken(self) -> list[tuple[str, str]]:
        """Its answers in words."""
        return self.form.spoken(self.part.answers) if self.part else []


def find_melding(user: User, slug: str) -> Notification:
    """The melding within reach, with all its pages show; else 404."""
    found = (
        Notification.objects.visible_to(user)
        .with_clocks()
        .prefetch_related("parts__saved_by", "penalty_notices", "provisions__provider")
    )
    people = ("client", "municipality", "care_form", "registered_by", "decided_by")
    return get_object_or_404(found.select_related(*people), slug=slug)


def surroundings(melding: Notification, on: date) -> dict[str, Any]:
    """What every page of a melding shows around it: the client bar and the clock."""
    return {
        "melding": melding,
        "stage": melding.stage_on(on),
        "age": melding.client.age_on(on),
        "pressing": terms.running(melding, on=on),
    }


def tasks(melding: Notification, *, on: date) -> list[Task]:
    """The parts of the investigation, begun or not."""
    begun = {part.kind: part for part in melding.parts.all()}
    towns = towns_of(melding, on=on)
    return [Task(kind, begun.get(kind), PART_FORMS[kind](towns=towns)) for kind in PartKind]


def towns_of(melding: Notification, *, on: date) -> dict[str, str]:
    """The municipalities of the region on a day: code to name."""
    members = RegionMembership.objects.filter(region=melding.region_id).covering(on)
    return dict(Municipality.objects.filter(pk__in=members.values("municipality")).values_list("code", "name"))


def quotes(melding: Notification) -> list[dict[str, Any]]:
    """What the client said, at the melding and later; never edited."""
    first = [{"text": melding.own_words, "on": melding.notified_on}] if melding.own_words else []
    later = [quote for part in melding.parts.all() for quote in part.answers.get(QUOTES, [])]
    return first + [{"text": quote["text"], "on": date.fromisoformat(quote["on"])} for quote in later]


@allow(*CASE_WORKERS)
def notification(request: SignedInRequest, slug: str) -> HttpResponse:
    """The task list of a melding, its clocks, the client's words and what happened."""
    on = clock.today()
    melding = find_melding(request.user, slug)
    note(request, Action.VIEW, "melding", client=melding.client)
    found = tasks(melding, on=on)
    unfinished = deciding.unfinished_parts(melding)
    context = surroundings(melding, on) | {
        "tasks": found,
        "ready": len(PartKind) - len(unfinished),
        "unfinished": unfinished,
        "is_open": melding.is_open_on(on),
        "can_answer": not obstacles_to_answer(melding, on=on),
        "card": card_of(melding, on=on),
        "missing_words": deciding.missing_words(melding),
        "report_obstacles": deciding.obstacles_to_report(melding, on=on),
        "apply_obstacles": deciding.obstacles_to_apply(melding, on=on),
        "quotes": quotes(melding),
        "entry": _entry(melding),
        "key_answers": _key_answers(found),
        "events": events(melding),
    }
    return show(request, "trajectories/notification.html", context)


def _key_answers(found: list[Task]) -> list[tuple[str, str]]:
    """What nobody who opens the melding should miss."""
    return [row for task in found for row in task.form.spoken(_only(task, KEY_QUESTIONS))]


def _only(task: Task, names: frozenset[str]) -> dict[str, Any]:
    return {name: answer for name, answer in task.part.answers.items() if name in names} if task.part else {}


def _entry(melding: Notification) -> WaitlistEntry | None:
    """The place on the waiting list that this melding led to, while it is there."""
    if melding.care_form_id is None:
        return None
    waits = melding.client.waitlist_entries.filter(care_form=melding.care_form_id, left_on__isnull=True)
    return waits.select_related("care_form").order_by("-waiting_since").first()
