"""Who and where: regions, organisations, users, clients, and the log of who looked."""

from portal.models.access_log import AccessRecord, Action
from portal.models.client import Client, ClientQuerySet
from portal.models.organisation import Organisation, OrganisationKind
from portal.models.region import Municipality, Region, RegionMembership
from portal.models.user import Role, User

__all__ = [
    "AccessRecord",
    "Action",
    "Client",
    "ClientQuerySet",
    "Municipality",
    "Organisation",
    "OrganisationKind",
    "Region",
    "RegionMembership",
    "Role",
    "User",
]
