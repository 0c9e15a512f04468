"""Mail that tells nothing: wanted, written in the act, sent once, tried again, seen by the administrator."""

from datetime import UTC, datetime, timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail as outbox
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection, transaction

from portal.mail import sending
from portal.mail.address import mailers_from
from portal.mail.sending import forget_old, send_next, try_again_now
from portal.mail.writing import notify, write_to
from portal.models import Mail, MailKind, Role, User
from tests import make

pytestmark = pytest.mark.django_db
AT = datetime(2026, 10, 5, 9, tzinfo=UTC)
A_DAY = timedelta(days=1)


@pytest.fixture
def planner() -> User:
    user = make.user(Role.PROVIDER)
    user.mail, user.mail_kinds = "planner@voorbeeld.example", [MailKind.ANSWER.value]
    user.save()
    return user


def write(about="9QDKF3XZ", kind=MailKind.ANSWER, **facts) -> None:
    facts = {"among": User.objects.all(), "path": f"/voorstellen/{about}/", "on": make.TODAY} | facts
    notify(kind, about=about, **facts)


def send_all(at=AT) -> int:
    return sum(1 for _ in iter(lambda: send_next(at=at), False))


@pytest.fixture
def refuse(monkeypatch):
    """The mail server says no, with this refusal, until it is mended with None."""

    def refuse(refusal: Exception | None) -> None:
        def send(self, messages):
            if refusal:
                raise refusal
            outbox.outbox.extend(messages)
            return len(messages)

        monkeypatch.setattr(EmailBackend, "send_messages", send)

    return refuse


def test_a_mail_is_a_fixed_sentence_a_number_and_a_link(planner, settings):
    settings.PORTAL_URL = "https://portaal.example"
    write()
    assert send_all() == 1
    [sent] = outbox.outbox
    assert (sent.subject, sent.to) == ("Thuisroute: Er wacht een voorstel op uw antwoord.", [planner.mail])
    assert sent.body.split("\n\n")[:3] == [
        "Er wacht een voorstel op uw antwoord.",
        "Nummer: 9QDKF3XZ",
        "Bekijk het in Thuisroute: https://portaal.example/voorstellen/9QDKF3XZ/",
    ]
    assert sent.extra_headers["List-Unsubscribe"] == "<https://portaal.example/mail/>"


@pytest.mark.parametrize(
    "wrong",
    [
        {"mail_kinds": []},
        {"mail": ""},
        {"is_active": False},
        {"role": Role.TEAM},
    ],
)
def test_nobody_gets_mail_they_did_not_ask_for(planner, wrong):
    User.objects.filter(pk=planner.pk).update(**wrong)
    write()
    assert not Mail.objects.exists()


def test_who_did_it_gets_no_mail_about_it(planner):
    write(by=planner)
    assert not Mail.objects.exists()


def test_switched_off_before_it_left_is_not_sent(planner):
    write()
    User.objects.update(mail_kinds=[])
    assert send_all() == 1
    assert not outbox.outbox
    assert not Mail.objects.exists()


def test_one_event_is_one_mail_however_often_it_is_written_or_sent(planner):
    for _ in range(3):
        write()
        send_all()
    assert len(outbox.outbox) == 1
    write("ANDER")
    write("9QDKF3XZ", event="9QDKF3XZ nee")
    assert send_all() == 2


def test_an_act_that_is_undone_writes_nothing(planner):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        write()
        1 / 0  # noqa: B018
    assert send_all() == 0


def test_a_worker_that_is_killed_halfway_never_sends_it_twice(planner, refuse, signed_in):
    write()
    refuse(SystemExit())  # type: ignore[arg-type]
    with pytest.raises(SystemExit):
        send_next(at=AT - A_DAY)
    refuse(None)
    assert send_all(at=AT + A_DAY) == 0
    assert not outbox.outbox
    page = signed_in(make.user(Role.ADMINISTRATOR)).get("/beheer/mail/").text
    assert "Misschien verstuurd" in page
    assert "9QDKF3XZ" in page


def test_a_server_that_is_away_is_tried_until_it_is_there(planner, refuse):
    write()
    write("TWEEDE")
    refuse(ConnectionRefusedError())
    moment, tries = AT, 0
    while moment < AT + 3 * A_DAY:
        tries += send_all(at=moment)
        moment += timedelta(minutes=10)
    assert 60 <= tries <= 90
    assert Mail.objects.waiting().count() == 2
    refuse(None)
    assert send_all(at=moment + timedelta(hours=1)) == 2
    assert not Mail.objects.waiting().exists()


def test_an_address_that_is_refused_holds_up_nobody_and_is_given_up(planner, refuse):
    write()
    refuse(SMTPRecipientsRefused({}))
    for number in range(15):
        send_all(at=AT + number * A_DAY)
    assert Mail.objects.given_up().get().problem == sending.NO_SUCH_ADDRESS
    refuse(None)
    write("ANDER")
    assert send_all(at=AT + 20 * A_DAY) == 1
    assert try_again_now() == 1
    assert send_all(at=AT + 20 * A_DAY) == 1


def test_a_mail_that_cannot_be_made_stops_no_other(planner, refuse):
    write()
    refuse(ValueError())
    assert send_all() == 1
    assert Mail.objects.get().problem == sending.NOT_MADE
    refuse(None)
    write("ANDER")
    assert send_all() == 1


