"""The plan of one client: goals get a result, what is expected stays beside what was, a review is written down."""

from datetime import date
from types import SimpleNamespace

import pytest

from portal.models import Role
from tests import make
from trajectories.models import Review
from trajectories.reviewing import POINTS

pytestmark = pytest.mark.django_db
D, TODAY = date, make.TODAY


@pytest.fixture
def scene(signed_in) -> SimpleNamespace:
    region = make.region()
    provider, client = make.provider(region), make.client(region)
    make.care(client, make.care_form(region), provider, D(2025, 1, 1))
    return SimpleNamespace(
        region=region,
        client=client,
        guide=signed_in(make.user(Role.PROVIDER, organisation_=provider)),
        coordinator=signed_in(make.user(Role.COORDINATOR, region)),
        base=f"/clienten/{client.slug}/plan/",
    )


def review(**facts) -> dict[str, str]:
    return dict.fromkeys(POINTS, "OP_ORDE") | {"held_on": "2026-10-05", "mark": "8", "next_on": ""} | facts


def page(response) -> str:
    return response.content.decode()


def test_a_goal_is_set_and_gets_a_result(scene):
    told = {"theme": "WERK_DAGBESTEDING", "words": "Ik wil naar de fietsenmaker."}
    for _ in range(2):
        assert "Het doel is vastgelegd." in page(scene.guide.post(f"{scene.base}doel/", told, follow=True))
    goal = scene.client.support_goals.get()
    ended = {"result": "BEHAALD", "words": "Twee dagen in de week."}
    shown = page(scene.guide.post(f"{scene.base}doel/{goal.pk}/", ended, follow=True))
    assert "Het doel is afgesloten." in shown
    assert "Behaald, 5 oktober 2026" in shown


def test_what_is_expected_stays_beside_what_was(scene):
    for words in ("Een eigen huis.", "Toch met een huisgenoot."):
        scene.guide.post(f"{scene.base}verwachting/", {"words": words, "expected_on": "2027-05-01"})
    shown = page(scene.coordinator.get(scene.base))
    assert "Een eigen huis." in shown
    assert "Toch met een huisgenoot." in shown
    assert "naar verwachting 1 mei 2027" in shown


def test_a_review_is_written_down_and_the_next_planned(scene):
    assert scene.guide.post(f"{scene.base}evaluatie/", review(next_on="2027-04-05")).status_code == 302
    shown = page(scene.guide.get(scene.base))
    assert "De volgende evaluatie is op 5 april 2027" in shown
    assert "5 oktober 2026: rapportcijfer 8" in shown


def test_the_code_is_told_once(scene):
    held = Review.objects.create(client=scene.client, held_on=TODAY)
    shown = page(scene.guide.post(f"{scene.base}evaluatie/{held.pk}/code/", follow=True))
    assert "De code is" in shown
    assert "/mening/" in shown
    assert "De code is" not in page(scene.guide.get(scene.base))


@pytest.mark.parametrize(
    ("word", "told", "says"),
    [
        ("evaluatie", review(held_on="2026-10-06"), "in de toekomst"),
        ("evaluatie", review(finances=""), "Kies er een."),
        ("evaluatie", review(mark="11"), "Kies er een uit de lijst."),
        ("evaluatie", review(next_on="2026-10-05"), "De volgende komt na 5 oktober 2026."),
        ("plannen", {"planned_on": "2026-10-04"}, "Kies een datum vanaf 5 oktober 2026."),
        ("doel", {"theme": "", "words": "Bewaar mij."}, "Bewaar mij."),
        ("verwachting", {"words": "", "expected_on": "2026-01-01"}, "Vul dit in."),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_lost(scene, word, told, says):
    answer = scene.guide.post(f"{scene.base}{word}/", told)
    assert answer.status_code == 422
    assert says in page(answer)
    assert not scene.client.reviews.exists()
    assert not scene.client.support_goals.exists()


def test_the_planner_shows_who_is_due(scene):
    Review.objects.create(client=scene.client, planned_on=D(2026, 9, 1))
    for browser in (scene.guide, scene.coordinator):
        shown = page(browser.get("/evaluaties/"))
        assert str(scene.client) in shown
        assert "Nog te houden (1)" in shown
    assert "1 evaluatie had al gehouden moeten zijn." in page(scene.guide.get("/"))


def test_a_coordinator_reads_and_writes_nothing(scene):
    assert scene.coordinator.get(scene.base).status_code == 200
    assert scene.coordinator.get(f"{scene.base}doel/").status_code == 403
    assert "Nieuw doel" not in page(scene.coordinator.get(scene.base))


def test_the_plan_of_somebody_else_is_not_there(scene, signed_in):
    stranger = signed_in(make.user(Role.PROVIDER, scene.region, make.provider(scene.region)))
    assert stranger.get(scene.base).status_code == 404
