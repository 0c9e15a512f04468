"""What there is in the neighbourhoods of the demo; invented."""

from datetime import date, timedelta

from placements.models import Location
from portal.models import Client, Region, Role, User
from trajectories.models import Activity, ActivityKind, CareEpisode, Referral
from trajectories.needs import towns_in

OFFER = (
    (ActivityKind.CENTRE, "Zelfregiecentrum De Brug (fictief)", "Koffie, een luisterend oor en cursussen.", True),
    (ActivityKind.COURSE, "Herstelwerkgroep (fictief)", "Tien avonden over wat u helpt, met anderen.", True),
    (
        ActivityKind.DAYTIME,
        "Fietsenmakerij De Ketting (fictief)",
        "Fietsen opknappen, twee ochtenden.",
        False,
    ),
    (ActivityKind.MEETING, "Samen aan tafel (fictief)", "Elke donderdag koken en eten met de buurt.", False),
    (ActivityKind.GROUP, "Steungroep voor naasten (fictief)", "Elke eerste maandag van de maand.", True),
)


AROUND = (
    ("Moestuin achter het huis", "Bewoners en buren houden samen de tuin bij.", "Zaterdag vanaf 10 uur"),
    ("Straatfeest in de zomer", "De hele straat kookt. De corporatie en de wijkagent komen langs.", ""),
    ("Buurmaatjes", "Een nieuwe bewoner krijgt een buur die de weg wijst.", ""),
)
"""What began around a house, once in each region."""


def list_the_neighbourhood(region: Region, *, on: date) -> None:
    """Two or three things in every municipality, and a few people who go there."""
    keeper = User.objects.filter(role=Role.COORDINATOR, organisation__region=region).order_by("pk")[0]
    rows = [
        Activity(
            region=region,
            municipality_id=town,
            kind=kind,
            name=name,
            what=what,
            where="In het buurthuis",
            when="Op werkdagen" if kind == ActivityKind.CENTRE else "",
            contact="Loop binnen, of bel het buurthuis",
            is_run_by_peers=by_peers,
            starts_on=on - timedelta(days=300),
            kept_by=keeper,
        )
        for number, town in enumerate(towns_in(region.pk, on=on))
        for kind, name, what, by_peers in (OFFER[number % 5], OFFER[(number + 2) % 5])
    ]
    made = Activity.objects.bulk_create(rows)
    Activity.objects.bulk_create(_around_houses(region, keeper, on))
    people = Client.objects.filter(care_episodes__in=CareEpisode.objects.filter(region=region).covering(on))
    Referral.objects.bulk_create(
        Referral(client=client, activity=activity, starts_on=on - timedelta(days=40), agreed_by=keeper)
        for client, activity in zip(people.order_by("code"), made, strict=False)
    )


def _around_houses(region: Region, keeper: User, on: date) -> list[Activity]:
    """A few initiatives of residents and neighbours, each around a house of its own."""
    houses = Location.objects.filter(region=region).order_by("code")[: len(AROUND)]
    return [
        Activity(
            region=region,
            municipality_id=house.municipality_id,
            location=house,
            kind=ActivityKind.INITIATIVE,
            name=f"{name} (fictief)",
            what=what,
            when=when,
            contact="Bel het nummer voor de buurt van deze locatie",
            starts_on=on - timedelta(days=200),
            kept_by=keeper,
        )
        for house, (name, what, when) in zip(houses, AROUND, strict=False)
    ]
