"""Makes the letters of the screen, `static/fonts/*.woff2`, from Source Sans: `uv run python deploy/letters.py`.

Latin only, with every accent that a name in the Netherlands may carry: a third of the bytes. What is changed may
not be called Source any more (its licence, static/fonts/LICENSE.txt), so inside it is called Thuisroute Sans.
"""

from itertools import chain
from pathlib import Path

import font_source_sans_pro
from fontTools import subset

TARGET = Path(__file__).parent.parent / "static/fonts"
WEIGHTS = ("Regular", "Semibold", "Bold")
NAME = "Thuisroute Sans"
CHARACTERS = tuple(
    chain(
        range(0x20, 0x250),  # Latin, with what Turkish, Polish, Croatian, … add
        range(0x300, 0x370),  # accents that stand by themselves
        range(0x1E00, 0x1F00),  # Latin of Vietnamese and others
        range(0x2000, 0x2070),  # dashes, quotation marks, spaces
        (0x20AC,),  # the euro
        range(0x2190, 0x2300),  # arrows, signs of arithmetic
        range(0x2500, 0x27C0),  # shapes, ticks
    )
)
CHOICES = subset.Options(
    flavor="woff2", layout_features=["ccmp", "kern", "locl", "mark", "mkmk", "tnum"], recalc_timestamp=False
)


def letter(weight: str, *, to: Path) -> None:
    """Write one weight."""
    source = Path(font_source_sans_pro.font_directory) / f"SourceSansPro-{weight}.ttf"
    font = subset.load_font(str(source), CHOICES)
    smaller = subset.Subsetter(CHOICES)
    smaller.populate(unicodes=CHARACTERS)
    smaller.subset(font)
    for record in list(font["name"].names):
        if record.nameID in (1, 3, 4, 6, 16):
            record.string = f"{NAME} {weight}".replace(" ", "-" if record.nameID == 6 else " ")
    subset.save_font(font, str(to), CHOICES)


if __name__ == "__main__":
    for one in WEIGHTS:
        letter(one, to=TARGET / f"{one.lower()}.woff2")
