"""Reports are frozen once, printed once, and prove what they say."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from portal.models import Role
from reporting import printing, publishing
from reporting.approving import approve
from reporting.models import CouncilReport
from reporting.quarter import Quarter
from tests import make

pytestmark = pytest.mark.django_db
D = date
Q2 = Quarter(2026, 2)
AT = datetime(2026, 10, 5, 9, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
PRINTED: dict[str, bytes] = {}
"""Files by all that they were made from: the same gives the same file, as one test below proves."""


@pytest.fixture(autouse=True)
def prints_once(monkeypatch):
    """What another test printed, letter for letter, is not printed again: it takes seconds."""
    anew = printing.print_pdf

    def once(text: str, **facts: object) -> bytes:
        made_from = f"{text}{facts}"
        if made_from not in PRINTED:
            PRINTED[made_from] = anew(text, **facts)
        return PRINTED[made_from]

    monkeypatch.setattr(printing, "print_pdf", once)


@pytest.fixture
def region():
    """A region where one client gets care since 2024."""
    region = make.region("FLEVOLAND")
    make.care(make.client(region), make.care_form(region), make.provider(region), D(2024, 1, 1))
    return region


@pytest.fixture
def stored(region):
    return publishing.draw_up(region, Q2, as_of=D(2026, 8, 1), at=AT)


def test_a_report_is_drawn_up_once_a_day(region, stored):
    again = publishing.draw_up(region, Q2, as_of=D(2026, 8, 1), at=AT)
    assert again == stored
    assert CouncilReport.objects.count() == 1


def test_what_was_frozen_stays_when_the_data_change(region, stored):
    before = publishing.report_from(stored)
    make.care(make.client(region), make.care_form(region), make.provider(region), D(2024, 1, 1))
    assert publishing.report_from(CouncilReport.objects.get()) == before
    assert publishing.recomputed_hash(stored) == stored.content_hash


def test_the_worker_prints_what_waits_and_then_rests(stored):
    assert publishing.print_next(at=AT)
    assert not publishing.print_next(at=AT)
    stored.refresh_from_db()
    assert bytes(stored.pdf).startswith(b"%PDF")


def test_printing_that_fails_is_tried_three_times_and_loses_nothing(stored, monkeypatch):
    def fail(*_args: object) -> bytes:
        raise RuntimeError("geen inkt")

    monkeypatch.setattr(publishing, "render", fail)
    assert [publishing.print_next(at=AT) for _ in range(4)] == [True, True, True, False]
    stored.refresh_from_db()
    assert stored.print_attempts == 3
    assert stored.printed_at is None


def test_who_approves_while_it_is_printed_does_not_wait_and_has_it_printed_anew(committed, region, monkeypatch):
    stored = publishing.draw_up(region, Q2, as_of=D(2026, 8, 1), at=AT)
    policy = make.user(Role.POLICY, region)

    def approved_elsewhere() -> None:
        try:
            approve(stored, at=AT, by=policy)
        finally:
            connection.close()

    def while_printing(*_args: object) -> bytes:
        with ThreadPoolExecutor(1) as other:
            other.submit(approved_elsewhere).result(timeout=20)
        return b"%PDF van het concept"

    monkeypatch.setattr(publishing, "render", while_printing)
    assert publishing.print_next(at=AT)
    stored.refresh_from_db()
    assert (stored.printed_at, stored.pdf) == (None, None)
    monkeypatch.setattr(publishing, "render", lambda *_args: b"%PDF goedgekeurd")
    assert publishing.print_next(at=AT)
    stored.refresh_from_db()
    assert bytes(stored.pdf) == b"%PDF goedgekeurd"


def written(tmp_path, *options: str):
    file = tmp_path / "rapport.pdf"
    call_command("council_report", "FLEVOLAND", "2026Q2", "--output", str(file), *options, stdout=StringIO())
    return file


def test_a_report_proves_itself(region, today, tmp_path):
    call_command("verify_report", str(written(tmp_path)), stdout=StringIO())


def test_the_same_report_is_the_same_file(region, today, tmp_path):
    first = written(tmp_path).read_bytes()
    PRINTED.clear()
    CouncilReport.objects.update(pdf=None, printed_at=None)
    assert written(tmp_path).read_bytes() == first


def test_an_approved_report_is_signed_where_there_is_a_key_and_proves_itself(stored, signing_key, tmp_path):
    """A draft is not; the signature stands behind the very file that is printed without a key."""
    policy = make.user(Role.POLICY, stored.region)
    publishing.print_pdf(stored, at=AT)
    assert b"/Sig" not in bytes(stored.pdf)
    approved = approve(stored, at=AT, by=policy)
    publishing.print_pdf(approved, at=AT)
    file = tmp_path / "rapport.pdf"
    file.write_bytes(approved.pdf)
    out = StringIO()
    call_command("verify_report", str(file), stdout=out)
    assert signing_key in out.getvalue()
    CouncilReport.objects.update(pdf=None)
    call_command("verify_report", str(file), stdout=StringIO())
    file.write_bytes(bytes(approved.pdf) + b"%")
    with pytest.raises(CommandError, match="bestand zelf is veranderd"):
        call_command("verify_report", str(file))


def test_a_changed_file_is_found_out(region, today, tmp_path):
    file = written(tmp_path)
    pdf = file.read_bytes()
    file.write_bytes(pdf[:-40] + b" " + pdf[-40:])
    with pytest.raises(CommandError, match="bestand zelf is veranderd"):
        call_command("verify_report", str(file))


def test_a_changed_number_is_found_out(region, today, tmp_path):
    file = written(tmp_path)
    stored = CouncilReport.objects.get()
    stored.content["cijfers"][0] |= {"waarde": 49, "n": 49, "onderdrukt": False}
    stored.save()
    with pytest.raises(CommandError, match="cijfers zijn veranderd"):
        call_command("verify_report", str(file))


def test_another_file_is_not_ours(tmp_path):
    file = tmp_path / "iets.pdf"
    file.write_bytes(b"%PDF-1.7 iets anders")
    with pytest.raises(CommandError):
        call_command("verify_report", str(file))


@pytest.mark.parametrize(("region_code", "quarter"), [("BESTAAT_NIET", "2026Q2"), ("FLEVOLAND", "2026Q5")])
def test_an_unknown_region_or_quarter_gets_a_sentence(region, today, tmp_path, region_code, quarter):
    with pytest.raises(CommandError) as problem:
        call_command("council_report", region_code, quarter, "--output", str(tmp_path / "x.pdf"))
    assert problem.value.returncode == 2


def test_a_policy_officer_reads_draws_up_and_downloads(region, signed_in):
    browser = signed_in(make.user(Role.POLICY, region))
    home = "/rapporten/flevoland/2026Q3/"
    assert "Voorbeeld" in browser.get(home).content.decode()
    assert browser.get(home + "rapport.pdf").status_code == 404
    browser.post(home + "opstellen/")
    browser.post(home + "opstellen/")
    assert CouncilReport.objects.count() == 1
    assert "wordt gemaakt" in browser.get(home).content.decode()
    publishing.print_next(at=AT)
    pdf = browser.get(home + "rapport.pdf")
    assert pdf.headers["Content-Type"] == "application/pdf"
    assert "voorlopig" in browser.get(home).content.decode().lower()
    assert browser.get(home + "cijfers.csv").content.decode().startswith("code,")
    assert b"".join(browser.get(home + "cijfers.xlsx").streaming_content)[:2] == b"PK"


@pytest.mark.parametrize("address", ["ijsselvecht/2026Q2/", "flevoland/2026Q9/", "flevoland/2027Q1/"])
def test_another_region_or_a_quarter_to_come_is_not_there(region, signed_in, address):
    assert signed_in(make.user(Role.POLICY, region)).get(f"/rapporten/{address}").status_code == 404
