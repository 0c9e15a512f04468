"""Nominating a client to a housing association, the dwelling it offers, the client's answer, and the key."""

from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal
from typing import Any, TypedDict

from django.core.exceptions import PermissionDenied
from django.db.models import Q

from placements.models import MoveReason, Place, Tenure
from portal.access import CASE_WORKERS, SEES_PERSONS
from portal.models import Client, Municipality, Organisation, Role, User
from portal.templatetags.dutch import dag
from trajectories import outflow
from trajectories.consent import obstacles_to_share, record_disclosure
from trajectories.models import DwellingOffer, Nomination, Purpose
from trajectories.moving import move
from trajectories.obstacles import demand, refusals_in_dutch
from trajectories.proposals import Step

PURPOSE = Purpose.NOMINATE_TO_HOUSING_ASSOCIATION
SHARED = "Naam, wie begeleidt en wat nodig is aan de woning; niets over zorg"


class Wanted(TypedDict):
    """What is needed of the dwelling, and whom the housing association can call; nothing about care."""

    municipality: Municipality | None
    district: str
    bedrooms: int | None
    ground_floor: bool
    max_rent: Decimal | None
    wishes: str
    guidance_by: str
    contact: str
    reachable: str


def waiting_nominations(user: User, *, on: date) -> list[Nomination]:
    """Open nominations in which it is this user's turn, the oldest first; two queries.

    A housing association answers; who guides, and who nominated, ask the client, hand over the key, and are
    reminded of a housing association that does not answer.
    """
    mine = Nomination.objects.visible_to(user, on=on).open()
    if user.role == Role.HOUSING_ASSOCIATION:
        mine = mine.unanswered()
    elif user.role == Role.PROVIDER:
        mine = mine.exclude(pk__in=mine.unanswered())
    else:
        late = Q(pk__in=Nomination.objects.overdue_on(on)) | ~Q(pk__in=Nomination.objects.unanswered())
        mine = mine.filter(late, nominated_by__organisation=user.organisation)
    return list(mine.with_everything().order_by("nominated_on", "pk"))


def standing_obstacles(client: Client, *, on: date) -> list[str]:
    """Why a client cannot be nominated anywhere now, as sentences that say what to do."""
    home = client.housing_episodes.covering(on).first()
    if home and home.tenure == Tenure.OWNED:
        return [f"{client} woont in een eigen koopwoning. Een corporatie verhuurt dan geen woning."]
    if known := client.nominations.open().select_related("association").first():
        return [f"{client} is al voorgedragen bij {known.association}, op {dag(known.nominated_on)}."]
    if not client.readiness.covering(on).filter(wants_own_home=True).exists():
        return [
            f"{client} staat niet op de uitstroomlijst voor een eigen woning."
            " Leg eerst vast dat de cliënt klaar is en een eigen woning wil."
        ]
    return []


def nominate(
    client: Client, *, association: Organisation, wanted: Wanted, on: date, by: User
) -> tuple[Nomination, bool]:
    """Nominate a client, and write down that this was shared; also whether it was done now.

    Raises `Obstructed`, and `PermissionDenied` for whoever does not decide about this client.
    """
    with refusals_in_dutch():
        _hold(client, on=on, by=by, roles=CASE_WORKERS)
        if same := client.nominations.open().filter(association=association).first():
            return same, False
        demand(
            standing_obstacles(client, on=on)
            + obstacles_to_share(client, purpose=PURPOSE, with_=association, on=on)
        )
        record_disclosure(client, purpose=PURPOSE, what=SHARED, with_=association, on=on, by=by)
        facts = {"nominated_on": on, "nominated_by": by, **wanted}
        nomination = Nomination.objects.create(
            region_id=client.region_id, client=client, association=association, **facts
        )
        return nomination, True


