"""Two lines of access, each of which holds alone: every page × role × organisation × client.

Every client and price of the small world gets a mark that stands nowhere else. Who may read which mark is worked
out here from plain facts and the table below; neither `visible_to` nor a policy of the database is asked. A mark
on a page of somebody who may not read it is a leak.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from itertools import islice
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, transaction
from django.db.models import F, TextField, Value
from django.db.models.functions import Concat
from django.test import Client as Browser
from hypothesis import given, settings
from hypothesis import strategies as st

from placements.models import Contract, HousingEpisode
from placements.models.closing import ResidentPlan
from portal import http
from portal.actor import SYSTEM, acting_as, actor_of
from portal.models import Client, OrganisationKind, Role, User
from tests import make
from tests.test_doors import EVERYBODY, PUBLIC, address_of, ask, roles_of, routes, samples_of, welcome
from tests.watching import undone
from tests.world import World
from trajectories.models import (
    CareEpisode,
    Consent,
    EmergencyAccess,
    MatchProposal,
    Nomination,
    Notification,
    Purpose,
    TenancySignal,
)

KNOWS: dict[Role, set[str]] = {
    Role.COORDINATOR: {"lives in the region"},
    Role.TEAM: {"turned to the municipality", "is paid for by the municipality"},
    Role.PROVIDER: {"gets its care", "lives in its house", "was proposed to it", "got its yes and allows that"},
    Role.HOUSING_ASSOCIATION: {"rents from it", "was nominated to it and allows that", "is in a signal of it"},
    Role.POLICY: set(),
    Role.PROJECT_LEADER: set(),
    Role.ADMINISTRATOR: set(),
    Role.AUDITOR: set(),
}
"""Which relations open the file of a client, by role."""
NAMELESS = {"was proposed to it"}
"""Opens what somebody needs; the name only after a yes, and while the client allows it."""
OUTSIDERS = {
    Role.COORDINATOR: ("coordinator", "coordinator elders"),
    Role.TEAM: ("ander wijkteam", "wijkteam elders"),
    Role.PROVIDER: ("andere aanbieder", "aanbieder elders"),
    Role.HOUSING_ASSOCIATION: ("andere corporatie", "corporatie elders"),
    Role.POLICY: ("beleid", "beleid elders"),
    Role.PROJECT_LEADER: ("projectleider", "projectleider elders"),
    Role.ADMINISTRATOR: ("beheer",),
    Role.AUDITOR: ("auditor",),
}
"""Who asks for a page, by role: the first who may not know of the thing in its address."""
READS_PRICES = {Role.COORDINATOR, Role.POLICY, Role.PROJECT_LEADER}
"""Of all providers in the region; a provider reads its own, an administrator writes all."""
TODAY = make.TODAY
MARK = re.compile(r"Kanarie(\d+)x|9(\d\d)\.(\d{3}),00")
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today", "world")]


@dataclass(frozen=True)
class Oracle:
    """Who may know whom, from the facts of the small world as they were written down."""

    user: User

    def relations(self) -> Iterator[tuple[int, str]]:
        """Every client somebody of the user's organisation and region has something to do with, and how."""
        organisation, region = self.user.organisation, self.user.region_id
        for client in Client.objects.filter(region=region, merged_into=None):
            yield client.pk, "lives in the region"
        for melding in Notification.objects.filter(region=region):
            if melding.municipality_id == organisation.municipality_id:
                yield melding.client_id, "turned to the municipality"
        for care in CareEpisode.objects.filter(region=region):
            if care.paying_municipality_id == organisation.municipality_id:
                yield care.client_id, "is paid for by the municipality"
            if care.provider_id == organisation.pk and care.runs_until > TODAY:
                yield care.client_id, "gets its care"
        yield from self._homes()
        yield from self._answers()

    def _homes(self) -> Iterator[tuple[int, str]]:
        mine = self.user.organisation_id
        for home in HousingEpisode.objects.select_related("place__location").filter(runs_until__gt=TODAY):
            location = home.place.location if home.place else None
            if location and location.provider_id == mine:
                yield home.client_id, "lives in its house"
            if location and location.housing_association_id == mine:
                yield home.client_id, "rents from it"
        for plan in ResidentPlan.objects.select_related("planned_home", "closing__location"):
            if plan.planned_home and plan.closing.location.housing_association_id == mine:
                yield plan.planned_home.client_id, "rents from it"
        for signal in TenancySignal.objects.filter(association=mine).select_related("home"):
            yield signal.home.client_id, "is in a signal of it"

    def _answers(self) -> Iterator[tuple[int, str]]:
        mine = self.user.organisation_id
        for nomination in Nomination.objects.filter(association=mine).select_related("home"):
            if nomination.home and nomination.home.runs_until > TODAY:
                yield nomination.client_id, "rents from it"
            if self.allows(nomination.client_id, Purpose.NOMINATE_TO_HOUSING_ASSOCIATION):
                yield nomination.client_id, "was nominated to it and allows that"
        for proposal in MatchProposal.objects.filter(place__location__provider=mine).select_related("entry"):
            yield proposal.entry.client_id, "was proposed to it"
            said_yes = proposal.accepted_on and not proposal.declined_on and not proposal.withdrawn_on
            if said_yes and self.allows(proposal.entry.client_id, Purpose.SHARE_FOR_MATCHING):
                yield proposal.entry.client_id, "got its yes and allows that"

    def allows(self, client: int, purpose: str) -> bool:
        """What the client answered about this very organisation, or else about all of them."""
        given = [
            answer
            for answer in Consent.objects.filter(client=client, purpose=purpose, recipient="")
            if answer.covers(TODAY) and answer.organisation_id in (None, self.user.organisation_id)
        ]
        given.sort(key=lambda answer: answer.organisation_id is None)
        return bool(given) and given[0].is_given

    @cached_property
    def rows(self) -> set[int]:
        """Of whom the database may show anything at all."""
        opens = KNOWS[Role(self.user.role)]
        return {client for client, relation in self.relations() if relation in opens}

    @cached_property
    def names(self) -> set[int]:
        """Whose name may stand on a page."""
        opens = KNOWS[Role(self.user.role)] - NAMELESS
        return {client for client, relation in self.relations() if relation in opens}

    @cached_property
    def prices(self) -> set[int]:
        """Which contracts' day rates may stand on a page."""
        if self.user.role == Role.ADMINISTRATOR:
            return set(Contract.objects.values_list("pk", flat=True))
        here = Contract.objects.filter(provider__region=self.user.region_id)
        if self.user.role == Role.PROVIDER:
            here = here.filter(provider=self.user.organisation_id)
        elif self.user.role not in READS_PRICES:
            return set()
        return set(here.values_list("pk", flat=True))


