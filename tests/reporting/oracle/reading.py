"""Reads a folder of CSV files into rows, and looks at them as somebody would have on an earlier day."""

import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

type Row = dict[str, Any]
type Rows = dict[str, list[Row]]

DAYS = {
    "vanaf", "tot", "gepland_op", "gehouden_op", "geboortedatum", "gemeld_op", "verslag_op", "aangevraagd_op",
    "besloten_op", "afgesloten_op", "geldig_vanaf", "geldig_tot", "wacht_sinds", "uit_op",
}  # fmt: skip
COUNTS = {"plekken", "aantal"}
AMOUNTS = {"dagtarief", "rapportcijfer"}
COLUMNS = {
    "regio": "code naam centrumgemeente",
    "gemeenten": "gemeentecode vanaf tot nieuwe_instroom",
    "zorgvormen": "code naam keten zwaar nabijheid_24_7 vanaf tot",
    "aanbieders": "code naam agb",
    "corporaties": "code naam",
    "contracten": "aanbieder zorgvorm vanaf tot plekken dagtarief",
    "locaties": "code aanbieder corporatie naam gemeentecode straat huisnummer postcode woonplaats wijk woonvorm"
    " jongeren geclusterd",
    "plekken": "code locatie kenmerken",
    "plekperioden": "plek zorgvorm vanaf tot",
    "buitengebruik": "plek vanaf tot reden",
    "planregels": "code soort zorgvorm naar_zorgvorm gemeentecode aantal gepland_op toelichting",
    "clienten": "code voornamen achternaam geboortedatum herkomst via_jeugdhulp",
    "meldingen": "code client gemeentecode gemeld_op spoed vooraanmelding verslag_op aangevraagd_op besloten_op"
    " afgesloten_op uitkomst zorgvorm geldig_vanaf geldig_tot",
    "opschortingen": "melding vanaf tot reden",
    "wachtlijst": "code client zorgvorm status wacht_sinds uit_op uit_reden overbrugging",
    "wachtpauzes": "wachtlijst vanaf tot",
    "zorgperioden": "code client zorgvorm aanbieder vanaf tot eindreden financiering betalende_gemeente",
    "verblijven": "code client plek gemeentecode huurvorm vanaf tot verhuisreden client_wilde",
    "uitstroomklaar": "client vanaf tot wil_naar",
    "evaluaties": "client gepland_op gehouden_op rapportcijfer financien huurder dagbesteding netwerk"
    " vertrouwenspersoon",
}

AS_THEY_STAND = {"regio", "planregels", "zorgvormen"}
STAND_WHATEVER_NOW = {"geldig_vanaf", "geldig_tot", "gepland_op"}
FIRST = {"meldingen": ["gemeld_op"], "wachtlijst": ["wacht_sinds"], "evaluaties": ["gepland_op", "gehouden_op"]}
EXPLAINED = {
    "zorgperioden": (["tot"], ["eindreden"]),
    "meldingen": (["besloten_op", "afgesloten_op"], ["uitkomst"]),
    "wachtlijst": (["uit_op"], ["uit_reden"]),
    "evaluaties": (
        ["gehouden_op"],
        ["rapportcijfer", "financien", "huurder", "dagbesteding", "netwerk", "vertrouwenspersoon"],
    ),
}
"""Of a file: the dates, and what becomes unknown when all of these are."""


def day(text: str) -> date:
    """`2026-04-01`, or `1-4-2026` as Excel writes it."""
    parts = [int(part) for part in text.split("-")]
    return date(*parts) if parts[0] > 31 else date(*reversed(parts))


def value(name: str, column: str, text: str) -> Any:
    """The cell of a column; None when it is empty."""
    if text == "":
        return None
    if column in DAYS:
        return day(text)
    if column in COUNTS and name in ("contracten", "planregels"):
        return int(text)
    return Decimal(text.replace(",", ".")) if column in AMOUNTS else text


def read_file(path: Path, name: str) -> list[Row]:
    """The rows of one file, by their column."""
    text = path.read_bytes().decode("utf-8-sig")
    header = text.splitlines()[0]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in header else ",")
    columns = next(rows)
    filled = [dict(zip(columns, row, strict=True)) for row in rows if row]
    return [{column: value(name, column, cell) for column, cell in row.items()} for row in filled]


def read(folder: Path) -> Rows:
    """All rows of a folder; a file that is not there has none."""
    there = {name for name in COLUMNS if (folder / f"{name}.csv").exists()}
    return {name: read_file(folder / f"{name}.csv", name) if name in there else [] for name in COLUMNS}


def seen_row(name: str, row: Row, now: date) -> Row | None:
    """A row as it was known on a day; None when it was not there yet."""
    firsts = [row[column] for column in FIRST.get(name, ["vanaf"]) if row.get(column)]
    if firsts and min(firsts) > now:
        return None
    seen = dict(row)
    for column in DAYS & row.keys() - STAND_WHATEVER_NOW:
        if row[column] and row[column] > now:
            seen[column] = None
    dates, explained = EXPLAINED.get(name, ([], []))
    if dates and not any(seen[column] for column in dates):
        seen |= dict.fromkeys(explained)
    return seen


def as_seen(rows: Rows, now: date) -> Rows:
    """All rows as they were known on a day."""
    return {
        name: found if name in AS_THEY_STAND else [seen for row in found if (seen := seen_row(name, row, now))]
        for name, found in rows.items()
    }