def offer(nomination: Nomination, *, facts: dict[str, Any], on: date, by: User) -> bool:
    """The housing association offers a dwelling; True if it was done now. Raises `Obstructed`."""
    with refusals_in_dutch():
        held = _held(nomination, on=on, by=by, roles={Role.HOUSING_ASSOCIATION})
        demand(_over(held))
        if held.offer and all(getattr(held.offer, name) == value for name, value in facts.items()):
            return False
        demand([f"U hebt al een woning aangeboden: {held.offer}."] if held.offer else [])
        held.offers.create(offered_on=on, offered_by=by, **facts)
        return True


def decline(nomination: Nomination, *, reason: str, words: str = "", on: date, by: User) -> bool:
    """The housing association has no dwelling and says why; True if it was done now. Raises `Obstructed`."""
    with refusals_in_dutch():
        held = _held(nomination, on=on, by=by, roles={Role.HOUSING_ASSOCIATION})
        if held.declined_on:
            return False
        demand(_over(held))
        demand([f"U hebt een woning aangeboden: {held.offer}. Trek die eerst terug."] if held.offer else [])
        return _end(held, declined_on=on, declined_by=by, decline_reason=reason, decline_words=words)


def take_back(nomination: Nomination, *, words: str, on: date, by: User) -> bool:
    """The housing association takes back the dwelling it offered; the nomination stays. Raises `Obstructed`."""
    with refusals_in_dutch():
        held = _held(nomination, on=on, by=by, roles={Role.HOUSING_ASSOCIATION})
        demand(_over(held))
        standing = held.offer
        if standing is None:
            return False
        standing.withdrawn_on, standing.withdrawn_words = on, words
        standing.save(update_fields=["withdrawn_on", "withdrawn_words"])
        return True


def answer(
    nomination: Nomination, *, answered_on: date, is_accepted: bool, words: str = "", on: date, by: User
) -> bool:
    """What the client says of the dwelling, in their own words; True if it was done now. Raises `Obstructed`.

    After a no the housing association may offer another.
    """
    with refusals_in_dutch():
        held = _held(nomination, on=on, by=by, roles=SEES_PERSONS)
        demand(_over(held))
        standing = held.offer
        if standing is None or standing.is_accepted is not None:
            return False
        if answered_on < standing.offered_on:
            demand([f"De woning is aangeboden op {dag(standing.offered_on)}. Kies die dag of later."])
        standing.answered_on, standing.answered_by = answered_on, by
        standing.is_accepted, standing.answer_words = is_accepted, words
        standing.save(update_fields=["answered_on", "answered_by", "is_accepted", "answer_words"])
        return True


def move_in(
    nomination: Nomination,
    *,
    key_on: date,
    place: Place | None = None,
    client_wanted: bool | None = True,
    on: date,
    by: User,
) -> bool:
    """The client got the key: the dwelling begins that day and the care goes on; True if it was done now.

    A tenancy in the client's own name is a home of their own; a dwelling the provider rents, or has a say in, is
    one of its places. Raises `Obstructed`.
    """
    with refusals_in_dutch():
        held = _held(nomination, on=on, by=by, roles=SEES_PERSONS)
        if held.moved_in_on:
            return False
        demand(_over(held) + _not_ready_for_key(held, key_on, place))
        standing = held.offer
        assert standing is not None
        home = move(
            held.client,
            to=standing.municipality if place is None else place,
            on=key_on,
            reason=MoveReason.OWN_TENANCY if place is None else MoveReason.OWN_WISH,
            tenure=standing.tenure,
            client_wanted=client_wanted,
            by=by,
        )
        outflow.arrive(held.client, on=key_on)
        return _end(held, moved_in_on=key_on, home=home)


def withdraw(nomination: Nomination, *, words: str, on: date, by: User) -> bool:
    """The nomination is taken back, with a reason; True if it was done now. Raises `Obstructed`."""
    with refusals_in_dutch():
        held = _held(nomination, on=on, by=by, roles=CASE_WORKERS)
        if held.withdrawn_on:
            return False
        demand(_over(held))
        return _end(held, withdrawn_on=on, withdrawn_by=by, withdrawn_words=words)


