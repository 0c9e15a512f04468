"""The list of controls is whole, what it calls proof exists, and what deviates says why."""

import re
import socket
from pathlib import Path

import pytest

from trajectories.bsn import is_bsn

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "docs" / "beheer" / "controls.md").read_text()
ROWS = re.findall(r"^\| ([A-HP]\d+) \| (.+?) \| (.+) \|$", TEXT, flags=re.MULTILINE)
SIZES = {"A": 14, "B": 13, "C": 7, "D": 13, "E": 12, "F": 12, "G": 11, "H": 16, "P": 38}
FOLDERS = ("portal", "placements", "trajectories", "reporting", "templates", "docs", "tests", "drill", "bench")
WRITTEN = {".py", ".html", ".md", ".toml", ".json", ".csv"}
ENOUGH_TO_BE_A_REASON = 30


def test_every_control_and_every_pitfall_stands_there_once_in_order():
    assert [number for number, *_ in ROWS] == [
        f"{group}{number}" for group, size in SIZES.items() for number in range(1, size + 1)
    ]
    assert sum(size for group, size in SIZES.items() if group != "P") == 98


@pytest.mark.parametrize("proof", [proof for *_, proof in ROWS], ids=[number for number, *_ in ROWS])
def test_what_is_called_proof_exists_and_a_deviation_says_why(proof):
    named = re.findall(r"`([\w./-]+\.\w+|Makefile)(?:::(\w+))?`", proof)
    assert [path for path, _test in named if not (ROOT / path).exists()] == []
    tests = [(path, test) for path, test in named if path.startswith("tests/") and test]
    assert [test for path, test in tests if f"def {test}(" not in (ROOT / path).read_text()] == []
    reasons = re.split(r"\*\*(?:Afwijking|Nog niet)\*\*: ", proof)[1:]
    assert named or reasons, "neither proof nor a reason"
    assert [reason for reason in reasons if len(reason) < ENOUGH_TO_BE_A_REASON] == []


def test_no_bsn_that_somebody_may_have_is_written_anywhere():
    """Numbers from 9999 on are given to nobody."""
    files = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.suffix in WRITTEN]
    numbers = {number: path for path in files for number in re.findall(r"\b\d{9}\b", path.read_text())}
    assert "999990019" in numbers
    assert [number for number in numbers if is_bsn(number) and not number.startswith("9999")] == []


def test_no_test_talks_to_another_machine():
    with pytest.raises(RuntimeError, match="talk to"):
        socket.create_connection(("192.0.2.1", 9), timeout=1)
