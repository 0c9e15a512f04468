"""The housing timeline: care forms, contracts, locations, places, who lives where, and the plan."""

from placements.models.catalogue import CareForm, Contract
from placements.models.confirmation import SupplyConfirmation
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
    "ChangeType",
    "Contract",
    "Feature",
    "HousingEpisode",
    "LivingMode",
    "Location",
    "MoveReason",
    "OutOfUse",
    "OutOfUseReason",
    "Place",
    "PlacePeriod",
    "PlanLine",
    "SupplyConfirmation",
    "Tenure",
]
