"""Prints a page of HTML: its own style sheet, three fonts, and nothing else from outside."""

import logging
import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from itertools import count
from pathlib import Path

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from weasyprint import CSS, HTML, Attachment
from weasyprint.text.fonts import FontConfiguration

from portal.pdf.fetcher import FONTS, OwnFiles
from portal.pdf.tags import finish

STYLES = Path(__file__).resolve().parents[2] / "static" / "css"
logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)  # it tells of every page otherwise

_DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_TITLE = re.compile(r"<title\b[^>]*>([^<]*)</title>")
VARIANT = "pdf/a-3a"  # the finisher adds what makes it PDF/UA-1 too


def print_pdf(
    text: str, *, style: str, drawn_up_on: date, attachments: Mapping[str, bytes] | None = None, about: str = ""
) -> bytes:
    """The HTML in `text` as PDF/A-3a and PDF/UA-1, dressed by `static/css/<style>` after `print.css`.

    `attachments` are files by name, described by `about`. The same text and files give the same bytes: the
    only date in the file is `drawn_up_on`. Name it in the HTML as `dcterms.created` too.
    """
    page, drawings = _apart(printable(text))
    fetcher, fonts = OwnFiles(drawings), FontConfiguration()
    styles = [CSS(filename=STYLES / name, url_fetcher=fetcher, font_config=fonts) for name in ("print.css", style)]
    files = attachments or {}
    return HTML(string=page, url_fetcher=fetcher).write_pdf(
        stylesheets=styles,
        font_config=fonts,
        pdf_variant=VARIANT,
        attachments=[_attachment(name, files[name], drawn_up_on, about) for name in sorted(files)],
        finisher=finish,
    )


def printable(text: str) -> str:
    """The text with a question mark for every character our font cannot draw.

    Without it the machine's own fonts would step in, and the bytes would differ from machine to machine.
    """
    composed = unicodedata.normalize("NFC", text)
    return "".join(sign if sign in "\n\r\t" or ord(sign) in _drawable() else "?" for sign in composed)


def _apart(text: str) -> tuple[str, list[str]]:
    """The text with an image for every drawing, and those drawings.

    What stands within the text is read and dressed line by line as if it were text; a drawing of its own is not.
    """
    drawings = _DRAWING.findall(text)
    numbers = count()

    def image(drawing: re.Match[str]) -> str:
        title = _TITLE.search(drawing[0])
        return f'<img class="tekening" src="drawing:{next(numbers)}" alt="{title[1] if title else ""}">'

    return _DRAWING.sub(image, text), drawings


@cache
def _drawable() -> frozenset[int]:
    """The characters that all weights in use can draw."""
    faces = (TTFont(FONTS / f"SourceSansPro-{weight}.ttf") for weight in ("Regular", "Semibold", "Bold"))
    return frozenset.intersection(*(frozenset(face.getBestCmap()) for face in faces))


def _attachment(name: str, content: bytes, drawn_up_on: date, about: str) -> Attachment:
    drawn_up = datetime.combine(drawn_up_on, time(), tzinfo=UTC)
    return Attachment(
        string=content,
        name=name,
        description=about,
        created=drawn_up,
        modified=drawn_up,
        relationship="Data",
    )
