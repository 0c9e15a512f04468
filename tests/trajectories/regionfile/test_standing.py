"""What stands in the portal, a regiobestand does not change behind its back."""

from datetime import date
from pathlib import Path

import pytest
from django.db import connection

from placements.models import Contract, RatePart
from tests import make as portal
from tests.trajectories.regionfile import make
from trajectories.models import Decision, Notification

pytestmark = pytest.mark.django_db
REGION = {"regio": make.SMALL["regio"]}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder whose region is loaded."""
    make.loaded(make.small(tmp_path))
    return tmp_path


def decide(melding: Notification) -> None:
    Decision.objects.create(
        notification=melding,
        kind="EERSTE",
        outcome="TOEGEKEND",
        care_form=melding.care_form,
        valid_from=date(2024, 3, 1),
        valid_until=date(2026, 3, 1),
        funding="ZIN",
        contribution="WMO",
        motivation="Omdat het nodig is.",
        alternatives="Niets anders paste.",
        wait_status="ACTIEF",
        prepared_by=portal.user("TEAM", melding.region),
        prepared_on=date(2024, 2, 9),
        decided_by=portal.user("COORDINATOR", melding.region),
        decided_on=date(2024, 2, 10),
    )


def test_a_decision_taken_in_the_portal_stands(folder: Path):
    decide(Notification.objects.get())
    other = make.SMALL["meldingen"][0].replace("2024-02-10,,TOEGEKEND", "2024-02-11,,AFGEWEZEN")
    places = make.errors(make.folder(folder, REGION | {"meldingen": [other]}))
    assert places == ["meldingen.csv rij 2 kolom besloten_op", "meldingen.csv rij 2 kolom uitkomst"]


def test_what_a_decision_does_not_say_may_change(folder: Path):
    decide(Notification.objects.get())
    later = make.SMALL["meldingen"][0].replace("2024-02-01,", "2024-01-31,")
    make.loaded(make.folder(folder, REGION | {"meldingen": [later]}))
    assert Notification.objects.get().reported_on == date(2024, 1, 31)


def test_a_decision_that_only_came_in_a_regiobestand_may_change(folder: Path):
    other = make.SMALL["meldingen"][0].replace("2024-02-10,,TOEGEKEND", "2024-02-11,,AFGEWEZEN")
    make.loaded(make.folder(folder, REGION | {"meldingen": [other]}))
    assert Notification.objects.get().outcome == "AFGEWEZEN"


def test_a_rate_that_is_made_up_of_parts_is_their_sum(folder: Path):
    contract = Contract.objects.get(care_form__code="BW")
    RatePart.objects.create(contract=contract, element="LOON", amount="92.50")
    dearer = {"contracten": ["A1,BW,2020-01-01,,10,95.00", "A1,BT,2020-01-01,,10,66.00"]}
    assert make.errors(make.folder(folder, REGION | dearer)) == ["contracten.csv rij 2 kolom dagtarief"]
    same = {"contracten": ["A1,BW,2020-01-01,,12,92.5", "A1,BT,2020-01-01,,10,66.00"]}
    make.loaded(make.folder(folder, REGION | same))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    contract.refresh_from_db()
    assert contract.places == 12
