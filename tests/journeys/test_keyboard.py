"""A melding without a mouse: every field and button within reach of Tab, and one sees where one is."""

from uuid import uuid4

from playwright.sync_api import Page, expect

# A date field whose little calendar has the focus draws the ring around that, inside itself.
FOCUS = """
() => {
  const here = document.activeElement, box = here.getBoundingClientRect();
  const ringIsInside = here.type === "date" && !here.matches(":focus-visible");
  const hasRing = ringIsInside || getComputedStyle(here).outlineStyle !== "none";
  return {
    name: (here.labels?.[0] ?? here).textContent.trim(),
    group: here.closest("fieldset")?.querySelector("legend")?.textContent.trim() ?? "",
    isSeen: hasRing && box.bottom > 0 && box.top < innerHeight && box.width > 0,
  };
}
"""


def test_a_melding_is_made_with_the_keyboard_alone(people, has_script):
    """From the start page to the investigation, a mistake and its repair included."""
    page = people("wijkteam.almere", has_script=has_script)
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUS)["name"] == "Naar de inhoud"
    page.keyboard.press("Enter")
    go_to(page, "Nieuwe melding")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Nieuwe melding")
    fills_in(page)
    go_to(page, "Sla de melding op")
    page.keyboard.press("Enter")
    mends_the_mistake(page, has_script=has_script)
    expect(page.get_by_role("status").first).to_contain_text("De melding is opgeslagen.")
    go_to(page, "Andere wetten")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Andere wetten")
    go_to(page, "Jeugdwet")
    page.keyboard.type("Nage")
    go_to(page, "Opslaan en terug")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("‘Andere wetten’ is opgeslagen")
    expect(page.get_by_role("main")).to_contain_text("1 van 5 vragen beantwoord.")


def go_to(page: Page, name: str) -> None:
    """Press Tab until the element of that name has the focus; every stop on the way shows that it has."""
    for _ in range(80):
        page.keyboard.press("Tab")
        here = page.evaluate(FOCUS)
        if here["name"] in ("", "Thuisroute"):
            continue
        assert here["isSeen"], f"one does not see that ‘{here['name']}’ has the focus"
        if here["name"] == name:
            return
    raise AssertionError(f"‘{name}’ is out of reach of Tab")


def fills_in(page: Page) -> None:
    """Text, a day, a list to choose from, radio buttons and a checkbox."""
    mark = uuid4().hex.translate(str.maketrans("0123456789", "ghklmnoprs"))  # sounds like nobody known
    go_to(page, "Voornamen")
    page.keyboard.type(mark[:9].capitalize())
    go_to(page, "Achternaam")
    page.keyboard.type(mark[9:20].capitalize())
    go_to(page, "Geboortedatum (niet verplicht)")
    page.keyboard.type("05052001")  # reads the same with the month first
    go_to(page, "Herkomst")
    page.keyboard.type("Dronten")
    go_to(page, "Onbekend")
    assert page.evaluate(FOCUS)["group"].startswith("Komt iemand uit de jeugdhulp?")
    page.keyboard.press("ArrowUp")
    go_to(page, "Hoe")
    page.keyboard.type("Per t")
    go_to(page, "Door wie")
    page.keyboard.type("De h")
    go_to(page, "Spoed")
    page.keyboard.press("Space")
    go_to(page, "Is de cliënt het eens met deze melding?")
    page.keyboard.type("Eens")


def mends_the_mistake(page: Page, *, has_script: bool) -> None:
    """The summary of errors comes first and leads to the field; what was filled in is still there."""
    error = "Waarom is het spoed? – Schrijf op waarom het spoed is."
    expect(page.get_by_role("alert")).to_contain_text(error)
    if has_script:
        assert page.evaluate("() => document.activeElement.getAttribute('role')") == "alert"
    go_to(page, error)
    page.keyboard.press("Enter")
    if not page.evaluate(FOCUS)["name"].startswith("Waarom is het spoed?"):
        go_to(page, "Waarom is het spoed?")
    page.keyboard.type("Moet zaterdag het huis uit.")
    expect(page.get_by_label("Herkomst")).to_have_value("0303")
    expect(page.get_by_label("Hoe", exact=True)).to_have_value("TELEFOON")
    expect(page.get_by_role("radio", name="Nee")).to_be_checked()
    go_to(page, "Sla de melding op")
    page.keyboard.press("Enter")
