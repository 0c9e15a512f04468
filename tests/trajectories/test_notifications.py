"""The list of meldingen and a new one: in order, within reach, once, and nothing typed is lost."""

import re
import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError

from portal.models import AccessRecord, Action, Client, OrganisationKind, Role
from tests import make
from trajectories import registering
from trajectories.models import Notification, TermSuspension

pytestmark = pytest.mark.django_db
D = date


@pytest.fixture
def region():
    return make.region()


@pytest.fixture
def team(region, signed_in):
    return signed_in(make.user(Role.TEAM, region))


def facts(**changes):
    """A melding as a browser sends it."""
    return {
        "submission": str(uuid.uuid4()),
        "given_names": "Milan",
        "family_name": "Terpstra",
        "born_on": "2005-03-01",
        "origin": "0034",
        "via_youth_care": "ja",
        "notified_on": "2026-10-01",
        "channel": "TELEFOON",
        "reporter": "FAMILIE",
        "urgent_reason": "",
        "own_words": "Ik wil een eigen deur.",
        "source": "MET_HULP",
        "opinion": "EENS",
    } | changes


def test_the_most_pressing_melding_stands_on_top(team, region):
    for name, day in (("Kalm", D(2026, 10, 1)), ("Laat", D(2026, 8, 1)), ("Bijna", D(2026, 8, 26))):
        make.notification(make.client(region, family_name=name), day)
    text = team.get("/meldingen/").content.decode()
    assert text.index("Noor Laat") < text.index("Noor Bijna") < text.index("Noor Kalm")
    assert "21 dagen te laat" in text
    assert "nog 2 dagen" in text


def test_the_chips_show_their_part_and_a_swap_equals_a_fresh_page(team, region):
    make.notification(make.client(region, family_name="Kalm"), D(2026, 10, 1), is_urgent=True)
    make.notification(make.client(region, family_name="Laat"), D(2026, 8, 1))
    make.notification(make.client(region, family_name="Klaar"), D(2026, 8, 1), decided_on=D(2026, 9, 1))
    shown = {
        word: [name for name in ("Kalm", "Laat", "Klaar") if f"Noor {name}</a>" in _page(team, word)]
        for word in ("open", "te-laat", "spoed", "afgerond", "bestaat-niet")
    }
    everything = ["Kalm", "Laat"]
    assert shown == {
        "open": everything,
        "te-laat": ["Laat"],
        "spoed": ["Kalm"],
        "afgerond": ["Klaar"],
        "bestaat-niet": everything,
    }
    part = _tokenless(team.get("/meldingen/?toon=spoed", headers={"HX-Target": "melding-list"}))
    assert part.strip().startswith('<section id="melding-list"')
    assert part.strip() in _tokenless(team.get("/meldingen/?toon=spoed"))


def _tokenless(answer):
    return re.sub(r"\b\w{64}\b", "", answer.content.decode())


def _page(browser, word):
    return browser.get(f"/meldingen/?toon={word}").content.decode()


def test_every_list_has_a_sentence_when_it_is_empty(team):
    for word in ("open", "te-laat", "spoed", "afgerond"):
        assert "tr-leeg" in _page(team, word)


def test_ten_meldingen_cost_as_many_queries_as_one(team, region, django_assert_max_num_queries):
    make.notification(make.client(region), D(2026, 10, 1))
    with django_assert_max_num_queries(20) as one:
        team.get("/meldingen/")
    for number in range(9):
        row = make.notification(make.client(region), D(2026, 9, 1) + timedelta(days=number))
        TermSuspension.objects.create(notification=row, starts_on=D(2026, 10, 1))
    with django_assert_max_num_queries(len(one.captured_queries)):
        team.get("/meldingen/")


def test_the_list_goes_on_after_fifty(team, region):
    for number in range(52):
        make.notification(make.client(region, family_name=f"N{number:02}"), D(2026, 8, 1) + timedelta(days=number))
    first = team.get("/meldingen/").content.decode()
    assert first.count("<h3>") == 50
    address = first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    assert team.get(f"/meldingen/{address}").content.decode().count("<h3>") == 2


def test_a_team_sees_its_own_municipality_only(team, region, signed_in):
    there = make.notification(make.client(region, family_name="Elders"), municipality_id=make.LELYSTAD)
    assert "Elders" not in team.get("/meldingen/").content.decode()
    assert team.get(f"/meldingen/{there.slug}/").status_code == 404
    coordinator = signed_in(make.user(Role.COORDINATOR, region))
    assert coordinator.get(f"/meldingen/{there.slug}/").status_code == 200


