"""What deserves a second look, and what does not."""

from datetime import date

import pytest

from placements.attention import doubts
from placements.models import Place
from placements.occupancy import PlaceNow
from tests.placements.test_capacity import ALWAYS, TODAY, timeline

D = date
LONG_GONE = ((D(2020, 1, 1), D(2026, 9, 1)),)


@pytest.mark.parametrize(
    ("known", "said"),
    [
        (timeline(ALWAYS), None),
        (timeline(ALWAYS, homes=ALWAYS), None),
        (timeline(ALWAYS, homes=ALWAYS, expected=D(2026, 10, 6)), None),
        (timeline(ALWAYS, out=((D(2026, 7, 8), None),)), None),
        (timeline(ALWAYS, out=((D(2020, 1, 1), D(2026, 10, 6)),)), None),
        (
            timeline(ALWAYS, homes=ALWAYS, expected=D(2026, 10, 5)),
            "zou vrijkomen op 5 oktober 2026, maar er woont nog iemand.",
        ),
        (
            timeline(ALWAYS, out=((D(2026, 7, 7), None),)),
            "is al 90 dagen buiten gebruik, zonder dat het einde bekend is.",
        ),
        (
            timeline(ALWAYS, out=((D(2026, 10, 1), None),), homes=ALWAYS),
            "is buiten gebruik, maar er woont nog iemand.",
        ),
        (timeline(LONG_GONE, homes=ALWAYS), "is niet meer in gebruik, maar er woont nog iemand."),
    ],
)
def test_a_doubt_says_what_does_not_seem_right(known, said):
    row = PlaceNow(Place(code="P1"), known, known.on(TODAY))
    assert [doubt.sentence for doubt in doubts([row])] == ([said] if said else [])
