"""`verify FILE`: what the office would be told about a file, for the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.clock import Clock
from bot.jobs.judging import certificates_in, roots_in
from bot.jobs.subprocess_work import look_at
from bot.settings import Settings
from models.signing import Signature
from models.unit import Database
from sop.papers.papers import title
from sop.papers.proof import state_of
from sop.signing.verifying import Found, Verdict, answer, found, reason, sizes
from texts import bare

EXIT = {
    Verdict.GENUINE: 0,
    Verdict.REPLACED: 1,
    Verdict.PENDING: 1,
    Verdict.CANCELLED: 1,
    Verdict.UNKNOWN: 2,
}


def check_file(
    database: Database, clock: Clock, settings: Settings, file: Path
) -> tuple[dict[str, Any], str, int]:
    """The answer as a document, in words, and the exit code."""
    content = file.read_bytes()
    with database.unit(clock()) as unit:
        lengths = sizes(unit)
    seals, roots = certificates_in(settings.data_dir), roots_in(settings.trust_roots)
    seen = look_at(content, lengths, seals, roots, clock())
    with database.unit(clock()) as unit:
        answered = found(unit, seen)
        return _document(answered), bare(answer(answered)), EXIT[answered.verdict]


def _copy(copy: Signature) -> dict[str, Any]:
    """A copy with a certified signature: what was found when it came in."""
    return {
        "signer": copy.signer,
        "signed_at": copy.signed_at.isoformat() if copy.signed_at else None,
        "root": state_of(copy.trusted),
        "certificate": state_of(copy.named),
        "revocation": state_of(copy.unrevoked),
        "time": state_of(copy.timed),
    }


def _document(answered: Found) -> dict[str, Any]:
    paper, newest, approval = answered.paper, answered.newest, answered.approval
    return {
        "verdict": answered.verdict,
        "sha256": answered.look.sha256,
        "kecamatan": answered.office or None,
        "title": title(paper) if paper else None,
        "number": paper.number if paper else None,
        "edition": paper.edition if paper else None,
        "newest": newest.edition if newest else None,
        "made_at": paper.made_at.isoformat() if paper else None,
        "signer": approval.post if approval else None,
        "approved_at": approval.at.isoformat() if approval else None,
        "paraf": [{"post": one.post, "at": one.at.isoformat()} for one in answered.paraf],
        "copy": _copy(answered.copy) if answered.copy else None,
        "scan": answered.scan is not None,
        "without_contacts": answered.without_contacts,
        "signatures": list(answered.look.signers),
        "reason": reason(answered),
    }