@pytest.mark.parametrize("role", [Role.PROVIDER, Role.POLICY, Role.HOUSING_ASSOCIATION, Role.AUDITOR])
def test_other_roles_have_no_meldingen(role, region, signed_in):
    browser = signed_in(make.user(role, region))
    for address in ("/meldingen/", "/meldingen/nieuw/", "/wachtlijst/"):
        assert browser.get(address).status_code == 403


def test_a_melding_begins_with_a_new_client(team):
    answer = team.post("/meldingen/nieuw/", facts())
    row = Notification.objects.get()
    assert (answer.status_code, answer.url) == (302, f"/meldingen/{row.slug}/")
    assert (row.municipality_id, row.notified_on) == ("0034", D(2026, 10, 1))
    voice = row.voices.get()
    assert (voice.words, voice.source, voice.opinion, voice.step) == (
        "Ik wil een eigen deur.",
        "MET_HULP",
        "EENS",
        "MELDING",
    )
    assert (str(row.client), row.client.origin, row.client.via_youth_care) == ("Milan Terpstra", "0034", True)
    assert AccessRecord.objects.filter(action=Action.CREATE, client=row.client).exists()


def test_the_same_form_twice_makes_one_melding(team):
    sent = facts()
    addresses = {team.post("/meldingen/nieuw/", sent).url for _ in range(2)}
    assert len(addresses) == Notification.objects.count() == Client.objects.count() == 1


def test_a_form_that_was_sent_in_the_same_moment_asks_nothing_about_who_it_just_made(team, monkeypatch):
    sent, look = facts(), registering.possible_doubles

    def after_the_other_press(*client, **facts):
        monkeypatch.setattr(registering, "possible_doubles", look)
        first.append(team.post("/meldingen/nieuw/", sent).url)
        return look(*client, **facts)

    first = []
    monkeypatch.setattr(registering, "possible_doubles", after_the_other_press)
    answer = team.post("/meldingen/nieuw/", sent)
    assert (answer.status_code, [answer.url]) == (302, first)
    assert Client.objects.count() == 1


def test_two_presses_at_once_end_up_at_the_first(region):
    by, key = make.user(Role.TEAM, region), uuid.uuid4()
    facts = {"submission": key, "municipality_id": make.ALMERE, "notified_on": D(2026, 10, 1)}
    first, second = (
        registering.register(
            Notification(**facts),
            client=Client(region=region, given_names="A", family_name="B"),
            at=datetime(2026, 10, 5, 12, tzinfo=UTC),
            by=by,
        )
        for _ in range(2)
    )
    assert first == second
    assert Client.objects.count() == 1


@pytest.mark.parametrize("birthday", ["2005-03-01", ""])
def test_somebody_we_may_know_is_asked_about_before_anything_is_saved(team, region, birthday):
    known = make.client(region, given_names="milan", family_name="TERPSTRA", born_on=D(2005, 3, 1))
    make.notification(known, D(2026, 1, 1))
    asked = team.post("/meldingen/nieuw/", facts(born_on=birthday))
    assert "Bestaat deze persoon al?" in asked.content.decode()
    assert Notification.objects.count() == 1
    assert "Ik wil een eigen deur." in asked.content.decode()
    team.post("/meldingen/nieuw/", facts(born_on=birthday, same_person=known.slug))
    assert known.notifications.count() == 2
    assert known.voices.get().words == "Ik wil een eigen deur."
    assert Client.objects.count() == 1


def asked_about(team, **changes):
    """The names somebody is asked about when they fill in a melding."""
    page = team.post("/meldingen/nieuw/", facts(**changes)).content.decode()
    return re.findall(r">Ja: (.*?)</label>", page) if "Bestaat deze persoon al?" in page else []


def test_a_typo_an_accent_or_another_spelling_still_asks_whether_we_know_somebody(team, region):
    known = make.client(region, given_names="Zoë", family_name="van der Meijden", born_on=D(2005, 3, 1))
    make.notification(known, D(2026, 1, 3))
    said = ["Zoë van der Meijden, geboren op 01-03-2005, laatste melding op 3 januari 2026 in Almere"]
    assert asked_about(team, given_names="zoe", family_name="VAN DER MEYDEN", born_on="1999-01-01") == said
    assert asked_about(team, given_names="Zoé Maria", family_name="Meiden", born_on="2005-03-01") == said
    assert asked_about(team, given_names="Zoe", family_name="Meijdden-Bakker", born_on="2005-03-01") == said
    assert Notification.objects.count() == 1


