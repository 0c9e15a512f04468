"""Files as the answer to a request: to download, or to look at in the browser."""

from django.http import HttpResponse

FORMULA_SIGNS = tuple("=+-@\t\r")
DANGEROUS = (*FORMULA_SIGNS, *"＝＋－＠")
"""What a spreadsheet may take for the beginning of a formula; all of it goes out behind a space."""


def file(content: bytes, kind: str, name: str, *, inline: bool = False) -> HttpResponse:
    """An answer that is a file; `name` holds nothing about a person."""
    disposition = "inline" if inline else "attachment"
    headers = {"Content-Disposition": f'{disposition}; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)


def harmless(text: str) -> str:
    """The text of a cell as no spreadsheet takes it for a formula."""
    return f" {text}" if text.startswith(DANGEROUS) else text


def text_file(text: str, name: str) -> HttpResponse:
    """A CSV file."""
    return file(text.encode(), "text/csv; charset=utf-8", name)
