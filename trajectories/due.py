"""Everything of a user that has a last day, in one order: too late first, then by days left."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch
from django.urls import reverse

from portal.models import User
from trajectories import terms
from trajectories.decisions import draft_of
from trajectories.indications import ending
from trajectories.models import AccessAdvice, Letter, Notification, RegionTransfer, TemporaryProvision
from trajectories.objecting import awaits_decision, clock_of, running_objection
from trajectories.penalty import pressure_on
from trajectories.terms import Term
from trajectories.transferring import due_on


@dataclass(frozen=True, slots=True)
class Due:
    """Something with a last day: about whom, what to do, where, and its clock."""

    title: str
    what: str
    url: str
    button: str
    term: Term


def due_for(user: User, *, on: date) -> list[Due]:
    """Every open term within the user's reach on day `on`; a fixed number of queries."""
    found = [
        *_of_meldingen(user, on),
        *_of_provisions(user, on),
        *_of_objections(user, on),
        *_of_advice(user, on),
        *_of_indications(user, on),
        *_of_transfers(user, on),
    ]
    return sorted(found, key=lambda due: (due.term.days_left, due.term.started_on, due.title))


def _of_meldingen(user: User, on: date) -> Iterator[Due]:
    rows = Notification.objects.visible_to(user).open_on(on).filter(is_pre_notification=False).with_clocks()
    rows = rows.prefetch_related("provisions", "penalty_notices", "decisions__prepared_by").select_related(
        "client"
    )
    for melding in rows:
        for term, what in _clocks(melding, on):
            url = reverse("notification", args=[melding.slug])
            yield Due(str(melding.client), what, url, "Melding openen", term)


def _clocks(melding: Notification, on: date) -> Iterable[tuple[Term, str]]:
    """The clocks of one melding that ask for work, each with what to do."""
    if running := terms.running(melding, on=on):
        yield running, next_step(melding, on)
    pressed = pressure_on(melding, on=on)
    if pressed and pressed.term:
        yield pressed.term, "Besluit nemen: de cliënt stelde u in gebreke."
    if melding.is_urgent and not melding.provisions.all():
        yield _at_once(melding, on), "Spoed: beslis over een tijdelijke oplossing."
    plan = terms.personal_plan(melding, on=on)
    if plan and not plan.is_over and melding.reported_on is None:
        yield plan, "De cliënt kan een persoonlijk plan inleveren."


def next_step(melding: Notification, on: date) -> str:
    """What has to be done next, in words."""
    if draft := draft_of(melding):
        back = "is teruggestuurd" if draft.returned_words else f"ligt klaar, van {draft.prepared_by}"
        return f"Besluit nemen: het {back}."
    if melding.applied_on and melding.applied_on <= on:
        return "Besluit nemen op de aanvraag."
    if melding.reported_on and melding.reported_on <= on:
        return "Aanvraag afwachten of vastleggen."
    return "Onderzoek afronden."


def _at_once(melding: Notification, on: date) -> Term:
    """Urgent help has no number of days in the law: it has to come at once (2.3.3)."""
    return terms.term("Spoed", melding.notified_on, limit=0, on=on, allowed="meteen")


def _of_provisions(user: User, on: date) -> Iterator[Due]:
    """Temporary help that goes on after the decision it was waiting for."""
    decided = Notification.objects.visible_to(user).finished_on(on)
    rows = TemporaryProvision.objects.filter(notification__in=decided, ends_on=None)
    for row in rows.select_related("notification__client"):
        melding = row.notification
        since = melding.decided_on or melding.closed_on
        assert since is not None
        clock = terms.term("Tijdelijke oplossing", since, limit=0, on=on, allowed="tot het besluit")
        what = "Het besluit is er. Beëindig de tijdelijke oplossing of regel het vervolg."
        url = reverse("notification", args=[melding.slug])
        yield Due(str(melding.client), what, url, "Melding openen", clock)


def _of_transfers(user: User, on: date) -> Iterator[Due]:
    """Transfers to or from another region at which somebody has to look again."""
    rows = RegionTransfer.objects.visible_to(user).running()
    for row in rows.select_related("notification__client").prefetch_related("steps"):
        if day := due_on(row):
            limit = (day - row.asked_on).days
            clock = terms.term("Overdracht", row.asked_on, limit=limit, on=on, allowed="zoals afgesproken")
            url = reverse("transfers", args=[row.notification.slug])
            yield Due(
                str(row.notification.client), f"{row}: vraag hoe het staat.", url, "Overdracht openen", clock
            )


def _of_objections(user: User, on: date) -> Iterator[Due]:
    """Objections that were not decided, and well-founded ones without their new decision."""
    mine = Notification.objects.visible_to(user).filter(objections__isnull=False).distinct()
    letters = Prefetch("letters", Letter.objects.without_pdf())
    rows = mine.select_related("client").prefetch_related("objections", "decisions", letters)
    for melding in rows:
        url = reverse("notification", args=[melding.slug])
        if running := running_objection(melding):
            yield Due(
                str(melding.client), "Beslis op het bezwaar.", url, "Melding openen", clock_of(running, on=on)
            )
        elif founded := awaits_decision(melding):
            what = "Het bezwaar is gegrond. Neem een nieuw besluit."
            clock = terms.term("Nieuw besluit", founded.decided_on or on, limit=0, on=on, allowed="meteen")
            yield Due(str(melding.client), what, url, "Melding openen", clock)


def _of_advice(user: User, on: date) -> Iterator[Due]:
    """Advice that did not come by the day it was wanted."""
    mine = Notification.objects.visible_to(user).open_on(on)
    late = AccessAdvice.objects.filter(
        notification__in=mine, given_on=None, called_off_on=None, wanted_by__lt=on
    ).select_related("notification__client")
    for row in late:
        url = reverse("notification", args=[row.notification.slug])
        limit = (row.wanted_by - row.asked_on).days
        clock = terms.term("Advies", row.asked_on, limit=limit, on=on, allowed="gevraagd")
        what = f"Het advies van {row.adviser} is er niet. Vraag ernaar, of laat de vraag vervallen."
        yield Due(str(row.notification.client), what, url, "Melding openen", clock)


def _of_indications(user: User, on: date) -> Iterator[Due]:
    """Indications that end: nothing ends by itself, so somebody has to look again."""
    for melding, clock in ending(user, on=on):
        url = reverse("notification", args=[melding.slug])
        what = "De indicatie eindigt. Kijk opnieuw en neem een volgend besluit; de zorg loopt door."
        yield Due(str(melding.client), what, url, "Melding openen", clock)
