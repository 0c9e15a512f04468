"""The reports of the demo: one quarter published with words beside its numbers, the next a draft."""

from datetime import date, datetime, timedelta

from portal.models import Region, Role, User
from reporting.approving import approve, publish, save_text
from reporting.models import CouncilReport
from reporting.publishing import draw_up, print_pdf
from reporting.quarter import Quarter
from reporting.thresholds import Smallest, set_smallest

PUBLISHED = "FLEVOLAND"
HIDES_MORE = "IJSSELVECHT"
WORDS = {
    "samenvatting": (
        "Meer mensen krijgen zorg in een eigen huis. Dat was de bedoeling. De wachtlijst wordt nog niet korter: "
        "er kwamen minder woningen dan gemeenten en corporaties samen hadden afgesproken.\n\n"
        "In het najaar praten wij met de corporaties over de woningen van volgend jaar."
    ),
    "hervormingen": (
        "Het plan loopt achter, vooral omdat twee verbouwingen later klaar zijn. De bewoners die zouden "
        "verhuizen, weten dat en houden hun begeleider."
    ),
    "borging": (
        "De centrumgemeente houdt de afspraken bij en bespreekt ze elke maand met de zes gemeenten. Het geld "
        "voor de projectleider is geregeld tot en met 2027."
    ),
}
"""What the policy officer of the demo wrote, by chapter (invented)."""


def report_to_the_council(region: Region, *, on: date, at: datetime) -> None:
    """Draw up the last two quarters; one region published the first of them as soon as it was final."""
    quarter = Quarter.containing(on).previous
    if region.code == HIDES_MORE:
        _hide_more_soon(region, on=on, at=at)
    if region.code == PUBLISHED:
        then = quarter.previous.final_on + timedelta(days=3)
        _publish(draw_up(region, quarter.previous, as_of=then, at=at - (on - then)), at=at - (on - then))
    else:
        draw_up(region, quarter.previous, as_of=on, at=at)
    draw_up(region, quarter, as_of=on, at=at)


def _publish(stored: CouncilReport, *, at: datetime) -> None:
    writer = User.objects.filter(role=Role.POLICY, organisation__region=stored.region).first()
    if writer is None:
        return
    for chapter, text in WORDS.items():
        save_text(stored, chapter=chapter, text=text, version=0, at=at, by=writer)
    approved = approve(stored, at=at, by=writer)
    print_pdf(approved, at=at)
    publish(approved, at=at, by=writer)


def _hide_more_soon(region: Region, *, on: date, at: datetime) -> None:
    chief = User.objects.filter(role=Role.ADMINISTRATOR).first()
    if chief:
        set_smallest(region, Smallest(12, 6), starts_on=on + timedelta(days=27), at=at, by=chief)
