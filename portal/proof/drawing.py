"""A QR code as a drawing in the page: no picture to fetch, no style, nothing from elsewhere."""

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString

EDGE = 4
"""Empty squares around it, as the standard asks."""
SQUARE = 5
"""Pixels of one square on the screen."""


def qr_code(words: str) -> SafeString:
    """The code as SVG, black on white whatever the page looks like."""
    rows = segno.make(words, error="m").matrix
    side = len(rows) + 2 * EDGE
    dark = "".join(
        f"M{x + EDGE} {y + EDGE}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark
    )
    return format_html(
        '<svg role="img" width="{size}" height="{size}" viewBox="0 0 {side} {side}">'
        "<title>QR-code voor uw app</title>"
        '<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path fill="#000" d="{dark}"/></svg>',
        size=side * SQUARE,
        side=side,
        dark=dark,
    )
