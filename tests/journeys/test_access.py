"""The law at the desk: a clock that stands still, help at once and a refusal, an objection that holds."""

from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.hand import follow, press, register, says


@pytest.fixture
def name() -> str:
    """A name like nobody's, so that nobody is asked whether this person is known already."""
    return uuid4().hex[:14]


def test_somebody_in_a_clinic_keeps_the_days_that_did_not_count(people, name, has_script):
    page = people("wijkteam.almere", has_script=has_script)
    register(page, name)
    expect(clocks(page)).to_contain_text("te laat")
    follow(page, "Termijn stilzetten")
    page.get_by_label("Eerste dag dat de termijn stilstaat").fill("2026-08-16")
    page.get_by_label("Reden").fill("Vijf weken opgenomen in een kliniek.")
    press(page, "Zet de termijn stil")
    expect(page.get_by_role("alert")).to_contain_text("Deze dag ligt vóór de melding van 17 augustus 2026.")
    expect(page.get_by_label("Reden")).to_have_value("Vijf weken opgenomen in een kliniek.")
    page.get_by_label("Eerste dag dat de termijn stilstaat").fill("2026-08-24")
    press(page, "Zet de termijn stil")
    expect(clocks(page)).to_contain_text("Staat stil sinds 24 augustus 2026: Vijf weken opgenomen in een kliniek.")
    follow(page, "Laat de termijn weer lopen")
    page.get_by_label("Laatste dag dat de termijn stilstond").fill("2026-09-27")
    press(page, "Laat de termijn weer lopen")
    expect(clocks(page)).to_contain_text("Stond in totaal stil: 35 dagen.")
    # Six weeks after 17 August is 28 September; 35 days later is 2 November.
    expect(clocks(page)).to_contain_text("nog 28 dagen")
    expect(clocks(page)).to_contain_text("2 november 2026")


def test_helped_at_once_then_refused_then_right_after_all(people, name, has_script):
    page = people("wijkteam.almere", has_script=has_script)
    register(page, name)
    melding = page.url
    help_at_once(page)
    ask_advice(page)
    refuse(page)
    end_the_help(page)
    object_and_win(page)
    grant_after_all(page)
    page.goto(melding)
    for event in ("Tijdelijke oplossing begonnen", "De GGD van hier adviseert: toekennen."):
        expect(page.get_by_role("main")).to_contain_text(event)


def test_two_regions_disagree_and_the_adviser_of_the_region_is_asked(people, name, has_script):
    """Story 3: from a no to the second stage of a dispute, and no stage can be skipped."""
    page = people("wijkteam.kampen", has_script=has_script)
    register(page, name)
    melding = page.url
    follow(page, "Overdracht naar of van een andere regio")
    ask_the_other_region(page)
    steps = page.get_by_role("radio")
    expect(steps.filter(visible=True)).to_have_count(4)  # sent, yes, no, or the person stays: no dispute yet
    take_step(page, "De ontvangende regio zegt nee", "Zij zien geen band met de stad.")
    expect(page.get_by_label("Geschil, stap 2: de regioadviseur bemiddelt")).to_have_count(0)
    take_step(page, "Geschil, stap 1: de contactpersonen overleggen", "Zij werden het niet eens.")
    take_step(page, "Geschil, stap 2: de regioadviseur bemiddelt", "De regioadviseur is gevraagd.", "2026-10-08")
    expect(page.get_by_label("Geschil, stap 3: de geschillencommissie adviseert")).to_be_visible()
    page.goto(melding)
    card = clocks(page).get_by_role("region", name="Overdracht")
    expect(card).to_contain_text("Geschil, stap 2: de regioadviseur bemiddelt")
    expect(card).to_contain_text("kijk opnieuw op 8 oktober 2026")


