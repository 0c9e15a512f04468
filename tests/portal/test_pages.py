"""The main menu: only what a role may open, and where one is."""

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
