"""The people around a client: who they are to the client, and whether we may call them."""

from typing import Self

from django.db import models
from django.db.models import Q

from portal.codes import random_code
from portal.models import Client, User


class ContactRole(models.TextChoices):
    """What somebody is to the client."""

    RELATIVE = "NAASTE", "Naaste"
    CARER = "MANTELZORGER", "Mantelzorger"
    CONFIDANT = "VERTROUWENSPERSOON", "Vertrouwenspersoon"
    PEER = "ERVARINGSDESKUNDIGE", "Ervaringsdeskundige"


class ContactPersonQuerySet(models.QuerySet["ContactPerson"]):
    """Who is still a contact person."""

    def present(self) -> Self:
        """Those who were not taken off."""
        return self.filter(removed_on=None).order_by("pk")


class ContactPerson(models.Model):
    """Somebody beside the client, with the client's own word on whether we may call."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="contact_persons")
    slug = models.CharField(max_length=8, unique=True, default=random_code, editable=False)
    role = models.CharField("rol", max_length=19, choices=ContactRole)
    name = models.CharField("naam", max_length=200)
    relation = models.CharField("wie is dit voor de cliënt", max_length=100, blank=True)
    phone = models.CharField("telefoonnummer", max_length=40, blank=True)
    may_call = models.BooleanField("mogen we bellen", default=False)
    added_on = models.DateField("opgeschreven op")
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    removed_on = models.DateField("geen contactpersoon meer sinds", null=True, blank=True)

    objects = ContactPersonQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["client", "role", "name"],
                condition=Q(removed_on=None),
                name="contact_person_once_per_role",
                violation_error_message="Deze persoon staat er al met deze rol.",
            ),
            models.CheckConstraint(
                name="contact_person_to_call_has_a_number",
                condition=Q(may_call=False) | ~Q(phone=""),
                violation_error_message="Vul een telefoonnummer in, of kies dat we niet mogen bellen.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.relation or self.get_role_display().lower()}"
