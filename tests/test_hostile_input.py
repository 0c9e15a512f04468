"""Every form of every role, filled in by somebody who means no good or pays no attention.

The forms are found on the pages: a new one is tried by itself. `make test` tries each a few times,
`make fuzz` 10,000 times in all, with other values every time.
"""

import html
import os
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.test import Client as Browser
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from tests.walk import Control, Form, forms_of, shape_of, walk, without_codes
from tests.watching import Rows, rows, undone, writes

FUZZ = int(os.environ.get("FUZZ", "0"))
"""How many times for each role; none: a few times each form, the same every time."""
A_FEW = 1
FEWEST_FORMS = {"wijkteam": 20, "coordinator": 30, "aanbieder": 10, "beheer": 10}
OPENED = 4 if FUZZ else 2
"""Pages of a kind that are opened to find their forms."""
# Somebody of each role that fills in anything; an auditor only reads.
ONE_OF_EACH = (
    "wijkteam",
    "coordinator",
    "aanbieder",
    "corporatie",
    "beleid",
    "projectleider",
    "beheer",
)
REAL_DAYS = ("", "2026-10-05", "2026-10-06", "2026-09-01", "2020-02-29", "2027-03-01", "5/5", "1899-12-31")
NO_DAYS = ("31-02-2026", "2026-02-30", "0000-00-00", "10000-01-01", "morgen", "٢٠٢٦-١٠-٠٥", "2026-10-05T00:00")
DAYS = (*REAL_DAYS, *NO_DAYS, "0001-01-01", "9999-12-31", "-5")
NUMBERS = ("", "0", "1", "7", "-1", "2147483648", "1e309", "NaN", "Infinity", "1,5", "0x10", "٣", "½", "9" * 40)
TEXTS = (
    "Gewone woorden.",
    "",
    "   ",
    "é\u0301 👩\u200d👩\u200d👧 ﷽",
    "\u202eomgekeerd\u2066",
    "<script>alert(1)</script><img src=x onerror=1>",
    "'; DROP TABLE portal_client; --",
    "{{ 7*7 }}{% debug %}",
    "=1+1",
    "nul\0teken",
    "regel\r\nregel\n\n\n",
    "\t\x0b\x1b[31m",
    "a" * 201,
    "a" * 2_001,
    "%00%ff",
    "../../etc/passwd",
    "null",
    "\ufeff",
)
WORDS = (*TEXTS, *NUMBERS, *REAL_DAYS)
HUGE = "x" * 1_000_000
ODD = ("", "BESTAAT_NIET", "ja", "on", "-1", "999999999", "0034", "ZZZZZZZZ", "nul\0", "[]", "a" * 300)
RENEWED_BY_A_SECOND_PRESS = {"/aanbod/bevestigen/", "/monitor/tel-opnieuw/"}
"""Acts whose second press writes the moment anew, and says so."""


@dataclass(frozen=True)
class Found:
    """A form, who sees it and on which page."""

    who: str
    page: str
    form: Form

    def __str__(self) -> str:
        return f"{self.who} on {self.page}: {self.form.method} {self.form.action}"


def found_by(who: str, browser: Browser) -> Iterator[Found]:
    """Every form that somebody can come across, each kind of form once per kind of page."""

    def ask(address: str) -> str:
        answer = browser.get(address, follow=True)
        assert answer.status_code == 200, f"{who}: {address} answers {answer.status_code}"
        return answer.content.decode()

    known = set()
    for address, text in walk(ask, "/", of_a_kind=OPENED):
        for form in forms_of(address, text):
            names = frozenset(control.name for control in form.controls)
            kind = (form.method, without_codes(urlsplit(form.action).path), names, shape_of(form.action))
            if kind not in known and "/uitloggen/" not in form.action:
                known.add(kind)
                yield Found(who, address, form)


def values_for(control: Control) -> st.SearchStrategy[str]:
    """What could come in for one control."""
    usual = st.sampled_from([control.value or "", *control.choices])
    match control.kind:
        case "date":
            return st.sampled_from(DAYS)
        case "number":
            return st.sampled_from(NUMBERS)
        case "hidden":
            return st.one_of(st.just(control.value or ""), st.sampled_from(NUMBERS + ODD))
        case "radio" | "checkbox" | "select":
            return st.one_of(usual, usual, usual, st.sampled_from(ODD))
        case _:
            # One word in thirty is a megabyte: often enough to meet every text, seldom enough to be quick.
            return st.integers(0, 30).flatmap(lambda dice: st.just(HUGE) if dice == 30 else st.sampled_from(WORDS))


