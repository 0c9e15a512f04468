"""Steps about advice on a melding: asked, answered, given to the client, called off."""

from django.http import HttpResponse

from portal.access import CASE_WORKERS, SignedInRequest, allow
from trajectories import asking_advice
from trajectories.forms import access_advice as forms
from trajectories.views.melding import find_melding
from trajectories.views.steps import Step, take_step

ASK = Step(
    "Advies vragen",
    (
        "De wettelijke termijn loopt gewoon door. Moet hij stilstaan, leg dat dan apart vast.",
        "Komt er geen antwoord, dan staat dat na de laatste dag op uw startpagina.",
    ),
    "Leg de vraag vast",
    "De vraag om advies is vastgelegd.",
    forms.AskAdviceForm,
    asking_advice.obstacles_to_ask,
    asking_advice.ask_advice,
)
KEEP = Step(
    "Advies vastleggen",
    (
        "Het advies staat bij de melding en bij het besluit. Het verandert daarna niet meer.",
        "Besluit u anders dan het advies, dan hoort de reden in de motivering (Awb 3:50).",
    ),
    "Leg het advies vast",
    "Het advies is vastgelegd.",
    forms.KeepAdviceForm,
    asking_advice.obstacles_to_answer_advice,
    asking_advice.keep_advice,
)
TO_CLIENT = Step(
    "Advies aan de cliënt gegeven",
    ("Bij de melding staat sinds wanneer de cliënt het advies kent.",),
    "Leg vast",
    "Vastgelegd: de cliënt kent het advies.",
    forms.AdviceToClientForm,
    asking_advice.obstacles_to_show,
    asking_advice.show_to_client,
)
CALL_OFF = Step(
    "Vraag om advies laten vervallen",
    ("U wacht niet meer op dit advies. De vraag blijft te lezen.",),
    "Laat de vraag vervallen",
    "De vraag om advies is vervallen.",
    forms.CallOffAdviceForm,
    asking_advice.obstacles_to_answer_advice,
    asking_advice.call_off_advice,
)


@allow(*CASE_WORKERS)
def advice_step(request: SignedInRequest, slug: str) -> HttpResponse:
    """Ask for advice, or record the answer to what was asked."""
    running = asking_advice.open_advice(find_melding(request.user, slug))
    # A second press on either finds it done, and is not asked the other.
    is_answer = "given_on" in request.POST or (running is not None and "question" not in request.POST)
    return take_step(request, slug, KEEP if is_answer else ASK)


@allow(*CASE_WORKERS)
def advice_to_client(request: SignedInRequest, slug: str) -> HttpResponse:
    """The client got the advice."""
    return take_step(request, slug, TO_CLIENT)


@allow(*CASE_WORKERS)
def call_off(request: SignedInRequest, slug: str) -> HttpResponse:
    """No answer is expected any more."""
    return take_step(request, slug, CALL_OFF)
