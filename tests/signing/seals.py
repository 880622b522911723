"""What a PDF reader that checks signatures says about a file."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from documents.sealing.seal_keys import pair

T = TypeVar("T")


def apart(act: Callable[..., T], *given: object) -> T:
    """In a thread of its own: pyHanko begins a loop, and a browser has left one in this thread."""
    with ThreadPoolExecutor(1) as room:
        return room.submit(act, *given).result()


def seals_of(content: bytes) -> list[tuple[bool, str]]:
    """Each signature in it: whether it holds and nothing was changed since, and who is named."""
    return apart(_seals_of, content)


def _seals_of(content: bytes) -> list[tuple[bool, str]]:
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


def signed_by(
    name: str, content: bytes, folder: Path, until: datetime = datetime(2070, 1, 1, tzinfo=UTC)
) -> bytes:
    """The file as a person's own signing program gives it back; his certificate is left in the folder."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers

    key, certificate = pair(name, datetime(2020, 1, 1, tzinfo=UTC), until)
    (folder / "orang.key").write_bytes(key)
    (folder / "orang.pem").write_bytes(certificate)
    signer = signers.SimpleSigner.load(str(folder / "orang.key"), str(folder / "orang.pem"))
    made = io.BytesIO()
    what = signers.PdfSignatureMetadata(field_name="TandaTangan")
    program = signers.PdfSigner(what, signer)
    apart(lambda: program.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(content)), output=made))
    return made.getvalue()
