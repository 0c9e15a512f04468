"""My work: what waits for somebody, the most urgent first, and the state of things in a few numbers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min
from django.urls import reverse

from placements.capacity import bed_days, count
from placements.freshness import STALE_AFTER_DAYS, freshness, stale_providers
from placements.models import Location, Place, PlanAction
from portal import rights
from portal.models import Client, Role, User
from portal.templatetags.dutch import dag, dagen
from reporting.models import CouncilReport
from reporting.plan.homes import unreplaced
from reporting.plan.overview import Row
from reporting.plan.state import Countdown, PlanState, plan_state
from reporting.quarter import Quarter
from reporting.start_homes import home_tasks
from reporting.start_task import Task
from trajectories.due import Due, due_for
from trajectories.handing_over import newly_taken_over
from trajectories.models import MatchProposal, Notification, WaitlistEntry, WaitStatus
from trajectories.naming import named
from trajectories.proposals import waiting_proposals
from trajectories.reviewing import to_hold
from trajectories.vacancy import reserved_in

SHOWN = 15
"""Tasks on the page; the lists behind them show the rest."""
PRESSING_DAYS = 5
"""A coordinator sees what is due within so many days; the wijkteam sees all of its own."""


_ADMINISTRATION = (
    ("/beheer/", "Beheer", "Waar u begint: mensen, en per regio wat erin en eruit gaat"),
    ("/beheer/gebruikers/", "Gebruikers", "Wie kan inloggen"),
    ("/beheer/organisaties/", "Organisaties", "Aanbieders en woningcorporaties"),
)


@dataclass(frozen=True, slots=True)
class Fact:
    """A number with its name and the oldest or the day behind it."""

    name: str
    number: int
    unit: str = ""
    note: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Start:
    """A start page: how many tasks there are in all, the first of them, numbers, and other ways on."""

    waiting: int
    tasks: tuple[Task, ...]
    facts: tuple[Fact, ...]
    ways: tuple[tuple[str, str, str], ...] = ()
    """Other things somebody can do here: address, words, explanation."""


def start_for(user: User, *, on: date) -> Start:
    """The start page of `user` on day `on`; a fixed number of queries per role."""
    match user.role:
        case Role.TEAM:
            return _team(user, on)
        case Role.COORDINATOR:
            return _coordinator(user, on)
        case Role.PROVIDER:
            return _provider(user, on)
        case Role.HOUSING_ASSOCIATION:
            return _association(user, on)
        case Role.POLICY | Role.PROJECT_LEADER:
            return _policy(user, on)
        case Role.ADMINISTRATOR:
            return _administrator(on)
        case _:
            return Start(0, (), (), ((reverse("log"), "Logboek", "Wie keek en wie deed wat"),))


def _team(user: User, on: date) -> Start:
    tasks = [*_new_here(user, on), *home_tasks(user, on=on), *(_due_task(due) for due in due_for(user, on=on))]
    tasks += _reviews(user, on)
    return Start(len(tasks), tuple(tasks[:SHOWN]), tuple(_access_facts(user, on)))


def _coordinator(user: User, on: date) -> Start:
    waiting = list(waiting_proposals(user))
    known = named(waiting, on=on)
    accepted = [_key_task(proposal) if proposal.pk in known else _consent_task(proposal) for proposal in waiting]
    late = [_late_task(one) for one in MatchProposal.objects.visible_to(user).overdue_on(on).with_everything()]
    stale = _stale_providers(user, on)
    pressing = [due for due in due_for(user, on=on) if due.term.days_left <= PRESSING_DAYS]
    tasks = [*_new_here(user, on), *accepted, *late, *home_tasks(user, on=on), *stale]
    tasks += [_due_task(due) for due in pressing]
    unanswered = MatchProposal.objects.visible_to(user).unanswered()
    facts = [
        *_access_facts(user, on),
        _fact("Voorstellen zonder antwoord", unanswered, "proposed_on", "proposals"),
    ]
    return Start(len(tasks), tuple(tasks[:SHOWN]), tuple(facts))


def _administrator(on: date) -> Start:
    late = rights.due(on=on).count()
    what = f"Van {late} gebruiker{'' if late == 1 else 's'} moet u zeggen of de toegang nog klopt."
    tasks = (Task("Rechten nalopen", reverse("rights"), what, "Loop rechten na"),) if late else ()
    return Start(len(tasks), tasks, (), _ADMINISTRATION)


def _reviews(user: User, on: date) -> list[Task]:
    """How many reviews should have been held, as one thing to do."""
    late = to_hold(user, on=on).filter(planned_on__lt=on).count()
    what = f"{late} {'evaluatie had' if late == 1 else 'evaluaties hadden'} al gehouden moeten zijn."
    return [Task("Evaluaties", reverse("reviews"), what, "Bekijk de evaluaties")] if late else []


def _provider(user: User, on: date) -> Start:
    waiting = list(waiting_proposals(user))
    known = named(waiting, on=on)
    tasks = [_answer_task(proposal, is_named=proposal.pk in known) for proposal in waiting]
    tasks += [*home_tasks(user, on=on), *_reviews(user, on)]
    confirmed = freshness([user.organisation.pk], on=on)[user.organisation.pk]
    if confirmed.days != 0:
        latest = confirmed.confirmation
        said = f"Laatst bevestigd t/m {dag(latest.confirmed_on)}." if latest else "Nog nooit bevestigd."
        what = f"{said} Kloppen uw plekken nog?"
        tasks.append(Task("Mijn aanbod bevestigen", reverse("supply"), what, "Bekijk mijn aanbod"))
    reserved = reserved_in(user.region)
    counts = count(bed_days(Place.objects.visible_to(user), on=on, reserved=reserved).values())
    people = Client.objects.visible_to(user, on=on).count()
    facts = (
        Fact("Vrij vandaag", counts.free, "plekken", url=reverse("supply")),
        Fact("Komt vrij", counts.becomes_free, "plekken", "binnen acht weken", reverse("supply")),
        Fact("Buiten gebruik", counts.out_of_use, "plekken", url=reverse("supply")),
        Fact("Wonen bij u of krijgen zorg", people, "mensen", url=reverse("clients")),
    )
    return Start(len(tasks), tuple(tasks[:SHOWN]), facts)


def _association(user: User, on: date) -> Start:
    reserved = reserved_in(user.region)
    counts = count(bed_days(Place.objects.visible_to(user), on=on, reserved=reserved).values())
    facts = (
        Fact("Woningen", counts.realised, "", "in gebruik voor de regio", reverse("locations")),
        Fact("Bewoond", counts.taken, "woningen", url=reverse("locations")),
        Fact("Leeg en bruikbaar", counts.free, "woningen", url=reverse("locations")),
        Fact("Buiten gebruik", counts.out_of_use, "woningen", url=reverse("locations")),
    )
    nominated = (
        reverse("nominations"),
        "Voordrachten",
        "Wie een woning zoekt, en wat u antwoordde",
    )
    way = (reverse("locations"), "Uw woningen", "Wie er woont, sinds wanneer en met welke huur")
    tasks = list(home_tasks(user, on=on))
    return Start(len(tasks), tuple(tasks[:SHOWN]), (*facts, *_stale_fact(user, on)), (nominated, way))


def _policy(user: User, on: date) -> Start:
    state = plan_state(user, on=on)
    tasks = [*(_action_task(*pressing) for pressing in state.actions), *map(_idle_task, state.idle)]
    quarter = Quarter.containing(on)
    reports = CouncilReport.objects.visible_to(user).order_by("-quarter", "-as_of")
    latest = reports.first()
    note = f"Laatste: {latest.quarter}, opgesteld met gegevens t/m {dag(latest.as_of)}" if latest else "Nog geen"
    drawn_up = Fact("Opgestelde rapporten", reports.count(), "", note, reverse("reports"))
    facts = (*_plan_facts(state, len(unreplaced(user, on=on))), *_stale_fact(user, on), drawn_up)
    periods = ((quarter.previous, "Het laatste volle kwartaal"), (quarter, "Het kwartaal dat nu loopt, voorlopig"))
    region = user.region.code.lower() if user.region else ""
    ways = (
        (reverse("quarterly_report", args=[region, str(period)]), f"Rapport over het {period.name}", what)
        for period, what in periods
    )
    plan = (reverse("plan"), "Op-, om- en afbouw", "Wat er gepland is, wat er klaar is en wie wat doet")
    stock = (reverse("locations"), "Locaties en plekken", "Wat er is en hoe vol het is")
    return Start(len(tasks), tuple(tasks[:SHOWN]), facts, (plan, *ways, stock))


def _plan_facts(state: PlanState, homes: int) -> Iterable[Fact]:
    url, late, ahead = reverse("plan"), len(state.plan.late), state.plan.next_up
    yield Fact("Afspraken te laat", late, "", f"samen {state.plan.places_late} plekken", f"{url}?laat=ja")
    if homes:
        yield Fact("Vervangende woning nodig", homes, "", "na omklap", reverse("plan_homes"))
    yield Fact("Acties te laat", state.late_actions, "", "Bekijk het plan", url)
    if ahead:
        line = ahead.line
        note = f"{line.get_kind_display()} {line.municipality}, {dag(line.planned_on)}"
        days = ahead.progress.days_left
        yield Fact(
            "Volgende mijlpaal", days, "dag" if days == 1 else "dagen", note, reverse("plan_line", args=[line.pk])
        )


def _action_task(action: PlanAction, due: Countdown) -> Task:
    url = reverse("plan_line", args=[action.line_id])
    return Task(action.what, url, f"{action.owner}. Voor de afspraak: {action.line}", "Afspraak openen", due)


def _idle_task(row: Row) -> Task:
    url = reverse("plan_line", args=[row.line.pk])
    note = f"{dagen(row.progress.days_late)} te laat"
    return Task(
        row.line.sentence,
        url,
        "Deze afspraak is te laat en niemand doet er iets aan.",
        "Actie afspreken",
        note=note,
    )


def _due_task(due: Due) -> Task:
    return Task(due.title, due.url, due.what, due.button, due.term)


def _new_here(user: User, on: date) -> list[Task]:
    """One task for all meldingen that came from another and of which nobody here took note."""
    found = list(newly_taken_over(user, on=on).select_related("client"))
    what = "Nieuw overgenomen. Lees wat er loopt, en leg vast dat u het weet. De termijnen lopen door."
    if len(found) == 1:
        url = reverse("notification", args=[found[0].slug])
        return [Task(str(found[0].client), url, what, "Melding openen")]
    url = f"{reverse('notifications')}?toon=overgenomen"
    return [Task(f"{len(found)} meldingen van een ander", url, what, "Bekijken")] if found else []


def _key_task(proposal: MatchProposal) -> Task:
    what = f"{proposal.place.location.provider} heeft ja gezegd tegen {proposal.place.location.name}."
    note = f"Gewenste eerste dag: {dag(proposal.intended_start_on)}"
    url = reverse("proposal", args=[proposal.slug])
    return Task(str(proposal.entry.client), url, what, "Verhuizing vastleggen", note=note)


def _late_task(proposal: MatchProposal) -> Task:
    what = f"{proposal.place.location.provider} had uiterlijk {dag(proposal.answer_due_on)} moeten antwoorden."
    url = reverse("proposal", args=[proposal.slug])
    return Task(str(proposal.entry.client), url, what, "Vraag na of trek in")


def _consent_task(proposal: MatchProposal) -> Task:
    what = f"{proposal.place.location.provider} zei ja, maar mag nog niet weten wie het is."
    url = reverse("proposal", args=[proposal.slug])
    return Task(str(proposal.entry.client), url, what, "Vraag toestemming")


def _answer_task(proposal: MatchProposal, *, is_named: bool) -> Task:
    url = reverse("proposal", args=[proposal.slug])
    place = f"{proposal.entry.care_form} in {proposal.place.location.name}"
    note = f"Antwoord uiterlijk {dag(proposal.answer_due_on)}"
    if proposal.accepted_on:
        return Task(
            f"Voorstel voor {place}",
            url,
            "U zei ja. Leg vast wanneer iemand de sleutel kreeg."
            if is_named
            else "U zei ja. De cliënt moet nog toestemming geven om de naam met u te delen.",
            "Voorstel openen",
            note=note,
        )
    return Task(
        f"Voorstel voor {place}",
        url,
        "De toegang vraagt of deze persoon bij u kan wonen.",
        "Antwoord geven",
        note=note,
    )


def _stale_providers(user: User, on: date) -> list[Task]:
    """One task for all providers whose places were not confirmed for too long."""
    stale = stale_providers(Location.objects.visible_to(user), on=on)
    if not stale:
        return []
    what = f"Al {STALE_AFTER_DAYS} dagen of langer niet bevestigd: {', '.join(map(str, stale))}."
    return [Task("Plekken die misschien niet kloppen", reverse("locations"), what, "Bekijk locaties")]


def _stale_fact(user: User, on: date) -> Iterable[Fact]:
    """That the numbers of places may not be true; nothing while they are."""
    if stale := stale_providers(Location.objects.visible_to(user), on=on):
        who = "aanbieder" if len(stale) == 1 else "aanbieders"
        note = f"al {STALE_AFTER_DAYS} dagen of langer: {', '.join(map(str, stale))}"
        yield Fact("Plekken niet bevestigd", len(stale), who, note, reverse("locations"))


def _access_facts(user: User, on: date) -> Iterable[Fact]:
    busy = Notification.objects.visible_to(user).open_on(on).filter(is_pre_notification=False)
    waiting = WaitlistEntry.objects.visible_to(user, on=on).open_on(on)
    urgent = waiting.filter(status=WaitStatus.URGENT)
    yield _fact("Open meldingen", busy, "notified_on", "notifications", on=on)
    yield _fact("Mensen op de wachtlijst", waiting, "waiting_since", "waiting_list", on=on, per="client")
    yield _fact("Urgent", urgent, "waiting_since", "waiting_list", on=on, per="client")


def _fact(name: str, rows: object, day: str, page: str, *, on: date | None = None, per: str = "pk") -> Fact:
    found = rows.aggregate(number=Count(per, distinct=True), oldest=Min(day))  # type: ignore[attr-defined]
    oldest: date | None = found["oldest"]
    note = ""
    if oldest:
        note = f"Oudste: {dagen((on - oldest).days)}" if on else f"Oudste: {dag(oldest)}"
    return Fact(name, found["number"], "", note, reverse(page))
