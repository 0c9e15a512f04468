"""A spreadsheet is looked over first, loaded when asked, and loaded whole or not at all."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from placements.models import Contract, Location, Place, PlacePeriod, PlanLine
from portal.models import AccessRecord, Role
from tests import make
from tests.trajectories.uploads.sheets import AT, csv, hand_in, load, places_of, work, workbook
from trajectories.models import Upload, UploadState
from trajectories.uploads import receiving, working
from trajectories.uploads.kinds import KINDS

pytestmark = pytest.mark.django_db
D = date


@pytest.fixture
def provider():
    return make.provider(make.region("FLEVO"), code="LICHT")


@pytest.fixture
def form(provider):
    return make.care_form(provider.region, "BESCHUT")


@pytest.fixture
def planner(provider):
    return make.user(Role.PROVIDER, organisation_=provider)


@pytest.fixture
def beheer():
    return make.user(Role.ADMINISTRATOR)


HOUSE = ["L1", "LICHT", None, "Het Baken", "0034", "Kade", 7, "1300 AB", "Almere", None, "GROEP", "nee", "ja"]


def stock(**otherwise) -> bytes:
    sheets = {
        "locaties": [HOUSE],
        "plekken": [["P1", "L1", "RUSTIG"], ["P2", "L1", None]],
        "plekperioden": [["P1", "BESCHUT", D(2026, 1, 1), None], ["P2", "BESCHUT", D(2026, 1, 1), None]],
    }
    return workbook(**sheets | otherwise)


def stock_of(planner, data=None):
    return hand_in("AANBOD", data or stock(), region=planner.region, by=planner, name="aanbod.xlsx")


def test_a_workbook_is_looked_over_and_nothing_is_loaded_yet(form, planner):
    upload = stock_of(planner)
    assert upload.state == UploadState.READY
    assert upload.report["aantallen"]["plekken"] == {"nieuw": 2, "gewijzigd": 0, "gelijk": 0}
    assert upload.report["veranderingen"][0]["sleutel"] == "L1"
    assert upload.rows_total == 5
    assert not Location.objects.exists()


def test_what_was_asked_is_loaded_once_and_its_content_thrown_away(form, planner):
    upload = stock_of(planner)
    done = load(upload, by=planner)
    receiving.ask_to_load(done, only_good=False, at=AT, by=planner)
    work()
    assert (done.state, done.content, done.asked_by) == (UploadState.LOADED, None, planner)
    place = Place.objects.get(code="P1")
    assert (place.location.name, place.features_on(make.TODAY)) == ("Het Baken", ("RUSTIG",))
    assert PlacePeriod.objects.count() == 2
    assert AccessRecord.objects.filter(subject="inlezen locaties en plekken", user=planner).count() == 1


def test_the_same_again_changes_nothing(form, planner):
    load(stock_of(planner), by=planner)
    again = stock_of(planner)
    assert again.report["aantallen"]["locaties"] == {"nieuw": 0, "gewijzigd": 0, "gelijk": 1}
    assert again.report["veranderingen"] == []


def test_a_change_is_shown_with_what_was(form, planner):
    load(stock_of(planner), by=planner)
    upload = stock_of(planner, stock(plekken=[["P1", "L1", "HUISDIER"], ["P2", "L1", None]]))
    (change,) = upload.report["veranderingen"]
    assert (change["rij"], change["nieuw"]) == (2, False)
    assert change["cellen"] == [["kenmerken", "RUSTIG", "HUISDIER"]]


def test_every_error_names_the_readers_own_row_and_nothing_can_be_loaded(form, planner):
    periods = [
        ["P1", "BESCHUT", "2026-02-30", None],
        [None] * 4,
        ["P9", "BESCHUT", D(2026, 1, 1), None],
        ["P2", "WEG", D(2026, 1, 1), D(2025, 1, 1)],
    ]
    upload = stock_of(planner, stock(plekperioden=periods))
    assert upload.state == UploadState.WRONG
    assert places_of(upload) == [
        "plekperioden.csv rij 2 vanaf",
        "plekperioden.csv rij 4 plek",
        "plekperioden.csv rij 5 zorgvorm",
        "plekperioden.csv rij 5 tot",
    ]
    assert "Deze datum bestaat niet" in upload.errors[0]["sentence"]
    with pytest.raises(ValidationError, match="Er staan fouten"):
        receiving.ask_to_load(upload, only_good=False, at=AT, by=planner)


def test_only_the_good_rows_are_loaded_when_asked(form, planner):
    places = [["P1", "L1", "RUSTIG"], ["P2", "L1", "ZWEMBAD"], ["P3", "WEG", None]]
    upload = stock_of(planner, stock(plekken=places))
    good = upload.report["goed"]
    assert good["aantallen"]["plekken"] == {"nieuw": 1, "gewijzigd": 0, "gelijk": 0}
    assert good["weggelaten"] == 3, "the period of a place that is left out is left out too"
    done = load(upload, by=planner, only_good=True)
    assert done.state == UploadState.LOADED
    assert list(Place.objects.values_list("code", flat=True)) == ["P1"]
    assert PlacePeriod.objects.count() == 1


def test_a_header_that_is_wrong_cannot_be_loaded_in_part(form, planner):
    upload = hand_in("AANBOD", b"code;locatie\nP1;L1\n", region=planner.region, by=planner)
    assert upload.state == UploadState.WRONG
    assert upload.report.get("goed") is None


def test_what_changed_since_somebody_looked_is_shown_again(form, planner):
    upload = stock_of(planner)
    load(stock_of(planner), by=planner)
    again = load(upload, by=planner)
    assert (again.state, again.asked_at) == (UploadState.READY, None)
    assert "Intussen is er iets veranderd" in again.step
    assert load(again, by=planner).state == UploadState.LOADED


def test_a_cancelled_spreadsheet_is_never_loaded_and_thrown_away(form, planner):
    upload = receiving.receive(
        KINDS["AANBOD"], region=planner.region, name="a.xlsx", data=stock(), at=AT, by=planner
    )
    receiving.cancel(upload, at=AT, by=planner)
    work()
    upload.refresh_from_db()
    assert (upload.state, upload.content, upload.checked_at) == (UploadState.CANCELLED, None, None)
    with pytest.raises(ValidationError, match="kan niet meer geladen worden"):
        receiving.ask_to_load(upload, only_good=False, at=AT, by=planner)


def test_calling_off_halfway_stops_the_work(form, planner, monkeypatch):
    upload = stock_of(planner)
    receiving.ask_to_load(upload, only_good=False, at=AT, by=planner)
    real = working.write

    def write_and_cancel(delivery):
        Upload.objects.update(cancelled_at=AT)
        return real(delivery)

    monkeypatch.setattr(working, "write", write_and_cancel)
    work()
    assert not Location.objects.exists()


def test_a_breakdown_is_tried_three_times_and_then_given_up(form, planner, monkeypatch):
    upload = receiving.receive(
        KINDS["AANBOD"], region=planner.region, name="a.xlsx", data=stock(), at=AT, by=planner
    )
    monkeypatch.setattr(working, "look_over", lambda *_, **__: 1 / 0)
    work()
    upload.refresh_from_db()
    assert (upload.state, upload.attempts, upload.content) == (UploadState.FAILED, 3, None)
    assert not working.work_next(at=AT, today=make.TODAY)


def test_the_example_row_is_never_loaded(form, planner):
    upload = stock_of(planner, stock(plekken=[["VOORBEELD", "L1", None], ["P1", "L1", None]]))
    assert "plekken.csv rij 2" in places_of(upload)
    assert "voorbeeldrij" in upload.errors[0]["sentence"]


@pytest.mark.parametrize("text", ["=1+1", "+31", "-5", "@SUM(A1)", "\tx", "\rx"])
def test_a_formula_is_refused_on_the_way_in(form, planner, text):
    house = [*HOUSE]
    house[3] = text
    upload = hand_in(
        "AANBOD",
        csv("locaties", ";".join('"' + str(cell or "") + '"' for cell in house)),
        region=planner.region,
        by=planner,
    )
    assert places_of(upload) == ["locaties.csv rij 2 naam"]
    assert "mag niet beginnen met" in upload.errors[0]["sentence"]


def test_a_formula_in_a_workbook_is_refused_not_calculated(form, planner):
    upload = stock_of(planner, stock(plekken=[["P1", "L1", None], ["P2", '=HYPERLINK("x")', None]]))
    assert "plekken.csv rij 3 locatie" in places_of(upload)


# Who may load what.


def test_a_provider_loads_its_own_only(form, planner):
    other = make.provider(planner.region, code="ANDER")
    theirs = make.location(other, code="L9")
    make.place(theirs, form, code="P9")
    house = [*HOUSE]
    house[1] = "ANDER"
    upload = stock_of(
        planner,
        stock(
            locaties=[house, ["L9", *HOUSE[1:]]],
            plekken=[["P9", "L9", None], ["P1", "L9", None]],
            plekperioden=[["P9", "BESCHUT", D(2027, 1, 1), None]],
        ),
    )
    sentences = {error["sentence"] for error in upload.errors}
    assert "U laadt alleen uw eigen locaties. Schrijf hier LICHT." in sentences
    assert "Deze code is al van een andere organisatie. Kies een andere code." in sentences
    assert "Het Baken" not in str([row for row in upload.errors if "naam" in row["column"]])
    theirs.refresh_from_db()
    assert theirs.provider == other


def test_a_place_of_another_is_not_there(form, planner):
    other = make.provider(planner.region, code="ANDER")
    make.place(make.location(other, code="L9"), form, code="P9")
    for name, row in (("plekken", "P5;L9;"), ("plekperioden", "P9;BESCHUT;2027-01-01;")):
        upload = hand_in("AANBOD", csv(name, row), region=planner.region, by=planner)
        assert "niet geladen. Verbeter de code" in upload.errors[0]["sentence"], name


@pytest.mark.parametrize(
    ("kind", "roles"),
    [
        ("AANBOD", {Role.PROVIDER, Role.ADMINISTRATOR}),
        ("CONTRACTEN", {Role.ADMINISTRATOR}),
        ("CATALOGUS", {Role.ADMINISTRATOR}),
        ("PLAN", {Role.POLICY, Role.PROJECT_LEADER, Role.ADMINISTRATOR}),
    ],
)
@pytest.mark.parametrize("role", list(Role))
def test_each_loads_what_is_theirs_to_load(kind, roles, role):
    user = make.user(role)
    region = user.region or make.region()
    if role in roles:
        receiving.receive(KINDS[kind], region=region, name="a.csv", data=b"code", at=AT, by=user)
        return
    with pytest.raises(PermissionDenied):
        receiving.receive(KINDS[kind], region=region, name="a.csv", data=b"code", at=AT, by=user)


def test_nobody_loads_into_another_region(planner):
    with pytest.raises(PermissionDenied):
        receiving.receive(KINDS["AANBOD"], region=make.region(), name="a.csv", data=b"x", at=AT, by=planner)


def test_what_somebody_else_handed_in_is_not_asked_or_cancelled(form, planner):
    upload = stock_of(planner)
    for role in (Role.PROVIDER, Role.POLICY, Role.COORDINATOR):
        stranger = make.user(role, planner.region)
        with pytest.raises(PermissionDenied):
            receiving.ask_to_load(upload, only_good=False, at=AT, by=stranger)
        with pytest.raises(PermissionDenied):
            receiving.cancel(upload, at=AT, by=stranger)


# Contracts, the plan and the catalogue.


def test_contracts_come_in_with_their_rates(form, provider, beheer):
    upload = hand_in(
        "CONTRACTEN", csv("contracten", "LICHT;BESCHUT;2026-01-01;;12;92,50"), region=provider.region, by=beheer
    )
    load(upload, by=beheer)
    contract = Contract.objects.get()
    assert (contract.places, contract.day_rate) == (12, Decimal("92.50"))


def test_a_contract_that_uncovers_care_is_refused_without_naming_it(form, provider, beheer):
    make.contract(provider, form)
    client = make.client(provider.region, family_name="Geheim")
    make.care(client, form, provider, D(2025, 1, 1), code="ZORG-17")
    upload = hand_in(
        "CONTRACTEN",
        csv("contracten", "LICHT;BESCHUT;2020-01-01;2026-01-01;10;92,00"),
        region=provider.region,
        by=beheer,
    )
    assert "zorg in natura die op 2026-01-01" in upload.errors[0]["sentence"]
    assert "Geheim" not in str(upload.errors)
    assert "ZORG-17" not in str(upload.errors)


def test_a_place_that_ends_under_somebody_is_warned_about_without_a_name(form, planner):
    load(stock_of(planner), by=planner)
    client = make.client(planner.region, family_name="Geheim")
    make.lives(client, Place.objects.get(code="P1"), D(2026, 2, 1))
    upload = stock_of(planner, stock(plekperioden=[["P1", "BESCHUT", D(2026, 1, 1), D(2026, 9, 1)]]))
    assert upload.state == UploadState.READY
    (warning,) = upload.report["waarschuwingen"]
    assert "Op 2026-09-01 woont er iemand op plek P1" in warning
    assert "Geheim" not in str(upload.report)


def test_a_policy_officer_loads_the_plan(form, provider):
    policy = make.user(Role.POLICY, provider.region)
    upload = hand_in(
        "PLAN", csv("planregels", "R1;OPBOUW;BESCHUT;;0034;6;2027-07-01;Nieuw"), region=provider.region, by=policy
    )
    load(upload, by=policy)
    assert PlanLine.objects.get().places == 6


def test_an_administrator_loads_the_catalogue(provider, beheer):
    data = workbook(
        zorgvormen=[["BT", "Beschermd Thuis", "ja", "nee", "nee", D(2020, 1, 1), None]],
        aanbieders=[["NIEUW", "Nieuw Licht", None]],
        corporaties=[["DAK", "Polderdak"]],
    )
    upload = hand_in("CATALOGUS", data, region=provider.region, by=beheer, name="c.xlsx")
    assert load(upload, by=beheer).state == UploadState.LOADED
    assert provider.region.care_forms.get(code="BT").name == "Beschermd Thuis"
    assert provider.region.organisations.filter(code__in=["NIEUW", "DAK"]).count() == 2


def test_what_nobody_loaded_in_a_week_is_thrown_away(form, planner):
    upload = stock_of(planner)
    Upload.objects.update(uploaded_at=AT.replace(day=1, month=9))
    stock_of(planner)
    upload.refresh_from_db()
    assert (upload.content, upload.state) == (None, UploadState.CANCELLED)


def test_somebody_hands_in_no_more_than_five_at_a_time(form, planner):
    facts = {"region": planner.region, "name": "a.xlsx", "data": stock(), "at": AT, "by": planner}
    for _ in range(5):
        receiving.receive(KINDS["AANBOD"], **facts)
    with pytest.raises(ValidationError, match="al vijf bestanden"):
        receiving.receive(KINDS["AANBOD"], **facts)
