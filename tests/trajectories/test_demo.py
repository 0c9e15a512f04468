"""The demo regions keep every rule of a regiobestand, the published totals and the stories."""

import filecmp
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from tests.trajectories.regiobestand import Row, Tables, broken_rules, covers, day, read
from trajectories.demo import STORIES, write_region

TODAY = date(2026, 10, 5)
PUBLISHED_ON = date(2023, 12, 31)
REGIONS = ("FLEVOLAND", "IJSSELVECHT")
ALMERE, LELYSTAD, DRONTEN, NOORDOOSTPOLDER, URK, ZEEWOLDE = "0034", "0995", "0303", "0171", "0184", "0050"
FLEVOLAND_TOWNS = (ALMERE, LELYSTAD, DRONTEN, NOORDOOSTPOLDER, URK, ZEEWOLDE)
IJSSELVECHT_TOWNS = ("0193", "0166", "0160", "1708", "0148", "1896", "0175", "0180")
PUBLISHED = {
    "FLEVOLAND": {
        "BW_HOOG": dict(zip(FLEVOLAND_TOWNS, (82, 38, 10, 14, 2, 4), strict=True)),
        "BW_MIDDEN": dict(zip(FLEVOLAND_TOWNS, (100, 50, 14, 18, 2, 6), strict=True)),
        "BESCHUT": dict(zip(FLEVOLAND_TOWNS, (20, 9, 4, 4, 0, 2), strict=True)),
        "BT": dict(zip(FLEVOLAND_TOWNS, (22, 11, 4, 5, 2, 1), strict=True)),
    },
    "IJSSELVECHT": {
        "BW": dict(zip(IJSSELVECHT_TOWNS, (150, 34, 30, 22, 10, 6, 6, 2), strict=True)),
        "BEGELEID": dict(zip(IJSSELVECHT_TOWNS, (78, 24, 20, 16, 8, 6, 5, 3), strict=True)),
        "GWBT": dict(zip(IJSSELVECHT_TOWNS, (38, 10, 8, 6, 4, 2, 2, 0), strict=True)),
    },
}
QUARTERS = [date(year, month, 1) for year in range(2023, 2027) for month in (1, 4, 7, 10)][3:]


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folders = {code: tmp_path_factory.mktemp(code) for code in REGIONS}
    for code, folder in folders.items():
        write_region(code, folder, today=TODAY)
    return folders


@pytest.fixture(scope="module")
def regions(folders: dict[str, Path]) -> dict[str, Tables]:
    return {code: read(folder) for code, folder in folders.items()}


@pytest.fixture(params=REGIONS)
def tables(request: pytest.FixtureRequest, regions: dict[str, Tables]) -> Tables:
    return regions[request.param]


def of(tables: Tables, name: str, **values: str) -> list[Row]:
    """Rows of a file with these values."""
    return [row for row in tables[name] if all(row[column] == value for column, value in values.items())]


def one(tables: Tables, name: str, **values: str) -> Row:
    [row] = of(tables, name, **values)
    return row


def chain(tables: Tables) -> set[str]:
    return {form["code"] for form in of(tables, "zorgvormen", keten="ja")}


def realised(tables: Tables, on: date) -> Counter[tuple[str, str]]:
    """Places per care form and municipality on a day."""
    location_of = {place["code"]: place["locatie"] for place in tables["plekken"]}
    town_of = {location["code"]: location["gemeentecode"] for location in tables["locaties"]}
    periods = [period for period in tables["plekperioden"] if covers(period, on)]
    return Counter((period["zorgvorm"], town_of[location_of[period["plek"]]]) for period in periods)


def empty_places(tables: Tables, on: date) -> list[Row]:
    """Place periods of places that exist, can be used and hold nobody on a day."""
    lived_in = {row["plek"] for row in tables["verblijven"] if covers(row, on)}
    closed = {row["plek"] for row in tables["buitengebruik"] if covers(row, on)}
    return [row for row in tables["plekperioden"] if covers(row, on) and row["plek"] not in lived_in | closed]


