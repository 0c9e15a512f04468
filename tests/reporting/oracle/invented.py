"""Invents small regions that are valid and as awkward as the definitions allow: edges, gaps, unknowns."""

import csv
from datetime import date, timedelta
from pathlib import Path
from random import Random

from .reading import COLUMNS

HERE = ["0034", "0184", "0995", "0050", "0303", "0171"]
ELSEWHERE = ["0363", "0599", "0003", "0193"]
OUTCOMES = ["TOEGEKEND", "AFGEWEZEN", "INGETROKKEN", "DOORGESTUURD", "OVERGEDRAGEN"]
STATUSES = ["BELANGSTELLEND", "URGENT", "ACTIEF", "ACTIEF", "VOORKEUR", "VOORKEUR", "VOORZORG"]
LEFT = ["GEPLAATST", "GEPLAATST", "INGETROKKEN", "ANDERE_OPLOSSING", "OVERLEDEN"]
ENDS = [
    "ZELFSTANDIG_ZONDER", "ZELFSTANDIG_MET_OT", "WLZ", "KLINIEK", "ANDERE_REGIO", "OPVANG_DAKLOOS", "DETENTIE",
    "FAMILIE", "UITVAL_ONBEKEND", "OVERLEDEN", "OVERLEDEN", "WLZ", "",
]  # fmt: skip
REASONS = [
    "EIGEN_WENS", "EIGEN_HUURCONTRACT", "NETWERK", "ANDERE_ZORGVORM", "SLUITING", "OMBOUW", "CONTRACT_EINDE",
    "TIJDELIJK_CONTRACT_EINDE", "LEEFTIJDSGRENS", "OVERLAST", "GEEN_PLEK_HERKOMST", "OPNAME", "DETENTIE", "",
]  # fmt: skip
POINTS = ["OP_ORDE", "MET_STEUN", "NIET", "NIET_BESPROKEN", ""]
STEPS = [
    0, 0, 0, 1, 1, 2, 13, 14, 15, 28, 29, 30, 31, 32, 41, 42, 43, 55, 56, 57, 83, 84, 85, 89, 90, 91, 92, 181,
    364, 365, 366, 367,
]  # fmt: skip
QUARTERS = [date(2023, 10, 1), date(2024, 1, 1), date(2024, 4, 1), date(2024, 10, 1), date(2025, 1, 1)]
KNOWN_AT_MOST = date(2024, 12, 10)
"""The day of loading: later days of care in kind may do without a contract."""


