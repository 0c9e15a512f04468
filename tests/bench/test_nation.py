"""The nation that speed is measured on."""

from collections import Counter
from collections.abc import Callable
from random import Random

import pytest
from django.db import connection
from django.db.models import Model, QuerySet

from bench.nation import DAY, REGIONS, Size
from bench.nation.building import fill
from bench.nation.drawing import draw
from bench.nation.tables import Tables, code_of
from placements.models import HousingEpisode
from portal.models import Client, Region
from reporting.figures import compute
from reporting.quarter import Quarter
from trajectories.models import CareEpisode, WaitlistEntry

SMALL = Size("small", 600)


@pytest.fixture
def nation(db: None) -> None:
    with connection.owner(), connection.cursor() as cursor:
        fill(SMALL, tell=lambda _region: None)
        cursor.execute("ANALYZE")


def test_every_row_would_be_let_in_by_itself(nation: None) -> None:
    """Each foreign key leads somewhere, each trigger and constraint agrees, in a load where all of them look."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert Region.objects.count() == REGIONS
    assert abs(Client.objects.count() - SMALL.clients) < REGIONS
    assert CareEpisode.objects.count() > 2 * SMALL.clients
    assert HousingEpisode.objects.exclude(place=None).exists()
    assert WaitlistEntry.objects.filter(left_on=None).exists()


def test_its_figures_can_be_counted(nation: None) -> None:
    cells = compute(Region.objects.get(code="R00"), Quarter(2026, 3), now=DAY)
    total = next(cell for cell in cells if cell.code == "A1" and not cell.dimensions)
    care = CareEpisode.objects.filter(region__code="R00", care_form__is_in_chain=True)
    assert total.value == care.covering(DAY).count() > 0


def test_the_same_seed_draws_the_same_nation() -> None:
    towns = [f"{number:04}" for number in range(342)]

    def drawn(seed: int) -> list[tuple[str, str]]:
        tables = Tables()
        return [part for _ in draw(tables, SMALL, towns, Random(seed)) for part in tables.take()]  # noqa: S311

    assert drawn(1) == drawn(1)
    assert drawn(1) != drawn(2)


def test_no_two_numbers_have_the_same_code() -> None:
    assert max(Counter(map(code_of, range(50_000))).values()) == 1


@pytest.mark.parametrize(
    ("index", "rows"),
    [
        ("waitlist_on_a_day", lambda region: WaitlistEntry.objects.filter(region=region, left_on=None)),
        ("housing_of_a_place", lambda _region: HousingEpisode.objects.filter(place__in=[1, 2]).covering(DAY)),
    ],
    ids=["who waits", "who lives somewhere"],
)
def test_what_pages_ask_most_is_read_through_its_index(
    nation: None, index: str, rows: Callable[[Region], QuerySet[Model]]
) -> None:
    """Also where the planner would rather read the whole of so small a table."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert index in rows(Region.objects.get(code="R00")).explain()
