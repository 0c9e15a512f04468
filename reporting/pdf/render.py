"""Prints a report: one template, one style sheet, three fonts, and nothing else from outside."""

import logging
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path

from django.template.loader import render_to_string
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from weasyprint import CSS, HTML, Attachment
from weasyprint.text.fonts import FontConfiguration

from reporting.figures.cells import as_csv
from reporting.pdf.fetcher import FONTS, OwnFiles
from reporting.pdf.seal import keyword
from reporting.pdf.tags import finish
from reporting.report import Report

STYLE = Path(__file__).resolve().parents[2] / "static" / "css" / "report.css"
logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)  # it tells of every page otherwise

VARIANT = "pdf/a-3a"  # the finisher adds what makes it PDF/UA-1 too


def render(report: Report, *, attachments: Mapping[str, bytes] | None = None) -> bytes:
    """The report as PDF/A-3a and PDF/UA-1, its cells attached as `cijfers.csv`.

    `attachments` are further files by name. The same report and files give the same bytes: every date in the
    file is the report's own.
    """
    context = {
        "report": report,
        "keywords": keyword(report.content_hash),
        "created": report.drawn_up_on.isoformat(),
    }
    text = printable(render_to_string("reporting/print/report.html", context))
    fetcher, fonts = OwnFiles(), FontConfiguration()
    style = CSS(filename=STYLE, url_fetcher=fetcher, font_config=fonts)
    files = {"cijfers.csv": as_csv(report.cells).encode(), **(attachments or {})}
    return HTML(string=text, url_fetcher=fetcher).write_pdf(
        stylesheets=[style],
        font_config=fonts,
        pdf_variant=VARIANT,
        attachments=[_attachment(name, files[name], report) for name in sorted(files)],
        finisher=finish,
    )


def printable(text: str) -> str:
    """The text with a question mark for every character our font cannot draw.

    Without it the machine's own fonts would step in, and the bytes would differ from machine to machine.
    """
    composed = unicodedata.normalize("NFC", text)
    return "".join(sign if sign in "\n\r\t" or ord(sign) in _drawable() else "?" for sign in composed)


@cache
def _drawable() -> frozenset[int]:
    """The characters that all weights in use can draw."""
    faces = (TTFont(FONTS / f"SourceSansPro-{weight}.ttf") for weight in ("Regular", "Semibold", "Bold"))
    return frozenset.intersection(*(frozenset(face.getBestCmap()) for face in faces))


def _attachment(name: str, content: bytes, report: Report) -> Attachment:
    drawn_up = datetime.combine(report.drawn_up_on, time(), tzinfo=UTC)
    return Attachment(
        string=content,
        name=name,
        description=f"{report.title}: de cijfers",
        created=drawn_up,
        modified=drawn_up,
        relationship="Data",
    )
