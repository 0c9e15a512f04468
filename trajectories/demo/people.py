"""Clients who do not exist: ordinary given names, invented surnames, codes without meaning."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from trajectories.demo.catalogue import Municipality

ALPHABET = "23456789BCDFGHJKMNPQRTVWXZ"  # no look-alikes, and no vowels: never a word
GIVEN_NAMES = (
    "Aisha Anouk Amir Bas Bram Carlijn Chaima Daan Dewi Dirk Elif Emma Esra Fatima Femke Finn Floor Gijs Hakim "
    "Hanna Hugo Ilse Imran Iris Jasper Jelle Joost Joy Julia Karim Kim Koen Lars Leila Lieke Lina Lotte Luuk "
    "Maaike Malik Marit Mehmet Merel Milan Mo Naima Niels Nina Noah Noor Olaf Omar Petra Pim Priya Quinten Rachid "
    "Rens Roos Ruben Safae Samira Sanne Sem Sofie Stijn Tarik Tess Thijs Tim Tygo Umar Vera Wessel Willem Wout "
    "Xander Yara Yusuf Zoë"
)
NATURE = (
    "Zonne Kletse Water Wolken Mos Lepel Heide Regen Linde Kussen Varen Stoom Duin Veder Klaver Theepot Berken "
    "Lamp Schelpen Gordijn Zilver Sneeuw Kaneel Deken Riet Kandelaar Herfst Kurken Dauw Tegel Wilgen Zadel Morgen "
    "Emmer Vlier Knopen Honing Nevel Pannen Braam"
)
HOUSEHOLD = (
    "veer blad kruik doos vlinder bries pluim kei knop kast schaal lucht wortel tafel fluit draad korf vonk drift "
    "mand bloem lepel schelp vork bel deksel plank ketel slof zeef"
)
GIVEN, FIRST, LAST = GIVEN_NAMES.split(), NATURE.split(), HOUSEHOLD.split()
OUTSIDE = ("0599", "0363", "0344", "0150", "0200", "0243", "0080", "0106", "0153", "0202", "BUITENLAND")
AGES = ((0.62, 18, 25), (0.18, 25, 35), (0.14, 35, 55), (0.06, 55, 74))
YEAR = timedelta(days=365.25)


class Codes:
    """Gives every row a code that looks random, means nothing and is given once, over both regions."""

    def __init__(self, rng: Random, *, half: int, taken: Iterable[str] = ()) -> None:
        self.rng, self.half = rng, half
        self.given = set(taken)

    def new(self, letter: str) -> str:
        """A code such as C-7KQ4X."""
        signs = self.rng.choices(ALPHABET, k=5)
        code = f"{letter}-{''.join(signs)}"
        if code in self.given or sum(map(ALPHABET.index, signs)) % 2 != self.half:
            return self.new(letter)
        self.given.add(code)
        return code


@dataclass(slots=True, eq=False)
class Person:
    """Someone who reports, waits, lives somewhere and gets care."""

    code: str
    given: str
    family: str
    born_on: date
    origin: str  # four-digit code, BUITENLAND, ONBEKEND or empty
    via_youth_care: bool | None
    municipality: str  # whose team helps this person
    in_story: bool = False


def age(person: Person, on: date) -> int:
    """Whole years on a day."""
    return on.year - person.born_on.year - ((on.month, on.day) < (person.born_on.month, person.born_on.day))


def draw_person(rng: Random, *, code: str, municipality: Municipality, starts_on: date) -> Person:
    """Someone who is 18 to 73 on `starts_on`; nearly half is younger than 25."""
    _, low, high = rng.choices(AGES, weights=[share for share, _, _ in AGES])[0]
    born_on = starts_on - YEAR * rng.uniform(low + 0.01, high - 0.01)
    return Person(
        code=code,
        given=rng.choice(GIVEN),
        family=rng.choice(FIRST) + rng.choice(LAST),
        born_on=born_on,
        origin=_origin(rng, municipality.code),
        via_youth_care=_via_youth_care(rng, young=high == 25),
        municipality=municipality.code,
    )


def _origin(rng: Random, municipality: str) -> str:
    chance = rng.random()
    if chance < 0.88:
        return municipality
    if chance < 0.97:
        return rng.choice(OUTSIDE)
    return "ONBEKEND" if chance < 0.99 else ""


def _via_youth_care(rng: Random, *, young: bool) -> bool | None:
    if rng.random() < 0.05:
        return None
    return young and rng.random() < 0.58
