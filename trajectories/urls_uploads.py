"""Addresses where spreadsheets go in and out."""

from django.urls import URLPattern, URLResolver, path

from trajectories.views import uploads

urlpatterns: list[URLPattern | URLResolver] = [
    path("inlezen/", uploads.uploads, name="uploads"),
    path("inlezen/aanleveren/<slug:kind>/", uploads.upload, name="upload"),
    path("inlezen/sjablonen/<slug:kind>/<str:name>", uploads.template, name="upload_template"),
    path("inlezen/uitlezen/<slug:kind>/<str:name>", uploads.export, name="export"),
    path("inlezen/<slug:slug>/", uploads.upload_page, name="upload_page"),
    path("inlezen/<slug:slug>/laden/", uploads.load_upload, name="load_upload"),
    path("inlezen/<slug:slug>/afbreken/", uploads.cancel_upload, name="cancel_upload"),
    path("inlezen/<slug:slug>/fouten.csv", uploads.upload_errors, name="upload_errors"),
]
