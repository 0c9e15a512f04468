"""What comes next for a client."""

from datetime import timedelta

import pytest

from tests import make
from trajectories.models import MatchProposal, Review
from trajectories.upcoming import upcoming

pytestmark = pytest.mark.django_db


def test_the_first_day_stands_on_top_and_an_answer_without_a_day_before_it():
    region = make.region()
    client, form = make.client(region), make.care_form(region)
    melding = make.notification(client, make.TODAY - timedelta(days=10))
    Review.objects.create(client=client, planned_on=make.TODAY + timedelta(days=2))
    Review.objects.create(client=client, planned_on=make.TODAY - timedelta(days=2))
    place = make.place(make.location(make.provider(region)), form)
    make.proposal(make.waits(client, form), place)
    proposals = MatchProposal.objects.with_everything()
    found = upcoming(client, proposals=proposals, notifications=[melding], on=make.TODAY)
    assert [(one.day, one.what.split()[0]) for one in found] == [
        (None, "Organisatie"),
        (make.TODAY + timedelta(days=2), "Evaluatie"),
        (make.TODAY + timedelta(days=32), "Onderzoek"),
    ]


def test_a_decision_says_its_last_day():
    region = make.region()
    client = make.client(region)
    decided = {"decided_on": make.TODAY, "outcome": "TOEGEKEND", "care_form": make.care_form(region)}
    valid = {"valid_from": make.TODAY, "valid_until": make.TODAY + timedelta(days=100)}
    melding = make.notification(client, make.TODAY, applied_on=make.TODAY, **decided, **valid)
    (one,) = upcoming(client, proposals=(), notifications=[melding], on=make.TODAY)
    assert one.day == make.TODAY + timedelta(days=99)
    assert "Laatste dag van het besluit" in one.what
