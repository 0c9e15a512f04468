"""Goals, expectations and absences of the people in the demo who get care; invented."""

from datetime import date, timedelta
from random import Random

from portal.models import Client, Region, Role, User
from portal.periods import months_after
from trajectories.catching import MOMENTS
from trajectories.models import (
    Absence,
    AftercareMoment,
    CareEpisode,
    EndReason,
    GoalResult,
    OutflowReadiness,
    Outlook,
    SafetyNet,
    SupportGoal,
)
from trajectories.models.decision import GoalTheme

GOALS = {
    GoalTheme.DAYTIME: ("Ik wil twee dagen werken in de fietsenmakerij.", "Ik wil weer naar school."),
    GoalTheme.PAPERWORK: ("Ik wil mijn post zelf openmaken.", "Ik wil weten wat ik elke week kan uitgeven."),
    GoalTheme.ACCEPTING_HELP: ("Ik wil bellen voordat het misgaat.", "Ik wil hulp vragen als het te druk is."),
    GoalTheme.NETWORK: ("Ik wil mijn zus elke maand zien.", "Ik wil één keer per week mee-eten in de buurt."),
    GoalTheme.LIVING: ("Ik wil mijn eigen kamer schoon houden.", "Ik wil leren koken voor mezelf."),
    GoalTheme.HEALTH: ("Ik wil elke dag even naar buiten.", "Ik wil om elf uur slapen."),
}
OUTLOOKS = (
    "In een eigen woning, met iemand die langskomt.",
    "In een eigen woning bij andere mensen in de buurt.",
    "Hier, met minder hulp dan nu.",
    "Met een huisgenoot in de eigen gemeente.",
)
RESULTS = (GoalResult.REACHED, GoalResult.REACHED, GoalResult.PARTLY, GoalResult.DROPPED)


def write_plans(region: Region, *, on: date) -> None:
    """Goals for most who get care, an expectation for half of them; a few are away for a while."""
    cares = (
        CareEpisode.objects.filter(region=region).covering(on).select_related("client").order_by("client__code")
    )
    team = User.objects.filter(role=Role.TEAM, organisation__region=region).order_by("pk")[0]
    goals: list[SupportGoal] = []
    outlooks: list[Outlook] = []
    for care in cares:
        luck = Random(f"{care.client.code} plan")  # noqa: S311 (invented people)
        if luck.random() < 0.7:
            goals += _goals(care, luck, team, on)
        if luck.random() < 0.5:
            outlooks.append(_outlook(care.client, luck, team, on))
    SupportGoal.objects.bulk_create(goals)
    Outlook.objects.bulk_create(outlooks)
    _agree_on_nets(region, team, on)
    Absence.objects.bulk_create(_away(care.client, number, team, on) for number, care in enumerate(cares[:3]))


def _goals(care: CareEpisode, luck: Random, by: User, on: date) -> list[SupportGoal]:
    found = []
    for theme in luck.sample(list(GOALS), luck.randint(1, 2)):
        set_on = max(care.starts_on, on - timedelta(days=luck.randint(20, 400)))
        is_over = luck.random() < 0.3 and set_on < on - timedelta(days=90)
        found.append(
            SupportGoal(
                client=care.client,
                theme=theme,
                words=luck.choice(GOALS[theme]),
                set_on=set_on,
                set_by=by,
                ended_on=set_on + timedelta(days=80) if is_over else None,
                result=luck.choice(RESULTS) if is_over else "",
            )
        )
    return found


def _outlook(client: Client, luck: Random, by: User, on: date) -> Outlook:
    said_on = on - timedelta(days=luck.randint(10, 200))
    ahead = said_on + timedelta(days=luck.randint(200, 900)) if luck.random() < 0.8 else None
    return Outlook(client=client, said_on=said_on, expected_on=ahead, words=luck.choice(OUTLOOKS), written_by=by)


def _agree_on_nets(region: Region, by: User, on: date) -> None:
    """A net for who is ready for the next step, and a moment to ask after who left this year."""
    ready = Client.objects.filter(region=region, readiness__in=OutflowReadiness.objects.covering(on)).order_by(
        "code"
    )
    SafetyNet.objects.bulk_create(
        SafetyNet(
            client=client,
            who="Het wijkteam, of de vaste begeleider",
            time_out="Een logeerbed bij de aanbieder, twee nachten",
            may_return=True,
            starts_on=on - timedelta(days=30),
            agreed_by=by,
        )
        for client in ready[:8]
    )
    gone = CareEpisode.objects.filter(region=region, end_reason=EndReason.INDEPENDENT, ends_on__lte=on)
    gone = gone.exclude(client__in=CareEpisode.objects.covering(on).values("client")).order_by("-ends_on")[:5]
    AftercareMoment.objects.bulk_create(
        AftercareMoment(client_id=care.client_id, planned_on=months_after(care.ends_on, months), planned_by=by)
        for care in gone
        if care.ends_on
        for months in MOMENTS
    )


def _away(client: Client, number: int, by: User, on: date) -> Absence:
    since = on - timedelta(days=6 + 9 * number)
    back = on + timedelta(days=14) if number else None
    reason = ("OPNAME", "FAMILIE", "DETENTIE")[number]
    return Absence(client=client, reason=reason, starts_on=since, expected_back_on=back, noted_by=by)
