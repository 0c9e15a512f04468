"""How the access of the demo regions works, since when, and who has mandate."""

from datetime import date

from portal.models import Region, Role, User
from trajectories.models import AccessBody, AccessModel, Mandate

SINCE = date(2020, 1, 1)
MOVED_ON = date(2024, 4, 1)
"""In IJssel-Vecht the access went from the GGD to the Sociaal Wijkteam."""
SOURCE = "Mandaatbesluit toegang 2024, artikel 3 (fictief)"


def write_down_the_access() -> None:
    """In Flevoland the GGD advises and the wijkteam decides; in IJssel-Vecht the centre does, as the second."""
    regions = {region.code: region for region in Region.objects.all()}
    if "FLEVOLAND" in regions:
        _model(regions["FLEVOLAND"], SINCE, None, AccessBody.GGD, AccessBody.TEAM, AccessBody.CENTRE)
    if "IJSSELVECHT" in regions:
        ggd = AccessBody.GGD
        _model(regions["IJSSELVECHT"], SINCE, MOVED_ON, ggd, ggd, ggd)
        team, centre = AccessBody.TEAM, AccessBody.CENTRE
        _model(regions["IJSSELVECHT"], MOVED_ON, None, team, centre, centre, has_four_eyes=True)
    workers = User.objects.filter(role__in=(Role.TEAM, Role.COORDINATOR), is_active=True)
    Mandate.objects.bulk_create(
        Mandate(user=user, municipality_id=user.organisation.municipality_id, source=SOURCE, starts_on=MOVED_ON)
        for user in workers.select_related("organisation").order_by("login")
    )


def _model(
    region: Region,
    starts_on: date,
    ends_on: date | None,
    advisor: AccessBody,
    decision_maker: AccessBody,
    list_director: AccessBody,
    *,
    has_four_eyes: bool = False,
) -> None:
    AccessModel.objects.create(
        region=region,
        starts_on=starts_on,
        ends_on=ends_on,
        advisor=advisor,
        decision_maker=decision_maker,
        list_director=list_director,
        has_four_eyes=has_four_eyes,
    )
