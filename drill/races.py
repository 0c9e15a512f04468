"""People who do the same thing in the same moment."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from drill.house import TODAY, House, visitor
from drill.outcome import Outcome
from drill.web import Visitor, at_once
from drill.workers import DONE, melding

FORMS, SENDERS = 30, 8
EDITORS = 10
PEOPLE, PLACES = 12, 5
CONTESTED = "/meldingen/{slug}/zorg/"


def outcomes(house: House, *, cycles: int) -> Iterator[Outcome]:
    """Double sends, one version edited by many, and more people than places."""
    with house.web() as web:
        team, coordinator = (visitor(house, web, login) for login in ("wijkteam.almere", "coordinator.flevoland"))
        yield _double_sends(house, team)
        yield _edits(team)
        yield _places(coordinator)


def _double_sends(house: House, team: Visitor) -> Outcome:
    browsers = [team.twin() for _ in range(SENDERS)]
    forms, answers, addresses = [melding() for _ in range(FORMS)], 0, 0
    for form in forms:
        heard = at_once([lambda one=one, form=form: one.ask("/meldingen/nieuw/", form) for one in browsers])
        answers += sum(answer.status in DONE for answer in heard)
        addresses += len({answer.headers["Location"] for answer in heard})
    rows = house.meldingen([form["submission"] for form in forms])
    return Outcome(
        f"{FORMS} formulieren, elk door {SENDERS} tegelijk verstuurd",
        f"{FORMS} meldingen, allemaal hetzelfde antwoord",
        f"{rows} meldingen, {answers} antwoorden met {addresses} adressen",
        (rows, answers, addresses) == (FORMS, FORMS * SENDERS, FORMS),
    )


def _edits(team: Visitor) -> Outcome:
    browsers = [team.twin() for _ in range(EDITORS)]
    slug = team.ask("/meldingen/nieuw/", melding()).headers["Location"].strip("/").split("/")[-1]

    def save(number: int) -> dict[str, str]:
        words = {"care_need": "NABIJ", "care_notes": f"Woorden van nummer {number}.", "can_defer_requests": "NEE"}
        return words | {"state": "BEZIG", "version": "0", "tab": f"3f2b8c1e-0000-4000-8000-00000000000{number}"}

    address = CONTESTED.format(slug=slug)
    heard = at_once([lambda one=one, at=at: one.ask(address, save(at)) for at, one in enumerate(browsers)])
    won = sum(answer.status in DONE for answer in heard)
    told = [at for at, answer in enumerate(heard) if answer.status == 409]
    keeps = sum(f"Woorden van nummer {at}." in heard[at].text for at in told)
    return Outcome(
        f"{EDITORS} mensen bewaren tegelijk een ander antwoord op dezelfde vraag",
        f"1 wint; {EDITORS - 1} krijgen beide antwoorden te zien (409), met hun eigen tekst",
        f"{won} bewaard, {len(told)} × 409, {keeps} met eigen tekst",
        (won, len(told), keeps) == (1, EDITORS - 1, EDITORS - 1),
    )


def _places(coordinator: Visitor) -> Outcome:
    from portal.models import Region
    from tests import make
    from trajectories.models import MatchProposal

    region = Region.objects.get(code="FLEVOLAND")
    form, provider = make.care_form(region, "PROEF"), make.provider(region)
    make.contract(provider, form)
    here = make.location(provider)
    places = [make.place(here, form) for _ in range(PLACES)]
    entries = [make.waits(make.client(region), form) for _ in range(PEOPLE)]

    def press(entry: str, place: str) -> int:
        facts = {"place": place, "intended_start_on": TODAY, "skip_reason": "Kan niet wachten."}
        return coordinator.twin().ask(f"/plekken/{entry}/voorstel/{here.slug}/", facts).status

    with ThreadPoolExecutor(PEOPLE * PLACES) as pool:
        asked = [pool.submit(press, entry.slug, place.slug) for entry in entries for place in places]
        faults = sum(one.result() >= 500 for one in asked)
    proposed = MatchProposal.objects.filter(place__in=places)
    made, reserved = proposed.count(), proposed.values("place").distinct().count()
    return Outcome(
        f"{PEOPLE} wachtenden, elk voorgesteld voor alle {PLACES} plekken tegelijk",
        f"{PLACES} voorstellen, een per plek; geen fout",
        f"{made} voorstellen op {reserved} plekken; {faults} fouten op {len(asked)} keer drukken",
        made == reserved == PLACES and not faults,
    )