def spells(tables: Tables) -> list[tuple[date, date | None]]:
    """Start and end of every chain spell: a client's chain periods with gaps of 30 days at most."""
    forms = chain(tables)
    by_client: dict[str, list[tuple[date, date | None]]] = {}
    for row in sorted(tables["zorgperioden"], key=lambda row: row["vanaf"]):
        if row["zorgvorm"] in forms:
            start, end = date.fromisoformat(row["vanaf"]), day(row["tot"])
            periods = by_client.setdefault(row["client"], [])
            if periods and periods[-1][1] and (start - periods[-1][1]).days <= 30:
                periods[-1] = (periods[-1][0], end)
            else:
                periods.append((start, end))
    return [spell for periods in by_client.values() for spell in periods]


# rules and totals


def test_no_file_breaks_a_rule(tables: Tables) -> None:
    assert broken_rules(tables, today=TODAY) == []


@pytest.mark.parametrize("today", [date(2024, 2, 29), date(2027, 3, 14)])
@pytest.mark.parametrize("code", REGIONS)
def test_no_file_breaks_a_rule_on_another_day(code: str, today: date, tmp_path: Path) -> None:
    write_region(code, tmp_path, today=today)
    tables = read(tmp_path)
    assert broken_rules(tables, today=today) == []
    assert max(row["vanaf"] for row in tables["zorgperioden"]) <= today.isoformat()


def test_the_rule_checker_sees_broken_rules(regions: dict[str, Tables]) -> None:
    tables = {name: [dict(row) for row in rows] for name, rows in regions["FLEVOLAND"].items()}
    period = next(row for row in tables["zorgperioden"] if row["tot"])
    tables["zorgperioden"].append({**period, "code": "Z-EXTRA"})
    tables["verblijven"][0]["huurvorm"] = "KOOP"
    tables["wachtlijst"][0] |= {"uit_op": "2026-01-01", "uit_reden": ""}
    of(tables, "zorgvormen", code="OT")[0]["zwaar"] = "ja"
    tables["contracten"] = [row for row in tables["contracten"] if row["vanaf"] < "2026"]
    sentences = " ".join(broken_rules(tables, today=TODAY))
    for rule in (
        "zorgperioden: ",
        "own home or place",
        "out without a reason",
        "zwaar, not keten",
        "no contract on",
    ):
        assert rule in sentences


@pytest.mark.parametrize("code", REGIONS)
def test_places_at_the_end_of_2023_are_the_published_ones(code: str, regions: dict[str, Tables]) -> None:
    published = {(form, town): n for form, towns in PUBLISHED[code].items() for town, n in towns.items() if n}
    assert realised(regions[code], PUBLISHED_ON) == published


def test_the_same_input_gives_the_same_bytes(folders: dict[str, Path], tmp_path: Path) -> None:
    for code, folder in folders.items():
        write_region(code, tmp_path / code, today=TODAY)
        names = [path.name for path in folder.iterdir()]
        assert len(names) == 20
        assert filecmp.cmpfiles(folder, tmp_path / code, names, shallow=False)[1:] == ([], [])


def test_stock_changes_by_inflow_and_outflow_alone(tables: Tables) -> None:
    all_spells = spells(tables)

    def stock(on: date) -> int:
        return sum(1 for start, end in all_spells if start <= on and (end is None or on < end))

    for first, after in pairwise(QUARTERS):
        inflow = sum(1 for start, _ in all_spells if first <= start < after)
        outflow = sum(1 for _, end in all_spells if end and first <= end < after)
        assert inflow > 5
        assert outflow > 5
        assert stock(after - timedelta(days=1)) == stock(first - timedelta(days=1)) + inflow - outflow


