"""What the demo has besides its two regiobestanden: confirmations, proposals under way, own words, reports."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from placements import capacity
from placements.models import HousingEpisode, Place
from placements.supply import confirm_supply
from portal.demo_accounts import review_rights
from portal.models import Organisation, OrganisationKind, Region, Role, User
from reporting.demo_homes import promise_dwellings
from reporting.demo_places import close_places, confirm_earlier, correct_places
from reporting.demo_reports import report_to_the_council
from reporting.plan.demo import furnish_plan
from reporting.tiles import lay_tiles
from trajectories.advising import answer_for
from trajectories.demo import REGIONS
from trajectories.demo.agreements import agree
from trajectories.demo.around import tell_who_is_around
from trajectories.demo.authority import write_down_the_access
from trajectories.demo.clocks import move_clocks
from trajectories.demo.consents import ask_consents, think_again
from trajectories.demo.deciding import decide
from trajectories.demo.doubles import write_down_a_double
from trajectories.demo.flips import FLIPS, flip_soon, remember_flips
from trajectories.demo.handing_over import hand_over_cases
from trajectories.demo.homes import nominate_for_homes
from trajectories.demo.houses import furnish_houses
from trajectories.demo.intake import desks, investigate
from trajectories.demo.interim import fill_the_wait
from trajectories.demo.neighbourhood import list_the_neighbourhood
from trajectories.demo.numbers import use_numbers
from trajectories.demo.offer import describe_offer
from trajectories.demo.outflow import say_what_is_waited_for
from trajectories.demo.retention import remember_long_ago
from trajectories.demo.spreadsheets import hand_in_spreadsheets
from trajectories.demo.support import write_plans
from trajectories.demo.tables import sit_at_the_table
from trajectories.demo.tenancies import ask_for_priority, tell_of_tenancies
from trajectories.demo.transfers import go_over
from trajectories.demo.unmet import remember_what_was_missing
from trajectories.demo.wishes import write_wishes
from trajectories.models import WaitlistEntry
from trajectories.models.waiting import IN_TURN
from trajectories.proposals import accept, introduce, obstacles, propose

CONFIRMED_DAYS_AGO = {"KOMPASWOON": 20, "SALLANDSE": 17, "POLDERLICHT": 4, "IJSSELANKER": 3}
"""How long ago a provider confirmed its places; the others did so yesterday."""
HANDS_IN = ("POLDERLICHT", "IJSSELANKER")
"""Providers whose spreadsheets are in the demo."""
DEPARTURES = 4
"""Residents per provider who are expected to leave in the coming weeks."""
TILES = {
    "FLEVOLAND": {"0184": (1, 0), "0171": (2, 0), "0995": (1, 1), "0303": (2, 1), "0034": (0, 2), "0050": (1, 2)},
    "IJSSELVECHT": {
        "1708": (1, 0), "1896": (1, 1), "0180": (2, 1), "0160": (3, 1),
        "0166": (0, 2), "0193": (1, 2), "0148": (2, 2), "0175": (3, 2),
    },
}  # fmt: skip
"""Where the municipalities lie on the map of tiles: column and row."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A proposal that is under way in the demo: to which provider, whether it said yes, and how it went on."""

    provider: str
    is_accepted: bool = False
    has_met: bool = False
    days_ago: int = 0
    """How long it waits already, where nobody answered."""
    is_shared: bool = True
    """Whether the client still allows the provider to know who it is."""


WISHES = (
    Wish("POLDERLICHT"),
    Wish("POLDERLICHT", is_accepted=True),
    Wish("DIJKWACHT", days_ago=9),
    Wish("DIJKWACHT", is_accepted=True, is_shared=False),
    Wish("IJSSELANKER"),
    Wish("IJSSELANKER", is_accepted=True, has_met=True),
)


def furnish(*, on: date, at: datetime) -> None:
    """Put the demo regions to work on day `on`, through the same acts as the pages use."""
    review_rights(on=on)
    planners = {provider.code: _planner(provider) for provider in _providers()}
    for code, planner in planners.items():
        _expect_departures(planner, on=on)
        day = on - timedelta(days=CONFIRMED_DAYS_AGO.get(code, 1))
        confirm_earlier(planner, last=day, at=at - (on - day))
        confirm_supply(planner.organisation, on=day, at=at - (on - day), by=planner)
    correct_places(planners, on=on, at=at)
    teams = desks(on=on, at=at)
    investigate(teams)
    write_down_the_access()
    ask_consents(on=on)
    for region in Region.objects.filter(code__in=REGIONS):
        _live(region, planners, on=on, at=at)
    agree(Region.objects.get(code="FLEVOLAND"), on=on)
    use_numbers(Region.objects.get(code="IJSSELVECHT"), on=on, at=at)
    write_down_a_double(at=at)
    go_over(on=on)
    move_clocks(on=on)
    decide(on=on, desks=teams)
    furnish_plan(on=on)
    sit_at_the_table(Region.objects.get(code="FLEVOLAND"), on=on, at=at)
    for wish in WISHES:
        _propose(wish, planners[wish.provider], on=on)
    close_places(planners, on=on, at=at)
    flip_soon(planners[FLIPS], on=on, at=at)
    for code in HANDS_IN:
        hand_in_spreadsheets(planners[code], at=at)
    for region in Region.objects.filter(code__in=REGIONS):
        _publish(region, on=on, at=at)
    remember_long_ago(Region.objects.get(code="FLEVOLAND"), on=on, at=at)


