"""What municipalities and housing associations promised in the demo; invented."""

from datetime import date

from placements.models import DwellingQuota
from portal.models import Municipality, OrganisationKind, Region, Role, User
from trajectories.needs import towns_in

PROMISED = (8, 4, 2, 3, 1, 2, 2, 1)
"""Dwellings a year, for the municipalities of a region in order of name; the centre has more."""
CENTRE = 14


def promise_dwellings(region: Region, *, on: date) -> None:
    """For every municipality a number with all housing associations, and for the centre one with the first too."""
    planner = User.objects.filter(role=Role.POLICY, organisation__region=region).first()
    first = region.organisations.filter(kind=OrganisationKind.HOUSING_ASSOCIATION, users__isnull=False).first()
    if planner is None:
        return
    towns = Municipality.objects.in_bulk(towns_in(region.pk, on=on))
    for year in (on.year - 1, on.year):
        facts = {"region": region, "year": year, "agreed_on": date(year - 1, 12, 3), "agreed_by": planner}
        for town, dwellings in zip(sorted(towns.values(), key=str), PROMISED, strict=False):
            number = CENTRE if town == region.centre_municipality else dwellings
            reason = f"Woondeal {year}, bijlage over uitstroom."
            DwellingQuota.objects.create(municipality=town, dwellings=number, reason=reason, **facts)
        if first:
            reason = "Prestatieafspraken met de centrumgemeente."
            DwellingQuota.objects.create(
                municipality=region.centre_municipality, association=first, dwellings=6, reason=reason, **facts
            )
    changed = {"region": region, "year": on.year, "municipality": region.centre_municipality, "association": first}
    DwellingQuota.objects.create(
        **changed, dwellings=9, reason="Er kwamen drie studio's bij in een nieuw complex.",
        agreed_on=date(on.year, 4, 14), agreed_by=planner,
    )  # fmt: skip