def test_only_half_a_name_and_another_birthday_is_somebody_else(team, region):
    make.notification(make.client(region, given_names="Milan", family_name="Anders", born_on=D(1990, 1, 1)))
    assert asked_about(team, given_names="Milan", family_name="Terpstra", born_on="2005-03-01") == []


def test_a_name_without_letters_is_like_nobody(team, region):
    make.notification(make.client(region))
    assert asked_about(team, given_names="-", family_name="123", born_on="") == []


def test_trying_a_name_tells_nothing_about_who_is_out_of_reach(team, region):
    """Known in Lelystad, or known to nobody: for the wijkteam of Almere the answer is the same."""
    there = make.client(region, given_names="Milan", family_name="Terpstra", born_on=D(2005, 3, 1))
    make.notification(there, D(2026, 1, 1), municipality_id=make.LELYSTAD)
    known = team.post("/meldingen/nieuw/", facts())
    unknown = team.post("/meldingen/nieuw/", facts(given_names="Nergens", family_name="Bekend"))
    assert (known.status_code, unknown.status_code) == (302, 302)
    assert Client.objects.filter(family_name="Terpstra").count() == 2


class TestSearching:
    def test_a_melding_is_found_by_name_birthday_and_number(self, team, region):
        person = make.client(region, given_names="Zoë", family_name="Meijer", born_on=D(2005, 3, 1))
        melding = make.notification(person, D(2026, 1, 1), code="M-4711")
        make.notification(make.client(region, family_name="Anders"))
        for words in ("meyer", "1-3-2005", "zoe 1 maart 2005", melding.slug.lower(), "m-4711", "Zoë Meijr"):
            page = team.post("/meldingen/", {"sought": words}).content.decode()
            assert "1 melding gevonden" in page, words
            assert "Zoë Meijer" in page

    def test_who_is_out_of_reach_is_not_found_by_name_or_number(self, team, region):
        there = make.client(region, family_name="Ver", code="C-9")
        melding = make.notification(there, D(2026, 1, 1), municipality_id=make.LELYSTAD, code="M-9")
        nobody = _tokenless(team.post("/meldingen/", {"sought": "Bestaatniet"}))
        for words in ("Ver", "M-9", "C-9", melding.slug, there.slug):
            answer = _tokenless(team.post("/meldingen/", {"sought": words}))
            assert answer.replace(f'value="{words}"', "") == nobody.replace('value="Bestaatniet"', "")

    def test_a_search_is_written_down_without_what_was_sought(self, team):
        team.post("/meldingen/", {"sought": "Terpstra"})
        record = AccessRecord.objects.get(action=Action.SEARCH)
        assert (record.subject, record.path) == ("meldingen", "/meldingen/")

    def test_what_cannot_be_sought_stays_with_a_sentence(self, team):
        for words, sentence in (
            ("kl", "minstens drie letters"),
            ("30-2-1988", "geboortedatum bestaat niet"),
            ("x" * 101, "te lang"),
        ):
            answer = team.post("/meldingen/", {"sought": words}, headers={"HX-Target": "melding-list"})
            assert answer.status_code == 422
            assert sentence in answer.content.decode()
            assert f'value="{words}"' in answer.content.decode()

    def test_ten_meldingen_found_ask_as_much_as_one(self, team, region, django_assert_num_queries):
        make.notification(make.client(region, family_name="Veel"))
        team.post("/meldingen/", {"sought": "veel"})
        with django_assert_num_queries(25, exact=False) as one:
            team.post("/meldingen/", {"sought": "veel"})
        for number in range(9):
            make.notification(make.client(region, family_name=f"Veel {number}"))
        with django_assert_num_queries(len(one.captured_queries)):
            assert "10 meldingen gevonden" in team.post("/meldingen/", {"sought": "veel"}).content.decode()


def test_somebody_else_with_the_same_name_becomes_a_client_too(team, region):
    make.notification(make.client(region, given_names="Milan", family_name="Terpstra"), D(2026, 1, 1))
    team.post("/meldingen/nieuw/", facts(same_person="NIEUW"))
    assert Client.objects.filter(family_name="Terpstra").count() == 2


def test_a_client_out_of_reach_cannot_be_recognised_or_chosen(team, region):
    there = make.client(region, given_names="Milan", family_name="Terpstra", born_on=D(2005, 3, 1))
    make.notification(there, D(2026, 1, 1), municipality_id=make.LELYSTAD)
    assert team.get(f"/meldingen/nieuw/?client={there.slug}").status_code == 404
    team.post("/meldingen/nieuw/", facts(same_person=there.slug))
    assert there.notifications.count() == 1


