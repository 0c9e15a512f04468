"""The lists that policy officers and project leaders may take along, each as the page shows it on a day."""

from collections.abc import Callable, Iterator
from datetime import date

from placements.models import Contract, Location
from placements.occupancy import LocationNow, locations_now
from portal.models import Region, User
from portal.sheets import Column, Sheet, Value
from portal.templatetags.dutch import dag
from reporting.fairness import fairness
from reporting.missing import missing_places
from reporting.plan.goals import goals, needs
from reporting.plan.homes import year_of, years_of
from reporting.plan.overview import Row, overview
from reporting.plan.towns import towns
from trajectories.vacancy import reserved_in

type List = Callable[[User, Region, date], Sheet]


def list_of(name: str, user: User, *, on: date) -> Sheet | None:
    """One of `LISTS` as it is on a day; None for a name that is none of them."""
    if name not in LISTS:
        return None
    assert user.region is not None, "who takes a list along works in a region"
    return LISTS[name](user, user.region, on)


def _sheet(
    name: str, columns: dict[str, str], rows: Iterator[tuple[Value, ...]], region: Region, says: str
) -> Sheet:
    about = (("regio", region.name), ("stand", says))
    return Sheet(name, tuple(Column(*pair) for pair in columns.items()), rows, about)


def _plan(user: User, region: Region, on: date) -> Sheet:
    columns = {
        "soort": "Opbouw, ombouw of afbouw",
        "zorgvorm": "Van welke zorgvorm",
        "naar_zorgvorm": "Naar welke zorgvorm, bij ombouw",
        "gemeente": "Waar",
        "aanbieder": "Wie het uitvoert, als dat bekend is",
        "plekken": "Hoeveel plekken volgens de afspraak",
        "klaar": "Hoeveel daarvan er zijn, geteld uit de plekken zelf",
        "gepland_op": "Wanneer het klaar moet zijn",
        "stand": "Hoe de afspraak ervoor staat op de dag van de stand",
        "dagen_te_laat": "Dagen sinds het klaar had moeten zijn",
        "reden": "Waarom het anders gaat, zoals het laatst is gezegd",
        "actie": "Wat er als eerste moet gebeuren",
        "actie_van": "Wie dat doet",
        "actie_voor": "Uiterlijk op",
    }
    return _sheet("plan", columns, map(_planned, overview(user, on=on).rows), region, f"op {dag(on)}")


def _planned(row: Row) -> tuple[Value, ...]:
    line, action = row.line, row.action
    return (
        line.get_kind_display(),
        line.care_form.name,
        line.to_care_form.name if line.to_care_form else None,
        line.municipality.name,
        line.provider.name if line.provider else None,
        line.places,
        row.progress.realised,
        line.planned_on,
        row.progress.state.label,
        row.progress.days_late,
        row.reason.reason if row.reason else None,
        action.what if action else None,
        action.owner if action else None,
        action.due_on if action else None,
    )


def _goals(user: User, region: Region, on: date) -> Sheet:
    columns = {
        "jaar": "Het doel geldt aan het eind van dit jaar",
        "zorgvorm": "Van welke zorgvorm",
        "gemeente": "Waar; leeg is de hele regio",
        "doel": "Hoeveel plekken er moeten zijn",
        "aanwezig": "Hoeveel er zijn, of waren aan het eind van dat jaar; leeg als het jaar nog komt",
    }
    rows = (
        (goal.year, goal.care_form.name, _name(goal.municipality), goal.now.places, goal.realised)
        for goal in goals(region, on=on)
    )
    return _sheet("doelen", columns, rows, region, f"op {dag(on)}")


def _needs(user: User, region: Region, on: date) -> Sheet:
    columns = {
        "zorgvorm": "Van welke zorgvorm",
        "aanwezig": "Hoeveel plekken er zijn",
        "nodig": "Hoeveel er nodig zijn volgens de laatste raming; leeg als er geen is",
        "geraamd_op": "Wanneer dat is geraamd",
    }
    rows = (
        (
            need.care_form.name,
            need.present,
            need.latest.places if need.latest else None,
            need.latest.made_on if need.latest else None,
        )
        for need in needs(region, on=on)
    )
    return _sheet("behoefte", columns, rows, region, f"op {dag(on)}")


def _towns(user: User, region: Region, on: date) -> Sheet:
    columns = {
        "gemeente": "Gemeente van de regio",
        "beschermd_thuis": "Of er Beschermd Thuis is: plekken, of iemand met zorg in een eigen woning",
        "plekken": "Bruikbare plekken in zorgvormen die niet zwaar zijn",
    }
    rows = ((town.municipality.name, town.is_covered, town.places) for town in towns(region, on=on))
    return _sheet("gemeenten", columns, rows, region, f"op {dag(on)}")


