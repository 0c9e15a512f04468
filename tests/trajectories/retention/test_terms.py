"""The terms: read from one file, every field about a person in it once, counted to the day."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from hypothesis import given, settings
from hypothesis import strategies as some

from portal.entering import LONGEST
from portal.mail.sending import KEEP
from portal.models import AccessRecord, User
from portal.proof.guesses import A_WHILE
from reporting.editions import QUARTERS_BACK
from reporting.subscribing import TIME_TO_CONFIRM
from tests.trajectories.dossier.test_copying import leads_to_a_client
from trajectories.models import RetentionGround
from trajectories.retention.destroying import GOES
from trajectories.retention.terms import TERMS, TEXT, Term

OURS = {"portal", "placements", "trajectories", "reporting"}
D = date


def fields_of_all() -> set[str]:
    """Every field of every model, but who did something: that stays as long as the row."""
    return {
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label in OURS
        for field in model._meta.concrete_fields
        if field.related_model is not User or model._meta.app_label == "portal"
    }


def meant(entry: str, every: set[str]) -> set[str]:
    """The fields that an entry of the file stands for; a kind of row that does not exist is a fault."""
    found = {entry} & every if "." in entry else {name for name in every if name.startswith(f"{entry}.")}
    assert found, f"{entry} is in retention.toml and not in the portal"
    return found


def test_every_field_of_every_model_is_in_the_file_exactly_once():
    every = fields_of_all()
    entries = [kept.model.__name__ for kept in GOES]
    entries += [entry for group in TEXT["andere"] for entry in group["velden"]]
    entries += TEXT["geen_persoonsgegevens"]["velden"]
    told = [name for entry in entries for name in meant(entry, every)]
    assert every - set(told) == set(), "write in retention.toml how long these are kept"
    assert sorted(name for name in set(told) if told.count(name) > 1) == []


@pytest.mark.parametrize(
    ("model", "words"),
    [
        ("Mail", f"{KEEP.days} dagen"),
        ("Session", f"{LONGEST.seconds // 3600} uur"),
        ("Guess", f"{A_WHILE.seconds // 60} minuten"),
        ("Subscription", f"{TIME_TO_CONFIRM.days} dagen"),
    ],
    ids=["mail", "session", "guess", "subscription"],
)
def test_what_the_file_says_of_short_terms_is_what_the_worker_does(model, words):
    assert words in next(group["termijn"] for group in TEXT["andere"] if model in group["velden"])


def test_every_group_says_how_long_from_when_and_why():
    for group in TEXT["andere"]:
        assert set(group) == {"wat", "velden", "termijn", "telt_vanaf", "grond", "gebeurt"}
        assert all(group.values())
    assert set(TERMS) == set(RetentionGround)


def test_whatever_leads_to_a_client_goes_with_the_file_and_the_log_stays():
    goes = [kept.model for kept in GOES]
    assert leads_to_a_client() - set(goes) == {AccessRecord}
    assert len(goes) == len(set(goes))


def test_a_term_is_longer_than_any_page_looks_back():
    """So that destroying somebody changes no figure that a page still counts."""
    assert min(term.years for term in TERMS.values()) * 4 > QUARTERS_BACK + 5


def test_a_term_is_counted_to_the_day():
    fifteen = Term("", 15, "", "")
    assert fifteen.over_on(D(2011, 10, 5)) == D(2026, 10, 5)
    assert fifteen.over_on(D(2028, 2, 29)) == D(2043, 3, 1)
    assert Term("", 4, "", "").over_on(D(2024, 2, 29)) == D(2028, 2, 29)
    assert fifteen.began_by(D(2043, 2, 28)) == D(2028, 2, 28)
    assert fifteen.began_by(D(2044, 2, 29)) == D(2029, 2, 28)


@settings(max_examples=300)
@given(some.dates(D(1990, 1, 1), D(2060, 1, 1)), some.integers(1, 20), some.integers(-3, 3))
def test_asked_from_either_side_a_term_ends_on_the_same_day(began, years, shift):
    term = Term("", years, "", "")
    on = term.over_on(began) + timedelta(days=shift)
    assert (began <= term.began_by(on)) == (term.over_on(began) <= on)
