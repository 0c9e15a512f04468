"""Who hears that a report is published: asked for on the public page, confirmed by mail, gone in one press."""

from datetime import date, timedelta

from django.urls import reverse

from portal.mail.writing import write_to
from portal.models import Mail, MailKind, Region
from reporting.models import CouncilReport, Subscription

TIME_TO_CONFIRM = timedelta(days=7)
MOST_A_DAY = 500
"""Addresses that can be left on one day: more is no interest but mischief."""


def ask(address: str, *, region: Region, on: date) -> None:
    """Send a mail with a link to confirm; the same for every address, known or not, and once a day.

    Nobody can tell from it who is subscribed already.
    """
    address = address.lower()
    known = Subscription.objects.filter(region=region, address=address).first()
    if known is None and Subscription.objects.filter(asked_on=on).count() >= MOST_A_DAY:
        return
    first = {"asked_on": on}
    asked = known or Subscription.objects.get_or_create(region=region, address=address, defaults=first)[0]
    page = reverse("subscription", args=[asked.slug])
    facts = {"once": f"{asked.slug} {on}", "about": region.code, "path": page, "way_out": page}
    write_to(address, MailKind.CONFIRM, on=on, **facts)


def confirm(subscription: Subscription, *, on: date) -> bool:
    """From now on the address hears of every report; False when it did already."""
    return bool(Subscription.objects.filter(pk=subscription.pk, confirmed_on=None).update(confirmed_on=on))


def stop(subscription: Subscription) -> None:
    """Forget the address, also where a mail to it still waits."""
    Mail.objects.filter(way_out=reverse("subscription", args=[subscription.slug]), sent_at=None).delete()
    subscription.delete()


def tell_subscribers(report: CouncilReport, *, on: date) -> None:
    """A mail to everybody who asked for it, once per report; call this in the act that publishes."""
    page = reverse("published_report", args=[report.region.code.lower(), report.quarter])
    about = f"{report.region.code} {report.quarter}"
    for one in Subscription.objects.filter(region=report.region).exclude(confirmed_on=None):
        way_out = reverse("subscription", args=[one.slug])
        once = f"{report.pk} {one.slug}"
        write_to(one.address, MailKind.REPORT, once=once, about=about, path=page, way_out=way_out, on=on)


def forget_unconfirmed(*, on: date) -> None:
    """Throw away the addresses that nobody confirmed in time."""
    Subscription.objects.filter(confirmed_on=None, asked_on__lt=on - TIME_TO_CONFIRM).delete()
