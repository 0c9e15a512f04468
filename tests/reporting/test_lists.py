"""Lists to take along: what the page shows, for who sees the page, and as cheap for ten rows as for one."""

import io
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from placements.models import PlanLine
from portal.models import AccessRecord, Action, Role
from reporting.lists import LISTS
from tests import make

pytestmark = pytest.mark.django_db
TODAY = make.TODAY


@pytest.fixture
def scene(today):
    region = make.region()
    form, provider = make.care_form(region), make.provider(region)
    make.contract(provider, form)
    make.place(make.location(provider), form)
    make.plan_line(region, form, note="=1+1")
    return SimpleNamespace(region=region, form=form, provider=provider, by=make.user(Role.POLICY, region))


def rows_of(answer):
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    return [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_every_list_comes_as_a_file(scene, signed_in, name, kind):
    answer = signed_in(scene.by).get(f"/lijsten/{name}.{kind}")
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == f'attachment; filename="{name}-2026-10-05.{kind}"'
    assert len(b"".join(answer.streaming_content)) > 10
    assert AccessRecord.objects.filter(action=Action.EXPORT).exists()


def test_the_plan_is_the_plan_of_ones_own_region(scene, signed_in):
    elsewhere = make.region()
    make.plan_line(elsewhere, make.care_form(elsewhere))
    heads, *lines = rows_of(signed_in(scene.by).get("/lijsten/plan.xlsx"))
    assert len(lines) == 1
    line = PlanLine.objects.get(region=scene.region)
    assert dict(zip(heads, lines[0], strict=True)) | {"gepland_op": None} == {
        "soort": line.get_kind_display(),
        "zorgvorm": line.care_form.name,
        "naar_zorgvorm": None,
        "gemeente": line.municipality.name,
        "aanbieder": None,
        "plekken": line.places,
        "klaar": 0,
        "gepland_op": None,
        "stand": "Te laat",
        "dagen_te_laat": (TODAY - line.planned_on).days,
        "reden": None,
        "actie": None,
        "actie_van": None,
        "actie_voor": None,
    }


def test_a_contract_is_there_with_its_rate_as_a_number(scene, signed_in):
    _, row = rows_of(signed_in(scene.by).get("/lijsten/contracten.xlsx"))
    assert isinstance(row[3], int | float)


def test_a_list_that_is_not_there_and_a_role_that_sees_no_figures(scene, signed_in):
    assert signed_in(scene.by).get("/lijsten/clienten.csv").status_code == 404
    assert signed_in(make.user(Role.PROVIDER, scene.region)).get("/lijsten/plan.csv").status_code == 403


@pytest.mark.parametrize("name", [name for name in LISTS if name != "woningen"])
def test_ten_rows_cost_as_many_queries_as_one(scene, signed_in, name, django_assert_num_queries):
    browser = signed_in(scene.by)
    browser.get(f"/lijsten/{name}.csv")
    with CaptureQueriesContext(connection) as asked:
        browser.get(f"/lijsten/{name}.csv")
    for _ in range(9):
        make.contract(make.provider(scene.region), scene.form)
        make.place(make.location(scene.provider), scene.form)
        make.plan_line(scene.region, scene.form)
    with django_assert_num_queries(len(asked)):
        browser.get(f"/lijsten/{name}.csv")
