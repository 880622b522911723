"""Is this file ours, and does it still hold? The hash decides; what a file says about itself does not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import or_, select

from documents.sealing.seal_reading import Look, Shape
from models.enums import Drawing, Outcome, Stage
from models.paper import Decision, Paper
from models.people import Kecamatan, Person
from models.signing import Paraf, Signature
from models.unit import Unit
from sop.core.people import post_title, title_then
from sop.papers.certified import Trouble, trouble_with
from sop.papers.paper_copies import paper_of_copy
from sop.papers.papers import decision_about, title
from sop.papers.paraf_places import given
from sop.papers.proof import facts_in_words
from sop.papers.ways import Way, scan_of
from texts import join, plain, say
from texts.figures import moment

#: Of the hash in an answer: long enough to be compared by eye, not too long for a phone.
SHOWN = 16


class Verdict(StrEnum):
    """What is answered about a file."""

    GENUINE = "asli"
    REPLACED = "sudah diganti"
    PENDING = "belum disetujui"
    CANCELLED = "dibatalkan"
    UNKNOWN = "tidak dikenal"


@dataclass(frozen=True)
class Approval:
    """Whose press made a paper final: his post, not his name."""

    post: str
    at: datetime


@dataclass(frozen=True)
class Found:
    """The answer about one file."""

    verdict: Verdict
    look: Look
    paper: Paper | None = None  #: that it is a copy of
    newest: Paper | None = None  #: that holds instead
    begins: Paper | None = None  #: of a file that is not ours: the paper that it begins with
    approval: Approval | None = None
    paraf: tuple[Approval, ...] = ()  #: given on it before it was signed, in their order
    office: str = ""
    trouble: Trouble | None = None  #: what is wrong with the signatures in it
    copy: Signature | None = None  #: it is this copy of the paper, signed with a certificate
    scan: Signature | None = None  #: it is no copy but this scan of the paper, signed with ink
    without_contacts: bool = False  #: it is no copy of the bytes but the one without numbers and addresses
    scanned_by: str = ""  #: the post of who handed the scan in


def sizes(unit: Unit) -> list[int]:
    """How long the papers are that a file could begin with."""
    query = select(Paper.size, Paper.sealed_size).where(
        Paper.state == Drawing.DRAWN, Paper.stage != Stage.DRAF
    )
    return sorted({size for row in unit.session.execute(query) for size in row if size})


def is_known(unit: Unit, sha256: str) -> bool:
    """Whether these bytes are ours: then nobody has to open them.

    But for those with a certified signature: what that is worth changes with the day and with what is known.
    """
    signature = _signed_copy(unit, sha256)
    scan = signature is not None and signature.way == Way.SCAN
    return scan or any(known(unit, sha256) is not None for known in (_copy_of, paper_of_copy))


def found(unit: Unit, look: Look) -> Found:
    """Compare a file with everything that this system gave out, of any kecamatan."""
    signature = _signed_copy(unit, look.sha256)
    paper = _copy_of(unit, look.sha256) or (unit.get(Paper, signature.paper_id) if signature else None)
    without_contacts = paper is None
    paper = paper or paper_of_copy(unit, look.sha256)
    if paper is None:
        begins = _beginning(unit, look)
        trouble = trouble_with(unit, begins, look.signed) if begins is not None else None
        return Found(Verdict.UNKNOWN, look, begins=begins, trouble=trouble)
    scan = signature if signature is not None and signature.way == Way.SCAN else None
    office = unit.session.get_one(Kecamatan, paper.kecamatan_id).name
    verdict, newest = verdict_of(unit, paper)
    if scan is not None and scan_of(unit, paper) != scan:
        verdict = Verdict.REPLACED
    return Found(
        verdict,
        look,
        paper,
        newest,
        approval=approval_of(unit, paper),
        paraf=parafs_of(unit, paper),
        office=office,
        copy=signature if signature is not None and scan is None else None,
        scan=scan,
        without_contacts=without_contacts,
        scanned_by=_who_scanned(unit, scan) if scan is not None else "",
    )


def verdict_of(unit: Unit, paper: Paper) -> tuple[Verdict, Paper | None]:
    """Whether a paper of ours holds, and what holds instead where it was replaced."""
    newest = holds_instead(unit, paper)
    if newest is not None:
        return Verdict.REPLACED, newest
    if paper.stage == Stage.FINAL:
        return Verdict.GENUINE, None
    decision = decision_about(unit, paper)
    returned = decision is not None and decision.outcome == Outcome.RETURNED
    return (Verdict.CANCELLED if returned else Verdict.PENDING), None


def _copy_of(unit: Unit, sha256: str) -> Paper | None:
    query = select(Paper).where(
        Paper.state == Drawing.DRAWN, or_(Paper.sha256 == sha256, Paper.sealed_sha256 == sha256)
    )
    return unit.first(query.order_by(Paper.id.desc()))


def _signed_copy(unit: Unit, sha256: str) -> Signature | None:
    query = select(Signature).where(Signature.sha256 == sha256)
    return unit.first(query.order_by(Signature.paper_id.desc()))


def _who_scanned(unit: Unit, scan: Signature) -> str:
    """The post, not the name."""
    person = unit.session.get_one(Person, scan.by_id)
    held = next((one for one in person.posts if one.counted(scan.at)), None)
    return post_title(held) if held else plain("verify.office")


def _beginning(unit: Unit, look: Look) -> Paper | None:
    query = select(Paper).where(
        Paper.stage != Stage.DRAF,
        or_(Paper.sha256.in_(look.beginnings), Paper.sealed_sha256.in_(look.beginnings)),
    )
    return unit.first(query.order_by(Paper.id.desc())) if look.beginnings else None


def holds_instead(unit: Unit, paper: Paper) -> Paper | None:
    """The later edition that took a paper's place: of a final one the next final, else any that is drawn."""
    query = select(Paper).where(
        Paper.season_id == paper.season_id,
        Paper.key == paper.key,
        Paper.edition > paper.edition,
        Paper.state == Drawing.DRAWN,
    )
    if paper.stage == Stage.FINAL:
        query = query.where(Paper.stage == Stage.FINAL)
    return unit.first(query.order_by(Paper.edition.desc()))


