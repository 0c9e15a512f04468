"""A code on paper: once, not for ever, without a name; what the client says is kept as said."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from portal.models import Role
from tests import make
from trajectories.inviting import HOLDS, invite
from trajectories.models import ExperienceInvite, Review, VoiceSource
from trajectories.obstacles import Obstructed

pytestmark = pytest.mark.django_db
TODAY = make.TODAY


@pytest.fixture
def scene(today) -> SimpleNamespace:
    """A review that was held with somebody in care."""
    region = make.region()
    provider, client = make.provider(region), make.client(region)
    make.care(client, make.care_form(region), provider, TODAY - timedelta(days=200))
    review = Review.objects.create(client=client, held_on=TODAY, mark=4)
    return SimpleNamespace(
        region=region, client=client, review=review, guide=make.user(Role.PROVIDER, organisation_=provider)
    )


def make_code(scene, seen="") -> str:
    return invite(scene.review, seen=seen, on=TODAY, by=scene.guide)


def answer(browser, code, **facts):
    """Fill in the code, then the questions."""
    first = browser.post("/mening/", {"code": code})
    if first.status_code != 302:
        return first
    return browser.post("/mening/vertellen/", {"mark": "9", "opinion": "EENS", "words": "Fijn."} | facts)


def test_what_the_client_says_is_kept_as_said(scene, client):
    code = make_code(scene)
    assert "Dank u wel" in answer(client, f" {code[:4].lower()} {code[4:]}").content.decode()
    scene.review.refresh_from_db()
    voice = scene.client.voices.get()
    assert scene.review.mark == 9
    assert (voice.words, voice.opinion, voice.source, voice.written_by) == (
        "Fijn.",
        "EENS",
        VoiceSource.SELF,
        None,
    )


def test_a_code_works_once(scene, client):
    code = make_code(scene)
    answer(client, code)
    assert "al gebruikt" in answer(client, code, words="Nog iets.").content.decode()
    assert scene.client.voices.count() == 1
    with pytest.raises(Obstructed, match="al geantwoord"):
        make_code(scene)


def test_a_code_does_not_work_for_ever(scene, client, settings):
    code = make_code(scene)
    settings.DEMO_TODAY = TODAY + HOLDS
    assert answer(client, code).status_code == 422


def test_a_new_code_ends_the_one_before(scene, client):
    first = make_code(scene)
    second = make_code(scene, seen=ExperienceInvite.objects.get().mark)
    assert answer(client, first).status_code == 422
    assert "Dank u wel" in answer(client, second).content.decode()


def test_a_second_press_makes_no_second_code(scene, client):
    code = make_code(scene)
    with pytest.raises(Obstructed, match="net een code gemaakt"):
        make_code(scene)
    assert "Dank u wel" in answer(client, code).content.decode()


def test_no_code_is_kept_and_no_name_is_shown(scene, client):
    code = make_code(scene)
    assert code not in str(ExperienceInvite.objects.values().get())
    client.post("/mening/", {"code": code})
    shown = client.get("/mening/vertellen/").content.decode()
    assert scene.client.family_name not in shown
    assert scene.client.given_names not in shown


@pytest.mark.parametrize("code", ["", "ZZZZZZZZ", "\0", "x" * 500])
def test_what_is_no_code_opens_nothing(scene, client, code):
    assert client.post("/mening/", {"code": code}).status_code == 422
    assert client.get("/mening/vertellen/").status_code == 404


def test_something_has_to_be_said(scene, client):
    code = make_code(scene)
    wrong = answer(client, code, mark="", opinion="", words="")
    assert "Vul een cijfer in, kies een antwoord of schrijf iets op." in wrong.content.decode()
    assert "Dank u wel" in answer(client, code, mark="", opinion="", words="Alleen dit.").content.decode()
