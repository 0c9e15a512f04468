"""A signature behind a document: sound until one byte changes, and the document itself stays what it was."""

from datetime import UTC, datetime

import pytest

from portal.pdf import signed
from portal.pdf.pades import signature_of
from tests.paper import problems
from tests.portal.test_pdf import printed

AT = datetime(2026, 10, 5, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def document():
    return printed("<h1>Rapport</h1><p>Twaalf mensen wachten.</p>", attachments={"a.csv": b"a"}, about="cijfers")


def sign(document):
    return signed(document, reason="Goedgekeurd rapport", at=AT)


def test_without_a_key_nothing_is_signed(document):
    assert sign(document) == document
    assert signature_of(document) is None


def test_a_signature_says_who_and_leaves_the_document_as_it_was(document, signing_key):
    file = sign(document)
    assert file.startswith(document)
    found = signature_of(file)
    assert found.is_sound
    assert signing_key in found.by
    assert found.at == AT


def test_a_signed_document_is_still_pdf_ua_1_and_pdf_a_3a(document, signing_key):
    assert problems(sign(document)) == []


@pytest.mark.parametrize("where", [0.1, 0.5, 0.9])
def test_one_changed_byte_is_found_out(document, signing_key, where):
    file = bytearray(sign(document))
    file[int(len(document) * where)] ^= 1
    assert not signature_of(bytes(file)).is_sound


def test_something_put_behind_it_is_found_out(document, signing_key):
    assert not signature_of(sign(document) + b"\n% iets erachter\n").is_sound


def test_a_key_that_does_not_open_says_so(document, signing_key, settings):
    settings.SIGNING_KEY_PASSWORD = "anders"
    with pytest.raises(ValueError, match="SIGNING_KEY_FILE"):
        sign(document)
