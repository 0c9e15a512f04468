"""How problems are told."""

from trajectories.regionfile.problems import SHOWN_AT_MOST, Problem, Problems


def test_a_line_names_file_row_column_and_value():
    problem = Problem("Verbeter dit.", file="meldingen.csv", row=12, column="vanaf", value="2026-02-30")
    assert problem.line == 'meldingen.csv rij 12 kolom vanaf: "2026-02-30": Verbeter dit.'


def test_what_is_not_known_is_left_out():
    assert Problem("Weg ermee.", file="notities.csv").line == "notities.csv: Weg ermee."
    assert Problem("Te lang.", file="plekken.csv", row=3).line == "plekken.csv rij 3: Te lang."
    assert Problem("De map bestaat niet.").line == "De map bestaat niet."


def test_a_line_stays_one_line_whatever_the_value_holds():
    value = 'a"b\nc\x00\x1b[31m\u2028\u202e'
    line = Problem("Zin.", file="x\n.csv", row=2, column="naam", value=value).line
    assert line.isprintable()
    assert r"a\"b\nc\u0000\u001b[31m" in line


def test_a_long_value_is_cut():
    assert len(Problem("Zin.", file="a.csv", row=2, column="naam", value="x" * 2000).line) < 150


def test_a_thousand_are_shown_and_all_are_counted():
    problems = Problems()
    for row in range(3000):
        problems.add("Zin.", file="a.csv", row=row)
    assert len(problems.lines) == SHOWN_AT_MOST == 1000
    assert problems.total == 3000


def test_lines_stand_in_the_order_of_the_rows():
    problems = Problems()
    for file, row in (("b.csv", 10), ("b.csv", 9), ("a.csv", 20)):
        problems.add("Zin.", file=file, row=row)
    assert problems.lines == ["a.csv rij 20: Zin.", "b.csv rij 9: Zin.", "b.csv rij 10: Zin."]
