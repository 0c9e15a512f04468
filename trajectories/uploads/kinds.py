"""What can go in and out by spreadsheet, in which files, and who may do so."""

from dataclasses import dataclass

from portal.models import Role, User
from trajectories.models import UploadKind
from trajectories.regionfile.files import BY_NAME, File

EXAMPLE = "VOORBEELD"
"""What the example row of a template is called; a row called so is never loaded."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One thing to load: its files in the order in which they lean on each other, and who may."""

    kind: UploadKind
    names: tuple[str, ...]
    roles: frozenset[Role]
    about: str
    leans_on: tuple[str, ...] = ()
    """Files that are read from the database beside its own, to hold the rows against."""

    @property
    def files(self) -> tuple[File, ...]:
        """The files as the regiobestand describes them."""
        return tuple(BY_NAME[name] for name in self.names)

    @property
    def needed(self) -> tuple[File, ...]:
        """What has to be known of the region to look a delivery over."""
        return tuple(BY_NAME[name] for name in ("regio", *self.leans_on, *self.names))


PLANNERS = frozenset({Role.POLICY, Role.PROJECT_LEADER, Role.ADMINISTRATOR})
KINDS: dict[str, Kind] = {
    kind.kind: kind
    for kind in (
        Kind(
            UploadKind.STOCK,
            ("locaties", "plekken", "plekperioden"),
            frozenset({Role.PROVIDER, Role.ADMINISTRATOR}),
            "Locaties, hun plekken, en voor welke zorgvorm een plek wanneer is.",
            ("zorgvormen", "aanbieders", "corporaties", "buitengebruik", "verblijven"),
        ),
        Kind(
            UploadKind.CONTRACTS,
            ("contracten",),
            frozenset({Role.ADMINISTRATOR}),
            "Per aanbieder en zorgvorm: de periode, het aantal plekken en het dagtarief.",
            ("zorgvormen", "aanbieders", "zorgperioden"),
        ),
        Kind(
            UploadKind.PLAN,
            ("planregels",),
            PLANNERS,
            "Wat er op-, om- of afgebouwd wordt: hoeveel plekken, waar en wanneer.",
            ("zorgvormen",),
        ),
        Kind(
            UploadKind.CATALOGUE,
            ("zorgvormen", "aanbieders", "corporaties"),
            frozenset({Role.ADMINISTRATOR}),
            "Wat de regio aanbiedt en welke organisaties meedoen.",
        ),
    )
}
LOADERS = frozenset().union(*(kind.roles for kind in KINDS.values()))
"""Everybody who may load something."""


def kinds_for(user: User) -> tuple[Kind, ...]:
    """What this user may load and write out."""
    return tuple(kind for kind in KINDS.values() if user.role in kind.roles)
