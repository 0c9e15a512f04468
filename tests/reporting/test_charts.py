"""The drawings: points and not commas, a title everywhere, and nothing breaks where there is no number."""

import re
import xml.etree.ElementTree as ET

import pytest

from reporting.charts import Chart, Kind, Series, spark
from reporting.units import Unit

SVG = "{http://www.w3.org/2000/svg}"
COORDINATES = ("x", "y", "cx", "cy", "r", "width", "height", "viewBox", "d", "font-size", "stroke-width")


def chart(kind, *values, labels=("Beschut wonen", "Beschermd Thuis", "Overig"), unit=Unit.CLIENTS, **more):
    series = tuple(Series(f"Reeks {at}", tuple(line)) for at, line in enumerate(values, start=1))
    return Chart(kind, "Titel", "Onderwerp", labels, series, unit, "proef", **more)


def drawn(spec):
    return ET.fromstring(spec.svg)  # noqa: S314 - our own drawing


@pytest.mark.parametrize("kind", list(Kind))
def test_coordinates_never_hold_a_comma(kind, settings):
    settings.LANGUAGE_CODE = "nl"
    settings.USE_THOUSAND_SEPARATOR = True
    drawing = drawn(chart(kind, (1234.5, 2345.25, 0.125), (3456.75, 1.5, 99.9)))
    found = [(node.tag, name, node.get(name)) for node in drawing.iter() for name in COORDINATES if node.get(name)]
    assert len(found) > 10
    assert [one for one in found if "," in one[2]] == []


def test_numbers_in_text_are_dutch():
    assert "1.234,5" in chart(Kind.BARS, (1234.5, 1.0, 2.0)).svg


@pytest.mark.parametrize("kind", list(Kind))
def test_the_drawing_and_every_mark_have_a_title(kind):
    drawing = drawn(chart(kind, (12.0, 30.0, 7.0)))
    assert drawing.find(f"{SVG}title").text == "Titel"
    assert next(iter(drawing)).tag == f"{SVG}title"
    titles = [node.text for node in drawing.iter(f"{SVG}title")]
    for label, value in (("Beschut wonen", 12), ("Beschermd Thuis", 30), ("Overig", 7)):
        assert [title for title in titles if label in title and title.endswith(f": {value}")]


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize(
    ("labels", "values"),
    [
        ((), ((),)),
        (("a", "b"), ((None, None),)),
        (("a", "b"), ((0.0, 0.0),)),
        (("a", "b", "c"), ((None, 5.0, None),)),
        (("a",), ((3.0,),)),
    ],
)
def test_nothing_to_show_does_not_break(kind, labels, values):
    spec = chart(kind, *values, labels=labels)
    assert drawn(spec).tag == f"{SVG}svg"
    assert "nan" not in spec.svg
    assert "inf" not in spec.svg


def test_a_withheld_value_is_a_dash_and_no_mark():
    drawing = drawn(chart(Kind.BARS, (12.0, None, 7.0)))
    assert "–" in [node.text for node in drawing.iter(f"{SVG}text")]
    assert not [node for node in drawing.iter(f"{SVG}title") if "Beschermd Thuis" in (node.text or "")]


def test_a_stack_with_a_withheld_part_gives_no_sum():
    texts = [
        node.text for node in drawn(chart(Kind.STACKED, (12.0, 3.0, 7.0), (4.0, None, 1.0))).iter(f"{SVG}text")
    ]
    assert {"16", "8", "–"} <= set(texts)
    assert "3" not in texts


def test_a_line_breaks_where_a_value_is_missing():
    drawing = drawn(chart(Kind.LINE, (5.0, 6.0, None, 7.0), labels=("K1", "K2", "K3", "K4")))
    lines = [node for node in drawing.iter(f"{SVG}path") if node.get("stroke-width") == "2.4"]
    assert len(lines) == 1
    assert len(list(drawing.iter(f"{SVG}circle"))) == 3


def test_text_from_outside_is_escaped():
    spec = chart(Kind.BARS, (1.0,), labels=('<script>"&',))
    assert "<script>" not in spec.svg
    assert drawn(spec).find(f"{SVG}text").text == '<script>"&'


def test_ids_begin_with_the_uid_and_there_is_no_style():
    svg = chart(Kind.STACKED, (1.0, 2.0, 3.0)).svg
    assert set(re.findall(r' id="([^"]+)"', svg)) == {"proef-titel", "proef-over"}
    assert "style=" not in svg
    assert 'font-family="' in svg


