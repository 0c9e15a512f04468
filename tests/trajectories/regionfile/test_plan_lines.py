"""A planregel in the regiobestand and what the portal alone knows of it."""

from datetime import date

import pytest

from placements.models import PlanLine
from portal.models import Region
from tests.trajectories.regionfile.make import loaded, rows, small
from trajectories.regionfile.dumping import dump

pytestmark = pytest.mark.django_db


def withdraw(line: PlanLine) -> None:
    line.withdrawn_on, line.withdrawn_reason = date(2026, 10, 1), "Geen geld"
    line.save()


def test_loading_a_line_again_leaves_alone_what_only_the_portal_knows(tmp_path):
    loaded(small(tmp_path / "in"))
    PlanLine.objects.update(risk="De bouw kan uitlopen.", certainty="VAST", is_circa=True)
    loaded(small(tmp_path / "in", planregels=["R1,OMBOUW,BW,BT,0034,3,2027-04-01,Later"]))
    line = PlanLine.objects.get()
    assert (line.places, line.planned_on, line.note) == (3, date(2027, 4, 1), "Later")
    assert (line.risk, line.certainty, line.is_circa) == ("De bouw kan uitlopen.", "VAST", True)


def test_a_withdrawn_line_is_not_written_out(tmp_path):
    loaded(small(tmp_path / "in"))
    withdraw(PlanLine.objects.get())
    dump(Region.objects.get(), tmp_path / "out", today=date(2026, 10, 5))
    assert rows(tmp_path / "out", "planregels") == []


def test_a_file_that_names_a_withdrawn_line_brings_a_new_one_and_the_old_one_stays(tmp_path):
    loaded(small(tmp_path / "in"))
    withdraw(PlanLine.objects.get())
    for _ in range(2):
        loaded(small(tmp_path / "in"))
    assert PlanLine.objects.count() == 2
    assert PlanLine.objects.in_force().get().code == "R1"
