"""The housing timeline: care forms, contracts, locations, places, who lives where, and the plan."""

from placements.models.catalogue import CareForm, CareFormPhase, Phase, ProductDescription, Purpose
from placements.models.confirmation import SupplyConfirmation
from placements.models.contracts import Contract, RateElement, RateGround, RatePart
from placements.models.housing import HousingEpisode, MoveReason, Tenure
from placements.models.plan import ChangeType, PlanLine
from placements.models.stock import (
    Feature,
    LivingMode,
    Location,
    OutOfUse,
    OutOfUseReason,
    Place,
    PlacePeriod,
)

__all__ = [
    "CareForm",
    "CareFormPhase",
    "ChangeType",
    "Contract",
    "Feature",
    "HousingEpisode",
    "LivingMode",
    "Location",
    "MoveReason",
    "OutOfUse",
    "OutOfUseReason",
    "Phase",
    "Place",
    "PlacePeriod",
    "PlanLine",
    "ProductDescription",
    "Purpose",
    "RateElement",
    "RateGround",
    "RatePart",
    "SupplyConfirmation",
    "Tenure",
]
