"""The installation's seal: a PAdES signature appended to a final paper; its first bytes stay as they were."""

from __future__ import annotations

import os
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from texts import plain

KEY, CERTIFICATE = "kunci.pem", "sertifikat.pem"
FIELD = "Segel"

# No clock is asked: the seal is worth what the hash in the database says, not what a date in a file says.
_FROM, _UNTIL = datetime(2020, 1, 1, tzinfo=UTC), datetime(2070, 1, 1, tzinfo=UTC)


def make_key(folder: Path, kecamatan: str) -> bool:
    """The installation's key and its certificate, made once and never again; true when they are new."""
    if (folder / CERTIFICATE).exists():
        return False
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=".segel-", dir=folder.parent))
    try:
        key, certificate = pair(plain("seal.system", kecamatan=kecamatan))
        _write(made / KEY, key)
        _write(made / CERTIFICATE, certificate)
        made.rename(folder)  # both or none; refused where another process was first
    except OSError:
        if not (folder / CERTIFICATE).exists():
            raise
        return False
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return True


def seal(content: bytes, folder: Path, *, kecamatan: str, approved: bool, at: datetime) -> bytes:
    """The paper with the seal appended. Runs in the drawing process."""
    from io import BytesIO

    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers

    make_key(folder, kecamatan)
    # pyHanko leaves this one untyped
    signer = signers.SimpleSigner.load(str(folder / KEY), str(folder / CERTIFICATE))  # type: ignore[no-untyped-call]
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
    Dated(what, signer).sign_pdf(IncrementalPdfFileWriter(BytesIO(content)), output=sealed)
    whole = sealed.getvalue()
    if not whole.startswith(content):
        raise ValueError("the seal changed the paper")
    return whole


def pair(name: str, since: datetime = _FROM, until: datetime = _UNTIL) -> tuple[bytes, bytes]:
    """A key and a certificate that names it, signed by itself."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:64])])
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private, certificate.public_bytes(serialization.Encoding.PEM)


def _write(path: Path, content: bytes) -> None:
    number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(number, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
