"""Addresses about a home of one's own: nominations, and tenancies that pass to the resident."""

from django.urls import URLPattern, URLResolver, path

from trajectories.views import flips, nominations, tenancies

urlpatterns: list[URLPattern | URLResolver] = [
    path("voordrachten/", nominations.nominations, name="nominations"),
    path("voordrachten/<slug:slug>/", nominations.nomination, name="nomination"),
    path("huursignalen/", tenancies.signals, name="signals"),
    path("huursignalen/nieuw/", tenancies.new_signal, name="new_signal"),
    path("huursignalen/<slug:slug>/", tenancies.signal, name="signal"),
    path("locaties/<slug:slug>/<slug:place>/omklap/", flips.flip_tenancy, name="flip_tenancy"),
    path("clienten/<slug:slug>/voordragen/", nominations.nominate, name="nominate"),
]
