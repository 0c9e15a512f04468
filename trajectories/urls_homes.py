"""Addresses about a home of one's own: nominations to housing associations."""

from django.urls import URLPattern, URLResolver, path

from trajectories.views import nominations

urlpatterns: list[URLPattern | URLResolver] = [
    path("voordrachten/", nominations.nominations, name="nominations"),
    path("voordrachten/<slug:slug>/", nominations.nomination, name="nomination"),
    path("clienten/<slug:slug>/voordragen/", nominations.nominate, name="nominate"),
]
