"""Parts of the investigation: saved one by one, nothing lost when two save, the client's words untouched."""

from datetime import date

import pytest

from portal.models import Role
from tests import make
from trajectories.models import InvestigationPart, PartKind

pytestmark = pytest.mark.django_db
D = date


@pytest.fixture
def region():
    return make.region()


@pytest.fixture
def melding(region):
    return make.notification(make.client(region), D(2026, 9, 1), own_words="Een eigen deur.")


@pytest.fixture
def samira(region, signed_in):
    return signed_in(make.user(Role.TEAM, region))


@pytest.fixture
def joris(region, signed_in):
    return signed_in(make.user(Role.COORDINATOR, region))


def care(**changes):
    return {
        "can_wait": "NEE",
        "nearness": "NABIJ",
        "care_notes": "Rustig aan.",
        "state": "BEZIG",
        "version": "0",
    } | changes


def test_a_part_is_saved_and_shown(samira, melding):
    answer = samira.post(f"/meldingen/{melding.slug}/zorg/", care(state="KLAAR"))
    assert answer.url == f"/meldingen/{melding.slug}/"
    part = melding.parts.get()
    assert (part.kind, part.state, part.version, part.answers["can_wait"]) == (PartKind.CARE, "KLAAR", 1, "NEE")
    text = samira.get(f"/meldingen/{melding.slug}/").content.decode()
    assert "1 van 5 onderdelen klaar" in text
    assert "3 van 5 vragen beantwoord" in text


def test_a_part_can_be_saved_underway_without_leaving_it(samira, melding):
    address = f"/meldingen/{melding.slug}/zorg/"
    part = samira.post(address, care(), headers={"HX-Target": "part-form"}).content.decode()
    assert part.strip().startswith('<form method="post" id="part-form"')
    assert "Opgeslagen om" in part
    assert 'name="version" value="1"' in part
    assert "Rustig aan." in part
    plain = samira.post(address, care(version="1", care_notes="Anders.", stay="ja"))
    assert (plain.status_code, plain.url) == (302, address)


def test_the_same_press_twice_saves_once(samira, melding):
    for _ in range(2):
        assert samira.post(f"/meldingen/{melding.slug}/zorg/", care()).status_code == 302
    assert melding.parts.get().version == 1


def test_two_versions_stand_side_by_side_and_somebody_chooses(samira, joris, melding):
    address = f"/meldingen/{melding.slug}/zorg/"
    joris.post(address, care(can_wait="ENKELE_UREN", care_notes="Van de ander."))
    mine = care(care_notes="Van mij.", state="KLAAR")
    asked = samira.post(address, mine)
    text = asked.content.decode()
    assert asked.status_code == 409
    assert "Van mij." in text
    assert "Van de ander." in text
    assert "Enkele uren" in text
    assert "keep-nearness" not in text
    assert melding.parts.get().answers["care_notes"] == "Van de ander."
    half = mine | {"version": "1", "keep": "ja", "keep-can_wait": "theirs"}
    assert samira.post(address, half).status_code == 422
    assert samira.post(address, half | {"keep-care_notes": "mine", "keep-state": "mine"}).status_code == 302
    part = melding.parts.get()
    assert (part.answers["can_wait"], part.answers["care_notes"]) == ("ENKELE_UREN", "Van mij.")
    assert (part.state, part.version) == ("KLAAR", 2)


def test_a_third_version_asks_again(samira, joris, melding):
    address = f"/meldingen/{melding.slug}/zorg/"
    joris.post(address, care(can_wait="ENKELE_UREN"))
    joris.post(address, care(can_wait="ENKELE_MINUTEN", version="1"))
    choice = care(version="1", keep="ja") | {"keep-can_wait": "mine"}
    asked = samira.post(address, choice)
    assert asked.status_code == 409
    assert "Enkele minuten" in asked.content.decode()
    assert melding.parts.get().version == 2


