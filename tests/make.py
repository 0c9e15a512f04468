"""Makes things for tests: each with the fewest words, everything else a sensible default."""

from datetime import UTC, date, datetime, time
from itertools import count
from typing import Any

from placements.models import (
    CareForm,
    Contract,
    HousingEpisode,
    LivingMode,
    Location,
    OutOfUse,
    OutOfUseReason,
    Place,
    PlaceFeatures,
    PlacePeriod,
    PlanLine,
    SupplyConfirmation,
    Tenure,
)
from portal.models import Client, Organisation, OrganisationKind, Region, RegionMembership, Role, User
from trajectories.models import (
    CareEpisode,
    ClientVoice,
    Consent,
    DwellingOffer,
    GivenBy,
    InvestigationPart,
    Manner,
    MatchProposal,
    Nomination,
    Notification,
    OutflowReadiness,
    PartKind,
    PartState,
    Purpose,
    VoiceSource,
    VoiceStep,
    WaitlistEntry,
    WaitStatus,
)

LONG_AGO = date(2020, 1, 1)
TODAY = date(2026, 10, 5)
ALMERE, LELYSTAD, ZWOLLE = "0034", "0995", "0193"
_numbers = count(1)


def region(code: str = "", centre: str = ALMERE) -> Region:
    code = code or f"REGIO{next(_numbers)}"
    made = Region.objects.create(code=code, name=f"Regio {code}", centre_municipality_id=centre)
    RegionMembership.objects.create(region=made, municipality_id=centre, starts_on=LONG_AGO)
    return made


def care_form(region: Region, code: str = "BESCHUT", **facts: Any) -> CareForm:
    facts = {"name": code.capitalize(), "starts_on": LONG_AGO} | facts
    return CareForm.objects.get_or_create(region=region, code=code, defaults=facts)[0]


def organisation(region: Region | None, kind: str = OrganisationKind.PROVIDER, **facts: Any) -> Organisation:
    number = next(_numbers)
    facts = {"code": f"ORG{number}", "name": f"Organisatie {number} (fictief)"} | facts
    return Organisation.objects.create(region=region, kind=kind, **facts)


def provider(region: Region, **facts: Any) -> Organisation:
    return organisation(region, OrganisationKind.PROVIDER, **facts)


def user(
    role: Role, region: Region | None = None, organisation_: Organisation | None = None, **facts: Any
) -> User:
    """A user with a role; a wijkteam of Almere, a provider or an office of the region as it needs."""
    kinds = {
        Role.TEAM: OrganisationKind.TEAM,
        Role.PROVIDER: OrganisationKind.PROVIDER,
        Role.HOUSING_ASSOCIATION: OrganisationKind.HOUSING_ASSOCIATION,
        Role.ADMINISTRATOR: OrganisationKind.PLATFORM,
        Role.AUDITOR: OrganisationKind.PLATFORM,
    }
    if organisation_ is None:
        town = {"municipality_id": ALMERE} if role == Role.TEAM else {}
        place = None if role in (Role.ADMINISTRATOR, Role.AUDITOR) else region or globals()["region"]()
        organisation_ = organisation(place, kinds.get(role, OrganisationKind.REGION), **town)
    facts = {"login": f"u{next(_numbers)}", "name": "Test", "password": "!"} | facts
    return User.objects.create(role=role, organisation=organisation_, **facts)


def client(region: Region, **facts: Any) -> Client:
    facts = {"given_names": "Noor", "family_name": f"Zonneveer {next(_numbers)}"} | facts
    return Client.objects.create(region=region, **facts)


def contract(provider: Organisation, form: CareForm, **facts: Any) -> Contract:
    facts = {"starts_on": LONG_AGO, "places": 10, "day_rate": "92.00"} | facts
    return Contract.objects.create(provider=provider, care_form=form, **facts)


def location(provider: Organisation, **facts: Any) -> Location:
    assert provider.region is not None
    facts = {"name": "Het Baken", "municipality_id": ALMERE, "living_mode": LivingMode.INDEPENDENT} | facts
    return Location.objects.create(region=provider.region, provider=provider, **facts)


def place(location: Location, form: CareForm | None = None, **facts: Any) -> Place:
    """A place of a location; with a care form it is in use since long ago."""
    features = facts.pop("features", ())
    made = Place.objects.create(region=location.region, location=location, **facts)
    if features:
        has(made, *features)
    if form is not None:
        PlacePeriod.objects.create(place=made, care_form=form, starts_on=LONG_AGO)
    return made


def has(place: Place, *features: str, since: date = LONG_AGO) -> PlaceFeatures:
    """What a place has or allows from a day on."""
    facts = {"features": list(features)}
    return PlaceFeatures.objects.update_or_create(place=place, starts_on=since, defaults=facts)[0]


def out_of_use(place: Place, starts_on: date, ends_on: date | None = None) -> OutOfUse:
    return OutOfUse.objects.create(
        place=place, starts_on=starts_on, ends_on=ends_on, reason=OutOfUseReason.RENOVATION
    )


def confirmation(provider: Organisation, on: date) -> SupplyConfirmation:
    """The provider said that its places are true, up to and including the day."""
    by = User.objects.filter(organisation=provider).first() or user(Role.PROVIDER, organisation_=provider)
    facts = {"confirmed_at": datetime.combine(on, time(9), tzinfo=UTC), "confirmed_by": by, "counts": {}}
    return SupplyConfirmation.objects.create(provider=provider, confirmed_on=on, **facts)


