"""Who and where: regions, organisations, users, clients, and the log of who looked."""

from portal.models.access_log import AccessRecord, Action, Ground, LogCut, LogHead
from portal.models.client import Client, ClientQuerySet
from portal.models.mail import Mail, MailKind
from portal.models.organisation import Organisation, OrganisationKind
from portal.models.region import Municipality, Region, RegionMembership
from portal.models.rights import RightsReview
from portal.models.session import Session
from portal.models.sign_in import Guess, OfficeLogin, RecoveryCode, SignInKey, SignInKeyKind
from portal.models.user import Role, User

__all__ = [
    "AccessRecord",
    "Action",
    "Client",
    "ClientQuerySet",
    "Ground",
    "Guess",
    "LogCut",
    "LogHead",
    "Mail",
    "MailKind",
    "Municipality",
    "OfficeLogin",
    "Organisation",
    "OrganisationKind",
    "RecoveryCode",
    "Region",
    "RegionMembership",
    "RightsReview",
    "Role",
    "Session",
    "SignInKey",
    "SignInKeyKind",
    "User",
]
