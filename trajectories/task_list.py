"""The investigation as a task list: each part, how far it is, who is busy with it, and what it says in short."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse

from placements.models import Location
from portal.models import Municipality, Organisation, RegionMembership, User
from trajectories.forms.parts import PART_FORMS, Around, PartForm, Spoken
from trajectories.hearing import is_heard
from trajectories.models import BY_CHOICE, InvestigationPart, Notification, PartKind, PartState, parts_of

CARRIED = frozenset({PartKind.PERSON, PartKind.REPRESENTATION})
"""What is said of the person rather than of the request stands ready in the next melding, to be checked."""
ASKED_ANEW = frozenset({"identity_checked_on", "identity_document", "not_needed_why"})
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
    carried_from: date | None = None
    """The day of the earlier melding whose answers stand ready here, while nobody began."""

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


def tasks(melding: Notification, *, on: date, user: User) -> list[Task]:
    """The parts of the investigation, begun or not."""
    begun = {part.kind: part for part in melding.parts.all()}
    earlier = _earlier(melding, without=begun, user=user)
    around = around_of(melding, on=on, user=user)
    busy = who_is_busy(melding, user=user)
    return [
        _task(kind, begun.get(kind), earlier.get(kind), around, tuple(busy.get(kind, ())))
        for kind in parts_of(melding)
    ]


def _task(
    kind: PartKind,
    part: InvestigationPart | None,
    earlier: InvestigationPart | None,
    around: Around,
    busy: tuple[str, ...],
) -> Task:
    if earlier:
        answers = {name: answer for name, answer in earlier.answers.items() if name not in ASKED_ANEW}
        around = replace(around, expected=dict(around.expected) | answers)
    form = PART_FORMS[kind].of(part, around=around)
    return Task(kind, part, form, busy, earlier.notification.notified_on if earlier else None)


def _earlier(melding: Notification, *, without: Iterable[str], user: User) -> dict[str, InvestigationPart]:
    """What an earlier melding within reach says of the same person, for parts nobody began."""
    others = Notification.objects.visible_to(user).filter(client=melding.client_id).exclude(pk=melding.pk)
    kinds = CARRIED.difference(without)
    if not kinds:
        return {}
    found = InvestigationPart.objects.filter(notification__in=others, kind__in=kinds)
    return {part.kind: part for part in found.select_related("notification").order_by("notification__notified_on")}


def around_of(melding: Notification, *, on: date, user: User) -> Around:
    """What the forms of a melding have to know besides their own answers."""
    members = RegionMembership.objects.filter(region=melding.region_id).covering(on)
    towns = dict(Municipality.objects.filter(ended_on__isnull=True).values_list("code", "name"))
    here = set(members.values_list("municipality", flat=True))
    providers = Organisation.objects.providers_of(melding.region_id)
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
