"""Contracts: agreed, corrected, ended, and indexed: a new rate is always a new period of the contract.

The day rate of the contract that covers a day is the one source of what that day costs (figure V3).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet

from placements.models import Contract, RateElement, RateGround, RatePart
from portal.models import Organisation, Role, User
from portal.templatetags.dutch import dag, getal

CENT = Decimal("0.01")
type Parts = Mapping[str, Decimal]
"""What a day rate is made up of: an amount per `RateElement`."""


@dataclass(frozen=True, slots=True)
class NewRate:
    """What a contract will cost from a day on, and what it cost before."""

    contract: Contract
    rate: Decimal
    parts: Parts

    @property
    def difference(self) -> Decimal:
        """Euros a day more; negative for less."""
        return self.rate - self.contract.day_rate


@transaction.atomic
def add_contract(contract: Contract, *, parts: Parts, by: User) -> Contract:
    """Put a contract on record; raises ValidationError when it cannot be, a second one for the same days too."""
    _lock(contract.provider, by)
    contract.full_clean()
    contract.save()
    _set_parts(contract, parts)
    return contract


@transaction.atomic
def change_contract(contract: Contract, *, parts: Parts, by: User) -> None:
    """Correct a contract; what it costs changes for all of its days, those gone by too."""
    _lock(contract.provider, by)
    contract.full_clean()
    _set_parts(contract, parts)
    contract.save()


@transaction.atomic
def end_contract(contract: Contract, *, on: date, by: User) -> bool:
    """`on` is the first day that no longer counts; whether that is new."""
    _lock(contract.provider, by)
    contract.refresh_from_db()
    if contract.ends_on == on:
        return False
    contract.ends_on = on
    contract.full_clean()
    contract.save(update_fields=["ends_on"])
    return True


def indexed(contracts: QuerySet[Contract], *, percent: Decimal, on: date) -> tuple[NewRate, ...]:
    """What the contracts that run on `on`, and did so the day before, would cost from that day.

    Rounded half up to cents; the parts of a rate grow with it.
    """
    running = contracts.filter(starts_on__lt=on, runs_until__gt=on).select_related("provider", "care_form")
    in_order = running.prefetch_related("parts").order_by("care_form__name", "provider__name", "pk")
    return tuple(_indexed(contract, 1 + percent / 100) for contract in in_order)


def _indexed(contract: Contract, factor: Decimal) -> NewRate:
    rate = (contract.day_rate * factor).quantize(CENT, ROUND_HALF_UP)
    return NewRate(contract, rate, shared_out(rate, {part.element: part.amount for part in contract.parts.all()}))


def shared_out(rate: Decimal, parts: Parts) -> Parts:
    """The rate shared out over the parts as they were, in whole cents that add up to it; none out of none.

    Each gets its share rounded down; the cents left over go to those that lost most by that.
    """
    whole = sum(parts.values())
    if not parts or not whole:
        return dict.fromkeys(list(parts)[:1], rate)
    exact = {element: rate * amount / whole for element, amount in parts.items()}
    shares = {element: amount.quantize(CENT, ROUND_DOWN) for element, amount in exact.items()}
    left_over = int((rate - sum(shares.values())) / CENT)
    for element in sorted(parts, key=lambda element: shares[element] - exact[element])[:left_over]:
        shares[element] += CENT
    return shares


@transaction.atomic
def index(rates: tuple[NewRate, ...], *, percent: Decimal, on: date, by: User) -> int:
    """End each contract on `on` and let it go on at its new rate; the number of contracts.

    Raises ValidationError when one of them was changed since the rates were worked out.
    """
    for provider in sorted({rate.contract.provider_id for rate in rates}):
        _lock(Organisation(pk=provider), by)
    for new in rates:
        _go_on(new, f"{getal(percent, 2)} % vanaf {dag(on)}", on)
    return len(rates)


def _go_on(new: NewRate, note: str, on: date) -> None:
    contract = new.contract
    now = Contract.objects.get(pk=contract.pk)
    if (now.day_rate, now.ends_on, now.starts_on) != (contract.day_rate, contract.ends_on, contract.starts_on):
        raise ValidationError("Intussen is een van deze contracten veranderd. Reken het opnieuw voor.")
    next_ = Contract(
        provider_id=contract.provider_id,
        care_form_id=contract.care_form_id,
        places=contract.places,
        starts_on=on,
        ends_on=contract.ends_on,
        day_rate=new.rate,
        rate_ground=RateGround.INDEXATION,
        rate_note=note,
    )
    contract.ends_on = on
    contract.save(update_fields=["ends_on"])
    next_.full_clean()
    next_.save()
    _set_parts(next_, new.parts)


def adds_up(rate: Decimal, parts: Parts) -> bool:
    """Whether the parts, where there are any, make up the rate."""
    return not parts or sum(parts.values()) == rate


def _set_parts(contract: Contract, parts: Parts) -> None:
    if not adds_up(contract.day_rate, parts):
        raise ValidationError("De opbouw van dit tarief telt niet op tot het dagtarief.")
    contract.parts.all().delete()
    RatePart.objects.bulk_create(
        RatePart(contract=contract, element=RateElement(element), amount=amount)
        for element, amount in parts.items()
    )


def _lock(provider: Organisation, by: User) -> None:
    """Wait for whoever is changing a contract of this provider, and refuse who may not."""
    if by.role != Role.ADMINISTRATOR:
        raise PermissionDenied
    Organisation.objects.select_for_update().get(pk=provider.pk)
