"""How a session begins and ends: the second step, half an hour of rest, and whoever is sent out."""

from datetime import timedelta

import pytest
from django.test import Client as Browser

from portal import clock
from portal.models import AccessRecord, Action, Mail, MailKind, Role, Session
from portal.models.session import SessionStore
from portal.proof import keys
from tests import make
from tests.portal.signing_in import SECRET, code, log_in, set_up, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def demanded(settings):
    """An installation of a municipality: nobody gets on with a password alone."""
    settings.DEMANDS_SECOND_STEP = True


def step(browser, code, where="/inloggen/tweede-stap/"):
    return browser.post(where, {"code": code})


def test_the_password_alone_opens_nothing_when_there_is_a_second_step(user, key):
    browser = Browser()
    answer = browser.post("/inloggen/?next=/clienten/", {"login": user.login, "password": SECRET})
    assert answer.headers["Location"] == "/inloggen/tweede-stap/?next=%2Fclienten%2F"
    assert browser.get("/clienten/").status_code == 302
    assert browser.get("/account/").status_code == 302
    assert step(browser, code(), answer.headers["Location"]).headers["Location"] == "/clienten/"
    assert browser.get("/clienten/").status_code == 200
    assert AccessRecord.objects.filter(user=user, subject="inloggen met app of herstelcode").exists()


def test_a_wrong_code_is_refused_and_stands_in_the_log_with_whose_it_was(user, key):
    browser = log_in(user)
    answer = step(browser, "000000")
    assert answer.status_code == 422
    assert "klopt niet of is al gebruikt" in text(answer)
    assert browser.get("/").status_code == 302
    assert AccessRecord.objects.filter(user=user, action=Action.REFUSED, subject__startswith="tweede").exists()


def test_a_code_that_somebody_watched_does_not_work_again(user, key):
    digits = code()
    assert step(log_in(user), digits).status_code == 302
    assert step(log_in(user), digits).status_code == 422


def test_a_recovery_code_is_a_second_step_too(user, key):
    paper = keys.new_recovery_codes(user)
    assert step(log_in(user), paper[0]).status_code == 302
    assert step(log_in(user), paper[0]).status_code == 422


def test_codes_are_guessed_five_times_also_with_the_password_in_between(user, key):
    answers = [step(log_in(user), "000000").status_code for _ in range(5)]
    assert answers == [422] * 5
    browser = Browser()
    assert browser.post("/inloggen/", {"login": user.login, "password": SECRET}).status_code == 429


@pytest.mark.parametrize("change", ["late", "password", "blocked", "never"])
def test_the_second_step_is_open_for_ten_minutes_to_who_gave_the_password(user, key, monkeypatch, change):
    browser = Browser() if change == "never" else log_in(user)
    later = clock.moment() + timedelta(minutes=11)
    if change == "late":
        monkeypatch.setattr(clock, "moment", lambda: later)
    elif change == "password":
        user.set_password("iets-heel-anders-dan-eerst")
    elif change == "blocked":
        user.is_active = False
    user.save()
    answer = step(browser, code())
    assert (answer.status_code, "Log eerst in" in text(answer)) == (404, True)


def test_a_session_has_a_new_key_after_each_step(user, key):
    browser = Browser()
    browser.get("/inloggen/")
    browser.post("/inloggen/", {"login": user.login, "password": SECRET})
    halfway = browser.cookies["sessionid"].value
    step(browser, code())
    assert browser.cookies["sessionid"].value != halfway
    assert not Session.objects.filter(pk=halfway).exists()


def stop_clock(monkeypatch, moment):
    """Let it be this moment, for us and for Django."""
    monkeypatch.setattr(clock, "moment", lambda: moment)
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)


PAGES = [
    "/",
    "/clienten/",
    "/meldingen/",
    "/wachtlijst/",
    "/mail/",
    "/account/sleutels/1/weg/",
    "/account/wachtwoord/",
]


