"""What stands in the Algoritmeregister comes from the rules themselves."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests import make
from trajectories.matching.inputs import STANDARD_WEIGHTS, Rules, Wish
from trajectories.matching.register import register_text
from trajectories.models import MatchingRules

PAGE = Path(__file__).resolve().parents[3] / "docs" / "algoritmeregister.md"


def test_the_page_in_the_docs_is_what_the_standard_rules_say():
    assert PAGE.read_text() == register_text(Rules()), "write it again: manage.py algorithm_register"


def test_another_weight_changes_the_text():
    text = register_text(Rules(number=3, weights=STANDARD_WEIGHTS | {Wish.RENT: 12}, class_weeks=(2, 9)))
    assert "* Ruimte in de huur: 12" in text
    assert "(grenzen na 2, 9" in text
    assert "versie 3" in text


@pytest.mark.django_db
def test_the_command_writes_the_rules_of_a_region(capsys):
    region = make.region()
    by = make.user(make.Role.COORDINATOR, region)
    MatchingRules.objects.create(
        region=region, number=1, weights={"HUUR": 40}, class_weeks=[4], drafted_by=by, published_by=by,
        published_on=make.LONG_AGO, starts_on=make.LONG_AGO, reason="Afgesproken.", effect={},
    )  # fmt: skip
    call_command("algorithm_register", region.code.lower())
    assert "* Ruimte in de huur: 40" in capsys.readouterr().out
    with pytest.raises(CommandError, match="bestaat niet"):
        call_command("algorithm_register", "NERGENS")
