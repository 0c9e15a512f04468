"""The content hash inside a PDF: how it is written among the keywords, and how it is read back."""

import re
import zlib
from collections.abc import Iterator

PREFIX = "inhoud-sha256:"
_PRINTED = re.compile(rb"<pdf:Keywords>[^<]*inhoud-sha256:([0-9a-f]{64})[^0-9a-f]")
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
MOST_BYTES = 4_000_000  # of one unpacked stream; more is no metadata of ours


def keyword(content_hash: str) -> str:
    """The hash as a keyword of the document."""
    return PREFIX + content_hash


def read_hash(pdf: bytes) -> str:
    """The content hash in the metadata of a printed document.

    Looks in the metadata as we write it, unpacked; in a file that another program has saved again it looks
    into the packed streams too. Raises ValueError where there is no hash, or more than one.
    """
    found = {match.decode() for match in _PRINTED.findall(pdf)}
    if not found:
        found = {match.decode() for text in _unpacked(pdf) for match in _PRINTED.findall(text)}
    if len(found) != 1:
        raise ValueError("In dit bestand staat geen kenmerk, of meer dan één. Thuisroute heeft het niet gemaakt.")
    return found.pop()


def _unpacked(pdf: bytes) -> Iterator[bytes]:
    for match in _STREAM.finditer(pdf):
        try:
            yield zlib.decompressobj().decompress(match[1], MOST_BYTES)
        except zlib.error:
            continue
