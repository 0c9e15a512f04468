"""Addresses of the catalogue, for readers and for beheer."""

from django.urls import URLPattern, URLResolver, path

from trajectories.views import care_forms, catalogue, contracts

urlpatterns: list[URLPattern | URLResolver] = [
    path("catalogus/", catalogue.catalogue, name="catalogue"),
    path("catalogus/<int:pk>/", catalogue.care_form, name="care_form"),
    path("beheer/regios/<slug:region>/zorgvormen/", catalogue.region_catalogue, name="region_catalogue"),
    path("beheer/regios/<slug:region>/zorgvormen/nieuw/", care_forms.add_care_form, name="add_care_form"),
    path("beheer/zorgvormen/<int:pk>/", catalogue.managed_care_form, name="managed_care_form"),
    path("beheer/zorgvormen/<int:pk>/wijzigen/", care_forms.change_care_form, name="change_care_form"),
    path("beheer/zorgvormen/<int:pk>/fase/", care_forms.begin_phase, name="begin_phase"),
    path("beheer/zorgvormen/<int:pk>/fase/<int:row>/weg/", care_forms.take_back_phase, name="take_back_phase"),
    path("beheer/zorgvormen/<int:pk>/tekst/", care_forms.describe, name="describe_care_form"),
    path(
        "beheer/zorgvormen/<int:pk>/tekst/<int:row>/weg/",
        care_forms.take_back_description,
        name="take_back_description",
    ),
    path("beheer/zorgvormen/<int:pk>/beeindigen/", care_forms.end_care_form, name="end_care_form"),
    path("beheer/zorgvormen/<int:pk>/doorgaan/", care_forms.keep_care_form, name="keep_care_form"),
    path("beheer/regios/<slug:region>/contracten/nieuw/", contracts.add_contract, name="add_contract"),
    path("beheer/regios/<slug:region>/tarieven/", contracts.index_rates, name="index_rates"),
    path("beheer/contracten/<int:pk>/", contracts.change_contract, name="change_contract"),
    path("beheer/contracten/<int:pk>/beeindigen/", contracts.end_contract, name="end_contract"),
]
