"""Addresses of the top floor."""

from django.urls import URLPattern, URLResolver, path

from reporting.views import reports, start

urlpatterns: list[URLPattern | URLResolver] = [
    path("", start.start, name="start"),
    path("rapporten/", reports.reports, name="reports"),
    path("rapporten/<slug:region>/<slug:quarter>/", reports.report, name="quarterly_report"),
    path("rapporten/<slug:region>/<slug:quarter>/opstellen/", reports.draw_up_report, name="draw_up_report"),
    path("rapporten/<slug:region>/<slug:quarter>/rapport.pdf", reports.report_pdf, name="report_pdf"),
    path("rapporten/<slug:region>/<slug:quarter>/cijfers.csv", reports.figures_csv, name="figures_csv"),
    path("rapporten/<slug:region>/<slug:quarter>/cijfers.xlsx", reports.figures_xlsx, name="figures_xlsx"),
]
