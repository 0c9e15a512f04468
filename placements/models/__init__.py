"""The housing timeline: care forms, contracts, locations, places, who lives where, and the plan."""

from placements.models.catalogue import CareForm, CareFormPhase, Phase, ProductDescription, Purpose
from placements.models.closing import (
    Closing,
    ClosingEvent,
    ClosingReason,
    CutPeriod,
    Fate,
    ResidentPlan,
)
from placements.models.confirmation import SupplyConfirmation
from placements.models.contracts import Contract, RateElement, RateGround, RatePart
from placements.models.features import Feature, PlaceFeatures
from placements.models.goal import DwellingQuota, NeedEstimate, PlanTarget
from placements.models.housing import HousingEpisode, MoveReason, Tenure
from placements.models.location import Amenity, Host, LivingMode, Location, RentBasis, TargetGroup
from placements.models.plan import (
    Certainty,
    ChangeType,
    Deviation,
    LineRevision,
    PlanAction,
    PlanLine,
)
from placements.models.stock import (
    OutOfUse,
    OutOfUseReason,
    Place,
    PlacePeriod,
)

__all__ = [
    "Amenity",
    "CareForm",
    "CareFormPhase",
    "Certainty",
    "ChangeType",
    "Closing",
    "ClosingEvent",
    "ClosingReason",
    "Contract",
    "CutPeriod",
    "Deviation",
    "DwellingQuota",
    "Fate",
    "Feature",
    "Host",
    "HousingEpisode",
    "LineRevision",
    "LivingMode",
    "Location",
    "MoveReason",
    "NeedEstimate",
    "OutOfUse",
    "OutOfUseReason",
    "Phase",
    "Place",
    "PlaceFeatures",
    "PlacePeriod",
    "PlanAction",
    "PlanLine",
    "PlanTarget",
    "ProductDescription",
    "Purpose",
    "RateElement",
    "RateGround",
    "RatePart",
    "RentBasis",
    "ResidentPlan",
    "SupplyConfirmation",
    "TargetGroup",
    "Tenure",
]
