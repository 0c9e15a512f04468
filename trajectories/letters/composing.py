"""From a region's words to a letter: every field filled in, every block as its paragraphs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from portal.models import User
from portal.templatetags.dutch import dag
from trajectories.letters.addressing import postal_address
from trajectories.letters.content import Block, Content, blocks_of
from trajectories.letters.fields import FIELD, fields_of
from trajectories.letters.texts import Text, remedy
from trajectories.models import Decision, GoalTheme, LetterKind, Notification
from trajectories.wording import words_of

type Value = str | tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Filling:
    """What the fields of a letter stand for: words within a sentence, or blocks of their own."""

    values: Mapping[str, Value]

    def within(self, text: str) -> str:
        """The text with its fields filled in; a block between words becomes its text."""
        return FIELD.sub(lambda match: _as_text(self.values.get(match[1], "")), text)

    def blocks(self, text: str) -> Iterator[Block]:
        """The blocks of a text, with its fields filled in; a field that is empty takes its heading along."""
        waiting: Block | None = None
        for block in self._filled(text):
            if block.kind == "h":
                waiting = block
                continue
            if waiting:
                yield waiting
                waiting = None
            yield block

    def _filled(self, text: str) -> Iterator[Block]:
        for block in blocks_of(text):
            alone = FIELD.fullmatch(block.text) if block.kind == "p" else None
            value = self.values.get(alone[1]) if alone else None
            if isinstance(value, tuple):
                yield from value
            else:
                words = self.within(block.text)
                if words or block.lines:
                    yield Block(block.kind, words, tuple(self.within(line) for line in block.lines))


def compose(
    kind: str, melding: Notification, text: Text, own: Mapping[str, Value], *, on: date, by: User
) -> Content:
    """The letter about a melding, in these words; `own` fills the fields of its kind."""
    town = str(melding.municipality)
    common: dict[str, Value] = {
        "client": str(melding.client),
        "gemeente": town,
        "gemeld_op": dag(melding.notified_on),
        "kenmerk": melding.slug,
        "behandelaar": by.name,
    }
    filling = Filling(common | {"bezwaar": tuple(Filling(common).blocks(remedy()))} | dict(own))
    return Content(
        sender=(f"Gemeente {town}", str(by.organisation)),
        addressee=(str(melding.client), *postal_address(melding).lines),
        dated=on.isoformat(),
        reference=melding.slug,
        subject=filling.within(text.subject),
        blocks=tuple(filling.blocks(text.body)),
        signed=(f"Namens het college van burgemeester en wethouders van de gemeente {town},", by.name),
    )


def sample(kind: str, text: Text, *, on: date) -> Content:
    """The letter with invented values, to see how a text reads."""
    values: dict[str, Value] = {
        field.name: (Block("p", field.sample),) if field.is_block else field.sample for field in fields_of(kind)
    }
    filling = Filling(values | {"bezwaar": tuple(Filling(values).blocks(remedy()))})
    return Content(
        sender=("Gemeente Voorbeeldstad", "Sociaal Wijkteam Voorbeeldstad"),
        addressee=("Robin Voorbeeld", "Voorbeeldstraat 12", "1234 AB  VOORBEELDSTAD"),
        dated=on.isoformat(),
        reference="7KQ4XZ2B",
        subject=filling.within(text.subject),
        blocks=tuple(filling.blocks(text.body)),
        signed=(
            "Namens het college van burgemeester en wethouders van de gemeente Voorbeeldstad,",
            "Kim de Vries",
        ),
    )


def decided(decision: Decision) -> dict[str, Value]:
    """The fields of a letter about a decision that was taken."""
    melding = decision.notification
    goals = tuple(f"{GoalTheme(goal.theme).label}: {goal.words}" for goal in decision.goals.all())
    facts = [row for row in words_of(decision, goals=()) if row[0] in LETTER_FACTS]
    return {
        "aangevraagd_op": dag(melding.applied_on),
        "besloten_op": dag(decision.decided_on),
        "besluit": (Block("dl", facts=tuple(facts)),),
        "doelen": (Block("p", "Met deze hulp werkt u aan:"), Block("ul", lines=goals)) if goals else (),
        "motivering": (*_instead_of(decision), *blocks_of(decision.motivation)),
        "overwogen": tuple(blocks_of(decision.alternatives)),
    }


LETTER_FACTS = ("Zorgvorm", "Geldig", "Hoe", "Eigen bijdrage")


def _instead_of(decision: Decision) -> tuple[Block, ...]:
    """A decision that mends another says so first."""
    old = decision.replaces
    day = old.decided_on if old else decision.notification.decided_on
    if decision.kind == "EERSTE" or day is None:
        return ()
    return (Block("p", f"Dit besluit komt in de plaats van ons besluit van {dag(day)}."),)


def _as_text(value: Value) -> str:
    return value if isinstance(value, str) else " ".join(block.text for block in value)


def kind_of(decision: Decision) -> LetterKind:
    """Which letter tells of a decision."""
    return LetterKind.GRANT if decision.is_granted else LetterKind.REJECTION
