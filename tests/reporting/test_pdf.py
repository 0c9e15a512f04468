"""The printed report: accessible, archivable, the same every time, and with the same content as the page."""

import hashlib
import io
import json
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

import pypdf
import pytest
from django.template.loader import render_to_string

from portal.pdf import read_hash
from reporting.figures.cells import Cell, as_csv, from_json
from reporting.printing import render
from reporting.quarter import Quarter
from reporting.report import Confirmed, compose, content_hash
from tests.paper import problems
from tests.reporting.sample_edition import cells, edition

EXAMPLES = Path(__file__).resolve().parents[3] / "shared" / "examples"


@pytest.fixture(scope="module")
def report():
    return compose(edition())


@pytest.fixture(scope="module")
def pdf(report):
    return render(report)


@pytest.fixture(scope="module")
def reader(pdf):
    return pypdf.PdfReader(io.BytesIO(pdf))


@pytest.fixture(scope="module")
def text(reader):
    return plain(" ".join(sheet.extract_text() for sheet in reader.pages))


def plain(words):
    return re.sub(r"\s+", " ", unescape(words))


def text_of(some):
    sheets = pypdf.PdfReader(io.BytesIO(render(compose(some)))).pages
    return plain(" ".join(sheet.extract_text() for sheet in sheets))


def test_the_figures_can_be_read_back(text):
    for sentence in (
        "Op 30 september 2026 zaten 412 mensen in een traject.",
        "Dat is 3 meer dan vorig kwartaal.",
        "In het derde kwartaal 2026 begonnen 31 trajecten.",
        "Van de 38 besluiten kwam 79,0% binnen 8 weken na de melding.",
        "96,2% van de bruikbare plekken bezet",
    ):
        assert sentence in text


def test_a_provisional_report_says_so_and_until_when(text):
    assert "Voorlopig. Vanaf 31 oktober 2026 zijn deze cijfers definitief" in text
    assert "op 30 september 2026 (voorlopig)" in text


def test_a_final_report_is_not_called_provisional():
    final = compose(edition(as_of=date(2026, 10, 31), drawn_up_on=date(2026, 11, 2)))
    assert final.status == "Definitief"
    assert "(voorlopig)" not in render_to_string("reporting/parts/report.html", {"report": final})


def test_the_same_report_gives_the_same_bytes_in_another_process(pdf):
    code = (
        "import sys, hashlib, django; django.setup(); from tests.reporting.sample_edition import edition; "
        "from reporting.report import compose; from reporting.printing import render; "
        "sys.stdout.write(hashlib.sha256(render(compose(edition()))).hexdigest())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == hashlib.sha256(pdf).hexdigest()


def test_the_hash_is_in_the_metadata_and_on_every_page_but_the_cover(pdf, report, reader):
    assert read_hash(pdf) == report.content_hash
    assert report.content_hash in reader.metadata["/Keywords"]
    assert all(report.content_hash in sheet.extract_text() for sheet in reader.pages[1:])


def test_the_hash_is_found_after_another_program_saved_the_file(pdf, report):
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf))
    writer.compress_identical_objects()
    writer.root_object["/Metadata"].get_object().flate_encode()
    out = io.BytesIO()
    writer.write(out)
    assert read_hash(out.getvalue()) == report.content_hash


@pytest.mark.parametrize("other", [b"", b"%PDF-1.7 nothing here", b"stream\nnot packed\nendstream"])
def test_a_file_without_a_hash_is_refused(other):
    with pytest.raises(ValueError, match="kenmerk"):
        read_hash(other)


def test_a_file_with_two_hashes_is_refused(pdf):
    with pytest.raises(ValueError, match="kenmerk"):
        read_hash(pdf + b"<pdf:Keywords>inhoud-sha256:" + b"0" * 64 + b"</pdf:Keywords>")


def test_the_cells_are_attached(reader, report):
    assert reader.attachments["cijfers.csv"] == [as_csv(report.cells, smallest=10).encode()]


def test_chapters_are_in_the_outline_and_language_and_title_are_set(reader, report):
    names = [entry.title for entry in reader.outline if not isinstance(entry, list)]
    assert names == [f"{chapter.number}. {chapter.title}" for chapter in report.chapters]
    assert reader.root_object["/Lang"] == "nl"
    assert reader.metadata.title == report.title


def test_every_date_in_the_file_is_the_reports_own(reader):
    assert reader.metadata["/CreationDate"].startswith("D:20261005")
    assert reader.metadata["/ModDate"].startswith("D:20261005")


