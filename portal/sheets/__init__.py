"""Tables to take along: as CSV for a program, as a workbook for a person; written row by row."""

from portal.sheets.asked import Asked
from portal.sheets.download import download
from portal.sheets.sheet import Column, Sheet, Value

__all__ = ["Asked", "Column", "Sheet", "Value", "download"]
