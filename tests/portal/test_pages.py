"""The main menu: only what a role may open, and where one is; and where a weakness is reported."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.models import Role, User
from portal.pages import menu_for


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("path", ["/", "/uitstroom/", "/wachtlijst/ABCDEFGH/", "/sluitingen/", "/monitor/"])
def test_nothing_stands_twice_in_the_menu_and_one_is_in_one_place_at_most(role, path):
    menu = menu_for(User(role=role), path)
    assert len({item.label for item in menu}) == len(menu)
    assert sum(item.is_current for item in menu) <= 1


@pytest.mark.parametrize(
    ("role", "path", "label"),
    [
        (Role.COORDINATOR, "/uitstroom/", "Wachtlijst"),
        (Role.TEAM, "/uitstroom/", "Uitstroom"),
        (Role.PROVIDER, "/sluitingen/ABCDEFGH/", "Locaties"),
        (Role.AUDITOR, "/", "Mijn werk"),
    ],
)
def test_the_menu_shows_where_one_is(role, path, label):
    assert [item.label for item in menu_for(User(role=role), path) if item.is_current] == [label]


@pytest.mark.django_db
def test_who_finds_a_weakness_reads_whom_to_tell(client):
    """RFC 9116: whom to tell, until when that holds, in which languages, and that this is the real one."""
    answer = client.get("/.well-known/security.txt")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    told = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert told["Contact"].startswith("https://")
    until = datetime.fromisoformat(told["Expires"])
    assert timedelta() < until - datetime.now(UTC) < timedelta(days=366)
    assert told["Preferred-Languages"] == "nl, en"
    assert told["Canonical"].endswith("/.well-known/security.txt")
