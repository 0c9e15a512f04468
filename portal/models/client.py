"""Clients: the people it is all for."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import BooleanField, Exists, F, FloatField, Func, OuterRef, Q, TextField, Value
from django.db.models.functions import Concat

from portal.codes import random_code
from portal.models.organisation import Organisation
from portal.models.region import Municipality, Region
from portal.models.user import Role, User
from portal.sought import Sought

ABROAD, UNKNOWN = "BUITENLAND", "ONBEKEND"


class SoundOf(Func):
    """A name as it sounds: no accents or capitals, Meijer and Meyer, Vries and Fries, Kok and Kock alike."""

    function = "sound_of"
    arity = 1
    output_field = TextField()


class SoundsNearly(Func):
    """Whether a word of a sound is nearly another: one letter off, or two from six letters."""

    function = "sounds_nearly"
    arity = 2
    output_field = BooleanField()


class ClientQuerySet(models.QuerySet["Client"]):
    """Who may know of whom, and how people are found."""

    def visible_to(self, user: User, *, on: date) -> Self:
        """Clients whose name `user` may see on day `on` (AVG: role, organisation and a running relation).

        Not a record that was merged into another: its number leads to that one.

        A wijkteam sees who turned to its municipality or is paid for by it, a provider who lives with it or gets
        care from it on that day, a coordinator the region. Nobody else sees persons.
        """
        here = self.filter(region_id=user.region_id, merged_into=None)
        match user.role:
            case Role.COORDINATOR:
                return here
            case Role.TEAM:
                return here.of_municipality(user.organisation.municipality_id)
            case Role.PROVIDER:
                return self.filter(pk__in=here.filter(with_provider(user.organisation, on=on)).values("pk"))
            case _:
                return self.none()

    def of_municipality(self, code: str | None) -> Self:
        """Clients who turned to a municipality, or whose care it pays or paid."""
        turned = _has("notifications", municipality=code)
        return self.filter(turned | _has("care_episodes", paying_municipality=code))

    def sought(self, sought: Sought) -> Self:
        """Clients one of whose names begins with each of the words or nearly is it, and born on the day if given.

        Or the one client that has what was typed for a number. Who is most like it comes first.
        """
        if not (sought.words or sought.born_on):
            return self.filter(_numbered(sought.number))
        like = named(sought.words)
        if sought.born_on:
            like &= Q(born_on=sought.born_on)
        words = SoundOf(Value(" ".join(sought.words)))
        closeness = Func(words, F("sound"), function="word_similarity", output_field=FloatField())
        found = self.filter(like | _numbered(sought.number)).annotate(closeness=closeness)
        return found.order_by("-closeness", "family_name", "given_names", "pk")

    def after(self, client: "Client") -> Self:
        """Clients that come after `client` in that order."""
        same_family = Q(family_name=client.family_name)
        return self.filter(
            Q(family_name__gt=client.family_name)
            | (same_family & Q(given_names__gt=client.given_names))
            | (same_family & Q(given_names=client.given_names, pk__gt=client.pk))
        )

    def in_order(self) -> Self:
        """By family name, as a drawer of files would be."""
        return self.order_by("family_name", "given_names", "pk")


def with_provider(provider: Organisation | OuterRef, *, on: date) -> Q:
    """That somebody lives with a provider or gets care from it on day `on`, or will."""
    care = Q(care_episodes__provider=provider, care_episodes__runs_until__gt=on)
    return care | Q(housing_episodes__place__location__provider=provider, housing_episodes__runs_until__gt=on)


def _has(rows: str, **facts: Any) -> Q:
    """That a client has such a row; asked of each client by itself, so that fifty do not cost what all do."""
    model = Client._meta.get_field(rows).related_model
    return Q(Exists(model._default_manager.filter(client=OuterRef("pk"), **facts)))  # type: ignore[union-attr]


def named(words: Iterable[str], *, exactly: bool = False) -> Q:
    """That a name begins with each of the words as they sound, or, unless `exactly`, nearly is it."""
    found = Q()
    for word in words:
        sound = SoundOf(Value(word))
        begins = Q(sound__contains=Concat(Value(" "), sound))
        nearly = Q(sound__trigram_word_similar=sound) & Q(SoundsNearly(F("sound"), sound))
        found &= begins if exactly else begins | nearly
    return found


def _numbered(number: str) -> Q:
    if not number:
        return Q(pk__in=[])
    is_it = Q(slug=number) | Q(code=number)
    return is_it | Q(pk__in=Client.objects.filter(is_it, merged_into__isnull=False).values("merged_into"))


class Client(models.Model):
    """A person who turned to a municipality of the region; a permanent identity."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="clients")
    code = models.CharField("code", max_length=2000, default=random_code)
    slug = models.CharField(max_length=8, unique=True, default=random_code, editable=False)
    given_names = models.CharField("voornamen", max_length=2000)
    family_name = models.CharField("achternaam", max_length=2000)
    also_called = models.CharField("ook genoemd", max_length=200, blank=True)
    born_on = models.DateField("geboortedatum", null=True, blank=True)
    origin_municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="herkomstgemeente",
    )
    origin_elsewhere = models.CharField(
        "herkomst anders", max_length=10, blank=True, choices=[(ABROAD, "Buitenland"), (UNKNOWN, "Onbekend")]
    )
    via_youth_care = models.BooleanField("via jeugdhulp", null=True, blank=True)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="merged_records",
        verbose_name="samengevoegd met",
    )
    # All names together as they sound, a space before each: what is searched in.
    sound = models.GeneratedField(
        expression=SoundOf(
            Concat(Value(" "), F("given_names"), Value(" "), F("family_name"), Value(" "), F("also_called"))
        ),
        output_field=TextField(),
        db_persist=True,
    )

    objects = ClientQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "code"], name="client_code_once_per_region"),
            models.CheckConstraint(
                name="client_has_one_origin",
                condition=Q(origin_municipality__isnull=True) | Q(origin_elsewhere=""),
                violation_error_message="Kies één herkomst.",
            ),
            models.CheckConstraint(
                name="client_merged_into_another",
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("pk")),
                violation_error_message="Een dossier kan niet met zichzelf worden samengevoegd.",
            ),
        ]
        indexes = [
            models.Index(fields=["region", "family_name", "given_names"], name="client_by_name"),
            models.Index(fields=["region", "born_on"], name="client_by_birthday"),
            GinIndex(fields=["region", "sound"], opclasses=["int8_ops", "gin_trgm_ops"], name="client_by_sound"),
        ]

    def __str__(self) -> str:
        return f"{self.given_names} {self.family_name}"

    @property
    def origin(self) -> str:
        """Where the person comes from as the regiobestand writes it: a gemeentecode, a word, or empty."""
        return self.origin_municipality_id or self.origin_elsewhere

    def age_on(self, day: date) -> int | None:
        """Whole years on `day`; None where the day of birth is not known."""
        return None if self.born_on is None else age_on(day, born_on=self.born_on)


def age_on(day: date, *, born_on: date) -> int:
    """Whole years on `day`; born on 29 February: a year older on 1 March in other years."""
    had_birthday = (day.month, day.day) >= (born_on.month, born_on.day)
    return day.year - born_on.year - (not had_birthday)
