"""The published figures: what each means, and one module per chapter that counts them."""

from reporting.figures.frame import Frame
from reporting.figures.registry import QuarterNotBegun, compute

__all__ = ["Frame", "QuarterNotBegun", "compute"]
