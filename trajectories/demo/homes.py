"""Who was nominated for a home of their own in the demo, and how it went; all of it invented."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from placements.models import HousingEpisode, MoveReason, Tenure
from portal.models import Client, Municipality, Organisation, OrganisationKind, Region, Role, User
from trajectories import nominating
from trajectories.demo.consents import WANTS_NO_ASSOCIATION
from trajectories.models import Consent, DwellingOffer, GivenBy, Manner, Nomination, OutflowReadiness
from trajectories.nominating import PURPOSE, Wanted

READY_LONG = "C-F7T2Z"
"""Story 18: ready for 140 days, and the housing association has not answered."""
STREETS = ("Zeeweg", "Kamerlinghstraat", "Lindelaan", "Vaartkade", "Eksterpad", "Molenhof")
SAID_NO = "Het is te ver van mijn zus. Ik wil in de buurt blijven."
SAID_YES = "Eindelijk een eigen deur."


@dataclass(frozen=True, slots=True)
class Told:
    """How far a nomination got: how long ago it was made, and what followed."""

    days_ago: int
    is_offered: bool = False
    is_accepted: bool | None = None
    is_declined: bool = False


TOLD = (
    Told(24),
    Told(3),
    Told(12, is_offered=True),
    Told(30, is_offered=True, is_accepted=True),
    Told(26, is_offered=True, is_accepted=False),
    Told(20, is_declined=True),
)


def nominate_for_homes(region: Region, *, on: date) -> None:
    """A nomination at every stage with the first housing association, and those that became a home earlier."""
    associations = list(region.organisations.filter(kind=OrganisationKind.HOUSING_ASSOCIATION).order_by("code"))
    known = [one for one in associations if one.users.exists()]
    if not known:
        return
    coordinator = User.objects.get(role=Role.COORDINATOR, organisation__region=region)
    landlord = known[0].users.get()
    waiting = _ready_for_a_home(region, on=on)
    for told, client in zip(TOLD, waiting, strict=False):
        _tell(told, client, landlord, coordinator, on=on)
    _remember(region, associations, coordinator, landlord, on=on)


def _ready_for_a_home(region: Region, *, on: date) -> Iterator[Client]:
    """Those who want a home of their own, the longest ready first; story 18 before all."""
    rows = OutflowReadiness.objects.filter(client__region=region, wants_own_home=True).covering(on)
    clients = [row.client for row in rows.select_related("client").order_by("starts_on", "pk")]
    clients.sort(key=lambda client: client.code != READY_LONG)
    return (client for client in clients if client.code != WANTS_NO_ASSOCIATION)


def _tell(told: Told, client: Client, landlord: User, by: User, *, on: date) -> None:
    day = max(on - timedelta(days=told.days_ago), client.readiness.covering(on).get().starts_on)
    _allow(client, day, by)
    made, _ = nominating.nominate(
        client, association=landlord.organisation, wanted=_wanted(client, on), on=day, by=by
    )
    if told.is_declined:
        why = "De wachttijd in deze wijk is nu langer dan een jaar."
        nominating.decline(made, reason="GEEN_WONING", words=why, on=day + timedelta(days=6), by=landlord)
    if told.is_offered:
        offered = day + timedelta(days=5)
        nominating.offer(made, facts=_dwelling(client, offered + timedelta(days=21)), on=offered, by=landlord)
    if told.is_accepted is not None:
        words, answered = SAID_YES if told.is_accepted else SAID_NO, day + timedelta(days=9)
        nominating.answer(
            made, answered_on=answered, is_accepted=told.is_accepted, words=words, on=answered, by=by
        )


def _allow(client: Client, day: date, by: User) -> None:
    """The client was asked, and said yes to every housing association of the region."""
    asked = {"given_by": GivenBy.CLIENT, "manner": Manner.SPOKEN, "recorded_by": by}
    facts = {"client": client, "purpose": PURPOSE, "starts_on": day - timedelta(days=2)}
    Consent.objects.create(**facts, **asked, scope="Mijn naam, wie mij begeleidt en wat voor woning ik zoek.")


def _wanted(client: Client, on: date) -> Wanted:
    luck = Random(f"{client.code} home")  # noqa: S311 (invented people)
    care = client.care_episodes.covering(on).select_related("provider").first()
    return Wanted(
        municipality=_town(client, on),
        district="",
        bedrooms=luck.choice((1, 1, 2)),
        ground_floor=luck.random() < 0.25,
        max_rent=None,
        wishes=luck.choice(("", "Graag dicht bij de bus.", "Er komt een kat mee.")),
        guidance_by=str(care.provider) if care and care.provider else "Een zelf gekozen begeleider",
        contact=luck.choice(("Samira el Idrissi", "Joost van Dam", "Anouk de Wit")),
        reachable="06 0000 0000, op werkdagen tussen 9 en 17 uur",
    )


def _town(client: Client, on: date) -> Municipality:
    home = client.housing_episodes.covering(on).select_related("place__location__municipality").first()
    if home and home.place:
        return home.place.location.municipality
    town: Municipality = client.region.centre_municipality
    return town


def _dwelling(client: Client, day: date, town: Municipality | None = None) -> dict[str, object]:
    luck = Random(f"{client.code} dwelling")  # noqa: S311 (invented people)
    return {
        "street": luck.choice(STREETS),
        "house_number": str(luck.randint(2, 180)),
        "postcode": "",
        "municipality": town or _town(client, day),
        "rent": luck.choice((512, 576, 618)),
        "tenure": Tenure.OWN_TENANCY,
        "available_on": day,
        "words": luck.choice(("Tweekamerwoning, tweede verdieping met lift.", "Studio met eigen keuken.")),
    }


def _remember(region: Region, associations: list[Organisation], by: User, landlord: User, *, on: date) -> None:
    """People who got a home in their own name since last year were nominated for it, three in four."""
    since = date(on.year - 1, 1, 1)
    homes = HousingEpisode.objects.filter(
        region=region, tenure=Tenure.OWN_TENANCY, move_reason=MoveReason.OWN_TENANCY, starts_on__gte=since,
        starts_on__lte=on, client__nominations=None, planned_by=None,
    )  # fmt: skip
    rows = [home for number, home in enumerate(homes.select_related("client").order_by("pk")) if number % 4]
    made = Nomination.objects.bulk_create(
        _finished(home, associations[number % len(associations)], by) for number, home in enumerate(rows)
    )
    DwellingOffer.objects.bulk_create(_accepted(home, one, landlord) for home, one in zip(rows, made, strict=True))


def _finished(home: HousingEpisode, association: Organisation, by: User) -> Nomination:
    facts = _wanted(home.client, home.starts_on)
    return Nomination(
        region_id=home.region_id,
        client=home.client,
        association=association,
        **facts | {"municipality": home.municipality},
        nominated_on=home.starts_on - timedelta(days=60),
        nominated_by=by,
        moved_in_on=home.starts_on,
        home=home,
    )


def _accepted(home: HousingEpisode, nomination: Nomination, landlord: User) -> DwellingOffer:
    return DwellingOffer(
        nomination=nomination,
        **_dwelling(home.client, home.starts_on, home.municipality),
        offered_on=home.starts_on - timedelta(days=30),
        offered_by=landlord,
        answered_on=home.starts_on - timedelta(days=26),
        is_accepted=True,
        answer_words=SAID_YES,
        answered_by=nomination.nominated_by,
    )
