"""People who live on a place on a day it would not exist: said per place, never who it is."""

from trajectories.regionfile.coverage import first_gap, per_place
from trajectories.regionfile.overlaps import until
from trajectories.regionfile.problems import Problems
from trajectories.regionfile.tables import Delivery


def warn_of_homes(delivery: Delivery, warnings: Problems) -> None:
    """Warn of each delivered place on which somebody lives on a day without a period of that place."""
    periods = per_place(delivery, "plekperioden")
    touched = {row.word("plek"): row for row in delivery.rows("plekperioden")}
    for stay in delivery.merged("verblijven"):
        place, start = stay.word("plek"), stay.day("vanaf")
        if place not in touched or start is None:
            continue
        gap = first_gap(periods.get(place, ()), start, until(stay))
        if gap is not None:
            sentence = f"Op {gap} woont er iemand op plek {place}, en dan bestaat de plek niet. Klopt dit?"
            delivery.tables["plekperioden"].report(touched[place], "plek", sentence, warnings)
