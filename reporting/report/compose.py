"""From an edition's cells to the report: the chapters in their order."""

from collections.abc import Callable
from dataclasses import replace

from reporting.report.access import access
from reporting.report.appendix import appendix
from reporting.report.capacity import capacity
from reporting.report.document import Chapter, Explanation, Figure, Part, Report, Table
from reporting.report.edition import Edition, content_hash
from reporting.report.guide import guide
from reporting.report.ledger import Ledger
from reporting.report.reach import reach
from reporting.report.summary import summary
from reporting.report.waiting import waiting
from reporting.report.wording import Voice

CHAPTERS: tuple[tuple[str, str, Callable[[Voice], tuple[Part, ...]]], ...] = (
    ("samenvatting", "Samenvatting", summary),
    ("leeswijzer", "Leeswijzer en definities", guide),
    ("bereik", "Wie hebben we bereikt", reach),
    ("toegang", "Toegang", access),
    ("wachten", "Wachten", waiting),
    ("capaciteit", "Capaciteit", capacity),
)


def compose(edition: Edition) -> Report:
    """The report of one edition. Pure: the same edition gives the same report, to the last letter."""
    before = Ledger(edition.previous.cells) if edition.previous else None
    voice = Voice(edition, Ledger(edition.cells), before)
    seal = content_hash(edition)
    contents = [(anchor, title, write(voice)) for anchor, title, write in CHAPTERS]
    contents.append(("bijlage", "Bijlage: alle cijfers", appendix(voice, content_hash=seal)))
    return Report(
        region_code=edition.region_code,
        region_name=edition.region_name,
        quarter=edition.quarter,
        as_of=edition.as_of,
        drawn_up_on=edition.drawn_up_on,
        definitions_version=edition.definitions_version,
        content_hash=seal,
        chapters=tuple(
            Chapter(at, anchor, title, _explained_once(parts))
            for at, (anchor, title, parts) in enumerate(contents, start=1)
        ),
        cells=edition.cells,
    )


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
