"""Addresses of the top floor."""

from django.urls import URLPattern, URLResolver, path

from reporting.views import approval, matching, monitor, public, reports, start, tiles
from reporting.views.plan import actions, goals, lines, pages

urlpatterns: list[URLPattern | URLResolver] = [
    path("", start.start, name="start"),
    path("monitor/", monitor.monitor, name="monitor"),
    path("monitor/cijfers.csv", monitor.monitor_csv, name="monitor_csv"),
    path("monitor/kaart/", tiles.tiles, name="tiles"),
    path("monitor/ontbreekt/", matching.missing, name="missing_places"),
    path("monitor/eerlijk/", matching.fair, name="fairness"),
    path("monitor/tel-opnieuw/", monitor.count_again, name="count_again"),
    path("monitor/<slug:chart>.csv", monitor.chart_csv, name="chart_csv"),
    path("plan/", pages.plan, name="plan"),
    path("plan/kwartalen/", pages.plan_quarters, name="plan_quarters"),
    path("plan/gemeenten/", pages.plan_towns, name="plan_towns"),
    path("plan/nieuw/", lines.add_plan_line, name="add_plan_line"),
    path("plan/<int:pk>/", lines.plan_line, name="plan_line"),
    path("plan/<int:pk>/wijzigen/", lines.change_plan_line, name="change_plan_line"),
    path("plan/<int:pk>/intrekken/", lines.withdraw_plan_line, name="withdraw_plan_line"),
    path("plan/<int:pk>/reden/", lines.explain_plan_line, name="explain_plan_line"),
    path("plan/<int:pk>/acties/nieuw/", actions.add_plan_action, name="add_plan_action"),
    path("plan/acties/<int:pk>/", actions.plan_action, name="plan_action"),
    path("plan/acties/<int:pk>/klaar/", actions.finish_plan_action, name="finish_plan_action"),
    path("plan/doelen/", pages.plan_goals, name="plan_goals"),
    path("plan/doelen/nieuw/", goals.add_target, name="add_target"),
    path("plan/doelen/<int:pk>/", goals.revise_target, name="revise_target"),
    path("plan/ramingen/nieuw/", goals.add_estimate, name="add_estimate"),
    path("rapporten/", reports.reports, name="reports"),
    path("rapporten/<slug:region>/<slug:quarter>/", reports.report, name="quarterly_report"),
    path("rapporten/<slug:region>/<slug:quarter>/toelichting/", approval.texts, name="report_texts"),
    path("rapporten/<slug:region>/<slug:quarter>/goedkeuren/", approval.approval, name="approve_report"),
    path("rapporten/<slug:region>/<slug:quarter>/publiceren/", approval.publication, name="publish_report"),
    path("openbaar/", public.published, name="published"),
    path("openbaar/bericht/", public.subscribe, name="subscribe"),
    path("openbaar/bericht/<slug:slug>/", public.subscription, name="subscription"),
    path("openbaar/bericht/<slug:slug>/stop/", public.unsubscribe, name="unsubscribe"),
    path("openbaar/<slug:region>/<slug:quarter>/", public.published_report, name="published_report"),
    path("openbaar/<slug:region>/<slug:quarter>/rapport.pdf", public.published_pdf, name="published_pdf"),
    path("openbaar/<slug:region>/<slug:quarter>/cijfers.csv", public.published_csv, name="published_csv"),
    path("rapporten/<slug:region>/<slug:quarter>/opstellen/", reports.draw_up_report, name="draw_up_report"),
    path("rapporten/<slug:region>/<slug:quarter>/rapport.pdf", reports.report_pdf, name="report_pdf"),
    path("rapporten/<slug:region>/<slug:quarter>/cijfers.csv", reports.figures_csv, name="figures_csv"),
    path("rapporten/<slug:region>/<slug:quarter>/cijfers.xlsx", reports.figures_xlsx, name="figures_xlsx"),
]
