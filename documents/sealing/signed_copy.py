"""Signatures made outside of this system on a sealed paper: who, when, and what each of it rests on."""

from __future__ import annotations

import io
import logging
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from documents.sealing.certificates import niks, nips, owner

MOST = 8  #: signatures on one paper; each costs a look at all that stands before it


@dataclass(frozen=True)
class Signed:
    """One signature that is not the installation's seal. What was not looked at is None, not true."""

    signer: str  #: as the certificate names itself
    at: datetime | None  #: as the file says
    intact: bool  #: it holds, covers the whole file, and only signatures were added to the sealed paper
    trusted: bool | None  #: by one of the roots; None: no roots are set
    expired: bool  #: now; or when a trusted clock says that it was signed
    nips: tuple[str, ...] = ()
    niks: tuple[str, ...] = field(default=(), repr=False)  #: compared, never kept
    revoked: bool | None = None  #: None: no list or answer of its authority was there
    stamped: bool | None = None  #: by a clock that a root vouches for; None: no timestamp is in it
    stamped_at: datetime | None = None  #: what that clock says
    lists: tuple[str, ...] = ()  #: where its authority says that it lists what was revoked


def signed_copy(
    content: bytes,
    certificates: Sequence[bytes],
    roots: Sequence[bytes],
    now: datetime,
    lists: Sequence[bytes] = (),
) -> tuple[Signed, ...]:
    """What was signed besides our seal, if the file carries a seal of ours. Runs in the reading process.

    `lists` are those of revoked certificates that were fetched; nothing is fetched here.
    """
    # What pyHanko warns of quotes the file, line breaks and all: words of a stranger are not for our log.
    for reader in ("pyhanko", "pyhanko_certvalidator"):
        logging.getLogger(reader).setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _signed_copy(content, certificates, roots, now, lists)
    except Exception:  # a parser fed with garbage raises whatever it pleases
        return ()


def _signed_copy(
    content: bytes,
    certificates: Sequence[bytes],
    roots: Sequence[bytes],
    now: datetime,
    lists: Sequence[bytes],
) -> tuple[Signed, ...]:
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding
    from pyhanko.keys import load_certs_from_pemder_data
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    ours = [x509.load_pem_x509_certificate(one).public_bytes(Encoding.DER) for one in certificates]
    known = [root for one in roots for root in load_certs_from_pemder_data(one)]
    reader = PdfFileReader(io.BytesIO(content))
    found = reader.embedded_signatures
    if not 2 <= len(found) <= 1 + MOST or found[0].signer_cert.dump() not in ours:
        return ()
    context = ValidationContext(trust_roots=[found[0].signer_cert], moment=now)
    seal = validate_pdf_signature(found[0], context)
    made = []
    for one in found[1:]:
        signed = _Proof(one, known, now, _enclosed(reader, one), lists).signed()
        whole = one is not found[-1] or sum(list(one.byte_range)[2:]) == len(content)
        made.append(replace(signed, intact=signed.intact and whole and bool(seal.bottom_line)))
    return tuple(made)


@dataclass(frozen=True)
class _Lists:
    """What authorities said about revocation, as DER."""

    crls: tuple[Any, ...] = ()
    ocsps: tuple[Any, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.crls or self.ocsps)


class _Proof:
    """What one signature rests on: each fact is found by itself."""

    def __init__(
        self, one: Any, roots: Sequence[Any], now: datetime, enclosed: _Lists, fetched: Sequence[bytes]
    ) -> None:
        self._one = one
        self._roots = roots
        self._now = now
        self._told = [lists for lists in (_Lists(tuple(_readable(fetched))), enclosed) if lists]

    def signed(self) -> Signed:
        stamped, stamped_at = self._stamp()
        moment = stamped_at or self._now
        said = self._validated(moment)
        certificate = self._one.signer_cert
        life = certificate["tbs_certificate"]["validity"]
        # a root that is the signer's own certificate is not asked for its dates
        expired = life["not_after"].native < moment
        revoked = self._revoked(moment)
        # Revoked is a fact of its own: the authority vouched for it, or it could not have taken that back.
        trusted = (bool(said.trusted) or revoked is True) and not expired if self._roots else None
        return Signed(
            signer=owner(certificate),
            at=self._one.self_reported_timestamp,
            intact=bool(said.intact and said.valid),
            trusted=trusted,
            expired=expired,
            nips=nips(certificate),
            niks=niks(certificate),
            revoked=revoked if trusted else None,
            stamped=stamped,
            stamped_at=stamped_at,
            lists=tuple(_addresses(said.validation_path)) if trusted and revoked is None else (),
        )

    def _stamp(self) -> tuple[bool | None, datetime | None]:
        """The time, where another vouches for it than the signer."""
        stamp = self._validated(self._now).timestamp_validity
        if stamp is None:
            return None, None
        if not (self._roots and stamp.valid and stamp.intact and stamp.trusted):
            return False, None
        return True, stamp.timestamp

    def _revoked(self, moment: datetime) -> bool | None:
        """What was fetched is asked first: what lies in the file was chosen by who signed."""
        good = False
        for lists in self._told if self._roots else ():
            said = self._validated(moment, "require", lists)
            if said.revoked:
                return True
            # a signer who is his own root is on nobody's list
            good = good or bool(said.trusted and said.validation_path.pkix_len)
        return False if good else None

    def _validated(self, moment: datetime, mode: str = "soft-fail", lists: _Lists | None = None) -> Any:
        from pyhanko.sign.validation import validate_pdf_signature
        from pyhanko_certvalidator import ValidationContext

        def context(mode: str) -> Any:
            return ValidationContext(
                trust_roots=list(self._roots),
                moment=moment,
                allow_fetching=False,
                revocation_mode=mode,
                crls=(lists or _Lists()).crls,
                ocsps=(lists or _Lists()).ocsps,
                retroactive_revinfo=moment < self._now,
            )

        # Whose clock it is, is a fact of its own: its certificate may be on other lists.
        return validate_pdf_signature(self._one, context(mode), context("soft-fail"))


def _enclosed(reader: Any, one: Any) -> _Lists:
    """What was put into the file about revocation, in the signature or beside it."""
    from pyhanko.sign.validation.dss import DocumentSecurityStore
    from pyhanko.sign.validation.errors import NoDSSFoundError

    crls: list[Any] = []
    ocsps: list[Any] = []
    for attribute in one.signer_info["signed_attrs"]:
        if attribute["type"].native == "adobe_revocation_info_archival":
            for value in attribute["values"]:
                crls += list(value["crl"]) if value["crl"].contents else []
                ocsps += list(value["ocsp"]) if value["ocsp"].contents else []
    try:
        store = DocumentSecurityStore.read_dss(reader)
    except NoDSSFoundError:
        return _Lists(tuple(crls), tuple(ocsps))
    crls += [one.get_object().data for one in store.crls]
    ocsps += [one.get_object().data for one in store.ocsps]
    return _Lists(tuple(crls), tuple(ocsps))


def _readable(fetched: Sequence[bytes]) -> Iterator[bytes]:
    """As DER: some authorities put PEM there, and a proxy a page of its own."""
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    for one in fetched:
        read = x509.load_pem_x509_crl if one.startswith(b"-----") else x509.load_der_x509_crl
        try:
            yield read(one).public_bytes(Encoding.DER)
        except ValueError:
            continue


def _addresses(path: Any) -> Iterator[str]:
    """Where the lists are about everybody on the way to the root."""
    for certificate in path or ():
        for point in certificate.crl_distribution_points:
            if point.url and point.url.startswith(("http://", "https://")):
                yield point.url
