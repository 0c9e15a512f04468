"""The page about speed says what was measured."""

from bench.page import PAGE, filled


def test_the_tables_are_those_of_the_last_results():
    assert filled(PAGE.read_text()) == PAGE.read_text()
