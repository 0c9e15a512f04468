"""One's own account: setting up a second step, changing it, and seeing where one is logged in."""

import re
from base64 import urlsafe_b64encode
from datetime import timedelta

import pytest
from django.test import Client as Browser

from portal import clock
from portal.models import AccessRecord, Role, Session, SignInKey
from portal.passwords import refusals
from portal.proof import keys
from portal.proof.sealing import seal
from tests import make
from tests.portal.signing_in import SECRET, SEED, code, log_in, set_up, text

pytestmark = pytest.mark.django_db
NEW_SECRET = "lopend-water-op-dinsdag"


def test_somebody_sets_up_an_app_and_prints_recovery_codes(browser, user):
    answer = set_up(browser)
    assert "U logt voortaan in met een code uit “Telefoon van Samira”" in text(answer)
    made = browser.post("/account/herstelcodes/").context["made"]
    assert len(made) == 10
    page = text(browser.get("/account/"))
    assert "Telefoon van Samira" in page
    assert "nog 10 herstelcodes" in page
    assert made[0] not in text(browser.get("/account/herstelcodes/"))
    assert AccessRecord.objects.filter(user=user, subject="app met codes").exists()
    assert AccessRecord.objects.filter(user=user, subject="herstelcodes").exists()


def test_the_qr_code_is_a_drawing_in_the_page(browser):
    page = browser.get("/account/app/").content.decode()
    assert re.search(r'<svg role="img"[^>]*><title>QR-code voor uw app</title><path fill="#fff"', page)


def test_a_wrong_code_keeps_the_secret_and_the_name(browser, user):
    page = browser.get("/account/app/")
    facts = {"sealed": page.context["sealed"], "name": "Werktelefoon", "code": "123"}
    answer = browser.post("/account/app/", facts)
    assert answer.status_code == 422
    assert "klopt niet" in text(answer)
    assert "Werktelefoon" in text(answer)
    assert answer.context["spelled"] == page.context["spelled"]
    assert not user.sign_in_keys.exists()


@pytest.mark.parametrize("sealed", ["", "rommel", "é", "x" * 9000])
def test_a_secret_that_is_not_ours_is_not_kept(browser, user, sealed):
    answer = browser.post("/account/app/", {"sealed": sealed, "name": "x", "code": code()})
    assert answer.status_code == 422
    assert not user.sign_in_keys.exists()


def test_the_secret_on_the_page_of_somebody_else_is_not_taken(browser, user):
    other = make.user(Role.TEAM)
    stolen = urlsafe_b64encode(seal(SEED, whose=keys.owner(other))).decode()
    assert browser.post("/account/app/", {"sealed": stolen, "name": "x", "code": code()}).status_code == 422


def test_a_key_is_removed_and_the_log_and_a_mail_say_so(browser, user):
    set_up(browser)
    key = user.sign_in_keys.get()
    assert "laatste tweede stap" in text(browser.get(f"/account/sleutels/{key.pk}/weg/"))
    answer = browser.post(f"/account/sleutels/{key.pk}/weg/", follow=True)
    assert "U kunt niet meer inloggen met" in text(answer)
    assert not user.sign_in_keys.exists()
    assert AccessRecord.objects.filter(user=user, subject="tweede stap verwijderd").exists()


def test_the_key_of_somebody_else_is_not_there(browser, key):
    other = make.user(Role.TEAM)
    key.user = other
    key.save()
    assert browser.post(f"/account/sleutels/{key.pk}/weg/").status_code == 404


@pytest.mark.parametrize("page", ["/account/app/", "/account/herstelcodes/", "/account/wachtwoord/"])
def test_after_ten_minutes_the_password_is_asked_once_more(browser, user, monkeypatch, page):
    later = clock.moment() + timedelta(minutes=11)
    monkeypatch.setattr(clock, "moment", lambda: later)
    answer = browser.get(page)
    assert answer.headers["Location"] == f"/account/bevestigen/?next={page.replace('/', '%2F')}"
    where = answer.headers["Location"]
    assert "niet uw wachtwoord" in text(browser.post(where, {"password": "fout"}))
    before = browser.cookies["sessionid"].value
    assert browser.post(where, {"password": SECRET}).headers["Location"] == page
    assert browser.cookies["sessionid"].value != before
    assert browser.get(page).status_code == 200


def test_confirming_is_guessing_too(browser, user, monkeypatch):
    answers = [browser.post("/account/bevestigen/", {"password": "fout"}) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [422] * 5 + [429]


def test_another_password_logs_out_everywhere_else(browser, user):
    elsewhere = log_in(user)
    page = browser.post("/account/wachtwoord/", {"password": NEW_SECRET, "again": NEW_SECRET}, follow=True)
    assert "Op andere apparaten bent u nu uitgelogd" in text(page)
    assert browser.get("/").status_code == 200
    assert elsewhere.get("/").status_code == 302
    assert log_in(user, NEW_SECRET).get("/").status_code == 200


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("kort", "te kort"),
        ("thuisroute-2026-gemeente", "te raden"),
        ("welkom-welkom-welkom1", "te raden"),
        ("123456789012345678", "te raden"),
        ("x" * 129, "tr-fout"),
    ],
)
def test_a_password_that_is_easily_guessed_is_refused(browser, password, says):
    answer = browser.post("/account/wachtwoord/", {"password": password, "again": password})
    assert answer.status_code == 422
    assert says in text(answer)


def test_a_name_of_ones_own_is_no_password(user):
    user.name, user.login = "Samira Bouzid", "samira.bouzid"
    assert "te raden" in refusals("samira.bouzid-2026", user)[0]
    assert refusals("een zin die niemand raadt", user) == []


def test_somebody_sees_where_they_are_logged_in_and_logs_out_there(browser, user):
    elsewhere = log_in(user)
    page = browser.get("/account/")
    assert "Edge op Windows" in text(page)
    assert "dit apparaat" in text(page)
    other = Session.objects.visible_to(user).exclude(pk=browser.session.session_key).get()
    assert other.pk not in text(page)
    browser.post("/account/sessies/", {"welke": other.slug})
    assert elsewhere.get("/").status_code == 302
    assert browser.get("/").status_code == 200


@pytest.mark.parametrize("word", ["\0", "x" * 5000, "a b", "é"])
def test_a_session_with_an_odd_name_is_not_there(browser, word):
    assert browser.post("/account/sessies/", {"welke": word}).status_code == 404


def test_everywhere_else_at_once_and_never_somebody_else(browser, user):
    others, stranger = [log_in(user), log_in(user)], Browser()
    stranger.force_login(make.user(Role.TEAM))
    browser.post("/account/sessies/")
    assert [other.get("/").status_code for other in others] == [302, 302]
    assert stranger.get("/").status_code == 200
    slug = Session.objects.get(pk=stranger.session.session_key).slug
    answer = browser.post("/account/sessies/", {"welke": slug}, follow=True)
    assert "Daar was u al uitgelogd" in text(answer)
    assert stranger.get("/").status_code == 200


def test_ten_keys_and_sessions_cost_as_many_queries_as_one(browser, user, django_assert_max_num_queries):
    with django_assert_max_num_queries(10) as asked:
        browser.get("/account/")
    few = len(asked.captured_queries)
    for number in range(9):
        log_in(user)
        SignInKey.objects.create(user=user, kind="APP", name=str(number), secret=b"x", added_at=clock.moment())
    with django_assert_max_num_queries(few):
        browser.get("/account/")
