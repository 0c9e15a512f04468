"""The care timeline: melding and decision, waiting, proposals, care, readiness to leave, and reviews."""

from trajectories.models.absence import Absence, AbsenceReason
from trajectories.models.access_advice import AccessAdvice, Leaning
from trajectories.models.activity import Activity, ActivityKind, Referral
from trajectories.models.advice import MatchAdvice
from trajectories.models.authority import AccessBody, AccessModel, Mandate
from trajectories.models.blocker import BlockerKind, Mover, OutflowBlocker
from trajectories.models.bsn import Bsn, BsnUse
from trajectories.models.calamity import CalamityReport
from trajectories.models.care import CareEpisode, EndReason, Funding
from trajectories.models.census import WaitlistCensus
from trajectories.models.clock import PenaltyNotice, TermExtension
from trajectories.models.consent import Consent, Disclosure, GivenBy, Manner, Purpose
from trajectories.models.contact import ContactPerson, ContactRole
from trajectories.models.correction import ClientCorrection
from trajectories.models.decision import ContributionType, Decision, DecisionGoal, DecisionKind, GoalTheme
from trajectories.models.emergency import EmergencyAccess
from trajectories.models.holder import CaseHolder
from trajectories.models.interim import BridgingCare, CheckAnswer, SpokenWith, StatusChange, WaitCheck
from trajectories.models.invite import ExperienceInvite
from trajectories.models.letter import Letter, LetterKind, LetterText
from trajectories.models.merge import ClientMerge
from trajectories.models.nomination import DwellingOffer, NoDwelling, Nomination
from trajectories.models.notification import (
    Channel,
    Notification,
    NotificationQuerySet,
    Outcome,
    Reporter,
    Stage,
    TermSuspension,
)
from trajectories.models.objection import ContraIndication
from trajectories.models.part import (
    BY_CHOICE,
    InvestigationPart,
    InvestigationReport,
    PartChange,
    PartKind,
    PartState,
    parts_by_law,
    parts_of,
)
from trajectories.models.proposal import DeclineReason, MatchProposal
from trajectories.models.readiness import OutflowReadiness
from trajectories.models.remedy import Objection, ObjectionOutcome
from trajectories.models.retention import Destruction, LegalHold, RetentionGround
from trajectories.models.review import FivePoint, Review
from trajectories.models.rules import MatchingRules
from trajectories.models.safety_net import AftercareMoment, AftercareOutcome, SafetyNet
from trajectories.models.superseded import SupersededEpisode, Track
from trajectories.models.support import GoalResult, Outlook, SupportGoal
from trajectories.models.table import MatchingTable, TableDecision
from trajectories.models.tenancy import SignalFollowUp, SignalKind, TenancySignal
from trajectories.models.transfer import Direction, RegionTransfer, TransferStep, TransferStepKind
from trajectories.models.unmet import Criterion, UnmetDemand
from trajectories.models.upload import Upload, UploadKind, UploadState
from trajectories.models.urgency import UrgencyDeclaration
from trajectories.models.urgent import TemporaryProvision
from trajectories.models.voice import OF_A_MELDING, ClientVoice, Opinion, VoiceSource, VoiceStep
from trajectories.models.waiting import LeaveReason, WaitlistEntry, WaitPause, WaitStatus

__all__ = [
    "BY_CHOICE",
    "OF_A_MELDING",
    "Absence",
    "AbsenceReason",
    "AccessAdvice",
    "AccessBody",
    "AccessModel",
    "Activity",
    "ActivityKind",
    "AftercareMoment",
    "AftercareOutcome",
    "BlockerKind",
    "BridgingCare",
    "Bsn",
    "BsnUse",
    "CalamityReport",
    "CareEpisode",
    "CaseHolder",
    "Channel",
    "CheckAnswer",
    "ClientCorrection",
    "ClientMerge",
    "ClientVoice",
    "Consent",
    "ContactPerson",
    "ContactRole",
    "ContraIndication",
    "ContributionType",
    "Criterion",
    "Decision",
    "DecisionGoal",
    "DecisionKind",
    "DeclineReason",
    "Destruction",
    "Direction",
    "Disclosure",
    "DwellingOffer",
    "EmergencyAccess",
    "EndReason",
    "ExperienceInvite",
    "FivePoint",
    "Funding",
    "GivenBy",
    "GoalResult",
    "GoalTheme",
    "InvestigationPart",
    "InvestigationReport",
    "Leaning",
    "LeaveReason",
    "LegalHold",
    "Letter",
    "LetterKind",
    "LetterText",
    "Mandate",
    "Manner",
    "MatchAdvice",
    "MatchProposal",
    "MatchingRules",
    "MatchingTable",
    "Mover",
    "NoDwelling",
    "Nomination",
    "Notification",
    "NotificationQuerySet",
    "Objection",
    "ObjectionOutcome",
    "Opinion",
    "Outcome",
    "OutflowBlocker",
    "OutflowReadiness",
    "Outlook",
    "PartChange",
    "PartKind",
    "PartState",
    "PenaltyNotice",
    "Purpose",
    "Referral",
    "RegionTransfer",
    "Reporter",
    "RetentionGround",
    "Review",
    "SafetyNet",
    "SignalFollowUp",
    "SignalKind",
    "SpokenWith",
    "Stage",
    "StatusChange",
    "SupersededEpisode",
    "SupportGoal",
    "TableDecision",
    "TemporaryProvision",
    "TenancySignal",
    "TermExtension",
    "TermSuspension",
    "Track",
    "TransferStep",
    "TransferStepKind",
    "UnmetDemand",
    "Upload",
    "UploadKind",
    "UploadState",
    "UrgencyDeclaration",
    "VoiceSource",
    "VoiceStep",
    "WaitCheck",
    "WaitPause",
    "WaitStatus",
    "WaitlistCensus",
    "WaitlistEntry",
    "parts_by_law",
    "parts_of",
]
