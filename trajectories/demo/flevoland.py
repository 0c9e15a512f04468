"""Flevoland: six municipalities around Almere, four chain forms, Beschut Wonen growing by plan."""

from datetime import date

from trajectories.demo.catalogue import Form, Municipality, Organisation, PlanLine, Region, Step

ALMERE, LELYSTAD, DRONTEN, NOORDOOSTPOLDER, URK, ZEEWOLDE = "0034", "0995", "0303", "0171", "0184", "0050"
EXITS = ("ZELFSTANDIG", "WLZ", "KLINIEK", "DETENTIE", "ANDERE_REGIO", "UITVAL", "OVERLEDEN")
GOALS = ("BW_HOOG", "BW_MIDDEN", "BESCHUT", "BT", "OT", *EXITS)


def _row(*chances: float) -> dict[str, float]:
    """Chances a quarter per goal; what is left over is the chance to stay."""
    return {goal: chance for goal, chance in zip(GOALS, chances, strict=True) if chance}


def _places(*counts: int) -> dict[str, int]:
    return dict(zip((ALMERE, LELYSTAD, DRONTEN, NOORDOOSTPOLDER, URK, ZEEWOLDE), counts, strict=True))


FLEVOLAND = Region(
    code="FLEVOLAND",
    name="Flevoland (fictieve gegevens)",
    centre=ALMERE,
    municipalities=(
        Municipality(ALMERE, "Almere", 229),
        Municipality(LELYSTAD, "Lelystad", 84),
        Municipality(DRONTEN, "Dronten", 44),
        Municipality(NOORDOOSTPOLDER, "Noordoostpolder", 51),
        Municipality(URK, "Urk", 22),
        Municipality(ZEEWOLDE, "Zeewolde", 24, newcomers_until=date(2024, 1, 1)),
    ),
    forms=(
        Form(
            "BW_HOOG",
            "Beschermd Wonen Hoog",
            205.00,
            date(2015, 1, 1),
            heavy=True,
            around_clock=True,
            queue=26,
            location_size=14,
        ),
        Form(
            "BW_MIDDEN",
            "Beschermd Wonen Midden",
            148.00,
            date(2015, 1, 1),
            heavy=True,
            queue=24,
            location_size=12,
        ),
        Form("BESCHUT", "Beschut Wonen", 92.00, date(2018, 1, 1), queue=7),
        Form("BT", "Beschermd Thuis", 58.00, date(2017, 1, 1), own_home=0.25, queue=5, location_size=6),
        Form("OT", "Ondersteuning Thuis", 26.43, date(2015, 1, 1), chain=False, with_places=False, own_home=1.0),
    ),
    providers=(
        Organisation(
            "WOONCIRKEL",
            "Wooncirkel Zuiderzee (fictief)",
            ("BW_HOOG", "BW_MIDDEN", "BESCHUT", "OT"),
            "00000101",
        ),
        Organisation(
            "POLDERLICHT",
            "Herstelhuis Polderlicht (fictief)",
            ("BW_HOOG", "BW_MIDDEN", "BESCHUT", "BT", "OT"),
            "00000102",
        ),
        Organisation(
            "DIJKWACHT", "Dijkwacht Begeleiding (fictief)", ("BW_MIDDEN", "BESCHUT", "BT", "OT"), "00000103"
        ),
        Organisation(
            "RANDMEER",
            "Thuisbasis Randmeer (fictief)",
            ("BW_HOOG", "BW_MIDDEN", "BESCHUT", "BT", "OT"),
            "00000104",
        ),
        Organisation("KOMPASWOON", "Stichting Kompaswoon (fictief)", ("BW_HOOG", "BT", "OT"), "00000105"),
    ),
    landlords=(
        Organisation("POLDERDAK", "Woonstichting Polderdak (fictief)"),
        Organisation("NIEUWLAND", "Corporatie Nieuwland-Zuid (fictief)"),
    ),
    places={
        "BW_HOOG": _places(82, 38, 10, 14, 2, 4),
        "BW_MIDDEN": _places(100, 50, 14, 18, 2, 6),
        "BESCHUT": _places(20, 9, 4, 4, 0, 2),
        "BT": _places(22, 11, 4, 5, 2, 1),
    },
    flows={
        "BW_HOOG": _row(0, 0.040, 0.015, 0.010, 0.005, 0.003, 0.015, 0.006, 0.003, 0.004, 0.007, 0.002),
        "BW_MIDDEN": _row(0.012, 0, 0.042, 0.026, 0.018, 0.008, 0.007, 0.004, 0.002, 0.004, 0.007, 0.002),
        "BESCHUT": _row(0.004, 0.020, 0, 0.045, 0.070, 0.035, 0.002, 0.004, 0.002, 0.005, 0.011, 0.002),
        "BT": _row(0.004, 0.012, 0.008, 0, 0.075, 0.030, 0.003, 0.004, 0.001, 0.004, 0.007, 0.002),
        "OT": _row(0.001, 0.005, 0.005, 0.009, 0, 0.085, 0.003, 0.003, 0.001, 0.005, 0.010, 0.003),
    },
    notifications=48,
    patience=430,
    home_support=400,
    plan=(
        PlanLine(
            "OMBOUW",
            "BW_MIDDEN",
            ALMERE,
            9,
            date(2024, 10, 1),
            "Wooncirkel maakt van 9 plekken Midden 9 plekken Beschut. 3 bewoners wachten op een woning.",
            to_form="BESCHUT",
            provider="WOONCIRKEL",
            steps=(Step(date(2024, 9, 2), 4), Step(date(2025, 6, 2), 2)),
        ),
        PlanLine(
            "OPBOUW",
            "BESCHUT",
            ALMERE,
            7,
            date(2025, 4, 1),
            "Polderlicht opent 7 studio's.",
            provider="POLDERLICHT",
            steps=(Step(date(2025, 3, 10), 7),),
        ),
        PlanLine(
            "OPBOUW",
            "BESCHUT",
            LELYSTAD,
            5,
            date(2025, 10, 1),
            "Randmeer opent 5 plekken. De vergunning kwam later.",
            provider="RANDMEER",
        ),
        PlanLine(
            "AFBOUW",
            "BT",
            ALMERE,
            1,
            date(2025, 9, 1),
            "Omklapwoning zonder vervanging: de bewoner huurt zelf.",
        ),
        PlanLine(
            "AFBOUW",
            "BW_MIDDEN",
            DRONTEN,
            6,
            date(2027, 4, 1),
            "De plekken sluiten als een bewoner zelf vertrekt. Niemand hoeft te verhuizen.",
            provider="DIJKWACHT",
        ),
        PlanLine("OPBOUW", "BT", URK, 3, date(2027, 1, 1), "Drie appartementen boven het nieuwe wijkcentrum."),
    ),
    teams=(ALMERE, LELYSTAD, URK),
    conversions=(
        ("BT", ALMERE),
        ("BT", LELYSTAD),
        ("BESCHUT", ALMERE),
        ("BT", ALMERE),
        ("BESCHUT", LELYSTAD),
        ("BT", DRONTEN),
        ("BT", ALMERE),
        ("BT", NOORDOOSTPOLDER),
        ("BT", LELYSTAD),
        ("BESCHUT", ALMERE),
    ),
    contract_ends={("KOMPASWOON", "BT"): date(2025, 7, 1)},
    later_places={
        ("BESCHUT", DRONTEN): date(2022, 1, 1),
        ("BESCHUT", NOORDOOSTPOLDER): date(2022, 1, 1),
        ("BESCHUT", ZEEWOLDE): date(2022, 4, 1),
    },
)
