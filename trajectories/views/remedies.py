"""Steps of an objection, and the new decision that follows one that is well-founded."""

from django.http import HttpResponse

from portal.access import CASE_WORKERS, SignedInRequest, allow
from trajectories import objecting
from trajectories.forms import objecting as forms
from trajectories.views.steps import Step, take_step

OBJECT = Step(
    "Bezwaar vastleggen",
    (
        "De cliënt krijgt een brief dat het bezwaar er is. U vindt die bij de brieven.",
        "De termijn om te beslissen begint na de zes weken die de cliënt heeft (Awb 7:10).",
        "Het besluit blijft gelden tot er anders is besloten.",
    ),
    "Leg het bezwaar vast",
    "Het bezwaar is vastgelegd.",
    forms.ObjectForm,
    objecting.obstacles_to_object,
    objecting.object_to,
    "trajectories/objecting.html",
    makes_letter=True,
)
RULE = Step(
    "Beslissen op het bezwaar",
    ("Bij gegrond neemt u daarna een nieuw besluit. Het oude blijft te lezen.",),
    "Leg de beslissing vast",
    "De beslissing op het bezwaar is vastgelegd.",
    forms.RuleForm,
    objecting.obstacles_to_rule,
    objecting.rule,
    "trajectories/objecting.html",
)


@allow(*CASE_WORKERS)
def object_to(request: SignedInRequest, slug: str) -> HttpResponse:
    """Record an objection."""
    return take_step(request, slug, OBJECT)


@allow(*CASE_WORKERS)
def rule(request: SignedInRequest, slug: str) -> HttpResponse:
    """Decide on the objection."""
    return take_step(request, slug, RULE)
