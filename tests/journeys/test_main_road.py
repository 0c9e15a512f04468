"""The main road, walked as each role in turn: from a melding at the desk to somebody with a home and care."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.hand import follow, press, says

OWN_WORDS = "Ik wil een eigen deur, en iemand die ik ’s nachts kan bellen."
LAWS = ("Langdurige zorg (Wlz)", "Zorgverzekering (Zvw)", "Jeugdwet", "Forensische zorg (Wfz)")
STRENGTH = (
    "Wat kan de cliënt zelf?",
    "Welke hulp geven huisgenoten gewoon?",
    "Welke hulp geven mantelzorgers?",
    "Wie zijn er verder in de buurt?",
    "Welke algemene voorzieningen helpen?",
    "Met wie werken we samen?",
)
RECEPTION = (
    "Ontvangst bevestigd op",
    "Uitleg over uw gegevens gegeven op",
    "Uitleg over het persoonlijk plan gegeven op",
    "Gewezen op gratis cliëntondersteuning op",
)
CHOICES = {
    "Persoon": {
        "Is een tolk nodig?": "Nee",
        "Met welk document?": "Paspoort",
        "Wat voor adres is het?": "Geen adres",
        "In welke gemeente is iemand ingeschreven?": "Dronten",
        "Hoe weten we waar iemand vandaan komt?": "Uit de basisregistratie (BRP)",
    },
    "Vertegenwoordiging": {"Wie vertegenwoordigt de cliënt?": "Niemand: de cliënt regelt het zelf"},
    "Eigen kracht": {"Kreeg de cliënt uitleg over de eigen bijdrage?": "Ja"},
    "Zorg": {
        "Hoe dichtbij moet begeleiding zijn?": "In de buurt en snel bereikbaar",
        "Kan de cliënt een hulpvraag uitstellen?": "Enkele uren",
        "Kan begeleiding op afspraak?": "Deels",
        "Is een inwonend hoofdbewoner of beheerder in de buurt nodig?": "Nee",
    },
    "Wonen": {
        "Heeft de cliënt een woning?": "Nee",
        "Waar woont de cliënt nu?": "Bij ouders",
        "Is het nu veilig voor de cliënt?": "Ja",
        "Liever zelfstandig of in een groep?": "Zelfstandig",
    },
    "Jong": {
        "Kreeg of krijgt de cliënt jeugdhulp?": "Nee",
        "Iemand om op terug te vallen": "Geregeld",
        "School of werk": "Geregeld",
        "Inkomen": "Wordt aan gewerkt",
        "Welzijn": "Geregeld",
    },
    "Andere wetten": dict.fromkeys(LAWS, "Nagegaan: gaat niet voor"),
}
"""Per part what is chosen from a list."""


@pytest.fixture
def who() -> str:
    """Somebody nobody knows yet, and nobody's name is like theirs: letters only, as names are."""
    mark = uuid4().hex.translate(str.maketrans("0123456789", "ghklmnoprs"))
    return f"{mark[:9].capitalize()} {mark[9:20].capitalize()}"


def test_from_a_melding_to_a_home_and_care(people, who, has_script):
    """Wijkteam, coordinator and provider each do their part; what one does, the next one finds."""
    coordinator = people("coordinator.flevoland", has_script=has_script)
    persons, registrations = counted(coordinator)
    team = people("wijkteam.almere", has_script=has_script)
    register(team, who)
    investigate(team)
    apply(team)
    grant(team, who)
    assert counted(coordinator) == (persons + 1, registrations + 1)
    stands_on_the_list(team, who)
    proposal = propose(coordinator, who)
    provider = people("aanbieder.polderlicht", has_script=has_script)
    accept(provider, who, proposal)
    says_yes_to_sharing(coordinator, who, proposal)
    reads_who_it_is(provider, who, proposal)
    move_in(provider, who)
    assert counted(coordinator) == (persons, registrations)
    shows_two_tracks(team, who)


def both_clocks_are_in_sight(page: Page) -> None:
    """Six weeks from melding to investigation, two from application to decision: on the page at any time."""
    terms = page.get_by_role("complementary", name="Termijnen en afspraken")
    expect(terms).to_contain_text("6 weken")
    expect(terms).to_contain_text("2 weken")


