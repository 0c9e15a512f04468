"""What goes out can be loaded again unchanged, and nothing in it is taken for a formula."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from placements.models import Contract, Feature, Location, PlacePeriod, PlanLine
from portal.models import OrganisationKind, Role
from tests import make
from tests.trajectories.uploads.sheets import hand_in
from trajectories.models import UploadState
from trajectories.regionfile.files import BY_NAME
from trajectories.uploads import writing_out
from trajectories.uploads.checking import Scope
from trajectories.uploads.kinds import KINDS

pytestmark = pytest.mark.django_db
D = date


@pytest.fixture
def region():
    return make.region("FLEVO")


@pytest.fixture
def beheer():
    return make.user(Role.ADMINISTRATOR)


def scope(kind, region, provider=None) -> Scope:
    return Scope(KINDS[kind], region, provider, make.TODAY)


def fill(region, name="Het Baken") -> None:
    """Something of everything."""
    provider, form = make.provider(region, code=f"A{name[:1]}"), make.care_form(region, name="Beschut")
    landlord = make.organisation(region, OrganisationKind.HOUSING_ASSOCIATION)
    location = make.location(provider, name=name, housing_association=landlord, is_clustered=True, street=name)
    place = make.place(location, form, features=[Feature.PETS, Feature.QUIET])
    place.periods.update(ends_on=D(2027, 1, 1))
    PlacePeriod.objects.create(place=place, care_form=make.care_form(region, "BT"), starts_on=D(2027, 1, 1))
    make.contract(provider, form, day_rate=Decimal("92.50"), ends_on=D(2027, 1, 1))
    PlanLine.objects.create(
        region=region,
        kind="OPBOUW",
        care_form=form,
        municipality_id="0034",
        places=3,
        planned_on=D(2027, 1, 1),
        note=name,
    )


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_workbook_comes_back_and_changes_nothing(kind, region, beheer):
    fill(region)
    data = writing_out.workbook_of_now(scope(kind, region))
    upload = hand_in(kind, data, region=region, by=beheer, name="uit.xlsx")
    assert upload.errors == []
    assert upload.state == UploadState.READY
    for name, counts in upload.report["aantallen"].items():
        assert (counts["nieuw"], counts["gewijzigd"]) == (0, 0), name
        assert counts["gelijk"] > 0, name


@pytest.mark.parametrize("name", sorted({name for kind in KINDS.values() for name in kind.names}))
def test_a_csv_comes_back_and_changes_nothing(name, region, beheer):
    fill(region)
    kind = next(kind for kind in KINDS.values() if name in kind.names)
    data = writing_out.csv_of_now(name, scope(kind.kind, region))
    upload = hand_in(kind.kind, data, region=region, by=beheer, name=f"{name}.csv")
    assert upload.errors == []
    assert upload.report["veranderingen"] == []


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=20)
DANGEROUS = st.builds(str.__add__, st.sampled_from("=+-@＝＋－＠\t"), TEXTS)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS | DANGEROUS)
def test_no_text_goes_out_as_a_formula_and_after_one_round_it_stays_the_same(text):
    region = make.region()
    location = make.location(make.provider(region), name=text, street=text)
    here = scope("AANBOD", region)
    page = load_workbook(io.BytesIO(writing_out.workbook_of_now(here)))["locaties"]
    cells = [cell for row in page.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    lines = csv.reader(io.StringIO(writing_out.csv_of_now("locaties", here).decode("utf-8-sig")), delimiter=";")
    assert not [cell for line in lines for cell in line if cell.startswith(tuple("=+-@＝＋－＠\t\r"))]
    upload = hand_in(
        "AANBOD",
        writing_out.workbook_of_now(here),
        region=region,
        by=make.user(Role.ADMINISTRATOR),
        name="uit.xlsx",
    )
    assert upload.errors == []
    is_plain = not text.startswith(tuple("=+-@＝＋－＠\t"))
    assert (upload.report["veranderingen"] == []) == is_plain
    assert Location.objects.get(pk=location.pk).name == text


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_template_is_refused_until_the_example_is_taken_away(kind, region, beheer):
    fill(region)
    data = writing_out.template(scope(kind, region))
    upload = hand_in(kind, data, region=region, by=beheer, name="sjabloon.xlsx")
    assert {error["sentence"] for error in upload.errors} == {"Dit is de voorbeeldrij. Haal deze rij weg."}
    assert len(upload.errors) == len(KINDS[kind].names)


def test_a_template_explains_offers_what_can_be_chosen_and_keeps_zeros(region):
    fill(region)
    book = load_workbook(io.BytesIO(writing_out.template(scope("AANBOD", region))))
    assert book.sheetnames == ["locaties", "plekken", "plekperioden", "uitleg", "lijsten"]
    page = book["locaties"]
    formulas = {str(choice.sqref): choice.formula1 for choice in page.data_validations.dataValidation}
    assert formulas["K2:K2000"] == '"GROEP,ZELFSTANDIG"'
    assert formulas["B2:B2000"].startswith("lijsten!$")
    assert (page["E2"].value, page["E2"].number_format) == ("0034", "@")
    assert book["plekperioden"]["C2"].number_format == "yyyy-mm-dd"
    explained = {(row[0], row[1]) for row in book["uitleg"].iter_rows(values_only=True)}
    for name in KINDS["AANBOD"].names:
        assert {(name, column) for column in BY_NAME[name].by_name} <= explained


def test_every_column_has_a_meaning_and_an_example():
    for kind in KINDS.values():
        for file in kind.files:
            assert set(writing_out.MEANINGS[file.name]) == set(file.by_name)
            assert len(writing_out.EXAMPLES[file.name]) == len(file.columns)


def test_a_provider_gets_its_own_only(region):
    fill(region)
    fill(region, name="Zuiderhof")
    mine = Location.objects.get(name="Zuiderhof").provider
    here = scope("AANBOD", region, mine)
    text = "".join(writing_out.csv_of_now(name, here).decode() for name in KINDS["AANBOD"].names)
    assert "Zuiderhof" in text
    assert "Baken" not in text
    assert text.count("\r\n") == 3 + 1 + 1 + 2


def test_money_and_days_are_numbers_and_days_in_a_workbook(region):
    fill(region)
    book = load_workbook(io.BytesIO(writing_out.workbook_of_now(scope("CONTRACTEN", region))))
    row = list(book["contracten"])[1]
    assert row[5].value == 92.5
    assert row[2].is_date
    assert Contract.objects.get().day_rate == Decimal("92.50")
