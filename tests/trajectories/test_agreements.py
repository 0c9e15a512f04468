"""Agreements in dated versions: a draft is tried on today's list, published by name, and stands from then on."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.models import Role
from tests import make
from trajectories import agreements, order
from trajectories.matching.inputs import STANDARD_WEIGHTS, Rules, Wish
from trajectories.models import InvestigationPart, MatchingRules, PartKind, WaitPause, WaitStatus
from trajectories.obstacles import Obstructed
from trajectories.rules_effect import effect_of

pytestmark = pytest.mark.django_db
D = date
TODAY = make.TODAY


@pytest.fixture
def scene() -> SimpleNamespace:
    region = make.region()
    form, provider = make.care_form(region), make.provider(region)
    make.contract(provider, form)
    place = make.place(make.location(provider), form)
    long, short = (make.waits(make.client(region), form, day) for day in (D(2026, 6, 1), D(2026, 9, 1)))
    return SimpleNamespace(
        region=region, form=form, place=place, long=long, short=short, by=make.user(Role.COORDINATOR, region)
    )


def draft(scene, **facts) -> MatchingRules:
    made = agreements.begin_draft(scene.region, on=TODAY, by=scene.by)
    if facts:
        agreements.save_draft(made, facts=facts, by=scene.by)
    return made


def publish(scene, made, starts_on=TODAY, **facts):
    facts = {"reason": "Afgesproken aan de regiotafel.", "effect": {}, "on": TODAY, "by": scene.by} | facts
    agreements.publish(made, starts_on=starts_on, **facts)


def test_the_standard_counts_until_a_region_publishes_and_each_version_from_its_own_day(scene):
    assert agreements.in_force(scene.region.pk, on=TODAY) == Rules()
    publish(scene, draft(scene, horizon_weeks=8), D(2026, 11, 1))
    publish(scene, draft(scene, horizon_weeks=4), D(2026, 12, 1))
    days = (TODAY, D(2026, 10, 31), D(2026, 11, 1), D(2026, 12, 1))
    assert [agreements.in_force(scene.region.pk, on=day).horizon_weeks for day in days] == [26, 26, 8, 4]
    assert agreements.in_force(make.region().pk, on=D(2027, 1, 1)).number == 0


def test_a_draft_changes_nothing_and_there_is_one(scene):
    made = draft(scene, class_weeks=[1, 2, 3, 4])
    assert draft(scene) == made
    assert agreements.in_force(scene.region.pk, on=TODAY) == Rules()


def test_what_is_published_cannot_be_changed_or_removed(scene):
    made = draft(scene)
    publish(scene, made)
    for act in (lambda: made.save(), lambda: made.delete()):
        with pytest.raises(IntegrityError, match="veranderen niet meer"), transaction.atomic():
            act()
    with pytest.raises(Obstructed, match="gepubliceerd of weggegooid"):
        agreements.save_draft(made, facts={"horizon_weeks": 1}, by=scene.by)


def test_versions_follow_one_another(scene):
    publish(scene, draft(scene), D(2026, 12, 1))
    with pytest.raises(Obstructed, match="Vanaf 1 december 2026 gelden al"):
        publish(scene, draft(scene), D(2026, 12, 1))
    with pytest.raises(Obstructed, match="niet in vóór de dag"):
        publish(scene, MatchingRules.objects.drafts().get(), D(2027, 1, 1), on=D(2027, 2, 1))


def test_only_a_coordinator_of_the_region_works_on_them(scene):
    for by in (make.user(Role.TEAM, scene.region), make.user(Role.COORDINATOR)):
        with pytest.raises(PermissionDenied):
            agreements.begin_draft(scene.region, on=TODAY, by=by)


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.tuples(st.dates(D(2026, 1, 1), D(2026, 10, 4)), st.sampled_from(list(WaitStatus)), st.booleans()),
        max_size=7,
    ),
    st.lists(st.integers(1, 40), min_size=4, max_size=4, unique=True).map(sorted),
)
def test_what_is_shown_beforehand_is_what_happens(waits, borders):
    region = make.region()
    form, by = make.care_form(region), make.user(Role.COORDINATOR, region)
    for since, status, is_paused in waits:
        entry = make.waits(make.client(region), form, since, status=status)
        if is_paused:
            WaitPause.objects.create(entry=entry, starts_on=since, ends_on=D(2026, 10, 5))
    made = agreements.begin_draft(region, on=TODAY, by=by)
    agreements.save_draft(made, facts={"class_weeks": borders}, by=by)
    now = agreements.in_force(region.pk, on=TODAY)
    seen = effect_of(region.pk, before=now, after=agreements.rules_of(made), on=TODAY)
    before = {pk: spot.number for pk, spot in order.spots(order.turns(region.pk, on=TODAY)).items()}
    agreements.publish(made, starts_on=TODAY, reason="x", effect=seen.as_json(), on=TODAY, by=by)
    after = {pk: spot.number for pk, spot in order.spots(order.turns(region.pk, on=TODAY)).items()}
    assert {shift.entry.pk: (shift.before, shift.after) for shift in seen.shifts} == {
        pk: (number, after[pk]) for pk, number in before.items() if number != after[pk]
    }


def test_other_weights_may_put_somebody_else_first_for_a_free_place(scene):
    """Both wait in the longest class; with the weight on the town, who wants it goes first."""
    for entry, towns in ((scene.long, ["0995"]), (scene.short, [make.ALMERE])):
        InvestigationPart.objects.create(
            notification=make.notification(entry.client),
            kind=PartKind.HOUSING,
            answers={"municipalities": towns, "max_rent": 500},
            saved_at="2026-10-01T00:00Z",
            saved_by=scene.by,
        )
    make.RegionMembership.objects.create(region=scene.region, municipality_id="0995", starts_on=make.LONG_AGO)
    flat = Rules(class_weeks=(1, 2, 3, 4), weights=dict.fromkeys(Wish, 0) | {Wish.START: 100})
    town = Rules(class_weeks=(1, 2, 3, 4), weights=dict.fromkeys(Wish, 0) | {Wish.TOWN: 100})
    seen = effect_of(scene.region.pk, before=flat, after=town, on=TODAY)
    assert (seen.free_places, seen.shifts) == (1, ())
    assert [(one.before, one.after) for one in seen.other_first] == [(scene.long, scene.short)]


def text(answer):
    return answer.content.decode()


def sent(**facts):
    return {
        "act": "save",
        "horizon_weeks": "26",
        "ask_after_days": "90",
        **{f"weight_{wish}": str(weight) for wish, weight in STANDARD_WEIGHTS.items()},
        **{f"border_{at}": str(weeks) for at, weeks in enumerate((4, 12, 26, 52))},
        **facts,
    }


def test_the_pages_from_draft_to_published(scene, signed_in):
    browser = signed_in(scene.by)
    assert "dit is de standaard van Thuisroute" in text(browser.get("/wachtlijst/werkafspraken/"))
    assert browser.post("/wachtlijst/werkafspraken/").status_code == 302
    concept = "/wachtlijst/werkafspraken/concept/"
    wrong = browser.post(concept, sent(weight_GEMEENTE="30", border_1="2"))
    assert wrong.status_code == 422
    assert "Nu zijn ze 105." in text(wrong)
    assert "Elke grens moet hoger zijn" in text(wrong)
    assert browser.post(concept, sent(border_0="8", border_1="20")).status_code == 302
    assert "Met dit concept verandert er vandaag niets" in text(browser.get(concept))
    publishing = {"act": "publish", "starts_on": "2026-10-05", "reason": "Regiotafel van 1 oktober."}
    assert browser.post(concept, publishing | {"reason": ""}).status_code == 422
    assert browser.post(concept, publishing | {"starts_on": "2026-10-04"}).status_code == 422
    for _ in range(2):
        assert browser.post(concept, publishing).status_code == 302
    made = MatchingRules.objects.get()
    assert (made.number, made.published_by, made.effect["omhoog"]) == (1, scene.by, 0)
    for role in (Role.TEAM, Role.POLICY, Role.COORDINATOR):
        page = text(signed_in(make.user(role, scene.region)).get("/wachtlijst/werkafspraken/"))
        assert "Regiotafel van 1 oktober." in page
    assert signed_in(make.user(Role.TEAM, scene.region)).get(concept).status_code == 403
    assert signed_in(make.user(Role.PROVIDER, scene.region)).get("/wachtlijst/werkafspraken/").status_code == 403
    assert "Regiotafel" not in text(signed_in(make.user(Role.COORDINATOR)).get("/wachtlijst/werkafspraken/"))


def test_a_draft_can_be_thrown_away(scene, signed_in):
    draft(scene)
    for _ in range(2):
        assert (
            signed_in(scene.by).post("/wachtlijst/werkafspraken/concept/", {"act": "discard"}).status_code == 302
        )
    assert not MatchingRules.objects.exists()


def test_the_effect_costs_as_many_queries_for_ten_as_for_one(scene, django_assert_num_queries):
    for number in range(8):
        make.waits(make.client(scene.region), scene.form, D(2026, 8, 3 + number))
        make.place(scene.place.location, scene.form)
    with django_assert_num_queries(19):
        effect_of(scene.region.pk, before=Rules(), after=Rules(class_weeks=(1, 2, 3, 4)), on=TODAY)
