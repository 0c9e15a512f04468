"""Keeping the people around a client."""

from datetime import date

from django.db import IntegrityError, transaction

from portal.models import Client, User
from trajectories.models import ContactPerson
from trajectories.obstacles import Obstructed


def add(
    client: Client, *, name: str, role: str, relation: str, phone: str, may_call: bool, on: date, by: User
) -> ContactPerson:
    """One more person beside the client; raises `Obstructed` when they stand there already."""
    facts = {"relation": relation, "phone": phone, "may_call": may_call}
    try:
        with transaction.atomic():
            return ContactPerson.objects.create(
                client=client, name=name, role=role, added_on=on, added_by=by, **facts
            )
    except IntegrityError as error:
        if "contact_person_once_per_role" not in str(error):
            raise
        raise Obstructed("Deze persoon staat er al met deze rol.") from error


def remove(person: ContactPerson, *, on: date) -> None:
    """Somebody is no contact person any more; the row stays, so that it can be read who was."""
    if person.removed_on is None:
        person.removed_on = on
        person.save(update_fields=["removed_on"])
