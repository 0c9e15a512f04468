"""From a link to logging in with one touch: somebody's first day, in a real browser with a device that signs."""

import uuid
from base64 import b32decode

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from portal import clock
from portal.proof import codes
from tests.journeys.hand import follow, press, says

WORD = "lopend-water-op-dinsdag"
DEVICE = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}


@pytest.fixture
def link(people, demo):
    """The name and the link of somebody whom an administrator just added."""
    login = f"nieuw.{uuid.uuid4().hex[:8]}"
    page = people("beheer")
    page.goto("/beheer/gebruikers/nieuw/?rol=BELEID&regio=FLEVOLAND")
    page.get_by_label("Voor- en achternaam").fill("Noor Zonneveer")
    page.get_by_label("Inlognaam").fill(login)
    press(page, "Voeg gebruiker toe")
    return login, page.get_by_label("Link om een wachtwoord te kiezen").input_value().replace(demo, "")


@pytest.fixture
def page(chromium, demo):
    """A browser at an address with a name, as passkeys want; nothing may go against the policy for content."""
    wrong = []
    context = chromium.new_context(base_url=demo.replace("127.0.0.1", "localhost"), locale="nl-NL")
    context.set_default_timeout(15_000)
    page = context.new_page()
    page.on("console", lambda line: wrong.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    context.close()
    assert not [line for line in wrong if "422" not in line]


def looks_right(page):
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert Axe().run(page).response["violations"] == [], page.url
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url


def log_in(page, login):
    page.goto("/inloggen/")
    page.get_by_label("Inlognaam").fill(login)
    page.get_by_label("Wachtwoord").fill(WORD)
    press(page, "Inloggen")


def device(page, **differs):
    """A device that signs for whoever sits there, or one that does not look who that is."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = DEVICE | {"isUserVerified": True, "automaticPresenceSimulation": True} | differs
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]
    return lambda: session.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": made})


def test_somebody_new_logs_in_with_an_app_then_with_one_touch(link, page):
    login, address = link
    page.goto(address)
    page.get_by_label("Nieuw wachtwoord").fill(WORD)
    page.get_by_label("Nog een keer").fill(WORD)
    press(page, "Bewaar wachtwoord")
    log_in(page, login)
    page.get_by_role("link", name="Noor Zonneveer").first.click()
    looks_right(page)
    follow(page, "Voeg een app met codes toe")
    looks_right(page)
    page.get_by_text("Geen camera?").click()
    seed = b32decode(page.locator("details strong").inner_text())
    step = codes.step_at(clock.moment())
    page.get_by_label("Code die de app laat zien").fill(codes.code_at(seed, step))
    press(page, "Voeg de app toe")
    says(page, "U logt voortaan in met een code")
    press(page, "Maak herstelcodes")
    looks_right(page)
    follow(page, "Ik heb ze bewaard")

    careless = device(page, isUserVerified=False)
    follow(page, "Voeg een toegangssleutel toe")
    looks_right(page)
    press(page, "Maak een toegangssleutel")
    expect(page.get_by_role("alert").filter(has_text="Dat is niet gelukt")).to_be_visible()
    careless()
    device(page)
    page.get_by_label("Naam").fill("Laptop van het werk")
    press(page, "Maak een toegangssleutel")
    says(page, "U kunt voortaan inloggen met “Laptop van het werk”")
    looks_right(page)

    page.get_by_role("button", name="Uitloggen").first.click()
    log_in(page, login)
    page.get_by_label("Code uit uw app").fill(codes.code_at(seed, step + 1))
    looks_right(page)
    press(page, "Inloggen")
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Tweede stap")
    page.get_by_role("button", name="Uitloggen").first.click()
    press(page, "Log in met een toegangssleutel")
    expect(page.get_by_role("link", name="Noor Zonneveer").first).to_be_visible()
    page.clock.install()
    page.goto("/account/")
    page.clock.fast_forward("25:00")
    expect(page.get_by_role("dialog")).to_contain_text("Over 5 minuten wordt u uitgelogd")
    looks_right(page)
    page.get_by_role("button", name="Blijf ingelogd").click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.get_by_role("row", name="Laptop van het werk")).to_be_visible()
