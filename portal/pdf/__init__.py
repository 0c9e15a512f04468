"""Documents on paper: PDF/A-3a and PDF/UA-1 in one file, the same bytes for the same content."""

from portal.pdf.render import print_pdf, printable
from portal.pdf.seal import keyword, read_hash
from portal.pdf.signing import signed

__all__ = ["keyword", "print_pdf", "printable", "read_hash", "signed"]
