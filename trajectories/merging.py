"""Two records of one person become one: everything moves, nothing is lost, and the old number leads on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import product

from django.db import models, transaction
from django.db.models import Q

from placements.models import HousingEpisode
from portal.models import Client, Municipality, User
from portal.periods import Period
from portal.templatetags.dutch import dag, periode
from trajectories import bsn
from trajectories.consent import disclose_names
from trajectories.correcting import correct, facts_of, seal_of
from trajectories.models import (
    Absence,
    AftercareMoment,
    Bsn,
    CalamityReport,
    CareEpisode,
    ClientCorrection,
    ClientMerge,
    ClientVoice,
    Consent,
    ContactPerson,
    ContraIndication,
    Disclosure,
    EmergencyAccess,
    LegalHold,
    Letter,
    Nomination,
    Notification,
    OutflowReadiness,
    Outlook,
    Referral,
    Review,
    SafetyNet,
    SupersededEpisode,
    SupportGoal,
    TableDecision,
    WaitlistEntry,
)
from trajectories.obstacles import Obstructed, demand, refusals_in_dutch

MOVES: dict[type[models.Model], str] = {
    HousingEpisode: "woonperioden",
    CareEpisode: "zorgperioden",
    WaitlistEntry: "plekken op de wachtlijst",
    Notification: "meldingen",
    Letter: "brieven",
    Review: "evaluaties",
    OutflowReadiness: "perioden klaar voor uitstroom",
    Nomination: "voordrachten",
    ClientVoice: "uitspraken van de cliënt",
    Consent: "antwoorden over toestemming",
    Disclosure: "keren dat er iets is gedeeld",
    ContactPerson: "contactpersonen",
    ContraIndication: "bezwaren tegen een locatie",
    ClientCorrection: "wijzigingen van gegevens",
    Absence: "keren tijdelijk weg",
    SupportGoal: "doelen",
    Outlook: "verwachtingen",
    SafetyNet: "vangnetten",
    Referral: "afspraken in de buurt",
    TableDecision: "besluiten van de matchingstafel",
    AftercareMoment: "nazorgmomenten",
    CalamityReport: "gemelde calamiteiten",
    EmergencyAccess: "keren noodtoegang",
    SupersededEpisode: "regels zoals ze eerder stonden",
    LegalHold: "keren dat langer bewaren nodig was",
    Bsn: "BSN’s",
}
"""All that belongs to a client, and what it is called; the log of who looked stays with the number looked at."""
NAMES = 200


@dataclass(frozen=True, slots=True)
class Side:
    """What one of the two records holds: how much of what, and which towns see it."""

    client: Client
    counts: dict[str, int]
    homes: list[HousingEpisode]
    cares: list[CareEpisode]
    towns: list[str]


def side_of(client: Client) -> Side:
    """One record, to lay beside the other."""
    counts = {name: _rows(model, client).count() for model, name in MOVES.items()}
    homes = client.housing_episodes.select_related("place__location", "municipality").order_by("starts_on")
    cares = client.care_episodes.select_related("care_form", "provider").order_by("starts_on")
    seen = Q(notifications__client=client)
    towns = Municipality.objects.filter(seen).distinct().order_by("name").values_list("name", flat=True)
    return Side(client, {name: count for name, count in counts.items() if count}, [*homes], [*cares], [*towns])


def obstacles_to_merge(kept: Client, gone: Client, *, on: date) -> list[str]:
    """Why the two cannot become one now."""
    if kept.merged_into_id or gone.merged_into_id:
        return ["Een van deze dossiers is intussen al samengevoegd. Zoek de cliënt opnieuw op."]
    return [
        *_birthdays(kept, gone),
        *_numbers(kept, gone),
        *_clashes("Beide dossiers hebben een woning", kept.housing_episodes.all(), gone.housing_episodes.all()),
        *_clashes("Beide dossiers hebben zorg", kept.care_episodes.all(), gone.care_episodes.all()),
        *_clashes("Beide dossiers zijn klaar voor uitstroom", kept.readiness.all(), gone.readiness.all()),
        *_nominations(kept, gone),
        *_clashes("Beide dossiers hebben een vangnet", kept.safety_nets.all(), gone.safety_nets.all()),
        *_clashes("Volgens beide dossiers was de cliënt weg", kept.absences.all(), gone.absences.all()),
        *_reviews(kept, gone),
        *_consents(kept, gone, on),
    ]


def _birthdays(kept: Client, gone: Client) -> list[str]:
    if not (kept.born_on and gone.born_on) or kept.born_on == gone.born_on:
        return []
    return [
        f"De geboortedatum verschilt: {dag(kept.born_on)} en {dag(gone.born_on)}."
        " Is het een typefout? Verbeter dan eerst de gegevens."
    ]


def _numbers(kept: Client, gone: Client) -> list[str]:
    try:
        if not (bsn.is_used(kept.region_id) and bsn.differ(kept, gone)):
            return []
    except Obstructed as stop:
        return list(stop.sentences)
    return ["Het BSN verschilt. Is een van beide een typefout? Verbeter dan eerst het BSN in dat dossier."]


def _clashes(what: str, ours: Iterable[Period], theirs: Iterable[Period]) -> list[str]:
    """A sentence for each two periods that share a day."""
    return [
        f"{what} op dezelfde dagen: {periode(one)} en {periode(other)}. Verbeter eerst een van beide."
        for one, other in product(list(ours), list(theirs))
        if _share_a_day(one, other)
    ]


def _nominations(kept: Client, gone: Client) -> list[str]:
    if not (kept.nominations.open().exists() and gone.nominations.open().exists()):
        return []
    return [
        "Beide dossiers zijn nu voorgedragen bij een woningcorporatie. Trek eerst een van beide voordrachten in."
    ]


def _reviews(kept: Client, gone: Client) -> list[str]:
    days = set(kept.reviews.values_list("planned_on", "held_on"))
    same = days & set(gone.reviews.values_list("planned_on", "held_on"))
    return [f"Beide dossiers hebben dezelfde evaluatie, van {dag(held or planned)}." for planned, held in same]


def _consents(kept: Client, gone: Client, on: date) -> list[str]:
    """What one record says yes to and the other no, today."""
    said = {_about(consent): consent.is_given for consent in kept.consents.covering(on)}
    return [
        f"Over ‘{consent}’ staat in het ene dossier ja en in het andere nee."
        " Vraag het de cliënt, en leg het antwoord in beide vast."
        for consent in gone.consents.covering(on).select_related("organisation")
        if said.get(_about(consent), consent.is_given) != consent.is_given
    ]


def _about(consent: Consent) -> tuple[str, int | None, str]:
    return consent.purpose, consent.organisation_id, consent.recipient


@transaction.atomic
def merge(kept: Client, gone: Client, *, reason: str, on: date, at: datetime, by: User) -> ClientMerge:
    """Move everything of `gone` to `kept`; raises `Obstructed` when the two clash, or somebody was first.

    What `kept` does not know of the person it learns from `gone`; another name is kept as *ook genoemd*. An answer
    about consent that both gave on the same days, or a contact person both have, stays with the old record.
    """
    both = {client.pk: client for client in _held(kept, gone)}
    kept, gone = both[kept.pk], both[gone.pk]
    demand(obstacles_to_merge(kept, gone, on=on))
    with refusals_in_dutch():
        bsn.carry_over(kept, gone)
        moved = {model.__name__: _move(model, kept, gone) for model in MOVES}
        _complete(kept, gone, at=at, by=by)
        gone.merged_into = kept
        gone.save(update_fields=["merged_into"])
        Client.objects.filter(merged_into=gone).update(merged_into=kept)
        disclose_names(kept, on=on, by=by)
        return ClientMerge.objects.create(
            kept=kept, gone=gone, moved=moved, reason=reason, merged_on=on, merged_at=at, merged_by=by
        )


def leads_to(slug: str, *, by: User, on: date) -> Client | None:
    """The client a number of before a merge leads to, for who may see that client."""
    return Client.objects.visible_to(by, on=on).filter(merged_records__slug=slug).first()


def _held(*clients: Client) -> Iterable[Client]:
    """Both rows, held in one order, so that two who merge at once wait for each other."""
    return Client.objects.filter(pk__in=[client.pk for client in clients]).order_by("pk").select_for_update()


def _rows(model: type[models.Model], client: Client) -> models.QuerySet:
    return model._default_manager.filter(client=client)


def _move(model: type[models.Model], kept: Client, gone: Client) -> list[int]:
    stays = {Consent: _double_consents, ContactPerson: _double_contacts, ContraIndication: _double_objections}
    rows = _rows(model, gone)
    if model in stays:
        rows = rows.exclude(pk__in=stays[model](kept, gone))
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    model._default_manager.filter(pk__in=keys).update(client=kept)
    return keys


def _double_consents(kept: Client, gone: Client) -> list[int]:
    there = list(kept.consents.all())
    return [
        one.pk
        for one in gone.consents.all()
        if any(_about(one) == _about(other) and _share_a_day(one, other) for other in there)
    ]


def _double_contacts(kept: Client, gone: Client) -> list[int]:
    there = set(kept.contact_persons.present().values_list("role", "name"))
    return [one.pk for one in gone.contact_persons.present() if (one.role, one.name) in there]


def _double_objections(kept: Client, gone: Client) -> list[int]:
    there = list(kept.contra_indications.all())
    return [
        one.pk
        for one in gone.contra_indications.all()
        if any(one.location_id == other.location_id and _share_a_day(one, other) for other in there)
    ]


def _share_a_day(one: Period, other: Period) -> bool:
    return one.starts_on < other.runs_until and other.starts_on < one.runs_until


def _complete(kept: Client, gone: Client, *, at: datetime, by: User) -> None:
    """Learn from the old record what the other does not know, as a correction that stays to be read."""
    there, learnt = facts_of(kept), facts_of(gone)
    facts = {name: learnt[name] if value in (None, "") else value for name, value in there.items()}
    names = [kept.also_called, gone.also_called, *([str(gone)] if str(gone) != str(kept) else [])]
    facts["also_called"] = ", ".join(dict.fromkeys(name for name in names if name))[:NAMES]
    correct(kept, facts, reason=f"Samengevoegd met dossier {gone.code}.", seen=seal_of(kept), at=at, by=by)
