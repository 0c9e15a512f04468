"""What a waiting client needs of a place; what is not known stays empty and never counts against anybody."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from placements.models import CareForm, Feature, LivingMode
from portal.actor import telling
from portal.models import Municipality, RegionMembership, User
from trajectories.matching.inputs import BY_APPOINTMENT, DAY_AND_NIGHT, NEARBY, Profile
from trajectories.models import ContraIndication, InvestigationPart, PartKind, WaitlistEntry

PARTS = (PartKind.HOUSING, PartKind.CARE, PartKind.LIMITS)
"""The parts of the investigation that say something about a place; nothing else is read."""
NEARNESS = {"GEEN": BY_APPOINTMENT, "AMBULANT": BY_APPOINTMENT, "NABIJ": NEARBY, "DAG_EN_NACHT": DAY_AND_NIGHT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """The criteria of one search, for a place from `day` on, with their names; empty = not asked or not known."""

    day: date
    care_form: CareForm | None = None
    wanted: Mapping[str, str] = field(default_factory=dict)
    """Municipalities by gemeentecode, with their names; `excluded` likewise."""
    excluded: Mapping[str, str] = field(default_factory=dict)
    wanted_words: str = ""
    excluded_words: str = ""
    """Where, and where not, as the page tells it: districts too, which are never a criterion."""
    living_mode: LivingMode | None = None
    features: frozenset[Feature] = frozenset()
    nearness: int | None = None
    needs_sober_house: bool | None = None
    highest_rent: int | None = None
    age: int | None = None
    """Whole years on `day`."""
    objections: frozenset[str] = frozenset()
    """Codes of locations to which there is an objection."""
    is_about_a_client: bool = False

    @property
    def unknown(self) -> tuple[str, ...]:
        """What the client was not asked, or did not say."""
        asked = (
            ("in welke gemeente", self.wanted or self.excluded),
            ("zelfstandig of in een groep", self.living_mode),
            ("hoe dichtbij begeleiding moet zijn", self.nearness is not None),
            ("wat nodig is aan de plek", self.features),
            ("leeftijd", self.age is not None),
        )
        return tuple(name for name, answer in asked if not answer)

    @property
    def nearness_words(self) -> str:
        """How near guidance has to be, in words; empty: not known."""
        words = {BY_APPOINTMENT: "op afspraak", NEARBY: "overdag in de buurt", DAY_AND_NIGHT: "dag en nacht"}
        return "" if self.nearness is None else words[self.nearness]

    @property
    def profile(self) -> Profile:
        """What matching may know of it: codes only, no words."""
        return Profile(
            day=self.day,
            care_form=self.care_form.code if self.care_form else "",
            nearness=self.nearness,
            age=self.age,
            towns=frozenset(self.wanted),
            not_towns=frozenset(self.excluded),
            living_mode=self.living_mode or "",
            features=frozenset(str(feature) for feature in self.features),
            objections=self.objections,
            highest_rent=self.highest_rent,
            needs_sober_house=self.needs_sober_house,
        )


def towns_of(user: User, *, on: date) -> dict[str, str]:
    """The municipalities that take part in the user's region on a day: code to name, by name."""
    return towns_in(user.region_id, on=on)


def towns_in(region_id: int | None, *, on: date) -> dict[str, str]:
    """The municipalities that take part in a region on a day: code to name, by name."""
    taking_part = RegionMembership.objects.filter(region=region_id).covering(on)
    towns = Municipality.objects.filter(memberships__in=taking_part).order_by("name")
    return dict(towns.values_list("code", "name"))


def needs_of(entry: WaitlistEntry, *, towns: Mapping[str, str], on: date) -> Needs:
    """What is known of a client's needs for a place from `on`: the decision, and answers about wonen and zorg."""
    return needs_of_all([entry], towns=towns, on=on)[entry.pk]


def needs_of_all(entries: Iterable[WaitlistEntry], *, towns: Mapping[str, str], on: date) -> dict[int, Needs]:
    """The same for many registrations, by their ids; two queries for any number, client and care form fetched."""
    entries = list(entries)
    clients = {entry.client_id for entry in entries}
    answers, objections = _answers(clients), _objections(clients, on)
    return {
        entry.pk: _needs(entry, answers[entry.client_id], objections[entry.client_id], towns=towns, on=on)
        for entry in entries
    }


def _needs(
    entry: WaitlistEntry,
    answers: Mapping[str, Any],
    objections: Iterable[str],
    *,
    towns: Mapping[str, str],
    on: date,
) -> Needs:
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
        living_mode=_living_mode(answers.get("living_mode")),
        features=frozenset(feature for feature in Feature if isinstance(features, list) and feature in features),
        nearness=_nearness(answers),
        needs_sober_house=_says(answers, "restrictions", "NO_COHABITANTS_IN_USE") or None,
        highest_rent=_euros(answers.get("max_rent")),
        age=entry.client.age_on(on),
        objections=frozenset(objections),
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


@telling()
def _answers(clients: set[int]) -> dict[int, dict[str, Any]]:
    """The latest answers per client, whatever they look like."""
    parts = InvestigationPart.objects.filter(notification__client__in=clients, kind__in=PARTS)
    last = parts.order_by("notification__client", "kind", "-notification__notified_on", "-pk")
    found: dict[int, dict[str, Any]] = defaultdict(dict)
    for client, answers in last.distinct("notification__client", "kind").values_list(
        "notification__client", "answers"
    ):
        found[client] |= answers if isinstance(answers, dict) else {}
    return found


@telling()
def _objections(clients: set[int], on: date) -> dict[int, list[str]]:
    """The locations to which there is an objection that day, per client."""
    rows = ContraIndication.objects.filter(client__in=clients).covering(on).values_list("client", "location__code")
    found: dict[int, list[str]] = defaultdict(list)
    for client, location in rows:
        found[client].append(location)
    return found


def _euros(answer: Any) -> int | None:
    """A whole number of euros a month, or not known."""
    words = str(answer).strip() if isinstance(answer, str | int) and not isinstance(answer, bool) else ""
    return int(words) if words.isascii() and words.isdigit() and len(words) <= 5 else None


def _text(answer: Any) -> str:
    return answer.strip() if isinstance(answer, str) else ""


def _nearness(answers: Mapping[str, Any]) -> int | None:
    """How near guidance has to be; a limit that says never without day and night goes before the rest."""
    if _says(answers, "contra_indications", "NO_24_7_AVAILABLE"):
        return DAY_AND_NIGHT
    nearness = answers.get("care_need")
    return NEARNESS.get(nearness) if isinstance(nearness, str) else None


def _says(answers: Mapping[str, Any], question: str, code: str) -> bool:
    """Whether a code was ticked."""
    ticked = answers.get(question)
    return isinstance(ticked, list) and code in ticked


def _living_mode(answer: Any) -> LivingMode | None:
    """A wish, or none: unknown, or no preference."""
    return LivingMode(answer) if isinstance(answer, str) and answer in LivingMode.values else None


def _chosen(answer: Any, towns: Mapping[str, str]) -> dict[str, str]:
    """The municipalities of the region that were ticked, in the order of the region."""
    codes = answer if isinstance(answer, list) else []
    return {code: name for code, name in towns.items() if code in codes}


def _where(towns: Mapping[str, str], districts: Any) -> str:
    return "; ".join(filter(None, (", ".join(towns.values()), _text(districts))))
