"""My work about homes of one's own: nominations in which it is somebody's turn."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from portal.models import Role, User
from portal.templatetags.dutch import dag
from reporting.start_task import Task
from trajectories.models import Nomination
from trajectories.nominating import waiting_nominations


def home_tasks(user: User, *, on: date) -> Iterable[Task]:
    """What this user has to do so that somebody gets a home; the oldest first."""
    asks = _answer_task if user.role == Role.HOUSING_ASSOCIATION else _next_task
    return [asks(one) for one in waiting_nominations(user, on=on)]


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
