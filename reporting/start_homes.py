"""My work about homes of one's own: nominations in which it is somebody's turn, and signals about tenancies."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from portal.models import Role, User
from portal.templatetags.dutch import dag
from reporting.start_task import Task
from trajectories.models import Nomination, TenancySignal
from trajectories.nominating import waiting_nominations
from trajectories.tenancies import waiting_signals


def home_tasks(user: User, *, on: date) -> Iterable[Task]:
    """What this user has to do so that somebody gets a home; the oldest first."""
    asks = _answer_task if user.role == Role.HOUSING_ASSOCIATION else _next_task
    signals = [_signal_task(one, user) for one in waiting_signals(user, on=on)]
    return [*signals, *(asks(one) for one in waiting_nominations(user, on=on))]


def _signal_task(one: TenancySignal, user: User) -> Task:
    url, title = reverse("signal", args=[one.slug]), f"{one.get_kind_display()}: {one.home.client}"
    note = f"Gemeld op {dag(one.recorded_on)}"
    if user.role == Role.HOUSING_ASSOCIATION:
        return Task(title, url, "Er is iets aan gedaan. Is het voorbij?", "Signaal openen", note=note)
    return Task(title, url, f"{one.association} gaf dit door. Schrijf op wat u doet.", "Opvolgen", note=note)


def _answer_task(one: Nomination) -> Task:
    what = f"Voorgedragen voor een woning{_where(one)}. Begeleiding door {one.guidance_by}."
    note = f"Antwoord uiterlijk {dag(one.answer_due_on)}"
    return Task(str(one.client), reverse("nomination", args=[one.slug]), what, "Antwoord geven", note=note)


def _next_task(one: Nomination) -> Task:
    url, who, offer = reverse("nomination", args=[one.slug]), str(one.client), one.offer
    if offer is None:
        what = f"{one.association} had uiterlijk {dag(one.answer_due_on)} moeten antwoorden."
        return Task(who, url, what, "Vraag na of trek in")
    note = f"Beschikbaar vanaf {dag(offer.available_on)}"
    if offer.is_accepted:
        return Task(who, url, f"De cliënt zei ja tegen {offer}.", "Sleutel vastleggen", note=note)
    what = f"{one.association} biedt {offer} aan. Wil de cliënt deze woning?"
    return Task(who, url, what, "Antwoord vastleggen", note=note)


def _where(one: Nomination) -> str:
    return f" in {one.municipality}" if one.municipality else ""
