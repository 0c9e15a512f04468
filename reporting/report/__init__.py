"""The quarterly report for the council: from frozen cells to chapters, without a model in sight."""

from reporting.report.compose import compose
from reporting.report.document import Report
from reporting.report.edition import Earlier, Edition, PlanTotal, content_hash

__all__ = ["Earlier", "Edition", "PlanTotal", "Report", "compose", "content_hash"]
