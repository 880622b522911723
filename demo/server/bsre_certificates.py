"""A root that nobody trusts outside of this machine, certificates below it, and signatures with them."""

from __future__ import annotations

import io
import secrets
from datetime import UTC, datetime
from typing import Any

# Imported where they are used: cryptography and pyHanko are heavy, and most runs sign nothing.

_SINCE, _UNTIL, _OVER = (datetime(year, 1, 1, tzinfo=UTC) for year in (2020, 2060, 2021))


class Authority:
    """The root; its key lives as long as the server."""

    def __init__(self) -> None:
        self._key, self._certificate = _certified("Otoritas contoh, bukan BSrE", None, until=_UNTIL)

    @property
    def root(self) -> bytes:
        """The root's certificate as PEM: for TRUST_ROOTS."""
        from cryptography.hazmat.primitives.serialization import Encoding

        found: bytes = self._certificate.public_bytes(Encoding.PEM)
        return found

    def sign(
        self, content: bytes, name: str, at: datetime | None = None, *, over: bool = False, nik: str = ""
    ) -> bytes:
        """As an update appended to the file: what was there stays, byte for byte."""
        from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12
        from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
        from pyhanko.sign import fields, signers

        by = (self._key, self._certificate)
        key, certificate = _certified(name, by, until=_OVER if over else _UNTIL, nik=nik)
        packed = pkcs12.serialize_key_and_certificates(
            b"", key, certificate, [self._certificate], NoEncryption()
        )
        what = signers.PdfSignatureMetadata(
            field_name=f"sig-{secrets.token_hex(4)}",
            md_algorithm="sha256",
            subfilter=fields.SigSeedSubFilter.PADES,
        )
        made = io.BytesIO()
        writer = IncrementalPdfFileWriter(io.BytesIO(content), strict=False)
        signer = signers.SimpleSigner.load_pkcs12_data(packed, [])
        _dated(signers.PdfSigner, at)(what, signer).sign_pdf(writer, output=made)
        return made.getvalue()


def _dated(signer: Any, at: datetime | None) -> Any:
    """A signer whose clock is the demo's, which can be turned."""

    class Dated(signer):  # type: ignore[misc]
        def init_signing_session(self, *args: Any, **kwargs: Any) -> Any:
            session = super().init_signing_session(*args, **kwargs)
            session.system_time = at or session.system_time
            return session

    return Dated


def _certified(name: str, by: tuple[Any, Any] | None, *, until: datetime, nik: str = "") -> tuple[Any, Any]:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    number = [x509.NameAttribute(NameOID.SERIAL_NUMBER, nik)] if nik else []
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:64]), *number])
    usage = x509.KeyUsage(
        digital_signature=by is not None,
        content_commitment=by is not None,
        key_cert_sign=by is None,
        crl_sign=by is None,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
    made = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(by[1].subject if by else who)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(_SINCE)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=by is None, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .sign(by[0] if by else key, hashes.SHA256())
    )
    return key, made