def test_a_newcomer_finds_a_melding_that_was_sent_on_with_its_letter(people):
    page = people("wijkteam.zwolle")
    page.goto("/meldingen/?toon=afgerond")
    page.get_by_label("Naam, geboortedatum of nummer").fill("Knopenlucht")
    page.get_by_role("main").get_by_role("button", name="Zoek").click()
    page.get_by_role("main").get_by_role("link", name="Olaf Knopenlucht", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("Doorgestuurd aan het CIZ.")
    follow(page, "De melding is doorgestuurd")
    expect(page.get_by_role("region", name="De brief")).to_contain_text("U krijgt antwoord van het CIZ.")


def clocks(page: Page) -> Locator:
    return page.get_by_role("complementary", name="Termijnen en afspraken")


def ask_the_other_region(page: Page) -> None:
    page.get_by_label("Van ons naar een andere regio").check()
    page.get_by_label("Welke andere regio?").fill("Apeldoorn")
    page.get_by_label("Wie is bij ons de contactpersoon?").fill("Samira, 000 111")
    page.get_by_label("Wie is daar de contactpersoon?").fill("Piet, 000 222")
    page.get_by_label("Waarom heeft het daar de beste kans van slagen?").fill("Zijn kinderen wonen daar.")
    page.get_by_label("Wie helpt de cliënt tot de overdracht?").fill("De opvang houdt een bed vrij.")
    press(page, "Begin de overdracht")
    says(page, "De overdracht is vastgelegd.")


def take_step(page: Page, step: str, words: str, again: str = "") -> None:
    page.get_by_label(step).check()
    page.get_by_label("Beschrijf het kort").fill(words)
    page.get_by_label("Wanneer kijkt u opnieuw?").fill(again)
    press(page, "Schrijf deze stap op")
    says(page, f"Opgeschreven: {step}.")


def help_at_once(page: Page) -> None:
    follow(page, "Toch spoed: geef meteen een tijdelijke oplossing")
    page.get_by_label("Waarom is het spoed?").fill("Kan vannacht niet naar huis.")
    page.get_by_label("Wat krijgt de cliënt nu?").fill("Een bed in de noodopvang.")
    page.get_by_label("Vanaf").fill("2026-08-18")
    page.get_by_label("Of door wie anders?").fill("De maatschappelijke opvang")
    press(page, "Geef de tijdelijke oplossing")
    says(page, "De tijdelijke oplossing is vastgelegd.")


def ask_advice(page: Page) -> None:
    """Asked, answered, and given to the client."""
    follow(page, "Advies vragen")
    page.get_by_label("Wie vraagt u om advies?").fill("De GGD van hier")
    page.get_by_label("Wat vraagt u?").fill("Is er toezicht nodig?")
    page.get_by_label("Gevraagd op").fill("2026-09-01")
    press(page, "Leg de vraag vast")
    follow(page, "Advies vastleggen")
    page.get_by_label("Gegeven op").fill("2026-09-15")
    page.get_by_label("toekennen").check()
    page.get_by_label("Wat staat erin?").fill("Enkele maanden nabijheid is genoeg.")
    page.get_by_label("De cliënt kreeg het advies op").fill("2026-09-16")
    press(page, "Leg het advies vast")
    says(page, "Het advies is vastgelegd.")


def refuse(page: Page) -> None:
    """The six weeks are over, so the client may apply; the refusal goes against the advice, and says why."""
    follow(page, "Aanvraag vastleggen")
    page.get_by_label("Aangevraagd op").fill("2026-09-29")
    press(page, "Leg de aanvraag vast")
    follow(page, "Besluit nemen")
    follow(page, "Afgewezen")
    against = "Uw besluit is anders. Schrijf in de motivering waarom (Awb 3:50)."
    expect(page.get_by_role("main")).to_contain_text(against)
    press(page, "Controleer het besluit")
    expect(page.get_by_role("alert")).to_contain_text("Dit veld is verplicht")
    page.get_by_label("Motivering").fill("De zorgverzekering gaat voor; anders dan het advies.")
    press(page, "Controleer het besluit")
    expect(page.get_by_role("main")).to_contain_text("De zorgverzekering gaat voor")
    press(page, "Neem dit besluit")
    says(page, "Het besluit is vastgelegd.")


def end_the_help(page: Page) -> None:
    """Nothing ends by itself, not even after a refusal."""
    follow(page, "Beëindig de tijdelijke oplossing")
    page.get_by_role("main").locator("input[type=date]").first.fill("2026-10-05")
    press(page, "Beëindig de tijdelijke oplossing")
    says(page, "De tijdelijke oplossing is beëindigd.")


def object_and_win(page: Page) -> None:
    follow(page, "Leg bezwaar vast")
    page.get_by_label("Ontvangen op").fill("2026-10-05")
    page.get_by_label("Waarom is de cliënt het niet eens met het besluit?").fill("De verzekeraar zegt nee.")
    press(page, "Leg het bezwaar vast")
    follow(page, "Beslis op het bezwaar")
    page.get_by_label("Beslist op").fill("2026-10-05")
    page.get_by_label("Gegrond", exact=True).check()
    page.get_by_label("Waarom?").fill("De zorgverzekering geeft dit niet.")
    press(page, "Leg de beslissing vast")
    expect(page.get_by_role("main")).to_contain_text("Het bezwaar is gegrond. Neem nu een nieuw besluit.")


def grant_after_all(page: Page) -> None:
    """A new decision in the place of the old one, which can still be read."""
    follow(page, "Neem een nieuw besluit")
    follow(page, "Toegekend")
    expect(page.get_by_role("main")).to_contain_text("Het oude blijft te lezen.")
    page.get_by_label("Zorgvorm").select_option(label="Beschut Wonen")
    page.get_by_label("Motivering").fill("Nabijheid is nodig.")
    page.get_by_label("Wat is ook overwogen").fill("Begeleiding op afspraak is te licht.")
    page.get_by_label("Actief plaatsen").check()
    press(page, "Controleer het besluit")
    expect(page.get_by_role("main")).to_contain_text("Er is nog niets vastgelegd.")
    press(page, "Neem dit besluit")
    expect(page.get_by_role("main")).to_contain_text("Toegekend")
