"""The app as Django knows it."""

from django.apps import AppConfig


class TrajectoriesConfig(AppConfig):
    """Names the app."""

    name = "trajectories"
