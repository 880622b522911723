"""A certificate authority of a test's own, with all that one can do well or badly."""

from __future__ import annotations

import io
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from asn1crypto import crl as asn1_crl
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers, timestamps
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from tests.signing.seals import apart

SINCE, UNTIL = datetime(2020, 1, 1, tzinfo=UTC), datetime(2060, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Holder:
    """A key and its certificate, with those above it."""

    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
    certificate: x509.Certificate
    above: tuple[x509.Certificate, ...] = ()

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)


def self_made(name: str, **more: Any) -> Holder:
    """What anybody makes in a minute, with any name."""
    return _holder(name, None, **more)


@dataclass
class Authority:
    """A root; below it it gives out certificates, takes them back, and tells the time."""

    crl_url: str | None = None
    root: Holder = field(init=False)

    def __post_init__(self) -> None:
        self.root = _holder("Otoritas uji", None, authority=True)
        self._revoked: list[tuple[int, datetime]] = []

    def gives(self, name: str, by: Holder | None = None, **more: Any) -> Holder:
        return _holder(name, by or self.root, crl_url=self.crl_url, **more)

    def between(self, name: str = "Otoritas antara uji") -> Holder:
        """An authority below the root."""
        return _holder(name, self.root, authority=True)

    def takes_back(self, holder: Holder, at: datetime) -> None:
        self._revoked.append((holder.certificate.serial_number, at))

    def crl(self, at: datetime) -> bytes:
        """Its list of what was taken back, as of a day."""
        made = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self.root.certificate.subject)
            .last_update(at - timedelta(hours=1))
            .next_update(at + timedelta(days=30))
        )
        for number, when in self._revoked:
            one = x509.RevokedCertificateBuilder().serial_number(number).revocation_date(when).build()
            made = made.add_revoked_certificate(one)
        return made.sign(self.root.key, hashes.SHA256()).public_bytes(Encoding.DER)

    def clock(self) -> Holder:
        """Who signs timestamps."""
        return _holder("Stempel waktu uji", self.root, clock=True)


def signed(
    content: bytes,
    holder: Holder,
    *,
    at: datetime,
    crl: bytes | None = None,
    clock: Holder | None = None,
    root: Holder | None = None,
    with_above: bool = True,
) -> bytes:
    """The file as a signing program gives it back: what was there stays, byte for byte."""
    return apart(lambda: _signed(content, holder, at, crl, clock, root, with_above))


def _signed(
    content: bytes,
    holder: Holder,
    at: datetime,
    crl: bytes | None,
    clock: Holder | None,
    root: Holder | None,
    with_above: bool,
) -> bytes:
    context = None
    if crl is not None:
        assert root is not None
        lists = [asn1_crl.CertificateList.load(crl)]
        context = ValidationContext(
            trust_roots=[_asn1(root)], crls=lists, moment=at, revocation_mode="soft-fail"
        )
    what = signers.PdfSignatureMetadata(
        field_name=f"sig-{secrets.token_hex(4)}",
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.ADOBE_PKCS7_DETACHED
        if crl is not None
        else fields.SigSeedSubFilter.PADES,
        embed_validation_info=crl is not None,
        validation_context=context,
    )
    store = SimpleCertificateStore()
    if with_above:
        store.register_multiple(
            [asn1_x509.Certificate.load(one.public_bytes(Encoding.DER)) for one in holder.above]
        )
    signer = signers.SimpleSigner(signing_cert=_asn1(holder), signing_key=_key(holder), cert_registry=store)
    stamper = None
    if clock is not None:
        stamper = timestamps.DummyTimeStamper(tsa_cert=_asn1(clock), tsa_key=_key(clock), fixed_dt=at)

    class Dated(signers.PdfSigner):
        def init_signing_session(self, *args: Any, **kwargs: Any) -> Any:
            session = super().init_signing_session(*args, **kwargs)
            session.system_time = at
            return session

    made = io.BytesIO()
    program = Dated(what, signer, timestamper=stamper)
    program.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(content), strict=False), output=made)
    assert made.getvalue().startswith(content)
    return made.getvalue()


def _asn1(holder: Holder) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(holder.certificate.public_bytes(Encoding.DER))


def _key(holder: Holder) -> asn1_keys.PrivateKeyInfo:
    return asn1_keys.PrivateKeyInfo.load(
        holder.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    )


def _holder(
    name: str,
    by: Holder | None,
    *,
    authority: bool = False,
    clock: bool = False,
    number: str | None = None,
    since: datetime = SINCE,
    until: datetime = UNTIL,
    crl_url: str | None = None,
) -> Holder:
    key = rsa.generate_private_key(65537, 2048) if clock else ec.generate_private_key(ec.SECP256R1())
    parts = [x509.NameAttribute(NameOID.COMMON_NAME, name)]
    if number is not None:
        parts.append(x509.NameAttribute(NameOID.SERIAL_NUMBER, number))
    who = x509.Name(parts)
    usage = x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_cert_sign=authority,
        crl_sign=authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
    made = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(by.certificate.subject if by else who)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(usage, critical=True)
    )
    if clock:
        made = made.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    if crl_url:
        point = x509.DistributionPoint([x509.UniformResourceIdentifier(crl_url)], None, None, None)
        made = made.add_extension(x509.CRLDistributionPoints([point]), critical=False)
    certificate = made.sign(by.key if by else key, hashes.SHA256())
    above = (by.certificate, *by.above) if by else ()
    return Holder(key, certificate, above)