def test_a_choice_of_several_keeps_all_of_the_other(samira, joris, melding):
    address = f"/meldingen/{melding.slug}/wonen/"
    joris.post(address, {"features": ["RUSTIG", "HUISDIER"], "state": "BEZIG", "version": "0"})
    mine = {"features": ["ROLSTOEL"], "state": "BEZIG", "version": "0"}
    assert samira.post(address, mine).status_code == 409
    samira.post(address, mine | {"version": "1", "keep": "ja", "keep-features": "theirs"})
    assert melding.parts.get().answers["features"] == ["RUSTIG", "HUISDIER"]


def test_the_words_of_the_client_are_only_added_to(samira, joris, melding):
    address = f"/meldingen/{melding.slug}/eigen-woorden/"
    joris.post(address, {"words": "Met een kat.", "state": "BEZIG", "version": "0"})
    again = {"words": "En een tuin.", "state": "BEZIG", "version": "0"}
    assert samira.post(address, again).status_code == 302
    samira.post(address, again)
    text = samira.get(f"/meldingen/{melding.slug}/").content.decode()
    read_back = samira.get(f"/meldingen/{melding.slug}/controleren/").content.decode()
    for words in ("Een eigen deur.", "Met een kat.", "En een tuin."):
        assert text.count(words) == read_back.count(words) == 1


def test_klaar_asks_what_the_law_asks_and_bezig_never_does(samira, melding):
    address = f"/meldingen/{melding.slug}/andere-wetten/"
    answer = samira.post(address, {"long_term_care": "GAAT_NIET_VOOR", "state": "KLAAR", "version": "0"})
    assert answer.status_code == 422
    assert answer.content.decode().count("Vul dit in, of kies") >= 3
    assert samira.post(address, {"state": "BEZIG", "version": "0"}).status_code == 302
    assert samira.post(address, {"state": "NIET_NODIG", "version": "1"}).status_code == 302


@pytest.mark.parametrize(
    "changes",
    [
        {"can_wait": "MORGEN"},
        {"care_notes": "a" * 1_000_000},
        {"care_notes": "a\0b"},
        {"state": "ONZIN"},
        {"version": "-1"},
        {"version": "99999999999999999999"},
        {"version": ""},
    ],
)
def test_impossible_answers_are_refused_and_kept_on_the_page(samira, melding, changes):
    answer = samira.post(f"/meldingen/{melding.slug}/zorg/", care(nearness="DAG_EN_NACHT") | changes)
    assert answer.status_code == 422
    assert '<option value="DAG_EN_NACHT" selected>' in answer.content.decode()
    assert not InvestigationPart.objects.exists()


def test_answers_stand_once_the_report_is_there(samira, melding):
    melding.reported_on = D(2026, 9, 20)
    melding.save()
    answer = samira.post(f"/meldingen/{melding.slug}/zorg/", care())
    assert answer.status_code == 422
    assert "Het verslag is klaar." in answer.content.decode()
    assert "Rustig aan." in answer.content.decode()
    assert not InvestigationPart.objects.exists()


def test_an_unknown_part_and_another_team_find_nothing(samira, region, signed_in, melding):
    assert samira.get(f"/meldingen/{melding.slug}/onzin/").status_code == 404
    elsewhere = make.organisation(region, "WIJKTEAM", municipality_id=make.LELYSTAD)
    other = signed_in(make.user(Role.TEAM, region, elsewhere))
    assert other.get(f"/meldingen/{melding.slug}/zorg/").status_code == 404
    assert other.post(f"/meldingen/{melding.slug}/zorg/", care()).status_code == 404
    assert signed_in(make.user(Role.POLICY, region)).get(f"/meldingen/{melding.slug}/zorg/").status_code == 403


def test_text_is_shown_as_text(samira, melding):
    samira.post(
        f"/meldingen/{melding.slug}/eigen-woorden/",
        {"words": "<script>x</script>", "state": "BEZIG", "version": "0"},
    )
    assert "<script>x" not in samira.get(f"/meldingen/{melding.slug}/").content.decode()
