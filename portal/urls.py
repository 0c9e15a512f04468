"""Every address of the portal; the floors above are named as strings."""

from django.urls import include, path

from portal.views import health, sign_in

urlpatterns = [
    path("gezond/", health.alive, name="alive"),
    path("klaar/", health.ready, name="ready"),
    path("inloggen/", sign_in.sign_in, name="sign_in"),
    path("uitloggen/", sign_in.sign_out, name="sign_out"),
    path("", include("placements.urls")),
    path("", include("trajectories.urls")),
    path("", include("reporting.urls")),
]
