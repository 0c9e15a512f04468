"""Parts of the investigation: saved one by one, nothing lost when two save, only what is needed asked."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from portal.models import AccessRecord, Action, Role
from tests import make
from trajectories.models import InvestigationPart, PartChange, PartKind

pytestmark = pytest.mark.django_db
D = date
MY_TAB, OTHER_TAB = "3f2b8c1e-0000-4000-8000-000000000001", "3f2b8c1e-0000-4000-8000-000000000002"


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
        "can_defer_requests": "NEE",
        "care_need": "NABIJ",
        "care_notes": "Rustig aan.",
        "state": "BEZIG",
        "version": "0",
        "tab": MY_TAB,
    } | changes


def of_joris(**changes):
    return care(tab=OTHER_TAB) | changes


def test_a_part_is_saved_and_shown(samira, melding):
    answer = samira.post(f"/meldingen/{melding.slug}/andere-wetten/", laws(state="KLAAR"))
    assert answer.url == f"/meldingen/{melding.slug}/"
    part = melding.parts.get()
    assert (part.kind, part.state, part.version) == (PartKind.OTHER_LAWS, "KLAAR", 1)
    samira.post(f"/meldingen/{melding.slug}/zorg/", care())
    text = samira.get(f"/meldingen/{melding.slug}/").content.decode()
    assert "1 van 8 onderdelen klaar" in text
    assert "3 van 12 vragen beantwoord" in text


def laws(**changes):
    return {
        "long_term_care": "GAAT_NIET_VOOR",
        "health_insurance": "GAAT_NIET_VOOR",
        "youth_act": "GAAT_NIET_VOOR",
        "forensic_care": "AANGEVRAAGD",
        "state": "BEZIG",
        "version": "0",
        "tab": MY_TAB,
    } | changes


def test_a_part_can_be_saved_underway_without_leaving_it(samira, melding):
    address = f"/meldingen/{melding.slug}/zorg/"
    part = samira.post(address, care(), headers={"HX-Target": "part-form"}).content.decode()
    assert part.strip().startswith('<form method="post" id="part-form"')
    assert "Opgeslagen om" in part
    assert 'name="version" value="1"' in part
    assert "Rustig aan." in part
    plain = samira.post(address, care(version="1", care_notes="Anders.", stay="ja"))
    assert (plain.status_code, plain.url) == (302, address)


def test_what_is_typed_is_saved_on_the_way_and_only_the_line_about_it_changes(samira, melding):
    address = f"/meldingen/{melding.slug}/zorg/"
    for notes in ("Rustig", "Rustig aan.", "Rustig aan."):
        line = samira.post(address, care(care_notes=notes), headers={"HX-Target": "saved"}).content.decode()
        assert line.strip().startswith('<p class="tr-opgeslagen')
        assert "Opgeslagen om" in line
    part = melding.parts.get()
    assert (part.answers["care_notes"], part.version) == ("Rustig aan.", 2)
    whole = samira.post(address, care(care_notes="Rustig aan.", state="KLAAR", host_needed="NIET") | SOON)
    assert whole.status_code == 302
    assert melding.parts.get().state == "KLAAR"


SOON = {"support_by_appointment": "JA"}


def test_what_cannot_be_saved_on_the_way_is_said_and_stays_on_the_page(samira, melding):
    address = f"/meldingen/{melding.slug}/zorg/"
    answer = samira.post(address, care(daytime_hours="-3", state="KLAAR"), headers={"HX-Target": "saved"})
    assert answer.status_code == 422
    assert "Nog niet opgeslagen. Hoeveel uur per week?: Vul 0 of meer in." in answer.content.decode()
    assert not melding.parts.exists()


def test_half_a_question_is_not_saved_on_the_way(samira, melding):
    """Somebody who types why a question is needed, or what the client says, has not finished typing."""
    address = f"/meldingen/{melding.slug}/eigen-woorden/"
    half = {"words": "Ik wil", "ask": "besides", "state": "BEZIG", "version": "0", "tab": MY_TAB}
    assert samira.post(address, half, headers={"HX-Target": "saved"}).status_code == 200
    assert melding.voices.count() == 1
    assert "why_besides" not in melding.parts.get().answers


def test_the_same_press_twice_saves_once(samira, melding):
    for _ in range(2):
        assert samira.post(f"/meldingen/{melding.slug}/zorg/", care()).status_code == 302
    assert melding.parts.get().version == PartChange.objects.count() == 1


def test_two_who_answer_different_questions_both_keep_theirs(samira, joris, melding):
    address = f"/meldingen/{melding.slug}/zorg/"
    empty = {"state": "BEZIG", "version": "0"}
    joris.post(address, empty | {"tab": OTHER_TAB, "care_notes": "Van Joris."})
    answer = samira.post(address, empty | {"tab": MY_TAB, "care_need": "NABIJ", "care_notes": ""})
    assert answer.status_code == 302
    answers = melding.parts.get().answers
    assert (answers["care_need"], answers["care_notes"]) == ("NABIJ", "Van Joris.")


def test_what_my_own_page_saved_before_is_no_other_answer(samira, melding):
    address = f"/meldingen/{melding.slug}/zorg/"
    samira.post(address, care(care_notes="Eerst."), headers={"HX-Target": "saved"})
    assert samira.post(address, care(care_notes="Daarna.")).status_code == 302
    assert melding.parts.get().answers["care_notes"] == "Daarna."
    in_another_tab = samira.post(address, care(care_notes="In een ander venster.", tab=OTHER_TAB))
    assert in_another_tab.status_code == 409


def test_two_answers_stand_side_by_side_and_somebody_chooses(samira, joris, melding):
    address = f"/meldingen/{melding.slug}/zorg/"
    joris.post(address, of_joris(can_defer_requests="ENKELE_UREN", care_notes="Van de ander."))
    mine = care(care_notes="Van mij.", host_needed="NIET")
    asked = samira.post(address, mine)
    text = asked.content.decode()
    assert asked.status_code == 409
    for words in ("Van mij.", "Van de ander.", "Enkele uren"):
        assert words in text
    assert "keep-care_need" not in text
    assert melding.parts.get().answers["care_notes"] == "Van de ander."
    half = mine | {"seen": "1", "asked-can_defer_requests": "ja", "asked-care_notes": "ja"}
    half |= {"keep-can_defer_requests": "theirs"}
    refused = samira.post(address, half)
    assert refused.status_code == 422
    assert "Kies welk antwoord blijft." in refused.content.decode()
    assert samira.post(address, half | {"keep-care_notes": "mine"}).status_code == 302
    part = melding.parts.get()
    assert (part.answers["can_defer_requests"], part.answers["care_notes"]) == ("ENKELE_UREN", "Van mij.")
    assert (part.answers["host_needed"], part.version) == ("NIET", 2)


def test_a_third_answer_asks_again(samira, joris, melding):
    address = f"/meldingen/{melding.slug}/zorg/"
    joris.post(address, of_joris(can_defer_requests="ENKELE_UREN"))
    joris.post(address, of_joris(can_defer_requests="ENKELE_MINUTEN", version="1"))
    choice = care(seen="1") | {"asked-can_defer_requests": "ja", "keep-can_defer_requests": "mine"}
    asked = samira.post(address, choice)
    assert asked.status_code == 409
    assert "Enkele minuten" in asked.content.decode()
    assert melding.parts.get().version == 2


def test_a_choice_of_several_keeps_all_of_the_other(samira, joris, melding):
    address = f"/meldingen/{melding.slug}/wonen/"
    joris.post(address, {"features": ["RUSTIG", "HUISDIER"], "state": "BEZIG", "version": "0", "tab": OTHER_TAB})
    mine = {"features": ["ROLSTOEL"], "state": "BEZIG", "version": "0", "tab": MY_TAB}
    assert samira.post(address, mine).status_code == 409
    samira.post(address, mine | {"seen": "1", "asked-features": "ja", "keep-features": "theirs"})
    assert melding.parts.get().answers["features"] == ["RUSTIG", "HUISDIER"]


def test_a_choice_that_leaves_a_ready_part_without_its_answer_is_refused(samira, joris, melding):
    address = f"/meldingen/{melding.slug}/andere-wetten/"
    joris.post(address, laws(tab=OTHER_TAB))
    joris.post(address, laws(tab=OTHER_TAB, version="1", youth_act=""))
    mine = laws(version="1", youth_act="GAAT_VOOR", state="KLAAR")
    assert samira.post(address, mine).status_code == 409
    chosen = mine | {"seen": "2", "asked-youth_act": "ja", "keep-youth_act": "theirs"}
    refused = samira.post(address, chosen)
    assert refused.status_code == 422
    assert "Vul dit in, of kies" in refused.content.decode()


def test_a_conflict_on_the_way_is_told_and_waits_for_a_press(samira, joris, melding):
    address = f"/meldingen/{melding.slug}/zorg/"
    joris.post(address, of_joris(care_notes="Van de ander."))
    line = samira.post(address, care(care_notes="Van mij."), headers={"HX-Target": "saved"})
    assert line.status_code == 409
    assert "gaf op dezelfde vraag een ander antwoord" in line.content.decode()
    assert melding.parts.get().answers["care_notes"] == "Van de ander."


def test_who_else_has_a_part_open_is_told(samira, joris, melding):
    joris.get(f"/meldingen/{melding.slug}/zorg/")
    assert "is hier nu mee bezig" in samira.get(f"/meldingen/{melding.slug}/").content.decode()
    assert "heeft dit onderdeel nu ook open" in samira.get(f"/meldingen/{melding.slug}/zorg/").content.decode()
    assert "nu ook open" not in samira.get(f"/meldingen/{melding.slug}/wonen/").content.decode()
    assert AccessRecord.objects.filter(action=Action.VIEW, client=melding.client).count() == 4


def test_what_changed_in_a_part_stays_to_be_read(samira, melding):
    address = f"/meldingen/{melding.slug}/zorg/"
    samira.post(address, care())
    samira.post(address, care(version="1", care_need="DAG_EN_NACHT"))
    first, second = PartChange.objects.all()
    assert first.answers["care_need"] == [None, "NABIJ"]
    assert second.answers == {"care_need": ["NABIJ", "DAG_EN_NACHT"]}
    with pytest.raises(IntegrityError, match="kan niet worden gewijzigd"), transaction.atomic():
        PartChange.objects.update(answers={})


def test_an_answer_that_another_day_changed_is_told_with_what_stood_there(samira, melding, settings):
    address = f"/meldingen/{melding.slug}/zorg/"
    samira.post(address, care())
    settings.DEMO_TODAY = D(2026, 10, 6)
    samira.post(address, care(version="1", care_need="DAG_EN_NACHT"))
    text = samira.get(f"/meldingen/{melding.slug}/").content.decode()
    assert '<span class="was">In de buurt en snel bereikbaar</span>' in text
    assert '<span class="wordt">Dag en nacht dichtbij</span>' in text


def test_the_words_of_the_client_are_only_added_to(samira, joris, melding):
    address = f"/meldingen/{melding.slug}/eigen-woorden/"
    sent = {"state": "BEZIG", "version": "0", "source": "ZELF"}
    joris.post(address, sent | {"words": "Met een kat.", "tab": OTHER_TAB})
    again = sent | {"words": "En een tuin.", "tab": MY_TAB}
    assert samira.post(address, again).status_code == 302
    samira.post(address, again)
    text = samira.get(f"/meldingen/{melding.slug}/").content.decode()
    read_back = samira.get(f"/meldingen/{melding.slug}/controleren/").content.decode()
    for words in ("Een eigen deur.", "Met een kat.", "En een tuin."):
        assert text.count(words) == read_back.count(words) == 1
    with pytest.raises(IntegrityError, match="kan niet worden gewijzigd"), transaction.atomic():
        melding.voices.update(words="Iets anders.")


def test_klaar_asks_what_the_law_asks_and_bezig_never_does(samira, melding):
    address = f"/meldingen/{melding.slug}/andere-wetten/"
    sent = {"long_term_care": "GAAT_NIET_VOOR", "version": "0", "tab": MY_TAB}
    answer = samira.post(address, sent | {"state": "KLAAR"})
    assert answer.status_code == 422
    assert answer.content.decode().count("Vul dit in, of kies") >= 3
    assert samira.post(address, sent | {"state": "BEZIG"}).status_code == 302


def test_not_needed_needs_a_reason_that_the_report_tells(samira, melding):
    address = f"/meldingen/{melding.slug}/andere-wetten/"
    sent = {"version": "0", "tab": MY_TAB, "state": "NIET_NODIG"}
    refused = samira.post(address, sent)
    assert refused.status_code == 422
    assert "Schrijf op waarom dit onderdeel niet nodig is." in refused.content.decode()
    assert samira.post(address, sent | {"not_needed_why": "Vorige maand nagegaan."}).status_code == 302
    for page in ("", "controleren/"):
        assert "Vorige maand nagegaan." in samira.get(f"/meldingen/{melding.slug}/{page}").content.decode()


@pytest.mark.parametrize(
    "changes",
    [
        {"can_defer_requests": "MORGEN"},
        {"care_notes": "a" * 1_000_000},
        {"care_notes": "a\0b"},
        {"daytime_hours": "9" * 400},
        {"state": "ONZIN"},
        {"version": "-1"},
        {"version": "99999999999999999999"},
        {"version": ""},
        {"tab": "geen uuid"},
        {"seen": "veel"},
    ],
)
def test_impossible_answers_are_refused_and_kept_on_the_page(samira, melding, changes):
    answer = samira.post(f"/meldingen/{melding.slug}/zorg/", care(care_need="DAG_EN_NACHT") | changes)
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
    late = samira.post(f"/meldingen/{melding.slug}/zorg/", care(), headers={"HX-Target": "saved"})
    assert late.status_code == 422
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
        {"words": "<script>x</script>", "state": "BEZIG", "version": "0", "tab": MY_TAB},
    )
    assert "<script>x" not in samira.get(f"/meldingen/{melding.slug}/").content.decode()


def test_growing_up_is_asked_of_the_young_only(region, samira):
    young = make.notification(make.client(region, born_on=D(2006, 1, 1)), D(2026, 9, 1))
    old = make.notification(make.client(region, born_on=D(1999, 9, 1)), D(2026, 9, 1))
    assert samira.get(f"/meldingen/{young.slug}/jeugd/").status_code == 200
    assert samira.get(f"/meldingen/{old.slug}/jeugd/").status_code == 404
    assert "0 van 9 onderdelen klaar" in samira.get(f"/meldingen/{young.slug}/").content.decode()
