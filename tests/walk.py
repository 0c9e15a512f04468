"""Walking through the portal by its links, as a visitor would: which pages there are, which forms are on them."""

import html
import re
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urljoin, urlsplit

MOST_KINDS = 160
"""More kinds of pages than this for one user: two pages of one kind are taken for two kinds."""
A_CODE = re.compile(r"^[0-9A-Z]{8}$|\d")
A_FILE = re.compile(r"\.(pdf|csv|xlsx|txt|json)$")
A_LINK = re.compile(r'<a [^>]*href="([^"#]+)')
A_PART = re.compile(r'<(?:form [^>]*action|section [^>]*aria-labelledby|h2 id|table [^>]*id)="([^"]+)')
TURNS_A_PAGE = {"na", "voor"}


def kind_of(address: str) -> str:
    """The address without its codes and the values it asks for: `/clienten/*/`, `/meldingen/?toon`."""
    parts = urlsplit(address)
    asked = {name for name, _ in parse_qsl(parts.query)}
    return without_codes(parts.path) + "".join(f"?{name}" for name in sorted(asked - TURNS_A_PAGE))


def without_codes(path: str) -> str:
    return "/".join("*" if A_CODE.search(part) else part for part in path.split("/"))


def shape_of(text: str) -> frozenset[str]:
    """How a page is built up: its parts and its forms, without codes."""
    return frozenset(re.sub(r"\d+|[0-9A-Z]{8}", "*", part) for part in A_PART.findall(text))


def walk(ask: Callable[[str], str], home: str, *, of_a_kind: int) -> Iterator[tuple[str, str]]:
    """The address and text of a few pages of each kind, breadth first from `home`, in the order of the links."""
    waiting, known = deque([home]), {home}
    asked: Counter[str] = Counter()
    while waiting:
        address = waiting.popleft()
        asked[kind_of(address)] += 1
        if asked[kind_of(address)] > of_a_kind:
            continue
        text = ask(address)
        yield address, text
        for link in A_LINK.findall(text):
            there = urljoin(address, html.unescape(link))
            if there.startswith(home) and there not in known and not A_FILE.search(urlsplit(there).path):
                known.add(there)
                waiting.append(there)
        assert len(asked) < MOST_KINDS, sorted(asked)


@dataclass
class Control:
    """Something one fills in: its name, its kind, what stands in it, and what one can choose."""

    name: str
    kind: str
    value: str | None = None
    choices: list[str] = field(default_factory=list)


@dataclass
class Form:
    """A form on a page, with the buttons that send a word of their own."""

    method: str
    action: str
    controls: list[Control] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    def as_it_stands(self) -> dict[str, list[str]]:
        """What a browser would send if nobody changed anything."""
        sent: dict[str, list[str]] = {}
        for control in self.controls:
            if control.value is not None:
                sent.setdefault(control.name, []).append(control.value)
        return sent


class _Reader(HTMLParser):
    """Reads the forms of a page."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address, self.forms = address, list[Form]()
        self.form: Form | None = None
        self.control: Control | None = None

    def handle_starttag(self, tag: str, pairs: list[tuple[str, str | None]]) -> None:
        facts = {name: value or "" for name, value in pairs}
        if tag == "form":
            action = urljoin(self.address, facts.get("action", ""))
            self.form = Form(facts.get("method", "get"), action)
            self.forms.append(self.form)
        elif self.form and (read := getattr(self, f"read_{tag}", None)):
            read(self.form, facts)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        elif tag in ("textarea", "select"):
            self.control = None

    def handle_data(self, data: str) -> None:
        if self.control and self.control.kind == "textarea":
            self.control.value = (self.control.value or "") + data

    def read_input(self, form: Form, facts: dict[str, str]) -> None:
        kind, value = facts.get("type", "text"), facts.get("value", "")
        if not facts.get("name") or facts["name"] == "csrfmiddlewaretoken":
            return
        if kind not in ("radio", "checkbox"):
            form.controls.append(Control(facts["name"], kind, value))
            return
        known = [control for control in form.controls if control.name == facts["name"] and kind == "radio"]
        control = known[0] if known else Control(facts["name"], kind)
        if not known:
            form.controls.append(control)
        control.choices.append(value or "on")
        if "checked" in facts:
            control.value = value or "on"

    def read_select(self, form: Form, facts: dict[str, str]) -> None:
        self.control = Control(facts["name"], "select")
        form.controls.append(self.control)

    def read_option(self, _form: Form, facts: dict[str, str]) -> None:
        assert self.control is not None
        value = facts.get("value", "")
        self.control.choices.append(value)
        if "selected" in facts or self.control.value is None:
            self.control.value = value

    def read_textarea(self, form: Form, facts: dict[str, str]) -> None:
        self.control = Control(facts["name"], "textarea", "")
        form.controls.append(self.control)

    def read_button(self, form: Form, facts: dict[str, str]) -> None:
        if facts.get("name"):
            form.buttons.append((facts["name"], facts.get("value", "")))


def forms_of(address: str, text: str) -> list[Form]:
    """Every form on a page."""
    reader = _Reader(address)
    reader.feed(text)
    return reader.forms
