"""The installation's seal: a PAdES signature appended to a final paper; its first bytes stay as they were.

Its certificate is signed by itself. It shows that this installation gave the paper out and that nothing was
changed since; it is nobody's electronic signature.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from documents.sealing.seal_keys import keys, make_key
from texts import plain

FIELD = "Segel"
_BESIDES = 1024  #: bytes of a signature besides its certificate; of ours they are some 350


def seal(content: bytes, folder: Path, *, kecamatan: str, approved: bool, at: datetime) -> bytes:
    """The paper with the seal appended. Runs in the drawing process."""
    from io import BytesIO

    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers

    make_key(folder, kecamatan, at)
    newest = keys(folder)[0]
    # pyHanko leaves this one untyped
    signer = signers.SimpleSigner.load(str(newest.key), str(newest.certificate))  # type: ignore[no-untyped-call]
    if signer is None:
        raise ValueError("the key of the seal cannot be read")
    what = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        name=plain("seal.system", kecamatan=kecamatan),
        reason=plain("seal.reason_approved" if approved else "seal.reason_final"),
        certify=True,
        # A certified signature of a person may still be added by other means; nothing else may.
        docmdp_permissions=fields.MDPPerm.FILL_FORMS,
    )

    class Dated(signers.PdfSigner):
        """Its date is the office's, not this machine's."""

        def init_signing_session(self, *args: Any, **kwargs: Any) -> Any:
            session = super().init_signing_session(*args, **kwargs)
            session.system_time = at
            return session

    sealed = BytesIO()
    # Asked for no room, pyHanko signs once more, only to see how long that is.
    Dated(what, signer).sign_pdf(
        IncrementalPdfFileWriter(BytesIO(content)),
        output=sealed,
        bytes_reserved=2 * (len(newest.certificate.read_bytes()) + _BESIDES),
    )
    whole = sealed.getvalue()
    if not whole.startswith(content):
        raise ValueError("the seal changed the paper")
    return whole
