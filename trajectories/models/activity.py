"""What there is in the neighbourhood: centres run by peers, courses, groups and places to be, for everybody."""

from typing import Self

from django.db import models

from placements.models import Location
from portal.models import Client, Municipality, Region, User
from portal.periods import Period, PeriodQuerySet, ends_after_start, no_overlap


class ActivityKind(models.TextChoices):
    """What sort of thing it is."""

    CENTRE = "ZELFREGIECENTRUM", "Zelfregie- of herstelcentrum"
    COURSE = "TRAINING", "Cursus of training"
    GROUP = "STEUNGROEP", "Steungroep"
    DAYTIME = "DAGBESTEDING", "Werk of dagbesteding"
    MEETING = "ONTMOETING", "Ontmoeten of samen eten"
    INITIATIVE = "BUURTINITIATIEF", "Initiatief van de straat of de buurt"
    OTHER = "ANDERS", "Iets anders"


class ActivityQuerySet(PeriodQuerySet["Activity"]):
    """Which activities somebody may know of."""

    def visible_to(self, user: User) -> Self:
        """Those of the region; there is nothing in them that is not for everybody."""
        return self.filter(region_id=user.region_id)


class Activity(Period):
    """Something one can go to in a municipality (*aanbod in de buurt*), for as long as it is there."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="activities")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+", verbose_name="gemeente")
    location = models.ForeignKey(
        Location, models.PROTECT, null=True, blank=True, related_name="activities", verbose_name="bij locatie"
    )
    kind = models.CharField("soort", max_length=16, choices=ActivityKind)
    name = models.CharField("naam", max_length=200)
    what = models.CharField("wat er te doen is", max_length=500, blank=True)
    where = models.CharField("waar", max_length=200, blank=True)
    when = models.CharField("wanneer", max_length=200, blank=True)
    contact = models.CharField("hoe te bereiken", max_length=200, blank=True)
    is_run_by_peers = models.BooleanField("door ervaringsdeskundigen", default=False)
    kept_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = ActivityQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            ends_after_start("activity_ends_after_start"),
            no_overlap(
                "activity_once_per_town",
                "region",
                "municipality",
                "name",
                message="Dit staat al in de lijst van deze gemeente.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Referral(Period):
    """A client goes to something in the neighbourhood, as agreed in the plan (*verwijzing*); no more is kept."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="referrals")
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="referrals")
    agreed_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = PeriodQuerySet["Referral"].as_manager()

    class Meta:
        ordering = ["starts_on", "pk"]
        constraints = [
            ends_after_start("referral_ends_after_start"),
            no_overlap("referral_once_at_a_time", "client", "activity", message="De cliënt gaat hier al naartoe."),
        ]

    def __str__(self) -> str:
        return f"{self.client} naar {self.activity}"