def test_nothing_known_lies_after_today_but_announced_ends_and_plans(tables: Tables) -> None:
    may_be_later = {"gepland_op", "geldig_vanaf", "geldig_tot", "tot"}
    later = {
        (name, column, value)
        for name, rows in tables.items()
        for row in rows
        for column, value in row.items()
        if column.endswith(("_op", "vanaf", "tot", "sinds", "datum")) and value > TODAY.isoformat()
    }
    assert {column for _, column, _ in later} <= may_be_later
    assert {name for name, column, _ in later if column == "tot"} <= {
        "verblijven",
        "zorgperioden",
        "buitengebruik",
    }


def test_codes_are_unique_over_the_regions_and_mean_nothing(regions: dict[str, Tables]) -> None:
    codes = [
        row["code"]
        for tables in regions.values()
        for name, rows in tables.items()
        if name not in ("regio", "zorgvormen", "aanbieders", "corporaties")
        for row in rows
        if "code" in row
    ]
    assert len(codes) == len(set(codes))
    assert all(set(code[2:]) <= set("23456789BCDFGHJKMNPQRTVWXZ") and len(code) == 7 for code in codes)


# a region that lives


def test_the_size_is_that_of_a_region(tables: Tables) -> None:
    assert 1_200 < len(tables["clienten"]) < 2_300


def test_places_are_nearly_full_and_some_are_free(tables: Tables) -> None:
    for on in [*QUARTERS[1:], TODAY]:
        number, empty = sum(realised(tables, on).values()), len(empty_places(tables, on))
        assert 0.02 < empty / number < 0.10, on


def test_every_form_has_free_places_today_and_some_become_free(tables: Tables) -> None:
    free = Counter(row["zorgvorm"] for row in empty_places(tables, TODAY))
    form_of = {row["plek"]: row["zorgvorm"] for row in tables["plekperioden"] if covers(row, TODAY)}
    leaving = Counter(
        form_of[row["plek"]] for row in tables["verblijven"] if row["plek"] and row["tot"] > "2026-10-05"
    )
    for form in set(form_of.values()):
        assert free[form] >= 5
        assert leaving[form] >= 3
    assert len({row["reden"] for row in tables["buitengebruik"] if covers(row, TODAY)}) >= 2


@pytest.mark.parametrize(
    ("code", "provider"),
    [("FLEVOLAND", "POLDERLICHT"), ("FLEVOLAND", "DIJKWACHT"), ("IJSSELVECHT", "IJSSELANKER")],
)
def test_providers_of_the_tour_have_a_free_place(code: str, provider: str, regions: dict[str, Tables]) -> None:
    tables = regions[code]
    own = {row["code"] for row in of(tables, "locaties", aanbieder=provider)}
    places = {row["code"] for row in tables["plekken"] if row["locatie"] in own}
    assert len([row for row in empty_places(tables, TODAY) if row["plek"] in places]) >= 2


def test_heavy_care_is_lived_in_a_place(tables: Tables) -> None:
    heavy = {row["code"] for row in of(tables, "zorgvormen", zwaar="ja")}
    at = {row["client"]: row["plek"] for row in tables["verblijven"] if covers(row, TODAY)}
    clients = [row["client"] for row in tables["zorgperioden"] if row["zorgvorm"] in heavy and covers(row, TODAY)]
    assert len(clients) > 200
    assert all(at[client] for client in clients)


@pytest.mark.parametrize(("code", "number"), [("FLEVOLAND", 400), ("IJSSELVECHT", 500)])
def test_home_support_has_its_caseload(code: str, number: int, regions: dict[str, Tables]) -> None:
    for on in [*QUARTERS, TODAY]:
        running = [row for row in of(regions[code], "zorgperioden", zorgvorm="OT") if covers(row, on)]
        assert abs(len(running) - number) < number * 0.06


