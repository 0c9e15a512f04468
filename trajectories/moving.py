"""Moving house and changing care: two timelines, changed together or apart. Any care form may follow any other."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied

from placements.models import CareForm, Contract, HousingEpisode, MoveReason, Place, Tenure
from portal.actor import SYSTEM, acting_as, counting
from portal.models import Client, Municipality, Organisation, User
from portal.templatetags.dutch import dag
from trajectories import outflow
from trajectories.models import (
    CareEpisode,
    EndReason,
    Funding,
    LeaveReason,
    MatchProposal,
    WaitlistEntry,
)
from trajectories.naming import unknown_to
from trajectories.obstacles import demand, one_at_a_time, refusals_in_dutch
from trajectories.vacancy import place_obstacles

PLACE_TENURES = (Tenure.INSTITUTION, Tenure.INTERMEDIARY, Tenure.TRIPARTITE)
"""On what terms somebody can live on a place of a provider."""


def move(
    client: Client,
    *,
    to: Place | Municipality,
    on: date,
    reason: MoveReason | str = "",
    tenure: Tenure | str = "",
    asked_by: str = "",
    client_wanted: bool | None = None,
    by: User,
) -> HousingEpisode:
    """Have a client live on a place, or in a home of their own in a municipality, from `on`; the care stays.

    The dwelling so far ends that day (`on` is its first day that no longer counts). Again with the same home
    and day: the same dwelling. Raises `Obstructed`, and `PermissionDenied` for a client out of `by`'s sight.
    """
    with refusals_in_dutch():
        hold_client(client, on=on, by=by)
        if isinstance(to, Place):
            one_at_a_time(to.location)
        if here := _dwelling_since(client, to, on=on):
            return here
        demand(dwelling_obstacles(client, on=on) + (place_obstacles(to, on=on) if isinstance(to, Place) else []))
        why: dict[str, Any] = {"reason": reason, "asked_by": asked_by, "client_wanted": client_wanted}
        return _house(client, to, on=on, tenure=tenure, **why)


def start_care(
    client: Client,
    *,
    form: CareForm,
    provider: Organisation | None,
    on: date,
    funding: Funding | str = Funding.IN_KIND,
    paying_municipality: Municipality | None = None,
    purpose: str = "",
    by: User,
) -> CareEpisode:
    """Have a client get a care form from `on`; the dwelling stays.

    The care so far ends that day. Again with the same form, provider and day: the same care.
    Raises `Obstructed`, and `PermissionDenied` for a client out of `by`'s sight.
    """
    with refusals_in_dutch():
        hold_client(client, on=on, by=by)
        same = {"care_form": form, "provider": provider, "starts_on": on, "funding": funding}
        if care := client.care_episodes.filter(**same).first():
            return care
        demand(care_obstacles(client, form=form, provider=provider, on=on, funding=funding))
        return _give_care(
            client, form, provider, on=on, funding=funding, paid_by=paying_municipality, purpose=purpose
        )


def move_and_change_care(
    client: Client,
    *,
    to: Place | Municipality,
    form: CareForm,
    provider: Organisation | None,
    on: date,
    reason: MoveReason | str = "",
    tenure: Tenure | str = "",
    asked_by: str = "",
    client_wanted: bool | None = None,
    funding: Funding | str = Funding.IN_KIND,
    paying_municipality: Municipality | None = None,
    purpose: str = "",
    by: User,
) -> tuple[HousingEpisode, CareEpisode]:
    """Another dwelling and other care from the same day: both, or neither. Raises like `move` and `start_care`."""
    with refusals_in_dutch():
        why: dict[str, Any] = {"reason": reason, "asked_by": asked_by, "client_wanted": client_wanted}
        home = move(client, to=to, on=on, tenure=tenure, **why, by=by)
        care = start_care(
            client,
            form=form,
            provider=provider,
            on=on,
            funding=funding,
            paying_municipality=paying_municipality,
            purpose=purpose,
            by=by,
        )
        return home, care


def end_care(client: Client, *, on: date, reason: EndReason, by: User) -> CareEpisode:
    """End a client's care; `on` is the first day without. The dwelling stays.

    Again with the same day: the same care. Raises `Obstructed`, and `PermissionDenied`.
    """
    with refusals_in_dutch():
        hold_client(client, on=on, by=by)
        if ended := client.care_episodes.filter(ends_on=on, end_reason=reason).first():
            return ended
        care = client.care_episodes.filter(starts_on__lt=on, runs_until__gt=on).first()
        if care is None:
            demand([f"Deze cliënt krijgt op {dag(on)} geen zorg die kan stoppen."])
            raise AssertionError
        care.ends_on, care.end_reason = on, reason
        care.save(update_fields=["ends_on", "end_reason"])
        return care


def move_in(
    proposal: MatchProposal,
    *,
    housing_from: date,
    care_from: date,
    tenure: Tenure | str,
    funding: Funding | str = Funding.IN_KIND,
    paying_municipality: Municipality | None = None,
    purpose: str = "",
    move_reason: MoveReason | str = "",
    asked_by: str = "",
    client_wanted: bool | None = None,
    on: date,
    by: User,
) -> bool:
    """The client got the key: a dwelling from `housing_from` and care from `care_from`, and off the waiting list.

    Ends the dwelling and the care so far; `on` is today. True if it was done now, False if it was done before.
    Raises `Obstructed`, and `PermissionDenied` for a proposal that is not `by`'s to finish.
    """
    with refusals_in_dutch():
        held = _hold_proposal(proposal, by=by)
        if held.moved_in_on:
            return False
        demand(move_in_obstacles(held, housing_from=housing_from, care_from=care_from, funding=funding))
        demand(unknown_to(by, held, on=on))
        client, place = held.entry.client, held.place
        why: dict[str, Any] = {"reason": move_reason, "asked_by": asked_by, "client_wanted": client_wanted}
        held.housing_episode = _house(client, place, on=housing_from, tenure=tenure, **why)
        held.care_episode = _give_care(
            client,
            held.entry.care_form,
            place.location.provider,
            on=care_from,
            funding=funding,
            paid_by=paying_municipality,
            purpose=purpose,
        )
        held.moved_in_on = housing_from
        held.save(update_fields=["housing_episode", "care_episode", "moved_in_on"])
        _leave_list(held.entry, on=housing_from)
        return True


def stay(
    entry: WaitlistEntry,
    *,
    provider: Organisation | None,
    on: date,
    funding: Funding | str = Funding.IN_KIND,
    paying_municipality: Municipality | None = None,
    purpose: str = "",
    by: User,
) -> bool:
    """The client keeps the dwelling and gets the care waited for from `on`, and leaves the waiting list.

    True if it was done now, False if the entry had left the list before. Raises like `start_care`.
    """
    with refusals_in_dutch():
        hold_client(entry.client, on=on, by=by)
        entry.refresh_from_db()
        if entry.left_on:
            return False
        demand(_stay_obstacles(entry, on=on))
        start_care(
            entry.client,
            form=entry.care_form,
            provider=provider,
            on=on,
            funding=funding,
            paying_municipality=paying_municipality,
            purpose=purpose,
            by=by,
        )
        _leave_list(entry, on=on)
        return True


def move_in_obstacles(
    proposal: MatchProposal, *, housing_from: date, care_from: date, funding: Funding | str
) -> list[str]:
    """Everything that stands between an accepted proposal and moving in on these days."""
    entry, place = proposal.entry, proposal.place
    return [
        *_proposal_obstacles(proposal, housing_from),
        *place_obstacles(place, on=housing_from, care_form=entry.care_form, apart_from=proposal),
        *dwelling_obstacles(entry.client, on=housing_from),
        *care_obstacles(
            entry.client, form=entry.care_form, provider=place.location.provider, on=care_from, funding=funding
        ),
    ]


def dwelling_obstacles(client: Client, *, on: date) -> list[str]:
    """Why a client cannot come to live elsewhere on `on`: a dwelling that begins that day or later."""
    later = client.housing_episodes.filter(starts_on__gte=on).order_by("starts_on").first()
    return [f"Deze cliënt heeft vanaf {dag(later.starts_on)} al een andere woning."] if later else []


def care_obstacles(
    client: Client,
    *,
    form: CareForm,
    provider: Organisation | None,
    on: date,
    funding: Funding | str,
) -> list[str]:
    """Why this care cannot begin on `on`: other care from then on, or no contract for care in kind that day."""
    found = []
    later = client.care_episodes.filter(starts_on__gte=on).order_by("starts_on").first()
    if later:
        found.append(f"Deze cliënt krijgt vanaf {dag(later.starts_on)} al andere zorg.")
    if funding == Funding.IN_KIND and provider is None:
        found.append("Zorg in natura heeft een aanbieder.")
    elif funding == Funding.IN_KIND and not has_contract(provider, form, on=on):
        found.append(f"{provider} heeft op {dag(on)} geen contract voor {form}.")
    if not form.covers(on):
        found.append(f"De zorgvorm {form} is er niet op {dag(on)}.")
    return found


@counting()
def has_contract(provider: Organisation | None, form: CareForm, *, on: date) -> bool:
    """Whether a provider may deliver a care form in kind on `on`."""
    return Contract.objects.filter(provider=provider, care_form=form).covering(on).exists()


def hold_client(client: Client, *, on: date, by: User) -> None:
    """Wait until nobody else changes this client, and see that `by` may."""
    within_reach = Client.objects.visible_to(by, on=on).filter(pk=client.pk)
    if within_reach.select_for_update(no_key=True).first() is None:
        raise PermissionDenied


def _hold_proposal(proposal: MatchProposal, *, by: User) -> MatchProposal:
    """The proposal as it is now, while nobody else changes its client or its location."""
    Client.objects.select_for_update(no_key=True).get(pk=proposal.entry.client_id)
    one_at_a_time(proposal.place.location)
    held = MatchProposal.objects.answerable_by(by).with_everything().filter(pk=proposal.pk).first()
    if held is None:
        raise PermissionDenied
    return held


def _proposal_obstacles(proposal: MatchProposal, housing_from: date) -> list[str]:
    found = []
    if proposal.declined_on or proposal.withdrawn_on:
        found.append("Dit voorstel is al afgerond.")
    elif not proposal.accepted_on:
        found.append("De aanbieder heeft dit voorstel nog niet aanvaard.")
    if housing_from < proposal.proposed_on:
        found.append(f"Het voorstel is van {dag(proposal.proposed_on)}: intrekken kan niet eerder.")
    return found + _entry_obstacles(proposal.entry, housing_from)


def _entry_obstacles(entry: WaitlistEntry, on: date) -> list[str]:
    if entry.left_on:
        return [f"Deze inschrijving staat sinds {dag(entry.left_on)} niet meer op de wachtlijst."]
    if on < entry.waiting_since:
        return [f"Het wachten begon op {dag(entry.waiting_since)}: plaatsen kan niet eerder."]
    return []


def _stay_obstacles(entry: WaitlistEntry, *, on: date) -> list[str]:
    found = _entry_obstacles(entry, on)
    if not entry.client.housing_episodes.covering(on).exists():
        found.append(f"Deze cliënt heeft op {dag(on)} geen woning om in te blijven.")
    if entry.proposals.open().exists():
        found.append("Voor deze cliënt loopt een voorstel. Trek dat eerst in.")
    return found


def _dwelling_since(client: Client, to: Place | Municipality, *, on: date) -> HousingEpisode | None:
    home = {"place": to} if isinstance(to, Place) else {"municipality": to}
    return client.housing_episodes.filter(starts_on=on, **home).first()


@acting_as(SYSTEM)  # between what ends and what begins its provider has nothing to do with the client
def _house(
    client: Client,
    to: Place | Municipality,
    *,
    on: date,
    tenure: Tenure | str,
    reason: MoveReason | str,
    asked_by: str,
    client_wanted: bool | None,
) -> HousingEpisode:
    """End the dwelling that runs on `on` and begin the next."""
    client.housing_episodes.covering(on).update(ends_on=on)
    is_place = isinstance(to, Place)
    if not is_place:
        outflow.arrive(client, on=on)
    return HousingEpisode.objects.create(
        region_id=client.region_id,
        client=client,
        place=to if isinstance(to, Place) else None,
        municipality=None if isinstance(to, Place) else to,
        tenure=tenure or (Tenure.INSTITUTION if is_place else Tenure.OWN_TENANCY),
        starts_on=on,
        move_reason=reason,
        asked_by=asked_by,
        client_wanted=client_wanted,
    )


@acting_as(SYSTEM)
def _give_care(
    client: Client,
    form: CareForm,
    provider: Organisation | None,
    *,
    on: date,
    funding: Funding | str,
    paid_by: Municipality | None,
    purpose: str,
) -> CareEpisode:
    """End the care that runs on `on` and begin the next; care that goes on in another form has no end reason."""
    client.care_episodes.covering(on).update(ends_on=on, end_reason="")
    outflow.arrive(client, at=form, on=on)
    return CareEpisode.objects.create(
        region_id=client.region_id,
        client=client,
        care_form=form,
        provider=provider,
        starts_on=on,
        funding=funding,
        paying_municipality=paid_by,
        purpose=purpose,
    )


def _leave_list(entry: WaitlistEntry, *, on: date) -> None:
    entry.left_on, entry.left_reason = on, LeaveReason.PLACED
    entry.save(update_fields=["left_on", "left_reason"])
