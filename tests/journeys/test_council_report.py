"""The council's report: what the page says, the PDF says too, to the last figure."""

import io
import re

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

REPORT = "/rapporten/flevoland/2026Q3/"
PUBLISHED = "/rapporten/flevoland/2026Q2/"
WORDS = "Twee woningen zijn later geleverd dan wij eerder schreven."
FIGURES = ("A1", "A2", "A4", "B1", "B2", "B3", "B4", "C1", "C2", "C4", "D1", "D2")
PRINTING = 120_000
"""Milliseconds the worker may take to print the reports of the demo, other tests running beside it."""


def test_the_figures_of_the_page_stand_in_the_pdf(people, has_script):
    """Every row of every table, every headline, read back out of the PDF."""
    page = people("beleid.flevoland", has_script=has_script)
    page.goto("/rapporten/")
    page.get_by_role("link", name="Derde kwartaal 2026", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("Voorlopig.")
    rows = [squeezed(text) for text in page.locator("main table tr").all_text_contents()]
    headlines = [squeezed(text) for text in page.locator("main .tr-getal__waarde").all_text_contents()]
    pdf = squeezed(text_of(printed(page)))
    assert [row for row in [*rows, *headlines] if row not in pdf] == []
    assert sum(bool(re.search(r"\d", row)) for row in rows) > 150, "a report without figures proves nothing"
    assert len(headlines) >= 4
    appendix = page.get_by_role("heading", level=3).all_inner_texts()
    for code in FIGURES:
        assert any(heading.startswith(f"{code} ") for heading in appendix), f"{code} is not in the appendix"


def squeezed(text: str) -> str:
    """Without spaces and soft hyphens: a PDF breaks lines where a page does not."""
    return re.sub(r"[\s\xad]", "", text)


def printed(page: Page) -> bytes:
    """The PDF behind the button; the page may still say that it is being made."""
    button = page.get_by_role("link", name="Download pdf")
    waiting = page.get_by_role("link", name="Kijk of hij klaar is")
    for _ in range(PRINTING // 1000):
        if button.or_(waiting).first.inner_text() == "Download pdf":
            break
        page.wait_for_timeout(1000)
        page.reload()
    answer = page.request.get(str(button.get_attribute("href")))
    assert answer.headers["content-type"] == "application/pdf"
    return answer.body()


def text_of(pdf: bytes, *, most: int | None = None) -> str:
    reader = PdfReader(io.BytesIO(pdf))
    return "".join(page.extract_text() for page in reader.pages[:most])


def test_a_report_lives_from_draft_to_a_correction_that_everybody_reads(people, has_script):
    """A correction of what was published: drawn up, explained, approved, published, and then nobody changes it."""
    page = people("beleid.flevoland", has_script=has_script)
    page.goto(PUBLISHED)
    expect(page.get_by_role("main")).to_contain_text("Gepubliceerd op")
    page.get_by_role("button", name="Stel opnieuw op met de gegevens van vandaag").click()
    expect(page.get_by_role("main")).to_contain_text("Dit is een nieuwe versie.")
    page.get_by_role("link", name="Schrijf de toelichting").click()
    page.get_by_label("Samenvatting").fill(WORDS)
    expect(page.locator("#hoofdstuk-samenvatting").get_by_role("status")).to_contain_text(
        "Bewaard om", timeout=20_000
    )
    page.goto(PUBLISHED)
    page.get_by_role("link", name="Keur goed").click()
    page.get_by_role("button", name="Keur het rapport goed").click()
    printed(page)
    page.get_by_role("link", name="Publiceer", exact=True).click()
    page.get_by_role("button", name="Publiceer het rapport").click()
    expect(page.get_by_role("main")).to_contain_text("Het rapport staat op de openbare pagina.")
    page.goto(f"{PUBLISHED}toelichting/")
    expect(page.get_by_role("main")).to_contain_text("De toelichting staat vast.")
    expect(page.get_by_role("button", name="Bewaar")).to_have_count(0)
    page.context.clear_cookies()
    page.goto("/openbaar/")
    page.get_by_role("link", name="tweede kwartaal 2026").first.click()
    expect(page.get_by_role("main")).to_contain_text(WORDS)
    expect(page.get_by_role("main")).to_contain_text("Dit is een nieuwe versie.")
    pdf = page.request.get("/openbaar/flevoland/2026Q2/rapport.pdf").body()
    assert squeezed(WORDS) in squeezed(text_of(pdf, most=3))


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_figures_can_be_taken_along(people, kind):
    """The buttons under the report bring files."""
    page = people("beleid.flevoland")
    page.goto(REPORT)
    with page.expect_download() as download:
        page.get_by_role("link", name=f"Cijfers als {kind}").click()
    assert download.value.suggested_filename == f"flevoland-2026Q3-cijfers.{kind}"
