"""Addresses of this floor."""

from django.urls import URLPattern, URLResolver, include, path

from trajectories.views import (
    clients,
    consents,
    locations,
    melding,
    notifications,
    parts,
    places,
    proposals,
    steps,
    supply,
    waiting,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("meldingen/", notifications.notifications, name="notifications"),
    path("meldingen/nieuw/", notifications.register, name="register"),
    path("meldingen/<slug:slug>/", melding.notification, name="notification"),
    path("meldingen/<slug:slug>/controleren/", steps.report, name="report"),
    path("meldingen/<slug:slug>/aanvraag/", steps.application, name="application"),
    path("meldingen/<slug:slug>/besluit/", steps.decision, name="decision"),
    path("meldingen/<slug:slug>/beginnen/", steps.begin, name="begin"),
    path("meldingen/<slug:slug>/afsluiten/", steps.close, name="close"),
    path("meldingen/<slug:slug>/stilzetten/", steps.stand_still, name="stand_still"),
    path("meldingen/<slug:slug>/<slug:kind>/", parts.part, name="part"),
    path("wachtlijst/", waiting.waiting_list, name="waiting_list"),
    path("wachtlijst/<slug:slug>/", waiting.entry, name="waiting_entry"),
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
    path("locaties/<slug:slug>/<slug:place>/", locations.place_page, name="place_page"),
    path("", include("trajectories.urls_catalogue")),
    path("clienten/", clients.clients, name="clients"),
    path("clienten/<slug:slug>/", clients.client_page, name="client_page"),
    path("clienten/<slug:slug>/toestemming/", consents.consents, name="consents"),
    path("clienten/<slug:slug>/toestemming/<int:pk>/intrekken/", consents.withdraw, name="withdraw_consent"),
    path("clienten/<slug:slug>/toestemming/<slug:word>/", consents.answer_consent, name="answer_consent"),
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
