"""Through one's own organisation: in with the right answer to this very journey, and with nothing less."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import IntegrityError
from django.test import Client as Browser

from portal import accounts, clock, entering
from portal.models import AccessRecord, Mail, OfficeLogin, Role
from portal.offices import Office, offices_from
from tests import make
from tests.portal.proof.provider import OTHER_KEY, OURS, SECRET, provider
from tests.portal.signing_in import text

pytestmark = pytest.mark.django_db
LEAVE, ARRIVE = "/inloggen/via/gemeente/", "/inloggen/terug/"


@pytest.fixture
def idp(settings):
    with provider() as running:
        facts = {"issuer": running.issuer, "client_id": OURS, "client_secret": SECRET}
        settings.OFFICES = {
            "gemeente": Office(
                "gemeente", "Gemeente Almere", second_step="acr", accepted=("loa3", "loa4"), **facts
            )
        }
        settings.DEMANDS_SECOND_STEP = True
        yield running


@pytest.fixture
def known(user, idp):
    """Somebody whom an administrator's link tied to a person there."""
    OfficeLogin.objects.create(user=user, issuer=idp.issuer, person="persoon-1")
    return user


def go(idp, *, browser=None, where=LEAVE, **person):
    """There, logged in, and back."""
    browser = browser or Browser()
    answer = browser.get(where)
    assert answer.headers["Location"].startswith(f"{idp.issuer}/login?")
    return browser, browser.get(ARRIVE, idp.log_in(answer.headers["Location"], **person))


def test_who_is_known_gets_in_to_where_they_were_going(idp, known):
    browser, answer = go(idp, where=f"{LEAVE}?next=/clienten/")
    assert answer.headers["Location"] == "/clienten/"
    assert browser.get("/clienten/").status_code == 200
    assert AccessRecord.objects.filter(user=known, subject="inloggen met organisatie").exists()
    assert "Daar regelt u ook uw wachtwoord" in text(browser.get("/account/"))


def test_the_log_in_page_leads_there(idp):
    page = text(Browser().get("/inloggen/?next=/clienten/"))
    assert f'href="{LEAVE}?next=%2Fclienten%2F">Log in via Gemeente Almere</a>' in page


def test_the_organisation_is_asked_for_two_steps(idp):
    asked = parse_qs(urlsplit(Browser().get(LEAVE).headers["Location"]).query)
    assert asked["acr_values"] == ["loa3 loa4"]
    assert asked["code_challenge_method"] == ["S256"]


def test_entra_is_asked_in_its_own_way_and_known_by_its_own_number(idp, settings, user):
    facts = vars(settings.OFFICES["gemeente"]) | {"person": "oid", "second_step": "acrs", "accepted": ("c1",)}
    settings.OFFICES = {"gemeente": Office(**facts)}
    OfficeLogin.objects.create(user=user, issuer=idp.issuer, person="11-22-33")
    asked = parse_qs(urlsplit(Browser().get(LEAVE).headers["Location"]).query)
    assert asked["claims"] == ['{"id_token": {"acrs": {"essential": true, "value": "c1"}}}']
    idp.differs = {"oid": "11-22-33", "acrs": ["c1", "c2"]}
    assert go(idp)[1].status_code == 302
    idp.differs = {"oid": "11-22-33", "acrs": ["c2"]}
    assert go(idp)[1].status_code == 403


