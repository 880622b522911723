"""Keys and certificates of the seal: the newest seals, all of them are known.

Of every key but the newest only the certificate stays: papers that it sealed are still recognised, and
nobody can seal with it any more.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from texts import plain

KEY, CERTIFICATE = "kunci.pem", "sertifikat.pem"  #: of the first; later ones: kunci-2.pem, sertifikat-2.pem

#: How long a certificate says that it holds. The seal is worth what the hash in the database says, so nothing
#: stops on that day; `doctor` asks for a new one before.
LIFE = timedelta(days=3653)

#: What certificates said before they told when they were made.
UNDATED = datetime(2020, 1, 1, tzinfo=UTC)

_NUMBERED = re.compile(r"sertifikat(?:-([1-9]\d{0,3}))?\.pem")


@dataclass(frozen=True)
class SealKey:
    """One key of this installation, by its place in the order in which they were made."""

    number: int
    folder: Path

    @property
    def key(self) -> Path:
        return self.folder / _numbered(KEY, self.number)

    @property
    def certificate(self) -> Path:
        return self.folder / _numbered(CERTIFICATE, self.number)


@dataclass(frozen=True)
class SealFacts:
    """What a certificate of the seal says, for whoever looks after the installation."""

    name: str
    made: datetime | None  #: None: one of those that do not tell
    until: datetime
    sha256: str


def keys(folder: Path) -> list[SealKey]:
    """All of them, the newest first."""
    found = (_NUMBERED.fullmatch(path.name) for path in folder.glob("sertifikat*.pem"))
    return sorted((SealKey(int(one[1] or 1), folder) for one in found if one), key=lambda one: -one.number)


def certificates(folder: Path) -> list[bytes]:
    """What is compared with the seal of a paper: it may have been made with any of them."""
    return [one.certificate.read_bytes() for one in keys(folder)]


def make_key(folder: Path, kecamatan: str, now: datetime) -> bool:
    """The installation's first key and its certificate; true when they are new."""
    if keys(folder):
        return False
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=".segel-", dir=folder.parent))
    try:
        key, certificate = pair(plain("seal.system", kecamatan=kecamatan), now, now + LIFE)
        _written(made / KEY, key)
        _written(made / CERTIFICATE, certificate)
        made.rename(folder)  # both or none; refused where another process was first
    except OSError:
        if not keys(folder):
            raise
        return False
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return True


def renew(folder: Path, now: datetime) -> SealKey:
    """A new key of the same name, which seals from now on; the older ones are thrown away.

    A bot that runs beside this takes the new one with its next paper.
    """
    before = keys(folder)
    name = facts_of(before[0].certificate.read_bytes()).name
    taken = [int(one.stem.rpartition("-")[2]) for one in folder.glob("kunci-*.pem")]
    made = SealKey(max([before[0].number, *taken]) + 1, folder)
    key, certificate = pair(name, now, now + LIFE)
    _written(made.key, key)
    half = folder / f".{made.certificate.name}"
    half.unlink(missing_ok=True)
    _written(half, certificate)
    half.rename(made.certificate)  # its key is there: from here on it counts
    for one in before:
        one.key.unlink(missing_ok=True)
    return made


def facts_of(certificate: bytes) -> SealFacts:
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding
    from cryptography.x509.oid import NameOID

    said = x509.load_pem_x509_certificate(certificate)
    since = said.not_valid_before_utc
    return SealFacts(
        name=str(said.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value),
        made=None if since == UNDATED else since,
        until=said.not_valid_after_utc,
        sha256=sha256(said.public_bytes(Encoding.DER)).hexdigest(),
    )


def pair(name: str, since: datetime, until: datetime) -> tuple[bytes, bytes]:
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


def _written(path: Path, content: bytes) -> None:
    number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(number, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _numbered(name: str, number: int) -> str:
    return name if number == 1 else name.replace(".", f"-{number}.")
