"""Reads a regiobestand and says which rules it breaks; shares nothing with the loader or the generator."""

import csv
import re
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

COLUMNS = {
    "regio": "code naam centrumgemeente",
    "gemeenten": "gemeentecode vanaf tot nieuwe_instroom",
    "zorgvormen": "code naam keten zwaar nabijheid_24_7 vanaf tot",
    "aanbieders": "code naam agb",
    "corporaties": "code naam",
    "contracten": "aanbieder zorgvorm vanaf tot plekken dagtarief",
    "locaties": "code aanbieder corporatie naam gemeentecode straat huisnummer postcode woonplaats wijk woonvorm "
    "jongeren geclusterd",
    "plekken": "code locatie kenmerken",
    "plekperioden": "plek zorgvorm vanaf tot",
    "buitengebruik": "plek vanaf tot reden",
    "planregels": "code soort zorgvorm naar_zorgvorm gemeentecode aantal gepland_op toelichting",
    "clienten": "code voornamen achternaam geboortedatum herkomst via_jeugdhulp",
    "meldingen": "code client gemeentecode gemeld_op spoed vooraanmelding verslag_op aangevraagd_op besloten_op "
    "afgesloten_op uitkomst zorgvorm geldig_vanaf geldig_tot",
    "opschortingen": "melding vanaf tot reden",
    "wachtlijst": "code client zorgvorm status wacht_sinds uit_op uit_reden overbrugging",
    "wachtpauzes": "wachtlijst vanaf tot",
    "zorgperioden": "code client zorgvorm aanbieder vanaf tot eindreden financiering betalende_gemeente",
    "verblijven": "code client plek gemeentecode huurvorm vanaf tot verhuisreden client_wilde",
    "uitstroomklaar": "client vanaf tot wil_naar",
    "evaluaties": "client gepland_op gehouden_op rapportcijfer financien huurder dagbesteding netwerk "
    "vertrouwenspersoon",
}
POINTS = ("financien", "huurder", "dagbesteding", "netwerk", "vertrouwenspersoon")
DAYS = {"vanaf", "tot", "gepland_op", "gehouden_op", "geboortedatum", "gemeld_op", "verslag_op", "aangevraagd_op",
        "besloten_op", "afgesloten_op", "geldig_vanaf", "geldig_tot", "wacht_sinds", "uit_op"}  # fmt: skip
TRUTHS = {"nieuwe_instroom", "keten", "zwaar", "nabijheid_24_7", "jongeren", "geclusterd", "via_jeugdhulp",
          "spoed", "vooraanmelding", "overbrugging", "client_wilde"}  # fmt: skip