def approval_of(unit: Unit, paper: Paper) -> Approval | None:
    """Who approved a final paper, by his post."""
    if paper.stage != Stage.FINAL:
        return None
    query = select(Decision).where(
        Decision.paper_id == paper.id,
        Decision.outcome == Outcome.APPROVED,
        Decision.undone_at.is_(None),
    )
    decision = unit.first(query.order_by(Decision.id.desc()))
    return None if decision is None else Approval(_post(unit, decision), decision.at)


def _post(unit: Unit, decision: Decision | Paraf) -> str:
    return title_then(unit.session.get_one(Person, decision.by_id), decision.post, decision.at)


def parafs_of(unit: Unit, paper: Paper) -> tuple[Approval, ...]:
    """Whose paraf these bytes have, by their posts."""
    return tuple(Approval(_post(unit, one), one.at) for one in given(unit, paper))


# ---- in words


def answer(found: Found) -> str:
    """What a person is told."""
    if found.paper is None:
        return join(say("verify.unknown", hash=found.look.sha256[:SHOWN]), say(_why(found), **_facts(found)))
    return join(*_about(found, found.paper))


def reason(found: Found) -> str | None:
    """Why a file is not known, in one sentence without marks."""
    return plain(_why(found), **_facts(found)) if found.paper is None else None


