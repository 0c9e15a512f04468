"""A signature in a PDF (PAdES): put behind the document with the key of the installation, and read back.

It is an appended revision: the bytes of the document itself stay as they were, so a signed file begins with the
very file that would be printed without a key.
"""

import io
import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

FIELD = "Handtekening"
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)  # it tells of every certificate that nobody vouches for


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed a file, by the name in the certificate, and whether not one byte changed since.

    Whether the certificate itself can be trusted is for a PDF reader to say: it knows the trusted parties.
    """

    by: str
    at: datetime | None
    is_sound: bool


def sign(pdf: bytes, *, key: bytes, password: str, reason: str, at: datetime) -> bytes:
    """The document with a signature of moment `at` behind it; `key` is a PKCS#12 file with its certificates.

    Raises ValueError when the key cannot be opened.
    """
    about = signers.PdfSignatureMetadata(
        field_name=FIELD, md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES, reason=reason
    )
    place = fields.SigFieldSpec(
        FIELD,
        readable_field_name="Handtekening onder dit document",
        # Invisible, and beside the page: PDF/A wants it not hidden, PDF/UA wants it out of sight.
        invis_sig_settings=fields.InvisSigSettings(box_out_of_bounds=True),
    )
    signer = _SignerAt(about, signer=_opened(key, password), new_field_spec=place)
    signer.at = at
    return bytes(signer.sign_pdf(_Revision(io.BytesIO(pdf))).getvalue())


def signature_of(pdf: bytes) -> Signature | None:
    """The last signature in a file; None where there is none, not sound where the file was changed."""
    try:
        found = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
        if not found:
            return None
        by = found[-1].signer_cert
        status = validate_pdf_signature(found[-1], ValidationContext(trust_roots=[by], allow_fetching=False))
    except (PdfError, ValueError):
        return Signature("", None, is_sound=False)
    is_whole = status.coverage is SignatureCoverageLevel.ENTIRE_FILE
    is_sound = status.intact and status.valid and is_whole
    return Signature(by.subject.human_friendly, found[-1].self_reported_timestamp, is_sound)


class _Revision(IncrementalPdfFileWriter):
    """What is put behind the document; what the document says of itself stays, and with it PDF/A and PDF/UA."""

    def _update_meta(self) -> None:
        """pyHanko would write the metadata anew, without the mark of PDF/UA-1 and with today's date."""


class _SignerAt(signers.PdfSigner):
    """Signs at a moment that is given, as everything in the house that knows a time."""

    at: datetime

    def init_signing_session(self, *args: Any, **kwargs: Any) -> Any:
        session = super().init_signing_session(*args, **kwargs)
        session.system_time = self.at
        return session


def _opened(key: bytes, password: str) -> signers.SimpleSigner:
    try:
        return signers.SimpleSigner.load_pkcs12_data(key, other_certs=[], passphrase=password.encode())
    except ValueError as refusal:
        says = "De sleutel in SIGNING_KEY_FILE gaat niet open. Kijk naar het bestand en het wachtwoord."
        raise ValueError(says) from refusal
