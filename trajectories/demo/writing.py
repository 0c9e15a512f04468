"""Writes a region as a regiobestand: a CSV file per kind of row, ISO dates, ja and nee, empty for not known."""

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from math import ceil
from pathlib import Path

from trajectories.demo.catalogue import Form, Organisation
from trajectories.demo.rows import Place, Review
from trajectories.demo.world import World

Row = Iterable[object]
FIRST_CONTRACT = date(2015, 1, 1)
INDEXATION = {2016: 3.0, 2017: 3.1, 2018: 3.4, 2019: 3.6, 2020: 3.3, 2021: 3.0, 2022: 3.8, 2023: 5.6, 2024: 5.9,
              2025: 4.4, 2026: 4.1}  # fmt: skip
TARIFF_YEAR = 2025
HEADERS = {
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


def write(world: World, reviews: list[Review], folder: Path) -> None:
    """One file per kind of row, the folder made if need be; what was there is overwritten."""
    folder.mkdir(parents=True, exist_ok=True)
    tables = {**_organisation_tables(world), **_place_tables(world), **_client_tables(world, reviews)}
    for name, header in HEADERS.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(header.split())
            writer.writerows([_cell(value) for value in row] for row in tables[name])


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return value.isoformat() if isinstance(value, date) else str(value)


def _organisation_tables(world: World) -> dict[str, Iterable[Row]]:
    region = world.region
    return {
        "regio": [(region.code, region.name, region.centre)],
        "gemeenten": _memberships(world),
        "zorgvormen": [
            (form.code, form.name, form.chain, form.heavy, form.around_clock, form.since, None)
            for form in region.forms
        ],
        "aanbieders": [(provider.code, provider.name, provider.agb) for provider in region.providers],
        "corporaties": [(landlord.code, landlord.name) for landlord in region.landlords],
        "contracten": [row for provider in region.providers for row in _contracts(world, provider)],
    }


def _memberships(world: World) -> Iterator[Row]:
    for town in world.region.municipalities:
        yield town.code, FIRST_CONTRACT, town.newcomers_until, True
        if town.newcomers_until:
            yield town.code, town.newcomers_until, None, False


def _contracts(world: World, provider: Organisation) -> Iterator[Row]:
    """A row a year with that year's tariff; the last one stays open unless the contract ends."""
    for form in [world.region.form(code) for code in provider.forms]:
        end = world.region.contract_ends.get((provider.code, form.code))
        last_year = min(world.today.year, end.year if end else world.today.year)
        for year in range(max(FIRST_CONTRACT, form.since).year, last_year + 1):
            starts_on = max(date(year, 1, 1), form.since)
            ends_on = end if year == last_year else date(year + 1, 1, 1)
            places = _number_of_places(world, provider=provider.code, form=form.code, year=year)
            yield provider.code, form.code, starts_on, ends_on, places, _tariff(world, provider, form, year)


def _number_of_places(world: World, *, provider: str, form: str, year: int) -> int:
    """What was realised at the end of the year, or is today, and a little room."""
    day = min(date(year, 12, 31), world.today)
    here = [place for place in world.places if place.location.provider == provider]
    return ceil(
        1.03 * sum(1 for place in here for period in place.periods if period.what == form and period.covers(day))
    )


def _tariff(world: World, provider: Organisation, form: Form, year: int) -> str:
    """Euros a day: the tariff of 2025, a little more or less per provider, indexed once a year."""
    rank = [other.code for other in world.region.providers].index(provider.code)
    tariff = form.tariff * (1 + 0.012 * (rank - 2))
    for later in range(year + 1, TARIFF_YEAR + 1):
        tariff /= 1 + INDEXATION[later] / 100
    for earlier in range(TARIFF_YEAR + 1, year + 1):
        tariff *= 1 + INDEXATION.get(earlier, 4.0) / 100
    return f"{tariff:.2f}"


def _place_tables(world: World) -> dict[str, Iterable[Row]]:
    return {
        "locaties": _locations(world),
        "plekken": [(place.code, place.location.code, " ".join(place.features)) for place in world.places],
        "plekperioden": [
            (place.code, period.what, period.starts_on, period.ends_on)
            for place in world.places
            for period in place.periods
        ],
        "buitengebruik": [row for place in world.places for row in _outages(place)],
        "planregels": [
            (
                world.codes.new("R"), line.kind, line.form, line.to_form, line.municipality, line.count,
                line.planned_on, line.note,
            )
            for line in world.region.plan
        ],
    }  # fmt: skip


def _locations(world: World) -> Iterator[Row]:
    for location in world.locations:
        town = world.region.municipality(location.municipality).name
        yield (
            location.code, location.provider, location.landlord, f"{location.name} (fictief)",
            location.municipality, location.street, location.number, "9999 XX", town,
            location.district, location.living, location.youth, location.clustered,
        )  # fmt: skip


def _outages(place: Place) -> Iterator[Row]:
    for outage in place.outages:
        yield place.code, outage.starts_on, outage.ends_on, outage.what


def _client_tables(world: World, reviews: list[Review]) -> dict[str, Iterable[Row]]:
    return {
        "clienten": [
            (person.code, person.given, person.family, person.born_on, person.origin, person.via_youth_care)
            for person in world.people
        ],
        "meldingen": _meldingen(world),
        "opschortingen": _suspensions(world),
        "wachtlijst": _waiting(world),
        "wachtpauzes": [
            (entry.code, pause.starts_on, pause.ends_on) for entry in world.entries for pause in entry.pauses
        ],
        "zorgperioden": _care(world),
        "verblijven": _dwellings(world),
        "uitstroomklaar": [
            (ready.client.code, ready.starts_on, ready.ends_on, ready.wants) for ready in world.readiness
        ],
        "evaluaties": [
            (review.client.code, review.planned_on, review.held_on, review.mark, *review.points)
            for review in reviews
        ],
    }


def _meldingen(world: World) -> Iterator[Row]:
    """A day after today is not known yet, and what it would say neither."""

    def known(day: date | None) -> date | None:
        return day if day and day <= world.today else None

    for melding in world.notifications:
        done = known(melding.decided_on) or known(melding.closed_on)
        granted = done and melding.outcome == "TOEGEKEND"
        yield (
            melding.code, melding.client.code, melding.municipality, melding.reported_on, melding.is_urgent,
            melding.is_early, known(melding.report_on), known(melding.applied_on), known(melding.decided_on),
            known(melding.closed_on), melding.outcome if done else "", melding.form if done else "",
            melding.valid_from if granted else None, melding.valid_to if granted else None,
        )  # fmt: skip


def _suspensions(world: World) -> Iterator[Row]:
    for melding in world.notifications:
        for span in melding.suspensions:
            if span.starts_on <= world.today:
                ended = span.ends_on if span.ends_on and span.ends_on <= world.today else None
                yield melding.code, span.starts_on, ended, span.what


def _waiting(world: World) -> Iterator[Row]:
    for entry in world.entries:
        yield (
            entry.code, entry.client.code, entry.form, entry.status, entry.since, entry.out_on, entry.out_reason,
            entry.bridging,
        )  # fmt: skip


def _care(world: World) -> Iterator[Row]:
    for care in world.cares:
        yield (
            care.code, care.client.code, care.form, care.provider, care.starts_on, care.ends_on, care.end_reason,
            care.funding, care.payer,
        )  # fmt: skip


def _dwellings(world: World) -> Iterator[Row]:
    for dwelling in world.dwellings:
        yield (
            dwelling.code, dwelling.client.code, dwelling.place.code if dwelling.place else "",
            dwelling.municipality, dwelling.tenure, dwelling.starts_on, dwelling.ends_on,
            dwelling.reason, dwelling.wanted,
        )  # fmt: skip