WORDS = {
    "woonvorm": "GROEP ZELFSTANDIG",
    "reden": "RENOVATIE PERSONEELSTEKORT SCHADE GERESERVEERD ANDERS",
    "soort": "OPBOUW OMBOUW AFBOUW",
    "uitkomst": "TOEGEKEND AFGEWEZEN INGETROKKEN DOORGESTUURD OVERGEDRAGEN",
    "status": "BELANGSTELLEND URGENT ACTIEF VOORKEUR VOORZORG",
    "uit_reden": "GEPLAATST INGETROKKEN ANDERE_OPLOSSING OVERLEDEN",
    "eindreden": "ZELFSTANDIG_ZONDER ZELFSTANDIG_MET_OT WLZ KLINIEK ANDERE_REGIO OPVANG_DAKLOOS DETENTIE FAMILIE "
    "UITVAL_ONBEKEND OVERLEDEN",
    "financiering": "ZIN PGB",
    "huurvorm": "INSTELLING INTERMEDIAIR DRIEPARTIJEN EIGEN_HUUR KOOP",
    "verhuisreden": "EIGEN_WENS EIGEN_HUURCONTRACT NETWERK ANDERE_ZORGVORM SLUITING OMBOUW CONTRACT_EINDE "
    "TIJDELIJK_CONTRACT_EINDE LEEFTIJDSGRENS OVERLAST GEEN_PLEK_HERKOMST OPNAME DETENTIE",
    **dict.fromkeys(POINTS, "OP_ORDE MET_STEUN NIET NIET_BESPROKEN"),
}
MAY_BE_EMPTY = {
    "*": "tot",
    "aanbieders": "agb",
    "locaties": "corporatie straat huisnummer postcode woonplaats wijk",
    "plekken": "kenmerken",
    "planregels": "toelichting naar_zorgvorm",
    "clienten": "geboortedatum herkomst via_jeugdhulp",
    "meldingen": "verslag_op aangevraagd_op besloten_op afgesloten_op uitkomst zorgvorm geldig_vanaf geldig_tot",
    "opschortingen": "reden",
    "wachtlijst": "uit_op uit_reden overbrugging",
    "zorgperioden": "aanbieder eindreden betalende_gemeente",
    "verblijven": "plek gemeentecode verhuisreden client_wilde",
    "uitstroomklaar": "wil_naar",
    "evaluaties": "gepland_op gehouden_op rapportcijfer " + " ".join(POINTS),
}
REFERENCES = {
    "aanbieder": "aanbieders", "corporatie": "corporaties", "locatie": "locaties", "plek": "plekken",
    "client": "clienten", "melding": "meldingen", "wachtlijst": "wachtlijst", "zorgvorm": "zorgvormen",
    "naar_zorgvorm": "zorgvormen",
}  # fmt: skip
KEYS = {
    "regio": "code", "gemeenten": "gemeentecode vanaf", "contracten": "aanbieder zorgvorm vanaf",
    "plekperioden": "plek vanaf", "buitengebruik": "plek vanaf", "opschortingen": "melding vanaf",
    "wachtpauzes": "wachtlijst vanaf", "uitstroomklaar": "client vanaf",
    "evaluaties": "client gepland_op gehouden_op",
}  # fmt: skip
ALONE = {  # periods that may not overlap for the same values of these columns
    "gemeenten": "gemeentecode", "contracten": "aanbieder zorgvorm", "plekperioden": "plek",
    "buitengebruik": "plek",
    "opschortingen": "melding", "wachtpauzes": "wachtlijst", "zorgperioden": "client", "verblijven": "client",
    "uitstroomklaar": "client",
}  # fmt: skip
IN_ORDER = {
    "meldingen": (("gemeld_op", "verslag_op"), ("gemeld_op", "aangevraagd_op"), ("gemeld_op", "besloten_op"),
                  ("gemeld_op", "afgesloten_op"), ("aangevraagd_op", "besloten_op")),
    "wachtlijst": (("wacht_sinds", "uit_op"),),
}  # fmt: skip
OWN = ("EIGEN_HUUR", "KOOP")

type Row = dict[str, str]
type Tables = dict[str, list[Row]]


def read(folder: Path) -> Tables:
    """Every file of the folder as rows; a header that differs is an assertion."""
    tables = {}
    for path in sorted(folder.iterdir()):
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            tables[path.stem] = list(reader)
        assert reader.fieldnames == COLUMNS[path.stem].split(), path.name
    assert tables.keys() == COLUMNS.keys()
    return tables


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def covers(row: Row, on: date) -> bool:
    end = day(row["tot"])
    return date.fromisoformat(row["vanaf"]) <= on and (end is None or on < end)


def broken_rules(tables: Tables, *, today: date) -> list[str]:
    """A sentence for every rule of the regiobestand that a row breaks."""
    return [
        *_cells(tables),
        *_keys(tables),
        *_overlaps(tables),
        *_orders(tables),
        *_pairs(tables),
        *_outside_contract(tables, today=today),
    ]


def _cells(tables: Tables) -> list[str]:
    codes = {name: {row["code"] for row in rows if "code" in row} for name, rows in tables.items()}
    return [
        f"{name}: {column} {value!r}"
        for name, rows in tables.items()
        for row in rows
        for column, value in row.items()
        if not _is_good(name, column, value, codes)
    ]


