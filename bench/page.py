"""`python -m bench.page`: writes what was measured last into the tables of docs/beheer/snelheid.md."""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.measuring import RESULTS, Measure

PAGE = Path(__file__).parent.parent / "docs/beheer/snelheid.md"
SIZES = {"10k": "10.000", "100k": "100.000", "1m": "1 miljoen"}
TABLE = re.compile(r"(?<=<!-- tabel: )(\w+)( -->\n).*?(?=<!-- einde -->)", re.DOTALL)

type Known = Mapping[str, Mapping[str, Measure]]
"""Per size of the nation what was measured, by name."""
type Row = tuple[str, str]
"""What the reader is told, and the name of the measure."""

LISTS = (
    ("wachtlijst van de coördinator", "waiting list"),
    ("wachtlijst van een wijkteam", "waiting list of a team"),
    ("lijst van cliënten", "clients"),
    ("één cliënt", "client page"),
)
PAGES = (*LISTS, ("een plek vinden", "find a place"), ("mijn aanbod", "own supply"), ("monitor", "monitor"))
READERS = {
    "het wijkteam": ("wijkteam0", ("/", "/meldingen/", "/wachtlijst/", "/clienten/")),
    "de aanbieder": ("aanbieder0", ("/", "/aanbod/", "/clienten/", "/voorstellen/")),
    "de coördinator": ("coordinator", ("/", "/wachtlijst/", "/clienten/", "/plekken/")),
}
FILES = (
    ("100.000 rijen als {}, naast alleen ophalen", "100000 rows as {}, beside only fetching them"),
    ("100.000 rijen als {}, naast django-import-export", "100000 rows as {}, beside django-import-export"),
    (
        "geheugen van 100.000 rijen als {}, naast alleen ophalen",
        "memory of 100000 rows as {}, beside only fetching them",
    ),
)
FIGURES = "all figures of"
REPORT = "report of 13 pages"
TABLES: Mapping[str, Sequence[Row]] = {
    "bladzijden": (
        *((f"{words}, naast de vloer", f"{name}, beside the floor") for words, name in PAGES),
        *((f"{words}, het deel dat wijzigt", f"{name}, its part, beside the floor") for words, name in LISTS),
        ("40 bladzijden verder, naast de eerste", "clients 40 pages on, beside page one"),
        ("formulier met 40 vragen, naast Django's eigen", "form of 40 questions, empty"),
        ("hetzelfde met bij elke vraag een fout", "form of 40 questions, with errors"),
    ),
    "groei": (
        *((words, f"{name}, growth since 10k") for words, name in PAGES),
        ("alle cijfers van een kwartaal", "all figures, growth since 10k"),
    ),
    "anderen": (
        (
            "wachtlijst, naast django-tables2 met django-filter",
            "waiting list, beside django-tables2 and django-filter",
        ),
        ("wachtlijst, naast de admin van Django", "waiting list, beside the admin"),
    ),
    "cijfers": (
        ("het lopende kwartaal, naast DuckDB", f"{FIGURES} 2026Q4, beside DuckDB on Parquet"),
        ("een kwartaal van jaren terug, naast DuckDB", f"{FIGURES} 2019Q1, beside DuckDB on Parquet"),
        ("43 regio's na elkaar, naast DuckDB", f"{FIGURES} 43 regions, beside DuckDB"),
        ("een geteld kwartaal teruglezen, naast tellen", "a quarter that was counted before, beside counting it"),
    ),
    "toegang": (
        *(
            (f"{address} van {words}", f"{address} of {login}, behind policies")
            for words, (login, addresses) in READERS.items()
            for address in addresses
        ),
        ("alle cijfers van een kwartaal", "all figures, behind policies"),
        ("plekken die er anders uitzien", "places that look otherwise behind policies"),
    ),
    "tegelijk": (
        ("50 om 1 plek: tijd, naast zonder opletten", "50 for one place, beside taking them without care"),
        ("50 om 20 plekken: tijd, naast zonder opletten", "50 for many places, beside taking them without care"),
        ("plekken die twee mensen kregen", "50 for many places: places that got two"),
        ("fouten en vastlopers", "50 for many places: errors and deadlocks"),
        (
            "200 mensen: seconden waarbinnen 95 van de 100 bladzijden er waren",
            "200 people: seconds within which 95 of 100 pages came",
        ),
        ("200 mensen: bladzijden die mislukten", "200 people: pages that failed"),
        ("200 mensen: geheugen aan het eind, naast het begin", "200 people: memory at the end beside the start"),
    ),
    "meenemen": (
        *((words.format(kind), name.format(kind)) for words, name in FILES for kind in ("csv", "xlsx")),
        ("rapport van 13 bladzijden: seconden rekentijd", f"{REPORT}, once warm: seconds of processor"),
        ("hetzelfde, naast WeasyPrint alleen", f"{REPORT} beside bare WeasyPrint"),
        ("het eerste van een worker, met inlezen", f"{REPORT}, the first of a worker: seconds of processor"),
        ("geheugen na 25 rapporten (MB)", f"{REPORT}, after 25 of them: megabytes of memory"),
        ("rapport uit een kopie van de database", f"{FIGURES} a quarter from the replica"),
        ("eerste bezoek, bytes van 150.000: inloggen", "first view of /inloggen/, bytes of 150000"),
        ("eerste bezoek: Mijn werk van een wijkteam", "first view of / of a wijkteam, bytes of 150000"),
        ("verspringen van de bladzijde", "first view of / of a wijkteam, layout shift"),
    ),
}  # fmt: skip


def filled(page: str) -> str:
    """The page with its tables as the results are now."""
    known = {size: _measured(size) for size in SIZES}
    return TABLE.sub(lambda found: f"{found[1]}{found[2]}\n{_table(TABLES[found[1]], known)}\n\n", page)


def _measured(size: str) -> dict[str, Measure]:
    """What was measured on a nation of that size, by name."""
    kept = json.loads((RESULTS / f"{size}.json").read_text())["measures"]
    return {one["name"]: Measure(one["name"], one["value"], one["goal"]) for one in kept}


def _table(rows: Sequence[Row], known: Known) -> str:
    heads = [f"| | {' | '.join(SIZES.values())} | hoogstens |", "|---" * (len(SIZES) + 2) + "|"]
    return "\n".join((*heads, *(_row(words, name, known) for words, name in rows)))


def _row(words: str, name: str, known: Known) -> str:
    """A measure on each nation, bold where its goal was not reached, and the goal."""
    found = [measures.get(name) for measures in known.values()]
    goal = next(one.goal for one in found if one)
    return f"| {words} | {' | '.join(map(_cell, found))} | {_number(goal)} |"


def _cell(measure: Measure | None) -> str:
    if measure is None:
        return "–"
    return _number(measure.value) if measure.holds else f"**{_number(measure.value)}**"


def _number(value: float) -> str:
    digits = 0 if value.is_integer() else 3 if abs(value) < 0.01 else 2
    return f"{value:.{digits}f}".replace(".", ",")


if __name__ == "__main__":
    PAGE.write_text(filled(PAGE.read_text()))