def test_a_chart_gives_its_own_table():
    spec = chart(Kind.LINE, (0.5, None, 1.0), unit=Unit.SHARE, head="Zorgvorm", top=1.0)
    assert spec.columns == ("Zorgvorm", "Reeks 1")
    assert spec.rows == (("Beschut wonen", "50,0%"), ("Beschermd Thuis", "–"), ("Overig", "100,0%"))


def test_a_band_is_as_wide_as_the_people_in_it():
    drawing = drawn(chart(Kind.FLOW, (10.0, None), (0.0, 20.0), labels=("Hoog", "Midden")))
    bands = [node for node in drawing.iter(f"{SVG}path") if node.find(f"{SVG}title") is not None]
    told = [node.find(f"{SVG}title").text for node in bands]
    assert told == ["Van Hoog naar Reeks 1: 10", "Van Midden naar Reeks 2: 20"]
    widths = [abs(float(node.get("d").split("V")[1].split("C")[0]) - end_of(node)) for node in bands]
    assert widths[1] == pytest.approx(2 * widths[0], abs=0.2)


def end_of(band) -> float:
    return float(band.get("d").split("V")[0].split()[-1])


def test_tiles_lie_where_they_were_put_and_grow_darker():
    spec = chart(Kind.TILES, (1.0, 9.0, None), tiles=((0, 1), (2, 0), (1, 0)))
    boxes = list(drawn(spec).iter(f"{SVG}rect"))
    assert [(node.get("x"), node.get("y")) for node in boxes] == [("0", "104"), ("272", "0"), ("136", "0")]
    assert [node.get("fill") for node in boxes] == ["#dcebf6", "#0b3d63", "#e6ebf0"]


def test_columns_stand_on_each_other_and_name_their_parts():
    drawing = drawn(chart(Kind.COLUMNS, (4.0, 5.0, 6.0), (1.0, None, 2.0)))
    words = [node.text for node in drawing.iter(f"{SVG}text")]
    assert {"5", "8", "–", "Reeks 1", "Reeks 2"} <= set(words)


def test_a_small_line_tells_its_numbers_and_keeps_calm():
    drawing = ET.fromstring(spark([100, 101, None, 100], Unit.CLIENTS, first="K4 2025", last="K3 2026"))  # noqa: S314
    assert drawing.find("title").text == "Van K4 2025 t/m K3 2026: 100, 101, –, 100"
    heights = [
        float(point.split()[1]) for point in re.findall(r"[\d.]+ [\d.]+", drawing.findall("path")[1].get("d"))
    ]
    assert max(heights) - min(heights) < 5


def test_one_number_has_no_line():
    assert spark([None, 5], Unit.CLIENTS, first="", last="") == ""


def test_planned_lies_as_a_dash_across_what_is_there():
    spec = chart(Kind.PLANNED, (40.0, 60.0, None), (50.0, 50.0, 70.0), labels=("K3 2026", "K4 2026", "K1 2027"))
    drawing = drawn(spec)
    columns = [node for node in drawing.iter(f"{SVG}rect") if node.find(f"{SVG}title") is not None]
    dashes = [node for node in drawing.iter(f"{SVG}path") if node.find(f"{SVG}title") is not None]
    assert (len(columns), len(dashes)) == (2, 3)
    tops = [float(column.get("y")) for column in columns]
    lines = [float(dash.get("d").split()[1].partition("h")[0]) for dash in dashes]
    assert lines[0] < tops[0]  # planned more than there is
    assert tops[1] < lines[1] == lines[0]  # and less
    texts = [node.text for node in drawing.iter(f"{SVG}text")]
    assert texts.count("2026") == 1
    assert texts.count("2027") == 1


def test_the_number_of_a_column_makes_room_for_a_dash_through_it():
    texts = drawn(chart(Kind.PLANNED, (42.0,), (39.0,), labels=("K3 2026",))).iter(f"{SVG}text")
    free = drawn(chart(Kind.PLANNED, (42.0,), (20.0,), labels=("K3 2026",))).iter(f"{SVG}text")
    crossed, untouched = (next(node for node in found if node.text == "42") for found in (texts, free))
    assert float(crossed.get("y")) - float(untouched.get("y")) == 16
