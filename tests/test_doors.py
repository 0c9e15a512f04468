"""Every address × every role × every method: who gets in, who does not, and what nobody can do.

What is expected stands in the two tables below, and comes from the tables of roles in the README and in
`docs/`, never from the code it checks. A new address under a known one needs no line here.
"""

import re
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass

import pytest
from django.db.models import Q
from django.http import HttpResponse
from django.test import Client as Browser
from django.urls import URLResolver, get_resolver

from portal.models import AccessRecord, Ground, Role
from tests.headers import lacking
from tests.watching import undone, writes
from tests.world import BSN, ELSEWHERE, World

TEAM, COORDINATOR, PROVIDER = Role.TEAM, Role.COORDINATOR, Role.PROVIDER
ASSOCIATION, POLICY, LEADER = Role.HOUSING_ASSOCIATION, Role.POLICY, Role.PROJECT_LEADER
ADMINISTRATOR, AUDITOR = Role.ADMINISTRATOR, Role.AUDITOR
PUBLIC: set[Role] = set()
EVERYBODY = set(Role)
DECIDES = {TEAM, COORDINATOR}
PERSONS = DECIDES | {PROVIDER}
FIGURES = {COORDINATOR, POLICY, LEADER}
PLANS = {POLICY, LEADER}

OPENS_TO: dict[str, set[Role]] = {
    "": EVERYBODY,
    "gezond/": PUBLIC,
    "klaar/": PUBLIC,
    "inloggen/": PUBLIC,
    "uitloggen/": EVERYBODY,
    "account/": EVERYBODY,
    "welkom/": PUBLIC,
    "privacy/": PUBLIC,
    "toegankelijkheid/": PUBLIC,
    "hulp/": PUBLIC,
    ".well-known/": PUBLIC,
    "logboek/": {AUDITOR},
    "beheer/": {ADMINISTRATOR},
    "tafel/": {COORDINATOR},
    "mail/": DECIDES | {PROVIDER},
    "meldingen/": DECIDES,
    "toegang/": DECIDES,
    "wachtlijst/": DECIDES,
    "wachtlijst/verloop/": {COORDINATOR},
    "wachtlijst/werkafspraken/": DECIDES | FIGURES,
    "wachtlijst/werkafspraken/concept/": {COORDINATOR},
    "aanbod/": {PROVIDER},
    "sluitingen/": {PROVIDER, COORDINATOR},
    "sluitingen/<slug:slug>/wijzigen/": {PROVIDER},
    "sluitingen/<slug:slug>/bewoner/": {PROVIDER},
    "sluitingen/<slug:slug>/vastleggen/": {PROVIDER},
    "sluitingen/<slug:slug>/afblazen/": {PROVIDER},
    "locaties/<slug:slug>/sluiten/": {PROVIDER},
    "locaties/<slug:slug>/<slug:place>/sluiten/": {PROVIDER},
    "locaties/<slug:slug>/<slug:place>/omklap/": {PROVIDER},
    "plekken/<slug:slug>/bezwaar/": DECIDES,
    "locaties/": PERSONS | {ASSOCIATION, POLICY, LEADER},
    "locaties/vertrek/": PERSONS | {ASSOCIATION},
    "locaties/<slug:slug>/<slug:place>/": PERSONS | {ASSOCIATION},
    "catalogus/": PERSONS | {POLICY, LEADER},
    "clienten/": PERSONS,
    "clienten/andere-aanbieder/": {COORDINATOR},
    "verhuizingen/": DECIDES | FIGURES,
    "clienten/<slug:slug>/toestemming/": DECIDES,
    "clienten/<slug:slug>/wie-keek/": DECIDES,
    "clienten/<slug:slug>/kopie/": {COORDINATOR},
    "clienten/<slug:slug>/bsn/vastleggen/": DECIDES,
    "clienten/<slug:slug>/bsn/weg/": DECIDES,
    "clienten/<slug:slug>/bewaren/": {COORDINATOR},
    "bewaren/": {COORDINATOR, AUDITOR},
    "bewaren/voorstellen/": {COORDINATOR},
    "bewaren/vernietigen/": {COORDINATOR},
    "bewaren/<slug:slug>/intrekken/": {COORDINATOR},
    "bewaren/termijnen/": {COORDINATOR, AUDITOR, ADMINISTRATOR},
    "clienten/<slug:slug>/contactpersonen/": DECIDES,
    "clienten/<slug:slug>/gegevens/": DECIDES,
    "clienten/<slug:slug>/volgende-stap/": PERSONS,
    "uitstroom/": PERSONS,
    "voordrachten/": PERSONS | {ASSOCIATION},
    "huursignalen/": PERSONS | {ASSOCIATION},
    "huursignalen/nieuw/": {ASSOCIATION},
    "noodtoegang/": PERSONS | {Role.AUDITOR},
    "noodtoegang/openen/": {Role.TEAM, Role.PROVIDER},
    "noodtoegang/<slug:slug>/": {Role.TEAM, Role.PROVIDER},
    "clienten/<slug:slug>/voordragen/": DECIDES,
    "clienten/<slug:slug>/samenvoegen/": {COORDINATOR},
    "clienten/<slug:slug>/verandering/": {COORDINATOR, PROVIDER},
    "clienten/<slug:slug>/plan/": PERSONS,
    "clienten/<slug:slug>/plan/<slug:word>/": {TEAM, PROVIDER},
    "clienten/<slug:slug>/plan/doel/": {TEAM, PROVIDER},
    "clienten/<slug:slug>/plan/evaluatie/": {TEAM, PROVIDER},
    "clienten/<slug:slug>/plan/nazorg/": {TEAM, PROVIDER},
    "clienten/<slug:slug>/plan/buurt/": {TEAM, PROVIDER},
    "buurt/": PERSONS | {ASSOCIATION, POLICY, LEADER},
    "buurt/nieuw/": DECIDES | {LEADER},
    "buurt/<int:pk>/": DECIDES | {LEADER},
    "evaluaties/": PERSONS,
    "mening/": PUBLIC,
    "clienten/<slug:slug>/corrigeren/": {COORDINATOR, PROVIDER},
    "plekken/": DECIDES,
    "plekken/<slug:slug>/": {COORDINATOR},
    "plekken/<slug:slug>/wie-past/": DECIDES,
    "voorstellen/": PERSONS,
    "voorstellen/<slug:slug>/advies/": DECIDES,
    "voorstellen/<slug:slug>/aanvaarden/": {PROVIDER},
    "voorstellen/<slug:slug>/afwijzen/": {PROVIDER},
    "voorstellen/<slug:slug>/intrekken/": {COORDINATOR},
    "voorstellen/<slug:slug>/verhuisd/": {COORDINATOR, PROVIDER},
    "voorstellen/<slug:slug>/kennismaking/": {COORDINATOR, PROVIDER},
    "plan/": DECIDES | FIGURES | {PROVIDER, ASSOCIATION},
    "plan/kwartalen/": DECIDES | FIGURES,
    "plan/gemeenten/": DECIDES | FIGURES,
    "plan/doelen/": DECIDES | FIGURES,
    "plan/woningen/": DECIDES | FIGURES | {ASSOCIATION},
    "plan/woningen/nieuw/": PLANS,
    "plan/woningen/<int:pk>/": PLANS,
    "plan/doelen/nieuw/": PLANS,
    "plan/doelen/<int:pk>/": PLANS,
    "plan/ramingen/": PLANS,
    "plan/nieuw/": PLANS,
    "plan/<int:pk>/wijzigen/": PLANS,
    "plan/<int:pk>/intrekken/": PLANS,
    "plan/<int:pk>/reden/": PLANS,
    "plan/<int:pk>/acties/": PLANS,
    "plan/acties/": PLANS,
    "inlezen/": PLANS | {PROVIDER, ADMINISTRATOR},
    "lijsten/": FIGURES,
    "monitor/": FIGURES,
    "monitor/kaart/": PLANS,
    "rapporten/": FIGURES,
    "rapporten/<slug:region>/<slug:quarter>/opstellen/": PLANS,
    "rapporten/<slug:region>/<slug:quarter>/toelichting/": PLANS,
    "rapporten/<slug:region>/<slug:quarter>/goedkeuren/": PLANS,
    "rapporten/<slug:region>/<slug:quarter>/publiceren/": PLANS,
    "openbaar/": PUBLIC,
}
"""Which roles an address and all below it open to; the longest beginning that fits holds."""


