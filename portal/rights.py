"""The review of rights (BIO2 5.18.02): each year somebody says of every user whether they still need to log in."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Case, F, Min, OuterRef, Q, QuerySet, Subquery, Value, When

from portal.models import RightsReview, Role, User

EACH_YEAR, EACH_QUARTER = timedelta(days=365), timedelta(days=91)
SEES_MOST = (Role.ADMINISTRATOR, Role.AUDITOR)
"""Whose rights are reviewed each quarter: they reach across all regions."""


def reviewed(users: QuerySet[User], *, on: date) -> QuerySet[Any]:
    """Users with `since`, `reviewed_on`, `reviewer` and `is_due`; on top who waits for it longest."""
    last = RightsReview.objects.filter(user=OuterRef("pk")).order_by("-reviewed_on")
    too_long_ago = Q(reviewed_on=None) | Q(reviewed_on__lte=on - EACH_YEAR)
    too_long_ago |= Q(role__in=SEES_MOST, reviewed_on__lte=on - EACH_QUARTER)
    told = users.annotate(
        since=Min("rights_reviews__reviewed_on"),
        reviewed_on=Subquery(last.values("reviewed_on")[:1]),
        reviewer=Subquery(last.values("reviewed_by__name")[:1]),
        is_due=Case(When(too_long_ago, then=Value(True)), default=Value(False)),
    )
    return told.order_by("-is_due", F("reviewed_on").asc(nulls_first=True), "name", "pk")


def due(*, on: date) -> QuerySet[Any]:
    """Who may log in and was not reviewed for too long."""
    return reviewed(User.objects.filter(is_active=True), on=on).filter(is_due=True)


def confirm(user: User, *, on: date, by: User) -> None:
    """Say that a user rightly logs in; twice on one day is once. Nobody says so of themselves."""
    if by.role != Role.ADMINISTRATOR:
        raise PermissionDenied
    if user == by:
        raise ValidationError("U kunt uw eigen toegang niet nalopen. Vraag een andere beheerder.")
    if not user.is_active:
        raise ValidationError("Deze gebruiker is geblokkeerd en hoeft niet te worden nagelopen.")
    RightsReview.objects.get_or_create(user=user, reviewed_on=on, defaults={"reviewed_by": by})
