"""What a waiting client needs of a place; what is not known stays empty and never counts against anybody."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from placements.models import CareForm, Feature, LivingMode
from portal.models import Municipality, RegionMembership, User
from trajectories.models import InvestigationPart, PartKind, WaitlistEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """The criteria of one search, for a place from `day` on; empty = not asked or not known."""

    day: date
    care_form: CareForm | None = None
    wanted: Mapping[str, str] = field(default_factory=dict)
    """Municipalities by gemeentecode, with their names; `excluded` likewise."""
    excluded: Mapping[str, str] = field(default_factory=dict)
    wanted_words: str = ""
    excluded_words: str = ""
    """Where, and where not, as the page tells it: districts too, which are never a criterion."""
    origin: str = ""
    """Gemeentecode of where the client comes from: worth telling, never a demand."""
    living_mode: LivingMode | None = None
    features: frozenset[Feature] = frozenset()
    age: int | None = None
    """Whole years on `day`."""
    is_about_a_client: bool = False

    @property
    def unknown(self) -> tuple[str, ...]:
        """What the client was not asked, or did not say."""
        asked = (
            ("in welke gemeente", self.wanted or self.excluded),
            ("zelfstandig of in een groep", self.living_mode),
            ("wat nodig is aan de plek", self.features),
            ("leeftijd", self.age is not None),
        )
        return tuple(name for name, answer in asked if not answer)


def towns_of(user: User, *, on: date) -> dict[str, str]:
    """The municipalities that take part in the user's region on a day: code to name, by name."""
    taking_part = RegionMembership.objects.filter(region__organisations=user.organisation).covering(on)
    towns = Municipality.objects.filter(memberships__in=taking_part).order_by("name")
    return dict(towns.values_list("code", "name"))


def needs_of(entry: WaitlistEntry, *, towns: Mapping[str, str], on: date) -> Needs:
    """What is known of a client's needs for a place from `on`: the decision, and the answers about wonen."""
    answers = _answers(entry)
    features = answers.get("features")
    wanted = _chosen(answers.get("municipalities"), towns)
    excluded = _chosen(answers.get("excluded_municipalities"), towns)
    return Needs(
        day=on,
        care_form=entry.care_form,
        wanted=wanted,
        excluded=excluded,
        wanted_words=_where(wanted, answers.get("districts")),
        excluded_words=_where(excluded, answers.get("excluded_districts")),
        origin=entry.client.origin,
        living_mode=_living_mode(answers.get("living_mode")),
        features=frozenset(feature for feature in Feature if isinstance(features, list) and feature in features),
        age=entry.client.age_on(on),
        is_about_a_client=True,
    )


def age_band(age: int | None) -> str:
    """An age told roughly, for who may not know the person yet."""
    if age is None:
        return "leeftijd onbekend"
    last = next((band for band in (17, 24, 34, 49, 64) if age <= band), None)
    if last is None:
        return "65 jaar of ouder"
    first = {17: 0, 24: 18, 34: 25, 49: 35, 64: 50}[last]
    return f"{first} t/m {last} jaar" if first else "jonger dan 18 jaar"


def _answers(entry: WaitlistEntry) -> Mapping[str, Any]:
    """The latest answers about wonen, whatever they look like."""
    parts = InvestigationPart.objects.filter(notification__client=entry.client_id, kind=PartKind.HOUSING)
    part = parts.order_by("-notification__notified_on", "-pk").first()
    return part.answers if part and isinstance(part.answers, dict) else {}


def _text(answer: Any) -> str:
    return answer.strip() if isinstance(answer, str) else ""


def _living_mode(answer: Any) -> LivingMode | None:
    """A wish, or none: unknown, or no preference."""
    return LivingMode(answer) if isinstance(answer, str) and answer in LivingMode.values else None


def _chosen(answer: Any, towns: Mapping[str, str]) -> dict[str, str]:
    """The municipalities of the region that were ticked, in the order of the region."""
    codes = answer if isinstance(answer, list) else []
    return {code: name for code, name in towns.items() if code in codes}


def _where(towns: Mapping[str, str], districts: Any) -> str:
    return "; ".join(filter(None, (", ".join(towns.values()), _text(districts))))
