"""What people do to the plan: who may, what stays to be read, and what happens when two do it at once."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from placements import planning
from placements.models import Deviation, LineRevision, NeedEstimate, PlanAction, PlanLine, PlanTarget
from portal.models import Role
from tests import make

pytestmark = pytest.mark.django_db
D = date
TODAY = make.TODAY
ESTIMATE = planning.Estimate(
    places=64, is_circa=True, made_on=TODAY, made_by="Opgaveteam", reasoning="De wachtlijst groeit.", source=""
)


@pytest.fixture
def region():
    return make.region()


@pytest.fixture
def leader(region):
    return make.user(Role.PROJECT_LEADER, region)


@pytest.fixture
def form(region):
    return make.care_form(region, name="Beschut Wonen")


@pytest.fixture
def line(region, form):
    return make.plan_line(region, form)


def change(line, by, reason="De bouw loopt uit.", seen=None, **facts):
    facts = {"places": line.places, "planned_on": line.planned_on} | facts
    return planning.change_line(line, facts=facts, reason=reason, seen=seen or line.version, on=TODAY, by=by)


def facts_of(form, **facts):
    return {
        "kind": "OPBOUW",
        "care_form": form,
        "municipality_id": make.ALMERE,
        "places": 4,
        "planned_on": TODAY,
    } | facts


def test_a_line_reads_as_a_sentence(region, form):
    heavy = make.care_form(region, "BW", name="Beschermd Wonen")
    provider = make.provider(region, name="Polderlicht")
    summer = D(2025, 7, 1)
    line = make.plan_line(region, form, places=12, planned_on=summer)
    assert str(line) == "Bouw 12 plekken Beschut Wonen op in Almere, vóór 1 juli 2025."
    line = make.plan_line(region, heavy, kind="OMBOUW", to_care_form=form, places=9, planned_on=summer)
    assert str(line) == "Bouw 9 plekken Beschermd Wonen in Almere om naar Beschut Wonen, vóór 1 juli 2025."
    line = make.plan_line(
        region, heavy, kind="AFBOUW", places=1, planned_on=summer, provider=provider, is_circa=True
    )
    assert str(line) == "Polderlicht bouwt circa 1 plek Beschermd Wonen af in Almere, vóór 1 juli 2025."
    line = make.plan_line(region, form, places=4, planned_on=summer, is_for_youth=True)
    assert str(line) == "Bouw 4 plekken Beschut Wonen voor jongeren op in Almere, vóór 1 juli 2025."


@pytest.mark.parametrize("role", [role for role in Role if role not in planning.PLANNERS])
def test_only_policy_and_project_leader_change_the_plan(role, region, form, line):
    by = make.user(role, region)
    acts = [
        lambda: planning.add_line(region, facts=facts_of(form), code="BCDFGHJK", by=by),
        lambda: change(line, by, places=3),
        lambda: planning.withdraw_line(line, reason="x", on=TODAY, by=by),
        lambda: planning.explain(line, reason="x", on=TODAY, by=by),
        lambda: planning.add_action(line, what="x", owner="y", due_on=TODAY, on=TODAY, by=by),
        lambda: planning.set_target(
            form, municipality=None, year=2026, places=1, reason="x", seen=None, on=TODAY, by=by
        ),
        lambda: planning.record_estimate(form, says=ESTIMATE, by=by),
    ]
    for act in acts:
        with pytest.raises(PermissionDenied):
            act()


def test_a_planner_of_another_region_changes_nothing_here(line):
    with pytest.raises(PermissionDenied):
        change(line, make.user(Role.POLICY), places=3)


def test_a_form_sent_twice_brings_one_line(region, form, leader):
    first, is_new = planning.add_line(region, facts=facts_of(form), code="BCDFGHJK", by=leader)
    second, is_again = planning.add_line(region, facts=facts_of(form), code="BCDFGHJK", by=leader)
    assert (first, is_new, is_again) == (second, True, False)
    assert PlanLine.objects.count() == 1


def test_another_day_stays_to_be_read_with_its_reason(line, leader):
    revision = change(line, leader, planned_on=D(2026, 12, 1))
    assert (revision.planned_before, revision.planned_after) == (D(2026, 7, 1), D(2026, 12, 1))
    assert (revision.places_before, revision.places_after, revision.reason) == (10, 10, "De bouw loopt uit.")
    line.refresh_from_db()
    assert line.planned_on == D(2026, 12, 1)


def test_another_number_without_a_reason_is_refused(line, leader):
    with pytest.raises(ValidationError, match="Zeg waarom"):
        change(line, leader, reason="", places=3)
    line.refresh_from_db()
    assert line.places == 10


def test_other_words_need_no_reason_and_leave_no_revision(line, leader):
    assert change(line, leader, reason="", risk="De aannemer kan failliet gaan.") is None
    line.refresh_from_db()
    assert line.risk
    assert not LineRevision.objects.exists()


def test_who_looked_at_an_older_version_is_told_so(line, leader):
    seen = line.version
    change(line, leader, places=8)
    with pytest.raises(ValidationError, match="Iemand anders"):
        change(line, leader, seen=seen, places=6)
    change(line, leader, seen=seen, places=8)  # the second press of the same button
    assert LineRevision.objects.count() == 1


def test_a_version_changes_with_what_a_regiobestand_writes(line):
    seen = line.version
    PlanLine.objects.filter(pk=line.pk).update(planned_on=D(2027, 1, 1))
    assert PlanLine.objects.get(pk=line.pk).version != seen


def test_a_line_is_withdrawn_once_and_stays(line, leader):
    assert planning.withdraw_line(line, reason="Geen geld", on=TODAY, by=leader)
    assert not planning.withdraw_line(line, reason="Nog eens", on=TODAY, by=leader)
    line.refresh_from_db()
    assert (line.withdrawn_on, line.withdrawn_reason, line.withdrawn_by) == (TODAY, "Geen geld", leader)
    assert not PlanLine.objects.in_force().exists()
    for act in (
        lambda: change(line, leader, places=3),
        lambda: planning.explain(line, reason="x", on=TODAY, by=leader),
        lambda: planning.add_action(line, what="x", owner="y", due_on=TODAY, on=TODAY, by=leader),
    ):
        with pytest.raises(ValidationError, match="al ingetrokken"):
            act()


def test_the_same_reason_twice_a_day_is_one(line, leader):
    planning.explain(line, reason="De vergunning kwam later.", on=TODAY, by=leader)
    _, is_new = planning.explain(line, reason="De vergunning kwam later.", on=TODAY, by=leader)
    assert (is_new, Deviation.objects.count()) == (False, 1)


def test_an_action_is_agreed_once_done_once_and_can_be_opened_again(line, leader):
    facts = {"what": "Bellen", "owner": "Opgaveteam", "due_on": D(2026, 10, 1), "on": TODAY, "by": leader}
    action, _ = planning.add_action(line, **facts)
    assert planning.add_action(line, **facts) == (action, False)
    assert action.days_late(TODAY) == 4
    assert planning.finish_action(action, on=TODAY, by=leader)
    assert not planning.finish_action(action, on=TODAY, by=leader)
    action.refresh_from_db()
    assert action.days_late(TODAY) == 0
    said = {"what": "Bellen", "owner": "Opgaveteam", "due_on": D(2026, 10, 1), "result": "Klaar"}
    planning.change_action(action, done_on=None, by=leader, **said)
    action.refresh_from_db()
    assert (action.done_on, action.result) == (None, "")


def test_a_target_is_revised_by_a_new_row(form, leader):
    set_ = {"municipality": None, "year": 2026, "on": TODAY, "by": leader}
    first, _ = planning.set_target(form, places=63, reason="Groei", seen=None, **set_)
    again, is_new = planning.set_target(form, places=63, reason="Groei", seen=None, **set_)
    assert (again, is_new) == (first, False)
    revised, _ = planning.set_target(form, places=60, reason="Zeewolde valt af", seen=63, **set_)
    assert revised.in_force == first.in_force == revised
    assert list(PlanTarget.objects.order_by("pk").values_list("places", flat=True)) == [63, 60]


def test_two_people_who_revise_a_target_at_once_do_not_overrule_each_other(form, leader):
    set_ = {"municipality": None, "year": 2026, "on": TODAY, "by": leader}
    planning.set_target(form, places=63, reason="Groei", seen=None, **set_)
    planning.set_target(form, places=60, reason="Minder", seen=63, **set_)
    with pytest.raises(ValidationError, match="Iemand anders wijzigde dit doel"):
        planning.set_target(form, places=58, reason="Nog minder", seen=63, **set_)
    with pytest.raises(ValidationError, match="er al een doel"):
        planning.set_target(form, places=58, reason="Nieuw", seen=None, **set_)


def test_an_estimate_is_kept_beside_the_earlier_ones(form, leader):
    planning.record_estimate(form, says=ESTIMATE, by=leader)
    planning.record_estimate(form, says=ESTIMATE, by=leader)
    planning.record_estimate(form, says=ESTIMATE | {"places": 70}, by=leader)
    assert list(NeedEstimate.objects.order_by("pk").values_list("places", flat=True)) == [64, 70]


@pytest.mark.parametrize("model", [LineRevision, Deviation, PlanTarget, NeedEstimate])
def test_the_database_refuses_to_write_history_over(model, line, form, leader):
    change(line, leader, places=8)
    planning.explain(line, reason="Later", on=TODAY, by=leader)
    planning.set_target(form, municipality=None, year=2026, places=60, reason="x", seen=None, on=TODAY, by=leader)
    planning.record_estimate(form, says=ESTIMATE, by=leader)
    row = model.objects.get()
    for act in (row.save, row.delete):
        with pytest.raises(IntegrityError, match="alleen worden aangevuld"), transaction.atomic():
            act()


@pytest.mark.parametrize(
    "facts",
    [
        {"decided_by": "Bestuur"},
        {"decided_on": TODAY},
        {"withdrawn_on": TODAY},
        {"withdrawn_reason": "zomaar"},
        {"document_reference": "zaak 1"},
        {"depends_on": "Gemeente"},
        {"kind": "OMBOUW"},
    ],
)
def test_the_database_refuses_half_a_pair(facts, region, form):
    with pytest.raises(IntegrityError), transaction.atomic():
        make.plan_line(region, form, **facts)


def test_an_action_without_an_owner_is_none(line, leader):
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanAction.objects.create(
            line=line, what="Bellen", owner="", due_on=TODAY, added_on=TODAY, added_by=leader
        )
