"""Where the municipalities lie on the region's map of tiles, and moving them."""

from collections.abc import Mapping

from django.db import transaction

from portal.models import Municipality, Region
from reporting.models import MunicipalityTile

COLUMNS = ROWS = 12
type Place = tuple[int, int]


def tiles_of(region: Region) -> dict[str, Place]:
    """Column and row of each municipality that somebody gave a place, by its code."""
    rows = MunicipalityTile.objects.filter(region=region)
    return {code: (column, row) for code, column, row in rows.values_list("municipality_id", "column", "row")}


def towns_of(region: Region) -> list[Municipality]:
    """The municipalities that take part, or once did, by name."""
    return list(Municipality.objects.filter(memberships__region=region).distinct())


@transaction.atomic
def lay_tiles(region: Region, places: Mapping[str, Place]) -> None:
    """Put every municipality at its place; all at once, so that two may change places."""
    Region.objects.select_for_update(no_key=True).get(pk=region.pk)
    if tiles_of(region) == places:
        return
    MunicipalityTile.objects.filter(region=region).delete()
    MunicipalityTile.objects.bulk_create(
        MunicipalityTile(region=region, municipality_id=code, column=column, row=row)
        for code, (column, row) in places.items()
    )
