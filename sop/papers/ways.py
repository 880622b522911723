"""The ways in which a final paper is signed besides the signer's button: three, behind one small protocol."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from sqlalchemy import select

from models.enums import Stage
from models.paper import Paper
from models.people import Person
from models.signing import Signature
from models.speech import Button, button
from models.unit import Unit
from sop.core.wired import Wired
from sop.papers.proof import Proof, note


class Way(StrEnum):
    """How a signed copy came about; the value is stored."""

    SCAN = "pindaian"  #: printed, signed with ink, scanned
    CERTIFICATE = "sertifikat"  #: signed with a certificate by a program of the signer's own
    BSRE = "bsre"  #: signed with a certificate by BSrE's server, which this system asked to


@dataclass(frozen=True)
class Copy:
    """A paper as it came back signed, judged already."""

    sha256: str  #: its bytes are kept under this name before this is noted
    size: int
    signed_at: datetime | None = None
    intact: bool | None = None
    proof: Proof | None = None  #: of one with a certificate
    details: dict[str, Any] = field(default_factory=dict)


class SigningWay(Protocol):
    """What this system has to know of a way: whether it is open to somebody, and how he begins it."""

    @property
    def way(self) -> Way: ...

    def button(self, unit: Unit, person: Person, paper: Paper) -> Button | None:
        """What he presses under a final paper; None where this way is not open to him now."""


WAYS: Wired[Sequence[SigningWay]] = Wired("the ways to sign")


def scan_of(unit: Unit, paper: Paper) -> Signature | None:
    """The scan of a paper that counts: the one that was handed in last."""
    query = select(Signature).where(Signature.paper_id == paper.id, Signature.way == Way.SCAN)
    return unit.first(query.order_by(Signature.at.desc(), Signature.id.desc()))


def certified_of(unit: Unit, paper: Paper) -> Signature | None:
    """The newest copy of a paper with a certified signature."""
    query = select(Signature).where(Signature.paper_id == paper.id, Signature.way != Way.SCAN)
    return unit.first(query.order_by(Signature.id.desc()))


def offers(unit: Unit, person: Person, paper: Paper) -> list[list[Button]]:
    """What somebody can do about the signature of a paper that he is given."""
    if paper.stage != Stage.FINAL:
        return []
    found = (way.button(unit, person, paper) for way in WAYS())
    shown = [[button("scan.open", "scan:open", paper.id)]] if scan_of(unit, paper) is not None else []
    if certified_of(unit, paper) is not None:
        shown.append([button("verify.open_signed", "signed:open", paper.id)])
    return [*shown, *([one] for one in found if one is not None)]


def log(unit: Unit, actor: Person, act: str, signature: Signature, paper: Paper) -> None:
    """What is known of a copy, without a name."""
    unit.log(
        actor,
        act,
        paper,
        sha256=signature.sha256,
        way=signature.way,
        trusted=signature.trusted,
        named=signature.named,
        unrevoked=signature.unrevoked,
        timed=signature.timed,
    )


def keep(unit: Unit, actor: Person, paper: Paper, way: Way, copy: Copy) -> Signature:
    """Keep a signed copy beside the paper; its approval in this system stays what it was."""
    signature = unit.add(
        Signature(
            kecamatan_id=paper.kecamatan_id,
            paper_id=paper.id,
            way=str(way),
            sha256=copy.sha256,
            size=copy.size,
            by_id=actor.id,
            at=unit.now,
            signed_at=copy.signed_at,
            intact=copy.intact,
            details=copy.details,
        )
    )
    if copy.proof is not None:
        note(signature, copy.proof)
    log(unit, actor, "paper.signed", signature, paper)
    return signature