def _is_good(name: str, column: str, value: str, codes: dict[str, set[str]]) -> bool:
    if value == "":
        return column in MAY_BE_EMPTY.get(name, "").split() or column == MAY_BE_EMPTY["*"]
    if len(value) > 2000 or value[0] in "=+-@\t\r" or "\0" in value:
        return False
    if column in REFERENCES:
        return value in codes[REFERENCES[column]]
    if column in DAYS:
        return bool(re.fullmatch(r"(19|20)\d\d-\d\d-\d\d", value)) and day(value) is not None
    if column in TRUTHS:
        return value in ("ja", "nee")
    if column in WORDS and (name, column) != ("opschortingen", "reden"):
        return value in WORDS[column].split()
    if column in ("gemeentecode", "betalende_gemeente", "centrumgemeente"):
        return bool(re.fullmatch(r"\d{4}", value))
    if column == "wil_naar":
        return value == "EIGEN_WONING" or value in codes["zorgvormen"]
    if column == "herkomst":
        return value in ("BUITENLAND", "ONBEKEND") or bool(re.fullmatch(r"\d{4}", value))
    return column != "rapportcijfer" or 1 <= int(value) <= 10


def _keys(tables: Tables) -> list[str]:
    broken = []
    for name, rows in tables.items():
        seen = [tuple(row[column] for column in KEYS.get(name, "code").split()) for row in rows]
        broken += [f"{name}: twice {key}" for key in set(seen) if seen.count(key) > 1 and len(seen) < 300]
        if len(set(seen)) < len(seen):
            broken.append(f"{name}: {len(seen) - len(set(seen))} keys twice")
    return broken


def _overlaps(tables: Tables) -> list[str]:
    broken = [
        sentence for name, columns in ALONE.items() for sentence in _overlap(name, tables[name], columns.split())
    ]
    return broken + _overlap("verblijven", [row for row in tables["verblijven"] if row["plek"]], ["plek"])


def _overlap(name: str, rows: list[Row], columns: list[str]) -> list[str]:
    groups = defaultdict(list)
    for row in rows:
        groups[tuple(row[column] for column in columns)].append((row["vanaf"], row["tot"] or "9999"))
    return [
        f"{name}: {key} has {before} and {after}"
        for key, periods in groups.items()
        for before, after in zip(sorted(periods), sorted(periods)[1:], strict=False)
        if after[0] < before[1]
    ]


def _orders(tables: Tables) -> list[str]:
    broken = [
        f"{name}: ends on or before its start {row}"
        for name, rows in tables.items()
        for row in rows
        if row.get("tot") and row["tot"] <= row["vanaf"]
    ]
    return broken + [
        f"{name}: {later} before {earlier} {row}"
        for name, pairs in IN_ORDER.items()
        for earlier, later in pairs
        for row in tables[name]
        if row[earlier] and row[later] and row[later] < row[earlier]
    ]


def _pairs(tables: Tables) -> list[str]:
    wrong = {
        "out without a reason": [r for r in tables["wachtlijst"] if bool(r["uit_op"]) != bool(r["uit_reden"])],
        "zwaar, not keten": [r for r in tables["zorgvormen"] if (r["zwaar"], r["keten"]) == ("ja", "nee")],
        "own home or place": [
            r
            for r in tables["verblijven"]
            if (r["huurvorm"] in OWN) != (not r["plek"]) or (r["huurvorm"] in OWN) != bool(r["gemeentecode"])
        ],
        "ZIN without a provider": [
            r for r in tables["zorgperioden"] if r["financiering"] == "ZIN" and not r["aanbieder"]
        ],
        "conversion to what": [
            r for r in tables["planregels"] if (r["soort"] == "OMBOUW") != bool(r["naar_zorgvorm"])
        ],
        "evaluation without a day": [r for r in tables["evaluaties"] if not (r["gepland_op"] or r["gehouden_op"])],
    }
    return [f"{rule}: {row}" for rule, rows in wrong.items() for row in rows]


def _outside_contract(tables: Tables, *, today: date) -> list[str]:
    contracts = defaultdict(list)
    for row in tables["contracten"]:
        contracts[row["aanbieder"], row["zorgvorm"]].append((row["vanaf"], row["tot"] or "9999"))
    until = (today + timedelta(days=1)).isoformat()
    broken = []
    for row in tables["zorgperioden"]:
        reached = row["vanaf"]
        for start, end in sorted(contracts[row["aanbieder"], row["zorgvorm"]]):
            if start <= reached < end:
                reached = end
        if row["financiering"] == "ZIN" and reached < min(row["tot"] or until, until):
            broken.append(f"no contract on {reached}: {row}")
    return broken
