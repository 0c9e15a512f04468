"""A day on a form is a day that can be."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from portal.fields import DayField, long_text, not_in_future


def test_a_dutch_and_an_iso_day_are_read():
    assert DayField().clean("5-10-2026") == DayField().clean("2026-10-05") == date(2026, 10, 5)


@pytest.mark.parametrize("words", ["31-02-2026", "morgen", "\0", "0001-01-01", "2026-10-06", "1899-12-31"])
def test_an_impossible_or_future_day_is_refused_in_a_sentence(words):
    field = DayField()
    not_in_future(field, date(2026, 10, 5))
    with pytest.raises(ValidationError) as refused:
        field.clean(words)
    assert refused.value.messages[0].endswith(".")


@pytest.mark.parametrize("words", ["a" * 10_001, "a\0b"])
def test_a_text_the_database_cannot_keep_is_refused(words):
    with pytest.raises(ValidationError):
        long_text("Toelichting").clean(words)
