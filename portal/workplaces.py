"""Which organisation somebody with a role works for; teams and offices are made when first needed."""

from portal.models import Municipality, Organisation, OrganisationKind, Region, Role

KINDS = {
    Role.TEAM: OrganisationKind.TEAM,
    Role.PROVIDER: OrganisationKind.PROVIDER,
    Role.HOUSING_ASSOCIATION: OrganisationKind.HOUSING_ASSOCIATION,
    Role.COORDINATOR: OrganisationKind.REGION,
    Role.POLICY: OrganisationKind.REGION,
    Role.PROJECT_LEADER: OrganisationKind.REGION,
    Role.ADMINISTRATOR: OrganisationKind.PLATFORM,
    Role.AUDITOR: OrganisationKind.PLATFORM,
}


def workplace(role: Role, *, region: str = "", code: str = "") -> Organisation:
    """The organisation for a role in the region with that code.

    `code` is the gemeentecode of a wijkteam, or the code of a provider or housing association in the regiobestand;
    every other role has the one office of its region, or that of the platform. Raises ObjectDoesNotExist for an
    unknown code.
    """
    match kind := KINDS[role]:
        case OrganisationKind.PLATFORM:
            return _made(None, kind, "PLATFORM", name="Thuisroute")
        case OrganisationKind.REGION:
            here = Region.objects.get(code=region)
            return _made(here, kind, "REGIO", name=f"Regio {here.name}")
        case OrganisationKind.TEAM:
            town = Municipality.objects.get(code=code)
            here = Region.objects.get(code=region)
            return _made(here, kind, code, name=f"Sociaal Wijkteam {town.name}", municipality=town)
        case _:
            return Organisation.objects.get(region__code=region, kind=kind, code=code)


def _made(region: Region | None, kind: OrganisationKind, code: str, **facts: object) -> Organisation:
    return Organisation.objects.get_or_create(region=region, kind=kind, code=code, defaults=facts)[0]
