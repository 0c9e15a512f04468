"""A location about to close: a provider with a second location, one resident, and who acts."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

from placements.models import Closing, HousingEpisode, Place
from portal.models import Role
from tests import make
from trajectories.closing import preparing

D = date
TODAY = make.TODAY
CLOSES_ON = D(2027, 1, 1)
AT = datetime(2026, 10, 5, 9, 30, tzinfo=UTC)


def scene() -> SimpleNamespace:
    region = make.region()
    form, other_form = make.care_form(region), make.care_form(region, "THUIS")
    provider = make.provider(region)
    make.contract(provider, form)
    here, there = make.location(provider, name="Het Baken"), make.location(provider, name="De Klipper")
    place = make.place(here, form, code="BAKEN-1")
    client = make.client(region, family_name="Waterman")
    return SimpleNamespace(
        region=region,
        form=form,
        other_form=other_form,
        provider=provider,
        here=here,
        place=place,
        spare=make.place(there, form, code="KLIPPER-1"),
        client=client,
        home=make.lives(client, place, D(2025, 3, 1)),
        planner=make.user(Role.PROVIDER, organisation_=provider),
        coordinator=make.user(Role.COORDINATOR, region),
    )


def prepare(scene: SimpleNamespace, *, place: Place | None = None, **changes: Any) -> Closing:
    facts = {"closes_on": CLOSES_ON, "reason": "AFBOUW", "on": TODAY, "at": AT, "by": scene.planner} | changes
    return preparing.prepare(scene.here, place=place, **facts)[0]


def answer(scene: SimpleNamespace, closing: Closing, fate: str, **changes: Any) -> bool:
    facts = {"home": scene.home, "fate": fate, "on": TODAY, "at": AT, "by": scene.planner} | changes
    home: HousingEpisode = facts.pop("home")
    return preparing.answer(closing, home, **facts)
