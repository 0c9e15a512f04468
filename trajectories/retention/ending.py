"""Which term a file has and since when: by what it got, and by the last day of the last thing that ran."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Case, DateField, Exists, F, Max, Model, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest

from placements.models import HousingEpisode
from portal.models import Client, ClientQuerySet
from portal.periods import FOREVER
from trajectories.models import (
    BridgingCare,
    CareEpisode,
    Decision,
    Notification,
    Objection,
    Outcome,
    RetentionGround,
    TemporaryProvision,
    WaitlistEntry,
)
from trajectories.retention.terms import TERMS


@dataclass(frozen=True, slots=True)
class Run:
    """A kind of row that keeps a file in use: how it leads to the client, the day it ends, and which of them."""

    model: type[Model]
    client: str
    ends: tuple[str, ...] = ("runs_until",)
    """The last of these days; none of them yet: it still runs."""
    only: Mapping[str, object] = field(default_factory=dict)


IN_A_PLACE = Run(HousingEpisode, "client", only={"place__isnull": False})
"""Not a home of one's own: that goes on when the file is long over."""
GRANTED = Run(
    Notification, "client", ("decided_on", "closed_on", "valid_until"), only={"outcome": Outcome.GRANTED}
)
HELP = (
    Run(CareEpisode, "client"),
    IN_A_PLACE,
    Run(TemporaryProvision, "notification__client"),
    Run(BridgingCare, "entry__client"),
    GRANTED,
)
RUNS = (
    *HELP,
    Run(Notification, "client", ("decided_on", "closed_on")),
    Run(Decision, "notification__client", ("decided_on", "valid_until"), only={"decided_on__isnull": False}),
    Run(WaitlistEntry, "client", ("left_on",)),
    Run(Objection, "notification__client", ("decided_on",)),
)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the term of one file is: why, since when, and until when; no days while something runs."""

    ground: RetentionGround
    began_on: date | None
    over_on: date | None

    def is_over(self, on: date) -> bool:
        """Whether the file need not be kept any more on `on`."""
        return self.over_on is not None and self.over_on <= on


def with_term(clients: ClientQuerySet) -> ClientQuerySet:
    """Add to each client `began_on`, the day its term began (in 9999 while something runs), and its `ground`.

    A client about whom nothing ran has no such day.
    """
    helped = Q()
    for run in HELP:
        helped |= Q(Exists(_rows(run)))
    ground = Case(When(helped, Value(RetentionGround.HELPED)), default=Value(RetentionGround.NOT_HELPED))
    return clients.annotate(began_on=Greatest(*map(_last, RUNS)), ground=ground)


def over(clients: ClientQuerySet, *, on: date) -> ClientQuerySet:
    """The clients whose term is over on `on`, the longest ago first."""
    terms = Q()
    for ground, term in TERMS.items():
        terms |= Q(ground=ground, began_on__lte=term.began_by(on))
    return with_term(clients).filter(terms).order_by("began_on", "pk")  # type: ignore[misc]


def standing_of(client: Client) -> Standing:
    """The term of one client."""
    found = with_term(Client.objects.filter(pk=client.pk)).get()
    ground, began_on = RetentionGround(found.ground), found.began_on  # type: ignore[attr-defined]
    if began_on in (None, FOREVER):
        return Standing(ground, None, None)
    return Standing(ground, began_on, TERMS[ground].over_on(began_on))


def _last(run: Run) -> Subquery:
    """The day the last of these rows ends; PostgreSQL passes by what is empty."""
    days = Greatest(*run.ends) if len(run.ends) > 1 else F(run.ends[0])
    last = _rows(run).order_by().values(run.client).annotate(last=Max(Coalesce(days, Value(FOREVER))))
    return Subquery(last.values("last"), output_field=DateField())


def _rows(run: Run) -> QuerySet:
    """The rows of this kind that belong to the client of a row around it."""
    return run.model._default_manager.filter(**run.only, **{run.client: OuterRef("pk")})
