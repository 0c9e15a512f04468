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
        if not row.knows(*CONTRACT) or not _exists(delivery, row):
            contracts.is_whole = False
        elif not has_days(row):
            contracts.unsure.add(row.key(*CONTRACT))
    for rows in contracts.by_pair.values():
        rows.sort(key=lambda row: row.day("vanaf") or FOREVER)
    return contracts


def check_care_in_kind(delivery: Delivery, problems: Problems, *, today: date, names_care: bool = True) -> None:
    """Report care in kind with a day, up to and including `today`, outside every contract.

    Care that is only loaded is reported at the changed contract that leaves it uncovered; by its code when
    `names_care`.
    """
    contracts = contracts_of(delivery)
    if not contracts.is_whole:
        return
    changed = {row.key(*CONTRACT): row for row, _old in delivery.changed("contracten") if has_days(row)}
    for care in _care_in_kind(delivery):
        pair, start = care.key(*CONTRACT), care.day("vanaf")
        assert start is not None
        gap = first_gap(contracts.by_pair.get(pair, ()), start, min(until(care), today + timedelta(days=1)))
        if gap is None or pair in contracts.unsure or not _exists(delivery, care):
            continue
        if care.number != STORED:
            delivery.tables["zorgperioden"].report(care, "vanaf", _no_contract(gap), problems)
        elif pair in changed:
            sentence = _left_out(care, gap, names_care=names_care)
            delivery.tables["contracten"].report(changed[pair], "vanaf", sentence, problems)


def _care_in_kind(delivery: Delivery) -> Iterator[Row]:
    for row in delivery.merged("zorgperioden"):
        if row.word("financiering") == Funding.IN_KIND and all(map(row.word, CONTRACT)) and has_days(row):
            yield row


def _exists(delivery: Delivery, row: Row) -> bool:
    """Whether provider and care form are known; a code that is not has been reported as such."""
    provider, form = map(row.word, CONTRACT)
    return delivery.knows_code("aanbieders", provider) and delivery.knows_code("zorgvormen", form)


def _no_contract(gap: date) -> str:
    return (
        f"Op {gap} heeft deze aanbieder geen contract voor deze zorgvorm."
        " Pas de zorgperiode of het contract aan, of kies PGB."
    )


def _left_out(care: Row, gap: date, *, names_care: bool) -> str:
    if not names_care:
        return f"Er is zorg in natura die op {gap} dan buiten elk contract valt. Pas het contract aan."
    return (
        f"Zorgperiode {care.word('code')} is al geladen en valt op {gap} dan buiten elk contract."
        " Pas het contract aan, of lever ook de zorgperiode aan."
    )


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
        _warn_of_contract(delivery, contracts.by_pair[pair][place], count, warnings)


def _warn_of_contract(delivery: Delivery, contract: Row, count: int, warnings: Problems) -> None:
    goes_on = "1 zorgperiode loopt" if count == 1 else f"{count} zorgperioden lopen"
    sentence = f"Dit contract eindigt, maar {goes_on} door. Verleng het contract of beëindig de zorg op tijd."
    if contract.number == STORED:
        pair = " ".join(map(contract.word, CONTRACT))
        warnings.add(f"Het geladen contract {pair} vanaf {contract.day('vanaf')}: {sentence}")
        return
    delivery.tables["contracten"].report(contract, "tot", sentence, warnings)


def warn_of_places(delivery: Delivery, warnings: Problems) -> None:
    """Warn of each placement on a day on which the place has no period, or is out of use."""
    periods, out_of_use = per_place(delivery, "plekperioden"), per_place(delivery, "buitengebruik")
    touched = {row.word("plek") for name in ("plekperioden", "buitengebruik") for row in delivery.rows(name)}
    for stay in delivery.merged("verblijven"):
        start, place = stay.day("vanaf"), stay.word("plek")
        if start is None or not place or (stay.number == STORED and place not in touched):
            continue
        gap = first_gap(periods.get(place, ()), start, until(stay))
        if gap is not None:
            _warn_of_stay(delivery, stay, f"Op {gap} bestaat deze plek niet (geen plekperiode).", warnings)
        for out in out_of_use.get(place, ()):
            if start < until(out) and (out.day("vanaf") or FOREVER) < until(stay):
                _warn_of_stay(delivery, stay, f"Vanaf {out.day('vanaf')} is deze plek buiten gebruik.", warnings)
                break


def per_place(delivery: Delivery, name: str) -> dict[str, list[Row]]:
    """The rows of a file about places as they will stand, per place, in order of first day."""
    places: dict[str, list[Row]] = defaultdict(list)
    for row in sorted(delivery.merged(name), key=lambda row: row.day("vanaf") or FOREVER):
        places[row.word("plek")].append(row)
    return places


def _warn_of_stay(delivery: Delivery, stay: Row, sentence: str, warnings: Problems) -> None:
    if stay.number == STORED:
        warnings.add(f"Het geladen verblijf {stay.word('code')}: {sentence}")
        return
    delivery.tables["verblijven"].report(stay, "vanaf", f"{sentence} Klopt dit?", warnings)
