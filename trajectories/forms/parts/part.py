"""One part of the investigation as a short form: what is not needed for this request is not asked (Wmo 2.3.2)."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar, Self

from django import forms

from portal.fields import long_text
from portal.templatetags.dutch import dag
from trajectories.forms.parts.questions import Optional, Section
from trajectories.investigating import Draft
from trajectories.models import InvestigationPart, PartKind, PartState

ABOUT_THE_PART = ("not_needed_why", "state", "version", "tab", "seen")
NEEDED = "Vul dit in, of kies ‘Bezig’ onder aan deze bladzijde."


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What a form has to know besides its own answers."""

    on: date
    notified_on: date
    age: int | None = None
    writer: str = ""
    is_heard: bool = False
    """Whether the client's own words stand there already, or why they could not be had."""
    towns: Mapping[str, str] = field(default_factory=dict)
    """The municipalities of the region: code to name. `everywhere` likewise, of the whole country."""
    everywhere: Mapping[str, str] = field(default_factory=dict)
    providers: Mapping[str, str] = field(default_factory=dict)
    locations: Mapping[str, str] = field(default_factory=dict)
    expected: Mapping[str, Any] = field(default_factory=dict)
    """Answers that follow from what is known already; they stand ready in a part nobody began."""


@dataclass(frozen=True, slots=True)
class Block:
    """Questions as the page shows them together, and why each is asked."""

    section: Section
    fields: list[forms.BoundField]
    why: list[tuple[str, str]]
    """Per question: what it asks, and why."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """An answered question in words, and the address of the question on its page."""

    name: str
    label: str
    answer: str


class PartForm(forms.Form):
    """One part: its questions, how far it is, and on which version it was based.

    Saving never waits for an answer, unless the part is called *klaar* and the law asks for it.
    """

    kind: ClassVar[PartKind]
    intro: ClassVar[str] = ""
    never: ClassVar[str] = ""
    """What nobody may write down here (AVG 5, 9 and 10)."""
    sections: ClassVar[tuple[Section, ...]] = ()
    optional: ClassVar[tuple[Optional, ...]] = ()
    needed: ClassVar[tuple[str, ...]] = ()
    brief: ClassVar[tuple[str, ...]] = ()
    """The answers that say in short what a ready part says."""

    not_needed_why = long_text(
        "Waarom is dit onderdeel niet nodig?", rows=2, required=False, help_text="Dit komt in het verslag."
    )
    state = forms.ChoiceField(
        label="Hoe ver bent u?",
        choices=[(PartState.DONE, "Klaar"), (PartState.BUSY, "Bezig: ik ga later verder")],
        initial=PartState.BUSY,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies hoe ver u bent."},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**6, initial=0)
    tab = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**6, required=False)

    def __init__(self, *args: Any, around: Around, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.around = around
        self.opened = [group for group in self.optional if self._is_open(group)]
        self.closed = [group for group in self.optional if group not in self.opened]
        self._settle_state()
        self._settle_groups()
        for name in {*self.needed, "ask", "ask_why", "not_needed_why"} & self.fields.keys():
            self.fields[name].is_needed = True  # type: ignore[attr-defined] # its label does not say "niet verplicht"
        self.order_fields([*self.questions(), "ask", "ask_why", *ABOUT_THE_PART])
        self.fit()

    def fit(self) -> None:
        """Set the choices and limits that depend on what is around."""

    @classmethod
    def of(cls, part: InvestigationPart | None, *, around: Around, data: Any = None) -> Self:
        """The form as if nobody began; with the answers of a part; or with what was sent."""
        initial: dict[str, Any] = dict(around.expected)
        if part:
            initial = part.answers | {"state": part.state, "version": part.version}
        return cls(data, initial=initial, around=around)

    def again(self, data: Any = None, *, part: InvestigationPart | None = None) -> Self:
        """The same form, of another part or with what was sent."""
        return self.of(part, around=self.around, data=data)

    @property
    def is_by_choice(self) -> bool:
        """Whether all of this part is asked only when the request needs it."""
        return not self.sections

    def questions(self) -> Iterator[str]:
        """The names of what is asked, in the order of the page; of optional groups only those that are open."""
        for section in self.sections:
            yield from (name for name in section.asks if name in self.fields)
        for group in self.opened:
            yield from (group.reason, *(name for name in group.asks if name in self.fields), group.leave)

    def blocks(self) -> Iterator[Block]:
        """What the page shows: the sections, and the optional groups that are open."""
        for section in (*self.sections, *self.opened):
            names = [name for name in section.asks if name in self.fields]
            why = [(str(self.fields[name].label), section.asks[name]) for name in names]
            if isinstance(section, Optional):
                names = [section.reason, *names, section.leave]
            yield Block(section, [self[name] for name in names], why)

    def clean(self) -> dict[str, Any]:
        """A part that is *klaar* has what the law needs; *niet nodig* and an optional group have their reason."""
        facts = super().clean() or {}
        self._clean_groups(facts)
        if facts.get("state") == PartState.DONE:
            for name in self.missing(facts):
                self.complain(name, NEEDED)
        if facts.get("state") == PartState.NOT_NEEDED and not facts.get("not_needed_why"):
            self.complain("not_needed_why", "Schrijf op waarom dit onderdeel niet nodig is.")
        return facts

    def missing(self, facts: Mapping[str, Any]) -> Iterator[str]:
        """Questions without an answer that a part which is *klaar* cannot do without."""
        return (name for name in self.needed if name in self.fields and not facts.get(name))

    def complain(self, name: str, sentence: str) -> None:
        """Say what is wrong with an answer, unless something was said already."""
        if name in self.fields and name not in self.errors:
            self.add_error(name, sentence)

    def draft(self) -> Draft:
        """What is to be saved, in values that JSON can hold."""
        facts = self.cleaned_data
        answers = {name: _plain(facts[name]) for name in self.questions() if not name.startswith("leave_")}
        if facts["state"] == PartState.NOT_NEEDED:
            answers["not_needed_why"] = facts["not_needed_why"]
        for group in self.opened:
            if facts[group.leave]:
                answers |= dict.fromkeys((group.reason, *group.asks), "")
        if facts.get("ask"):
            answers[f"why_{facts['ask']}"] = facts["ask_why"]
        return Draft(self.kind, facts["state"], answers, facts["version"], facts["tab"], facts["seen"] or 0)

    def spoken(self, answers: Mapping[str, Any]) -> list[Spoken]:
        """Each answered question in words."""
        names = (name for name in self.questions() if answers.get(name) or answers.get(name) == 0)
        return [Spoken(name, str(self.fields[name].label), self.said(name, answers[name])) for name in names]

    def called(self, name: str) -> str:
        """What a question is called, also when it is not asked on this page."""
        return str(self.fields[name].label) if name in self.fields else "Waarom dit is gevraagd"

    def said(self, name: str, answer: Any) -> str:
        """The answer to a question as a reader sees it."""
        return in_words(self.fields[name], answer) if name in self.fields else str(answer or "niets ingevuld")

    def _settle_state(self) -> None:
        if self.is_by_choice:
            del self.fields["not_needed_why"]
            return
        states = self.fields["state"]
        assert isinstance(states, forms.ChoiceField)
        states.choices = [
            *states.choices,  # type: ignore[misc] # a list, whatever the stubs say
            (PartState.NOT_NEEDED, "Niet nodig voor deze hulpvraag"),
        ]

    def _settle_groups(self) -> None:
        for group in self.opened:
            reason = long_text("Waarom is dit nodig voor deze hulpvraag?", rows=2, required=False)
            reason.is_needed = True  # type: ignore[attr-defined]
            self.fields[group.reason] = reason
            self.fields[group.leave] = forms.BooleanField(
                label="Niet meer nodig: haal deze vragen en antwoorden weg", required=False
            )
        for group in self.closed:
            for name in group.asks:
                self.fields.pop(name, None)
        if self.closed:
            choices = [("", "Kies"), *((group.key, group.title) for group in self.closed)]
            self.fields["ask"] = forms.ChoiceField(
                label="Waar wilt u naar vragen?", choices=choices, required=False
            )
            self.fields["ask_why"] = long_text("Waarom is dat nodig voor deze hulpvraag?", rows=2, required=False)

    def _is_open(self, group: Optional) -> bool:
        """A group is open once its reason is there: kept earlier, or sent along."""
        return bool(self.initial.get(group.reason)) or group.reason in self.data

    def _clean_groups(self, facts: dict[str, Any]) -> None:
        for group in self.opened:
            if not facts.get(group.reason) and not facts.get(group.leave):
                self.complain(group.reason, "Schrijf op waarom dit nodig is, of haal deze vragen weg.")
        if facts.get("ask") and not facts.get("ask_why"):
            self.complain("ask_why", "Schrijf op waarom dit nodig is. Daarna gaan de vragen open.")
        if facts.get("ask_why") and not facts.get("ask"):
            self.complain("ask", "Kies waar u naar wilt vragen.")


def in_words(asked: forms.Field, answer: Any) -> str:
    """An answer as a reader sees it: the label of a choice, a day in words, or the text itself."""
    if not answer and answer != 0:
        return "niets ingevuld"
    if isinstance(asked, forms.MultipleChoiceField):
        labels = _labels(asked)
        return ", ".join(labels.get(code, code) for code in answer)
    if isinstance(asked, forms.ChoiceField):
        return _labels(asked).get(answer, str(answer))
    if isinstance(asked, forms.DateField):
        return dag(date.fromisoformat(answer))
    return str(answer)


def _labels(asked: forms.ChoiceField) -> dict[str, str]:
    return {str(code): str(label) for code, label in asked.choices}  # type: ignore[misc, union-attr]


def _plain(answer: Any) -> Any:
    return answer.isoformat() if isinstance(answer, date) else answer if answer is not None else ""