def register(page: Page, who: str) -> None:
    """Who, when, by whom, from where, urgent or not, and in which words."""
    given, family = who.split()
    follow(page, "Nieuwe melding")
    page.get_by_label("Voornamen").fill(given)
    page.get_by_label("Achternaam").fill(family)
    page.get_by_label("Geboortedatum").fill("2001-03-14")
    page.get_by_label("Herkomst").select_option(label="Dronten")
    page.get_by_label("Gemeld op").fill("2026-10-02")
    page.get_by_label("Hoe", exact=True).select_option(label="Per telefoon")
    page.get_by_label("Door wie").select_option(label="Familie of een naaste")
    page.get_by_label("Spoed", exact=True).check()
    press(page, "Sla de melding op")
    expect(page.get_by_role("alert")).to_contain_text("Schrijf op waarom het spoed is.")
    page.get_by_label("Waarom is het spoed?").fill("Moet zaterdag het huis uit.")
    page.get_by_label("De hulpvraag in eigen woorden").fill(OWN_WORDS)
    page.get_by_label("Is de cliënt het eens met deze melding?").select_option(label="Eens")
    press(page, "Sla de melding op")
    says(page, "De melding is opgeslagen.")
    expect(page.get_by_role("heading", level=1)).to_contain_text(who)
    for fact in (
        "2 oktober 2026",
        "door familie of een naaste",
        "Moet zaterdag het huis uit.",
        OWN_WORDS,
        "Dronten",
    ):
        expect(page.get_by_role("main")).to_contain_text(fact)
    both_clocks_are_in_sight(page)


def investigate(page: Page) -> None:
    """Every part of the investigation, and then the report."""
    write_part(page, "Melding en", lambda: [page.get_by_label(day).fill("2026-10-02") for day in RECEPTION])
    write_part(page, "Persoon", lambda: identify(page))
    write_part(page, "Vertegenwoordiging")
    write_part(page, "De hulpvraag", lambda: page.get_by_label("Psychische problemen").check())
    write_part(page, "Eigen kracht", lambda: [page.get_by_label(name).fill("Nagegaan.") for name in STRENGTH])
    write_part(page, "Zorg")
    write_part(page, "Wonen", lambda: wish_for_almere(page))
    write_part(page, "Jong", lambda: page.get_by_label("Wonen", exact=True).select_option(label="Nog niet"))
    write_part(page, "Andere wetten")
    both_clocks_are_in_sight(page)
    follow(page, "Controleer uw antwoorden")
    expect(page.get_by_role("main")).to_contain_text(OWN_WORDS)
    press(page, "Leg vast: verslag klaar")
    says(page, "Het verslag is klaar.")


def identify(page: Page) -> None:
    """In which language, and when we saw who it is."""
    page.get_by_label("In welke taal praten we?").fill("Nederlands")
    page.get_by_label("Identiteit vastgesteld op").fill("2026-10-02")


def wish_for_almere(page: Page) -> None:
    """Where somebody would like to live."""
    page.get_by_role("group", name=re.compile("In welke gemeenten wil")).get_by_label("Almere").check()


def write_part(page: Page, name: str, fill: Callable[[], object] = lambda: None) -> None:
    """Fill in one part of the investigation and call it done."""
    page.get_by_role("main").get_by_role("link", name=re.compile(f"^{name}")).first.click()
    for label, answer in CHOICES.get(name, {}).items():
        page.get_by_label(label, exact=True).select_option(label=answer)
    fill()
    page.get_by_label("Klaar", exact=True).check()
    press(page, "Opslaan en terug")
    says(page, "is opgeslagen om")


def apply(page: Page) -> None:
    """The client applies, and the second clock runs."""
    follow(page, "Aanvraag vastleggen")
    press(page, "Leg de aanvraag vast")
    says(page, "De aanvraag is vastgelegd.")
    both_clocks_are_in_sight(page)


def grant(page: Page, who: str) -> None:
    """Care form, period and motivation; read back before it is taken."""
    follow(page, "Besluit nemen")
    follow(page, "Toegekend")
    page.get_by_label("Zorgvorm").select_option(label="Beschermd Thuis")
    page.get_by_label("Geldig t/m").fill("2027-10-04")
    page.get_by_label("Motivering").fill("Nabijheid is nodig.")
    page.get_by_label("Wat is ook overwogen").fill("Begeleiding op afspraak is te licht.")
    page.get_by_label("Urgent plaatsen").check()
    press(page, "Controleer het besluit")
    expect(page.get_by_role("main")).to_contain_text("5 oktober 2026 t/m 4 oktober 2027")
    press(page, "Neem dit besluit")
    says(page, "Het besluit is vastgelegd.")
    expect(page.get_by_role("main")).to_contain_text(f"{who} staat op de wachtlijst")


def counted(page: Page) -> tuple[int, int]:
    """How many persons and how many registrations the waiting list counts."""
    page.goto("/wachtlijst/")
    return tuple(  # type: ignore[return-value]
        int(page.locator(f"dt:text-is('{name}') + dd .tr-getal__waarde").inner_text())
        for name in ("Personen", "Registraties")
    )


def stands_on_the_list(page: Page, who: str) -> Locator:
    """The row of somebody who waits urgently, found with the filter."""
    page.goto("/wachtlijst/")
    page.get_by_text("Filter kiezen").click()
    page.get_by_label("Wachtstatus").select_option(label="Urgent plaatsen")
    page.get_by_label("Zorgvorm").select_option(label="Beschermd Thuis")
    press(page, "Toon resultaat")
    row = page.get_by_role("row").filter(has_text=who)
    expect(row).to_contain_text("urgent plaatsen")
    expect(row).to_contain_text("0 dagen")
    return row


