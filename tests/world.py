"""A small world with everything in it: two regions, every role, somebody at every point of the road.

For tests that walk through all of the portal. Whoever adds a kind of thing with a page of its own, adds one here.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from placements.models import OutOfUse, Phase, Place, PlacePeriod, PlanLine, PlanTarget
from placements.models.closing import Closing, ClosingReason, Fate, ResidentPlan
from placements.models.features import PlaceFeatures
from portal.models import Client, OrganisationKind, Region, RegionMembership, Role, SignInKeyKind, User
from reporting.editions import quarters_until
from reporting.keeping import keep_count
from reporting.models import CouncilReport, Subscription
from reporting.publishing import draw_up
from reporting.quarter import Quarter
from tests import make
from trajectories import advising, agreements, bsn
from trajectories.letters.writing import receipt, write_letter
from trajectories.models import (
    Consent,
    Destruction,
    GivenBy,
    InvestigationPart,
    Mandate,
    Manner,
    MatchingTable,
    MatchProposal,
    Nomination,
    Notification,
    Outcome,
    OutflowReadiness,
    PartKind,
    PartState,
    Purpose,
    Review,
    SupportGoal,
    TenancySignal,
    TermSuspension,
    UnmetDemand,
    Upload,
    UploadKind,
    WaitlistEntry,
    WaitPause,
    WaitStatus,
)
from trajectories.models.contact import ContactRole
from trajectories.models.letter import LetterKind
from trajectories.models.unmet import Criterion
from trajectories.retention import destroying

TODAY = make.TODAY
MOMENT = datetime(2026, 10, 5, 8, 0, tzinfo=UTC)
ELSEWHERE = "elders"
BSN = "999990019"
"""Of the resident; from the range that is given to nobody."""


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@dataclass(frozen=True)
class World:
    """Who is there, by a word for each, and the things of the region with something in it."""

    users: dict[str, User]
    region: Region
    things: dict[str, Any]
    builder: "Builder"


def build() -> World:
    """The region HIER with everything, the region DAAR with people who should see nothing of it."""
    here, there = make.region("HIER"), make.region("DAAR", make.ZWOLLE)
    RegionMembership.objects.create(region=here, municipality_id=make.LELYSTAD, starts_on=make.LONG_AGO)
    users = _people(here) | {f"{word} {ELSEWHERE}": user for word, user in _people(there, make.ZWOLLE).items()}
    for word, role in (("beheer", Role.ADMINISTRATOR), ("auditor", Role.AUDITOR)):
        users[word] = make.user(role)
    builder = Builder(here, users)
    made = World(users, here, builder.everything(), builder)
    # By the worker; the last quarter that is over is counted while somebody waits.
    for quarter in quarters_until(Quarter.parse("2026Q2")):
        keep_count(here, quarter, as_of=TODAY, at=MOMENT)
    return made


def _people(region: Region, town: str = make.ALMERE) -> dict[str, User]:
    """Somebody for each role in a region, and a second wijkteam, provider and housing association."""
    team = make.organisation(region, OrganisationKind.TEAM, municipality_id=town)
    other = make.organisation(region, OrganisationKind.TEAM, municipality_id=make.LELYSTAD)
    office = make.organisation(region, OrganisationKind.REGION)
    return {
        "wijkteam": make.user(Role.TEAM, region, team),
        "ander wijkteam": make.user(Role.TEAM, region, other),
        "coordinator": make.user(Role.COORDINATOR, region, office),
        "aanbieder": make.user(Role.PROVIDER, region),
        "andere aanbieder": make.user(Role.PROVIDER, region),
        "corporatie": make.user(Role.HOUSING_ASSOCIATION, region),
        "andere corporatie": make.user(Role.HOUSING_ASSOCIATION, region),
        "beleid": make.user(Role.POLICY, region, office),
        "projectleider": make.user(Role.PROJECT_LEADER, region, office),
    }


class Builder:
    """Makes the things of one region, one after another."""

    def __init__(self, region: Region, users: dict[str, User]) -> None:
        self.region, self.users = region, users
        self.provider, self.planner = users["aanbieder"].organisation, users["projectleider"]
        self.light = make.care_form(region, "BESCHERMD_THUIS", name="Beschermd Thuis")
        self.heavy = make.care_form(region, "BESCHUT", name="Beschut", is_heavy=True)
        self.contract = make.contract(self.provider, self.light)
        for organisation, form in (
            (self.provider, self.heavy),
            (users["andere aanbieder"].organisation, self.light),
        ):
            make.contract(organisation, form)
        self.location = make.location(self.provider, housing_association=users["corporatie"].organisation)

    def everything(self) -> dict[str, Any]:
        resident, closure = self.resident(), self.closed()
        bsn.begin_use(self.region, source="Besluit", at=MOMENT, by=self.users["beheer"])
        bsn.keep(resident, BSN, on=TODAY, by=self.users["wijkteam"])
        return {
            "region": self.region,
            "sign-in key": self.users["coordinator"].sign_in_keys.create(
                kind=SignInKeyKind.APP, name="Telefoon", secret=b"", added_at=MOMENT
            ),
            "care form": self.light,
            "contract": self.contract,
            "client": resident,
            "double": self.granted("Bewoner"),
            "consent": resident.consents.get(),
            "contact": resident.contact_persons.create(
                role=ContactRole.choices[0][0], name="Tante Bo", added_on=ago(20), added_by=self.users["wijkteam"]
            ),
            "location": self.location,
            "place": resident.housing_episodes.get().place,
            "closed place": closure.place,
            "closure": closure,
            "phase": self.light.phases.create(starts_on=ago(300), phase=Phase.PILOT),
            "description": self.light.descriptions.create(
                starts_on=ago(300), text="Een eigen deur, hulp dichtbij."
            ),
            **self.changes_ahead(),
            "home": resident.housing_episodes.get(),
            "goal": resident.support_goals.get(),
            "referral": (referral := resident.referrals.get()),
            "activity": referral.activity,
            "aftercare": resident.aftercare.get(),
            "review": resident.reviews.get(mark=7),
            "melding": (melding := self.meldingen()["in onderzoek"]),
            "transfer": melding.transfers.create(
                direction="UIT",
                other_region="Rotterdam",
                our_contact="Samira",
                their_contact="Piet",
                reason="Familie.",
                bridging="De opvang.",
                asked_on=ago(10),
                answer_by=ago(-10),
                asked_by=self.users["wijkteam"],
            ),
            "letter": write_letter(
                LetterKind.RECEIPT, melding, receipt(melding, on=TODAY), on=TODAY, by=self.users["wijkteam"]
            ),
            "entry": self.waiting("Wachter", WaitStatus.ACTIVE),
            "proposal": self.proposals(),
            "nomination": self.nominated(),
            "flip": self.flipped(),
            "signal": self.signalled(resident),
            "emergency": resident.emergency_accesses.create(
                region=self.region, user=self.users["ander wijkteam"], reason="Stond in nood aan de balie."
            ),
            "report": self.report("2026Q3"),
            **self.table(),
            "subscription": Subscription.objects.create(
                region=self.region, address="lezer@voorbeeld.example", asked_on=TODAY
            ),
            "published report": self.published(self.report("2026Q2")),
            "draft": agreements.begin_draft(self.region, on=TODAY, by=self.users["coordinator"]),
            **self.plan(),
            "mandate": self.mandate(),
            "upload": self.upload(),
            "organisation": self.provider,
            "destruction": self.destroyed(),
            "user": self.users["ander wijkteam"],
        }

    def more(self) -> None:
        """People, places, reports and plans beside those that are there, for lists that grow."""
        self.resident(), self.closed(), self.meldingen(), self.waiting("Nog een"), self.proposals()
        self.nominated(), self.signalled(self.resident())
        first = self.location
        self.location = make.location(self.provider, housing_association=first.housing_association)
        self.resident(), self.closed(), self.changes_ahead(), self.upload()
        self.location = first
        line = self.plan_line()
        line.actions.create(what="Verbouwen", owner="Urk", due_on=ago(-30), added_on=ago(9), added_by=self.planner)

    def destroyed(self) -> Destruction:
        """A file that is gone, with one that waits for a second person and one that is due beside it."""
        coordinator, second = self.users["coordinator"], make.user(Role.COORDINATOR, self.region)
        gone, proposed, due = (make.client(self.region, code=f"OUD-{name}") for name in ("WEG", "KLAAR", "TOE"))
        for client in (gone, proposed, due):
            make.notification(client, date(2015, 1, 5), closed_on=date(2015, 2, 5), outcome=Outcome.WITHDRAWN)
        destroying.propose(proposed, on=TODAY, by=second)
        done = destroying.propose(gone, on=TODAY, by=second)
        destroying.destroy(done, on=TODAY, at=MOMENT, by=coordinator)
        done.refresh_from_db()
        return done

    def changes_ahead(self) -> dict[str, Any]:
        """What the provider planned: a place that converts, what another will have, and a location that closes."""
        later, place = TODAY + timedelta(days=60), make.place(self.location)
        PlacePeriod.objects.create(place=place, care_form=self.light, starts_on=make.LONG_AGO, ends_on=later)
        planner = self.users["aanbieder"]
        return {
            "planned period": PlacePeriod.objects.create(place=place, care_form=self.heavy, starts_on=later),
            "planned features": PlaceFeatures.objects.create(place=place, features=["RUSTIG"], starts_on=later),
            "closing": Closing.objects.create(
                location=self.location,
                closes_on=TODAY + timedelta(days=120),
                reason=ClosingReason.PLAN,
                prepared_at=MOMENT,
                prepared_by=planner,
            ),
        }

    def upload(self) -> Upload:
        """A spreadsheet of the provider that was looked over."""
        return Upload.objects.create(
            region=self.region,
            kind=UploadKind.STOCK,
            provider=self.provider,
            file_name="aanbod.xlsx",
            uploaded_at=MOMENT,
            uploaded_by=self.users["aanbieder"],
            checked_at=MOMENT,
        )

    def place(self) -> Place:
        return make.place(self.location, self.light)

    def melding(self, name: str, *, days: int, **facts: Any) -> Notification:
        client = make.client(self.region, family_name=name, born_on=date(2001, 3, 14))
        facts = {"own_words": "Ik wil een eigen deur.", "registered_by": self.users["wijkteam"]} | facts
        return make.notification(client, ago(days), **facts)

    def meldingen(self) -> dict[str, Notification]:
        """One melding in every stage."""
        made = {
            "vooraanmelding": self.melding("Vooraan", days=3, is_pre_notification=True),
            "nieuw": self.melding("Nieuw", days=2),
            "in onderzoek": self.melding("Onderzoek", days=20),
            "staat stil": self.melding("Stil", days=30),
            "klaar voor verslag": self.melding("Compleet", days=30),
            "verslag": self.melding("Verslag", days=40, reported_on=ago(3)),
            "aanvraag": self.melding("Aanvraag", days=50, reported_on=ago(12), applied_on=ago(10)),
            "afgesloten": self.melding(
                "Gesloten", days=90, closed_on=ago(60), outcome=Outcome.WITHDRAWN, motivation="Wil niet meer."
            ),
        }
        TermSuspension.objects.create(
            notification=made["staat stil"], starts_on=ago(9), reason="Wacht op gegevens."
        )
        made["in onderzoek"].advices.create(
            adviser="De GGD",
            question="Is er toezicht nodig?",
            asked_on=ago(15),
            asked_by=self.users["wijkteam"],
            wanted_by=ago(1),
        )
        self.parts(made["in onderzoek"], PartState.BUSY)
        self.parts(made["klaar voor verslag"], PartState.DONE)
        return made

    def parts(self, melding: Notification, state: PartState) -> None:
        for kind in PartKind:
            InvestigationPart.objects.create(
                notification=melding,
                kind=kind,
                state=state,
                saved_at=MOMENT - timedelta(days=4),
                saved_by=self.users["wijkteam"],
            )

    def granted(self, name: str) -> Client:
        """Somebody with a decision."""
        return self.melding(
            name,
            days=120,
            reported_on=ago(100),
            applied_on=ago(95),
            decided_on=ago(90),
            outcome=Outcome.GRANTED,
            care_form=self.light,
            valid_from=ago(90),
            motivation="Nabijheid is nodig.",
        ).client

    def waiting(self, name: str, status: WaitStatus = WaitStatus.ACTIVE) -> WaitlistEntry:
        return make.waits(self.granted(name), self.light, ago(60), status=status)

    def resident(self) -> Client:
        """Somebody who lives with the provider, gets care from it, and may move on."""
        client = self.granted("Bewoner")
        make.lives(client, self.place(), ago(80))
        make.care(client, self.light, self.provider, ago(80), paying_municipality_id=make.ALMERE)
        Review.objects.create(client=client, held_on=ago(30), mark=7)
        activity = self.region.activities.create(
            municipality_id=make.ALMERE,
            kind="TRAINING",
            name=f"Koken {client.code}",
            starts_on=ago(50),
            kept_by=self.users["wijkteam"],
        )
        client.referrals.create(activity=activity, starts_on=ago(9), agreed_by=self.users["aanbieder"])
        client.aftercare.create(planned_on=ago(3), planned_by=self.users["aanbieder"])
        SupportGoal.objects.create(
            client=client, theme="WONEN", words="Ik wil een hond.", set_on=ago(9), set_by=self.users["aanbieder"]
        )
        Review.objects.create(client=client, planned_on=TODAY + timedelta(days=60))
        OutflowReadiness.objects.create(client=client, starts_on=ago(10), wants_own_home=True)
        Consent.objects.create(
            client=client,
            purpose=Purpose.SHARE_FOR_MATCHING,
            given_by=GivenBy.CLIENT,
            manner=Manner.SPOKEN,
            starts_on=ago(85),
            recorded_by=self.users["wijkteam"],
        )
        return client

    def closed(self) -> OutOfUse:
        """A place that cannot be used now; two more are free."""
        self.place(), self.place()
        return make.out_of_use(self.place(), ago(5), TODAY + timedelta(days=40))

    def proposals(self) -> MatchProposal:
        """An open proposal; beside it one in every other state, and people who wait in other ways."""
        day = {"on": ago(6)}
        accepted = {"accepted_on": ago(4), "accepted_by": self.users["aanbieder"]}
        make.proposal(self.waiting("Aanvaard"), self.place(), **day, **accepted)
        declined = {"declined_on": ago(4), "declined_by": self.users["aanbieder"], "decline_reason": "PERSONEEL"}
        make.proposal(self.waiting("Afgewezen"), self.place(), **day, **declined)
        make.proposal(self.waiting("Teruggetrokken"), self.place(), **day, withdrawn_on=ago(4))
        paused = self.waiting("Pauze", WaitStatus.PREFERENCE)
        WaitPause.objects.create(entry=paused, starts_on=ago(9), reason="Opgenomen.")
        at_home = self.waiting("Thuis", WaitStatus.URGENT)
        make.lives(at_home.client, starts_on=ago(400))
        UnmetDemand.objects.create(
            entry=at_home, criterion=Criterion.DAY, recorded_on=ago(2), recorded_by=self.users["coordinator"]
        )
        proposal = make.proposal(self.waiting("Voorgesteld"), self.place(), **day)
        advised = advising.answer_for(proposal.entry, proposal.place, start=TODAY, on=TODAY)
        assert advised
        advising.keep(proposal, advised)
        return proposal

    def nominated(self) -> Nomination:
        """Somebody who may be nominated; beside it one to whom a dwelling was offered, and one who said yes."""
        by = {"by": self.users["corporatie"]}
        make.offers(make.nominated(self.granted("Aangeboden"), **by), **by)
        make.offers(make.nominated(self.granted("Sleutel"), **by), **by, is_accepted=True, answered_on=ago(1))
        make.ready(self.granted("Draag voor"))
        return make.nominated(self.granted("Voorgedragen"), **by)

    def flipped(self) -> ResidentPlan:
        """A place of which the resident took over the tenancy."""
        place, client, day = self.place(), self.granted("Huurder"), ago(20)
        home = make.lives(client, place, ago(90), ends_on=day)
        place.periods.update(ends_on=day)
        planner = self.users["aanbieder"]
        closing = Closing.objects.create(
            location=self.location, place=place, closes_on=day, reason=ClosingReason.OTHER,
            prepared_at=MOMENT, prepared_by=planner, scheduled_at=MOMENT, scheduled_by=planner,
        )  # fmt: skip
        own = make.lives(client, starts_on=day)
        return ResidentPlan.objects.create(closing=closing, home=home, fate=Fate.TENANCY, planned_home=own)

    def signalled(self, client: Client) -> TenancySignal:
        """The housing association noticed something, and nobody did anything about it yet."""
        teller = self.users["corporatie"]
        return TenancySignal.objects.create(
            region=self.region,
            home=client.housing_episodes.latest("pk"),
            association=teller.organisation,
            kind="OVERLAST",
            noticed_on=ago(10),
            words="Harde muziek.",
            recorded_on=ago(9),
            recorded_by=teller,
        )

    def table(self) -> dict[str, Any]:
        """The matching table of today, with something left to do from the one before."""
        by = self.users["coordinator"]
        before = MatchingTable.objects.create(region=self.region, held_on=ago(14), opened_by=by)
        facts = {"about": "Algemeen", "what": "Bel de corporatie.", "owner": "Ilse", "due_on": ago(2)}
        return {
            "table decision": before.decisions.create(**facts, decided_by=by),
            "matching table": MatchingTable.objects.create(region=self.region, held_on=TODAY, opened_by=by),
        }

    def report(self, quarter: str) -> CouncilReport:
        """The report of a quarter, as if it were printed."""
        made = draw_up(self.region, Quarter.parse(quarter), as_of=TODAY, at=MOMENT)
        made.pdf, made.printed_at = b"%PDF-1.7", MOMENT
        made.save()
        return made

    def published(self, report: CouncilReport) -> CouncilReport:
        report.approved_at = report.published_at = MOMENT
        report.approved_by = report.published_by = self.users["beleid"]
        report.save()
        return report

    def plan(self) -> dict[str, Any]:
        """A line of the plan with something to do, and a target."""
        line, planner = self.plan_line(), self.planner
        action = line.actions.create(
            what="Grond kopen", owner="Almere", due_on=ago(-30), added_on=ago(9), added_by=planner
        )
        target = PlanTarget.objects.create(
            region=self.region,
            care_form=self.light,
            year=2027,
            places=40,
            set_on=ago(9),
            set_by=planner,
            reason="Raad",
        )
        return {"plan line": line, "plan action": action, "plan target": target}

    def plan_line(self) -> PlanLine:
        """Eight places more."""
        return PlanLine.objects.create(
            region=self.region,
            kind="OPBOUW",
            care_form=self.light,
            municipality_id=make.ALMERE,
            places=8,
            planned_on=TODAY + timedelta(days=200),
            provider=self.provider,
            housing_association=self.location.housing_association,
        )

    def mandate(self) -> Mandate:
        """Somebody else than the coordinator of these tests may decide."""
        return Mandate.objects.create(
            user=self.users["wijkteam"], starts_on=make.LONG_AGO, source="Mandaatbesluit"
        )
