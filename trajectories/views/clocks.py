"""Steps about the clocks of a melding: a later day promised, a notice that it is late, help at once."""

from django.http import HttpResponse

from portal.access import CASE_WORKERS, SignedInRequest, allow
from trajectories import extending, penalty, urgent
from trajectories.forms import clocks as forms
from trajectories.views.steps import Step, take_step

EXTEND = Step(
    "Een latere dag toezeggen",
    (
        "De cliënt weet wanneer het besluit er uiterlijk is (Awb 4:14). Die dag staat daarna bij de termijn.",
        "De wettelijke twee weken veranderen niet: in de cijfers telt dit besluit als te laat.",
        "De cliënt kan u na de twee weken in gebreke stellen.",
    ),
    "Leg de latere dag vast",
    "De latere dag is vastgelegd.",
    forms.ExtendForm,
    extending.obstacles_to_extend,
    extending.extend,
    makes_letter=True,
)
PRESS = Step(
    "Ingebrekestelling vastleggen",
    (
        "U hebt nog twee weken om te besluiten (Awb 4:17). Daarna kost elke dag een dwangsom.",
        "Was de termijn nog niet voorbij? Dan is de ingebrekestelling te vroeg. Schrijf dat aan de cliënt.",
    ),
    "Leg de ingebrekestelling vast",
    "De ingebrekestelling is vastgelegd.",
    forms.PressForm,
    penalty.obstacles_to_press,
    penalty.press,
)
HELP = Step(
    "Meteen een tijdelijke oplossing",
    (
        "De cliënt krijgt meteen hulp, zonder het hele onderzoek (Wmo 2015, artikel 2.3.3).",
        "Het onderzoek gaat door. De zes weken blijven lopen.",
        "De hulp stopt niet vanzelf: u beëindigt haar als het besluit er is.",
    ),
    "Geef de tijdelijke oplossing",
    "De tijdelijke oplossing is vastgelegd. Ga verder met het onderzoek.",
    forms.HelpForm,
    urgent.obstacles_to_help,
    urgent.help_now,
)
END_HELP = Step(
    "Tijdelijke oplossing beëindigen",
    ("De cliënt krijgt deze hulp daarna niet meer.",),
    "Beëindig de tijdelijke oplossing",
    "De tijdelijke oplossing is beëindigd.",
    forms.EndHelpForm,
    urgent.obstacles_to_end_help,
    urgent.end_help,
)


@allow(*CASE_WORKERS)
def promise(request: SignedInRequest, slug: str) -> HttpResponse:
    """Promise the client a later day."""
    return take_step(request, slug, EXTEND)


@allow(*CASE_WORKERS)
def press(request: SignedInRequest, slug: str) -> HttpResponse:
    """Record the client's notice that the decision is late."""
    return take_step(request, slug, PRESS)


@allow(*CASE_WORKERS)
def help_now(request: SignedInRequest, slug: str) -> HttpResponse:
    """Give temporary help at once."""
    return take_step(request, slug, HELP)


@allow(*CASE_WORKERS)
def end_help(request: SignedInRequest, slug: str) -> HttpResponse:
    """End the temporary help."""
    return take_step(request, slug, END_HELP)
