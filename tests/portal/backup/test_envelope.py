"""What went into the envelope comes out, whole and with the right key, or not at all."""

import io
import tracemalloc
from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.backup import envelope
from portal.backup.envelope import MAGIC, MOST, SALT, BackupRefused, opened, seal

KEY = "een lange geheime tekst"
PIECES = st.lists(st.binary(min_size=1, max_size=40), max_size=5)
NOTHING = "Er is niets teruggezet."


@pytest.fixture(scope="module", autouse=True)
def _one_salt() -> Iterator[None]:
    """Making a key costs effort on purpose: here once, and not for every example."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(envelope, "_lock", cache(envelope._lock))
        patch.setattr(envelope.os, "urandom", bytes)
        yield


def sealed(pieces: list[bytes]) -> bytes:
    target = io.BytesIO()
    seal(pieces, target, key=KEY)
    return target.getvalue()


def read(content: bytes, *, key: str = KEY) -> list[bytes]:
    return list(opened(io.BytesIO(content), key=key))


@given(PIECES)
@settings(max_examples=30, deadline=None)
def test_what_went_in_comes_out(pieces):
    assert read(sealed(pieces)) == pieces


@given(PIECES, st.data())
@settings(max_examples=60, deadline=None)
def test_a_change_anywhere_is_refused(pieces, data):
    whole = bytearray(sealed(pieces))
    at = data.draw(st.integers(0, len(whole) - 1).filter(lambda at: not len(MAGIC) <= at < len(MAGIC) + SALT))
    whole[at] ^= data.draw(st.integers(1, 255))
    with pytest.raises(BackupRefused, match=r"niets teruggezet|geen back-up"):
        read(bytes(whole))


@given(PIECES, st.data())
@settings(max_examples=60, deadline=None)
def test_a_cut_anywhere_is_refused_and_so_is_something_behind_the_end(pieces, data):
    whole = sealed(pieces)
    with pytest.raises(BackupRefused):
        read(whole[: data.draw(st.integers(0, len(whole) - 1))])
    with pytest.raises(BackupRefused, match="achter het einde"):
        read(whole + b"x")


def test_pieces_that_changed_places_are_refused():
    header, (one, two) = len(MAGIC) + SALT, (b"a" * 10, b"b" * 10)
    whole, size = sealed([one, two]), 4 + 10 + envelope.TAG
    turned = whole[:header] + whole[header + size :][:size] + whole[header:][:size] + whole[header + 2 * size :]
    with pytest.raises(BackupRefused, match=NOTHING):
        read(turned)


def test_another_key_opens_nothing_and_the_sentence_says_why():
    with pytest.raises(BackupRefused, match=r"De sleutel past niet op deze back-up, .* Er is niets teruggezet\."):
        read(sealed([b"geheim"]), key="een andere geheime tekst")


def test_a_file_of_something_else_is_no_backup():
    with pytest.raises(BackupRefused, match="geen back-up van Thuisroute"):
        read(b"PGDMP, maar dan anders" * 9)


def test_nothing_of_what_went_in_can_be_read_in_the_file():
    assert b"Anna de Vries" not in sealed([b"Anna de Vries" * 3])


def test_a_large_database_passes_through_little_memory(tmp_path):
    """Sixty-four megabytes: a few pieces at a time, on the way in and on the way out."""
    size, file = 1024 * 1024, tmp_path / "b"
    tracemalloc.start()
    with file.open("wb") as target:
        seal((bytes([number]) * size for number in range(64)), target, key=KEY)
    with file.open("rb") as source:
        assert sum(len(piece) for piece in opened(source, key=KEY)) == 64 * size
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 2 * MOST
