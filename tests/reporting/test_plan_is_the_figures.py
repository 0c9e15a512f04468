"""Every number on the pages of the plan is that of the published figure, for the same day."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings

from placements.models import CareForm, PlanLine
from placements.movements import balances, in_service, plan_start, tally
from placements.progress import share
from portal.models import Region
from reporting.figures import compute
from reporting.plan.goals import needs
from reporting.plan.overview import every_movement
from reporting.plan.quarters import compared, sheets
from reporting.plan.towns import towns
from reporting.quarter import Quarter
from trajectories.demo import REGIONS, write_region
from trajectories.regionfile.loading import load

EXAMPLES = settings.ROOT.parent / "shared" / "examples"
TODAY = date(2026, 10, 5)
DAYS = [date(2024, 3, 31), date(2025, 9, 30), date(2025, 12, 31), date(2026, 2, 10), TODAY]

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["FLEVOLAND", "IJSSELVECHT", "regio-1", "regio-2", "regio-3"])
def region(request, tmp_path: Path) -> Region:
    """The demo regions, and those that others made."""
    if request.param in REGIONS:
        write_region(request.param, tmp_path / "in", today=TODAY)
        outcome = load(tmp_path / "in", today=TODAY)
    elif EXAMPLES.exists():
        outcome = load(EXAMPLES / request.param, today=TODAY)
    else:
        pytest.skip("the shared examples are not here")
    assert outcome.errors.lines == []
    return Region.objects.get(code=outcome.region)


def cells(region: Region, code: str, day: date) -> dict[tuple[str, ...], float]:
    """The rows of a figure on a day, by the values of their dimensions in order of the dimensions' names."""
    found = compute(region, Quarter.containing(day), now=day, codes=[code])
    return {tuple(text for _, text in cell.dimensions): cell.value for cell in found if cell.value is not None}


def test_every_number_of_the_plan_is_that_of_the_figures(region):
    for day in DAYS:
        realised_is_d4(region, day)
        stock_is_d1(region, day)
        coverage_is_d6(region, day)


def realised_is_d4(region: Region, day: date) -> None:
    since = plan_start(region)
    figure = cells(region, "D4", day)
    if since is None:
        assert figure == {}
        return
    codes = dict(CareForm.objects.filter(region=region).values_list("pk", "code"))
    realised = {
        (change.municipality_id, "GEREALISEERD", *kind_and_forms(change, codes)): number
        for change, number in tally(region, since=since, days=(day,))[day].items()
    }
    assert realised == {row: number for row, number in figure.items() if "GEREALISEERD" in row}
    lines = list(PlanLine.objects.filter(region=region).with_words())
    rows = compared(region, lines, since=since, quarter=Quarter.containing(day), on=day)
    assert sum(row.planned for row in rows) == sum(number for row, number in figure.items() if "GEPLAND" in row)
    assert sum(row.realised for row in rows) == sum(realised.values())
    shared = share(region, since=since, on=day)
    moved = Counter(movement.change for movement in every_movement(shared))
    assert moved == tally(region, since=since, days=(day,))[day]
    due = [progress for progress in shared.lines.values() if progress.is_due]
    assert sum(progress.line.places for progress in due) == sum(row.planned for row in rows)


def kind_and_forms(change, codes) -> list[str]:
    """As the figure has them: naar_zorgvorm stands between soort and zorgvorm by name."""
    to = [codes[change.to_care_form_id]] if change.to_care_form_id else []
    return [*to, change.kind, codes[change.care_form_id]]


def stock_is_d1(region: Region, day: date) -> None:
    figure = cells(region, "D1", day)
    codes = dict(CareForm.objects.filter(region=region).values_list("pk", "code"))
    stock = in_service(region, days=(day,))[day]
    expected = {row: number for row, number in figure.items() if len(row) == 3 and "GEREALISEERD" in row}
    found = {
        (stock_.municipality_id, "GEREALISEERD", codes[stock_.care_form_id]): n for stock_, n in stock.items()
    }
    assert found == expected
    for need in needs(region, on=day):
        assert need.present == figure.get(("GEREALISEERD", need.care_form.code), 0)
    since = plan_start(region)
    if since and since <= day:
        assert [
            row
            for row in balances(region, since=since, before=since - timedelta(days=1), on=day)
            if not row.adds_up
        ] == []
        opening = cells(region, "D1", since - timedelta(days=1))
        for sheet in sheets(region, since=since, on=day):
            assert sheet.total.opening == opening.get(("GEREALISEERD", sheet.care_form.code), 0)
            assert sheet.total.closing == figure.get(("GEREALISEERD", sheet.care_form.code), 0)


def coverage_is_d6(region: Region, day: date) -> None:
    figure = cells(region, "D6", day)
    rows = towns(region, on=day)
    if not rows:
        assert figure == {}
        return
    assert figure[()] == sum(row.is_covered for row in rows) / len(rows)
    assert all(sum(number for _, number in row.per_form) == row.places for row in rows)