def test_waiting_list_of_today_has_every_status_and_people_without_care_or_dwelling(tables: Tables) -> None:
    waiting = of(tables, "wachtlijst", uit_op="")
    assert {row["status"] for row in waiting} == {"BELANGSTELLEND", "URGENT", "ACTIEF", "VOORKEUR", "VOORZORG"}
    busy = {row["client"] for name in ("zorgperioden", "verblijven") for row in tables[name] if covers(row, TODAY)}
    granted = {row["client"] for row in of(tables, "meldingen", uitkomst="TOEGEKEND")}
    alone = {row["client"] for row in waiting if row["status"] in ("URGENT", "ACTIEF")} - busy
    assert len(alone & granted) >= 10


@pytest.mark.parametrize(
    ("code", "town"),
    [
        ("FLEVOLAND", ALMERE),
        ("FLEVOLAND", LELYSTAD),
        ("FLEVOLAND", URK),
        ("IJSSELVECHT", "0193"),
        ("IJSSELVECHT", "0166"),
    ],
)
def test_each_team_has_meldingen_in_every_stage(code: str, town: str, regions: dict[str, Tables]) -> None:
    rows = of(
        regions[code], "meldingen", gemeentecode=town, besloten_op="", afgesloten_op="", vooraanmelding="nee"
    )
    age = {row["code"]: (TODAY - date.fromisoformat(row["gemeld_op"])).days for row in rows}
    assert any(age[row["code"]] <= 7 for row in rows)
    assert any(7 < age[row["code"]] <= 42 and not row["verslag_op"] for row in rows)
    assert any(row["verslag_op"] and not row["aangevraagd_op"] for row in rows)
    assert any(row["aangevraagd_op"] for row in rows)
    assert any(age[row["code"]] > 42 and not row["verslag_op"] for row in rows)


def test_access_is_in_time_about_as_often_as_it_should_be(tables: Tables) -> None:
    rows = [row for row in tables["meldingen"] if row["verslag_op"] >= "2023-10-01" and row["besloten_op"]]
    paused = {row["melding"] for row in tables["opschortingen"]}
    rows = [row for row in rows if row["code"] not in paused]
    report = [(date.fromisoformat(row["verslag_op"]) - date.fromisoformat(row["gemeld_op"])).days for row in rows]
    decide = [
        (date.fromisoformat(row["besloten_op"]) - date.fromisoformat(row["aangevraagd_op"])).days for row in rows
    ]
    assert 0.76 < sum(number <= 42 for number in report) / len(rows) < 0.87
    assert 0.83 < sum(number <= 14 for number in decide) / len(rows) < 0.93


def test_a_grant_says_what_for_and_how_long_and_lasts_while_someone_waits(tables: Tables) -> None:
    grants = of(tables, "meldingen", uitkomst="TOEGEKEND")
    assert all(row["zorgvorm"] and row["geldig_vanaf"] < row["geldig_tot"] for row in grants)
    waiting = {row["client"] for row in of(tables, "wachtlijst", uit_op="")}
    assert all(row["geldig_tot"] > TODAY.isoformat() for row in grants if row["client"] in waiting)


# the plan


@pytest.mark.parametrize(("code", "planned", "came"), [("FLEVOLAND", 22, 14), ("IJSSELVECHT", 34, 21)])
def test_about_62_percent_of_the_plan_came_true(
    code: str, planned: int, came: int, regions: dict[str, Tables]
) -> None:
    tables = regions[code]
    lines = [row for row in tables["planregels"] if row["gepland_op"] <= TODAY.isoformat()]
    assert sum(int(row["aantal"]) for row in lines) == planned
    by_place: dict[str, list[Row]] = {}
    for row in sorted(tables["plekperioden"], key=lambda row: row["vanaf"]):
        by_place.setdefault(row["plek"], []).append(row)
    built = sum(periods[0]["vanaf"] >= "2024" for periods in by_place.values())
    gone = sum("2024" <= periods[-1]["tot"] <= TODAY.isoformat() for periods in by_place.values())
    converted = sum(
        before["zorgvorm"] != after["zorgvorm"]
        for periods in by_place.values()
        for before, after in pairwise(periods)
    )
    assert built + gone + converted == came


