"""A chain of people who wait for each other, as sentences; whoever may not be named is told as somebody."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.html import format_html

from portal.templatetags.dutch import dag, wachttijd
from trajectories.chains import Chain, Waiter
from trajectories.outflow import Ready


@dataclass(frozen=True, slots=True)
class Told:
    """One chain: what would set it going, and a sentence per person."""

    title: str
    sentences: tuple[str, ...]


def tell(chain: Chain, known: Mapping[int, Ready], names: Mapping[int, str], *, on: date) -> Told:
    """Tell a chain; `known` are those who are ready, `names` what this reader may call them, ready for a page.

    Of whom has no name here, only that there is somebody, and at which location.
    """
    waiting = tuple(_waits(one, names.get(one.client_id), on) for one in chain.waiters)
    if chain.is_circle:
        return Told(f"Ruil: {chain.length} mensen kunnen tegelijk verhuizen", waiting)
    first, name, place = known.get(chain.first_id), names.get(chain.first_id), chain.waiters[0].place.location.name
    if first is None or name is None:
        said = format_html("<strong>Iemand</strong> kan weg uit {}, maar is nog niet vertrokken.", place)
        return Told(f"{chain.length} mensen", (said, *waiting))
    return Told(f"{chain.length} mensen: {_lacks(first)}", (_cannot_leave(first, name, place), *waiting))


def _lacks(first: Ready) -> str:
    """What the chain waits for, in a few words."""
    if not first.blockers:
        return "nog niet opgeschreven waarop het wacht"
    return " en ".join(_small(one.get_kind_display()) for one in first.blockers)


def _cannot_leave(first: Ready, name: str, place: str) -> str:
    to = "een eigen woning" if first.readiness.wants_own_home else str(first.readiness.wants_care_form or "")
    wants = f" naar {to}" if to else ""
    since = dag(first.readiness.starts_on)
    said = format_html("<strong>{}</strong> kan weg uit {}{}, sinds {}", name, place, wants, since)
    if not first.blockers:
        return format_html("{}. Waarop het wacht, is nog niet opgeschreven.", said)
    movers = " en ".join(sorted({_small(one.get_mover_display()) for one in first.blockers}))
    return format_html("{}. Dat wacht op {}. Aan zet: {}.", said, _lacks(first), movers)


def _waits(waiter: Waiter, name: str | None, on: date) -> str:
    place = waiter.place.location.name
    if name is None:
        return format_html("<strong>Iemand</strong> wacht en past op die plek in {}.", place)
    waited, form = wachttijd((on - waiter.entry.waiting_since).days), waiter.entry.care_form
    return format_html("<strong>{}</strong> wacht {} op {} en past op die plek in {}.", name, waited, form, place)


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
