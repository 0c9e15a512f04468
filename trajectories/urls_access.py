"""Addresses about how the access works: for readers and for beheer."""

from django.urls import URLPattern, URLResolver, path

from trajectories.views import authority

urlpatterns: list[URLPattern | URLResolver] = [
    path("toegang/", authority.authority, name="authority"),
    path("beheer/regios/<slug:region>/toegang/", authority.region_authority, name="region_authority"),
    path(
        "beheer/regios/<slug:region>/toegang/werkwijze/", authority.begin_access_model, name="begin_access_model"
    ),
    path("beheer/regios/<slug:region>/toegang/mandaat/", authority.give_mandate, name="give_mandate"),
    path("beheer/mandaten/<int:pk>/beeindigen/", authority.end_mandate, name="end_mandate"),
]
