"""Every address of the portal; the floors above are named as strings."""

from django.urls import include, path

from portal.views import health, log, pages, sign_in, users

urlpatterns = [
    path("gezond/", health.alive, name="alive"),
    path("klaar/", health.ready, name="ready"),
    path("inloggen/", sign_in.sign_in, name="sign_in"),
    path("uitloggen/", sign_in.sign_out, name="sign_out"),
    path("privacy/", pages.privacy, name="privacy"),
    path("toegankelijkheid/", pages.accessibility, name="accessibility"),
    path("hulp/", pages.help_and_contact, name="help"),
    path(".well-known/security.txt", pages.security_txt, name="security_txt"),
    path("logboek/", log.log, name="log"),
    path("beheer/", users.administration, name="administration"),
    path("beheer/gebruikers/<int:pk>/", users.switch_user, name="switch_user"),
    path("", include("trajectories.urls")),
    path("", include("reporting.urls")),
]

handler500 = "portal.views.errors.server_error"
