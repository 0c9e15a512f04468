"""What rules and wishes say, in plain Dutch: to who works with the list, and what a client may be told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from placements.models import Feature, LivingMode
from portal.templatetags.dutch import dag, laatste_dag
from trajectories.matching.advice import Score
from trajectories.matching.inputs import DAY_AND_NIGHT, Offer, Profile, Wish
from trajectories.matching.rules import Verdict


@dataclass(frozen=True, slots=True)
class Labels:
    """The names behind the codes; matching itself knows codes only."""

    forms: Mapping[str, str] = field(default_factory=dict)
    towns: Mapping[str, str] = field(default_factory=dict)
    provider: str = ""
    is_free_certain: bool = True
    free_until: date | None = None
    """The last day that a free place stays free, where something is planned after it."""

    def form(self, code: str) -> str:
        """The name of a care form."""
        return self.forms.get(code, code)

    def town(self, code: str) -> str:
        """The name of a municipality."""
        return self.towns.get(code, code)


UNTIL_FREE = "een plek vrijkomt"
"""What has to change for a place of which nobody knows when it is free."""

type Says = Callable[[Profile, Offer, Labels], str]

WISHES = {
    Wish.TOWN: "Gewenste gemeente",
    Wish.NETWORK: "Dicht bij familie en vrienden",
    Wish.NOT_HEAVIER: "Niet zwaarder dan nodig",
    Wish.LIVING_MODE: "Zelfstandig of in een groep",
    Wish.FEATURES: "Wat de cliënt graag wil aan de plek",
    Wish.GROUP_AGE: "Leeftijd in de groep",
    Wish.START: "Snel genoeg vrij",
    Wish.RENT: "Ruimte in de huur",
}


def said(key: str, verdict: Verdict, profile: Profile, offer: Offer, labels: Labels) -> str:
    """What a rule says of a place, to who works with the list."""
    if key.startswith("KENMERK_"):
        return _feature_said(Feature(key.removeprefix("KENMERK_")), verdict)
    return SAID[key, verdict](profile, offer, labels)


def change(key: str, profile: Profile, offer: Offer, labels: Labels) -> str:
    """The nearest change that makes a rule pass, to stand after "Past wel als"."""
    if key.startswith("KENMERK_"):
        return f"de aanbieder dit kan regelen: {Feature(key.removeprefix('KENMERK_')).label.lower()}"
    return CHANGES[key](profile, offer, labels)


def refusal(key: str, profile: Profile, offer: Offer, labels: Labels) -> str:
    """Why not this place, as it can be told to the client; never anything of somebody else."""
    if key == "KENMERK_ROLSTOEL":
        return "U kunt hier niet met een rolstoel wonen."
    if key.startswith("KENMERK_"):
        label = Feature(key.removeprefix("KENMERK_")).label.lower()
        return f"Hier is niet wat u nodig hebt: {label}."
    return REFUSALS[key](profile, offer, labels)


def wish_said(score: Score, profile: Profile, offer: Offer, labels: Labels) -> str:
    """What a place means for a wish; empty where the wish or the place is not known."""
    return (
        WISH_SAID[score.wish](profile, offer, labels, score.points == score.weight)
        if score.points is not None
        else ""
    )


def _feature_said(feature: Feature, verdict: Verdict) -> str:
    return feature.label if verdict is Verdict.MET else f"Niet bekend als: {feature.label.lower()}"


def closes_said(closes_on: date | None, may_close_on: date | None, *, number: int = 1) -> str:
    """That a number of places closes, for certain or perhaps, and their last day."""
    go = "Gaat" if number == 1 else "Gaan"
    if closes_on:
        return f"{go} dicht: laatste dag {dag(laatste_dag(closes_on))}"
    return f"{go} misschien dicht: laatste dag {dag(laatste_dag(may_close_on))}"


def _ages(_: Profile, offer: Offer, __: Labels) -> str:
    if offer.oldest is None:
        return f"Voor mensen vanaf {offer.youngest} jaar"
    if (offer.youngest, offer.oldest) == (18, 24):
        return "Voor jongeren van 18 t/m 24 jaar"
    return f"Voor mensen van {offer.youngest or 0} t/m {offer.oldest} jaar"


def _near(profile: Profile) -> str:
    return "dag en nacht" if profile.nearness == DAY_AND_NIGHT else "overdag in de buurt"


def _when_free(profile: Profile, offer: Offer, labels: Labels) -> str:
    if offer.free_on is None:
        return f"Geen plek vrij op {dag(profile.day)}; nog niet bekend wanneer wel"
    if offer.free_on > profile.day:
        return f"Vrij vanaf {dag(offer.free_on)}" + ("" if labels.is_free_certain else ", naar verwachting")
    is_planned = labels.free_until and labels.free_until != laatste_dag(offer.closes_on)
    until = f", daarna staat er iets gepland: vrij t/m {dag(labels.free_until)}" if is_planned else ""
    return f"Vrij op {dag(profile.day)}{until}"


def _money(euros: int | None) -> str:
    return f"€ {euros} per maand"


def _needed_form(profile: Profile, labels: Labels) -> str:
    return labels.form(profile.care_form)


MET, FAILS, UNKNOWN = Verdict.MET, Verdict.FAILS, Verdict.UNKNOWN

SAID: dict[tuple[str, Verdict], Says] = {
    ("ZORGVORM", MET): lambda p, o, n: n.form(o.care_form),
    ("ZORGVORM", FAILS): lambda p, o, n: f"Voor {n.form(o.care_form)}; nodig is {_needed_form(p, n)}",
    ("ZORGVORM", UNKNOWN): lambda p, o, n: "Voor welke zorg de plek is, weten we nog niet",
    ("CONTRACT", FAILS): lambda p, o, n: (
        f"{n.provider} heeft op {dag(p.day)} geen contract voor {n.form(o.care_form)}"
    ),
    ("BEGELEIDING", MET): lambda p, o, n: f"Begeleiding {_near(p)}",
    ("BEGELEIDING", FAILS): lambda p, o, n: f"Begeleiding niet {_near(p)}; dat is wel nodig",
    ("BEGELEIDING", UNKNOWN): lambda p, o, n: "Of er overdag begeleiding in de buurt is, weten we nog niet",
    ("TOEZICHT", MET): lambda p, o, n: "Genoeg toezicht",
    ("TOEZICHT", FAILS): lambda p, o, n: "Minder toezicht dan nodig is",
    ("TOEZICHT", UNKNOWN): lambda p, o, n: "Hoeveel toezicht er is, weten we nog niet",
    ("LEEFTIJD", MET): _ages,
    ("LEEFTIJD", FAILS): _ages,
    ("LEEFTIJD", UNKNOWN): lambda p, o, n: f"{_ages(p, o, n)}: de leeftijd weten we nog niet",
    ("VROUWEN", UNKNOWN): lambda p, o, n: "Alleen voor vrouwen: vraag na of dit past",
    ("GEMEENTE", MET): lambda p, o, n: f"In {n.town(o.town)}: daar is geen bezwaar tegen",
    ("GEMEENTE", FAILS): lambda p, o, n: f"{n.town(o.town)} staat bij ‘hier niet’",
    ("MIDDELEN", MET): lambda p, o, n: "Huis waar niemand gebruikt",
    ("MIDDELEN", FAILS): lambda p, o, n: "De huisregels over alcohol en drugs passen niet bij de afspraken",
    ("MIDDELEN", UNKNOWN): lambda p, o, n: "De huisregels over alcohol en drugs weten we nog niet",
    ("BEZWAAR", FAILS): lambda p, o, n: "Er is een bezwaar tegen deze locatie",
    ("HUUR", MET): lambda p, o, n: f"Huur {_money(o.rent)}",
    ("HUUR", FAILS): lambda p, o, n: f"Huur {_money(o.rent)}; hoogstens kan {_money(p.highest_rent)}",
    ("HUUR", UNKNOWN): lambda p, o, n: "De huur weten we nog niet",
    ("DAG", MET): _when_free,
    ("DAG", FAILS): _when_free,
    ("SLUITING", FAILS): lambda p, o, n: closes_said(o.closes_on, o.may_close_on),
    ("SLUITING_VOORBEREID", FAILS): lambda p, o, n: closes_said(o.closes_on, o.may_close_on),
}
CHANGES: dict[str, Says] = {
    "ZORGVORM": lambda p, o, n: f"het besluit ook over {n.form(o.care_form)} gaat",
    "CONTRACT": lambda p, o, n: "er een contract is, of de cliënt een pgb heeft",
    "BEGELEIDING": lambda p, o, n: f"de aanbieder zorgt voor begeleiding {_near(p)}",
    "TOEZICHT": lambda p, o, n: "de aanbieder zorgt voor meer toezicht",
    "LEEFTIJD": lambda p, o, n: "de aanbieder een uitzondering maakt voor de leeftijd",
    "GEMEENTE": lambda p, o, n: f"de cliënt toch in {n.town(o.town)} kan wonen",
    "MIDDELEN": lambda p, o, n: "in dit huis niemand gebruikt",
    "BEZWAAR": lambda p, o, n: "het bezwaar tegen deze locatie vervalt",
    "HUUR": lambda p, o, n: f"de cliënt {_money(o.rent)} kan betalen",
    "DAG": lambda p, o, n: f"de cliënt wacht tot {dag(o.free_on)}" if o.free_on else UNTIL_FREE,
    "SLUITING": lambda p, o, n: "het sluiten niet doorgaat",
    "SLUITING_VOORBEREID": lambda p, o, n: "het sluiten niet doorgaat",
}
REFUSALS: dict[str, Says] = {
    "ZORGVORM": lambda p, o, n: (
        f"Deze plek is voor een andere soort zorg ({n.form(o.care_form)}). U hebt {_needed_form(p, n)} nodig."
    ),
    "CONTRACT": lambda p, o, n: "Deze aanbieder neemt nu niemand aan.",
    "BEGELEIDING": lambda p, o, n: (
        "U hebt dag en nacht begeleiding nodig. Hier is die er overdag."
        if p.nearness == DAY_AND_NIGHT
        else "U hebt overdag begeleiding in de buurt nodig. Hier is die er op afspraak."
    ),
    "TOEZICHT": lambda p, o, n: "U hebt een plek met meer toezicht nodig.",
    "LEEFTIJD": lambda p, o, n: (
        f"Deze plek is voor mensen van {o.youngest or 0} tot en met {o.oldest} jaar."
        if o.oldest
        else f"Deze plek is voor mensen vanaf {o.youngest} jaar."
    ),
    "VROUWEN": lambda p, o, n: "Deze plek is alleen voor vrouwen.",
    "GEMEENTE": lambda p, o, n: "De plek is in een gemeente die voor u niet kan.",
    "MIDDELEN": lambda p, o, n: "De huisregels over alcohol en drugs passen niet bij uw afspraken.",
    "BEZWAAR": lambda p, o, n: "Er is een bezwaar tegen deze plek. Uw begeleider weet waarom.",
    "HUUR": lambda p, o, n: "De huur is te hoog voor u.",
    "DAG": lambda p, o, n: "De plek is pas later vrij." if o.free_on else "De plek is niet vrij.",
    "SLUITING": lambda p, o, n: "U kunt hier niet lang genoeg blijven wonen.",
    "SLUITING_VOORBEREID": lambda p, o, n: "U kunt hier misschien niet lang genoeg blijven wonen.",
}


def _town_said(profile: Profile, offer: Offer, labels: Labels, is_met: bool) -> str:
    if is_met:
        return f"In {labels.town(offer.town)}, de gewenste gemeente"
    wanted = " of ".join(sorted(labels.town(code) for code in profile.towns))
    return f"In {labels.town(offer.town)}; gewenst is {wanted}"


def _network_said(profile: Profile, offer: Offer, labels: Labels, is_met: bool) -> str:
    town = labels.town(profile.network_town)
    return (
        f"Dicht bij familie of vrienden in {town}" if is_met else f"Niet dicht bij familie of vrienden in {town}"
    )


def _mode_said(profile: Profile, offer: Offer, labels: Labels, is_met: bool) -> str:
    here = LivingMode(offer.living_mode).label
    return f"{here} wonen" + ("" if is_met else f"; gewenst is {LivingMode(profile.living_mode).label.lower()}")


def _features_said(profile: Profile, offer: Offer, labels: Labels, is_met: bool) -> str:
    there = profile.wished if is_met else profile.wished - offer.features
    names = ", ".join(sorted(Feature(code).label.lower() for code in there))
    return f"Zoals gewenst: {names}" if is_met else f"Gewenst en niet bekend: {names}"


def _age_said(profile: Profile, offer: Offer, labels: Labels, is_met: bool) -> str:
    if is_met:
        return "De groep is ongeveer even oud"
    assert profile.age is not None
    assert offer.group_age is not None
    return f"De groep is {'ouder' if offer.group_age > profile.age else 'jonger'}"


WISH_SAID: dict[Wish, Callable[[Profile, Offer, Labels, bool], str]] = {
    Wish.TOWN: _town_said,
    Wish.NETWORK: _network_said,
    Wish.NOT_HEAVIER: lambda p, o, n, met: "Niet zwaarder dan nodig" if met else "Meer toezicht dan nodig",
    Wish.LIVING_MODE: _mode_said,
    Wish.FEATURES: _features_said,
    Wish.GROUP_AGE: _age_said,
    Wish.START: lambda p, o, n, met: "Op tijd vrij" if met else f"Pas vrij vanaf {dag(o.free_on)}",
    Wish.RENT: lambda p, o, n, met: "Ruimte in de huur" if met else "Weinig ruimte in de huur",
}
