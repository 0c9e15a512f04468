"""The description of the files holds together."""

from trajectories.regionfile.files import BY_NAME, CBS, FILES

ELSEWHERE = {"origin", "wants", "features"}
"""Kept in two fields, or in rows of their own."""


def test_there_are_twenty_files_with_a_name_each():
    assert len(FILES) == len(BY_NAME) == 20


def test_every_column_is_kept_in_a_field_of_the_model():
    for file in FILES:
        names = {field.name for field in file.model._meta.get_fields()}
        assert {column.field for column in file.columns} - ELSEWHERE <= names, file.name


def test_what_a_file_refers_to_stands_above_it():
    seen: set[str] = set()
    for file in FILES:
        seen.add(file.name)
        assert {column.refers_to for column in file.columns} <= seen | {"", CBS}, file.name


def test_a_key_is_made_of_columns():
    for file in FILES:
        assert set(file.key) <= set(file.by_name)
