"""A made-up region with eight quarters of figures, small numbers among them, to compose and print."""

from dataclasses import replace
from datetime import date

from reporting.figures.cells import Cell
from reporting.quarter import Quarter
from reporting.report import Confirmed, Earlier, Edition

FORMS = {
    "BW_HOOG": "Beschermd wonen hoog",
    "BW_MIDDEN": "Beschermd wonen midden",
    "BESCHUT": "Beschut wonen",
    "BT": "Beschermd Thuis",
    "OT": "Ondersteuning Thuis",
}
TOWNS = {
    "0034": "Almere",
    "0995": "Lelystad",
    "0303": "Dronten",
    "0171": "Noordoostpolder",
    "0184": "Urk",
    "0050": "Zeewolde",
}
STOCK = {"BW_HOOG": 143, "BW_MIDDEN": 178, "BESCHUT": 41, "BT": 46, "OT": 397}
PLACES = {"BW_HOOG": 150, "BW_MIDDEN": 190, "BESCHUT": 48, "BT": 61}
SPREAD = {"0034": 0.52, "0995": 0.25, "0303": 0.08, "0171": 0.09, "0184": 0.02, "0050": 0.04}
THIRD_QUARTER = Quarter(2026, 3)


def cell(code, value, n=None, **dimensions):
    """A cell as publication leaves it: counts below ten, and what rests on less than ten, are hidden."""
    n = value if n is None else n
    hidden = 0 < n < 10
    return Cell(code, tuple(sorted(dimensions.items())), None if hidden else value, None if hidden else n, hidden)


def cells(step=0):
    """The figures of one quarter; `step` quarters before the last one."""
    return (*_reach(step), *_access(step), *_waiting(step), *_capacity(step))


def edition(**changes):
    quarters = [THIRD_QUARTER]
    for _ in range(7):
        quarters.insert(0, quarters[0].previous)
    earlier = tuple(Earlier(quarter, cells(7 - at)) for at, quarter in enumerate(quarters[:-1]))
    whole = Edition(
        region_code="FLEVOLAND",
        region_name="Flevoland",
        quarter=THIRD_QUARTER,
        as_of=date(2026, 10, 5),
        drawn_up_on=date(2026, 10, 5),
        cells=cells(),
        earlier=earlier,
        names=FORMS | TOWNS,
        confirmed=Confirmed(providers=6, stale=1),
    )
    return replace(whole, **changes)


def _reach(step):
    yield cell("A1", 412 - 3 * step)
    for form, people in STOCK.items():
        yield cell("A1", people - step, zorgvorm=form)
        for town, share in SPREAD.items():
            if round(people * share) > 1:
                yield cell("A1", round(people * share), zorgvorm=form, gemeente=town)
    yield cell("A2", 31 + (step * 7) % 5)
    yield cell("A4", 28 - (step * 3) % 4)


def _access(step):
    yield cell("B1", 48 + (step * 5) % 7)
    yield cell("B2", 0.8085 - 0.011 * (step % 3), 47)
    yield cell("B3", 0.875, 40)
    yield cell("B4", 0.7895 + 0.02 * (step % 4), 38)


def _waiting(step):
    yield cell("C1", 121 - 2 * step)
    yield cell("C2", 87 + (step * 5) % 9)
    for form, people in {"BW_HOOG": 20, "BW_MIDDEN": 33, "BESCHUT": 24, "BT": 12}.items():
        yield cell("C1", people + 8, zorgvorm=form)
        yield cell("C2", people, zorgvorm=form)
    for status, entries in {"URGENT": 14, "ACTIEF": 81, "VOORKEUR": 17, "VOORZORG": 9}.items():
        yield cell("C1", entries, status=status)
    for measure, days in {"MEDIAAN": 112.0, "P90": 336.4}.items():
        yield cell("C4", days, 33, maat=measure)
        yield cell("C4", days + 20, 14, maat=measure, zorgvorm="BW_MIDDEN")
        yield cell("C4", days - 40, 6, maat=measure, zorgvorm="BT")


def _capacity(step):
    rates = {"GECONTRACTEERD": 1.02, "GEREALISEERD": 1.0, "BRUIKBAAR": 0.97, "BEZET": 0.93}
    for kind, rate in rates.items():
        yield cell("D1", round(rate * sum(PLACES.values())), soort=kind)
        for form, places in PLACES.items():
            yield cell("D1", round(rate * places), soort=kind, zorgvorm=form)
        for town, share in SPREAD.items():
            if kind != "GECONTRACTEERD":
                yield cell("D1", round(rate * share * sum(PLACES.values())), soort=kind, gemeente=town)
    yield cell("D2", 0.9621 - 0.004 * (step % 5), 40112)
    for form in PLACES:
        yield cell("D2", 0.9534, 9000, zorgvorm=form)
