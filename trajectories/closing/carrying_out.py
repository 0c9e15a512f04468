"""Scheduling a closing, and calling it off: places end on the day, or go on as they were."""

from datetime import date, datetime

from placements.models import (
    Closing,
    CutPeriod,
    Fate,
    HousingEpisode,
    MoveReason,
    PlacePeriod,
    ResidentPlan,
    Tenure,
)
from portal.models import Client, User
from portal.templatetags.dutch import dag
from trajectories.closing.preparing import demand_own, hold, record
from trajectories.closing.survey import Survey, survey
from trajectories.moving import move
from trajectories.obstacles import Obstructed, demand, one_at_a_time, refusals_in_dutch


def schedule(closing: Closing, *, on: date, at: datetime, by: User) -> bool:
    """End the places on the day, and plan for every resident what was answered.

    True if it was done now, False if it was done before. Raises `Obstructed` while anything stands in the way, and
    `PermissionDenied` for whoever is not the provider of the location.
    """
    demand_own(closing.location, by)
    with refusals_in_dutch():
        clients = _hold_residents(closing, on=on)
        held = hold(closing, by=by)
        if held.scheduled_at and not held.called_off_at:
            return False
        found = survey(held, on=on)
        demand(_called_off(held) + found.obstacles + _came_in_between(found, clients))
        _cut(held, found)
        for resident in found.residents:
            assert resident.plan is not None
            _plan(held, resident.plan, by=by)
        held.scheduled_at, held.scheduled_by = at, by
        held.save(update_fields=["scheduled_at", "scheduled_by"])
        record(held, f"Vastgelegd: dicht vanaf {dag(held.closes_on)}.", at=at, by=by)
        return True


def call_off(closing: Closing, *, words: str, on: date, at: datetime, by: User) -> bool:
    """Have everything go on as it was before; until the day has come. True if it was done now.

    Raises `Obstructed` when it has happened, or when somebody changed a place or a dwelling since.
    """
    demand_own(closing.location, by)
    with refusals_in_dutch():
        _hold_residents(closing, on=on)
        held = hold(closing, by=by)
        if held.called_off_at:
            return False
        if not held.can_be_called_off_on(on):
            raise Obstructed(f"Het is al dicht sinds {dag(held.closes_on)}. Afblazen kan niet meer.")
        if held.scheduled_at:
            for plan in held.resident_plans.select_related("home__place", "planned_home"):
                _undo(held, plan)
            _restore(held)
        held.called_off_at, held.called_off_by, held.called_off_words = at, by, words
        held.save(update_fields=["called_off_at", "called_off_by", "called_off_words"])
        record(held, "Afgeblazen:", after=words, at=at, by=by)
        return True


def _hold_residents(closing: Closing, *, on: date) -> set[int]:
    """Wait until nobody else changes the residents, then the places they would move to; always in this order."""
    residents = survey(closing, on=on).residents
    ids = sorted({resident.home.client_id for resident in residents})
    list(Client.objects.filter(pk__in=ids).order_by("pk").select_for_update(no_key=True))
    plans = (resident.plan for resident in residents)
    targets = {plan.to_place.location for plan in plans if plan and plan.to_place}
    for location in sorted({closing.location, *targets}, key=lambda one: one.pk):
        one_at_a_time(location)
    return set(ids)


def _called_off(closing: Closing) -> list[str]:
    return ["Dit sluiten is afgeblazen. Begin opnieuw als het toch doorgaat."] if closing.called_off_at else []


def _came_in_between(found: Survey, held: set[int]) -> list[str]:
    if {resident.home.client_id for resident in found.residents} <= held:
        return []
    return ["Er is intussen iemand komen wonen. Kijk de bewoners na en leg het sluiten opnieuw vast."]


def _cut(closing: Closing, found: Survey) -> None:
    """End the places on the day; what would begin later does not begin. What was there is kept."""
    for period in found.periods:
        facts = {"began_on": period.starts_on, "ended_on": period.ends_on, "care_form": period.care_form}
        CutPeriod.objects.create(closing=closing, place=period.place, **facts)
        if period.starts_on >= closing.closes_on:
            period.delete()
        else:
            period.ends_on = closing.closes_on
            period.save(update_fields=["ends_on"])


def _restore(closing: Closing) -> None:
    """Put the periods back as they were; whoever changed one since has to be asked first."""
    for cut in closing.cut_periods.select_related("place").order_by("began_on"):
        if cut.began_on >= closing.closes_on:
            facts = {"starts_on": cut.began_on, "ends_on": cut.ended_on, "care_form_id": cut.care_form_id}
            PlacePeriod.objects.create(place=cut.place, **facts)
            continue
        period = cut.place.periods.filter(starts_on=cut.began_on, ends_on=closing.closes_on).first()
        if period is None:
            raise Obstructed(f"Plek {cut.place} is intussen anders gewijzigd. Maak dat eerst ongedaan.")
        period.ends_on = cut.ended_on
        period.save(update_fields=["ends_on"])


def _plan(closing: Closing, plan: ResidentPlan, *, by: User) -> None:
    """Do for one resident what was answered, and keep how the dwelling was."""
    home = plan.home
    plan.ended_on, plan.expected_end_on = home.ends_on, home.expected_end_on
    if plan.care_form_id:
        goes_on = {"place_id": home.place_id, "care_form_id": plan.care_form_id}
        PlacePeriod.objects.create(**goes_on, starts_on=closing.closes_on)
    elif plan.fate == Fate.TENANCY:
        plan.planned_home = _to_own_tenancy(closing, plan, by=by)
    elif plan.to_place:
        plan.planned_home = move(
            home.client,
            to=plan.to_place,
            on=closing.closes_on,
            reason=MoveReason.CLOSURE,
            tenure=home.tenure,
            client_wanted=plan.client_wanted,
            by=by,
        )
    elif home.ends_on is None:
        home.expected_end_on = closing.closes_on
        home.save(update_fields=["expected_end_on"])
    plan.save(update_fields=["ended_on", "expected_end_on", "planned_home"])


def _to_own_tenancy(closing: Closing, plan: ResidentPlan, *, by: User) -> HousingEpisode:
    """The contract changes hands (*omklap*): the same dwelling, now the client's own."""
    return move(
        plan.home.client,
        to=closing.location.municipality,
        on=closing.closes_on,
        reason=MoveReason.OWN_TENANCY,
        tenure=Tenure.OWN_TENANCY,
        client_wanted=plan.client_wanted,
        by=by,
    )


def _undo(closing: Closing, plan: ResidentPlan) -> None:
    home = plan.home
    if plan.fate == Fate.STAYS:
        goes_on = {"starts_on": closing.closes_on, "care_form": plan.care_form}
        PlacePeriod.objects.filter(place=home.place, **goes_on).delete()
    elif plan.planned_home:
        if (plan.planned_home.starts_on, plan.planned_home.ends_on) != (closing.closes_on, None):
            raise Obstructed(f"De bewoner van plek {home.place} heeft intussen een andere woning.")
        plan.planned_home.delete()
    elif plan.fate == Fate.TENANCY or plan.to_place:
        raise Obstructed(f"De bewoner van plek {home.place} heeft intussen een andere woning.")
    _as_it_was(home, plan, closing)


def _as_it_was(home: HousingEpisode, plan: ResidentPlan, closing: Closing) -> None:
    """Give the dwelling back its end, as far as the closing set it."""
    if home.ends_on == closing.closes_on:
        home.ends_on = plan.ended_on
    if home.expected_end_on == closing.closes_on:
        home.expected_end_on = plan.expected_end_on
    home.save(update_fields=["ends_on", "expected_end_on"])