def _about(found: Found, paper: Paper) -> list[str]:
    facts = {"title": title(paper), "edition": paper.edition, "office": found.office}
    lines: list[str]
    if found.scan is not None:
        return _about_scan(found, paper, found.scan)
    if found.without_contacts:
        return _about_copy(found, paper)
    if found.newest is not None:
        lines = [say("verify.replaced", newest=found.newest.edition, **facts)]
    elif found.verdict is Verdict.PENDING:
        lines = [say("verify.pending", **facts)]
    elif found.verdict is Verdict.CANCELLED:
        lines = [say("verify.cancelled", **facts)]
    elif found.copy is not None and not found.copy.signer:
        lines = [say("verify.genuine_unproved", **facts)]
    else:
        lines = [say("verify.genuine", **facts)]
    if found.copy is not None:
        lines.append(say("verify.copy" if found.copy.signer else "verify.copy_unproved"))
        lines += [say("proof.row", label=label, value=value) for label, value in facts_in_words(found.copy)]
    if paper.number and paper.stage != Stage.DRAF:
        lines.append(say("verify.number", number=paper.number))
    lines.append(say("verify.made", at=moment(paper.made_at)))
    lines += [say("verify.paraf", post=one.post, at=moment(one.at)) for one in found.paraf]
    if found.approval is not None:
        lines.append(say("verify.approved", post=found.approval.post, at=moment(found.approval.at)))
    lines.append(say("verify.hash", hash=found.look.sha256[:SHOWN]))
    return lines


def _about_copy(found: Found, paper: Paper) -> list[str]:
    """Drawn by this system from the same data; nobody approved these bytes."""
    facts = {"title": title(paper), "edition": paper.edition, "office": found.office}
    if found.newest is not None:
        head = say("verify.paper_copy_of_replaced", newest=found.newest.edition, **facts)
    else:
        head = say("verify.paper_copy", **facts)
    return [
        head,
        say("verify.number", number=paper.number) if paper.number else "",
        say("verify.original", hash=(paper.sha256 or "")[:SHOWN]),
        say("verify.hash", hash=found.look.sha256[:SHOWN]),
    ]


def _about_scan(found: Found, paper: Paper, scan: Signature) -> list[str]:
    """It is paper that was signed with ink: what the system vouches for is that it was handed in as this."""
    facts = {"title": title(paper), "edition": paper.edition, "office": found.office}
    if found.newest is not None:
        head = say("verify.scan_of_replaced", newest=found.newest.edition, **facts)
    elif found.verdict is Verdict.REPLACED:
        head = say("verify.scan_replaced", **facts)
    else:
        head = say("verify.scan", **facts)
    return [
        head,
        say("verify.scanned", post=found.scanned_by, at=moment(scan.at)),
        say("verify.number", number=paper.number) if paper.number else "",
        say("verify.original", hash=(paper.sha256 or "")[:SHOWN]),
        say("verify.hash", hash=found.look.sha256[:SHOWN]),
    ]


_SHAPES = {
    Shape.EMPTY: "verify.empty",
    Shape.NO_PDF: "verify.no_pdf",
    Shape.LOCKED: "verify.locked",
    Shape.BROKEN: "verify.broken",
    Shape.MANY: "verify.many",
}


def _why(found: Found) -> str:
    if found.begins is not None:
        return f"verify.{found.trouble.why}" if found.trouble is not None else "verify.appended"
    if found.look.shape in _SHAPES:
        return _SHAPES[found.look.shape]
    if found.look.foreign:
        return "verify.foreign"
    if found.look.signers:
        return "verify.signed"
    return "verify.no_such"


def _facts(found: Found) -> dict[str, object]:
    """No names of people: whose signature it is, nobody has looked at."""
    key, look = _why(found), found.look
    if found.trouble is not None:
        return found.trouble.facts
    if key == "verify.appended" and found.begins is not None:
        return {"title": title(found.begins), "edition": found.begins.edition}
    if key == "verify.foreign":
        system = plain("seal.system", kecamatan="").strip()
        return {"names": ", ".join(name for name in look.signers if name.startswith(system))}
    if key == "verify.signed":
        return {"count": len(look.signers)}
    return {}
