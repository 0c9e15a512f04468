"""What whoever runs the portal reads: one line each, enough to mend it, and nothing about anybody."""

import json
import logging

import pytest
from django.db import IntegrityError, transaction

from portal.log_lines import OneLine
from portal.models import Role
from tests import make

CANARY = "Kanarie van Veen"


def line(error: Exception | None = None, words: str = "Printing %s failed", *args: object) -> str:
    info = (type(error), error, error.__traceback__) if error else None
    return OneLine().format(logging.LogRecord("portal", logging.ERROR, "x.py", 1, words, args or ("7",), info))


def test_a_line_is_one_line_of_json_whatever_somebody_typed():
    told = line(None, "Looked for %s", "a\r\nERROR portal iets anders\x1b[31m")
    assert "\n" not in told
    assert json.loads(told)["what"].startswith("Looked for a\r\nERROR")


@pytest.mark.django_db
def test_a_row_that_the_database_refused_is_not_in_the_line_but_the_rule_is():
    make.user(Role.AUDITOR, login=CANARY)
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        make.user(Role.AUDITOR, login=CANARY)
    assert CANARY in str(refusal.value)
    told = line(refusal.value)
    assert CANARY not in told
    assert json.loads(told)["errors"][-1]["rule"].startswith("portal_user_login")


def test_an_error_tells_where_it_came_from_and_not_what_it_said():
    try:
        try:
            raise KeyError(CANARY)
        except KeyError as inner:
            raise ValueError(f"no {CANARY}") from inner
    except ValueError as error:
        told = line(error)
    assert CANARY not in told
    outer, inner = json.loads(told)["errors"]
    assert (outer["kind"], inner["kind"]) == ("builtins.ValueError", "builtins.KeyError")
    assert outer["where"][-1].startswith("test_log_lines.py:")
