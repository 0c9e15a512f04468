"""The page behind a link from an administrator: choose a password, once."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from portal.access import note, public
from portal.accounts import invited
from portal.forms import PasswordForm
from portal.models import Action


@public
def welcome(request: HttpRequest) -> HttpResponse:
    """Choose a password of one's own; the key stands behind the question mark, where no log of"
    " addresses keeps it."""
    user = invited(request.GET.get("wie", ""), request.GET.get("sleutel", ""))
    if user is None:
        return render(request, "portal/no_invitation.html", status=404)
    form = PasswordForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        user.set_password(form.cleaned_data["password"])
        user.save(update_fields=["password"])
        note(request, Action.CHANGE, "wachtwoord", by=user)
        messages.success(request, f"Uw wachtwoord is bewaard. Log in met de naam {user.login}.")
        return redirect("sign_in")
    context = {"form": form, "who": user, "offices": settings.OFFICES.values()}
    return render(request, "portal/welcome.html", context, status=422 if form.errors else 200)