class Inventor:
    """One region from one seed; every list of rows is valid together with the others."""

    def __init__(self, seed: int, *, clients: int = 40, places: int = 12) -> None:
        self.most_clients, self.most_places = clients, places
        self.dice = Random(seed)  # noqa: S311 (dice, not secrets)
        self.rows: dict[str, list[dict[str, str]]] = {name: [] for name in COLUMNS}
        self.edges = [date(2023, 10, 1), date(2024, 1, 1), date(2024, 4, 1), date(2024, 7, 1), date(2024, 2, 29)]
        self.edges += [self.dice.choice([date(2024, 11, 12), date(2024, 8, 20), date(2024, 3, 1)])]
        self.taken: dict[str, list[tuple[date, date]]] = {}

    def add(self, name: str, **cells: object) -> None:
        """A row; what is not said is empty."""
        row = dict.fromkeys(COLUMNS[name].split(), "")
        assert cells.keys() <= row.keys()
        self.rows[name].append(row | {column: text_of(value) for column, value in cells.items()})

    def day(self) -> date:
        """Some day, often one that lies on or near an edge."""
        if self.dice.random() < 0.55:
            step = self.dice.choice(STEPS[: self.dice.choice([6, 12, len(STEPS)])])
            return self.dice.choice(self.edges) + timedelta(days=self.dice.choice([1, -1]) * step)
        return date(2022, 6, 1) + timedelta(days=self.dice.randrange(1050))

    def later(self, day: date, *, least: int = 0) -> date:
        """Some day on or after another."""
        if self.dice.random() < 0.35:
            edge = self.day()
            if edge >= day + timedelta(days=least):
                return edge
        step = self.dice.choice(STEPS) if self.dice.random() < 0.7 else self.dice.randrange(500)
        return day + timedelta(days=max(step, least))

    def chance(self, likely: float) -> bool:
        return self.dice.random() < likely

    def maybe(self, value: object, likely: float = 0.7) -> object:
        return value if self.chance(likely) else ""

    def yes(self, likely: float = 0.5) -> str:
        return "ja" if self.chance(likely) else "nee"

    def periods(self, most: int, *, first: date | None = None) -> list[tuple[date, date | None]]:
        """Some periods in a row that do not overlap; the last may run on."""
        found: list[tuple[date, date | None]] = []
        start = first or self.day()
        for number in range(self.dice.randrange(most + 1)):
            runs_on = self.chance(0.3) and number >= most // 2
            end = None if runs_on else self.later(start, least=1)
            found.append((start, end))
            if end is None:
                break
            start = end if self.chance(0.4) else self.later(end)
        return found

    def region(self) -> dict[str, list[dict[str, str]]]:
        """The whole of it."""
        self.catalogue()
        self.places()
        self.plan()
        for number in range(self.dice.randint(1, self.most_clients) if self.chance(0.9) else 0):
            self.client(f"C{number:03}")
        for name, rows in self.rows.items():
            if name != "regio":
                self.dice.shuffle(rows)
        return self.rows

    def catalogue(self) -> None:
        self.add("regio", code="PROEF", naam="Proefregio (fictief)", centrumgemeente="0034")
        self.members = HERE[: self.dice.randrange(1, 7)]
        for code in self.members:
            periods = [(date(2017, 1, 1), None)] if self.chance(0.5) else self.periods(3)
            for start, end in periods:
                self.add("gemeenten", gemeentecode=code, vanaf=start, tot=end, nieuwe_instroom=self.yes())
        names = ["BW", "BT", "ot", "Zwaar 2", "GWBT", "É-licht"][: self.dice.randrange(2, 7)]
        for code in names:
            chain = self.chance(0.8)
            self.add(
                "zorgvormen",
                code=code,
                naam=f"Vorm {code}",
                keten="ja" if chain else "nee",
                zwaar=self.yes(0.45) if chain else "nee",
                nabijheid_24_7=self.yes(),
                vanaf=self.day(),
                tot=self.maybe(date(2026, 1, 1), 0.2),
            )
        self.forms = names
        self.providers = ["A1", "A2", "a3", "Ä4"][: self.dice.randrange(1, 5)]
        for code in self.providers:
            self.add("aanbieders", code=code, naam=f"Aanbieder {code} (fictief)", agb=self.maybe("00000010"))
        self.covered = [
            pair for provider in self.providers for form in names if (pair := self.contract(provider, form))
        ]

    def contract(self, provider: str, form: str) -> tuple[str, str] | None:
        """The contracts of a provider for a form; the pair when they cover every day up to that of loading."""
        if self.chance(0.3):
            for start, end in self.periods(2):
                self.terms(provider, form, start, end)
            return None
        start = date(2016, 1, 1)
        while start <= KNOWN_AT_MOST:
            end = None if self.chance(0.3) else max(self.later(start, least=1), start + timedelta(days=90))
            end = end and max(end, self.day())
            self.terms(provider, form, start, end)
            if end is None:
                break
            start = end
        return provider, form

    def terms(self, provider: str, form: str, start: date, end: date | None) -> None:
        rate = self.dice.choice(["0.00", "0,01", "92.5", "61,37", "243.33", "100"])
        places = self.dice.choice([0, 1, 3, 12])
        self.add(
            "contracten", aanbieder=provider, zorgvorm=form, vanaf=start, tot=end, plekken=places, dagtarief=rate
        )

    def places(self) -> None:
        self.add("corporaties", code="W1", naam="Corporatie (fictief)")
        for number in range(self.dice.randint(1, max(3, self.most_places // 15))):
            self.add(
                "locaties",
                code=f"L{number}",
                aanbieder=self.dice.choice(self.providers),
                corporatie=self.maybe("W1"),
                naam=f"Huize {number}",
                gemeentecode=self.dice.choice(HERE + ELSEWHERE[:1]),
                woonvorm=self.dice.choice(["GROEP", "ZELFSTANDIG"]),
                jongeren=self.yes(),
                geclusterd=self.yes(),
            )
        for number in range(self.dice.randint(0, self.most_places)):
            self.place(f"P{number:02}")

    def place(self, code: str) -> None:
        location = self.dice.choice(self.rows["locaties"])["code"]
        self.add("plekken", code=code, locatie=location, kenmerken=self.maybe("ROKEN RUSTIG", 0.3))
        self.taken[code] = []
        first = date(2017, 1, 1) if self.chance(0.6) else None
        for start, end in self.periods(4, first=first) or [(self.day(), None)][: self.dice.randrange(2)]:
            self.add("plekperioden", plek=code, zorgvorm=self.form_at(location), vanaf=start, tot=end)
        for start, end in self.periods(2) if self.chance(0.4) else []:
            self.add("buitengebruik", plek=code, vanaf=start, tot=end, reden="SCHADE")

    def form_at(self, location: str) -> str:
        """Most places of a location are for one care form."""
        return (
            self.forms[sum(map(ord, location)) % len(self.forms)]
            if self.chance(0.7)
            else self.dice.choice(self.forms)
        )

    def plan(self) -> None:
        for number in range(self.dice.randrange(6) if self.chance(0.7) else 0):
            kind = self.dice.choice(["OPBOUW", "OMBOUW", "AFBOUW"])
            self.add(
                "planregels",
                code=f"R{number}",
                soort=kind,
                zorgvorm=self.dice.choice(self.forms),
                naar_zorgvorm=self.dice.choice(self.forms) if kind == "OMBOUW" else "",
                gemeentecode=self.dice.choice(HERE),
                aantal=self.dice.choice([0, 1, 5, 12]),
                gepland_op=self.later(self.day()) if self.chance(0.7) else date(2023, 1, 1),
            )

    def client(self, code: str) -> None:
        first_days = self.care(code)
        self.add(
            "clienten",
            code=code,
            voornamen="Verzonnen",
            achternaam=f"Nergenshuis {code}",
            geboortedatum=self.maybe(self.birthday(first_days), 0.85),
            herkomst=self.maybe(self.dice.choice([*HERE, *HERE, *ELSEWHERE, "BUITENLAND", "ONBEKEND"]), 0.8),
            via_jeugdhulp=self.maybe(self.yes()),
        )
        self.access(code)
        self.dwellings(code)
        for start, end in self.periods(3) if self.chance(0.6) else []:
            self.add("uitstroomklaar", client=code, vanaf=start, tot=end, wil_naar=self.maybe("EIGEN_WONING"))
        self.evaluations(code)

    def birthday(self, first_days: list[date]) -> date:
        """Often on a leap day, or just 18 or 25 on the first day of care."""
        if not first_days or self.chance(0.3):
            return self.dice.choice([date(2000, 2, 29), date(2004, 2, 29), date(2005, 3, 1), date(1999, 2, 28)])
        start = self.dice.choice(first_days)
        born = start.replace(
            year=start.year - self.dice.choice([17, 18, 18, 24, 25, 25, 40]), day=min(start.day, 28)
        )
        return born + timedelta(days=self.dice.choice([-1, 0, 0, 0, 1]))

    def access(self, client: str) -> None:
        for number in range(self.dice.randrange(3)):
            self.melding(f"M{client}{number}", client)
        for number in range(self.dice.randrange(4)):
            self.entry(f"W{client}{number}", client)

    def melding(self, code: str, client: str) -> None:
        on = self.day()
        applied = self.maybe(self.later(on), 0.6)
        decided = self.maybe(self.later(applied or on), 0.6)
        self.add(
            "meldingen",
            code=code,
            client=client,
            gemeentecode=self.dice.choice(HERE),
            gemeld_op=on,
            spoed=self.yes(),
            vooraanmelding=self.yes(0.15),
            verslag_op=self.maybe(self.later(on), 0.6),
            aangevraagd_op=applied,
            besloten_op=decided,
            afgesloten_op=self.maybe(self.later(on), 0.3),
            uitkomst=self.maybe(self.dice.choice(OUTCOMES)),
            zorgvorm=self.maybe(self.dice.choice(self.forms)),
            geldig_vanaf=self.maybe(date(2024, 5, 1)),
            geldig_tot=self.maybe(date(2024, 5, 2)),
        )
        around = on - timedelta(days=self.dice.choice([0, 0, 10, 40]))
        for start, end in self.periods(3, first=self.later(around)) if self.chance(0.6) else []:
            self.add("opschortingen", melding=code, vanaf=start, tot=end, reden=self.maybe("Opname"))

    def entry(self, code: str, client: str) -> None:
        since = self.day()
        left = self.maybe(self.later(since), 0.5)
        self.add(
            "wachtlijst",
            code=code,
            client=client,
            zorgvorm=self.dice.choice(self.forms),
            status=self.dice.choice(STATUSES),
            wacht_sinds=since,
            uit_op=left,
            uit_reden=self.dice.choice(LEFT) if left else "",
            overbrugging=self.maybe(self.yes()),
        )
        around = since - timedelta(days=self.dice.choice([0, 0, 10, 40]))
        for start, end in self.periods(3, first=self.later(around)) if self.chance(0.5) else []:
            self.add("wachtpauzes", wachtlijst=code, vanaf=start, tot=end)

    def care_periods(self) -> list[tuple[date, date | None]]:
        """Any, or some that end in the last quarter of 2023 and come back after a telling number of days."""
        if self.chance(0.1):
            return [(self.dice.choice([date(2025, 2, 28), date(2025, 3, 1)]), None)]
        if self.chance(0.7):
            return self.periods(6)
        ended = date(2023, 10, 1) + timedelta(days=self.dice.choice([-1, 0, 1, 45, 90, 91, 92]))
        turned = ended - timedelta(days=self.dice.choice([30, 90, 400]))
        back = ended + timedelta(days=self.dice.choice([0, 1, 29, 30, 31, 32, 364, 365, 366, 367]))
        return [(turned, ended), (back, self.later(back, least=1))]

    def care(self, client: str) -> list[date]:
        """Care periods; the days on which they begin."""
        periods = self.care_periods()
        for number, (start, end) in enumerate(periods):
            pair = self.dice.choice(self.covered) if self.covered and self.chance(0.7) else None
            provider = self.maybe(self.dice.choice(self.providers))
            self.add(
                "zorgperioden",
                code=f"Z{client}{number}",
                client=client,
                zorgvorm=pair[1] if pair else self.dice.choice(self.forms),
                aanbieder=pair[0] if pair else provider,
                vanaf=start,
                tot=end,
                eindreden=self.dice.choice(ENDS),
                financiering="ZIN" if pair and self.chance(0.9) else "PGB",
                betalende_gemeente=self.maybe(self.dice.choice(HERE + ELSEWHERE)),
            )
        return [start for start, _ in periods]

    def dwellings(self, client: str) -> None:
        last = None
        for number, (start, end) in enumerate(self.periods(5)):
            place = last if last and self.chance(0.3) else self.dice.choice([*self.taken, None])
            place = place if place and self.is_free(place, start, end) and self.chance(0.8) else None
            self.add(
                "verblijven",
                code=f"V{client}{number}",
                client=client,
                plek=place or "",
                gemeentecode="" if place else self.dice.choice(HERE + ELSEWHERE),
                huurvorm=self.dice.choice(
                    ["INSTELLING", "INTERMEDIAIR", "DRIEPARTIJEN"] if place else ["EIGEN_HUUR", "KOOP"]
                ),
                vanaf=start,
                tot=end,
                verhuisreden=self.dice.choice(REASONS),
                client_wilde=self.maybe(self.yes()),
            )
            last = place

    def is_free(self, place: str, start: date, end: date | None) -> bool:
        """Whether nobody has the place in that period; if so it is taken."""
        until = end or date.max
        if any(first < until and start < last for first, last in self.taken[place]):
            return False
        self.taken[place].append((start, until))
        return True

    def evaluations(self, client: str) -> None:
        known = set()
        for _ in range(self.dice.randrange(5)):
            planned, held = self.maybe(self.day(), 0.8), self.maybe(self.day(), 0.4)
            if planned and not held:
                step = self.dice.choice([-40, -1, 0, 13, 14, 15, 40])
                held = self.maybe(planned + timedelta(days=step))
            if (planned, held) in known or not (planned or held):
                continue
            known.add((planned, held))
            points = {column: self.dice.choice(POINTS) for column in COLUMNS["evaluaties"].split()[4:]}
            mark = self.maybe(self.dice.choice([1, 10, "7,5", "6.25", "8", "5.333"]))
            self.add(
                "evaluaties", client=client, gepland_op=planned, gehouden_op=held, rapportcijfer=mark, **points
            )

    def questions(self) -> list[tuple[str, date]]:
        """Quarters with the days they are looked at from: running, just ended, final, or as something happens."""
        asked = []
        for _ in range(4):
            first = self.dice.choice(QUARTERS)
            after = self.dice.choice([0, 1, 40, 58, 59, 88, 89, 90, 91, 92, 119, 120, 121, 122, 300, 800])
            place = self.dice.choice(["plekperioden", "zorgperioden", "verblijven", "wachtlijst", "meldingen"])
            cells = [
                cell for row in self.rows[place] for cell in row.values() if first.isoformat() <= cell < "2026"
            ]
            as_of = date.fromisoformat(self.dice.choice(cells)) if cells and self.chance(0.4) else None
            asked.append((f"{first.year}Q{first.month // 3 + 1}", as_of or first + timedelta(days=after)))
        return asked


def text_of(value: object) -> str:
    return "" if value is None else str(value)


def write(rows: dict[str, list[dict[str, str]]], folder: Path) -> Path:
    """The region as a folder of CSV files."""
    folder.mkdir(exist_ok=True)
    for name, found in rows.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as lines:
            writer = csv.DictWriter(lines, COLUMNS[name].split(), delimiter=",", lineterminator="\n")
            writer.writeheader()
            writer.writerows(found)
    return folder
