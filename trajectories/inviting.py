"""Asking the client itself: a code on paper, used once, with which somebody says how it goes."""

import hashlib
from datetime import date, datetime, timedelta

from django.db import transaction

from portal.actor import SYSTEM, acting_as
from portal.codes import random_code
from portal.models import User
from trajectories.hearing import Said, hear
from trajectories.models import ExperienceInvite, Review, VoiceSource, VoiceStep
from trajectories.moving import hold_client
from trajectories.obstacles import Obstructed

HOLDS = timedelta(days=28)


@transaction.atomic
def invite(review: Review, *, seen: str, on: date, by: User) -> str:
    """Make a code for a review and give it, this once; an earlier code for it does not work any more.

    `seen` is the mark of the code that somebody knew of. Raises `Obstructed` when there is another since, and when
    the client has answered already.
    """
    hold_client(review.client, on=on, by=by)
    before = ExperienceInvite.objects.filter(review=review).first()
    if before and before.used_at:
        raise Obstructed("De cliënt heeft al geantwoord. Een tweede keer kan niet.")
    if seen != (before.mark if before else ""):
        raise Obstructed("Er is net een code gemaakt. Hebt u die niet opgeschreven, maak dan een nieuwe.")
    code = random_code()
    facts = {"code_hash": _hash(code), "made_on": on, "expires_on": on + HOLDS, "made_by": by}
    ExperienceInvite.objects.update_or_create(review=review, defaults=facts)
    return code


@acting_as(SYSTEM)  # whoever has the code may answer, logged in or not: it opens this one thing
def open_invite(code: str, *, on: date) -> ExperienceInvite | None:
    """What a code opens on a day; None for a code that is wrong, used or too old."""
    found = ExperienceInvite.objects.filter(code_hash=_hash(code), used_at=None, expires_on__gt=on)
    return found.select_related("review__client").first()


@acting_as(SYSTEM)
@transaction.atomic
def answer(code: str, *, mark: int | None, opinion: str, words: str, on: date, at: datetime) -> bool:
    """Keep what the client says, in the client's own words; the code is used. False when it opens nothing."""
    found = open_invite(code, on=on)
    if found is None:
        return False
    held = ExperienceInvite.objects.select_for_update(of=("self",)).get(pk=found.pk)
    if held.used_at:
        return False
    held.used_at = at
    held.save(update_fields=["used_at"])
    if mark is not None:
        Review.objects.filter(pk=found.review_id).update(mark=mark)
    if words or opinion:
        said = Said(said_on=on, opinion=opinion, words=words, source=VoiceSource.SELF)
        hear(said, step=VoiceStep.REVIEW, about=found.review, at=at, by=None)
    return True


def _hash(code: str) -> str:
    """As it is kept: capitals and spaces make no difference to who types it over."""
    plain = "".join(code.split()).upper()
    return hashlib.sha256(plain.encode()).hexdigest()
