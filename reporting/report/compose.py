"""From an edition's cells to the report: the chapters in their order."""

from collections.abc import Callable
from dataclasses import replace

from reporting.report.access import access
from reporting.report.appendix import appendix
from reporting.report.capacity import capacity
from reporting.report.costs import costs, stays
from reporting.report.document import Chapter, Explanation, Figure, Heading, Part, Report, Table, Words
from reporting.report.edition import Earlier, Edition, content_hash
from reporting.report.experience import experience
from reporting.report.flows import flows
from reporting.report.guide import guide
from reporting.report.homes import homes
from reporting.report.ledger import Ledger
from reporting.report.plan import plan
from reporting.report.reach import reach
from reporting.report.restated import restated
from reporting.report.summary import summary
from reporting.report.towns import towns
from reporting.report.waiting import waiting
from reporting.report.wording import Voice
from reporting.report.youth import youth

type Writer = Callable[[Voice], tuple[Part, ...]]

type Sections = tuple[tuple[str, str, tuple[tuple[str, Writer], ...]], ...]

SECTIONS: Sections = (
    ("samenvatting", "Samenvatting", (("", summary),)),
    ("leeswijzer", "Leeswijzer en definities", (("", guide),)),
    ("hervormingen", "Gerealiseerde hervormingen", (("", plan), ("Plekken en bezetting", capacity))),
    ("inwoner", "Resultaat voor de inwoner", (("", experience), ("Wonen en verhuizen", homes))),
    (
        "bereik",
        "Wie hebben we bereikt",
        (
            ("", reach),
            ("Doorstroom", flows),
            ("Toegang", access),
            ("Wachten", waiting),
            ("Jeugd en herkomst", youth),
        ),
    ),
    ("kosten", "Kosten en verblijf", (("", costs), ("Hoe lang mensen blijven", stays))),
    ("borging", "Borging", ()),
    ("gemeenten", "Per gemeente", (("", towns),)),
)
"""The chapters in the order of Zwolle's own headings, each with the sections it is made of."""


def compose(edition: Edition) -> Report:
    """The report of one edition. Pure: the same edition gives the same report, to the last letter."""
    voice = voice_of(edition)
    seal = content_hash(edition)
    chapters = [*chapters_of(voice, SECTIONS)]
    closing = (*restated(voice), *appendix(voice, content_hash=seal))
    chapters.append(Chapter(len(chapters) + 1, "bijlage", "Bijlage: alle cijfers", closing))
    return Report(
        region_code=edition.region_code,
        region_name=edition.region_name,
        quarter=edition.quarter,
        as_of=edition.as_of,
        drawn_up_on=edition.drawn_up_on,
        definitions_version=edition.definitions_version,
        content_hash=seal,
        chapters=tuple(chapters),
        approved=edition.approved,
        cells=edition.cells,
        smallest=edition.smallest,
        replaces=edition.replaces,
    )


def voice_of(edition: Edition) -> Voice:
    """Who speaks of this edition."""
    told = (*edition.earlier, Earlier(edition.quarter, edition.cells))
    return Voice(edition, {one.quarter: Ledger(one.cells) for one in told})


def chapters_of(voice: Voice, chapters: Sections) -> tuple[Chapter, ...]:
    """The chapters that have something to tell, numbered."""
    said = voice.edition.words
    written = (
        (anchor, title, (*_said(said.get(anchor, "")), *_together(voice, sections)))
        for anchor, title, sections in chapters
    )
    told = ((anchor, title, parts) for anchor, title, parts in written if parts)
    return tuple(
        Chapter(at, anchor, title, _explained_once(parts))
        for at, (anchor, title, parts) in enumerate(told, start=1)
    )


def _said(text: str) -> tuple[Part, ...]:
    """What the policy officer wrote, an empty line between paragraphs."""
    paragraphs = tuple(part.strip() for part in text.replace("\r\n", "\n").split("\n\n") if part.strip())
    return (Words(paragraphs),) if paragraphs else ()


def _together(voice: Voice, sections: tuple[tuple[str, Writer], ...]) -> tuple[Part, ...]:
    """The parts of all sections; the headings within a section with a heading of its own are one step lower."""
    found: list[Part] = []
    for heading, write in sections:
        parts = write(voice)
        if heading and parts:
            found.append(Heading(heading))
            parts = tuple(replace(part, is_lower=True) if isinstance(part, Heading) else part for part in parts)
        found += parts
    return tuple(found)


def _explained_once(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """A definition is told in full where a chapter first uses it; after that its name and days are enough."""
    told: set[str] = set()
    done: list[Part] = []
    for part in parts:
        if isinstance(part, Table):
            done.append(_shortened(part, told))
        elif isinstance(part, Figure):
            done.append(replace(part, table=_shortened(part.table, told)))
        else:
            done.append(part)
    return tuple(done)


def _shortened(table: Table, told: set[str]) -> Table:
    about: list[Explanation] = []
    for one in table.about:
        about.append(replace(one, sentence="") if one.code in told else one)
        told.add(one.code)
    return replace(table, about=tuple(about))
