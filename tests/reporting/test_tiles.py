"""The map of tiles: every municipality at its place, and a second press that moves nothing."""

import pytest

from reporting.models import MunicipalityTile
from reporting.tiles import lay_tiles, tiles_of
from tests import make

pytestmark = pytest.mark.django_db
PLACES = {make.ALMERE: (1, 1), make.LELYSTAD: (2, 1)}
SWAPPED = {make.ALMERE: (2, 1), make.LELYSTAD: (1, 1)}


def test_two_municipalities_may_change_places():
    region = make.region()
    lay_tiles(region, PLACES)
    lay_tiles(region, SWAPPED)
    assert tiles_of(region) == SWAPPED


def test_the_same_places_once_more_change_no_row():
    region = make.region()
    lay_tiles(region, PLACES)
    before = set(MunicipalityTile.objects.values_list("pk", flat=True))
    lay_tiles(region, dict(PLACES))
    assert set(MunicipalityTile.objects.values_list("pk", flat=True)) == before