def propose(page: Page, who: str) -> str:
    """Which places are free and why others are not; the address of the proposal."""
    stands_on_the_list(page, who).get_by_role("link", name=re.compile("^Zoek een plek")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Vind een plek voor {who}")
    here = page.get_by_role("listitem").filter(has_text="Polderlicht")
    here = here.filter(has=page.get_by_role("link", name=re.compile("^Stel voor bij"))).first
    here.get_by_text("Waarom andere plekken niet vrij zijn").click()
    why = here.get_by_role("group").filter(has_text="Waarom andere plekken niet vrij zijn")
    expect(why).to_contain_text(re.compile("bezet|gereserveerd|buiten gebruik"))
    here.get_by_role("link", name=re.compile("^Stel voor bij")).click()
    page.get_by_role("group", name="Welke plek?").get_by_role("radio").first.check()
    if (reason := page.get_by_label("Waarom wijkt u af van het advies?")).count():
        reason.fill("Moet zaterdag het huis uit.")
    page.get_by_label("Bericht aan de aanbieder").fill(f"Kan {who.split()[1]} zaterdag komen?")
    press(page, "Stel voor")
    expect(page.get_by_role("alert")).to_contain_text("Haal de naam weg")
    page.get_by_label("Bericht aan de aanbieder").fill("Kan deze persoon zaterdag komen?")
    press(page, "Stel voor")
    says(page, "Het voorstel ligt bij de aanbieder.")
    return page.url


def accept(page: Page, who: str, proposal: str) -> None:
    """The provider finds the proposal in its work and says yes; who it is the client has to allow first."""
    page.goto("/")
    page.locator(f"a.nl-button[href='{urlsplit(proposal).path}']").click()
    expect(page.get_by_role("main")).to_contain_text("Kan deze persoon zaterdag komen?")
    expect(page.locator("body")).not_to_contain_text(who.split()[1])
    press(page, "Aanvaarden")
    says(page, "U hebt het voorstel aanvaard.")
    expect(page.get_by_role("main")).to_contain_text("U weet nog niet wie het is")
    expect(page.locator("body")).not_to_contain_text(who.split()[1])


def says_yes_to_sharing(page: Page, who: str, proposal: str) -> None:
    """The coordinator reads what is missing, asks the client and writes the answer down."""
    page.goto(proposal)
    expect(page.get_by_role("main")).to_contain_text("De aanbieder weet nog niet wie het is")
    follow(page, f"Leg vast wat {who} antwoordt")
    page.get_by_label("Ja, dit mag").check()
    page.get_by_label("De cliënt zelf").check()
    page.get_by_label("Mondeling, in een gesprek").check()
    press(page, "Leg het antwoord vast")
    says(page, "Vastgelegd: ja op ‘Gegevens delen om een plek te zoeken’")
    expect(page.get_by_role("main")).to_contain_text("Naam, geboortedatum, telefoonnummer en e-mailadres")


def reads_who_it_is(page: Page, who: str, proposal: str) -> None:
    """From then on the provider knows for whom it keeps the place."""
    page.goto(proposal)
    expect(page.get_by_role("heading", level=1)).to_contain_text(who)


def move_in(page: Page, who: str) -> None:
    """The key on one day, the care on another: two rows."""
    press(page, "Leg vast: ingetrokken in de woning")
    expect(page.get_by_role("alert")).to_contain_text("Kies hoe de cliënt huurt.")
    page.get_by_label("Dag van de sleutel").fill("2026-10-05")
    page.get_by_label("Eerste dag van de zorg").fill("2026-10-03")
    page.get_by_label("Huurt via de aanbieder").check()
    press(page, "Leg vast: ingetrokken in de woning")
    expect(page.get_by_role("alert")).to_contain_text("Het wachten begon op 5 oktober 2026.")
    page.get_by_label("Eerste dag van de zorg").fill("2026-10-08")
    press(page, "Leg vast: ingetrokken in de woning")
    says(page, "De cliënt woont op de plek en de inschrijving is van de wachtlijst af.")
    follow(page, who)
    expect(page.get_by_role("heading", level=1)).to_have_text(who)


def shows_two_tracks(page: Page, who: str) -> None:
    """Dwelling above, care below, each from its own day; and who looked."""
    page.goto("/meldingen/?toon=afgerond")
    page.get_by_role("main").get_by_role("link", name=who).first.click()
    follow(page, "Bekijk de cliënt")
    expect(page.get_by_role("img", name=re.compile("^Twee sporen"))).to_be_visible()
    page.get_by_text("Dezelfde gegevens als tabel").click()
    track = page.get_by_role("table", name=f"Wonen en zorg van {who}").get_by_role("row")
    expect(track.filter(has_text="Wonen")).to_contain_text("5 oktober 2026")
    expect(track.filter(has_text="Zorg").filter(has_text="Beschermd Thuis")).to_contain_text("8 oktober 2026")
    expect(page.get_by_role("main")).to_contain_text("Ruben Kok")