@st.composite
def filled_in(draw: st.DrawFn, form: Form) -> dict[str, list[str]]:
    """What somebody sends: most of it filled in, some left out, sent twice, or as it stood."""
    sent: dict[str, list[str]] = {}
    for control in form.controls:
        match draw(st.integers(0, 11)):
            case 0:
                continue
            case 1:
                values = [draw(values_for(control)), draw(values_for(control))]
            case 2 | 3:
                values = [control.value] if control.value is not None else []
            case _:
                values = [draw(values_for(control))]
        sent.setdefault(control.name, []).extend(values)
    if form.buttons:
        name, value = draw(st.sampled_from(form.buttons))
        sent[name] = [value]
    return {name: values for name, values in sent.items() if values}


@pytest.mark.parametrize("who", ONE_OF_EACH)
def test_no_form_breaks_and_nothing_impossible_is_kept(who, world, today):
    """No fault of ours, no rubbish in the database, nothing typed is lost, and twice is once."""
    browser = Browser()
    browser.force_login(world.users[who])
    forms = list(found_by(who, browser))
    assert len(forms) > FEWEST_FORMS.get(who, 0), "the walk comes past too few forms to prove anything"
    times = FUZZ // len(forms) if FUZZ else A_FEW
    as_it_was = rows()
    wrong = [complaint for found in forms if (complaint := attack(browser, found, times, as_it_was))]
    assert not wrong, "\n\n".join(wrong)


def attack(browser: Browser, found: Found, times: int, as_it_was: Rows) -> str:
    """Send one form a number of times, each time to the world as it was; what went wrong, if anything did."""

    @settings(
        max_examples=times,
        derandomize=not FUZZ,
        database=None,
        deadline=None,
        phases=list(Phase) if FUZZ else [Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @example({})
    @example({control.name: ["nul\0"] for control in found.form.controls})
    @given(filled_in(found.form))
    def send(sent: dict[str, list[str]]) -> None:
        cookies = copy(browser.cookies)
        with undone():
            judge(browser, found.form, sent, as_it_was)
        browser.cookies = cookies

    try:
        send()
    except Exception as wrong:
        notes = "\n".join(getattr(wrong, "__notes__", ()))
        return f"{found}\n{type(wrong).__name__}: {wrong}\n{notes}"
    return ""


def judge(browser: Browser, form: Form, sent: dict[str, list[str]], as_it_was: Rows) -> None:
    written = writes()
    answer = send(browser, form, sent)
    text = answer.content.decode(errors="replace")
    assert answer.status_code < 500
    assert "<script>alert(1)" not in text
    if form.method != "post":
        has_nul = any("\0" in value for values in sent.values() for value in values)
        assert answer.status_code in ((400,) if has_nul else (200, 404, 422))
        return
    if answer.status_code in (302, 303):
        twice_is_once(browser, form, sent, nothing_impossible_was_kept(as_it_was))
    elif answer.status_code == 422:
        # What was tried and undone counts as written too; then the rows tell.
        assert writes() == written or rows() == as_it_was, "refused, and yet something was written"
        nothing_typed_is_lost(form, sent, text)
    else:
        press_on(browser, form, text, as_it_was)


def send(browser: Browser, form: Form, sent: dict[str, list[str]]) -> HttpResponse:
    return (browser.post if form.method == "post" else browser.get)(form.action, sent)


def press_on(browser: Browser, form: Form, text: str, before: Rows) -> None:
    """A page that asks once more before it acts: say yes to everything it asks."""
    for question in forms_of(form.action, text):
        if question.method == "post" and urlsplit(question.action).path == urlsplit(form.action).path:
            for name, value in question.buttons:
                answer = browser.post(question.action, question.as_it_stands() | {name: [value]})
                assert answer.status_code < 500
                before = nothing_impossible_was_kept(before)


def nothing_typed_is_lost(form: Form, sent: dict[str, list[str]], text: str) -> None:
    """What somebody wrote in a text stands in the answer, to mend and send again."""
    answer = squeezed(html.unescape(text))
    for control in form.controls:
        typed = sent.get(control.name, [""])[-1]
        if control.kind in ("text", "textarea") and typed != HUGE and "\0" not in typed:
            assert squeezed(typed) in answer, f"{control.name} was lost"


def squeezed(text: str) -> str:
    return "".join(text.split())


def twice_is_once(browser: Browser, form: Form, sent: dict[str, list[str]], after_once: Rows) -> None:
    """The same form once more, as by a double click: no fault, and nothing happens twice."""
    written = writes()
    assert send(browser, form, sent).status_code < 500
    if urlsplit(form.action).path not in RENEWED_BY_A_SECOND_PRESS:
        assert writes() == written or rows() == after_once, "the second press did something"


def nothing_impossible_was_kept(before: Rows) -> Rows:
    """Every row that was made or changed passes the rules of its model; the rows as they are now."""
    after = rows()
    for (label, key), checksum in after.items():
        if before.get((label, key)) != checksum:
            made: Any = apps.get_model(label)._default_manager.get(pk=key)
            try:
                made.full_clean()
            except ValidationError as wrong:
                raise AssertionError(f"{label} {key}: {wrong.message_dict}") from wrong
    return after


pytestmark = pytest.mark.django_db
