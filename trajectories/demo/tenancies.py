"""What housing associations in the demo noticed about a tenancy, and what was done; invented."""

from dataclasses import dataclass
from datetime import date, timedelta

from placements.models import HousingEpisode
from portal.models import OrganisationKind, Region, Role, User
from trajectories.models import OutflowReadiness
from trajectories.tenancies import follow_up, settle, signal, tenancies_of
from trajectories.urgency import ask_urgency, decide_urgency


@dataclass(frozen=True, slots=True)
class Noticed:
    """One signal: what and how long ago, what was done, and how it ended if it did."""

    kind: str
    words: str
    days_ago: int
    done: str = ""
    result: str = ""


NOTICED = (
    Noticed("OVERLAST", "Buren belden twee keer over harde muziek, na elf uur 's avonds.", 2),
    Noticed("ACHTERSTAND", "De huur van september is niet betaald.", 12),
    Noticed("ACHTERSTAND", "Twee maanden huur open.", 40, "Samen een betaalregeling gemaakt, 50 euro per maand."),
    Noticed("ONDERHOUD", "De tuin staat vol spullen.", 75, "Samen opgeruimd.", "Het ziet er goed uit."),
)


def tell_of_tenancies(region: Region, *, on: date) -> None:
    """A signal at every stage about tenants of the first housing association."""
    coordinator = User.objects.get(role=Role.COORDINATOR, organisation__region=region)
    known = region.organisations.filter(kind=OrganisationKind.HOUSING_ASSOCIATION, users__isnull=False).first()
    if known is None:
        return
    teller = known.users.get()
    since = on - timedelta(days=120)
    homes = tenancies_of(known, on=on).filter(starts_on__lt=since).order_by("-starts_on", "pk")
    for noticed, home in zip(NOTICED, homes, strict=False):
        _tell(noticed, home, teller, coordinator, on=on)


def _tell(noticed: Noticed, home: HousingEpisode, teller: User, coordinator: User, *, on: date) -> None:
    day = on - timedelta(days=noticed.days_ago)
    made, _ = signal(home, kind=noticed.kind, noticed_on=day, words=noticed.words, on=day, by=teller)
    if noticed.done:
        done_on = day + timedelta(days=5)
        follow_up(made, done_on=done_on, words=noticed.done, on=done_on, by=coordinator)
    if noticed.result:
        settle(made, result=noticed.result, on=day + timedelta(days=20), by=teller)


def ask_for_priority(region: Region, *, on: date) -> None:
    """Who wants a home of their own asked for priority: some got it, some did not hear yet, some were refused."""
    coordinator = User.objects.get(role=Role.COORDINATOR, organisation__region=region)
    ready = OutflowReadiness.objects.filter(client__region=region, wants_own_home=True).covering(on)
    for number, row in enumerate(ready.select_related("client").order_by("starts_on", "pk")):
        asked_on = min(on, row.starts_on + timedelta(days=14))
        ask_urgency(row.client, asked_on=asked_on, on=on, by=coordinator)
        if number % 3:
            decided_on = min(on, asked_on + timedelta(days=30))
            decide_urgency(
                row.client,
                decided_on=decided_on,
                is_granted=number % 3 == 1,
                valid_until=decided_on + timedelta(days=365),
                on=on,
                by=coordinator,
            )
