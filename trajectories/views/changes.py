"""Something changes for a client: which changes there are, and a page for each."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse

from portal import clock
from portal.access import SignedInRequest, allow, note
from portal.asking import Question, ask, sent
from portal.models import Action, Role
from portal.partials import show
from trajectories import calamities, changing, leaving, moving
from trajectories.changing import Standing, standing_of
from trajectories.forms import changes as forms
from trajectories.obstacles import demand, did
from trajectories.views.clients import find_client, way_on


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that can change: its words, its form, what may stand in its way, and the act."""

    word: str
    title: str
    intro: str
    button: str
    done: str
    form: type[forms.ChangeForm]
    why_not: Callable[[Standing], list[str]]
    act: Callable[..., Any]
    consequences: Collection[str] = ()

    def do(self, now: Standing, facts: dict[str, Any]) -> None:
        """Carry it out, unless something stands in its way."""
        demand(self.why_not(now))
        self.act(now.client, **facts, by=now.reader)


CARE = Change(
    "zorg",
    "Andere zorg, zelfde woning",
    "Meer zorg, minder zorg of een andere aanbieder. De cliënt hoeft niet te verhuizen.",
    "Leg de zorg vast",
    "De zorg is vastgelegd. De woning is gebleven zoals zij was.",
    forms.CareChangeForm,
    changing.no_other_care,
    moving.start_care,
    ("De zorg die nu loopt, stopt op de dag dat de nieuwe begint.", "De woning blijft zoals zij is."),
)
HOME = Change(
    "verhuizing",
    "Verhuizen met dezelfde zorg",
    "Naar een andere plek of naar een eigen woning. De zorg gaat mee.",
    "Leg de verhuizing vast",
    "De verhuizing is vastgelegd. De zorg is gebleven zoals zij was.",
    forms.HomeChangeForm,
    changing.no_other_home,
    moving.move,
    ("De woning van nu eindigt op de dag van de verhuizing.", "De zorg blijft zoals zij is."),
)
BOTH = Change(
    "verhuizing-en-zorg",
    "Verhuizen en andere zorg krijgen",
    "De woning en de zorg veranderen op dezelfde dag.",
    "Leg allebei vast",
    "De verhuizing en de zorg zijn vastgelegd.",
    forms.HomeAndCareForm,
    changing.no_move_with_care,
    moving.move_and_change_care,
    ("De woning en de zorg van nu eindigen op die dag.", "Lukt een van beide niet, dan verandert er niets."),
)
AWAY = Change(
    "tijdelijk-weg",
    "Tijdelijk weg",
    "Een opname, detentie of een verblijf elders, waarna de cliënt terugkomt.",
    "Leg vast dat de cliënt weg is",
    "Vastgelegd dat de cliënt tijdelijk weg is.",
    forms.AwayForm,
    changing.not_away,
    leaving.go_away,
    ("De woning en de zorg blijven van de cliënt.", "De plek komt niet vrij."),
)
BACK = Change(
    "terug",
    "Weer terug",
    "De cliënt was tijdelijk weg en is er weer.",
    "Leg vast dat de cliënt terug is",
    "Vastgelegd dat de cliënt terug is.",
    forms.BackForm,
    changing.not_back,
    leaving.come_back,
)
END = Change(
    "einde",
    "De zorg stopt",
    "De cliënt gaat verder zonder zorg van de regio, of naar andere zorg.",
    "Leg vast dat de zorg stopt",
    "Vastgelegd dat de zorg stopt. Komt de cliënt ooit terug, dan gaat dit dossier verder.",
    forms.EndForm,
    changing.no_end,
    leaving.leave,
    ("De zorg eindigt na die dag.", "De cliënt gaat van de uitstroomlijst."),
)
DEATH = Change(
    "overlijden",
    "Overleden",
    "Alles wat loopt, wordt in één keer gesloten.",
    "Leg het overlijden vast",
    "Het overlijden is vastgelegd. Alles wat liep, is gesloten.",
    forms.DeathForm,
    lambda now: [],
    leaving.die,
    (
        "De woning en de zorg eindigen na de dag van overlijden.",
        "De cliënt gaat van de wachtlijst en van de uitstroomlijst.",
        "Een voorstel dat openstaat, wordt ingetrokken.",
        "Een melding die openstaat, sluit u daarna zelf af.",
    ),
)
CALAMITY = Change(
    "calamiteit",
    "Een calamiteit is gemeld",
    "Alleen dat er een melding bij de toezichthouder is, en van welke dag. Niet wat er gebeurde.",
    "Leg vast dat er is gemeld",
    "Vastgelegd dat er een calamiteit is gemeld. Wat er gebeurde, staat hier niet.",
    forms.CalamityForm,
    lambda now: [],
    calamities.report_calamity,
    (
        "Melden bij de toezichthouder doet u zelf. Thuisroute stuurt niets.",
        "Aan de woning en de zorg verandert niets.",
    ),
)
CHANGES = {change.word: change for change in (CARE, HOME, BOTH, AWAY, BACK, END, DEATH, CALAMITY)}


@allow(Role.COORDINATOR, Role.PROVIDER)
def changes(request: SignedInRequest, slug: str) -> HttpResponse:
    """What can change for this client, each with why it cannot now."""
    now = _standing(request, slug)
    note(request, Action.VIEW, "verandering", client=now.client)
    choices = [(change, change.why_not(now)) for change in CHANGES.values()]
    context = {"client": now.client, "now": now, "choices": choices}
    return show(request, "trajectories/changes.html", context)


@allow(Role.COORDINATOR, Role.PROVIDER)
def change_something(request: SignedInRequest, slug: str, word: str) -> HttpResponse:
    """One change: what it asks, what follows from it, and the act."""
    change, now, today = CHANGES.get(word), _standing(request, slug), clock.today()
    if change is None:
        raise Http404
    form = change.form(sent(request), client=now.client, reader=request.user, today=today)
    if form.is_valid() and did(form, lambda: change.do(now, form.facts())):
        note(request, Action.CHANGE, "verandering", client=now.client)
        messages.success(request, change.done)
        return way_on(request.user, "client_page", now.client)
    note(request, Action.VIEW, "verandering", client=now.client)
    return ask(request, _question(change, now), form)


def _question(change: Change, now: Standing) -> Question:
    here = reverse("changes", args=[now.client.slug])
    return Question(
        title=f"{now.client}: {change.title.lower()}",
        button=change.button,
        back=here,
        intro=change.intro,
        crumbs=(
            (str(now.client), reverse("client_page", args=[now.client.slug])),
            ("Iets verandert", here),
        ),
        consequences=change.consequences,
        warnings=change.why_not(now),
    )


def _standing(request: SignedInRequest, slug: str) -> Standing:
    return standing_of(find_client(request.user, slug), reader=request.user, on=clock.today())