def test_an_address_outside_is_forgotten_once_it_is_sent():
    facts = {"about": "FLEVOLAND", "path": "/openbaar/", "way_out": "/openbaar/bericht/x/", "on": make.TODAY}
    for _ in range(2):
        write_to("lezer@voorbeeld.example", MailKind.REPORT, once="1 x", **facts)
    assert send_all() == 1
    assert outbox.outbox[0].to == ["lezer@voorbeeld.example"]
    assert Mail.objects.get().to == ""
    forget_old(on=make.TODAY + timedelta(days=500))
    assert not Mail.objects.exists()


def test_without_a_mail_server_nothing_is_written_and_nothing_waits(planner, settings, signed_in):
    settings.SENDS_MAIL = False
    write()
    assert send_all() == 0
    assert not Mail.objects.exists()
    assert "kan nog geen mail versturen" in signed_in(planner).get("/mail/").text
    assert "geen mailserver ingesteld" in signed_in(make.user(Role.ADMINISTRATOR)).get("/beheer/mail/").text


@pytest.mark.usefixtures("committed")
def test_two_workers_do_not_take_the_same_mail(planner):
    write()
    with transaction.atomic():
        mail = Mail.objects.select_for_update().get()
        other = connection.copy()
        try:
            with other.cursor() as cursor:
                cursor.execute("SELECT id FROM portal_mail WHERE sent_at IS NULL FOR UPDATE SKIP LOCKED")
                assert cursor.fetchall() == []
        finally:
            other.close()
        assert mail.taken_at is None
    assert send_all() == 1


class TestPages:
    def test_each_chooses_what_fits_their_role_and_it_is_kept(self, planner, signed_in):
        browser = signed_in(planner)
        page = browser.get("/mail/").text
        assert "planner@voorbeeld.example" in page
        assert "Een termijn loopt bijna af." not in page
        done = browser.post("/mail/", {"kinds": ["VOORSTEL_TE_LAAT", "VOORSTEL_INGETROKKEN"]}, follow=True)
        assert "voortaan 2 soorten" in done.text
        planner.refresh_from_db()
        assert set(planner.mail_kinds) == {"VOORSTEL_TE_LAAT", "VOORSTEL_INGETROKKEN"}
        assert "geen mail meer" in browser.post("/mail/", {}, follow=True).text
        wrong = browser.post("/mail/", {"kinds": ["TERMIJN"]})
        assert (wrong.status_code, "Kies uit de lijst." in wrong.text) == (422, True)

    def test_the_administrator_fills_in_where_mail_goes(self, planner, signed_in):
        browser = signed_in(make.user(Role.ADMINISTRATOR))
        url = f"/beheer/gebruikers/{planner.pk}/mail/"
        wrong = browser.post(url, {"mail": "geen adres"})
        assert (wrong.status_code, "geen adres" in wrong.text) == (422, True)
        assert "Dit is geen e-mailadres." in wrong.text
        assert (
            "anders@voorbeeld.example" in browser.post(url, {"mail": "anders@voorbeeld.example"}, follow=True).text
        )
        assert browser.get("/beheer/gebruikers/999999/mail/").status_code == 404
        assert signed_in(planner).get(url).status_code == 403

    def test_what_does_not_leave_is_seen_and_tried_again(self, planner, refuse, signed_in):
        write()
        refuse(SMTPServerDisconnected())
        send_all()
        browser = signed_in(make.user(Role.ADMINISTRATOR))
        page = browser.get("/beheer/mail/").text
        for fact in ("De mailserver is niet te bereiken.", "9QDKF3XZ", "1 keer", planner.name):
            assert fact in page
        assert planner.mail not in page
        assert "opnieuw geprobeerd" in browser.post("/beheer/mail/opnieuw/", follow=True).text
        refuse(None)
        assert send_all() == 1
        assert "Alles is aangenomen" in browser.get("/beheer/mail/").text
        assert "Er wacht geen mail." in browser.post("/beheer/mail/opnieuw/", follow=True).text

    def test_as_many_queries_for_ten_failures_as_for_one(
        self, planner, refuse, signed_in, django_assert_max_num_queries
    ):
        browser = signed_in(make.user(Role.ADMINISTRATOR))
        refuse(SMTPRecipientsRefused({}))
        for number in range(10):
            write(f"NUMMER{number}")
        send_all()
        with django_assert_max_num_queries(14):
            assert browser.get("/beheer/mail/").text.count("De mailserver weigert dit adres.") == 10


@pytest.mark.parametrize(
    ("url", "port", "tls", "ssl"),
    [
        ("smtp://jan:ge%40heim@mail.example", 587, True, False),
        ("smtps://jan:ge%40heim@mail.example", 465, False, True),
        ("smtp-open://jan:ge%40heim@mail.example:2525", 2525, False, False),
    ],
)
def test_the_mail_server_is_read_from_one_address(url, port, tls, ssl, tmp_path):
    options = mailers_from({"EMAIL_URL": url}, folder=tmp_path, is_production=True)["default"]["OPTIONS"]
    assert (options["host"], options["username"], options["password"]) == ("mail.example", "jan", "ge@heim")
    assert (options["port"], options["use_tls"], options["use_ssl"]) == (port, tls, ssl)


def test_without_an_address_mail_becomes_files_and_in_production_nothing(tmp_path):
    assert mailers_from({}, folder=tmp_path, is_production=True) == {"default": {}}
    assert (
        "filebased" in mailers_from({"EMAIL_URL": ""}, folder=tmp_path, is_production=False)["default"]["BACKEND"]
    )
    assert (
        "console"
        in mailers_from({"EMAIL_URL": "console:"}, folder=tmp_path, is_production=True)["default"]["BACKEND"]
    )
    with pytest.raises(ValueError, match="EMAIL_URL begint met"):
        mailers_from({"EMAIL_URL": "http://x"}, folder=tmp_path, is_production=True)
