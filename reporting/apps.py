"""The app as Django knows it."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """Names the app."""

    name = "reporting"