def test_without_a_second_step_nothing_opens_but_setting_one_up(demanded, browser, user):
    for page in PAGES:
        assert browser.get(page).headers["Location"] == "/account/", page
        assert browser.post(page).headers["Location"] == "/account/", page
    assert "U kunt pas verder als u een tweede stap hebt ingesteld" in text(browser.get("/account/"))
    set_up(browser)
    assert browser.get("/clienten/").status_code == 200
    key = user.sign_in_keys.get()
    browser.post(f"/account/sleutels/{key.pk}/weg/")
    assert browser.get("/clienten/").headers["Location"] == "/account/"


def test_who_sat_waiting_with_a_password_only_is_out_once_a_second_step_is_there(demanded, browser, user):
    thief = log_in(user)
    set_up(browser)
    answer = thief.get("/account/app/")
    assert answer.headers["Location"] == "/inloggen/?next=/account/app/&reden=stap"
    assert thief.get("/account/").status_code == 302


def test_in_the_demo_the_password_is_enough_and_the_step_can_be_tried(settings, user, key):
    settings.DEMO = True
    browser = Browser()
    answer = browser.post("/inloggen/", {"login": user.login, "password": SECRET})
    assert "Sla deze stap over" in text(browser.get(answer.headers["Location"]))
    assert browser.get("/clienten/").status_code == 200
    assert step(browser, code()).status_code == 302


@pytest.mark.parametrize(
    ("minutes", "reason", "says"), [([31], "rust", "30 minuten niets"), ([29] * 21, "lang", "10 uur ingelogd")]
)
def test_a_session_ends_after_rest_and_after_a_day(browser, user, monkeypatch, minutes, reason, says):
    began = clock.moment()
    for number in range(len(minutes)):
        stop_clock(monkeypatch, began + timedelta(minutes=sum(minutes[: number + 1])))
        answer = browser.get("/clienten/")
        assert number + 1 == len(minutes) or answer.status_code == 200
    assert answer.headers["Location"] == f"/inloggen/?next=/clienten/&reden={reason}"
    assert says in text(browser.get(answer.headers["Location"]))
    assert not Session.objects.filter(user=user).exists()
    assert AccessRecord.objects.filter(user=user, subject=f"sessie beëindigd: {reason}").exists()


def test_a_part_of_a_page_is_not_replaced_by_the_log_in_page(browser, monkeypatch):
    later = clock.moment() + timedelta(hours=1)
    monkeypatch.setattr(clock, "moment", lambda: later)
    asked = {"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": "http://testserver/clienten/?naam=x"}
    answer = browser.get("/clienten/", **asked)
    assert answer.headers["HX-Redirect"] == "/inloggen/?next=/clienten/%3Fnaam%3Dx&reden=rust"


def test_logging_out_ends_it_on_the_server_and_in_the_browser(browser, user):
    kept = browser.cookies["sessionid"].value
    answer = browser.post("/uitloggen/")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    thief = Browser()
    thief.cookies["sessionid"] = kept
    assert thief.get("/").status_code == 302
    assert not Session.objects.filter(user=user).exists()


@pytest.fixture
def administrator(today):
    admin = make.user(Role.ADMINISTRATOR)
    admin.set_password(SECRET)
    admin.save()
    return admin


def test_an_administrator_takes_the_second_step_away_and_logs_somebody_out(user, key, administrator):
    inside = log_in(user)
    step(inside, code())
    beheer = log_in(administrator)
    page = text(beheer.get(f"/beheer/gebruikers/{user.pk}/"))
    assert "1 ingesteld" in page
    assert "op 1 apparaat" in page
    where = f"/beheer/gebruikers/{user.pk}/tweede-stap/"
    assert "Een mail is niet genoeg" in text(beheer.get(where))
    assert "nieuwe tweede stap" in text(beheer.post(where, follow=True))
    assert inside.get("/").status_code == 302
    assert AccessRecord.objects.filter(subject="tweede stap van gebruiker gewist").exists()
    assert Mail.objects.filter(to=user.mail).count() == 2  # when the app came, and now
    assert log_in(user).get("/").status_code == 200