def test_only_staphorst_has_no_protected_home_or_lighter_place(regions: dict[str, Tables]) -> None:
    tables = regions["IJSSELVECHT"]
    light = {row["code"] for row in of(tables, "zorgvormen", zwaar="nee")}
    closed = {row["plek"] for row in tables["buitengebruik"] if covers(row, TODAY)}
    open_now = [row for row in tables["plekperioden"] if covers(row, TODAY) and row["plek"] not in closed]
    at = {row["code"]: row["locatie"] for row in tables["plekken"]}
    town = {row["code"]: row["gemeentecode"] for row in tables["locaties"]}
    towns = {town[at[row["plek"]]] for row in open_now if row["zorgvorm"] in light}
    cared_for = {
        row["client"] for row in tables["zorgperioden"] if row["zorgvorm"] in chain(tables) and covers(row, TODAY)
    }
    homes = {
        row["gemeentecode"] for row in tables["verblijven"] if row["client"] in cared_for and covers(row, TODAY)
    }
    assert set(IJSSELVECHT_TOWNS) - towns - homes == {"0180"}


def test_youth_of_ijssel_vecht_get_24_clustered_places_by_plan(regions: dict[str, Tables]) -> None:
    tables = regions["IJSSELVECHT"]
    lines = [
        row for row in of(tables, "planregels", soort="OPBOUW", zorgvorm="GWBT") if row["gepland_op"] < "2027"
    ]
    assert sum(int(row["aantal"]) for row in lines) == 25
    assert sum(int(row["aantal"]) for row in lines if "jongeren" in row["toelichting"]) == 24
    young = {row["code"] for row in of(tables, "locaties", jongeren="ja", geclusterd="ja")}
    assert sum(row["locatie"] in young for row in tables["plekken"]) == 16


def test_zeewolde_sends_newcomers_elsewhere_since_2024(regions: dict[str, Tables]) -> None:
    tables = regions["FLEVOLAND"]
    rows = [
        (row["vanaf"], row["tot"], row["nieuwe_instroom"])
        for row in of(tables, "gemeenten", gemeentecode=ZEEWOLDE)
    ]
    assert rows == [("2015-01-01", "2024-01-01", "ja"), ("2024-01-01", "", "nee")]
    later = [row for row in of(tables, "meldingen", gemeentecode=ZEEWOLDE) if row["gemeld_op"] >= "2024"]
    assert {row["uitkomst"] for row in later} <= {"OVERGEDRAGEN", ""}


# the stories


def test_every_story_has_its_clients(regions: dict[str, Tables]) -> None:
    assert [story.number for story in STORIES] == list(range(1, 25))
    for story in STORIES:
        clients = {row["code"] for row in regions[story.region]["clienten"]}
        assert {story.client, *story.also} <= clients, story.title


def path(tables: Tables, client: str) -> list[str]:
    rows = of(tables, "zorgperioden", client=client)
    return [row["zorgvorm"] for row in sorted(rows, key=lambda row: row["vanaf"])]


CODES = {story.number: story.client for story in STORIES}


