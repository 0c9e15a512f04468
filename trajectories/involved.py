"""Who is involved with a client and how to reach them, as far as the reader may know."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from placements.models import HousingEpisode
from portal.models import Client, Organisation, OrganisationKind, User
from trajectories.forms.parts.person import REPRESENTATIVES
from trajectories.handing_over import holder_of
from trajectories.models import CareEpisode, InvestigationPart, Notification, PartKind
from trajectories.naming import how_to_reach

ABOUT_THE_HOME = "Alleen over de woning. Zeg niets over de zorg."


@dataclass(frozen=True, slots=True)
class Involved:
    """Somebody who is involved: as what, who, and how to reach them; empty where nobody wrote it down."""

    role: str
    name: str
    phone: str = ""
    mail: str = ""
    note: str = ""


def organisations_around(
    client: Client, *, home: HousingEpisode | None, care: CareEpisode | None, melding: Notification | None
) -> Iterator[Involved]:
    """Who is responsible, who guides, who lets the dwelling; nothing in it that a provider may not know.

    `melding` is the last one that the reader may see: without it the wijkteam is that of who pays.
    """
    if responsible := _responsible(client, care, melding):
        yield _reached("Verantwoordelijk" if melding else "Wijkteam", responsible)
    if care and care.provider:
        yield _reached("Geeft de zorg", care.provider)
    if home and home.place and home.place.location.provider != (care and care.provider):
        yield _reached("Verhuurt de plek", home.place.location.provider)
    if association := _association(client, home):
        yield _reached("Woningcorporatie", association, note=ABOUT_THE_HOME)


def people_around(client: Client, *, reader: User) -> Iterator[Involved]:
    """The client, who acts for the client, and who stands beside; for those who decide."""
    reach = how_to_reach(client)
    if reach:
        yield Involved("Cliënt", str(client), reach.get("Telefoon", ""), reach.get("E-mail", ""))
    if represented := _representative(client, reader):
        yield represented
    for person in client.contact_persons.present():
        name = f"{person.name}, {person.relation}" if person.relation else person.name
        may_call = "" if person.may_call else "Niet bellen."
        phone = person.phone if person.may_call else ""
        yield Involved(person.get_role_display(), name, phone, note=may_call)


def safety_net_of(client: Client, *, on: date) -> Involved | None:
    """Whom to call when it gets hard, as agreed."""
    net = client.safety_nets.covering(on).first()
    if net is None:
        return None
    return Involved("Vangnet", net.who, net.phone, note=f"Op adem komen: {net.time_out}." if net.time_out else "")


def _reached(role: str, organisation: Organisation, *, note: str = "") -> Involved:
    return Involved(role, str(organisation), organisation.phone, organisation.mail, note)


def _responsible(client: Client, care: CareEpisode | None, melding: Notification | None) -> Organisation | None:
    holder = holder_of(melding) if melding else None
    if holder and holder.organisation:
        return holder.organisation
    town = melding.municipality_id if melding else care and care.paying_municipality_id
    teams = Organisation.objects.filter(region=client.region_id, kind=OrganisationKind.TEAM)
    return teams.filter(municipality=town).first() if town else None


def _association(client: Client, home: HousingEpisode | None) -> Organisation | None:
    if home is None:
        return None
    if home.place:
        return home.place.location.housing_association
    nomination = client.nominations.filter(home=home).select_related("association").first()
    return nomination.association if nomination else None


def _representative(client: Client, reader: User) -> Involved | None:
    mine = Notification.objects.visible_to(reader).filter(client=client)
    parts = InvestigationPart.objects.filter(notification__in=mine, kind=PartKind.REPRESENTATION)
    latest = parts.order_by("-notification__notified_on", "-pk").first()
    answers = latest.answers if latest else {}
    role = dict((*REPRESENTATIVES, ("OUDER", "Ouder"))).get(answers.get("representative", ""))
    if role is None:
        return None
    name, phone = answers.get("representative_name", ""), answers.get("representative_phone", "")
    return Involved(role.removeprefix("Een ").capitalize(), name or "Naam niet bekend", phone)