def test_a_known_client_gets_a_second_melding(team, region):
    known = make.client(region)
    make.notification(known, D(2026, 1, 1))
    page = team.get(f"/meldingen/nieuw/?client={known.slug}").content.decode()
    assert str(known) in page
    assert "given_names" not in page
    team.post(f"/meldingen/nieuw/?client={known.slug}", facts())
    assert known.notifications.count() == 2


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"notified_on": "2026-10-06"}, "ligt in de toekomst"),
        ({"notified_on": "31-02-2026"}, "geen bestaande datum"),
        ({"notified_on": "0026-10-01"}, "Kies een datum vanaf 1 januari 1900"),
        ({"born_on": "2027-01-01"}, "ligt in de toekomst"),
        ({"is_urgent": "on"}, "Schrijf op waarom het spoed is."),
        ({"is_urgent": "on", "urgent_reason": "x", "is_pre_notification": "on"}, "Kies een van de twee"),
        ({"opinion": ""}, "Kies of de cliënt het ermee eens is"),
        ({"opinion": "NIET_GEVRAAGD"}, "Schrijf op waarom het niet is gevraagd."),
        ({"is_pre_notification": "on", "born_on": "2010-05-01"}, "kan vanaf 1 november 2026"),
        (
            {"is_pre_notification": "on", "born_on": "2009-02-28", "wanted_from": "2027-02-27"},
            "28 februari 2027, de achttiende verjaardag",
        ),
        ({"channel": "DUIF"}, "Selecteer een geldige keuze"),
        ({"origin": "34"}, "Selecteer een geldige keuze"),
        ({"family_name": ""}, "Dit veld is verplicht."),
        ({"family_name": "Terp\0stra"}, "Null-tekens zijn niet toegestaan."),
        ({"own_words": "a" * 1_000_000}, "hoogstens 10.000 tekens"),
        ({"submission": "abc"}, "geldige UUID"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence_and_nothing_is_lost(team, changes, sentence):
    answer = team.post("/meldingen/nieuw/", facts(given_names="Bijzonder") | changes)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in text
    assert 'value="Bijzonder"' in text
    assert not Notification.objects.exists()
    assert not Client.objects.exists()


def test_who_reports_for_somebody_else_says_why_the_client_was_not_asked(team):
    team.post("/meldingen/nieuw/", facts(opinion="NIET_GEVRAAGD", why_not_asked="Milan is opgenomen."))
    said = Notification.objects.get().voices
    assert set(said.values_list("opinion", "words", "why_not_asked")) == {
        ("", "Ik wil een eigen deur.", ""),
        ("NIET_GEVRAAGD", "", "Milan is opgenomen."),
    }
    page = team.get(f"/meldingen/{Notification.objects.get().slug}/").content.decode()
    assert "Milan is opgenomen." in page


def test_the_database_refuses_a_start_before_eighteen(region):
    young = make.client(region, born_on=D(2008, 2, 29))
    facts = {"is_pre_notification": True}
    assert make.notification(young, D(2026, 1, 5), wanted_from=D(2026, 3, 1), **facts).pk
    with pytest.raises(IntegrityError, match="achttiende verjaardag"):
        make.notification(young, D(2026, 1, 5), wanted_from=D(2026, 2, 28), **facts)


def test_a_coordinator_chooses_a_municipality_of_the_region(region, signed_in):
    browser = signed_in(make.user(Role.COORDINATOR, region))
    assert browser.post("/meldingen/nieuw/", facts(municipality="0193")).status_code == 422
    assert browser.post("/meldingen/nieuw/", facts()).status_code == 422
    assert browser.post("/meldingen/nieuw/", facts(municipality="0034")).status_code == 302


def test_two_teams_of_one_municipality_keep_their_own_submission(region, signed_in):
    sent = facts()
    other = make.organisation(region, OrganisationKind.TEAM, municipality_id=make.ALMERE)
    first, second = make.user(Role.TEAM, region), make.user(Role.TEAM, region, other)
    signed_in(first).post("/meldingen/nieuw/", sent)
    answer = signed_in(second).post("/meldingen/nieuw/", sent | {"same_person": "NIEUW"})
    assert answer.status_code == 422
    assert "al door iemand anders verstuurd" in answer.content.decode()
    assert Notification.objects.count() == Client.objects.count() == 1
