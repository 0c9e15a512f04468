"""Logging in and out."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from portal.access import EVERYBODY, allow, note, public
from portal.demo_accounts import ACCOUNTS, PASSWORD
from portal.models import Action


class SignInForm(forms.Form):
    """Name and password; one sentence for every wrong combination, so that nobody learns which names exist."""

    login = forms.CharField(
        label="Inlognaam", max_length=100, widget=forms.TextInput(attrs={"autocomplete": "username"})
    )
    password = forms.CharField(
        label="Wachtwoord",
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def clean(self) -> dict[str, Any]:
        """Find the user these words belong to."""
        words = super().clean() or {}
        if "login" in words and "password" in words:
            self.user = authenticate(username=words["login"], password=words["password"])
            if self.user is None:
                raise forms.ValidationError("Deze combinatie van inlognaam en wachtwoord kennen we niet.")
        return words

    user: Any = None


@public
def sign_in(request: HttpRequest) -> HttpResponse:
    """The log-in page."""
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        login(request, form.user)
        note(request, Action.SIGN_IN, "inloggen")
        return redirect(_next(request))
    context = {"form": form, "accounts": ACCOUNTS if settings.DEMO else (), "demo_password": PASSWORD}
    if form.user is None and form.errors:
        note(request, Action.REFUSED, "inloggen")
    return render(request, "portal/login.html", context, status=422 if form.errors else 200)


@allow(*EVERYBODY)
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session; by POST only, so that no link can do it."""
    if request.method == "POST":
        note(request, Action.SIGN_OUT, "uitloggen")
        logout(request)
    return redirect(settings.LOGIN_URL)


def _next(request: HttpRequest) -> str:
    wanted = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else settings.LOGIN_REDIRECT_URL
