"""IJssel-Vecht: eight municipalities around Zwolle, three chain forms, clustered homes for the young to come."""

from datetime import date

from trajectories.demo.catalogue import Closure, Form, Municipality, Organisation, PlanLine, Region, Step

ZWOLLE, KAMPEN, HARDENBERG, STEENWIJKERLAND = "0193", "0166", "0160", "1708"
DALFSEN, ZWARTEWATERLAND, OMMEN, STAPHORST = "0148", "1896", "0175", "0180"
EXITS = ("ZELFSTANDIG", "WLZ", "KLINIEK", "DETENTIE", "ANDERE_REGIO", "UITVAL", "OVERLEDEN")
GOALS = ("BW", "BEGELEID", "GWBT", "OT", *EXITS)
TOWNS = (ZWOLLE, KAMPEN, HARDENBERG, STEENWIJKERLAND, DALFSEN, ZWARTEWATERLAND, OMMEN, STAPHORST)


def _row(*chances: float) -> dict[str, float]:
    """Chances a quarter per goal; what is left over is the chance to stay."""
    return {goal: chance for goal, chance in zip(GOALS, chances, strict=True) if chance}


def _places(*counts: int) -> dict[str, int]:
    return dict(zip(TOWNS, counts, strict=True))


IJSSELVECHT = Region(
    code="IJSSELVECHT",
    name="IJssel-Vecht (fictieve gegevens)",
    centre=ZWOLLE,
    municipalities=(
        Municipality(ZWOLLE, "Zwolle", 133),
        Municipality(KAMPEN, "Kampen", 56),
        Municipality(HARDENBERG, "Hardenberg", 62),
        Municipality(STEENWIJKERLAND, "Steenwijkerland", 45),
        Municipality(DALFSEN, "Dalfsen", 30),
        Municipality(ZWARTEWATERLAND, "Zwartewaterland", 23),
        Municipality(OMMEN, "Ommen", 19),
        Municipality(STAPHORST, "Staphorst", 18),
    ),
    forms=(
        Form(
            "BW",
            "Beschermd Wonen",
            162.00,
            date(2015, 1, 1),
            heavy=True,
            around_clock=True,
            queue=56,
            location_size=16,
        ),
        Form("BEGELEID", "Begeleid wonen", 78.00, date(2016, 1, 1), own_home=0.2, queue=24, location_size=10),
        Form(
            "GWBT",
            "Geclusterd wonen beschermd thuis",
            64.00,
            date(2019, 7, 1),
            own_home=0.2,
            queue=12,
            location_size=12,
        ),
        Form("OT", "Ondersteuning Thuis", 26.43, date(2015, 1, 1), chain=False, with_places=False, own_home=1.0),
    ),
    providers=(
        Organisation(
            "IJSSELANKER",
            "IJsselanker Wonen & Herstel (fictief)",
            ("BW", "BEGELEID", "GWBT", "OT"),
            "00000201",
        ),
        Organisation("VECHTSTROOM", "Vechtstroom Begeleiding (fictief)", ("BW", "BEGELEID", "OT"), "00000202"),
        Organisation("HANZEDUIN", "Hanzeduin Zorg (fictief)", ("BW", "GWBT", "OT"), "00000203"),
        Organisation("SALLANDSE", "Sallandse Thuisbasis (fictief)", ("BEGELEID", "GWBT", "OT"), "00000204"),
        Organisation("WEERRIBBEN", "Weerribben Woonbegeleiding (fictief)", ("BW", "BEGELEID", "OT"), "00000205"),
    ),
    landlords=(
        Organisation("HANZEPOORT", "Woonstichting Hanzepoort (fictief)"),
        Organisation("VECHTOEVER", "Corporatie Vechtoever (fictief)"),
    ),
    places={
        "BW": _places(150, 34, 30, 22, 10, 6, 6, 2),
        "BEGELEID": _places(78, 24, 20, 16, 8, 6, 5, 3),
        "GWBT": _places(38, 10, 8, 6, 4, 2, 2, 0),
    },
    flows={
        "BW": _row(0, 0.045, 0.022, 0.012, 0.006, 0.012, 0.006, 0.003, 0.005, 0.011, 0.003),
        "BEGELEID": _row(0.014, 0, 0.030, 0.065, 0.032, 0.003, 0.004, 0.002, 0.005, 0.013, 0.002),
        "GWBT": _row(0.010, 0.010, 0, 0.060, 0.030, 0.004, 0.004, 0.001, 0.005, 0.009, 0.002),
        "OT": _row(0.004, 0.008, 0.008, 0, 0.085, 0.003, 0.003, 0.001, 0.005, 0.010, 0.003),
    },
    notifications=58,
    patience=1500,
    home_support=500,
    plan=(
        PlanLine(
            "OPBOUW",
            "GWBT",
            ZWOLLE,
            12,
            date(2024, 9, 1),
            "12 studio's voor jongeren, bij elkaar.",
            provider="IJSSELANKER",
            youth=True,
            steps=(Step(date(2024, 10, 14), 12),),
        ),
        PlanLine(
            "OPBOUW",
            "GWBT",
            KAMPEN,
            4,
            date(2025, 4, 1),
            "4 studio's voor jongeren, bij elkaar.",
            provider="SALLANDSE",
            youth=True,
            steps=(Step(date(2025, 3, 17), 4),),
        ),
        PlanLine(
            "OPBOUW",
            "GWBT",
            OMMEN,
            1,
            date(2025, 7, 1),
            "Een woning erbij in het bestaande complex.",
            provider="HANZEDUIN",
            steps=(Step(date(2025, 8, 4), 1),),
        ),
        PlanLine(
            "OPBOUW",
            "GWBT",
            HARDENBERG,
            8,
            date(2026, 4, 1),
            "8 studio's voor jongeren, bij elkaar. De bouw loopt uit.",
            provider="HANZEDUIN",
            youth=True,
        ),
        PlanLine(
            "OMBOUW",
            "BW",
            ZWOLLE,
            9,
            date(2026, 1, 1),
            "Vechtstroom maakt van 9 plekken BW 9 plekken begeleid wonen.",
            to_form="BEGELEID",
            provider="VECHTSTROOM",
            steps=(Step(date(2025, 11, 3), 4),),
        ),
        PlanLine("AFBOUW", "BW", ZWOLLE, 6, date(2027, 1, 1), "Huis aan de rand van de stad sluit."),
        PlanLine("OPBOUW", "GWBT", STAPHORST, 2, date(2027, 4, 1), "Eerste woningen in Staphorst."),
    ),
    teams=(ZWOLLE, KAMPEN),
    conversions=(
        ("GWBT", ZWOLLE),
        ("BEGELEID", ZWOLLE),
        ("GWBT", KAMPEN),
        ("BEGELEID", HARDENBERG),
        ("GWBT", ZWOLLE),
        ("BEGELEID", KAMPEN),
        ("GWBT", HARDENBERG),
        ("BEGELEID", ZWOLLE),
        ("BEGELEID", STEENWIJKERLAND),
        ("GWBT", ZWOLLE),
    ),
    closures=(Closure("BEGELEID", STAPHORST, date(2022, 6, 1), "PERSONEELSTEKORT"),),
    no_chain_homes=frozenset({STAPHORST}),
)
