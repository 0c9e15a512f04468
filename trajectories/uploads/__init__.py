"""Spreadsheets in and out by the page: who may load what, templates, looking over, loading, and writing out."""