def test_stories_of_flevoland_are_told(regions: dict[str, Tables]) -> None:
    tables = regions["FLEVOLAND"]
    early = one(tables, "meldingen", client=CODES[1])
    assert (early["vooraanmelding"], early["geldig_vanaf"]) == ("ja", "2026-12-05")
    assert one(tables, "clienten", code=CODES[1])["geboortedatum"] == "2008-12-05"
    assert one(tables, "meldingen", client=CODES[4])["uitkomst"] == "OVERGEDRAGEN"
    assert path(tables, CODES[6]) == ["BW_MIDDEN", "OT", "BW_MIDDEN"]
    assert path(tables, CODES[7]) == ["BT"]
    assert path(tables, CODES[8]) == ["BT", "BW_HOOG", "OT"]
    assert [row["status"] for row in of(tables, "wachtlijst", client=CODES[10], uit_op="")] == ["ACTIEF", "ACTIEF"]
    assert one(tables, "verblijven", client=CODES[11], verhuisreden="OMBOUW")["client_wilde"] == "nee"
    assert one(tables, "verblijven", client=CODES[13])["huurvorm"] == "KOOP"
    urgent = one(tables, "meldingen", client=CODES[15])
    assert (urgent["spoed"], urgent["uitkomst"]) == ("ja", "AFGEWEZEN")
    ready = one(tables, "uitstroomklaar", client=CODES[18], tot="")
    assert (TODAY - date.fromisoformat(ready["vanaf"])).days == 140
    assert one(tables, "wachtlijst", client=CODES[22])["uit_reden"] == "OVERLEDEN"
    assert one(tables, "meldingen", client=CODES[23])["besloten_op"] == ""


def test_a_tenancy_flips_and_the_place_is_gone(regions: dict[str, Tables]) -> None:
    tables = regions["FLEVOLAND"]
    before, after = sorted(of(tables, "verblijven", client=CODES[5]), key=lambda row: row["vanaf"])
    assert (before["tot"], after["vanaf"], after["huurvorm"]) == ("2025-09-01", "2025-09-01", "EIGEN_HUUR")
    assert max(row["tot"] or "running" for row in of(tables, "plekperioden", plek=before["plek"])) == "2025-09-01"
    assert path(tables, CODES[5]) == ["BT"]


def test_six_clients_keep_their_home_when_a_contract_ends(regions: dict[str, Tables]) -> None:
    tables = regions["FLEVOLAND"]
    story = STORIES[19]
    for client in (story.client, *story.also):
        providers = [row["aanbieder"] for row in of(tables, "zorgperioden", client=client)]
        assert providers == ["KOMPASWOON", "RANDMEER"]
        assert one(tables, "verblijven", client=client)["tot"] == ""
    last = max(of(tables, "contracten", aanbieder="KOMPASWOON", zorgvorm="BT"), key=lambda row: row["vanaf"])
    assert last["tot"] == "2025-07-01"


def test_stories_of_ijssel_vecht_are_told(regions: dict[str, Tables]) -> None:
    tables = regions["IJSSELVECHT"]
    assert one(tables, "clienten", code=CODES[2])["herkomst"] == "0599"
    assert path(tables, CODES[2]) == ["BEGELEID"]
    disputed = one(tables, "meldingen", client=CODES[3])
    assert one(tables, "opschortingen", melding=disputed["code"])["tot"] == ""
    assert one(tables, "wachtlijst", client=CODES[9], uit_op="")["status"] == "VOORKEUR"
    assert one(tables, "uitstroomklaar", client=CODES[12])["tot"] == ""
    assert one(tables, "zorgperioden", client=CODES[14])["eindreden"] == "WLZ"
    outcomes = [row["uitkomst"] for row in of(tables, "meldingen", client=CODES[16])]
    assert outcomes == ["AFGEWEZEN", "TOEGEKEND"]
    budget = one(tables, "zorgperioden", client=CODES[17])
    assert (budget["financiering"], budget["aanbieder"]) == ("PGB", "")
    assert path(tables, CODES[19]) == ["OT", "BEGELEID"]
    assert len(of(tables, "verblijven", client=CODES[19])) == 1
    assert one(tables, "meldingen", client=CODES[21])["uitkomst"] == "DOORGESTUURD"
    clinic = one(tables, "opschortingen", melding=one(tables, "meldingen", client=CODES[24])["code"])
    assert (date.fromisoformat(clinic["tot"]) - date.fromisoformat(clinic["vanaf"])).days == 35


def test_a_region_has_no_life_before_2024(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="2024-01-01"):
        write_region("FLEVOLAND", tmp_path, today=date(2023, 12, 31))