def _live(region: Region, planners: dict[str, User], *, on: date, at: datetime) -> None:
    """What the people of a region lived through and wrote down that a regiobestand does not hold."""
    fill_the_wait(region, on=on, at=at)
    write_wishes(region, on=on, at=at)
    say_what_is_waited_for(region, on=on)
    remember_flips(region, planners, at=at)
    promise_dwellings(region, on=on)
    nominate_for_homes(region, on=on)
    tell_of_tenancies(region, on=on)
    ask_for_priority(region, on=on)
    remember_what_was_missing(region, on=on)
    hand_over_cases(region, on=on)
    write_plans(region, on=on)
    list_the_neighbourhood(region, on=on)
    tell_who_is_around(region, on=on)


def _publish(region: Region, *, on: date, at: datetime) -> None:
    """Describe what the region offers, and report its last two quarters to the council."""
    describe_offer(region)
    furnish_houses(region, on=on)
    lay_tiles(region, TILES[region.code])
    report_to_the_council(region, on=on, at=at)


def _providers() -> Iterable[Organisation]:
    return Organisation.objects.filter(kind=OrganisationKind.PROVIDER, region__code__in=REGIONS)


def _planner(provider: Organisation) -> User:
    """Somebody of the provider who did all this; where no demo account is, one who cannot log in."""
    known = provider.users.filter(is_active=True).first()
    if known:
        return known
    return User.objects.create(
        login=f"planner.{provider.code.lower()}",
        name="Planner (fictief)",
        role=Role.PROVIDER,
        organisation=provider,
        is_active=False,
        password="!",  # noqa: S106 (nobody can log in with this)
    )


def _expect_departures(planner: User, *, on: date) -> None:
    """Those who are ready to move on the longest are expected to leave first."""
    homes = HousingEpisode.objects.filter(
        place__location__provider=planner.organisation,
        ends_on=None,
        expected_end_on=None,
        client__readiness__ends_on=None,
        client__readiness__isnull=False,
    ).order_by("client__readiness__starts_on", "pk")[:DEPARTURES]
    for number, home in enumerate(homes):
        home.expected_end_on = on + timedelta(days=9 + 12 * number)
        home.save(update_fields=["expected_end_on"])


def _propose(wish: Wish, planner: User, *, on: date) -> None:
    """Propose the first in order for a place of the provider that is free."""
    coordinator = User.objects.get(role=Role.COORDINATOR, organisation__region=planner.region)
    for place, care_form_id in _free_places(planner.organisation, on=on):
        waiting = WaitlistEntry.objects.filter(care_form=care_form_id, status__in=IN_TURN)
        for entry in waiting.open_on(on).in_order()[:30]:
            advised = answer_for(entry, place, start=on + timedelta(days=7), on=on)
            if advised and not advised.answer.failing and not obstacles(entry, place, on=on):
                proposal, _ = propose(
                    entry,
                    place=place,
                    intended_start_on=on + timedelta(days=7),
                    skip_reason="Wie eerder aan de beurt was, wilde in een andere gemeente wonen.",
                    on=on,
                    by=coordinator,
                )
                if not wish.is_shared:
                    think_again(entry.client, on=on, by=coordinator)
                if wish.is_accepted:
                    accept(proposal, on=on, by=planner)
                if wish.has_met:
                    introduce(proposal, held_on=on, agrees=True, on=on, by=coordinator)
                if wish.days_ago:
                    proposal.proposed_on -= timedelta(days=wish.days_ago)
                    proposal.save(update_fields=["proposed_on"])
                return


def _free_places(provider: Organisation, *, on: date) -> Iterable[tuple[Place, int]]:
    places = list(Place.objects.filter(location__provider=provider).order_by("pk"))
    days = capacity.bed_days(places, on=on)
    for place in places:
        day = days[place.pk]
        if day.state is capacity.BedState.FREE and day.care_form_id:
            yield place, day.care_form_id