def others(world: World) -> None:
    """Somebody of the other wijkteam, the other provider and the other region, each with a contract of its own."""
    here, there = world.region, world.users["coordinator elders"].region
    make.notification(make.client(here), TODAY, municipality_id=make.LELYSTAD)
    make.notification(make.client(there), TODAY, municipality_id=make.ZWOLLE)
    for word, region in (("andere aanbieder", here), ("aanbieder elders", there)):
        provider, form = world.users[word].organisation, make.care_form(region, "BESCHERMD_THUIS")
        make.care(make.client(region), form, provider, TODAY, paying_municipality_id=make.LELYSTAD)
        make.lives(make.client(region), make.place(make.location(provider), form), TODAY)


@pytest.fixture(scope="module")
def marked(world: World, django_db_blocker: Any) -> Iterator[dict[str, Oracle]]:
    """The small world with a mark on everybody and on every price, and what each user may know."""
    with django_db_blocker.unblock(), transaction.atomic():
        others(world)
        Client.objects.update(family_name=Concat(Value("Kanarie"), F("pk"), Value("x"), output_field=TextField()))
        Contract.objects.update(day_rate=900000 + F("pk") % 99999)
        yield {word: Oracle(user) for word, user in world.users.items()}
        transaction.set_rollback(True)


def targets(world: World) -> Iterator[tuple[str, str]]:
    """Every page with somebody of each role that opens it: an outsider, who may not know of what stands in it."""
    for route in routes():
        has_thing = any(sample.thing for _, sample in samples_of(route))
        known_to = welcome(route, world) if has_thing else []
        for role in (roles_of(route) or EVERYBODY) if roles_of(route) != PUBLIC else ():
            if word := next((word for word in OUTSIDERS[role] if word not in known_to), None):
                yield address_of(route, world), word


def leaks(world: World, browsers: dict[str, Browser], may_read: Callable[[str], set[str]]) -> Iterator[str]:
    """Every mark on a page of somebody who may not read it."""
    for address, word in targets(world):
        try:
            answer = ask(browsers[word], "get", address)
            if answer.status_code == 405:
                answer = ask(browsers[word], "post", address)
            text = answer.content.decode(errors="replace")
        except (DatabaseError, AttributeError, ObjectDoesNotExist):  # half a world: no page is no leak
            continue
        read = {
            f"cliënt {client}" if client else f"tarief {int(high + low)}"
            for client, high, low in MARK.findall(text)
        }
        for mark in read - may_read(word):
            yield f"{address} shows {word} {mark}"


