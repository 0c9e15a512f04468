"""The app as Django knows it."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Names the app."""

    name = "portal"
