"""The catalogue of a region: what it offers on a day, and how the functional administrator changes it.

Every act holds the care form while it looks and writes; who may do it is asked here once more. What began stays
as it was on its days: a new phase or text is a new row, and the past can be read back.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet

from placements.models import CareForm, CareFormPhase, Contract, Phase, ProductDescription
from portal.models import Role, User
from portal.templatetags.dutch import dag


@dataclass(frozen=True, slots=True)
class Offer:
    """A care form as it is offered on a day."""

    form: CareForm
    phase: Phase | None
    """None: it has not begun yet."""
    description: ProductDescription | None
    contracted: int
    """Places in the contracts that the reader may see."""
    providers: int

    @property
    def tone(self) -> str:
        """The tone of the badge that names the phase."""
        tones = {Phase.PILOT: "info", Phase.REGULAR: "positive"}
        return tones.get(self.phase, "") if self.phase else ""


def offers(forms: QuerySet[CareForm], contracts: QuerySet[Contract], *, on: date) -> tuple[Offer, ...]:
    """The care forms as they are on a day, what is offered first; four queries for any number of them."""
    valid = contracts.filter(starts_on__lte=on, runs_until__gt=on).values_list("care_form", "provider", "places")
    rows = list(valid)
    found = [
        _offer(form, [row for row in rows if row[0] == form.pk], on)
        for form in forms.prefetch_related("phases", "descriptions").order_by("name")
    ]
    return tuple(sorted(found, key=lambda offer: not offer.form.covers(on)))


def _offer(form: CareForm, contracts: Iterable[tuple[int, int, int]], on: date) -> Offer:
    contracts = list(contracts)
    return Offer(
        form=form,
        phase=form.phase_on(on),
        description=form.description_on(on),
        contracted=sum(places for _, _, places in contracts),
        providers=len({provider for _, provider, _ in contracts}),
    )


@transaction.atomic
def add_care_form(form: CareForm, *, phase: str, decision: str, by: User) -> CareForm:
    """Put a care form in the catalogue, in its first phase; raises ValidationError when it cannot be."""
    _demand_administrator(by)
    _save(form)
    _save(CareFormPhase(care_form=form, starts_on=form.starts_on, phase=phase, decision=decision))
    return form


@transaction.atomic
def change_care_form(form: CareForm, *, by: User) -> None:
    """Keep what was changed about a care form; raises ValidationError when it cannot be."""
    _lock(form, by)
    _save(form)


@transaction.atomic
def begin_phase(form: CareForm, *, phase: str, on: date, by: User, **papers: str) -> bool:
    """A pilot becomes regular, or the other way round, from a day on; whether that is new.

    `papers` are the `decision` and the `document` it rests on. Raises ValidationError outside the form's own days.
    """
    form = _lock(form, by)
    _demand_within(form, on)
    if form.phases.filter(starts_on=on, phase=phase, **papers).exists():
        return False
    _save(CareFormPhase(care_form=form, starts_on=on, phase=phase, **papers))
    return True


@transaction.atomic
def end_care_form(form: CareForm, *, on: date, by: User, **papers: str) -> bool:
    """The region offers it no more from `on`; whether that is new. What runs then goes on by itself."""
    form = _lock(form, by)
    if form.ends_on == on:
        return False
    if on <= form.starts_on:
        raise ValidationError(f"Deze zorgvorm begint op {dag(form.starts_on)}. Kies een latere dag.")
    if later := form.phases.filter(starts_on__gte=on).exclude(phase=Phase.ENDED).first():
        raise ValidationError(f"Op {dag(later.starts_on)} begint nog een fase. Haal die eerst weg.")
    form.phases.filter(phase=Phase.ENDED).delete()
    form.ends_on = on
    _save(form)
    _save(CareFormPhase(care_form=form, starts_on=on, phase=Phase.ENDED, **papers))
    return True


@transaction.atomic
def keep_care_form(form: CareForm, *, today: date, by: User) -> bool:
    """Call off an end that has not come yet; whether there was one."""
    form = _lock(form, by)
    if form.ends_on is None:
        return False
    if form.ends_on <= today:
        raise ValidationError(f"Deze zorgvorm is op {dag(form.ends_on)} beëindigd. Maak een nieuwe zorgvorm.")
    form.phases.filter(phase=Phase.ENDED).delete()
    form.ends_on = None
    _save(form)
    return True


@transaction.atomic
def describe(form: CareForm, *, text: str, on: date, decision: str, by: User) -> bool:
    """Give a care form a new product description from a day on; whether that is new."""
    form = _lock(form, by)
    if form.descriptions.filter(starts_on=on, text=text, decision=decision).exists():
        return False
    _save(ProductDescription(care_form=form, starts_on=on, text=text, decision=decision))
    return True


@transaction.atomic
def take_back(row: CareFormPhase | ProductDescription, *, today: date, by: User) -> None:
    """Remove a phase or a text that has not begun yet; what has begun stays as it was."""
    _lock(row.care_form, by)
    if row.starts_on <= today:
        raise ValidationError(f"Dit geldt al sinds {dag(row.starts_on)} en blijft staan.")
    row.delete()


def _demand_within(form: CareForm, day: date) -> None:
    if day < form.starts_on:
        raise ValidationError(f"Deze zorgvorm begint op {dag(form.starts_on)}. Kies die dag of een latere.")
    if not form.covers(day):
        raise ValidationError("Deze zorgvorm is dan beëindigd. Kies een eerdere dag.")


def _demand_administrator(by: User) -> None:
    if by.role != Role.ADMINISTRATOR:
        raise PermissionDenied


def _lock(form: CareForm, by: User) -> CareForm:
    """Wait for whoever is changing this care form, and refuse who may not."""
    _demand_administrator(by)
    return CareForm.objects.select_for_update().get(pk=form.pk)


def _save(row: Any) -> None:
    row.full_clean()
    row.save()
