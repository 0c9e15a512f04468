"""Every address of the portal, and those of the bench."""

from django.urls import path

from bench.site.doors import count, floor, let_in, night
from bench.site.peers import admin, table
from portal.urls import handler500  # noqa: F401 (Django reads handler500)
from portal.urls import urlpatterns as ours

urlpatterns = [
    path("binnen/<str:login>/", let_in),
    path("vloer/", floor),
    path("cijfers/", count),
    path("nacht/", night),
    path("tabel/", table),
    path("register/", admin.urls),
    *ours,
]
