"""Reviews: planned in the rhythm of the region, held with the client, and the next one planned at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet

from portal.models import Client, Region, Role, User
from portal.periods import months_after
from portal.templatetags.dutch import dag
from trajectories.models import AccessModel, CareEpisode, FivePoint, Review
from trajectories.moving import hold_client
from trajectories.obstacles import demand, refusals_in_dutch

AHEAD = timedelta(days=56)
"""How far ahead the planner looks."""
MONTHS = 6
"""How long after one review the next comes, in a region that did not say."""
POINTS = {
    "finances": "Geldzaken op orde",
    "good_tenant": "Goede huurder en buur",
    "daytime": "Werk of dagbesteding",
    "network": "Mensen om de cliënt heen",
    "confidant": "Een vertrouwenspersoon",
}
"""The five points (JSO) as a page calls them."""
RANK = {FivePoint.NOT: 0, FivePoint.WITH_SUPPORT: 1, FivePoint.IN_ORDER: 2}
WRITES = (Role.TEAM, Role.PROVIDER)


@dataclass(frozen=True, slots=True)
class Talk:
    """What came of a review: the day, a mark of 1 to 10 or none, and how the five points stand."""

    held_on: date
    mark: int | None
    points: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PointOverTime:
    """One of the five points: how it stood at the first review and how it stands at the last."""

    label: str
    first: str
    last: str
    course: str
    """Beter, gelijk, slechter, or empty where one of the two is not known."""


def rhythm_of(region: Region, *, on: date) -> int:
    """After how many months a region wants the next review."""
    model = AccessModel.objects.filter(region=region).covering(on).first()
    return model.review_months if model else MONTHS


def next_day(client: Client, *, after: date) -> date:
    """The day on which the next review is due."""
    return months_after(after, rhythm_of(client.region, on=after))


def plan_review(client: Client, *, planned_on: date, on: date, by: User) -> Review:
    """Plan a review; one that is planned already moves to this day. Raises `Obstructed`."""
    with refusals_in_dutch():
        hold_plan(client, on=on, by=by)
        review = next_planned(client) or Review(client=client)
        review.planned_on = planned_on
        review.save()
        return review


def hold_review(client: Client, talk: Talk, *, next_on: date | None, on: date, by: User) -> Review:
    """Keep what came of a review, and plan the next; the one that was planned is the one that was held.

    Again with the same day: the same review, with what was filled in last. Raises `Obstructed`.
    """
    with refusals_in_dutch():
        hold_plan(client, on=on, by=by)
        demand([f"De volgende komt na {dag(talk.held_on)}."] if next_on and next_on <= talk.held_on else [])
        same = client.reviews.filter(held_on=talk.held_on).order_by("-pk").first()
        review = same or next_planned(client) or Review(client=client)
        review.held_on, review.mark = talk.held_on, talk.mark
        for name, stands in talk.points.items():
            setattr(review, name, stands)
        review.save()
        if next_on and not client.reviews.filter(planned_on=next_on, held_on=None).exists():
            Review.objects.create(client=client, planned_on=next_on)
        return review


def five_points(reviews: Iterable[Review]) -> list[PointOverTime]:
    """The five points then and now; empty while no review was held."""
    talks = held(reviews)
    return [_over_time(name, label, talks[0], talks[-1]) for name, label in POINTS.items()] if talks else []


def held(reviews: Iterable[Review]) -> list[Review]:
    """Those that were held, the first one first."""
    talks = [(one.held_on, one.pk, one) for one in reviews if one.held_on]
    return [one for _, _, one in sorted(talks, key=lambda talk: talk[:2])]


def next_planned(client: Client) -> Review | None:
    """The talk that is to come, or should have been held."""
    return client.reviews.filter(_is_still_planned()).order_by("planned_on", "pk").first()


def to_hold(user: User, *, on: date) -> QuerySet[Review]:
    """Planned reviews of people in care within reach, up to eight weeks ahead; the oldest first."""
    cared_for = CareEpisode.objects.filter(client=OuterRef("client")).covering(on)
    mine = Client.objects.visible_to(user, on=on)
    rows = Review.objects.filter(Exists(cared_for), _is_still_planned(), client__in=mine)
    rows = rows.filter(planned_on__lte=on + AHEAD).select_related("client")
    return rows.order_by("planned_on", "pk")


def hold_plan(client: Client, *, on: date, by: User) -> None:
    """Wait for whoever writes in the plan of this client, for who may: the wijkteam and who guides."""
    if by.role not in WRITES:
        raise PermissionDenied
    hold_client(client, on=on, by=by)


def _over_time(name: str, label: str, first: Review, last: Review) -> PointOverTime:
    then, now = getattr(first, name), getattr(last, name)
    course = ""
    if first.pk != last.pk and then in RANK and now in RANK:
        step = RANK[FivePoint(now)] - RANK[FivePoint(then)]
        course = "beter" if step > 0 else "slechter" if step < 0 else "gelijk"
    return PointOverTime(label, _said(then), _said(now), course)


def _said(stands: str) -> str:
    return FivePoint(stands).label if stands else "niet gevraagd"


def _is_still_planned() -> Q:
    """Not held, and no talk came later in its place: who was missed once is not asked twice."""
    later = Review.objects.filter(client=OuterRef("client"), held_on__gte=OuterRef("planned_on"))
    return Q(~Exists(later), held_on=None)
