"""The only files a printed document may read: the fonts of our own package and its own drawings, by name."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import font_source_sans_pro
from weasyprint.urls import URLFetcher, URLFetcherResponse

FONTS = Path(font_source_sans_pro.font_directory)
NAMES = frozenset(f"SourceSansPro-{weight}.ttf" for weight in ("Regular", "Semibold", "Bold"))


class OwnFiles(URLFetcher):
    """Answers `font:<name>` and `drawing:<number>` and refuses all else: no network, no file, no data url."""

    def __init__(self, drawings: Sequence[str] = ()) -> None:
        super().__init__()
        self.drawings = {f"drawing:{number}": drawing for number, drawing in enumerate(drawings)}

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
        """The font or the drawing as a response; raises ValueError for anything that is not one of ours."""
        if url in self.drawings:
            return URLFetcherResponse(url, self.drawings[url].encode(), {"Content-Type": "image/svg+xml"})
        name = url.removeprefix("font:")
        if not url.startswith("font:") or name not in NAMES:
            raise ValueError(f"Een document leest alleen eigen lettertypen, niet {url}")
        return URLFetcherResponse(url, (FONTS / name).read_bytes(), {"Content-Type": "font/ttf"})
