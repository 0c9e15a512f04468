"""Users, for the functional administrator: who may log in, with a link to choose a password; no client content."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from portal import accounts, clock, entering
from portal import rights as reviewing
from portal.access import SignedInRequest, allow, note
from portal.asking import Question, ask
from portal.forms import MailAddressForm, NewUserForm, RoleForm, UserFilter
from portal.models import Action, Organisation, Region, Role, Session, User
from portal.proof import keys
from portal.views.account import to_confirm
from portal.workplaces import workplace

SHOWN = 100
"""Users on one page; a search finds the others."""


@allow(Role.ADMINISTRATOR)
def administration(request: SignedInRequest) -> HttpResponse:
    """Where an administrator begins: the people, and per region what it offers and what goes in and out."""
    count = User.objects.aggregate(all=Count("pk"), blocked=Count("pk", filter=Q(is_active=False)))
    context = {
        "users": count["all"],
        "blocked": count["blocked"],
        "organisations": Organisation.objects.count(),
        "regions": Region.objects.visible_to(request.user).select_related("centre_municipality"),
    }
    return render(request, "portal/administration.html", context)


@allow(Role.ADMINISTRATOR)
def users(request: SignedInRequest) -> HttpResponse:
    """Who can log in; by region, role and name."""
    everybody = User.objects.select_related("organisation__region").order_by("organisation__region__name", "name")
    form = UserFilter(request.GET)
    found = form.chosen(everybody)
    context = {"filters": form, "users": found[:SHOWN], "number": found.count(), "shown": SHOWN}
    return render(request, "portal/users.html", context)


@allow(Role.ADMINISTRATOR)
def rights(request: SignedInRequest) -> HttpResponse:
    """Who may log in since when, and who said that it is still right; who waits for that on top."""
    on = clock.today()
    everybody = User.objects.filter(is_active=True).select_related("organisation")
    form = UserFilter(request.GET)
    found = reviewing.reviewed(form.chosen(everybody), on=on)
    context = {"filters": form, "users": found[:SHOWN], "number": found.count(), "shown": SHOWN}
    return render(request, "portal/rights.html", context | {"due": reviewing.due(on=on).count()})


@require_POST
@allow(Role.ADMINISTRATOR)
def review_rights(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say that somebody still needs to log in."""
    found = _find(pk)
    if _could(request, lambda: reviewing.confirm(found, on=clock.today(), by=request.user)):
        note(request, Action.CHANGE, "rechten nagelopen")
        messages.success(request, f"U hebt {found.name} nagelopen.")
    return redirect("rights")


@allow(Role.ADMINISTRATOR)
def add_user(request: SignedInRequest) -> HttpResponse:
    """First the role and the region, then who it is; so that no wrong pair of role and"
    " organisation can be made."""
    asked = RoleForm(request.GET or None)
    if not (asked.is_bound and asked.is_valid()):
        return render(request, "portal/new_user.html", {"form": asked}, status=422 if asked.errors else 200)
    role, region = Role(asked.cleaned_data["rol"]), asked.cleaned_data["regio"]
    form = NewUserForm(request.POST or None, role=role, region=region)
    if request.method == "POST" and form.is_valid():
        made = _add(request, form, role, region)
        if made:
            note(request, Action.CREATE, "gebruiker")
            return _user(request, made, key=accounts.invitation_key(made, by=request.user), is_new=True)
    question = Question(
        title=f"Gebruiker toevoegen: {role.label}" + (f", {region}" if region else ""),
        button="Voeg gebruiker toe",
        back=reverse("add_user") + "?" + urlencode({"rol": role}),
        crumbs=_crumbs(),
        consequences=("U krijgt een link te zien waarmee deze persoon een eigen wachtwoord kiest.",),
    )
    return ask(request, question, form)


def _add(request: SignedInRequest, form: NewUserForm, role: Role, region: Region | None) -> User | None:
    facts = form.cleaned_data
    organisation = workplace(role, region=region.code if region else "", code=form.workplace_code)
    try:
        return accounts.add_user(
            login=facts["login"],
            name=facts["name"],
            mail=facts["mail"],
            role=role,
            organisation=organisation,
            on=clock.today(),
            by=request.user,
        )
    except ValidationError as refusal:
        form.add_error("login", refusal.messages)
        return None


@allow(Role.ADMINISTRATOR)
def user(request: SignedInRequest, pk: int) -> HttpResponse:
    """One user, with what can be done."""
    return _user(request, _find(pk))


