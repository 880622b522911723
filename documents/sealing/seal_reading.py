"""A file that somebody holds, looked at as a reader would: its hashes, and the signatures that it carries."""

from __future__ import annotations

import hashlib
import io
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from documents.sealing.certificates import owner
from documents.sealing.signed_copy import Signed
from texts import plain

MOST_SIGNATURES = 20  #: of a final paper: the seal, and each of the few who sign it
_TAIL = 4096  #: bytes in which a PDF says where its table of contents is; readers want it in the last 1,024


class Shape(StrEnum):
    """What a file is, by its bytes and not by its name."""

    EMPTY = "empty"
    NO_PDF = "no_pdf"
    LOCKED = "locked"
    BROKEN = "broken"
    MANY = "many"  #: more signatures than any paper has
    PDF = "pdf"


@dataclass(frozen=True)
class Look:
    """What a file says about itself. It proves nothing: only the hash does."""

    sha256: str
    size: int
    shape: Shape
    beginnings: tuple[str, ...] = ()  #: hashes of its first bytes, at the sizes of papers that are known
    signers: tuple[str, ...] = ()  #: of the signatures in it, as their certificates name them
    foreign: bool = False  #: sealed by a system like this one, with another key
    signed: tuple[Signed, ...] = ()  #: what was signed besides our seal, in a sealed paper of ours


def look(content: bytes, sizes: Iterable[int], certificates: Sequence[bytes]) -> Look:
    """Read a file of unknown origin; whatever it holds, this answers."""
    whole = hashlib.sha256(content).hexdigest()
    beginnings = beginnings_of(content, sizes)
    if not content:
        return Look(whole, 0, Shape.EMPTY)
    if b"%PDF-" not in content[:1024]:
        return Look(whole, len(content), Shape.NO_PDF, beginnings)
    if b"startxref" not in content[-_TAIL:]:  # its reader would look for the end, byte by byte, for a minute
        return Look(whole, len(content), Shape.BROKEN, beginnings)
    shape, signers, foreign = _signatures(content, certificates)
    return Look(whole, len(content), shape, beginnings, signers, foreign)


def beginnings_of(content: bytes, sizes: Iterable[int]) -> tuple[str, ...]:
    """In one pass: a file of 20 MB is not read again for every paper of an office."""
    running, at, found = hashlib.sha256(), 0, []
    view = memoryview(content)
    for size in sorted({size for size in sizes if 0 < size < len(content)}):
        running.update(view[at:size])
        at = size
        found.append(running.copy().hexdigest())
    return tuple(found)


def _signatures(content: bytes, certificates: Sequence[bytes]) -> tuple[Shape, tuple[str, ...], bool]:
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.fields import enumerate_sig_fields

    ours = {x509.load_pem_x509_certificate(one).public_bytes(Encoding.DER) for one in certificates}
    mark = plain("seal.system", kecamatan="").strip()
    signers: list[str] = []
    foreign = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            reader = PdfFileReader(io.BytesIO(content), strict=False)
            if reader.encrypted:
                return Shape.LOCKED, (), False
            _ = reader.root["/Pages"]
            # counted first: each that is opened takes milliseconds, and a small file can hold thousands
            some = islice(enumerate_sig_fields(reader, filled_status=True), MOST_SIGNATURES + 1)
            if sum(1 for _ in some) > MOST_SIGNATURES:
                return Shape.MANY, (), False
            for signature in reader.embedded_signatures:
                one = signature.signer_cert
                name = owner(one)[:80]
                signers.append(name)
                foreign = foreign or (name.startswith(mark) and one.dump() not in ours)
    except Exception:  # a parser fed with garbage raises whatever it pleases
        return Shape.BROKEN, (), False
    return Shape.PDF, tuple(signers), foreign
