"""What is kept about a client: every kind of row that belongs to one, what it is called, and how it is reached.

A model that leads to a client and is in neither list fails a test.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models

from placements.models import HousingEpisode, ResidentPlan
from portal.models import AccessRecord, Client
from trajectories import bsn
from trajectories.models import (
    Absence,
    AccessAdvice,
    AftercareMoment,
    BridgingCare,
    Bsn,
    CalamityReport,
    CareEpisode,
    CaseHolder,
    ClientCorrection,
    ClientMerge,
    ClientVoice,
    Consent,
    ContactPerson,
    ContraIndication,
    Decision,
    DecisionGoal,
    Disclosure,
    DwellingOffer,
    EmergencyAccess,
    ExperienceInvite,
    InvestigationPart,
    InvestigationReport,
    LegalHold,
    Letter,
    MatchAdvice,
    MatchProposal,
    Nomination,
    Notification,
    Objection,
    OutflowBlocker,
    OutflowReadiness,
    Outlook,
    PartChange,
    PenaltyNotice,
    Referral,
    RegionTransfer,
    Review,
    SafetyNet,
    SignalFollowUp,
    StatusChange,
    SupersededEpisode,
    SupportGoal,
    TableDecision,
    TemporaryProvision,
    TenancySignal,
    TermExtension,
    TermSuspension,
    TransferStep,
    UnmetDemand,
    UrgencyDeclaration,
    WaitCheck,
    WaitlistEntry,
    WaitPause,
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A kind of row: the fields that lead to the client, and what it is called on paper."""

    model: type[models.Model]
    path: str
    name: str
    left_out: frozenset[str] = frozenset()
    """Fields that say nothing about the client: a file that is given anyway, a key."""
    also: Callable[[Any], list[tuple[str, str]]] = lambda row: []
    """What else a row tells, that no field says as it stands."""


OF_THE_CLIENT = Kept(Client, "pk", "Wie u bent")
KEPT = (
    Kept(Bsn, "client", "Uw BSN", frozenset({"sealed", "mark"}), lambda row: [("nummer", bsn.in_words(row))]),
    Kept(ContactPerson, "client", "Mensen om u heen"),
    Kept(ClientCorrection, "client", "Wat aan uw gegevens is gewijzigd"),
    Kept(ClientMerge, "kept", "Samengevoegde dossiers"),
    Kept(ClientVoice, "client", "Wat u zei"),
    Kept(Consent, "client", "Toestemming"),
    Kept(Disclosure, "client", "Wat met anderen is gedeeld"),
    Kept(Notification, "client", "Meldingen"),
    Kept(CaseHolder, "notification__client", "Wie uw melding behandelt"),
    Kept(TermSuspension, "notification__client", "Keren dat de termijn stilstond"),
    Kept(TermExtension, "notification__client", "Keren dat een latere dag is afgesproken"),
    Kept(PenaltyNotice, "notification__client", "Keren dat u ons in gebreke stelde"),
    Kept(AccessAdvice, "notification__client", "Adviezen bij uw aanvraag"),
    Kept(InvestigationPart, "notification__client", "Onderdelen van het onderzoek"),
    Kept(PartChange, "part__notification__client", "Wat er eerder in het onderzoek stond"),
    Kept(InvestigationReport, "notification__client", "Verslagen van het onderzoek"),
    Kept(Decision, "notification__client", "Besluiten"),
    Kept(DecisionGoal, "decision__notification__client", "Doelen in een besluit"),
    Kept(Objection, "notification__client", "Bezwaren tegen een besluit"),
    Kept(TemporaryProvision, "notification__client", "Tijdelijke hulp"),
    Kept(RegionTransfer, "notification__client", "Overdrachten aan een andere regio"),
    Kept(TransferStep, "transfer__notification__client", "Stappen van een overdracht"),
    Kept(Letter, "client", "Brieven", frozenset({"pdf"})),
    Kept(WaitlistEntry, "client", "Plekken op de wachtlijst"),
    Kept(WaitPause, "entry__client", "Pauzes op de wachtlijst"),
    Kept(StatusChange, "entry__client", "Wijzigingen op de wachtlijst"),
    Kept(BridgingCare, "entry__client", "Hulp tijdens het wachten"),
    Kept(WaitCheck, "entry__client", "Gesprekken over het wachten"),
    Kept(UnmetDemand, "entry__client", "Keren dat er geen plek was"),
    Kept(ContraIndication, "client", "Waarom een locatie niet past"),
    Kept(MatchProposal, "entry__client", "Voorstellen voor een plek"),
    Kept(TableDecision, "client", "Besluiten van de matchingstafel"),
    Kept(HousingEpisode, "client", "Waar u woonde"),
    Kept(CareEpisode, "client", "Welke zorg u kreeg"),
    Kept(Absence, "client", "Keren dat u tijdelijk weg was"),
    Kept(SupersededEpisode, "client", "Wat er eerder over wonen en zorg stond"),
    Kept(ResidentPlan, "home__client", "Plannen bij het sluiten van uw plek"),
    Kept(SupportGoal, "client", "Uw doelen"),
    Kept(Outlook, "client", "Verwachtingen"),
    Kept(Referral, "client", "Afspraken in de buurt"),
    Kept(Review, "client", "Evaluaties"),
    Kept(ExperienceInvite, "review__client", "Codes om uw mening te geven", frozenset({"code_hash"})),
    Kept(OutflowReadiness, "client", "Klaar voor een volgende stap"),
    Kept(OutflowBlocker, "readiness__client", "Waar die stap op wacht"),
    Kept(UrgencyDeclaration, "readiness__client", "Urgentieverklaringen"),
    Kept(Nomination, "client", "Voordrachten bij een corporatie"),
    Kept(DwellingOffer, "nomination__client", "Aangeboden woningen"),
    Kept(TenancySignal, "home__client", "Signalen over het huren"),
    Kept(SignalFollowUp, "signal__home__client", "Wat met een signaal is gedaan"),
    Kept(SafetyNet, "client", "Uw vangnet"),
    Kept(AftercareMoment, "client", "Nazorg"),
    Kept(CalamityReport, "client", "Gemelde calamiteiten"),
    Kept(EmergencyAccess, "client", "Keren dat iemand in nood in uw dossier keek"),
    Kept(LegalHold, "client", "Keren dat uw dossier langer bewaard moet blijven"),
)
"""In the order of the paper a client gets."""
NOT_COPIED: dict[type[models.Model], str] = {
    AccessRecord: "Het overzicht van wie in het dossier keek is een eigen papier.",
    MatchAdvice: "Het noemt codes van anderen die wachtten; wat de cliënt aangaat, staat bij het voorstel.",
}
"""Kinds of rows that a copy leaves out, and why."""
