"""Days that need other days: care in kind a contract, a placement a place that is there and in use."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from portal.periods import FOREVER
from trajectories.models import Funding
from trajectories.regionfile.overlaps import has_days, until
from trajectories.regionfile.problems import Problems
from trajectories.regionfile.tables import STORED, Delivery, Key, Row

CONTRACT = ("aanbieder", "zorgvorm")


def first_gap(periods: Iterable[Row], start: date, end: date) -> date | None:
    """The first day of `[start, end)` that no period covers, or None; the periods come in order of first day."""
    reached = start
    for period in periods:
        first = period.day("vanaf")
        if first is None or first > reached:
            break
        reached = max(reached, until(period))
    return reached if reached < end else None


@dataclass
class Contracts:
    """The contracts as they will stand, per provider and care form, in order of first day.

    `unsure`: pairs with a contract that could not be read, so that nobody can say what it covers.
    """

    by_pair: dict[Key, list[Row]] = field(default_factory=lambda: defaultdict(list))
    unsure: set[Key] = field(default_factory=set)
    is_whole: bool = True


def contracts_of(delivery: Delivery) -> Contracts:
    """Gather the contracts of a delivery and of what is loaded."""
    contracts = Contracts(is_whole=delivery.is_whole("contracten"))
    for row in delivery.merged("contracten"):
        if has_days(row):
            contracts.by_pair[row.key(*CONTRACT)].append(row)
    for row in delivery.rows("contracten"):
        if not row.knows(*CONTRACT):
            contracts.is_whole = False
        elif not has_days(row):
            contracts.unsure.add(row.key(*CONTRACT))
    for rows in contracts.by_pair.values():
        rows.sort(key=lambda row: row.day("vanaf") or FOREVER)
    return contracts


def check_care_in_kind(delivery: Delivery, problems: Problems, *, today: date) -> None:
    """Report care in kind with a day, up to and including `today`, outside every contract.

    Care that is only loaded is reported at the changed contract that leaves it uncovered.
    """
    contracts = contracts_of(delivery)
    if not contracts.is_whole:
        return
    changed = {row.key(*CONTRACT): row for row, _old in delivery.changed("contracten") if has_days(row)}
    for care in _care_in_kind(delivery):
        pair, start = care.key(*CONTRACT), care.day("vanaf")
        assert start is not None
        gap = first_gap(contracts.by_pair.get(pair, ()), start, min(until(care), today + timedelta(days=1)))
        if gap is None or pair in contracts.unsure:
            continue
        if care.number != STORED:
            _report_care(care, gap, problems)
        elif pair in changed:
            _report_contract(changed[pair], care, gap, problems)


def _care_in_kind(delivery: Delivery) -> Iterator[Row]:
    for row in delivery.merged("zorgperioden"):
        if row.word("financiering") == Funding.IN_KIND and all(map(row.word, CONTRACT)) and has_days(row):
            yield row


def _report_care(care: Row, gap: date, problems: Problems) -> None:
    sentence = (
        f"Op {gap} heeft deze aanbieder geen contract voor deze zorgvorm."
        " Pas de zorgperiode of het contract aan, of kies PGB."
    )
    value = str(care.day("vanaf"))
    problems.add(sentence, file="zorgperioden.csv", row=care.number, column="vanaf", value=value)


def _report_contract(contract: Row, care: Row, gap: date, problems: Problems) -> None:
    sentence = (
        f"Zorgperiode {care.word('code')} is al geladen en valt op {gap} dan buiten elk contract."
        " Pas het contract aan, of lever ook de zorgperiode aan."
    )
    value = str(contract.day("vanaf"))
    problems.add(sentence, file="contracten.csv", row=contract.number, column="vanaf", value=value)


def warn_of_contracts(delivery: Delivery, warnings: Problems, *, today: date) -> None:
    """Warn of each contract that ends while care in kind goes on after it."""
    contracts = contracts_of(delivery)
    ending: Counter[tuple[Key, int]] = Counter()
    for care in _care_in_kind(delivery):
        pair, start = care.key(*CONTRACT), care.day("vanaf")
        assert start is not None
        gap = first_gap(contracts.by_pair.get(pair, ()), start, until(care))
        last = [row for row in contracts.by_pair.get(pair, ()) if gap and until(row) <= gap]
        is_delivered = care.number != STORED or (last and last[-1].number != STORED)
        if gap and gap > today and last and is_delivered:
            ending[pair, contracts.by_pair[pair].index(last[-1])] += 1
    for (pair, place), count in ending.items():
        _warn_of_contract(contracts.by_pair[pair][place], count, warnings)


def _warn_of_contract(contract: Row, count: int, warnings: Problems) -> None:
    goes_on = "1 zorgperiode loopt" if count == 1 else f"{count} zorgperioden lopen"
    sentence = f"Dit contract eindigt, maar {goes_on} door. Verleng het contract of beëindig de zorg op tijd."
    if contract.number == STORED:
        pair = " ".join(map(contract.word, CONTRACT))
        warnings.add(f"Het geladen contract {pair} vanaf {contract.day('vanaf')}: {sentence}")
        return
    value = str(contract.day("tot") or "")
    warnings.add(sentence, file="contracten.csv", row=contract.number, column="tot", value=value)


def warn_of_places(delivery: Delivery, warnings: Problems) -> None:
    """Warn of each placement on a day on which the place has no period, or is out of use."""
    periods, out_of_use = _per_place(delivery, "plekperioden"), _per_place(delivery, "buitengebruik")
    touched = {row.word("plek") for name in ("plekperioden", "buitengebruik") for row in delivery.rows(name)}
    for stay in delivery.merged("verblijven"):
        start, place = stay.day("vanaf"), stay.word("plek")
        if start is None or not place or (stay.number == STORED and place not in touched):
            continue
        gap = first_gap(periods.get(place, ()), start, until(stay))
        if gap is not None:
            _warn_of_stay(stay, f"Op {gap} bestaat deze plek niet (geen plekperiode).", warnings)
        for out in out_of_use.get(place, ()):
            if start < until(out) and (out.day("vanaf") or FOREVER) < until(stay):
                _warn_of_stay(stay, f"Vanaf {out.day('vanaf')} is deze plek buiten gebruik.", warnings)
                break


def _per_place(delivery: Delivery, name: str) -> dict[str, list[Row]]:
    places: dict[str, list[Row]] = defaultdict(list)
    for row in sorted(delivery.merged(name), key=lambda row: row.day("vanaf") or FOREVER):
        places[row.word("plek")].append(row)
    return places


def _warn_of_stay(stay: Row, sentence: str, warnings: Problems) -> None:
    if stay.number == STORED:
        warnings.add(f"Het geladen verblijf {stay.word('code')}: {sentence}")
        return
    value = str(stay.day("vanaf"))
    warnings.add(f"{sentence} Klopt dit?", file="verblijven.csv", row=stay.number, column="vanaf", value=value)
