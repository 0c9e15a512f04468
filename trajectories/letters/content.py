"""What stands in a letter: frozen values that a page and a printed letter read, and nothing else."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the letter: a paragraph, a heading, a list of lines, or facts as label and words."""

    kind: str
    """`p`, `h`, `ul` or `dl`."""
    text: str = ""
    lines: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """One letter, whole."""

    sender: tuple[str, ...]
    addressee: tuple[str, ...]
    dated: str
    """ISO."""
    reference: str
    subject: str
    blocks: tuple[Block, ...]
    signed: tuple[str, ...]

    @property
    def dated_on(self) -> date:
        """The day of the letter."""
        return date.fromisoformat(self.dated)


def as_json(content: Content) -> dict[str, Any]:
    """As it is stored."""
    return json.loads(json.dumps(asdict(content)))


def from_json(stored: dict[str, Any]) -> Content:
    """As it was stored."""
    blocks = tuple(
        Block(
            one["kind"], one["text"], tuple(one["lines"]), tuple((label, words) for label, words in one["facts"])
        )
        for one in stored["blocks"]
    )
    lines: dict[str, Any] = {name: tuple(stored[name]) for name in ("sender", "addressee", "signed")}
    return Content(blocks=blocks, **lines, **{name: stored[name] for name in ("dated", "reference", "subject")})


def content_hash(stored: dict[str, Any]) -> str:
    """SHA-256 over the content as stored, the same for the same words."""
    canonical = json.dumps(stored, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def blocks_of(text: str) -> Iterator[Block]:
    """Paragraphs from text as people type it: an empty line between them, `## ` a heading, `- ` a list."""
    for part in text.replace("\r\n", "\n").split("\n\n"):
        lines = [line.strip() for line in part.strip().split("\n") if line.strip()]
        if not lines:
            continue
        if lines[0].startswith("## "):
            yield Block("h", lines[0].removeprefix("## "))
            lines = lines[1:]
        if lines and all(line.startswith("- ") for line in lines):
            yield Block("ul", lines=tuple(line.removeprefix("- ") for line in lines))
        elif lines:
            yield Block("p", "\n".join(lines))
