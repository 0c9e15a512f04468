"""What stands in the portal and what a regiobestand may therefore not say otherwise."""

from django.db.models import Sum

from placements.models import RatePart
from portal.models import Client
from trajectories.models import Decision, DecisionKind
from trajectories.regionfile.problems import Problems
from trajectories.regionfile.tables import Delivery, Row

DECISION = ("besloten_op", "uitkomst", "zorgvorm", "geldig_vanaf", "geldig_tot")


def check_what_stands(delivery: Delivery, problems: Problems) -> None:
    """Report every delivered row that would undo what was decided in the portal: a decision, a rate, a merge."""
    _check_merged(delivery, problems)
    _check_decisions(delivery, problems)
    _check_rates(delivery, problems)


def _replacing(delivery: Delivery, name: str, *columns: str) -> list[tuple[Row, Row]]:
    """Delivered rows that say something else in one of the columns than what is loaded, with the loaded row."""
    return [
        (row, old)
        for row, old in delivery.changed(name)
        if old is not None and row.knows(*columns) and row.key(*columns) != old.key(*columns)
    ]


def _check_merged(delivery: Delivery, problems: Problems) -> None:
    """A record that was merged does not come back as somebody else."""
    here = Client.objects.filter(region__code__in=[row.word("code") for row in delivery.rows("regio")])
    led = dict(here.filter(merged_into__isnull=False).values_list("code", "merged_into__code"))
    for row in delivery.rows("clienten") if led else ():
        if into := led.get(row.word("code")):
            sentence = f"Dit dossier is samengevoegd met {into}. Gebruik overal dat nummer en haal deze rij weg."
            delivery.tables["clienten"].report(row, "code", sentence, problems)


def _check_decisions(delivery: Delivery, problems: Problems) -> None:
    changed = _replacing(delivery, "meldingen", *DECISION)
    taken = Decision.objects.filter(
        kind=DecisionKind.FIRST, decided_on__isnull=False, notification__in=[old.pk for _, old in changed]
    )
    decided = set(taken.values_list("notification_id", flat=True))
    sentence = (
        "Op deze melding is in de portal besloten en dat besluit staat."
        " Neem over wat er staat, of neem in de portal een nieuw besluit."
    )
    for row, old in changed:
        for column in DECISION:
            if old.pk in decided and row.values[column] != old.values[column]:
                delivery.tables["meldingen"].report(row, column, sentence, problems)


def _check_rates(delivery: Delivery, problems: Problems) -> None:
    changed = _replacing(delivery, "contracten", "dagtarief")
    parts = RatePart.objects.filter(contract__in=[old.pk for _, old in changed]).order_by()
    sums = dict(parts.values_list("contract").annotate(Sum("amount")))
    for row, old in changed:
        if old.pk in sums and sums[old.pk] != row.values["dagtarief"]:
            sentence = (
                f"De opbouw van dit tarief in de portal telt op tot {sums[old.pk]}."
                " Pas eerst in de portal de opbouw aan, of neem dat bedrag over."
            )
            delivery.tables["contracten"].report(row, "dagtarief", sentence, problems)
