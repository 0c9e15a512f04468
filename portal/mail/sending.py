"""Handing mail to the mail server: at most once, and again later when the server does not take it."""

import logging
from datetime import date, datetime, timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMessage, mailers
from django.db import transaction
from django.db.models import Q

from portal.mail.writing import can_mail
from portal.models import Mail
from portal.models.mail import MOST_ATTEMPTS

logger = logging.getLogger(__name__)
LONGEST_PAUSE = timedelta(hours=1)
KEEP = timedelta(days=400)
"""How long it stays known that a mail about an event was sent."""
UNREACHABLE, REFUSED = "De mailserver is niet te bereiken.", "De mailserver nam de mail niet aan."
NOT_MADE = "De mail kon niet gemaakt worden. De technisch beheerder vindt de reden in het logboek van de worker."
VERDICTS = (SMTPRecipientsRefused, SMTPDataError)
"""Refusals of one mail; any other is of the server, and then nothing else gets through either."""
NO_SUCH_ADDRESS = "De mailserver weigert dit adres."


def send_next(*, at: datetime) -> bool:
    """Send one mail that waits; False when none does. Several workers never take the same one.

    It is taken in hand for good before it leaves: a worker that is killed halfway never sends it a second time.
    """
    mail = _take(at) if can_mail() else None
    if mail is None:
        return False
    address = _address(mail)
    if not address:
        mail.delete()
        return True
    try:
        mailers.default.send_messages([_message(mail, address)])
    except Exception as refusal:  # whatever it was, the worker has other work too
        _try_later(mail, refusal, at=at)
    else:
        Mail.objects.filter(pk=mail.pk).update(to="", sent_at=at, problem="")
    return True


def try_again_now() -> int:
    """Let the worker try everything that waits, also what it gave up; how many that are."""
    unsent = Mail.objects.filter(sent_at=None, taken_at=None)
    return unsent.update(attempts=0, retry_at=None)


def forget_old(*, on: date) -> None:
    """Throw away what was sent long ago."""
    Mail.objects.filter(sent_at__isnull=False, written_on__lt=on - KEEP).delete()


def _take(at: datetime) -> Mail | None:
    with transaction.atomic():
        ready = Mail.objects.waiting().filter(Q(retry_at=None) | Q(retry_at__lte=at))
        mail = (
            ready.select_for_update(skip_locked=True, of=("self",)).select_related("user").order_by("pk").first()
        )
        if mail:
            mail.taken_at = at
            mail.save(update_fields=["taken_at"])
        return mail


def _address(mail: Mail) -> str:
    """Where it goes now; nowhere when somebody switched it off since, or cannot log in any more."""
    if mail.user is None:
        return mail.to
    wants_it = mail.user.is_active and mail.kind in mail.user.mail_kinds
    return mail.user.mail if wants_it else ""


def _message(mail: Mail, address: str) -> EmailMessage:
    sentence = mail.get_kind_display()
    way_out = settings.PORTAL_URL + mail.way_out if mail.way_out else ""
    lines = [
        sentence,
        *([f"Nummer: {mail.about}"] if mail.about else []),
        f"Bekijk het in Thuisroute: {settings.PORTAL_URL}{mail.path}",
        "In een mail staat nooit over wie het gaat." + (f" Geen mail meer? {way_out}" if way_out else ""),
    ]
    return EmailMessage(
        subject=f"Thuisroute: {sentence}",
        body="\n\n".join(lines) + "\n",
        to=[address],
        headers={"Auto-Submitted": "auto-generated"} | ({"List-Unsubscribe": f"<{way_out}>"} if way_out else {}),
    )


def _try_later(mail: Mail, refusal: Exception, *, at: datetime) -> None:
    """Give it back. A server that is away is tried again until it is there, and nothing else in the meantime."""
    logger.warning("Mail %s was not handed over: %s", mail.pk, type(refusal).__name__)
    later = at + min(timedelta(minutes=2**mail.attempts), LONGEST_PAUSE)
    is_about_this_mail = not isinstance(refusal, OSError) or isinstance(refusal, VERDICTS)
    most = MOST_ATTEMPTS if is_about_this_mail else MOST_ATTEMPTS - 1
    attempts, problem = min(mail.attempts + 1, most), _problem(refusal)
    given_back = Mail.objects.filter(pk=mail.pk)
    given_back.update(taken_at=None, retry_at=later, problem=problem, attempts=attempts)
    if not is_about_this_mail:
        Mail.objects.waiting().filter(Q(retry_at=None) | Q(retry_at__lt=later)).update(retry_at=later)


def _problem(refusal: Exception) -> str:
    match refusal:
        case SMTPRecipientsRefused():
            return NO_SUCH_ADDRESS
        case SMTPResponseException():
            return REFUSED
        case OSError():
            return UNREACHABLE
        case _:
            return NOT_MADE
