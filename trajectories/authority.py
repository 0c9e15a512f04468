"""Who may do what in the access of a region on a day: asked of the access model and of the mandates."""

from datetime import date

from django.db import transaction
from django.utils.text import capfirst

from portal.models import Region, Role, User
from portal.templatetags.dutch import dag
from trajectories.models import AccessBody, AccessModel, Mandate, Notification
from trajectories.obstacles import demand, refusals_in_dutch

ROLES = {AccessBody.GGD: Role.COORDINATOR, AccessBody.TEAM: Role.TEAM, AccessBody.CENTRE: Role.COORDINATOR}
"""Who does in the portal what a body does; what a GGD does, the coordinator of the region records."""


def access_model(region_id: int | None, *, on: date) -> AccessModel | None:
    """How the access of a region works on a day; none where nobody wrote it down."""
    return AccessModel.objects.filter(region=region_id).covering(on).first()


def obstacles_to_decide_as(user: User, melding: Notification, *, on: date) -> list[str]:
    """Why a user cannot take a decision on a melding, on a day; whoever cannot may still prepare it.

    Where nobody wrote down how the access works, everybody who works on a melding may decide.
    """
    model = access_model(melding.region_id, on=on)
    if model is None:
        return []
    body = AccessBody(model.decision_maker)
    if user.role != ROLES[body]:
        return [f"{capfirst(body.label)} neemt in deze regio het besluit. U kunt het wel klaarleggen."]
    if Mandate.objects.to_decide(user, melding.municipality_id, on=on).exists():
        return []
    town = melding.municipality
    return [f"U hebt geen mandaat om te besluiten in {town}. U kunt het besluit wel klaarleggen."]


def directs_the_list(user: User, *, on: date) -> bool:
    """Whether a user directs the waiting list of the region on a day."""
    model = access_model(user.region_id, on=on)
    return user.role == (ROLES[AccessBody(model.list_director)] if model else Role.COORDINATOR)


def wants_four_eyes(melding: Notification, *, on: date) -> bool:
    """Whether a second person has to take the decision."""
    model = access_model(melding.region_id, on=on)
    return model is not None and model.has_four_eyes


@transaction.atomic
def begin_access_model(model: AccessModel) -> AccessModel:
    """From its first day the access works so; how it worked until then ends. The same twice is kept once.

    Raises `Obstructed` when another way of working begins later.
    """
    Region.objects.select_for_update().get(pk=model.region_id)
    before = AccessModel.objects.filter(region=model.region_id).covering(model.starts_on).first()
    if before and before.starts_on == model.starts_on and _works_the_same(before, model):
        return before
    with refusals_in_dutch():
        if before and before.starts_on == model.starts_on:
            demand([f"Vanaf {dag(model.starts_on)} geldt al een andere werkwijze. Kies een latere dag."])
        if before:
            before.ends_on = model.starts_on
            before.save(update_fields=["ends_on"])
        model.save()
    return model


@transaction.atomic
def give_mandate(mandate: Mandate) -> Mandate:
    """Somebody may decide from the first day of the mandate on; the same twice is kept once."""
    same = {name: getattr(mandate, name) for name in ("user", "municipality", "starts_on", "ends_on")}
    if found := Mandate.objects.filter(**same).first():
        return found
    with refusals_in_dutch():
        mandate.save()
    return mandate


@transaction.atomic
def end_mandate(mandate: Mandate, *, ends_on: date) -> None:
    """The mandate ends; decisions taken under it stand."""
    mandate.ends_on = ends_on
    with refusals_in_dutch():
        mandate.save(update_fields=["ends_on"])


def _works_the_same(before: AccessModel, model: AccessModel) -> bool:
    names = ("advisor", "decision_maker", "list_director", "has_four_eyes", "review_months")
    return all(getattr(before, name) == getattr(model, name) for name in names)
