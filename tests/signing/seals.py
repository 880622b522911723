"""What a PDF reader that checks signatures says about a file."""

from __future__ import annotations

import io
import warnings


def seals_of(content: bytes) -> list[tuple[bool, str]]:
    """Each signature in it: whether it holds and nothing was changed since, and who is named."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pyhanko.pdf_utils.reader import PdfFileReader
        from pyhanko.sign.validation import validate_pdf_signature
        from pyhanko_certvalidator import ValidationContext

        found = []
        for one in PdfFileReader(io.BytesIO(content)).embedded_signatures:
            said = validate_pdf_signature(one, ValidationContext(trust_roots=[one.signer_cert]))
            found.append((bool(said.bottom_line), one.signer_cert.subject.native["common_name"]))
        return found