def _homes(user: User, region: Region, on: date) -> Sheet:
    columns = {
        "jaar": "Van welk jaar de afspraak is",
        "gemeente": "In welke gemeente",
        "corporatie": "Met welke corporatie; leeg is alle samen",
        "beloofd": "Hoeveel woningen zijn afgesproken; leeg als er niets is afgesproken",
        "geleverd": "Hoeveel mensen de sleutel kregen",
    }
    rows = (
        (year, promise.municipality.name, _name(promise.association), promise.agreed, promise.delivered)
        for year in years_of(user, on=on)
        for promise in year_of(user, year, on=on).rows
    )
    return _sheet("woningen", columns, rows, region, f"op {dag(on)}")


def _missing(user: User, region: Region, on: date) -> Sheet:
    found = missing_places(region, on=on)
    columns = {
        "zorgvorm": "De zorg waarvoor geen plek is gevonden",
        "gemeente": "Waar de laatste melding is gedaan",
        "inschrijvingen": f"Hoeveel inschrijvingen; leeg is minder dan {found.smallest}, of zo uit te rekenen",
    }
    rows = (
        (form, series.name, _whole(series.values[at]))
        for at, form in enumerate(found.chart.labels if found.chart else ())
        for series in (found.chart.series if found.chart else ())
    )
    return _sheet("ontbrekende plekken", columns, rows, region, f"{dag(found.since)} t/m {dag(found.until)}")


def _fair(user: User, region: Region, on: date) -> Sheet:
    found = fairness(region, on=on)
    columns = {
        "naar": "Waarnaar is uitgesplitst",
        "groep": "De groep",
        "wachtten": f"Inschrijvingen; leeg is overal minder dan {found.smallest}, of zo uit te rekenen",
        "geplaatst": "Hoeveel daarvan een plek kregen",
        "dagen": "Hoe lang wie een plek kreeg, had gewacht: de middelste waarde",
        "voorgesteld": "Hoeveel voorstellen er waren",
        "lager": "Voorstellen waarbij iemand anders eerder aan de beurt was",
        "overgeslagen": "Hoe vaak iemand van deze groep eerder aan de beurt was, en een ander koos",
    }
    rows = (
        (split.name, row.name, row.waited, row.placed, row.median_days, row.proposed, row.lower, row.passed)
        for split in found.splits
        for row in split.rows
    )
    return _sheet("eerlijk verdelen", columns, rows, region, f"{dag(found.since)} t/m {dag(found.until)}")


def _locations(user: User, region: Region, on: date) -> Sheet:
    columns = {
        "locatie": "Naam",
        "aanbieder": "Wie er zorg geeft",
        "gemeente": "Waar",
        "plekken": "Plekken die in gebruik zijn",
        "bruikbaar": "Daarvan niet buiten gebruik",
        "bezet": "Daarvan bewoond",
        "gereserveerd": "Daarvan gereserveerd voor een voorstel",
        "vrij": "Daarvan vrij",
        "buiten_gebruik": "Plekken die tijdelijk niet bruikbaar zijn",
    }
    mine = Location.objects.visible_to(user)
    rows = map(_now, locations_now(mine, on=on, reserved=reserved_in(region)))
    return _sheet("locaties", columns, rows, region, f"op {dag(on)}")


def _now(row: LocationNow) -> tuple[Value, ...]:
    here, counts = row.location, row.counts
    return (
        here.name,
        here.provider.name,
        here.municipality.name,
        counts.realised,
        counts.usable,
        counts.taken,
        counts.reserved,
        counts.free,
        counts.out_of_use,
    )


def _contracts(user: User, region: Region, on: date) -> Sheet:
    columns = {
        "aanbieder": "Met wie",
        "zorgvorm": "Voor welke zorg",
        "plekken": "Hoeveel plekken",
        "dagtarief": "Wat een dag kost, in euro’s",
        "vanaf": "Eerste dag",
        "tot_en_met": "Laatste dag; leeg als het doorloopt",
    }
    valid = Contract.objects.visible_to(user).filter(care_form__region=region).covering(on)
    valid = valid.select_related("provider", "care_form").order_by("provider__name", "care_form__name")
    rows = (
        (row.provider.name, row.care_form.name, row.places, row.day_rate, row.starts_on, row.last_day)
        for row in valid.iterator()
    )
    return _sheet("contracten", columns, rows, region, f"op {dag(on)}")


def _name(thing: object | None) -> str | None:
    return None if thing is None else str(thing)


def _whole(number: float | None) -> int | None:
    return None if number is None else round(number)


LISTS: dict[str, List] = {
    "plan": _plan,
    "doelen": _goals,
    "behoefte": _needs,
    "gemeenten": _towns,
    "woningen": _homes,
    "ontbrekende-plekken": _missing,
    "eerlijk-verdelen": _fair,
    "locaties": _locations,
    "contracten": _contracts,
}
"""Every list by its word in an address."""
