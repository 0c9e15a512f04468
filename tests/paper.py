"""What independent programs say of a printed document."""

import page

from tests import verapdf

# page-validation 0.11 takes a packed stream whose last byte happens to be a line end for one byte too short;
# veraPDF, which reads the length itself, does not.
MISTAKEN = {"PDFA3A-STREAM-LENGTH-001"}


def problems(pdf: bytes) -> list[str]:
    """What two validators find against PDF/UA-1 and PDF/A-3a, as `rule: message`; veraPDF is the reference."""
    reports = [page.validate_pdf_bytes(pdf, profile=profile) for profile in ("ua1", "3a")]
    found = [one for report in reports for one in report.failures if one.rule_id not in MISTAKEN]
    return [f"{one.rule_id}: {one.message}" for one in found] + verapdf.failures(pdf)