def steps(nomination: Nomination) -> list[Step]:
    """Nominated, each dwelling with its answer, and how it ended or what comes next; wants `with_everything`."""
    way = [Step("Voorgedragen", nomination.nominated_on, str(nomination.nominated_by))]
    for one in nomination.offers.all():
        way += _of_an_offer(one)
    association = str(nomination.association)
    if nomination.declined_on:
        return [*way, Step("De corporatie heeft geen woning", nomination.declined_on, association, is_stop=True)]
    if nomination.withdrawn_on:
        why = nomination.withdrawn_words
        return [*way, Step("Voordracht ingetrokken", nomination.withdrawn_on, why, is_stop=True)]
    if nomination.moved_in_on:
        return [*way, Step("Sleutel gekregen", nomination.moved_in_on)]
    return [*way, *_ahead(nomination)]


def _of_an_offer(one: DwellingOffer) -> Iterable[Step]:
    yield Step("Woning aangeboden", one.offered_on, f"{one}")
    if one.answered_on:
        said = f"“{one.answer_words}”" if one.answer_words else ""
        name = "De cliënt wil deze woning" if one.is_accepted else "De cliënt wil deze woning niet"
        yield Step(name, one.answered_on, said, is_stop=not one.is_accepted)
    if one.withdrawn_on:
        yield Step("De corporatie trok de woning terug", one.withdrawn_on, one.withdrawn_words, is_stop=True)


def _ahead(nomination: Nomination) -> Iterable[Step]:
    if nomination.offer is None:
        yield Step(
            "Antwoord van de corporatie",
            None,
            f"{nomination.association}, uiterlijk {dag(nomination.answer_due_on)}",
        )
    if nomination.offer is None or not nomination.offer.is_accepted:
        yield Step("Antwoord van de cliënt", None)
    yield Step("Sleutel", None)


def _not_ready_for_key(held: Nomination, key_on: date, place: Place | None) -> list[str]:
    """Why the client cannot have got this key on this day."""
    standing = held.offer
    if standing is None or not standing.is_accepted:
        return ["De cliënt heeft nog geen ja gezegd tegen een woning van deze corporatie."]
    assert standing.answered_on is not None
    found = []
    if key_on < standing.answered_on:
        found.append(f"De cliënt zei ja op {dag(standing.answered_on)}. Kies die dag of later.")
    if place is None and standing.tenure != Tenure.OWN_TENANCY:
        found.append("Bij deze huurvorm hoort een plek van de aanbieder. Kies de plek.")
    if place and place.location.municipality_id != standing.municipality_id:
        found.append(f"Deze plek is niet in {standing.municipality}. Kies de plek van deze woning.")
    return found


def _over(held: Nomination) -> list[str]:
    """That nothing can be answered any more, and since when."""
    ended = {
        "De cliënt kreeg de sleutel": held.moved_in_on,
        "De corporatie zei nee": held.declined_on,
        "De voordracht is ingetrokken": held.withdrawn_on,
    }
    return [f"{what} op {dag(day)}. Er is niets meer te doen." for what, day in ended.items() if day]


def _hold(client: Client, *, on: date, by: User, roles: Collection[str]) -> None:
    """Refuse who may not, and wait for whoever changes this client."""
    if by.role not in roles or not Client.objects.visible_to(by, on=on).filter(pk=client.pk).exists():
        raise PermissionDenied
    Client.objects.select_for_update(no_key=True).get(pk=client.pk)


def _held(nomination: Nomination, *, on: date, by: User, roles: Collection[str]) -> Nomination:
    """The nomination as it is now, while nobody else changes it, for who may still act on it."""
    Client.objects.select_for_update(no_key=True).get(pk=nomination.client_id)
    reach = Nomination.objects.visible_to(by, on=on).with_everything()
    held = reach.filter(pk=nomination.pk).first()
    if held is None or by.role not in roles:
        raise PermissionDenied
    return held


def _end(held: Nomination, **facts: Any) -> bool:
    for name, value in facts.items():
        setattr(held, name, value)
    held.save(update_fields=list(facts))
    return True
