"""A report from draft to published: words, approval by name, and a publication that never changes."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from portal.models import Role
from reporting.approving import TextConflict, approve, publish, save_text
from reporting.models import CouncilReport
from reporting.publishing import draw_up, print_next, recomputed_hash, report_from
from reporting.quarter import Quarter
from tests import make
from trajectories.obstacles import Obstructed

QUARTER = Quarter(2026, 2)
AT = timezone.now()

pytestmark = pytest.mark.django_db


@pytest.fixture
def region(today):
    return make.region()


@pytest.fixture
def officer(region):
    return make.user(Role.POLICY, region)


@pytest.fixture
def report(region, today):
    return draw_up(region, QUARTER, as_of=today, at=AT)


def page(name, report):
    return reverse(name, args=[report.region.code.lower(), report.quarter])


def published(report, by):
    approve(report, at=AT, by=by)
    while print_next(at=AT):
        pass
    return publish(report, at=AT + timedelta(minutes=1), by=by)


def words_in(report):
    return [
        part.paragraphs
        for chapter in report_from(report).chapters
        for part in chapter.parts
        if part.kind == "words"
    ]


def test_words_are_fixed_at_approval_and_stand_in_their_chapter(report, officer):
    save_text(
        report, chapter="bereik", text="Het werd drukker.\n\nDat zagen we aankomen.", version=0, at=AT, by=officer
    )
    assert words_in(report) == [], "a draft is what was frozen"
    done = approve(report, at=AT, by=officer)
    assert words_in(done) == [("Het werd drukker.", "Dat zagen we aankomen.")]
    assert done.content_hash != report.content_hash
    assert recomputed_hash(done) == done.content_hash
    assert done.printed_at is None, "it is printed anew"
    with pytest.raises(Obstructed, match="staat vast"):
        save_text(report, chapter="bereik", text="Toch niet.", version=1, at=AT, by=officer)


def test_two_people_who_write_one_chapter_lose_nothing(report, officer, region):
    first = save_text(report, chapter="kosten", text="Van mij", version=0, at=AT, by=officer)
    second = save_text(
        report, chapter="kosten", text="Van jou", version=0, at=AT, by=make.user(Role.POLICY, region)
    )
    assert isinstance(second, TextConflict)
    assert second.theirs == first
    assert report.texts.get().text == "Van mij"


def test_the_same_words_twice_are_saved_once(report, officer):
    for _ in range(2):
        row = save_text(report, chapter="kosten", text="Gelijk", version=0, at=AT, by=officer)
    assert row.version == 1


def test_it_is_published_after_it_was_approved_and_printed(report, officer):
    with pytest.raises(Obstructed, match="nog niet goedgekeurd"):
        publish(report, at=AT, by=officer)
    approve(report, at=AT, by=officer)
    with pytest.raises(Obstructed, match="pdf wordt nog gemaakt"):
        publish(report, at=AT, by=officer)
    done = published(report, officer)
    assert done.published_by == officer
    assert publish(report, at=AT + timedelta(days=1), by=officer).published_at == done.published_at, (
        "twice is once"
    )


def test_a_published_report_never_changes(report, officer):
    done = published(report, officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        CouncilReport.objects.filter(pk=done.pk).update(content_hash="0" * 64)
    with pytest.raises(IntegrityError), transaction.atomic():
        CouncilReport.objects.filter(pk=done.pk).delete()


def test_a_correction_tells_what_the_published_report_said_otherwise(region, officer, today):
    form = make.care_form(region)
    for _ in range(12):
        make.waits(make.client(region), form, QUARTER.starts_on)
    first = draw_up(region, QUARTER, as_of=today, at=AT)
    published(first, officer)
    for _ in range(3):
        make.waits(make.client(region), form, QUARTER.starts_on)
    second = draw_up(region, QUARTER, as_of=today + timedelta(days=1), at=AT)
    changes = {
        (code, tuple(map(tuple, rows))): (was, becomes)
        for _, code, rows, was, becomes in second.content["gewijzigd"]
    }
    assert changes["C1", ()] == (12, 15)
    assert "Wat er veranderde sinds het vorige rapport" in str(report_from(second).chapters[-1].parts)
    assert not report_from(first).replaces
    assert "nieuwe versie" in report_from(second).replaces
    assert "In de bijlage staat wat er anders is" in report_from(second).replaces
    assert recomputed_hash(second) == second.content_hash


def test_only_the_newest_edition_of_a_quarter_can_be_approved(region, officer, today):
    older = draw_up(region, QUARTER, as_of=today, at=AT)
    draw_up(region, QUARTER, as_of=today + timedelta(days=1), at=AT)
    with pytest.raises(Obstructed, match="nieuwer rapport"):
        approve(older, at=AT, by=officer)


def test_everybody_reads_what_is_published_and_nothing_else(report, officer, client):
    names = ("published_report", "published_pdf", "published_csv")
    assert [client.get(page(name, report)).status_code for name in names] == [404, 404, 404]
    assert "nog geen rapport gepubliceerd" in client.get(reverse("published")).content.decode()
    published(report, officer)
    assert [client.get(page(name, report)).status_code for name in names] == [200, 200, 200]
    assert page("published_report", report).split("/")[-2] == "2026Q2"
    assert str(report.region) in client.get(reverse("published")).content.decode()
    assert client.get("/openbaar/geen/2026Q2/").status_code == 404
    assert client.get("/openbaar/geen/ooit/").status_code == 404


def test_from_draft_to_published_in_the_browser(report, officer, signed_in, client):
    browser = signed_in(officer)
    assert "concept" in browser.get(page("quarterly_report", report)).content.decode()
    answer = browser.post(
        page("report_texts", report), {"chapter": "inwoner", "version": 0, "text": "Het gaat goed."}, follow=True
    )
    assert "is bewaard" in answer.content.decode()
    answer = browser.post(page("approve_report", report), follow=True)
    assert f"door {officer}" in answer.content.decode()
    while print_next(at=AT):
        pass
    assert browser.post(page("publish_report", report), follow=True).status_code == 200
    assert "Het gaat goed." in client.get(page("published_report", report)).content.decode()


def test_words_that_are_too_long_or_too_late_stay_on_the_page(report, officer, signed_in):
    browser = signed_in(officer)
    long = browser.post(page("report_texts", report), {"chapter": "inwoner", "version": 0, "text": "x" * 10_001})
    assert long.status_code == 422
    assert "Deze tekst is te lang" in long.content.decode()
    save_text(report, chapter="inwoner", text="Eerder", version=0, at=AT, by=officer)
    late = browser.post(page("report_texts", report), {"chapter": "inwoner", "version": 0, "text": "Later"})
    assert late.status_code == 409
    assert "Eerder" in late.content.decode()
    assert "Later" in late.content.decode()
    for wrong in ({}, {"chapter": "bestaat-niet", "version": 0, "text": ""}):
        assert browser.post(page("report_texts", report), wrong).status_code == 404


def test_a_chapter_saves_itself_while_somebody_types(report, officer, signed_in):
    browser = signed_in(officer)
    answer = browser.post(
        page("report_texts", report),
        {"chapter": "inwoner", "version": 0, "text": "Half"},
        headers={"HX-Request": "true", "HX-Target": "hoofdstuk-inwoner"},
    )
    text = answer.content.decode()
    assert answer.status_code == 200
    assert text.strip().startswith('<section id="hoofdstuk-inwoner"')
    assert 'name="version" value="1"' in text
    assert "<html" not in text


@pytest.mark.parametrize("name", ["report_texts", "approve_report", "publish_report"])
def test_other_roles_and_other_regions_stay_out(name, report, signed_in):
    assert signed_in(make.user(Role.COORDINATOR, report.region)).get(page(name, report)).status_code == 403
    assert signed_in(make.user(Role.POLICY, make.region())).get(page(name, report)).status_code == 404
