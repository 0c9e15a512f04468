"""The catalogue: care forms, contracts and rates as they are on a day, for readers and for beheer."""

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from placements.catalogue import offers
from placements.models import CareForm, Contract
from portal import clock
from portal.access import SEES_CATALOGUE, SignedInRequest, allow
from portal.models import Region, Role
from portal.reading_day import ReadingDay


@allow(*SEES_CATALOGUE)
def catalogue(request: SignedInRequest) -> HttpResponse:
    """What one's own region offers on a day; a provider sees its own contracts, a wijkteam none."""
    here = Region.objects.visible_to(request.user)
    return _catalogue(request, get_object_or_404(here, pk=request.user.region_id))


@allow(Role.ADMINISTRATOR)
def region_catalogue(request: SignedInRequest, region: str) -> HttpResponse:
    """The same of any region, with the ways to change it."""
    return _catalogue(request, get_object_or_404(Region.objects.visible_to(request.user), code__iexact=region))


@allow(*SEES_CATALOGUE)
def care_form(request: SignedInRequest, pk: int) -> HttpResponse:
    """One care form of one's own region, as it is on a day."""
    return _care_form(request, pk)


@allow(Role.ADMINISTRATOR)
def managed_care_form(request: SignedInRequest, pk: int) -> HttpResponse:
    """The same of any region, with the ways to change it."""
    return _care_form(request, pk)


def _catalogue(request: SignedInRequest, region: Region) -> HttpResponse:
    reading = ReadingDay(request.GET, today=clock.today())
    forms = CareForm.objects.visible_to(request.user).filter(region=region)
    contracts = Contract.objects.visible_to(request.user).filter(care_form__region=region)
    context = _surroundings(request, region, reading) | {
        "offers": offers(forms, contracts, on=reading.day),
        "contracts": with_parts(contracts.filter(starts_on__lte=reading.day, runs_until__gt=reading.day)),
    }
    return render(request, "trajectories/catalogue.html", context)


def _care_form(request: SignedInRequest, pk: int) -> HttpResponse:
    """What it is, its phases, its description as valid on a day, and its contracts through time."""
    reading = ReadingDay(request.GET, today=clock.today())
    found = CareForm.objects.visible_to(request.user).select_related("region")
    form = get_object_or_404(found.prefetch_related("phases", "descriptions"), pk=pk)
    contracts = with_parts(Contract.objects.visible_to(request.user).filter(care_form=form))
    history = contracts.order_by("provider__name", "-starts_on")
    context = _surroundings(request, form.region, reading) | {
        "care_form": form,
        "phase": form.phase_on(reading.day),
        "description": form.description_on(reading.day),
        "descriptions": list(form.descriptions.all())[::-1],
        "contracts": [contract for contract in history if contract.covers(reading.day)],
        "history": history,
    }
    return render(request, "trajectories/care_form.html", context)


def _surroundings(request: SignedInRequest, region: Region, reading: ReadingDay) -> dict[str, object]:
    role = request.user.role
    return {
        "home": region,
        "reading": reading,
        "on": reading.day,
        "sees_rates": role != Role.TEAM,
        "is_provider": role == Role.PROVIDER,
        "may_change": role == Role.ADMINISTRATOR,
    }


def with_parts(contracts: QuerySet[Contract]) -> QuerySet[Contract]:
    """Contracts with what a table shows of them, by care form and provider."""
    found = contracts.select_related("provider", "care_form").prefetch_related("parts")
    return found.order_by("care_form__name", "provider__name", "starts_on")
