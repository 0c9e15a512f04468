"""Numbers of places rest on the word of providers: how old it is, is told everywhere they are used."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from portal.models import OrganisationKind, RegionMembership, Role
from reporting.editions import edition_of
from reporting.frozen import edition_from, frozen
from reporting.quarter import Quarter
from reporting.report import Confirmed, compose, content_hash
from reporting.report.document import Text
from tests import make
from tests.reporting.sample_edition import edition

D = date
TODAY = make.TODAY
ASKS = "al 14 dagen of langer"


@pytest.fixture
def places(db):
    """Two providers with a place each; the first confirmed two weeks ago, the second yesterday."""
    region = make.region()
    RegionMembership.objects.create(region=region, municipality_id=make.LELYSTAD, starts_on=make.LONG_AGO)
    landlord = make.organisation(region, OrganisationKind.HOUSING_ASSOCIATION)
    form = make.care_form(region)
    for name, days, town in (("Dijkwacht", 14, make.ALMERE), ("Kompaswoon", 1, make.LELYSTAD)):
        provider = make.provider(region, name=name)
        make.confirmation(provider, TODAY - timedelta(days=days))
        home = make.location(provider, municipality_id=town, housing_association=landlord)
        make.place(home, form)
    return SimpleNamespace(region=region, landlord=landlord)


def test_an_edition_knows_whose_word_is_old_on_its_own_day_and_in_its_own_town(places):
    facts = {"as_of": TODAY, "drawn_up_on": TODAY, "smallest": 10}
    here = lambda **changes: edition_of(places.region, Quarter(2026, 3), **facts | changes).confirmed  # noqa: E731
    assert here() == Confirmed(providers=2, stale=1)
    assert here(town=make.LELYSTAD) == Confirmed(providers=1, stale=0)
    assert here(as_of=TODAY - timedelta(days=1)) == Confirmed(providers=2, stale=0)


@pytest.mark.parametrize(
    ("confirmed", "said"),
    [
        (Confirmed(6, 0), "waren de plekken van alle aanbieders korter dan 14 dagen geleden bevestigd."),
        (Confirmed(6, 2), "hadden 2 van de 6 aanbieders de plekken al 14 dagen of langer niet bevestigd."),
        (Confirmed(1, 1), "had de aanbieder de plekken al 14 dagen of langer niet bevestigd."),
        (None, ""),
        (Confirmed(0, 0), ""),
    ],
)
def test_a_report_says_it_in_a_sentence(confirmed, said):
    parts = (part for chapter in compose(edition(confirmed=confirmed)).chapters for part in chapter.parts)
    found = [part.text for part in parts if isinstance(part, Text) and "bevestigd" in part.text]
    assert len(found) == bool(said)
    assert all(said in sentence for sentence in found)


def test_a_report_from_before_this_was_told_still_proves_itself():
    before = edition(confirmed=None)
    content = frozen(before)
    del content["bevestigd"]
    again = edition_from(SimpleNamespace(content=content))
    assert again == before
    assert content_hash(again) == content_hash(before)
    told = edition()
    assert edition_from(SimpleNamespace(content=frozen(told))) == told


PAGES = [
    (Role.COORDINATOR, "/"),
    (Role.POLICY, "/"),
    (Role.HOUSING_ASSOCIATION, "/"),
    (Role.COORDINATOR, "/locaties/weken/"),
    (Role.COORDINATOR, "/locaties/vertrek/"),
    (Role.POLICY, "/plan/"),
    (Role.POLICY, "/monitor/"),
    (Role.POLICY, "/rapporten/{region}/2026Q3/"),
]


@pytest.mark.parametrize(("role", "page"), PAGES)
def test_every_page_that_uses_the_places_says_whose_word_is_old(role, page, places, signed_in):
    browser = signed_in(
        make.user(role, places.region, places.landlord if role == Role.HOUSING_ASSOCIATION else None)
    )
    address = page.format(region=places.region.code.lower())
    assert ASKS in browser.get(address).content.decode().lower()
    for provider in places.region.organisations.filter(kind=OrganisationKind.PROVIDER):
        make.confirmation(provider, TODAY)
    assert ASKS not in browser.get(address).content.decode().lower()