def test_header_cells_have_a_scope_and_cells_their_headers(reader):
    objects = [reader.get_object(number) for number in range(1, reader.trailer["/Size"] - 1)]
    elements = [one for one in objects if isinstance(one, dict) and one.get("/Type") == "/StructElem"]
    heads = [element for element in elements if element["/S"] == "/TH"]
    cells = [element for element in elements if element["/S"] == "/TD"]
    assert len(heads) > 50
    assert len(cells) > 100
    assert all(head["/A"]["/Scope"] in ("/Column", "/Row") for head in heads)
    assert all(len(cell["/A"]["/Headers"]) == 2 for cell in cells)


def test_running_headers_and_footers_are_not_read_out(reader):
    for sheet in reader.pages[1:]:
        drawn = sheet.get_contents().get_data()
        running = re.findall(rb"/Artifact\s*<</Type /Pagination>>\s*BDC", drawn)
        assert len(running) >= 4  # two above, two below


def test_the_page_and_the_print_say_the_same(report, text):
    twin = render_to_string("reporting/parts/report.html", {"report": report})
    words = plain(re.sub(r"<[^>]+>", " ", re.sub(r"<svg.*?</svg>", "", twin, flags=re.DOTALL)))
    numbers = set(re.findall(r"\d[\d.,]*\d%?", words))
    assert len(numbers) > 80
    assert {number for number in numbers if number not in text} == set()


def test_the_page_has_no_style_and_no_ids_twice(report):
    twin = render_to_string("reporting/parts/report.html", {"report": report})
    ids = re.findall(r'\bid="([^"]+)"', twin)
    assert len(ids) == len(set(ids))
    assert "style=" not in twin


def test_a_withheld_number_is_nowhere_in_the_file():
    secret = Cell("A1", (("zorgvorm", "BT"),), 7531, 7531, suppressed=True)
    some = edition(cells=(Cell("A1", (), 412, 412), secret), earlier=())
    file = render(compose(some))
    assert "7531" not in text_of(some)
    assert b"7531" not in pypdf.PdfReader(io.BytesIO(file)).attachments["cijfers.csv"][0]
    assert "7.531" not in text_of(some)


def test_names_from_outside_are_escaped_and_drawn_with_our_own_font():
    some = edition(names={"BT": "<b>Thuis</b> & 家 \u202e"}, earlier=())
    assert "<b>Thuis</b> & ? ?" in text_of(some)


@pytest.mark.parametrize(
    "few",
    [
        (),
        (
            Cell("A1", (), None, None, suppressed=True),
            Cell("C4", (("maat", "MEDIAAN"),), None, 0),
            Cell("B4", (), None, 0),
        ),
        (Cell("D1", (("soort", "BEZET"), ("zorgvorm", "BT")), None, None, suppressed=True),),
    ],
    ids=["no cells", "nothing to show", "one hidden place"],
)
def test_a_report_with_next_to_nothing_can_be_printed(few):
    file = render(compose(edition(cells=few, earlier=())))
    assert problems(file) == []


def test_the_report_is_pdf_ua_1_and_pdf_a_3a(pdf):
    assert problems(pdf) == []


EXAMPLE = EXAMPLES / "expected-1-2026Q2-as-of-2026-07-15.json"


@pytest.mark.skipif(not EXAMPLE.exists(), reason="the examples are not here")
def test_a_report_with_every_figure_can_be_printed():
    found = json.loads(EXAMPLE.read_text())
    some = edition(
        quarter=Quarter.parse(found["kwartaal"]),
        as_of=date.fromisoformat(found["per"]),
        cells=tuple(map(from_json, found["cijfers"])),
        earlier=(),
    )
    report = compose(some)
    assert len(report.cells) == len(found["cijfers"])
    assert problems(render(report)) == []


def test_who_did_not_confirm_the_places_is_told_on_paper_as_on_the_page(text, report):
    said = "Op 5 oktober 2026 had 1 van de 6 aanbieders de plekken al 14 dagen of langer niet bevestigd."
    assert said in text
    assert said in plain(render_to_string("reporting/parts/report.html", {"report": report}))


class TestHash:
    def test_order_and_notation_do_not_count(self):
        some = edition()
        turned = tuple(replace(cell, dimensions=cell.dimensions[::-1]) for cell in reversed(some.cells))
        assert content_hash(replace(some, cells=turned)) == content_hash(some)
        whole = tuple(
            replace(cell, value=float(cell.value)) if cell.code == "A1" and cell.value else cell
            for cell in cells()
        )
        assert content_hash(replace(some, cells=whole)) == content_hash(some)

    @pytest.mark.parametrize(
        "change",
        [
            {"cells": (*cells(), Cell("B5", (), 3, 3))},
            {"earlier": ()},
            {"as_of": date(2026, 10, 6)},
            {"drawn_up_on": date(2026, 10, 6)},
            {"region_name": "Flevolandt"},
            {"names": {}},
            {"definitions_version": "2026-2"},
            {"confirmed": Confirmed(6, 2)},
        ],
    )
    def test_everything_the_report_states_counts(self, change):
        assert content_hash(edition(**change)) != content_hash(edition())
