"""Ten people who keep the plan in the same second: one word is kept, the others hear what it became."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from placements import planning
from placements.models import LineRevision, PlanLine, PlanTarget
from portal.actor import SYSTEM, begin_as
from portal.models import Role
from tests import make

MANY = 10
TODAY = make.TODAY
pytestmark = pytest.mark.usefixtures("committed")


def at_once(act: Callable[[int], object]) -> list[str]:
    """Run the act in a thread per number, all started together; what each one heard, empty when it was done."""
    start = Barrier(MANY, timeout=30)

    def run(number: int) -> str:
        start.wait()
        try:
            act(number)
        except ValidationError as refusal:
            return " ".join(refusal.messages)
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(MANY, initializer=begin_as, initargs=[SYSTEM]) as pool:
        return list(pool.map(run, range(MANY)))


def test_one_of_ten_changes_a_line():
    region = make.region()
    line, by = make.plan_line(region, make.care_form(region)), make.user(Role.POLICY, region)
    seen = line.version
    heard = at_once(
        lambda number: planning.change_line(
            line,
            facts={"places": 20 + number, "planned_on": line.planned_on},
            reason="Anders",
            seen=seen,
            on=TODAY,
            by=by,
        )
    )
    assert heard.count("") == 1
    assert heard.count(planning.STALE) == MANY - 1
    assert LineRevision.objects.get().places_after == PlanLine.objects.get().places


def test_one_of_ten_sets_a_target():
    region = make.region()
    form, by = make.care_form(region), make.user(Role.POLICY, region)
    facts = {"municipality": None, "year": 2026, "reason": "Groei", "seen": None, "on": TODAY, "by": by}
    heard = at_once(lambda number: planning.set_target(form, places=20 + number, **facts))
    assert heard.count("") == 1
    assert sum("er al een doel" in words for words in heard) == MANY - 1
    assert PlanTarget.objects.count() == 1


def test_a_form_sent_ten_times_at_once_brings_one_line():
    region = make.region()
    form, by = make.care_form(region), make.user(Role.POLICY, region)
    facts = {"kind": "OPBOUW", "care_form": form, "municipality_id": make.ALMERE, "places": 4, "planned_on": TODAY}
    heard = at_once(lambda _: planning.add_line(region, facts=facts, code="BCDFGHJK", by=by))
    assert heard == [""] * MANY
    assert PlanLine.objects.count() == 1
