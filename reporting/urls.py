"""Addresses of the top floor."""

from django.urls import URLPattern, URLResolver, path

from reporting.views import monitor, reports, start, tiles

urlpatterns: list[URLPattern | URLResolver] = [
    path("", start.start, name="start"),
    path("monitor/", monitor.monitor, name="monitor"),
    path("monitor/cijfers.csv", monitor.monitor_csv, name="monitor_csv"),
    path("monitor/kaart/", tiles.tiles, name="tiles"),
    path("monitor/tel-opnieuw/", monitor.count_again, name="count_again"),
    path("monitor/<slug:chart>.csv", monitor.chart_csv, name="chart_csv"),
    path("rapporten/", reports.reports, name="reports"),
    path("rapporten/<slug:region>/<slug:quarter>/", reports.report, name="quarterly_report"),
    path("rapporten/<slug:region>/<slug:quarter>/opstellen/", reports.draw_up_report, name="draw_up_report"),
    path("rapporten/<slug:region>/<slug:quarter>/rapport.pdf", reports.report_pdf, name="report_pdf"),
    path("rapporten/<slug:region>/<slug:quarter>/cijfers.csv", reports.figures_csv, name="figures_csv"),
    path("rapporten/<slug:region>/<slug:quarter>/cijfers.xlsx", reports.figures_xlsx, name="figures_xlsx"),
]
