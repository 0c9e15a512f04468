"""Documents on paper: what every printed page of HTML keeps to, whatever it is about."""

import io
from datetime import date

import pypdf
import pytest

from portal.pdf import print_pdf, printable
from portal.pdf.fetcher import OwnFiles
from tests import verapdf
from tests.paper import problems

DAY = date(2026, 10, 5)


def document(body):
    head = '<title>Brief</title><meta name="dcterms.created" content="2026-10-05">'
    return f'<!DOCTYPE html><html lang="nl"><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'


def printed(body, **facts):
    return print_pdf(document(body), style="print.css", drawn_up_on=DAY, **facts)


def test_a_page_is_pdf_ua_1_and_pdf_a_3a():
    assert problems(printed("<h1>Brief</h1><p>Goedendag.</p>")) == []


def test_the_validator_finds_what_is_wrong(monkeypatch):
    """A document without the mark of PDF/UA-1, in which headings are skipped."""
    monkeypatch.setattr("portal.pdf.tags.UA_MARK", b"")
    found = verapdf.failures(printed("<h1>Brief</h1><h4>Te diep</h4>"))
    assert any("7.4.2-1" in problem for problem in found)
    assert any(problem.startswith("5-1") for problem in found)


def test_the_same_page_gives_the_same_bytes():
    assert printed("<h1>Brief</h1>") == printed("<h1>Brief</h1>")
    assert printed("<h1>Brief</h1>") != printed("<h1>Briefje</h1>")


def test_the_only_date_in_the_file_is_the_one_given():
    reader = pypdf.PdfReader(io.BytesIO(printed("<h1>Brief</h1>", attachments={"a.csv": b"a"}, about="cijfers")))
    assert reader.metadata["/CreationDate"].startswith("D:20261005")
    assert reader.attachments["a.csv"] == [b"a"]


def test_a_sign_our_font_cannot_draw_becomes_a_question_mark():
    assert printable("e\u0301é家\n") == "éé?\n"


@pytest.mark.parametrize(
    "address",
    ["http://example.org/x.ttf", "https://example.org/", "file:///etc/passwd", "font:../../etc/passwd", "font:"],
)
def test_the_fetcher_refuses_every_address_but_our_fonts(address):
    with pytest.raises(ValueError, match="eigen lettertypen"):
        OwnFiles()(address)


def test_the_fetcher_gives_our_font():
    assert OwnFiles()("font:SourceSansPro-Regular.ttf").read(4) == b"\x00\x01\x00\x00"
