"""How often a page asks the database: not more for a long list than for a short one, and the first page seldom."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from portal import entering
from tests.test_doors import undone
from tests.walk import kind_of, walk
from tests.world import World

FEWER_THAN = 50
"""What the first page of every role stays under."""


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["wijkteam", "coordinator", "aanbieder", "corporatie", "beleid", "projectleider"])
def test_ten_rows_take_as_many_questions_as_one(
    who: str, world: World, today: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every kind of page that somebody can come across, before and after there is much more on it."""
    # Once a minute the page that is just asked for writes that somebody is still there.
    monkeypatch.setattr(entering, "SEEN_EVERY", timedelta(hours=1))
    browser = Browser()
    browser.force_login(world.users[who])
    with undone():
        world.builder.more()
        few: dict[str, int] = {}
        for _ in walk(lambda address: page(browser, address, few), "/", of_a_kind=1):
            pass
        for _ in range(3):
            world.builder.more()
        many: dict[str, int] = {}
        for address in few:
            page(browser, address, many)
    assert few["/"] < FEWER_THAN
    grown = [
        f"{kind_of(address)}: {before} → {many[address]}"
        for address, before in few.items()
        if many[address] > before
    ]
    assert not grown, "\n".join(grown)


def page(browser: Browser, address: str, questions: dict[str, int]) -> str:
    """The text of a page; how many questions it took goes into `questions`."""
    with CaptureQueriesContext(connection) as asked:
        answer = browser.get(address, follow=True)
    assert answer.status_code == 200, f"{address} answers {answer.status_code}"
    questions[address] = len(asked)
    return answer.content.decode()
