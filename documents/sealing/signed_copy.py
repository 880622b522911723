"""Signatures made outside of this system on a sealed paper: who, when, and what they are worth."""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Signed:
    """One signature that is not the installation's seal."""

    signer: str
    at: datetime | None  #: as the file says
    intact: bool  #: it holds, covers the whole file, and only signatures were added to the sealed paper
    trusted: bool | None  #: by one of the roots; None: no roots are set
    expired: bool


def signed_copy(
    content: bytes, certificate: bytes | None, roots: Sequence[bytes], now: datetime
) -> tuple[Signed, ...]:
    """What was signed besides our seal, if the file carries our seal. Runs in the reading process."""
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding
    from pyhanko.keys import load_certs_from_pemder_data
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    if certificate is None:
        return ()
    ours = x509.load_pem_x509_certificate(certificate).public_bytes(Encoding.DER)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            known = [root for one in roots for root in load_certs_from_pemder_data(one)]
            found = PdfFileReader(io.BytesIO(content)).embedded_signatures
            if len(found) < 2 or found[0].signer_cert.dump() != ours:
                return ()
            seal = validate_pdf_signature(
                found[0], ValidationContext(trust_roots=[found[0].signer_cert], moment=now)
            )
            others = found[1:]
            made = []
            for one in others:
                said = validate_pdf_signature(
                    one, ValidationContext(trust_roots=known, moment=now, allow_fetching=False)
                )
                whole = one is not others[-1] or sum(list(one.byte_range)[2:]) == len(content)
                # a root that is the signer's own certificate is not asked for its dates
                expired = one.signer_cert["tbs_certificate"]["validity"]["not_after"].native < now
                made.append(
                    Signed(
                        signer=str(one.signer_cert.subject.native.get("common_name", ""))[:200],
                        at=one.self_reported_timestamp,
                        intact=bool(said.intact and said.valid and whole and seal.bottom_line),
                        trusted=bool(said.trusted) and not expired if known else None,
                        expired=expired,
                    )
                )
            return tuple(made)
    except Exception:  # a parser fed with garbage raises whatever it pleases
        return ()
