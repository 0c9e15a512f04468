"""Writing mail in the act it is about: it is there when the act is, and not when the act is undone."""

from datetime import date

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from portal.models import Mail, MailKind, User
from portal.models.mail import FOR_WHOM


def can_mail() -> bool:
    """Whether there is a mail server at all."""
    return bool(settings.SENDS_MAIL)


def wanting(kind: MailKind, *, among: QuerySet[User]) -> QuerySet[User]:
    """Who of these people switched this notice on and can get mail."""
    roles = FOR_WHOM[kind]
    return among.filter(is_active=True, role__in=roles, mail_kinds__contains=[kind.value]).exclude(mail="")


def notify(
    kind: MailKind,
    *,
    among: QuerySet[User],
    about: str,
    path: str,
    on: date,
    event: str = "",
    by: User | None = None,
) -> None:
    """A mail for whoever of these people wants it, but not for `by`, who did it.

    One mail per person and event; `event` tells events about the same number apart.
    """
    if not can_mail():
        return
    people = wanting(kind, among=among.exclude(pk=by.pk) if by else among)
    Mail.objects.bulk_create(
        [
            Mail(
                once=f"{kind.value} {event or about} {user.pk}",
                kind=kind,
                user=user,
                about=about,
                path=path,
                way_out=reverse("my_mail"),
                written_on=on,
            )
            for user in people
        ],
        ignore_conflicts=True,
    )


def write_to(address: str, kind: MailKind, *, once: str, about: str, path: str, way_out: str, on: date) -> None:
    """A mail to somebody who does not log in; the address is forgotten once it is sent."""
    facts = {"kind": kind, "about": about, "path": path, "way_out": way_out, "written_on": on}
    if can_mail():
        Mail.objects.bulk_create([Mail(once=f"{kind.value} {once}", to=address, **facts)], ignore_conflicts=True)
