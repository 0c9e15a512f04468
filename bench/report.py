"""The council's report beside the same pages from bare WeasyPrint: no charts, no tags, nothing attached."""

import io
import re
from dataclasses import replace
from itertools import count

from django.template.loader import render_to_string
from pypdf import PdfReader
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from bench.measuring import Measure, ratio
from portal.pdf import keyword, printable
from portal.pdf.fetcher import OwnFiles
from portal.pdf.render import STYLES
from reporting.printing import render
from reporting.report import Report, compose
from tests.reporting.sample_edition import edition

PAGES, ROUNDS, GOAL = 12, 8, 1.3


def _bare(report: Report) -> bytes:
    """The same words and tables in the same style, and that is all."""
    text = render_to_string("reporting/print/report.html", {"report": report, "keywords": keyword("0" * 64)})
    fetcher, fonts = OwnFiles(), FontConfiguration()
    names = ("print.css", "report.css")
    styles = [CSS(filename=STYLES / name, url_fetcher=fetcher, font_config=fonts) for name in names]
    page = HTML(string=printable(re.sub(r"<svg.*?</svg>", "", text, flags=re.DOTALL)), url_fetcher=fetcher)
    return page.write_pdf(stylesheets=styles, font_config=fonts)


def _pages(pdf: bytes) -> int:
    return len(PdfReader(io.BytesIO(pdf)).pages)


def measures() -> list[Measure]:
    """The first chapters of an invented report, as many as fill twelve pages."""
    whole = compose(edition())
    shorter = (replace(whole, chapters=whole.chapters[:number]) for number in count(1))
    report = next(one for one in shorter if _pages(render(one)) >= PAGES or one.chapters == whole.chapters)
    pages = _pages(render(report))
    value = ratio(lambda: render(report), lambda: _bare(report), rounds=ROUNDS)
    return [Measure(f"report of {pages} pages beside bare WeasyPrint", round(value, 3), GOAL)]
