"""What somebody typed to find a person, understood."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as some

from portal.sought import read

TODAY = date(2026, 10, 5)
MONTHS = "januari,februari,maart,april,mei,juni,juli,augustus,september,oktober,november,december"


@settings(max_examples=100)
@given(some.dates(date(1930, 1, 1), TODAY))
def test_every_usual_way_of_writing_a_day_is_that_day(day):
    ways = (
        f"{day:%Y-%m-%d}",
        f"{day.day}-{day.month}-{day.year}",
        f"{day:%d/%m/%Y}",
        f"{day:%d.%m.%Y}",
        f"{day:%d%m%Y}",
        f"{day.day} {MONTHS.split(',')[day.month - 1]} {day.year}",
        f"{day.day} {MONTHS.split(',')[day.month - 1][:3]}. {day.year}",
    )
    for way in ways:
        assert read(f"Noor {way}", on=TODAY).born_on == day, way
        assert read(f"Noor {way}", on=TODAY).words == ("Noor",), way


def test_two_figures_are_the_last_such_year():
    assert read("1-2-88", on=TODAY).born_on == date(1988, 2, 1)
    assert read("1-2-05", on=TODAY).born_on == date(2005, 2, 1)


@settings(max_examples=200)
@given(some.text(max_size=100))
def test_whatever_somebody_types_is_understood_or_refused(text):
    try:
        found = read(text, on=TODAY)
    except ValidationError:
        return
    assert found.words or found.born_on or found.number


@pytest.mark.parametrize("text", ["31-2-1988", "1988-13-01", "0 maart 1988"])
def test_a_day_that_cannot_be_is_refused(text):
    with pytest.raises(ValidationError, match="bestaat niet"):
        read(text, on=TODAY)


@pytest.mark.parametrize("text", ["ab", "12", "-", "...", "a b"])
def test_too_little_is_refused(text):
    with pytest.raises(ValidationError, match="minstens drie letters"):
        read(text, on=TODAY)
