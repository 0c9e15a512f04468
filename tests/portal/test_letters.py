"""The letters of the screen: small, and yet whole for every name and every word of ours."""

import re
from pathlib import Path

import font_source_sans_pro
import pytest
from fontTools.ttLib import TTFont

from tests.test_architecture import ROOT, SOURCES, TEMPLATES

FONTS = ROOT / "static/fonts"
STYLE = (ROOT / "static/css/portal.css").read_text()
WEIGHTS = ("Regular", "Semibold", "Bold")
NAMES = "Łukasz Şağlam Đorđević Nguyễn Thị Čapek Ðīrhäm Ōta Œuvre IJsbrand ĳ"


def characters(font: Path) -> set[str]:
    return {chr(code) for code in TTFont(font, lazy=True)["cmap"].getBestCmap()}


@pytest.fixture(scope="module")
def whole() -> set[str]:
    """What Source Sans can draw at all."""
    return characters(Path(font_source_sans_pro.font_directory) / "SourceSansPro-Regular.ttf")


@pytest.mark.parametrize("weight", WEIGHTS)
def test_every_weight_draws_our_words_and_the_names_of_people(weight, whole):
    drawn = characters(FONTS / f"{weight.lower()}.woff2")
    words = {letter for path in [*SOURCES, *TEMPLATES] for letter in path.read_text() if letter.isprintable()}
    assert ((words | set(NAMES)) & whole) - drawn == set(), "make them anew: deploy/letters.py"


@pytest.mark.parametrize("weight", WEIGHTS)
def test_what_was_changed_does_not_go_by_the_name_of_its_makers(weight):
    """So asks the licence; who made it stays in it."""
    font = TTFont(FONTS / f"{weight.lower()}.woff2", lazy=True)["name"]
    assert {font.getDebugName(number) for number in (1, 4)} == {f"Thuisroute Sans {weight}"}
    assert "Adobe" in font.getDebugName(0)


def test_letters_are_fetched_at_once_and_never_change_places():
    """A letter that is late is for the next page: with `optional` no word moves when it comes."""
    faces = re.findall(r"@font-face \{[^}]+\}", STYLE)
    assert len(faces) == len(WEIGHTS)
    assert all("font-display:optional" in face for face in faces)
    base = (ROOT / "templates/base.html").read_text()
    for name in re.findall(r'url\("\.\./(fonts/\w+\.woff2)"\)', STYLE):
        assert f'rel="preload" href="{{% static \'{name}\' %}}" as="font" type="font/woff2" crossorigin' in base
    assert sum(font.stat().st_size for font in FONTS.glob("*.woff2")) < 80_000
