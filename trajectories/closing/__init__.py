"""Closing a location or a place, guided: what stands in the way, what happens to whom, schedule, call off."""
