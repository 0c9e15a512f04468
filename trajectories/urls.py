"""Addresses of this floor."""

from django.urls import URLPattern, URLResolver, path

from trajectories.views import places, proposals

urlpatterns: list[URLPattern | URLResolver] = [
    path("plekken/", places.places, name="places"),
    path("plekken/<slug:slug>/geen-plek/", places.record_unmet, name="record_unmet"),
    path("plekken/<slug:slug>/blijven/", places.stay_put, name="stay_put"),
    path("plekken/<slug:slug>/voorstel/<slug:location>/", places.propose_place, name="propose_place"),
    path("voorstellen/", proposals.proposals, name="proposals"),
    path("voorstellen/<slug:slug>/", proposals.proposal, name="proposal"),
    path("voorstellen/<slug:slug>/aanvaarden/", proposals.accept_proposal, name="accept_proposal"),
    path("voorstellen/<slug:slug>/afwijzen/", proposals.decline_proposal, name="decline_proposal"),
    path("voorstellen/<slug:slug>/intrekken/", proposals.withdraw_proposal, name="withdraw_proposal"),
    path("voorstellen/<slug:slug>/verhuisd/", proposals.record_move_in, name="record_move_in"),
]
