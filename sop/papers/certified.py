"""A signed copy beside its paper: what is wrong with its signatures, or else what they rest on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from documents.sealing.signed_copy import Signed
from models.paper import Paper
from models.unit import Unit
from sop.papers.proof import By, Proof
from sop.papers.record import certified, signers_of
from texts import plain


@dataclass(frozen=True)
class Trouble:
    """Why a signature is not taken in: a sentence of texts/signing/verify.toml or texts/signing/bsre.toml."""

    why: str
    facts: dict[str, object] = field(default_factory=dict)


def trouble_with(unit: Unit, paper: Paper, signed: Sequence[Signed]) -> Trouble | None:
    """The first thing that is wrong with a copy, if any. What was not looked at is not wrong."""
    signers = signers_of(unit, paper)
    for one in signed:
        facts: dict[str, object] = {"signer": one.signer or plain("verify.nameless")}
        if not one.intact:
            return Trouble("not_intact", facts)
        if one.expired:
            return Trouble("expired", facts)
        if one.revoked:
            return Trouble("revoked", facts)
        if one.trusted is False:
            return Trouble("not_trusted", facts)
        if signers and certified(one, signers) is None:
            return Trouble(
                "other_signer",
                facts | {"record": plain("verify.or").join(dict.fromkeys(who.name for who in signers))},
            )
    return None


def proof_of(unit: Unit, paper: Paper, signed: Sequence[Signed]) -> Proof:
    """What is kept of the certificates of a copy in which nothing is wrong."""
    signers = signers_of(unit, paper)
    ways = [certified(one, signers) for one in signed]
    named = all(ways) if signers else None
    trusted = _all([one.trusted for one in signed])
    unrevoked = _all([None if one.revoked is None else not one.revoked for one in signed])
    return Proof(
        trusted=trusted,
        named=named,
        unrevoked=unrevoked,
        timed=_all([one.stamped for one in signed]),
        name=", ".join(dict.fromkeys(one.signer for one in signed))[:200] if trusted and named else None,
        by=(By.NAME if By.NAME in ways else By.NIP) if named else None,
        looked_at=unit.now if unrevoked is not None else None,
    )


def _all(facts: Sequence[bool | None]) -> bool | None:
    """Not looked at with one is not looked at with all; wrong with one is wrong."""
    return False if False in facts else None if None in facts else True
