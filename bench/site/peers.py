"""The waiting list as others would build it: django-tables2 with django-filter, and the admin."""

from typing import Any

import django_filters
import django_tables2
from django.contrib.admin import AdminSite, ModelAdmin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.access import EVERYBODY, allow
from trajectories.models import WaitlistEntry

SHOWN = ("client", "care_form", "status", "waiting_since", "has_bridging")
FILTERED = ("care_form", "status", "has_bridging")


def _waiting(request: HttpRequest) -> Any:
    return WaitlistEntry.objects.filter(region=request.user.region_id, left_on=None)  # type: ignore[union-attr]


class Table(django_tables2.Table):
    """Who waits."""

    class Meta:
        model = WaitlistEntry
        fields = SHOWN


class Filter(django_filters.FilterSet):
    """By what to choose."""

    class Meta:
        model = WaitlistEntry
        fields = FILTERED


@allow(*EVERYBODY)
def table(request: HttpRequest) -> HttpResponse:
    """Fifty rows of one region with a form of filters."""
    rows = _waiting(request).select_related("client", "care_form").order_by("waiting_since")
    chosen = Filter(request.GET, queryset=rows)
    found = Table(chosen.qs)
    django_tables2.RequestConfig(request, paginate={"per_page": 50}).configure(found)
    return render(request, "peers.html", {"table": found, "filter": chosen})


class Site(AdminSite):
    """Whoever is in may look."""

    def has_permission(self, request: HttpRequest) -> bool:
        """Our users have no word for it."""
        return request.user.is_authenticated


class Entries(ModelAdmin):  # type: ignore[type-arg]
    """The list of changes, with the same columns and filters."""

    list_display = SHOWN
    list_filter = FILTERED
    list_per_page = 50
    list_select_related = ("client", "care_form")
    ordering = ("waiting_since",)

    def get_queryset(self, request: HttpRequest) -> Any:
        """Of the same region."""
        return super().get_queryset(request) & _waiting(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Everybody may look."""
        return True

    def has_module_permission(self, request: HttpRequest) -> bool:
        """At everything."""
        return True

    has_add_permission = has_module_permission
    has_change_permission = has_delete_permission = has_view_permission

    @allow(*EVERYBODY)
    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """The list."""
        return super().changelist_view(request, extra_context)


admin = Site()
admin.register(WaitlistEntry, Entries)
