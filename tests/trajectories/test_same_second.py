"""Two people and one thing in the same second: one is done, nothing by halves, and the other hears it."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client as Browser
from django.urls import reverse

from placements import supply
from placements.models import Closing, OutOfUse, SupplyConfirmation
from placements.supply import Closed
from portal.models import AccessRecord, Role
from tests import make
from tests.trajectories.closing.scene import CLOSES_ON, scene
from tests.trajectories.test_obstacles import at_once
from trajectories import nominating
from trajectories.closing import preparing
from trajectories.models import MatchProposal, Nomination

pytestmark = pytest.mark.usefixtures("committed")
D = date
TODAY = make.TODAY
AT = datetime(2026, 10, 5, 9, 30, tzinfo=UTC)
PAGES = 12
TAKEN = (
    "De plek is gereserveerd: er loopt al een voorstel.",
    "Deze plek is niet meer vrij, of past niet. Kies een andere plek.",
)


def test_of_twelve_forms_for_the_last_place_one_is_a_proposal_and_the_others_say_why_not(today):
    region = make.region()
    form, provider = make.care_form(region), make.provider(region)
    make.contract(provider, form)
    place = make.place(make.location(provider), form)
    browser = Browser()
    browser.force_login(make.user(Role.COORDINATOR, region))
    entries = [make.waits(make.client(region), form) for _ in range(PAGES)]
    facts = {"place": place.slug, "intended_start_on": TODAY, "skip_reason": "Kan niet wachten."}

    def press(entry) -> str:
        mine = Browser()
        mine.cookies = browser.cookies
        answer = mine.post(reverse("propose_place", args=[entry.slug, place.location.slug]), facts)
        return "" if answer.status_code == 302 else f"{answer.status_code} {answer.content.decode()}"

    heard = at_once([lambda entry=entry: press(entry) for entry in entries])
    assert heard.count("") == 1
    assert all(one.startswith("422") and any(said in one for said in TAKEN) for one in heard if one)
    assert MatchProposal.objects.filter(place=place).count() == 1
    assert AccessRecord.objects.filter(client__in=[entry.client_id for entry in entries]).count() == PAGES


def test_a_place_out_of_use_is_changed_by_one_of_two_and_the_other_hears_how():
    region = make.region()
    provider = make.provider(region)
    place = make.place(make.location(provider), make.care_form(region))
    row = make.out_of_use(place, D(2026, 10, 1), D(2026, 11, 1))
    one, other = (make.user(Role.PROVIDER, region, provider) for _ in range(2))

    def until(day, by):
        closed = Closed(starts_on=D(2026, 10, 1), ends_on=day, reason="RENOVATIE")
        return supply.change_out_of_use(row, closed, at=AT, by=by)[1]

    days = [D(2026, 11, number) for number in range(2, 12)]
    heard = at_once(
        [lambda day=day, by=by: until(day, by) for day, by in zip(days, [one, other] * 5, strict=True)]
    )
    assert heard.count("True") == 1
    assert sum(one.startswith("Iemand anders wijzigde deze periode intussen:") for one in heard) == len(days) - 1
    assert OutOfUse.objects.live().filter(place=place).count() == 1
    assert OutOfUse.objects.filter(place=place).count() == 2


def test_people_of_two_providers_who_confirm_at_once_confirm_each_once():
    region = make.region()
    providers = [make.provider(region) for _ in range(2)]
    for provider in providers:
        make.place(make.location(provider), make.care_form(region))
    people = [make.user(Role.PROVIDER, region, provider) for provider in providers for _ in range(5)]
    confirm = lambda by: supply.confirm_supply(by.organisation, on=TODAY, at=AT, by=by)[1]  # noqa: E731
    heard = at_once([lambda by=by: confirm(by) for by in people])
    assert (heard.count("True"), heard.count("False")) == (2, 8)
    assert SupplyConfirmation.objects.count() == 2


def test_who_begin_to_close_the_same_location_at_once_work_on_one_closing():
    here = scene()
    facts = {"place": None, "closes_on": CLOSES_ON, "reason": "AFBOUW", "on": TODAY, "at": AT, "by": here.planner}
    heard = at_once([lambda: preparing.prepare(here.here, **facts)[1]] * 10)
    assert (heard.count("True"), heard.count("False")) == (1, 9)
    assert Closing.objects.get().events.count() == 1


def test_a_client_is_nominated_once_and_gets_one_dwelling_offered_whoever_press_at_once():
    region = make.region()
    client, coordinator = make.client(region), make.user(Role.COORDINATOR, region)
    make.ready(client, since=D(2026, 9, 1))
    landlords = [make.user(Role.HOUSING_ASSOCIATION, region) for _ in range(6)]
    words = dict.fromkeys(("district", "wishes"), "") | dict.fromkeys(("guidance_by", "contact", "reachable"), "A")
    wanted = words | {"municipality": None, "bedrooms": None, "ground_floor": False, "max_rent": None}
    day = {"on": TODAY, "by": coordinator}

    def nominate(by) -> bool:
        return nominating.nominate(client, association=by.organisation, wanted=wanted, **day)[1]

    heard = at_once([lambda by=by: nominate(by) for by in landlords])
    assert heard.count("True") == 1
    assert sum("is al voorgedragen bij" in one for one in heard) == len(landlords) - 1
    made = Nomination.objects.get()
    assert client.disclosures.count() == 1
    landlord = next(by for by in landlords if by.organisation == made.association)
    facts = {
        "municipality": region.centre_municipality,
        "available_on": TODAY,
        "tenure": "EIGEN_HUUR",
        "rent": 500,
    }

    def offer(number) -> bool:
        dwelling = facts | {"street": "Zeeweg", "house_number": str(number)}
        return nominating.offer(made, facts=dwelling, on=TODAY, by=landlord)

    heard = at_once([lambda number=number: offer(number) for number in range(6)])
    assert heard.count("True") == 1
    assert sum(one.startswith("U hebt al een woning aangeboden") for one in heard) == len(heard) - 1
