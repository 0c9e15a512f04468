"""Matching: why a place fits a waiting client or not, and what would make it fit. Advice; a person decides."""
