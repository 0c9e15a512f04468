"""Addresses of what there is in the neighbourhood."""

from django.urls import URLPattern, URLResolver, path

from trajectories.views import neighbourhood

urlpatterns: list[URLPattern | URLResolver] = [
    path("buurt/", neighbourhood.activities, name="activities"),
    path("buurt/nieuw/", neighbourhood.add_activity, name="add_activity"),
    path("buurt/<int:pk>/", neighbourhood.change_activity, name="change_activity"),
    path("buurt/<int:pk>/weg/", neighbourhood.end_activity, name="end_activity"),
]
