"""Who is around the clients of the demo: how organisations are reached, what care is for, one report; invented."""

from datetime import date, datetime, time, timedelta

from django.utils.text import slugify
from django.utils.timezone import make_aware

from placements.models import HousingEpisode, MoveReason
from placements.models.catalogue import Purpose
from placements.models.housing import MoveAsker
from portal.models import AccessRecord, Action, Client, Organisation, OrganisationKind, Region, Role, User
from trajectories.models import CalamityReport, CareEpisode, EmergencyAccess, InvestigationPart, PartKind

WITH_ASKER = 10
"""For how many moves of a kind in a region it is told who asked."""
WITH_PURPOSE = 30
"""How many people in a region have what their care is for written down; the others came without it."""
MENTOR = {"representative": "MENTOR", "representative_name": "Els Beukenhaag (fictief)"}


def tell_who_is_around(region: Region, *, on: date) -> None:
    """Numbers to call, a purpose for some, a mentor for one, and a calamity that was reported."""
    _reach_organisations(region)
    _give_purposes(region, on=on)
    _tell_who_asked(region)
    _write_down_a_mentor(region)
    _report_a_calamity(region, on=on)
    _look_in_an_emergency(region, on=on)


def _reach_organisations(region: Region) -> None:
    """Numbers that nobody has: 0900 followed by zeroes."""
    here = Organisation.objects.filter(region=region).exclude(kind=OrganisationKind.PLATFORM)
    found = list(here.select_related("municipality").order_by("pk"))
    for number, organisation in enumerate(found, start=1):
        organisation.phone = f"0900 000 {number:02d} 00"
        name = str(organisation.municipality or organisation.code)
        organisation.mail = f"{organisation.kind}.{slugify(name)}@voorbeeld.invalid".lower()
    Organisation.objects.bulk_update(found, ["phone", "mail"])


def _give_purposes(region: Region, *, on: date) -> None:
    """Who came from heavy care is on the way out of it; who never had it is kept from needing it."""
    lighter = CareEpisode.objects.filter(region=region, care_form__is_in_chain=True, care_form__is_heavy=False)
    running = lighter.covering(on).order_by("client__code")[:WITH_PURPOSE].values_list("pk", "client_id")
    had_heavy = set(
        CareEpisode.objects.filter(client__in=[client for _, client in running], care_form__is_heavy=True)
        .values_list("client_id", flat=True)
        .distinct()
    )
    for purpose, wanted in ((Purpose.OUTFLOW, True), (Purpose.PREVENTION, False)):
        rows = [pk for pk, client in running if (client in had_heavy) is wanted]
        CareEpisode.objects.filter(pk__in=rows).update(purpose=purpose)


def _tell_who_asked(region: Region) -> None:
    """Who asked for the last moves: the provider where a place was converted, the client where it was a wish."""
    homes = HousingEpisode.objects.filter(region=region).order_by("-starts_on", "pk")
    asked = {MoveReason.CONVERSION: MoveAsker.PROVIDER, MoveReason.OWN_WISH: MoveAsker.CLIENT}
    for reason, asker in asked.items():
        last = homes.filter(move_reason=reason).values_list("pk", flat=True)[:WITH_ASKER]
        HousingEpisode.objects.filter(pk__in=list(last)).update(asked_by=asker)


def _write_down_a_mentor(region: Region) -> None:
    """The first in the region whose representation was asked about has a mentor."""
    parts = InvestigationPart.objects.filter(notification__region=region, kind=PartKind.REPRESENTATION)
    part = parts.filter(answers__representative="GEEN").order_by("notification__client__code").first()
    if part:
        part.answers |= MENTOR | {"representative_phone": "0900 000 90 00"}
        part.save(update_fields=["answers"])


def _report_a_calamity(region: Region, *, on: date) -> None:
    """One person who lives with a provider: that it was reported, and no more."""
    resident = Client.objects.filter(region=region, housing_episodes__place__isnull=False).order_by("code").first()
    by = User.objects.filter(role=Role.COORDINATOR, organisation__region=region).order_by("pk").first()
    if resident and by:
        CalamityReport.objects.create(client=resident, reported_on=on - timedelta(days=75), noted_by=by)


def _look_in_an_emergency(region: Region, *, on: date) -> None:
    """One evening a provider met somebody of another provider in need."""
    home = HousingEpisode.objects.filter(region=region, place__isnull=False).covering(on).order_by("code").first()
    elsewhere = User.objects.filter(role=Role.PROVIDER, organisation__region=region).order_by("-pk")
    by = elsewhere.exclude(organisation=home.place.location.provider).first() if home and home.place else None
    if home and by:
        reason = "Stond om elf uur 's avonds in de war voor onze deur en wist niet waar zij woont."
        evening = make_aware(datetime.combine(on - timedelta(days=18), time(23, 10)))
        EmergencyAccess.objects.create(
            region=region, client=home.client, user=by, reason=reason, opened_at=evening
        )
        AccessRecord.objects.create(
            user=by,
            role=by.role,
            organisation_name=by.organisation.name,
            action=Action.EMERGENCY,
            subject="cliënt",
            client=home.client,
        )
