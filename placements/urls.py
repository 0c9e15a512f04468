"""Addresses of this floor."""

from django.urls import URLPattern, URLResolver, path

from placements.views import locations, supply

urlpatterns: list[URLPattern | URLResolver] = [
    path("aanbod/", supply.supply, name="supply"),
    path("aanbod/bevestigen/", supply.confirm, name="confirm_supply"),
    path("aanbod/plekken/<slug:slug>/buiten-gebruik/", supply.take_out_of_use, name="take_out_of_use"),
    path("aanbod/plekken/<slug:slug>/vertrek/", supply.expect_departure, name="expect_departure"),
    path(
        "aanbod/plekken/<slug:slug>/buiten-gebruik/<int:pk>/", supply.change_out_of_use, name="change_out_of_use"
    ),
    path(
        "aanbod/plekken/<slug:slug>/buiten-gebruik/<int:pk>/weer-in-gebruik/",
        supply.put_back_in_use,
        name="put_back_in_use",
    ),
    path(
        "aanbod/plekken/<slug:slug>/buiten-gebruik/<int:pk>/schrappen/",
        supply.cancel_out_of_use,
        name="cancel_out_of_use",
    ),
    path("locaties/", locations.locations, name="locations"),
    path("locaties/<slug:slug>/", locations.location_page, name="location_page"),
]
