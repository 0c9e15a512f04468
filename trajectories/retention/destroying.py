"""Destroying a file: proposed by one, done by another, all of it at once, and what is left to tell of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.db import connection, models, transaction
from django.db.models import OuterRef

from portal.models import Client, ClientQuerySet, User
from portal.templatetags.dutch import dag
from trajectories.dossier.register import KEPT, OF_THE_CLIENT, Kept
from trajectories.letters.content import content_hash
from trajectories.models import Destruction, LegalHold, MatchAdvice, MatchingTable, TableDecision
from trajectories.obstacles import demand, refusals_in_dutch
from trajectories.retention.ending import Standing, over, standing_of

GOES = (OF_THE_CLIENT, *KEPT, Kept(MatchAdvice, "proposal__entry__client", "Adviezen bij een voorstel"))
"""What goes with the file, parents before what hangs on them; the log of who looked stays, without a name."""
GONE = "Vernietigd."
"""What minutes say instead of what was decided about somebody."""
OWN_PROPOSAL = "U stelde dit dossier zelf voor. Iemand anders kijkt het na en vernietigt het."


def due(clients: ClientQuerySet, *, on: date) -> ClientQuerySet:
    """The clients whose term is over, whom nothing holds and nobody proposed yet; the longest ago first."""
    proposed = Destruction.objects.filter(client_slug=OuterRef("slug"))
    held = LegalHold.objects.filter(client=OuterRef("pk"), runs_until__gt=on)
    return over(clients, on=on).exclude(models.Exists(proposed)).exclude(models.Exists(held))


def obstacles(client: Client, standing: Standing, *, on: date) -> list[str]:
    """Why a file may not be destroyed now."""
    if standing.over_on is None:
        return [f"In dossier {client.code} loopt nog iets, of er is nooit iets begonnen."]
    if not standing.is_over(on):
        return [f"De bewaartermijn van dossier {client.code} is pas voorbij op {dag(standing.over_on)}."]
    held = client.holds.filter(runs_until__gt=on).order_by("starts_on").first()
    return [f"Dossier {client.code} wordt langer bewaard: {held.reason}"] if held else []


@transaction.atomic
def propose(client: Client, *, on: date, by: User) -> Destruction:
    """Propose a file for destruction; once proposed it stays the same proposal. Raises `Obstructed`."""
    client = Client.objects.select_for_update().get(pk=client.pk)
    standing = standing_of(client)
    demand(obstacles(client, standing, on=on))
    facts = {
        "region_id": client.region_id,
        "client_code": client.code,
        "ground": standing.ground,
        "ended_on": standing.began_on,
        "due_on": standing.over_on,
        "proposed_on": on,
        "proposed_by": by,
    }
    return Destruction.objects.get_or_create(client_slug=client.slug, defaults=facts)[0]


@transaction.atomic
def call_off(proposal: Destruction) -> bool:
    """Take a proposal back; False when somebody destroyed the file or took it back a moment before."""
    held = Destruction.objects.select_for_update().filter(pk=proposal.pk, destroyed_at=None).first()
    return bool(held and held.delete())


@transaction.atomic
def destroy(proposal: Destruction, *, on: date, at: datetime, by: User) -> Client | None:
    """Destroy a file that somebody else proposed; None when another did so a moment before.

    Asks everything again: a melding may have come in since. Raises `Obstructed`.
    """
    held = Destruction.objects.select_for_update().filter(pk=proposal.pk, destroyed_at=None).first()
    if held is None:
        return None
    client = Client.objects.select_for_update().filter(slug=held.client_slug, merged_into=None).first()
    if client is None:
        demand([f"Dossier {held.client_code} is samengevoegd met een ander. Trek het voorstel in."])
    assert client
    demand([OWN_PROPOSAL] if held.proposed_by == by else [])
    demand(obstacles(client, standing_of(client), on=on))
    with refusals_in_dutch():
        held.counts = erase(client)
        held.destroyed_at, held.destroyed_by = at, by
        held.save()
    return client


def counted(client: Client) -> dict[str, int]:
    """Which kinds of rows the file has, by their Dutch name, and how many."""
    return _in_words(_goes(_records(client)))


def erase(client: Client) -> dict[str, int]:
    """Take out every row of a person, in one transaction; what there was, counted.

    Anything that still points to the person makes it fail: the database checks all keys before it is done.
    """
    records = _records(client)
    goes = _goes(records)
    with transaction.atomic(), destroying() as cursor:
        _take_out_of_minutes(records)
        for kept, keys in reversed(goes):
            table = kept.model._meta.db_table
            cursor.execute(f'DELETE FROM "{table}" WHERE id = ANY(%s)', [keys])  # noqa: S608 (our own tables)
            assert cursor.rowcount == len(keys), f"{table}: not all rows may be destroyed"
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
    return _in_words(goes)


@contextmanager
def destroying() -> Iterator[Any]:
    """Tell the database that what it keeps against mistakes may go now, and not a moment longer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('thuisroute.destroying', 'on', true)")
        yield cursor
        cursor.execute("SELECT set_config('thuisroute.destroying', '', true)")


def _records(client: Client) -> list[Client]:
    """The client, and the records that became one with it."""
    return [client, *client.merged_records.order_by("pk")]


def _goes(records: list[Client]) -> list[tuple[Kept, list[int]]]:
    """The keys of every row that goes, kind by kind."""
    return [(kept, _keys(kept, records)) for kept in GOES]


def _keys(kept: Kept, records: list[Client]) -> list[int]:
    people = [one.pk for one in records]
    rows = kept.model._default_manager.filter(**{f"{kept.path}__in": people})
    return sorted(set(rows.values_list("pk", flat=True)))


def _in_words(goes: list[tuple[Kept, list[int]]]) -> dict[str, int]:
    return {kept.name: len(keys) for kept, keys in goes if keys}


def _take_out_of_minutes(records: list[Client]) -> None:
    """What was decided about these people, the minutes of tables say no more; they are printed anew."""
    about = TableDecision.objects.filter(client__in=records)
    said = set(about.values_list("about", "what"))
    tables = MatchingTable.objects.filter(closed_at__isnull=False, region=records[0].region_id)
    for table in tables.defer("pdf") if said else ():
        old: dict[str, Any] = table.content or {}
        new = old | {part: _without(old[part], said) for part in ("actions", "decisions")}
        if new != old:
            fresh = {"content": new, "content_hash": content_hash(new), "pdf": None, "printed_at": None}
            MatchingTable.objects.filter(pk=table.pk).update(**fresh, print_attempts=0)


def _without(points: list[dict[str, str]], said: set[tuple[str, str]]) -> list[dict[str, str]]:
    return [one | {"what": GONE} if (one["about"], one["what"]) in said else one for one in points]
