"""Which mail an act or a new day gives, and to whom: the people around a proposal, and who has a term to keep."""

from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse

from portal.actor import telling
from portal.mail.writing import notify, wanting
from portal.models import MailKind, Role, User
from trajectories.due import Due, due_for
from trajectories.models import MatchProposal

SOON = range(6)
"""Days left at which a term is about to run out."""


def tell(kind: MailKind, proposal: MatchProposal, *, event: str = "", on: date, by: User | None = None) -> None:
    """A notice about a proposal to who has to do with it and wants that, but not to `by`, who did it.

    Call this in the act. `event` tells apart what can happen more than once to one proposal.
    """
    path = reverse("proposal", args=[proposal.slug])
    about = f"{proposal.slug} {event}".strip()
    notify(kind, among=_around(proposal), about=proposal.slug, event=about, path=path, on=on, by=by)


def remind(*, on: date) -> None:
    """The notices of a day: proposals that should have been answered, and terms that are about to run out."""
    for proposal in MatchProposal.objects.overdue_on(on).with_everything():
        tell(MailKind.OVERDUE, proposal, on=on)
    for user in wanting(MailKind.TERM, among=User.objects.select_related("organisation__region")):
        for due in due_for(user, on=on):
            if due.term.days_left in SOON and not due.term.is_suspended:
                _remind_of(due, user, on=on)


def _remind_of(due: Due, user: User, *, on: date) -> None:
    number = due.url.strip("/").split("/")[1]
    event = f"{number} {due.term.name} {due.term.due_on}"
    notify(MailKind.TERM, among=User.objects.filter(pk=user.pk), about=number, event=event, path=due.url, on=on)


@telling()
def _around(proposal: MatchProposal) -> QuerySet[User]:
    """Whose work it is: the coordinators, the provider, and the wijkteams that know the client."""
    client, region = proposal.entry.client, proposal.region_id
    towns = {
        *client.notifications.values_list("municipality", flat=True),
        *client.care_episodes.values_list("paying_municipality", flat=True),
    } - {None}
    return User.objects.filter(
        Q(role=Role.COORDINATOR, organisation__region=region)
        | Q(role=Role.PROVIDER, organisation=proposal.place.location.provider_id)
        | Q(role=Role.TEAM, organisation__region=region, organisation__municipality__in=towns)
    )
