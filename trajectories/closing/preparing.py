"""Preparing a closing: the day, the reason, and an answer for every resident; the places stay as they are."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied

from placements.models import (
    CareForm,
    Closing,
    ClosingEvent,
    HousingEpisode,
    Location,
    Place,
    ResidentPlan,
)
from portal.models import Role, User
from portal.templatetags.dutch import dag
from trajectories.closing.survey import in_words, survey
from trajectories.obstacles import demand, one_at_a_time, refusals_in_dutch


def prepare(
    location: Location,
    *,
    place: Place | None,
    closes_on: date,
    reason: str,
    words: str = "",
    on: date,
    at: datetime,
    by: User,
) -> tuple[Closing, bool]:
    """Begin to prepare; gives the one that is on its way already, if there is one, and whether it is new.

    Raises PermissionDenied for whoever is not the provider of the location.
    """
    demand_own(location, by)
    with refusals_in_dutch():
        one_at_a_time(location)
        if known := on_its_way(location, place, on=on):
            return known, False
        facts = {"closes_on": closes_on, "reason": reason, "words": words}
        closing = Closing.objects.create(location=location, place=place, **facts, prepared_at=at, prepared_by=by)
        record(closing, f"Het sluiten wordt voorbereid: laatste dag {dag(closing.last_day)}.", at=at, by=by)
        return closing, True


def on_its_way(location: Location, place: Place | None, *, on: date) -> Closing | None:
    """The closing of this location or place that has neither happened nor been called off."""
    standing = location.closings.standing().filter(place=place).order_by("pk")
    return next((closing for closing in standing if closing.can_be_called_off_on(on)), None)


def change_day(closing: Closing, *, closes_on: date, reason: str, words: str = "", at: datetime, by: User) -> bool:
    """Another day or reason, while nothing is scheduled; whether anything changed. Raises `Obstructed`."""
    with refusals_in_dutch():
        held = hold(closing, by=by)
        demand(_not_prepared(held))
        if (held.closes_on, held.reason, held.words) == (closes_on, reason, words):
            return False
        if held.closes_on != closes_on:
            before = dag(held.last_day)
            held.closes_on = closes_on
            record(held, "Andere laatste dag:", before=before, after=dag(held.last_day), at=at, by=by)
        held.reason, held.words = reason, words
        held.save(update_fields=["closes_on", "reason", "words"])
        return True


def answer(
    closing: Closing,
    home: HousingEpisode,
    *,
    fate: str,
    care_form: CareForm | None = None,
    to_place: Place | None = None,
    to_words: str = "",
    client_wanted: bool | None = None,
    on: date,
    at: datetime,
    by: User,
) -> bool:
    """Say what happens to one resident; whether anything changed. Raises `Obstructed`."""
    with refusals_in_dutch():
        held = hold(closing, by=by)
        demand(_not_prepared(held) + _not_a_resident(held, home, on))
        plan = held.resident_plans.filter(home=home).first() or ResidentPlan(closing=held, home=home)
        before = in_words(plan) if plan.pk else ""
        facts = {
            "fate": fate,
            "care_form": care_form,
            "to_place": to_place,
            "to_words": to_words,
            "client_wanted": client_wanted,
        }
        if plan.pk and all(getattr(plan, name) == value for name, value in facts.items()):
            return False
        _set(plan, facts)
        record(held, f"Bewoner van plek {home.place}:", before=before, after=in_words(plan), at=at, by=by)
        return True


def demand_own(location: Location, by: User) -> None:
    """Only the provider of a location closes it."""
    if by.role != Role.PROVIDER or location.provider_id != by.organisation_id:
        raise PermissionDenied


def hold(closing: Closing, *, by: User) -> Closing:
    """The closing as it is now, while nobody else changes it or who gets a place there."""
    demand_own(closing.location, by)
    one_at_a_time(closing.location)
    return Closing.objects.with_everything().get(pk=closing.pk)


def record(closing: Closing, sentence: str, *, before: str = "", after: str = "", at: datetime, by: User) -> None:
    """Add a step to the history of a closing; never a name in it."""
    ClosingEvent.objects.create(
        closing=closing, at=at, by=by, sentence=sentence, before=before[:2000], after=after[:2000]
    )


def _set(plan: ResidentPlan, facts: dict[str, Any]) -> None:
    for name, value in facts.items():
        setattr(plan, name, value)
    plan.full_clean(exclude=["closing", "home"])
    plan.save()


def _not_prepared(closing: Closing) -> list[str]:
    if closing.called_off_at:
        return ["Dit sluiten is afgeblazen. Er is niets meer te wijzigen."]
    if closing.scheduled_at:
        return ["Dit sluiten is al vastgelegd. Blaas het eerst af als er iets anders moet."]
    return []


def _not_a_resident(closing: Closing, home: HousingEpisode, on: date) -> list[str]:
    known = {resident.home.pk for resident in survey(closing, on=on).residents}
    return [] if home.pk in known else ["Deze bewoner woont hier niet meer op de dag dat het sluit."]
