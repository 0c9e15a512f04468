"""Who is somewhere else than where they should be is sent on, with a letter; never a dead end."""

from datetime import date

import pytest

from portal.models import RegionMembership, Role
from tests import make
from trajectories.models import Letter, LetterKind

pytestmark = pytest.mark.django_db
D = date
ZEEWOLDE = "0050"


@pytest.fixture
def region():
    found = make.region()
    RegionMembership.objects.create(
        region=found, municipality_id=ZEEWOLDE, starts_on=make.LONG_AGO, ends_on=D(2024, 1, 1)
    )
    RegionMembership.objects.create(
        region=found, municipality_id=ZEEWOLDE, starts_on=D(2024, 1, 1), admits_new=False
    )
    return found


@pytest.fixture
def coordinator(region, signed_in):
    return signed_in(make.user(Role.COORDINATOR, region))


@pytest.mark.parametrize(("day", "shows"), [(D(2023, 12, 31), False), (D(2024, 2, 12), True)])
def test_new_people_from_a_municipality_that_left_are_pointed_on(coordinator, region, day, shows):
    row = make.notification(make.client(region), day, municipality_id=ZEEWOLDE)
    text = coordinator.get(f"/meldingen/{row.slug}/").content.decode()
    assert ("gaan sinds 1 januari 2024 naar een andere regio" in text) is shows
    assert ("Stuur de melding door" in text) is shows


def test_a_forwarded_melding_has_a_letter_that_says_to_whom(coordinator, region):
    row = make.notification(make.client(region), D(2026, 10, 1), municipality_id=ZEEWOLDE)
    address = f"/meldingen/{row.slug}/afsluiten/"
    sent = {"outcome": "DOORGESTUURD", "reason": "Noord-Veluwe gaat hierover.", "closed_on": "2026-10-05"}
    answer = coordinator.post(address, sent)
    assert answer.status_code == 422
    assert "Schrijf op aan wie u de melding doorstuurt." in answer.content.decode()
    for _ in range(2):
        assert coordinator.post(address, sent | {"forwarded_to": "de gemeente Harderwijk"}).status_code == 302
    letter = Letter.objects.get(kind=LetterKind.FORWARDING)
    words = " ".join(block["text"] for block in letter.content["blocks"])
    assert "doorgestuurd aan de gemeente Harderwijk" in words
    assert "Noord-Veluwe gaat hierover." in words
    page = coordinator.get(f"/meldingen/{row.slug}/").content.decode()
    assert "Doorgestuurd aan de gemeente Harderwijk. Noord-Veluwe gaat hierover." in page


def test_a_withdrawn_melding_has_no_such_letter(coordinator, region):
    row = make.notification(make.client(region), D(2026, 10, 1), municipality_id=ZEEWOLDE)
    sent = {
        "outcome": "INGETROKKEN",
        "reason": "Wil niet meer.",
        "closed_on": "2026-10-05",
        "forwarded_to": "x",
        "withdrawn_by": "CLIENT",
    }
    assert coordinator.post(f"/meldingen/{row.slug}/afsluiten/", sent).status_code == 302
    assert not Letter.objects.exists()