def lives(client: Client, place: Place | None = None, starts_on: date = LONG_AGO, **facts: Any) -> HousingEpisode:
    """A dwelling: on a place, or else in a rented home of one's own in Almere."""
    home = {"tenure": Tenure.INSTITUTION} if place else {"tenure": Tenure.OWN_TENANCY, "municipality_id": ALMERE}
    facts = home | facts
    return HousingEpisode.objects.create(
        region=client.region, client=client, place=place, starts_on=starts_on, **facts
    )


def care(client: Client, form: CareForm, provider: Organisation, starts_on: date, **facts: Any) -> CareEpisode:
    """Care in kind; makes the contract when there is none."""
    if not Contract.objects.filter(provider=provider, care_form=form).exists():
        contract(provider, form)
    return CareEpisode.objects.create(
        region=client.region, client=client, care_form=form, provider=provider, starts_on=starts_on, **facts
    )


def notification(client: Client, notified_on: date = TODAY, *, own_words: str = "", **facts: Any) -> Notification:
    """A melding, with what the client said of it."""
    facts = {"municipality_id": ALMERE} | facts
    made = Notification.objects.create(region=client.region, client=client, notified_on=notified_on, **facts)
    if own_words:
        voice(made, words=own_words, said_on=notified_on)
    return made


def voice(melding: Notification, **facts: Any) -> ClientVoice:
    """Something the client said about a melding, or of a later step of it."""
    facts = {
        "step": VoiceStep.MELDING,
        "source": VoiceSource.STAFF,
        "said_on": TODAY,
        "written_at": datetime.combine(TODAY, time(12), UTC),
    } | facts
    return ClientVoice.objects.create(client=melding.client, notification=melding, **facts)


def allows(client: Client, with_: Organisation | None = None, **facts: Any) -> Consent:
    """The client allows sharing with an organisation, or all of its kind; to find a place, unless said."""
    facts = {"given_by": GivenBy.CLIENT, "manner": Manner.SPOKEN, "starts_on": LONG_AGO} | facts
    if "recorded_by" not in facts:
        facts["recorded_by"] = user(Role.COORDINATOR, client.region)
    facts = {"purpose": Purpose.SHARE_FOR_MATCHING} | facts
    return Consent.objects.create(client=client, organisation=with_, **facts)


def part(melding: Notification, kind: PartKind, *, by: User | None = None, **facts: Any) -> InvestigationPart:
    """A part of the investigation that is ready."""
    facts = {"state": PartState.DONE, "saved_at": datetime.combine(TODAY, time(12), UTC)} | facts
    saved_by = by or user(Role.TEAM, melding.region)
    return InvestigationPart.objects.create(notification=melding, kind=kind, saved_by=saved_by, **facts)


def waits(client: Client, form: CareForm, since: date = TODAY, **facts: Any) -> WaitlistEntry:
    facts = {"status": WaitStatus.ACTIVE} | facts
    return WaitlistEntry.objects.create(
        region=client.region, client=client, care_form=form, waiting_since=since, **facts
    )


def plan_line(region: Region, form: CareForm, **facts: Any) -> PlanLine:
    """Ten places to be built up in Almere by the summer of this year, unless said otherwise."""
    facts = {"kind": "OPBOUW", "places": 10, "planned_on": date(2026, 7, 1), "municipality_id": ALMERE} | facts
    return PlanLine.objects.create(region=region, care_form=form, **facts)


def proposal(entry: WaitlistEntry, place: Place, on: date = TODAY, **facts: Any) -> MatchProposal:
    """An open proposal; `accepted_on` and the like make it go further."""
    facts = {"intended_start_on": on} | facts
    if "proposed_by" not in facts:
        facts["proposed_by"] = user(Role.COORDINATOR, entry.region)
    return MatchProposal.objects.create(region=entry.region, entry=entry, place=place, proposed_on=on, **facts)


def ready(client: Client, since: date = TODAY, **facts: Any) -> OutflowReadiness:
    """Ready for a home of one's own, and may be nominated to every housing association."""
    allows(client, purpose=Purpose.NOMINATE_TO_HOUSING_ASSOCIATION)
    return OutflowReadiness.objects.create(client=client, starts_on=since, **{"wants_own_home": True} | facts)


def nominated(client: Client, on: date = TODAY, *, by: User, **facts: Any) -> Nomination:
    """Nominated, with consent, to the housing association of `by`."""
    ready(client, on)
    nominator = facts.pop("nominated_by", None) or user(Role.COORDINATOR, client.region)
    facts = {"guidance_by": "Zorg (fictief)", "contact": "Sam", "reachable": "06 0000 0000"} | facts
    return Nomination.objects.create(
        region=client.region,
        client=client,
        association=by.organisation,
        nominated_on=on,
        nominated_by=nominator,
        **facts,
    )


def offers(nomination: Nomination, *, by: User, **facts: Any) -> DwellingOffer:
    """A dwelling in Almere that the housing association lets in the client's own name."""
    facts = {"street": "Zeeweg", "house_number": "7", "municipality_id": ALMERE, "rent": "580.00"} | facts
    facts = {"tenure": Tenure.OWN_TENANCY, "available_on": TODAY, "offered_on": TODAY, "offered_by": by} | facts
    return DwellingOffer.objects.create(nomination=nomination, **facts)
