"""The digits of an app: those of the standard, and no others."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.proof import codes

SECRET = b"12345678901234567890"
NOON = datetime(2026, 10, 5, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("second", "digits"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (20000000000, "353130"),
    ],
)
def test_the_digits_are_those_of_the_standard(second, digits):
    """RFC 6238, appendix B, the last six."""
    assert codes.code_at(SECRET, second // codes.STEP) == digits


@settings(deadline=None)
@given(st.integers(-300, 300))
def test_a_code_counts_half_a_minute_around_its_own(seconds):
    step = codes.step_at(NOON)
    found = codes.step_of(codes.code_at(SECRET, step), SECRET, at=NOON + timedelta(seconds=seconds))
    near = abs(codes.step_at(NOON + timedelta(seconds=seconds)) - step) <= 1
    assert found == (step if near else None)


@pytest.mark.parametrize("typed", ["", "abcdef", "12345", "１２３４５６", "0" * 500])
def test_what_is_no_code_is_wrong(typed):
    assert codes.step_of(typed, SECRET, at=NOON) is None


def test_an_app_reads_the_secret_and_whose_it_is():
    address = codes.address(SECRET, login="i.vandam@zwolle")
    assert address.startswith("otpauth://totp/Thuisroute%3Ai.vandam%40zwolle?secret=GEZDGNBVGY3TQOJQ")