def test_nobody_takes_their_own_second_step_away_as_an_administrator(administrator):
    beheer = log_in(administrator)
    answer = beheer.post(f"/beheer/gebruikers/{administrator.pk}/tweede-stap/", follow=True)
    assert "Vraag een andere beheerder" in text(answer)


def test_taking_a_second_step_away_asks_for_a_fresh_proof(user, key, signed_in):
    beheer = signed_in(make.user(Role.ADMINISTRATOR))
    answer = beheer.post(f"/beheer/gebruikers/{user.pk}/tweede-stap/")
    assert answer.headers["Location"].startswith("/account/bevestigen/?next=")
    assert user.sign_in_keys.exists()


def test_an_administrator_logs_somebody_out_everywhere(user, signed_in):
    browsers = [log_in(user), log_in(user)]
    beheer = signed_in(make.user(Role.ADMINISTRATOR))
    answer = beheer.post(f"/beheer/gebruikers/{user.pk}/sessies/", follow=True)
    assert "is overal uitgelogd" in text(answer)
    assert [browser.get("/").status_code for browser in browsers] == [302, 302]
    assert AccessRecord.objects.filter(subject="2 sessies van gebruiker beëindigd").exists()


def test_a_link_to_choose_a_password_neither_logs_in_nor_passes_the_second_step(user, key, signed_in):
    beheer = signed_in(make.user(Role.ADMINISTRATOR))
    link = beheer.post(f"/beheer/gebruikers/{user.pk}/inloglink/").context["link"].partition("testserver")[2]
    browser, word = Browser(), "lopend-water-op-dinsdag"
    assert browser.post(link, {"password": word, "again": word}).headers["Location"] == "/inloggen/"
    assert browser.get("/").status_code == 302
    answer = browser.post("/inloggen/", {"login": user.login, "password": word})
    assert answer.headers["Location"].startswith("/inloggen/tweede-stap/")


def test_what_a_browser_says_of_itself_is_kept_as_a_word_we_know(user):
    browser = Browser(HTTP_USER_AGENT="<script>" + "x" * 5000)
    browser.post("/inloggen/", {"login": user.login, "password": SECRET})
    assert Session.objects.get(user=user).device == "Onbekende browser op een onbekend apparaat"


def test_sessions_that_are_over_are_cleared_away(browser, user):
    Session.objects.update(expire_date=clock.moment() - timedelta(days=1))
    SessionStore.clear_expired()
    assert not Session.objects.exists()


def test_a_browser_that_is_new_to_somebody_gives_a_mail_and_only_once(user):
    def mails(browser):
        browser.post("/inloggen/", {"login": user.login, "password": SECRET})
        return Mail.objects.filter(kind=MailKind.NEW_DEVICE, to=user.mail).count()

    own = Browser()
    assert mails(own) == 0, "the very first time nothing is new"
    own.post("/uitloggen/")
    assert mails(own) == 0
    stranger = Browser()
    assert (mails(stranger), mails(stranger)) == (1, 1)
    stranger.cookies["bekend"] = f"{user.pk}:een:verzonnen-handtekening"
    assert mails(stranger) == 2
    kept = own.cookies["bekend"]
    assert (kept["httponly"], kept["samesite"]) == (True, "Lax")


def test_people_who_share_a_browser_are_each_known_there():
    browser, two = Browser(), [make.user(Role.TEAM, password=SECRET, mail=f"{n}@x.nl") for n in "ab"]
    for user in two * 2:
        browser.post("/inloggen/", {"login": user.login, "password": SECRET})
    assert not Mail.objects.filter(kind=MailKind.NEW_DEVICE).exists()
