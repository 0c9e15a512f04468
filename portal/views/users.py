"""Users and organisations, for the functional administrator; no client content here."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from portal.access import SignedInRequest, allow, note
from portal.models import Action, Organisation, Region, Role, User


@allow(Role.ADMINISTRATOR)
def administration(request: SignedInRequest) -> HttpResponse:
    """Who can log in, and which organisations take part."""
    users = User.objects.select_related("organisation__region").order_by("organisation__region__name", "name")
    organisations = Organisation.objects.select_related("region", "municipality")
    context = {
        "users": users,
        "regions": Region.objects.select_related("centre_municipality"),
        "organisations": organisations.order_by("region__name", "kind", "name"),
    }
    return render(request, "portal/administration.html", context)


@require_POST
@allow(Role.ADMINISTRATOR)
def switch_user(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let a user in or keep them out; a session that is open ends with the next page."""
    user = get_object_or_404(User, pk=pk)
    if user == request.user:
        messages.error(request, "U kunt uzelf niet blokkeren. Vraag een andere beheerder.")
        return redirect("administration")
    user.is_active = request.POST.get("actief") == "ja"
    user.save(update_fields=["is_active"])
    note(request, Action.CHANGE, "gebruiker")
    done = "kan weer inloggen" if user.is_active else "kan niet meer inloggen"
    messages.success(request, f"{user.name} {done}.")
    return redirect("administration")
