"""The net under somebody who goes on, and how they were found to be afterwards."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied

from portal.models import Role
from tests import make
from trajectories import catching
from trajectories.catching import Net
from trajectories.obstacles import Obstructed

pytestmark = pytest.mark.django_db
D, TODAY = date, make.TODAY
NET = Net("Zus", "06 12345678", "Een logeerbed", may_return=True, starts_on=TODAY, ends_on=None)


@pytest.fixture
def scene(signed_in) -> SimpleNamespace:
    """Somebody who lives on their own and is known to the wijkteam."""
    region = make.region()
    client = make.client(region)
    make.notification(client)
    team = make.user(Role.TEAM, region)
    return SimpleNamespace(
        region=region, client=client, team=team, browser=signed_in(team), base=f"/clienten/{client.slug}/plan/"
    )


def agree(scene, **changes):
    facts = {name: getattr(NET, name) for name in Net.__slots__} | changes
    return catching.agree_on_net(scene.client, Net(**facts), on=TODAY, by=scene.team)


def test_the_same_net_twice_is_one(scene):
    assert agree(scene) == agree(scene)


def test_a_new_net_takes_the_place_of_the_one_before(scene):
    first = agree(scene, starts_on=D(2026, 9, 1))
    agree(scene, who="Buurman")
    first.refresh_from_db()
    assert first.ends_on == TODAY
    assert scene.client.safety_nets.covering(TODAY).get().who == "Buurman"


def test_a_net_mended_on_its_first_day_is_one_net(scene):
    agree(scene)
    agree(scene, who="Buurman")
    assert scene.client.safety_nets.get().who == "Buurman"


def test_a_net_does_not_begin_under_a_later_one(scene):
    agree(scene, starts_on=D(2026, 12, 1))
    with pytest.raises(Obstructed, match="al een vangnet afgesproken"):
        agree(scene)


def test_aftercare_is_planned_once_and_not_in_the_past(scene):
    assert catching.plan_aftercare(scene.client, left_on=D(2026, 8, 1), on=TODAY, by=scene.team) == 3
    assert catching.plan_aftercare(scene.client, left_on=D(2026, 8, 1), on=TODAY, by=scene.team) == 0
    days = list(scene.client.aftercare.values_list("planned_on", flat=True))
    assert days == [D(2026, 11, 1), D(2027, 2, 1), D(2027, 8, 1)]


def test_how_somebody_was_found_to_be_is_kept_once(scene):
    moment = scene.client.aftercare.create(planned_on=TODAY, planned_by=scene.team)
    assert list(catching.to_ask_after(scene.team, on=TODAY)) == [moment]
    facts = {"held_on": TODAY, "on": TODAY, "by": scene.team}
    assert catching.ask_after(moment, outcome="GAAT_GOED", **facts) is True
    assert catching.ask_after(moment, outcome="GAAT_GOED", **facts) is False
    with pytest.raises(Obstructed, match="al vastgelegd"):
        catching.ask_after(moment, outcome="ZORG_TERUG", **facts)
    assert not catching.to_ask_after(scene.team, on=TODAY).exists()


def test_a_coordinator_agrees_on_no_net(scene):
    with pytest.raises(PermissionDenied):
        catching.agree_on_net(scene.client, NET, on=TODAY, by=make.user(Role.COORDINATOR, scene.region))


def test_the_pages_keep_it_and_show_it(scene):
    told = {
        "who": "Zus",
        "phone": "",
        "time_out": "",
        "may_return": "on",
        "starts_on": "2026-10-05",
        "last_day": "",
    }
    assert (
        "Het vangnet is vastgelegd."
        in scene.browser.post(f"{scene.base}vangnet/", told, follow=True).content.decode()
    )
    shown = scene.browser.post(f"{scene.base}nazorg/", {"left_on": "2026-10-05"}, follow=True).content.decode()
    assert "5 november 2026" in shown
    assert "Zus" in shown
    moment = scene.client.aftercare.first()
    told = {"held_on": "2026-10-05", "outcome": "WAT_STEUN", "words": "Belt elke week."}
    shown = scene.browser.post(f"{scene.base}nazorg/{moment.pk}/", told, follow=True).content.decode()
    assert "Met wat steun gaat het" in shown
    assert "Belt elke week." in shown


@pytest.mark.parametrize(
    ("word", "told", "says"),
    [
        ("vangnet", {"who": "", "starts_on": "2026-10-05"}, "Vul dit in."),
        ("vangnet", {"who": "x" * 201, "starts_on": "2026-10-05"}, "hoogstens 200 tekens"),
        ("vangnet", {"who": "Zus", "starts_on": "2026-10-05", "last_day": "2026-10-04"}, "ligt vóór de eerste"),
        ("nazorg", {"left_on": "2020-01-01"}, "Kies een datum vanaf"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(scene, word, told, says):
    answer = scene.browser.post(f"{scene.base}{word}/", told)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not scene.client.safety_nets.exists()
