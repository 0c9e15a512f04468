"""The quarterly report for the council: from frozen cells to chapters, without a model in sight."""

from reporting.report.compose import compose
from reporting.report.document import Report
from reporting.report.edition import Confirmed, Earlier, Edition, PlanTotal, Restated, content_hash

__all__ = ["Confirmed", "Earlier", "Edition", "PlanTotal", "Report", "Restated", "compose", "content_hash"]