@dataclass(frozen=True)
class Sample:
    """What to put in an address: something of the small world, and the words of the users who may know of it."""

    thing: str = ""
    seen_by: str = ""
    """Empty: everybody whose role opens the page."""
    by: str = "slug"
    """The attribute that stands in the address."""
    word: str = ""
    """A word instead of a thing: one that everybody may know."""


REGION = "wijkteam, ander wijkteam, coordinator, beleid, projectleider"
LOADS_THE_PLAN = f"beleid, projectleider, beheer, beleid {ELSEWHERE}, projectleider {ELSEWHERE}"
SAMPLES: dict[str, Sample] = {
    "inloggen/via/<slug:office>": Sample(word="gemeente"),
    "account/sleutels/<int:pk>": Sample("sign-in key", "coordinator", by="pk"),
    "beheer/gebruikers/<int:pk>": Sample("user", by="pk"),
    "beheer/organisaties/<int:pk>": Sample("organisation", by="pk"),
    "beheer/regios/<slug:region>": Sample(word="hier"),
    "beheer/zorgvormen/<int:pk>": Sample("care form", by="pk"),
    "beheer/zorgvormen/<int:pk>/fase/<int:row>": Sample("phase", by="pk"),
    "beheer/zorgvormen/<int:pk>/tekst/<int:row>": Sample("description", by="pk"),
    "beheer/contracten/<int:pk>": Sample("contract", by="pk"),
    "beheer/regios/<slug:region>/brieven/<slug:word>": Sample(word="ontvangst"),
    "meldingen/<slug:slug>/brieven/<slug:letter>": Sample("letter", "wijkteam, coordinator"),
    "aanbod/locaties/<slug:slug>": Sample("location", "aanbieder"),
    "aanbod/locaties/<slug:slug>/zorgvorm/<int:pk>": Sample("planned period", by="pk"),
    "aanbod/locaties/<slug:slug>/kenmerken/<int:pk>": Sample("planned features", by="pk"),
    "sluitingen/<slug:slug>": Sample("closing", "aanbieder, coordinator"),
    "sluitingen/<slug:slug>/bewoner/<int:home>": Sample("home", by="pk"),
    "meldingen/<slug:slug>": Sample("melding", "wijkteam, coordinator"),
    "meldingen/<slug:slug>/<slug:kind>": Sample(word="wonen"),
    "clienten/<slug:slug>/verandering/<slug:word>": Sample(word="zorg"),
    "clienten/<slug:slug>/plan/<slug:word>": Sample(word="doel"),
    "clienten/<slug:slug>/plan/doel/<int:pk>": Sample("goal", by="pk"),
    "clienten/<slug:slug>/plan/nazorg/<int:pk>": Sample("aftercare", by="pk"),
    "clienten/<slug:slug>/plan/buurt/<int:pk>": Sample("referral", by="pk"),
    "buurt/<int:pk>": Sample("activity", REGION, by="pk"),
    "clienten/<slug:slug>/plan/evaluatie/<int:pk>": Sample("review", by="pk"),
    "clienten/<slug:slug>/corrigeren/<slug:word>": Sample(word="wonen"),
    "clienten/<slug:slug>/corrigeren/<slug:word>/<int:pk>": Sample("home", "aanbieder, coordinator", by="pk"),
    "meldingen/<slug:slug>/overdracht/<slug:transfer>": Sample("transfer"),
    "wachtlijst/<slug:slug>": Sample("entry", "wijkteam, coordinator"),
    "aanbod/plekken/<slug:slug>": Sample("closed place", "aanbieder"),
    "aanbod/plekken/<slug:slug>/vertrek": Sample("place", "aanbieder"),
    "aanbod/plekken/<slug:slug>/buiten-gebruik/<int:pk>": Sample("closure", by="pk"),
    "locaties/<slug:slug>": Sample("location", f"{REGION}, aanbieder, corporatie"),
    "locaties/<slug:slug>/<slug:place>": Sample("place", f"{REGION}, aanbieder, corporatie"),
    "catalogus/<int:pk>": Sample("care form", f"{REGION}, aanbieder, andere aanbieder", by="pk"),
    "clienten/<slug:slug>": Sample("client", "wijkteam, coordinator, aanbieder"),
    "clienten/<slug:slug>/contactpersonen/<slug:contact>": Sample("contact"),
    "clienten/<slug:slug>/samenvoegen/<slug:other>": Sample("double"),
    "clienten/<slug:slug>/toestemming/<int:pk>": Sample("consent", by="pk"),
    "clienten/<slug:slug>/toestemming/<slug:word>": Sample(word="plek-zoeken"),
    "plekken/<slug:slug>": Sample("entry", "wijkteam, coordinator"),
    "plekken/<slug:slug>/wie-past": Sample("place", REGION),
    "plekken/<slug:slug>/bezwaar/<slug:location>": Sample("location", REGION),
    "plekken/<slug:slug>/voorstel/<slug:location>": Sample("location", REGION),
    "voorstellen/<slug:slug>": Sample("proposal", "wijkteam, coordinator, aanbieder"),
    "noodtoegang/<slug:slug>": Sample("emergency", "ander wijkteam"),
    "huursignalen/<slug:slug>": Sample("signal", "wijkteam, coordinator, aanbieder, corporatie"),
    "voordrachten/<slug:slug>": Sample("nomination", "wijkteam, coordinator, corporatie"),
    "beheer/mandaten/<int:pk>": Sample("mandate", by="pk"),
    "plan/<int:pk>": Sample("plan line", f"{REGION}, aanbieder, corporatie", by="pk"),
    "plan/acties/<int:pk>": Sample("plan action", REGION, by="pk"),
    "plan/doelen/<int:pk>": Sample("plan target", REGION, by="pk"),
    "plan/woningen/<int:pk>": Sample("flip", REGION, by="pk"),
    "lijsten/<slug:name>": Sample(word="plan"),
    "monitor/<slug:chart>": Sample(word="wachten-status", seen_by="coordinator, beleid, projectleider"),
    "inlezen/aanleveren/<slug:kind>": Sample(word="plan", seen_by=LOADS_THE_PLAN),
    "inlezen/sjablonen/<slug:kind>": Sample(word="plan", seen_by=LOADS_THE_PLAN),
    "inlezen/sjablonen/<slug:kind>/<str:name>": Sample(word="planregels.csv"),
    "inlezen/uitlezen/<slug:kind>": Sample(word="plan", seen_by=LOADS_THE_PLAN),
    "inlezen/uitlezen/<slug:kind>/<str:name>": Sample(word="planregels.csv"),
    "inlezen/<slug:slug>": Sample("upload", "aanbieder, beheer"),
    "bewaren/<slug:slug>": Sample("destruction", "coordinator, auditor"),
    "tafel/<slug:slug>": Sample("matching table", "coordinator"),
    "tafel/<slug:slug>/acties/<slug:decision>": Sample("table decision", "coordinator"),
    "openbaar/bericht/<slug:slug>": Sample("subscription"),
    "openbaar/<slug:region>": Sample("region", by="code"),
    "openbaar/<slug:region>/<slug:quarter>": Sample(word="2026Q2"),
    "rapporten/<slug:region>": Sample("region", "coordinator, beleid, projectleider", by="code"),
    "rapporten/<slug:region>/<slug:quarter>": Sample(word="2026Q3"),
}
"""What stands in for each argument of an address, by the address up to and including it."""

