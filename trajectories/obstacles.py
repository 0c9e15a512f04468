"""What stands in the way of an act: sentences a page can show, found beforehand or spoken by the database."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.forms import BaseForm

from placements.models import Location

CARE_WITHIN_CONTRACT = "care_in_kind_within_contract"
BY_A_TRIGGER = "exec_stmt_raise"
"""Where PostgreSQL says an error came from that one of our triggers raised, with a sentence of its own."""


class Obstructed(Exception):
    """An act that cannot be done now; `sentences` say why, in Dutch."""

    def __init__(self, *sentences: str) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


def demand(sentences: list[str]) -> None:
    """Stop the act if anything stands in its way."""
    if sentences:
        raise Obstructed(*sentences)


def did(form: BaseForm, act: Callable[[], object], *, at: str | None = None) -> bool:
    """Whether the act could be done; else the form says why not, at the field `at` or on top."""
    try:
        act()
    except Obstructed as stop:
        form.add_error(at, list(stop.sentences))
        return False
    return True


@contextmanager
def refusals_in_dutch() -> Iterator[None]:
    """Do something together or not at all; what the database refuses is raised as `Obstructed`."""
    try:
        with transaction.atomic():
            yield
            _check_now(CARE_WITHIN_CONTRACT)
    except IntegrityError as error:
        sentence = _sentence(error)
        if sentence is None:
            raise
        raise Obstructed(sentence) from error


def one_at_a_time(location: Location) -> None:
    """Wait until nobody else changes who gets a place at this location; holds until the transaction ends.

    Whoever comes second then reads what the first one wrote, instead of running into a constraint.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"location {location.pk}"])


def _check_now(constraint: str) -> None:
    """Have the database check a rule it keeps for the end, while the act can still be undone alone."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET CONSTRAINTS {constraint} IMMEDIATE")


def _sentence(error: IntegrityError) -> str | None:
    """The Dutch of the rule that was broken; none for a rule that has no sentence."""
    said = getattr(error.__cause__, "diag", None)
    if said is None:
        return None
    if said.source_function == BY_A_TRIGGER:
        return str(said.message_primary)
    rules = (rule for model in apps.get_models() for rule in model._meta.constraints)
    rule = next((rule for rule in rules if rule.name == said.constraint_name), None)
    if rule is None or rule.violation_error_message == rule.default_violation_error_message:
        return None
    return str(rule.violation_error_message)