WRONG = {
    "another issuer": ({"iss": "https://elders.example"}, "klopt niet"),
    "meant for another": ({"aud": "een-ander"}, "klopt niet"),
    "through another": ({"azp": "een-ander", "aud": [OURS, "een-ander"]}, "klopt niet"),
    "of another journey": ({"nonce": "een-ander"}, "klopt niet"),
    "of no journey": ({"nonce": None}, "klopt niet"),
    "too old": ({"exp": 1_000_000_000}, "klopt niet"),
    "without an end": ({"exp": None}, "klopt niet"),
    "from the future": ({"iat": 4_000_000_000}, "klopt niet"),
    "one step": ({"acr": "loa2"}, "in twee stappen"),
    "no step": ({"acr": None}, "in twee stappen"),
    "nobody": ({"sub": None}, "klopt niet"),
    "another person": ({"sub": "persoon-2"}, "kennen dit account niet"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_not_quite_right_gets_nobody_in(idp, known, case, caplog):
    idp.differs, says = WRONG[case]
    browser, answer = go(idp)
    assert answer.status_code == 403
    assert says in text(answer)
    assert browser.get("/clienten/").status_code == 302
    assert AccessRecord.objects.filter(subject__startswith="inloggen via organisatie").exists()
    assert "did not get in" in caplog.text


@pytest.mark.parametrize("how", [{"signs_with": OTHER_KEY}, {"algorithm": "none"}], ids=["another key", "no key"])
def test_what_the_organisation_did_not_sign_gets_nobody_in(idp, known, how):
    for name, value in how.items():
        setattr(idp, name, value)
    assert go(idp)[1].status_code == 403


def test_a_code_and_a_journey_count_once(idp, known):
    browser = Browser()
    back = idp.log_in(browser.get(LEAVE).headers["Location"])
    assert browser.get(ARRIVE, back).status_code == 302
    browser.post("/uitloggen/")
    assert browser.get(ARRIVE, back).status_code == 404  # this journey is over
    thief = Browser()
    state = parse_qs(urlsplit(thief.get(LEAVE).headers["Location"]).query)["state"][0]
    assert thief.get(ARRIVE, {"state": state, "code": back["code"]}).status_code == 403  # and so is this code
    assert thief.get("/clienten/").status_code == 302


def test_who_is_sent_back_without_having_left_does_not_get_in(idp, known):
    back = idp.log_in(Browser().get(LEAVE).headers["Location"])
    assert Browser().get(ARRIVE, back).status_code == 404
    browser = Browser()
    browser.get(LEAVE)
    assert browser.get(ARRIVE, back).status_code == 403  # the state of somebody else


def test_the_way_back_is_open_for_ten_minutes(idp, known, monkeypatch):
    browser = Browser()
    back = idp.log_in(browser.get(LEAVE).headers["Location"])
    later = clock.moment() + entering.WAITS_FOR_CODE + timedelta(seconds=1)
    monkeypatch.setattr(clock, "moment", lambda: later)
    assert browser.get(ARRIVE, back).status_code == 404


def test_who_breaks_it_off_there_hears_that_nothing_changed(idp, known):
    browser = Browser()
    browser.get(LEAVE)
    answer = browser.get(ARRIVE, {"error": "access_denied"})
    assert "Er is niets veranderd" in text(answer)


@pytest.mark.parametrize("status", [500, 400])
def test_an_organisation_that_fails_is_said_so(idp, known, status):
    idp.answers = status
    answer = go(idp)[1]
    assert ("niet te bereiken" if status == 500 else "klopt niet") in text(answer)


def test_an_organisation_that_is_away_is_said_so(idp, settings, known):
    office = settings.OFFICES["gemeente"]
    settings.OFFICES = {"gemeente": Office(**(vars(office) | {"issuer": "http://127.0.0.1:9"}))}
    answer = Browser().get(LEAVE)
    assert (answer.status_code, "niet te bereiken" in text(answer)) == (403, True)


def test_a_blocked_user_does_not_get_in(idp, known):
    known.is_active = False
    known.save()
    assert go(idp)[1].status_code == 403


@pytest.fixture
def invitation(user):
    key = accounts.invitation_key(user, by=make.user(Role.ADMINISTRATOR))
    return f"?wie={user.pk}&sleutel={key}"


def test_the_link_of_an_administrator_ties_an_account_to_a_person_for_good(idp, user, invitation):
    page = text(Browser().get(f"/welkom/{invitation}"))
    assert f'{LEAVE}{invitation.replace("&", "&amp;")}">Log voortaan in via Gemeente Almere</a>' in page
    browser, answer = go(idp, where=LEAVE + invitation)
    assert answer.headers["Location"] == "/"
    assert browser.get("/clienten/").status_code == 200
    assert OfficeLogin.objects.get(user=user).person == "persoon-1"
    assert Mail.objects.filter(to=user.mail).exists()
    assert go(idp)[1].status_code == 302
    assert Browser().get(f"/welkom/{invitation}").status_code == 404
    assert go(idp, where=LEAVE + invitation, person="persoon-2")[1].status_code == 403


def test_a_person_there_is_one_user_here(idp, known):
    other = make.user(Role.TEAM)
    key = accounts.invitation_key(other, by=make.user(Role.ADMINISTRATOR))
    answer = go(idp, where=f"{LEAVE}?wie={other.pk}&sleutel={key}")[1]
    assert "al bij een andere gebruiker" in text(answer)
    with pytest.raises(IntegrityError):
        OfficeLogin.objects.create(user=other, issuer=idp.issuer, person="persoon-1")


def test_the_same_name_at_another_organisation_is_somebody_else(idp, user):
    OfficeLogin.objects.create(user=user, issuer="https://elders.example", person="persoon-1")
    assert go(idp)[1].status_code == 403


def test_an_organisation_we_do_not_know_is_not_there(idp):
    assert Browser().get("/inloggen/via/elders/").status_code == 404


WRITTEN = """
[gemeente]
name = "Gemeente Almere"
issuer = "https://login.example/v2.0"
client_id = "a"
client_secret = "b"
person = "oid"
second_step = "acrs"
accepted = ["c1"]
"""


def read(tmp_path, text):
    file = tmp_path / "sso.toml"
    file.write_text(text)
    return offices_from({"SSO_FILE": str(file)})


def test_organisations_stand_in_a_file(tmp_path):
    office = read(tmp_path, WRITTEN)["gemeente"]
    assert (office.slug, office.person, office.accepted) == ("gemeente", "oid", ("c1",))
    assert offices_from({}) == {}


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (WRITTEN.replace("https", "http"), "begint met https"),
        (WRITTEN.replace('client_id = "a"', ""), "ontbreekt client_id"),
        (WRITTEN.replace("person", "persoon"), "niet kennen: persoon"),
        (WRITTEN.replace('["c1"]', "[]"), "minstens één"),
    ],
)
def test_a_file_that_is_not_right_keeps_the_portal_from_starting(tmp_path, wrong, says):
    with pytest.raises(ValueError, match=says):
        read(tmp_path, wrong)