def names(marked: dict[str, Oracle]) -> Callable[[str], set[str]]:
    """Who may be named on a page, and which prices may stand there."""
    return lambda word: (
        {f"cliënt {pk}" for pk in marked[word].names} | {f"tarief {pk}" for pk in marked[word].prices}
    )


def without_policies(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second line off: everybody acts as the system."""
    monkeypatch.setattr(http, "actor_of", lambda user, *, on, looks: SYSTEM)


def without_visible_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first line off: everything is visible to everybody."""
    for model in apps.get_models():
        rows = type(model._default_manager.all())
        if hasattr(rows, "visible_to"):
            monkeypatch.setattr(rows, "visible_to", lambda self, user, *, on=None: self.all())


def test_the_oracle_lets_somebody_know_somebody_and_nobody_everybody(marked):
    everybody = set(Client.objects.values_list("pk", flat=True))
    for word in (
        "wijkteam",
        "ander wijkteam",
        "coordinator",
        "coordinator elders",
        "andere aanbieder",
        "corporatie",
    ):
        assert marked[word].names, word
    assert all(oracle.rows < everybody for oracle in marked.values())
    assert marked["aanbieder"].names < marked["aanbieder"].rows


def test_no_page_shows_anybody_who_or_what_they_may_not_know_without_the_policies(
    world, browsers, marked, monkeypatch
):
    without_policies(monkeypatch)
    assert list(leaks(world, browsers, names(marked))) == []


def test_no_page_shows_anybody_who_they_have_nothing_to_do_with_without_visible_to(
    world, browsers, marked, monkeypatch
):
    """The database guards rows, not columns: somebody proposed is there, and the first line keeps the name."""
    without_visible_to(monkeypatch)
    reach = {
        word: {f"cliënt {pk}" for pk in oracle.rows} | {f"tarief {pk}" for pk in oracle.prices}
        for word, oracle in marked.items()
    }
    assert list(leaks(world, browsers, reach.__getitem__)) == []


def test_with_both_lines_off_the_pages_leak(world, browsers, marked, monkeypatch):
    """Otherwise the two tests above could not fail."""
    without_policies(monkeypatch)
    without_visible_to(monkeypatch)
    found = leaks(world, browsers, names(marked))
    assert len(list(islice(found, 20))) == 20


def test_the_database_shows_everybody_exactly_whom_they_have_something_to_do_with(world, marked):
    for word, oracle in marked.items():
        with acting_as(actor_of(world.users[word], on=TODAY)):
            assert set(Client.objects.values_list("pk", flat=True)) == oracle.rows, word


def test_nobody_changes_a_row_about_somebody_they_have_nothing_to_do_with(world, marked):
    """Every table with a column that names a client, every user: changing all of it changes no row of another."""
    tables = [
        model
        for model in apps.get_models()
        if any(f.name == "client" and f.related_model is Client for f in model._meta.fields)
        and model is not EmergencyAccess  # read by who keeps watch; a trigger refuses every change
    ]
    for model in tables:
        everything = dict(model.objects.values_list("pk", "client"))
        for word, oracle in marked.items():
            with acting_as(actor_of(world.users[word], on=TODAY)):
                held = model.objects.select_for_update().values_list("pk", flat=True)
                assert {everything[pk] for pk in held} <= oracle.rows | {None}, f"{model.__name__} {word}"


@pytest.mark.parametrize("role", [Role.PROVIDER, Role.HOUSING_ASSOCIATION])
@given(days=st.tuples(st.integers(-3, 3), st.integers(1, 4)), is_closed=st.booleans())
@settings(max_examples=12, deadline=None)
def test_access_ends_on_the_day_the_relation_ends(role, days, is_closed):
    """By either line alone: until then they know whom they house, and from that day on nobody."""
    starts = TODAY + timedelta(days[0])
    ends = starts + timedelta(days[1]) if is_closed else None
    with undone():
        region = make.region()
        client, provider = make.client(region), make.provider(region)
        association = make.organisation(region, OrganisationKind.HOUSING_ASSOCIATION)
        form = make.care_form(region)
        house = make.location(provider, housing_association=association)
        make.lives(client, make.place(house, form), starts, ends_on=ends)
        user = make.user(role, organisation_=provider if role == Role.PROVIDER else association)
        for day in (TODAY + timedelta(number) for number in range(-4, 9)):
            knows = {client} if ends is None or day < ends else set()
            with acting_as(actor_of(user, on=day)):
                assert set(Client.objects.all()) == knows, day
            if role == Role.PROVIDER:
                assert set(Client.objects.visible_to(user, on=day)) == knows, day
