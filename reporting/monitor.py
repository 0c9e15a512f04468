"""The monitor: a quarter at a glance, of the region or one municipality, from the same figures as the report."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.safestring import SafeString

from portal.models import Region
from reporting import dutch
from reporting.charts import Chart, Number, spark
from reporting.counting import IN_FULL
from reporting.editions import edition_of, quarters_until
from reporting.figures.definitions import unit_of
from reporting.keeping import kept_counts
from reporting.quarter import Quarter
from reporting.report import Edition
from reporting.report.access import access
from reporting.report.capacity import capacity
from reporting.report.compose import Sections, chapters_of, voice_of
from reporting.report.costs import costs, stays
from reporting.report.document import Chapter, Figure, Headline
from reporting.report.experience import experience
from reporting.report.flows import flows
from reporting.report.homes import homes
from reporting.report.ledger import is_shown
from reporting.report.plan import headline as plan_headline
from reporting.report.plan import plan, progress
from reporting.report.reach import reach
from reporting.report.tables import shown
from reporting.report.towns import tile_map
from reporting.report.waiting import waiting
from reporting.report.wording import Voice
from reporting.report.youth import youth
from reporting.thresholds import Smallest, smallest_of
from reporting.units import Unit

CHAPTERS: Sections = (
    ("stromen", "Stromen", (("", reach), ("Doorstroom", flows))),
    ("wachten", "Wachten", (("", waiting),)),
    ("plekken", "Plekken", (("", capacity),)),
    ("plan", "Plan", (("", plan),)),
    ("gemeenten", "Per gemeente", (("", tile_map),)),
    ("toegang", "Toegang", (("", access),)),
    ("jeugd", "Jeugd en herkomst", (("", youth),)),
    ("wonen", "Wonen en verhuizen", (("", homes),)),
    ("kosten", "Kosten en verblijf", (("", costs), ("Hoe lang mensen blijven", stays))),
    ("ervaring", "Wat cliënten zeggen", (("", experience),)),
)
HEADLINES: tuple[tuple[str, dict[str, str], str, str], ...] = (
    ("C2", {}, "Wacht op een plek", "mensen"),
    ("C4", {"maat": "MEDIAAN"}, "Middelste wachttijd", "dagen"),
    ("B4", {}, "Toegang op tijd", "binnen 8 weken"),
    ("D2", {}, "Bezetting", "van de plekken"),
    ("E6", {}, "Eigen huur of koop", "van de mensen"),
)


@dataclass(frozen=True, slots=True)
class Card:
    """One of the six numbers: its name, the number, the way it went, and what it means."""

    name: str
    headline: Headline
    trend: SafeString


@dataclass(frozen=True, slots=True)
class Monitor:
    """What the page shows; `title` is the conclusion."""

    title: str
    edition: Edition
    smallest: Smallest
    counted_at: datetime | None
    cards: tuple[Card, ...]
    chapters: tuple[Chapter, ...]

    @property
    def charts(self) -> dict[str, Chart]:
        """Every chart on the page by its id."""
        figures = (part for chapter in self.chapters for part in chapter.parts if isinstance(part, Figure))
        return {figure.chart.uid: figure.chart for figure in figures}


def monitor_of(region: Region, quarter: Quarter, *, on: date, town: str = "") -> Monitor:
    """The monitor of a quarter with the data of day `on`, small numbers hidden as for who works inside."""
    smallest = smallest_of(region, on=on)
    inside = smallest.inside
    kept = kept_counts(region, quarters_until(quarter), as_of=on, smallest=inside, scope=town)
    edition = edition_of(
        region, quarter, as_of=on, drawn_up_on=on, smallest=inside, town=town, rows=IN_FULL, kept=kept
    )
    voice = voice_of(edition)
    counted_at = kept[quarter].counted_at if quarter in kept else None
    cards, chapters = tuple(_cards(voice)), chapters_of(voice, CHAPTERS)
    return Monitor(_conclusion(voice), edition, smallest, counted_at, cards, chapters)


def _conclusion(voice: Voice) -> str:
    """What changed, in one sentence: the waiting, and the plan."""
    waiting_now, before = voice.now.find("C2"), voice.earlier("C2")
    parts = []
    if is_shown(waiting_now) and is_shown(before):
        difference = (shown(waiting_now) or 0) - (shown(before) or 0)
        words = "Meer" if difference > 0 else "Minder" if difference < 0 else "Evenveel"
        parts.append(f"{words} mensen wachten")
    done, planned = progress(voice.edition.plan)
    if planned:
        parts.append("het plan loopt achter" if done < planned else "het plan ligt op koers")
    sentence = ", ".join(parts) if len(parts) < 2 or _agree(parts) else " en ".join(parts)
    return dutch.capitalised(sentence) or f"{voice.edition.region_name}, {voice.quarter.name}"


def _agree(parts: list[str]) -> bool:
    """Whether a comma reads better than "en": good news beside bad."""
    return parts[0].startswith("Minder") == ("achter" in parts[1])


def _cards(voice: Voice) -> Iterable[Card]:
    for code, which, name, unit in HEADLINES:
        yield Card(name, voice.headline(code, unit, **which), _trend(voice, code, which))
    for found in plan_headline(voice):
        yield Card(found.about.name, found, SafeString(""))


def _trend(voice: Voice, code: str, which: dict[str, str]) -> SafeString:
    quarters = list(voice.ledgers.items())[1:]
    numbers: list[Number] = [shown(ledger.find(code, **which)) for _, ledger in quarters]
    unit: Unit = unit_of(code, which)
    return spark(numbers, unit, first=quarters[0][0].short_name, last=quarters[-1][0].short_name)
