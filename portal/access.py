"""Who may open which page: every view says its audience, and what says nothing stays closed."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from portal.models import AccessRecord, Action, Client, Role, User
from portal.origin import origin_of

type View = Callable[..., HttpResponseBase]


class SignedInRequest(HttpRequest):
    """A request of somebody who logged in, with what will be written in the log when the answer leaves."""

    user: User
    access_records: list[AccessRecord]


EVERYBODY = frozenset(Role)
CASE_WORKERS = frozenset({Role.TEAM, Role.COORDINATOR})
"""Those who work with meldingen and the waiting list."""
SEES_PERSONS = CASE_WORKERS | {Role.PROVIDER}
SEES_FIGURES = frozenset({Role.POLICY, Role.PROJECT_LEADER, Role.COORDINATOR})
SEES_STOCK = SEES_PERSONS | {Role.HOUSING_ASSOCIATION, Role.POLICY, Role.PROJECT_LEADER}

SEES_CATALOGUE = SEES_FIGURES | {Role.TEAM, Role.PROVIDER}
"""Who may read what the region offers; a wijkteam no rates, a provider only its own."""


def allow(*roles: Role) -> Callable[[View], View]:
    """Open a view to these roles; anybody else who is logged in gets a 403, a stranger the log-in page."""

    def mark(view: View) -> View:
        view.audience = frozenset(roles)  # type: ignore[attr-defined]
        return view

    return mark


def public(view: View) -> View:
    """Open a view to everybody, logged in or not."""
    view.audience = None  # type: ignore[attr-defined]
    return view


def before_proof(view: View) -> View:
    """Open a view to who came in with a password only: what somebody needs to set up a second step."""
    view.is_before_proof = True  # type: ignore[attr-defined]
    return view


def note(
    request: HttpRequest, action: Action, subject: str, *, client: Client | None = None, by: User | None = None
) -> None:
    """Put a line in the log of who looked and who did what; written before the answer leaves (NEN 7513).

    `subject` names what kind of thing it was, never whose: no names, no content. `by` is who is not in yet.
    """
    user = by or (request.user if request.user.is_authenticated else None)
    request.access_records.append(  # type: ignore[attr-defined]
        AccessRecord(
            user=user,
            role=user.role if user else "",
            organisation_name=user.organisation.name if user else "",
            action=action,
            subject=subject,
            client=client,
            path=request.path[:200],
            origin=origin_of(request),
        )
    )
