"""What the people in the demo who are ready for the next step wait for; invented."""

from datetime import date, timedelta
from random import Random

from portal.models import Client, Region, Role, User
from trajectories import outflow
from trajectories.models import BlockerKind, OutflowBlocker
from trajectories.outflow import Ready

WORDS = {
    BlockerKind.HOME: ("Zoekt een tweekamerwoning in de eigen gemeente.", "Staat op de lijst voor urgentie.", ""),
    BlockerKind.PLACE: ("", "Wil graag in de buurt van familie blijven."),
    BlockerKind.DECISION: ("Het gesprek over het nieuwe besluit is gepland.", ""),
    BlockerKind.GUIDANCE: ("De aanbieder zoekt een vaste begeleider.", ""),
    BlockerKind.DEBTS: ("De eerste afspraak met schuldhulp is gemaakt.",),
    BlockerKind.INCOME: ("De uitkering is aangevraagd.",),
    BlockerKind.PAPERS: ("De identiteitskaart is verlopen. De aanvraag loopt.",),
    BlockerKind.REGISTRATION: ("Staat pas kort ingeschreven bij WoningNet.",),
}
BESIDE_A_HOME = (
    BlockerKind.DEBTS, BlockerKind.INCOME, BlockerKind.PAPERS, BlockerKind.REGISTRATION, BlockerKind.GUIDANCE,
)  # fmt: skip


def say_what_is_waited_for(region: Region, *, on: date) -> None:
    """Something for most who are ready, two things for some, nothing yet for a few."""
    coordinator = User.objects.get(role=Role.COORDINATOR, organisation__region=region)
    rows = outflow.ready_on(on, clients=Client.objects.filter(region=region))
    OutflowBlocker.objects.bulk_create(one for row in rows for one in _blockers(row, coordinator, on))


def _blockers(row: Ready, by: User, on: date) -> list[OutflowBlocker]:
    luck = Random(f"{row.client.code} outflow")  # noqa: S311 (invented people)
    if luck.random() < 0.12:
        return []
    form = row.readiness.wants_care_form
    usual = BlockerKind.HOME if form is None or not form.is_heavy else BlockerKind.PLACE
    kinds = [luck.choice((usual, usual, usual, BlockerKind.DECISION, BlockerKind.GUIDANCE))]
    if luck.random() < 0.3:
        kinds.append(luck.choice([kind for kind in BESIDE_A_HOME if kind not in kinds]))
    return [
        OutflowBlocker(
            readiness=row.readiness,
            kind=kind,
            mover=outflow.USUAL_MOVER[kind],
            words=luck.choice(WORDS[kind]),
            starts_on=min(on, row.readiness.starts_on + timedelta(days=luck.randint(0, 20))),
            noted_by=by,
        )
        for kind in kinds
    ]
