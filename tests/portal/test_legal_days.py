"""The Algemene termijnenwet, as a table: what ends on a day off, ends on the first working day after it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.legal_days import end_of_legal_term, ends_no_term, holidays_between

D = date


@pytest.mark.parametrize(
    ("counted", "ends", "why"),
    [
        # 2026
        (D(2026, 1, 1), D(2026, 1, 5), "nieuwjaarsdag, dan 2 januari (gelijkgesteld), dan een weekend"),
        (D(2026, 1, 2), D(2026, 1, 5), "gelijkgesteld bij besluit"),
        (D(2026, 4, 2), D(2026, 4, 2), "witte donderdag is een gewone dag"),
        (D(2026, 4, 3), D(2026, 4, 7), "Goede Vrijdag, weekend en tweede paasdag"),
        (D(2026, 4, 6), D(2026, 4, 7), "tweede paasdag"),
        (D(2026, 4, 27), D(2026, 4, 28), "Koningsdag"),
        (D(2026, 5, 5), D(2026, 5, 6), "5 mei telt elk jaar"),
        (D(2026, 5, 14), D(2026, 5, 18), "Hemelvaartsdag, de vrijdag erna (gelijkgesteld) en een weekend"),
        (D(2026, 5, 25), D(2026, 5, 26), "tweede pinksterdag"),
        (D(2026, 10, 3), D(2026, 10, 5), "zaterdag"),
        (D(2026, 10, 4), D(2026, 10, 5), "zondag"),
        (D(2026, 10, 5), D(2026, 10, 5), "maandag"),
        (D(2026, 12, 24), D(2026, 12, 24), "de dag voor kerst is een gewone dag"),
        (D(2026, 12, 25), D(2026, 12, 28), "eerste kerstdag; de tweede valt op zaterdag"),
        (D(2026, 12, 31), D(2026, 12, 31), "oudjaarsdag is een gewone dag"),
        # 2027
        (D(2027, 1, 1), D(2027, 1, 4), "nieuwjaarsdag op vrijdag"),
        (D(2027, 3, 26), D(2027, 3, 30), "Goede Vrijdag tot na tweede paasdag"),
        (D(2027, 4, 27), D(2027, 4, 28), "Koningsdag"),
        (D(2027, 5, 5), D(2027, 5, 10), "5 mei, Hemelvaartsdag, 7 mei (gelijkgesteld) en een weekend"),
        (D(2027, 5, 17), D(2027, 5, 18), "tweede pinksterdag"),
        (D(2027, 12, 25), D(2027, 12, 27), "kerst in het weekend: maandag is gewoon"),
        # 2028
        (D(2028, 1, 1), D(2028, 1, 3), "nieuwjaarsdag op zaterdag"),
        (D(2028, 2, 29), D(2028, 2, 29), "schrikkeldag, een dinsdag"),
        (D(2028, 4, 14), D(2028, 4, 18), "Goede Vrijdag tot na tweede paasdag"),
        (D(2028, 4, 27), D(2028, 5, 1), "Koningsdag op donderdag, 28 april (gelijkgesteld) en een weekend"),
        (D(2028, 5, 5), D(2028, 5, 8), "5 mei op vrijdag"),
        (D(2028, 5, 25), D(2028, 5, 29), "Hemelvaartsdag, 26 mei (gelijkgesteld) en een weekend"),
        (D(2028, 6, 5), D(2028, 6, 6), "tweede pinksterdag"),
        (D(2028, 12, 25), D(2028, 12, 27), "beide kerstdagen op maandag en dinsdag"),
    ],
)
def test_a_term_ends_on_a_working_day(counted, ends, why):
    assert end_of_legal_term(counted) == ends, why


@given(st.dates(D(2015, 1, 1), D(2035, 12, 31)))
def test_a_term_is_put_off_by_nine_days_at_most_and_never_brought_forward(day):
    ends = end_of_legal_term(day)
    assert day <= ends <= day + timedelta(days=9)
    assert not ends_no_term(ends)
    assert end_of_legal_term(ends) == ends
    between = (day + timedelta(days=number) for number in range((ends - day).days))
    assert all(ends_no_term(one) for one in between)


def test_holidays_are_listed_once_without_those_in_a_weekend():
    found = list(holidays_between(D(2026, 12, 1), D(2027, 1, 31)))
    assert found == [D(2026, 12, 25), D(2027, 1, 1)]
