"""Addresses about how the access works: for readers and for beheer."""

from django.urls import URLPattern, URLResolver, path

from trajectories.views import authority, decisions, handing_over, letter_texts, letters, postal, remedies

urlpatterns: list[URLPattern | URLResolver] = [
    path("toegang/", authority.authority, name="authority"),
    path("beheer/regios/<slug:region>/toegang/", authority.region_authority, name="region_authority"),
    path(
        "beheer/regios/<slug:region>/toegang/werkwijze/", authority.begin_access_model, name="begin_access_model"
    ),
    path("beheer/regios/<slug:region>/toegang/mandaat/", authority.give_mandate, name="give_mandate"),
    path("beheer/regios/<slug:region>/brieven/", letter_texts.letter_texts, name="letter_texts"),
    path("beheer/regios/<slug:region>/brieven/<slug:word>/", letter_texts.letter_text, name="letter_text"),
    path("meldingen/overdragen/", handing_over.hand_over_many, name="hand_over_many"),
    path("meldingen/<slug:slug>/overdragen/", handing_over.hand_over_one, name="hand_over_one"),
    path("meldingen/<slug:slug>/overdragen/gezien/", handing_over.take_note, name="take_note"),
    path("meldingen/<slug:slug>/brieven/bevestiging/", letters.receipt_letter, name="receipt_letter"),
    path("meldingen/<slug:slug>/brieven/<slug:letter>/", letters.letter, name="letter"),
    path("meldingen/<slug:slug>/brieven/<slug:letter>/brief.pdf", letters.letter_pdf, name="letter_pdf"),
    path("meldingen/<slug:slug>/brieven/<slug:letter>/verstuurd/", letters.send_letter, name="send_letter"),
    path("meldingen/<slug:slug>/postadres/", postal.postal, name="postal"),
    path("meldingen/<slug:slug>/bezwaar/", remedies.object_to, name="object_to_decision"),
    path("meldingen/<slug:slug>/bezwaar/beslissen/", remedies.rule, name="rule_objection"),
    path("meldingen/<slug:slug>/besluit/bezwaar/", decisions.after_objection, name="decide_after_objection"),
    path("meldingen/<slug:slug>/besluit/herindicatie/", decisions.reassess, name="reassess"),
    path("beheer/mandaten/<int:pk>/beeindigen/", authority.end_mandate, name="end_mandate"),
]
