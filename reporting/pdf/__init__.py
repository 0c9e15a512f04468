"""The quarterly report on paper: PDF/A-3a and PDF/UA-1 in one file, the same bytes for the same report."""

from reporting.pdf.render import render
from reporting.pdf.seal import read_hash

__all__ = ["read_hash", "render"]
