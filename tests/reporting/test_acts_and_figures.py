"""Whatever people do, in whatever order: what holds between figures keeps holding."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.models import Client, Municipality, Role
from reporting.figures import compute
from tests import make
from tests.reporting.figure import NOW, QUARTER, cells, value
from trajectories import leaving, moving
from trajectories.leaving import Home
from trajectories.models import EndReason
from trajectories.obstacles import Obstructed

FIRST = date(2026, 1, 1)
FORMS = [("BW", {"is_heavy": True}), ("BESCHUT", {}), ("THUIS", {}), ("OT", {"is_in_chain": False})]
ACTS = (
    "care",
    "move",
    "home",
    "both",
    "end",
    "end for a home",
    "away",
    "back",
    "die",
)

steps = st.lists(
    st.tuples(st.sampled_from(ACTS), st.integers(0, 2), st.integers(0, 3), st.integers(0, 45)),
    min_size=3,
    max_size=18,
)


def scene() -> SimpleNamespace:
    """Three people, four care forms that one provider gives, three places."""
    region = make.region()
    provider = make.provider(region)
    forms = [make.care_form(region, code, **facts) for code, facts in FORMS]
    for form in forms:
        make.contract(provider, form)
    location = make.location(provider)
    return SimpleNamespace(
        region=region,
        provider=provider,
        forms=forms,
        places=[make.place(location, forms[0]) for _ in range(3)],
        clients=[make.client(region, origin_municipality_id=make.ALMERE) for _ in range(3)],
        town=Municipality.objects.get(pk=make.ALMERE),
        by=make.user(Role.COORDINATOR, region),
    )


def act(scene: SimpleNamespace, what: str, client: Client, number: int, on: date) -> None:
    """Do one thing; what cannot be done is refused, and then nothing has changed."""
    who = {"by": scene.by}
    care = {"form": scene.forms[number], "provider": scene.provider, "paying_municipality": scene.town}
    place = {"to": scene.places[number % 3], "reason": "SLUITING", "tenure": "INSTELLING"}
    own = {"municipality": scene.town, "home": Home.OWN, "destination": EndReason.INDEPENDENT}
    match what:
        case "care":
            moving.start_care(client, on=on, **care, **who)
        case "move":
            moving.move(client, on=on, **place, **who)
        case "home":
            moving.move(client, to=scene.town, on=on, reason="EIGEN_WENS", tenure="EIGEN_HUUR", **who)
        case "both":
            moving.move_and_change_care(client, on=on, **place, **care, **who)
        case "end":
            leaving.leave(client, on=on, destination=EndReason.CLINIC, **who)
        case "end for a home":
            leaving.leave(client, on=on, **own, **who)
        case "away":
            leaving.go_away(client, since=on, reason="OPNAME", on=on, **who)
        case "back":
            leaving.come_back(client, back_on=on, on=on, **who)
        case "die":
            leaving.die(client, died_on=on, on=on, **who)


@pytest.mark.django_db
@settings(max_examples=25, deadline=None)
@given(steps)
def test_any_sequence_of_acts_keeps_what_holds_between_figures(steps):
    it, day = scene(), FIRST
    for what, who, number, wait in steps:
        day += timedelta(days=wait)
        try:
            with transaction.atomic():
                act(it, what, it.clients[who], number, day)
        except Obstructed:
            continue
    before = value(it.region, "A1", quarter=QUARTER.previous)
    inflow, outflow = value(it.region, "A2"), value(it.region, "A4")
    assert value(it.region, "A1") == before + inflow - outflow
    costs = cells(it.region, "V3")
    by_payer = [
        cell.value
        for cell in compute(it.region, QUARTER, now=NOW, codes=["V3"])
        if dict(cell.dimensions).get("betalende_gemeente")
    ]
    assert sum(by_payer) == costs[()].value
    stock = cells(it.region, "D1")
    totals = [stock[(kind,)].value for kind in ("BEZET", "BRUIKBAAR", "GEREALISEERD") if (kind,) in stock]
    assert totals == sorted(totals)
    for occupancy in cells(it.region, "D2").values():
        assert occupancy.value is None or 0 <= occupancy.value <= 1
