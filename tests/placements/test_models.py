"""What the housing timeline never allows, the database refuses."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from placements.models import HousingEpisode, Tenure
from tests import make

pytestmark = pytest.mark.django_db
D = date


def test_a_place_holds_one_person_at_a_time():
    region = make.region()
    place = make.place(make.location(make.provider(region)))
    make.lives(make.client(region), place, D(2026, 1, 1), ends_on=D(2026, 2, 1))
    make.lives(make.client(region), place, D(2026, 2, 1))  # the day the first one left
    with pytest.raises(IntegrityError), transaction.atomic():
        make.lives(make.client(region), place, D(2026, 1, 31))


def test_a_taken_place_says_so_in_dutch():
    region = make.region()
    place = make.place(make.location(make.provider(region)))
    make.lives(make.client(region), place)
    second = HousingEpisode(
        region=region, client=make.client(region), place=place, tenure=Tenure.INSTITUTION, starts_on=make.TODAY
    )
    with pytest.raises(ValidationError, match="woont op een deel van deze dagen al iemand"):
        second.full_clean()


def test_a_client_has_one_dwelling_a_day():
    region = make.region()
    client = make.client(region)
    make.lives(client)
    with pytest.raises(IntegrityError):
        make.lives(client, starts_on=make.TODAY)


def test_a_heavy_form_belongs_to_the_chain():
    with pytest.raises(IntegrityError):
        make.care_form(make.region(), is_heavy=True, is_in_chain=False)


def test_an_own_home_has_no_place():
    region = make.region()
    place = make.place(make.location(make.provider(region)))
    with pytest.raises(IntegrityError):
        make.lives(make.client(region), place, tenure=Tenure.OWNED)
