"""What the invented clients answered when asked what may be shared: most yes, some no, some took it back."""

from datetime import date, timedelta

from portal.models import Client, Role, User
from trajectories.consent import withdraw_consent
from trajectories.models import Consent, Disclosure, GivenBy, Manner, Purpose, WaitlistEntry

WANTS_NO_ASSOCIATION = "C-P3G7Q"
"""Story 12: says no to sharing with the housing association."""
SCOPE = "Wat ik nodig heb, mijn woonwensen en, als een aanbieder ja zegt, mijn naam."


def ask_consents(*, on: date) -> None:
    """Everybody who waits was asked for a place; a few were asked more."""
    waiting = list(WaitlistEntry.objects.open_on(on).select_related("client").order_by("pk"))
    people = {entry.client_id: entry.client for entry in waiting}
    since = {entry.client_id: entry.waiting_since for entry in waiting}
    asked_by = {user.organisation.region_id: user for user in User.objects.filter(role=Role.COORDINATOR)}
    given = [
        _yes(client, Purpose.SHARE_FOR_MATCHING, since[pk], by=asked_by[client.region_id], scope=SCOPE)
        for pk, client in people.items()
    ]
    Consent.objects.bulk_create(given)
    _withdrawals(given[::23], on=on)
    refused = Client.objects.filter(code=WANTS_NO_ASSOCIATION).first()
    if refused:
        _no(refused, date(2026, 7, 22), by=asked_by[refused.region_id])


def think_again(client: Client, *, on: date, by: User) -> None:
    """Somebody wants to hear more before a provider may know who it is."""
    for consent in client.consents.filter(purpose=Purpose.SHARE_FOR_MATCHING).covering(on):
        words = "Ik wil eerst weten hoe het daar is. Vraag het me daarna nog eens."
        withdraw_consent(consent, withdrawn_on=on, words=words, on=on, by=by)


def _yes(client: Client, purpose: Purpose, day: date, *, by: User, **facts: object) -> Consent:
    return Consent(
        client=client,
        purpose=purpose,
        starts_on=day,
        given_by=GivenBy.CLIENT,
        manner=Manner.SPOKEN,
        recorded_by=by,
        **facts,
    )


def _withdrawals(given: list[Consent], *, on: date) -> None:
    """Some were asked about their story too, and took that back a month ago."""
    told = [_yes(one.client, Purpose.PRACTICE_STORY, on - timedelta(days=90), by=one.recorded_by) for one in given]
    for consent in told:
        consent.withdrawn_on = on - timedelta(days=30)
        consent.withdrawal_words = "Ik wil liever niet dat mensen mij herkennen."
        consent.withdrawn_by = consent.recorded_by
    Consent.objects.bulk_create(told)


def _no(client: Client, day: date, *, by: User) -> None:
    """Her sister may come along and the survey may ask her, but no housing association may know of her."""
    purpose = Purpose.NOMINATE_TO_HOUSING_ASSOCIATION
    refused = _yes(client, purpose, day, by=by)
    refused.is_given = False
    relative = _yes(client, Purpose.INVOLVE_RELATIVE, day, by=by, recipient="Mila, zus")
    Consent.objects.bulk_create([refused, relative, _yes(client, Purpose.SURVEY_CONTACT, day, by=by)])
    Disclosure.objects.create(
        client=client,
        consent=relative,
        purpose=relative.purpose,
        recipient=relative.recipient,
        what="Uitnodiging voor het gesprek over uitstroom",
        shared_on=day + timedelta(days=5),
        shared_by=by,
    )