@require_POST
@allow(Role.ADMINISTRATOR)
def invite(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show once a link with which the user chooses a password."""
    found = _find(pk)
    try:
        key = accounts.invitation_key(found, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("user", pk)
    note(request, Action.CHANGE, "inloglink")
    return _user(request, found, key=key)


@require_POST
@allow(Role.ADMINISTRATOR)
def switch_user(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let a user in or keep them out; a session that is open ends with the next page."""
    found = _find(pk)
    may_enter = request.POST.get("actief") == "ja"
    if not _could(request, lambda: accounts.admit(found, may_enter=may_enter, by=request.user)):
        return redirect("user", pk)
    note(request, Action.CHANGE, "gebruiker")
    done = "kan weer inloggen" if may_enter else "kan niet meer inloggen"
    messages.success(request, f"{found.name} {done}.")
    return redirect("user", pk)


@allow(Role.ADMINISTRATOR)
def change_mail(request: SignedInRequest, pk: int) -> HttpResponse:
    """Where a user gets mail."""
    found = _find(pk)
    form = MailAddressForm(request.POST or None, initial={"mail": found.mail})
    if request.method == "POST" and form.is_valid():
        accounts.change_mail(found, form.cleaned_data["mail"], by=request.user)
        note(request, Action.CHANGE, "e-mailadres van gebruiker")
        messages.success(request, f"Het e-mailadres van {found.name} is bewaard.")
        return redirect("user", pk)
    question = Question(
        title=f"E-mailadres van {found.name}",
        button="Bewaar het adres",
        back=reverse("user", args=[pk]),
        crumbs=(*_crumbs(), (found.name, reverse("user", args=[pk]))),
        intro="Hierheen gaan de berichten die deze persoon zelf aanzet. Daarin staat nooit over wie het gaat.",
    )
    return ask(request, question, form)


@allow(Role.ADMINISTRATOR)
def reset_keys(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take away the second step of a user who lost it; they set up a new one at the next log-in."""
    found, at = _find(pk), clock.moment()
    if answer := to_confirm(request):
        return answer
    if request.method == "POST":
        if not _could(request, lambda: keys.remove_all(found, by=request.user, at=at)):
            return redirect("user", pk)
        entering.end_sessions(found)
        note(request, Action.CHANGE, "tweede stap van gebruiker gewist")
        messages.success(request, f"{found.name} stelt bij de volgende keer inloggen een nieuwe tweede stap in.")
        return redirect("user", pk)
    question = Question(
        title=f"Tweede stap van {found.name} wissen",
        button="Wis de tweede stap",
        back=reverse("user", args=[pk]),
        crumbs=(*_crumbs(), (found.name, reverse("user", args=[pk]))),
        warnings=(
            "Doe dit alleen als u zeker weet wie erom vraagt: u ziet of kent die persoon, of u belt zelf terug.",
            "Een mail is niet genoeg. Die kan van een ander zijn.",
        ),
        consequences=(
            "Apps, toegangssleutels en herstelcodes van deze gebruiker werken niet meer.",
            "De gebruiker wordt overal uitgelogd en krijgt er mail over, als het adres bekend is.",
            "Het wachtwoord blijft. Is dat ook kwijt? Maak daarna een inloglink.",
        ),
    )
    return ask(request, question)


@require_POST
@allow(Role.ADMINISTRATOR)
def end_sessions(request: SignedInRequest, pk: int) -> HttpResponse:
    """Log a user out everywhere."""
    found = _find(pk)
    ended = entering.end_sessions(found, but=request.session.session_key)
    note(request, Action.CHANGE, f"{ended} sessies van gebruiker beëindigd")
    messages.success(request, f"{found.name} is overal uitgelogd.")
    return redirect("user", pk)


def _could(request: SignedInRequest, act: Callable[[], object]) -> bool:
    """Whether the act could be done; else the next page says why not."""
    try:
        act()
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return False
    return True


def _find(pk: int) -> User:
    return get_object_or_404(User.objects.select_related("organisation__region"), pk=pk)


def _user(request: SignedInRequest, found: User, *, key: str = "", is_new: bool = False) -> HttpResponse:
    address = reverse("welcome") + "?" + urlencode({"wie": found.pk, "sleutel": key})
    link = request.build_absolute_uri(address) if key else ""
    context = {
        "found": found,
        "link": link,
        "is_new": is_new,
        "is_self": found == request.user,
        "keys": found.sign_in_keys.count(),
        "by_office": found.office_logins.exists(),
        "sessions": Session.objects.visible_to(found).count(),
    }
    return render(request, "portal/user.html", context)


def _crumbs() -> tuple[tuple[str, str], ...]:
    return (("Beheer", reverse("administration")), ("Gebruikers", reverse("users")))
