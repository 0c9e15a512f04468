"""Addresses where a provider changes its own locations and places."""

from django.urls import URLPattern, URLResolver, path

from trajectories.views import stock

urlpatterns: list[URLPattern | URLResolver] = [
    path("aanbod/locaties/nieuw/", stock.add_location, name="add_location"),
    path("aanbod/locaties/<slug:slug>/", stock.change_location, name="change_location"),
    path("aanbod/locaties/<slug:slug>/plekken/", stock.add_places, name="add_places"),
    path("aanbod/locaties/<slug:slug>/zorgvorm/", stock.convert_places, name="convert_places"),
    path("aanbod/locaties/<slug:slug>/kenmerken/", stock.change_features, name="change_features"),
    path("aanbod/locaties/<slug:slug>/zorgvorm/<int:pk>/weg/", stock.call_off_period, name="call_off_period"),
    path("aanbod/locaties/<slug:slug>/kenmerken/<int:pk>/weg/", stock.call_off_features, name="call_off_features"),
]
