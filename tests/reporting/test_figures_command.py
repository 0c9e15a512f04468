"""The command `figures`: its forms, and how it says no."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def region(today):
    region = make.region("FLEVO")
    provider, form = make.provider(region), make.care_form(region, "BT")
    for _ in range(11):
        make.care(make.client(region), form, provider, date(2026, 4, 1))
    make.care(make.client(region), make.care_form(region, "BW"), provider, date(2026, 4, 1))
    return region


def output(*arguments: str) -> str:
    out = StringIO()
    call_command("figures", "FLEVO", *arguments, stdout=out)
    return out.getvalue()


def test_json_says_what_was_asked_and_what_was_found(region):
    document = json.loads(output("2026Q2", "--as-of", "2026-07-15", "--format", "json"))
    found = document.pop("cijfers")
    assert document == {
        "regio": "FLEVO",
        "kwartaal": "2026Q2",
        "peildatum": "2026-06-30",
        "per": "2026-07-15",
        "voorlopig": True,
        "definities": "2026-1",
    }
    assert found[0] == {"code": "A1", "dimensies": {}, "waarde": 12, "n": 12}
    assert {"code": "A1", "dimensies": {"zorgvorm": "BW"}, "waarde": 1, "n": 1} in found


def test_public_hides_small_numbers(region):
    found = json.loads(output("2026Q2", "--public", "--format", "json"))["cijfers"]
    assert {"code": "A1", "dimensies": {"zorgvorm": "BW"}, "waarde": None, "onderdrukt": True} in found
    assert not any(0 < (cell["waarde"] or 0) < 10 and cell["code"] in ("A1", "A2", "C1") for cell in found)


@pytest.mark.parametrize(
    ("as_of", "provisional", "day"),
    [
        ("2026-07-30", True, "2026-06-30"),
        ("2026-07-31", False, "2026-06-30"),
        ("2026-04-01", True, "2026-04-01"),
    ],
)
def test_a_quarter_is_provisional_until_thirty_days_after_it(region, as_of, provisional, day):
    document = json.loads(output("2026Q2", "--as-of", as_of, "--format", "json"))
    assert (document["voorlopig"], document["peildatum"]) == (provisional, day)


def test_without_a_day_it_is_seen_from_today(region):
    assert json.loads(output("2026Q2", "--format", "json"))["per"] == "2026-10-05"


def test_csv_has_a_line_per_cell(region):
    lines = output("2026Q2", "--format", "csv").splitlines()
    assert lines[0].startswith("code,")
    assert lines[1].startswith("A1,")
    assert lines[1].endswith(",12,12,nee")


def test_the_table_is_for_people(region):
    table = output("2026Q2", "--public")
    assert "Regio FLEVO, tweede kwartaal 2026" in table
    assert "A1  Stand cliënten" in table
    assert "te klein" in table


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("NIX", "2026Q2"), "Onbekende regio: NIX. Bekend: FLEVO."),
        (("FLEVO", "2026Q7"), "Geen kwartaal: 2026Q7"),
        (("FLEVO", "2027Q1"), "nog niet begonnen"),
        (("FLEVO", "2026Q2", "--as-of", "2026-03-31"), "nog niet begonnen"),
    ],
)
def test_what_cannot_be_counted_ends_with_two_and_a_clear_line(region, arguments, words):
    with pytest.raises(CommandError, match=words) as error:
        call_command("figures", *arguments)
    assert error.value.returncode == 2


def test_a_day_that_is_no_day_is_refused(region):
    with pytest.raises(CommandError, match="Geen datum: gisteren"):
        call_command("figures", "FLEVO", "2026Q2", "--as-of", "gisteren")
