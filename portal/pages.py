"""What surrounds every page: the menu, the name of the region, the day of the demo."""

from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from portal import clock
from portal.models import Role, User
from portal.models.mail import GETS_NOTICES


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One entry of the main menu."""

    url: str
    label: str
    roles: frozenset[Role]
    also: tuple[str, ...] = ()
    """Other beginnings of addresses that belong to it."""
    is_current: bool = False


CASES = frozenset({Role.TEAM, Role.COORDINATOR})
FIGURES = frozenset({Role.POLICY, Role.PROJECT_LEADER, Role.COORDINATOR})
HOMES = ("/voordrachten/", "/huursignalen/")
MENU = (
    MenuItem("/", "Mijn werk", frozenset(Role)),
    MenuItem("/meldingen/", "Meldingen", CASES),
    MenuItem("/wachtlijst/", "Wachtlijst", frozenset({Role.TEAM})),
    MenuItem(
        "/wachtlijst/",
        "Wachtlijst",
        frozenset({Role.COORDINATOR}),
        also=("/uitstroom/", *HOMES),
    ),
    MenuItem("/plekken/", "Vind een plek", CASES),
    MenuItem("/aanbod/", "Mijn aanbod", frozenset({Role.PROVIDER})),
    MenuItem("/voorstellen/", "Voorstellen", CASES | {Role.PROVIDER}),
    MenuItem(
        "/uitstroom/",
        "Uitstroom",
        frozenset({Role.TEAM, Role.PROVIDER}),
        also=HOMES,
    ),
    MenuItem("/tafel/", "Tafel", frozenset({Role.COORDINATOR})),
    MenuItem("/voordrachten/", "Voordrachten", frozenset({Role.HOUSING_ASSOCIATION})),
    MenuItem("/huursignalen/", "Huursignalen", frozenset({Role.HOUSING_ASSOCIATION})),
    MenuItem("/clienten/", "Cliënten", CASES | {Role.PROVIDER}, also=("/bewaren/",)),
    MenuItem(
        "/locaties/",
        "Locaties",
        CASES | FIGURES | {Role.PROVIDER, Role.HOUSING_ASSOCIATION},
        also=("/sluitingen/", "/buurt/"),
    ),
    MenuItem("/plan/", "Plan", CASES | FIGURES | {Role.PROVIDER, Role.HOUSING_ASSOCIATION}),
    MenuItem("/catalogus/", "Catalogus", FIGURES | {Role.TEAM, Role.PROVIDER}),
    MenuItem("/monitor/", "Monitor", FIGURES),
    MenuItem("/rapporten/", "Rapporten", FIGURES),
    MenuItem("/beheer/", "Beheer", frozenset({Role.ADMINISTRATOR})),
    MenuItem("/logboek/", "Logboek", frozenset({Role.AUDITOR})),
    MenuItem("/bewaren/", "Bewaren", frozenset({Role.AUDITOR})),
)


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """Context for `base.html`."""
    user = getattr(request, "user", None)
    signed_in = user if isinstance(user, User) else None
    return {
        "demo": settings.DEMO,
        "today": clock.today(),
        "menu": menu_for(signed_in, request.path) if signed_in else (),
        "region": signed_in.region if signed_in else None,
        "gets_notices": bool(signed_in and signed_in.role in GETS_NOTICES),
    }


def menu_for(user: User, path: str) -> tuple[MenuItem, ...]:
    """The entries a user's role may open, with the one of this page marked."""
    return tuple(
        replace(item, is_current=_leads_to(item.url, path) or path.startswith(item.also))
        for item in MENU
        if user.role in item.roles
    )


def _leads_to(url: str, path: str) -> bool:
    return path == url if url == "/" else path.startswith(url)