A_THING_NOBODY_HAS = {"slug": "ZZZZZZZZ", "pk": "999999999", "code": "NERGENS"}
ONLY_WITH_A_KEY = {
    "welkom/",
    "mening/vertellen/",
    "inloggen/tweede-stap/",
    "inloggen/via/<slug:office>/",
    "inloggen/terug/",
}
"""Addresses that are not there for whoever comes without the key behind the question mark."""


def routes(resolver: URLResolver | None = None, start: str = "") -> Iterator[str]:
    """Every address of the portal, as it is written in the URLconf."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, start + str(pattern.pattern))
        else:
            yield start + str(pattern.pattern)


def roles_of(route: str) -> set[Role]:
    """Which roles a page opens to, by the longest line above that it begins with."""
    lines = [line for line in OPENS_TO if route == line or (line and route.startswith(line))]
    assert lines, f"{route} is new: write in OPENS_TO which roles it opens to"
    return OPENS_TO[max(lines, key=len)]


def samples_of(route: str) -> list[tuple[str, Sample]]:
    """The arguments of an address with what stands in for each; a longer line goes before a shorter one."""
    found = []
    for argument in re.finditer(r"<[^>]+>", route):
        wanted = route[: argument.end()]
        lines = [line for line in SAMPLES if route.startswith(line) and argument_of(line) == argument.group()]
        lines = [line for line in lines if line.count("<") == wanted.count("<")]
        assert lines, f"{route} has a new argument: write one line for it in SAMPLES"
        found.append((argument.group(), SAMPLES[max(lines, key=len)]))
    return found


def argument_of(line: str) -> str:
    """The last argument in a line of SAMPLES."""
    return re.findall(r"<[^>]+>", line)[-1]


def written(sample: Sample, world: World) -> str:
    return sample.word or str(getattr(world.things[sample.thing], sample.by))


def address_of(route: str, world: World, *, is_real: bool = True) -> str:
    """The address with a thing of this region in it, or with codes that do not exist."""
    for argument, sample in samples_of(route):
        real = written(sample, world)
        code = real if is_real or sample.word else A_THING_NOBODY_HAS[sample.by]
        route = route.replace(argument, code, 1)
    return f"/{route}"


def sees(word: str, route: str) -> bool:
    """Whether that user may know of everything in the address."""
    samples = [sample for _, sample in samples_of(route)]
    if roles_of(route) == PUBLIC:
        return True
    if any(sample.thing for sample in samples) and word.endswith(ELSEWHERE):
        return False
    return all(not sample.seen_by or word in sample.seen_by.split(", ") for sample in samples)


def test_the_tables_above_name_nothing_that_is_gone():
    known = list(routes())
    assert not [line for line in OPENS_TO if not any(route.startswith(line) for route in known)]
    assert not [line for line in SAMPLES if not any(route.startswith(line) for route in known)]


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today", "world")]
every_route = pytest.mark.parametrize("route", list(routes()), ids=lambda route: f"/{route}")


def ask(browser: Browser, method: str, address: str, **facts: object) -> HttpResponse:
    """Ask, and undo what it did, logging out included."""
    cookies = copy(browser.cookies)
    with undone():
        answer: HttpResponse = getattr(browser, method)(address, **facts)
    browser.cookies = cookies
    return answer


@every_route
def test_a_stranger_is_sent_to_the_log_in_page(route, world):
    address = address_of(route, world)
    for method in ("get", "post"):
        answer = ask(Browser(), method, address)
        if roles_of(route) == PUBLIC:
            assert answer.status_code < 500
            assert "Location" not in answer.headers
        else:
            assert answer.status_code == 302, f"{method} {address}"
            assert answer.headers["Location"].startswith("/inloggen/?next=")


@every_route
def test_a_role_that_has_no_business_there_is_refused(route, world, browsers):
    refused = [word for word, user in world.users.items() if user.role not in (roles_of(route) or EVERYBODY)]
    for word in of_each_role(refused, world):
        for method in ("get", "post"):
            address = address_of(route, world, is_real=method == "get")
            assert ask(browsers[word], method, address).status_code == 403, f"{method} {address} for {word}"


def welcome(route: str, world: World) -> list[str]:
    """The words of the users who may open this page with these things."""
    roles = roles_of(route) or EVERYBODY
    return [word for word, user in world.users.items() if user.role in roles and sees(word, route)]


def about_a_client(route: str) -> bool:
    """Whether a page is about one client, who may ask who looked."""
    return any(word in route for word in ("clienten/<", "meldingen/<", "voorstellen/<"))


def lines_about_clients() -> int:
    """How many lines of the log tell of somebody who looked at a client."""
    return AccessRecord.objects.filter(client__isnull=False).count()


def lines_without_ground() -> list[AccessRecord]:
    """Lines about a client that do not say what somebody had to do with them."""
    lines = AccessRecord.objects.filter(client__isnull=False, user__isnull=False)
    return list(lines.filter(Q(ground=None) | Q(ground=Ground.NONE)))


def of_each_role(words: list[str], world: World) -> list[str]:
    """The first of every role: what a role opens, it opens to all who have it."""
    return list({world.users[word].role: word for word in reversed(words)}.values())


@every_route
def test_who_may_gets_in_and_looking_changes_nothing(route, world, browsers):
    address = address_of(route, world)
    words = welcome(route, world)
    assert words, f"nobody may open {address}: is the sample right?"
    for word in of_each_role(words, world):
        with undone():
            before, told = writes(), lines_about_clients()
            answer = browsers[word].get(address)
            open_door = {404} if route in ONLY_WITH_A_KEY else {200, 302, 405}
            assert answer.status_code in open_door, f"{address} answers {answer.status_code} to {word}"
            assert writes() == before, f"{address} writes when {word} looks"
            assert lacking(answer.headers) == set(), address
            if "kopie/" not in route:  # the copy that the client gets
                assert BSN.encode() not in answer.getvalue(), f"{address} tells {word} a BSN"
            if about_a_client(route) and answer.status_code == 200:
                assert lines_about_clients() > told, f"{address} does not write down that {word} looked"
                assert not lines_without_ground(), f"{address} opens a file to {word} and the log knows no reason"
        sent = ask(browsers[word], "post", address).status_code
        # Part of what a form names may not be there (404), but never the page itself.
        fine = {200, 302, 303, 405, 409, 422} | ({404} if answer.status_code != 405 else set())
        assert sent in fine, f"an empty form to {address} gives {word} a {sent}"
    assert ask(browsers[word], "head", address).status_code == answer.status_code


@every_route
def test_what_is_not_yours_is_not_there(route, world, browsers):
    """Somebody else's thing and a code that does not exist get the same answer, to the letter."""
    roles, welcomed = roles_of(route), welcome(route, world)
    for word in (word for word, user in world.users.items() if user.role in roles and word not in welcomed):
        for method in ("get", "post"):
            theirs = ask(browsers[word], method, address_of(route, world))
            nobodys = ask(browsers[word], method, address_of(route, world, is_real=False))
            assert theirs.status_code in (404, 405), f"{method} {route} answers {theirs.status_code} to {word}"
            assert (theirs.status_code, plain(theirs)) == (nobodys.status_code, plain(nobodys)), f"{route} {word}"


def plain(answer: HttpResponse) -> str:
    """The text, without the token that differs in every answer."""
    return re.sub(r"[A-Za-z0-9]{64}", "", answer.content.decode())


@every_route
def test_a_form_without_its_token_is_refused(route, world, browsers):
    """Even from somebody who may open the page: another site cannot send a form in their name."""
    browser = Browser(enforce_csrf_checks=True)
    browser.cookies = browsers[welcome(route, world)[0]].cookies
    with undone():
        before = writes()
        assert browser.post(address_of(route, world)).status_code == 403
        assert writes() == before


@every_route
def test_other_methods_do_not_exist(route, world, browsers):
    for method in ("put", "patch", "delete", "options", "trace"):
        answer = getattr(browsers["coordinator"], method)(address_of(route, world))
        assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, POST"), method
