"""What a certified signature rests on: four facts, each found by itself, and said also where it was not.

Root: an authority that this office has chosen vouches for the certificate. Signer: it is of somebody who
should have signed this paper. Revocation: that authority had not taken it back. Time: another clock than the
signer's says when. A name is shown only where the first two are proved.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from models.signing import Signature
from texts import plain
from texts.figures import moment

_BY, _LOOKED_AT = "certified_by", "revocation_at"  #: in the details of a row


class By(StrEnum):
    """What a certificate and who should have signed have in common; the value is stored."""

    NIP = "nip"
    NAME = "nama"  #: no NIP is in the certificate, or none of his is known here: namesakes are not told apart


@dataclass(frozen=True)
class Proof:
    """Of all signatures of a copy together: each fact is as good as with the worst of them."""

    trusted: bool | None
    named: bool | None
    unrevoked: bool | None
    timed: bool | None
    name: str | None  #: where it is proved
    by: By | None = None
    looked_at: datetime | None = None  #: when it was looked whether it was taken back


def note(signature: Signature, proof: Proof) -> None:
    """Keep it with the copy. What was not looked at this time stays as it was found before."""
    signature.certificate_name = proof.name or signature.certificate_name
    for fact in ("trusted", "named", "unrevoked", "timed"):
        if (found := getattr(proof, fact)) is not None:
            setattr(signature, fact, found)
    more = {_BY: proof.by, _LOOKED_AT: proof.looked_at.isoformat() if proof.looked_at else None}
    signature.details = {**signature.details, **{key: str(value) for key, value in more.items() if value}}


# ---- in words


def facts_in_words(signature: Signature) -> list[tuple[str, str]]:
    """Each of the four as a label and what was found; in the order in which people ask."""
    return [
        (plain("proof.root"), plain(f"proof.root_{state_of(signature.trusted)}")),
        (plain("proof.signer"), _signer(signature)),
        (plain("proof.revocation"), _revocation(signature)),
        (plain("proof.time"), _time(signature)),
    ]


def _signer(signature: Signature) -> str:
    if signature.named and signature.trusted:
        return plain(f"proof.signer_{signature.details.get(_BY) or By.NAME}", name=signature.signer or "")
    return plain("proof.signer_claimed" if signature.named else "proof.signer_unchecked")


def _revocation(signature: Signature) -> str:
    at = signature.details.get(_LOOKED_AT)
    when = moment(datetime.fromisoformat(at)) if at else moment(signature.at)
    return plain(f"proof.revocation_{state_of(signature.unrevoked)}", at=when)


def _time(signature: Signature) -> str:
    if signature.signed_at is None:
        return plain("proof.time_none")
    return plain(f"proof.time_{state_of(signature.timed)}", at=moment(signature.signed_at))


def state_of(fact: bool | None) -> str:
    """As it is called in sentences and in JSON."""
    return "unchecked" if fact is None else "yes" if fact else "no"
