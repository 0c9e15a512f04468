"""The app as Django knows it."""

from django.apps import AppConfig


class PlacementsConfig(AppConfig):
    """Names the app."""

    name = "placements"
