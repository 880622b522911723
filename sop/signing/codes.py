"""What the code on a paper says to anybody: which paper it belongs to, and whether that one still holds."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from models.enums import Drawing, Outcome, Stage
from models.paper import Paper
from models.people import Kecamatan, Person
from models.signing import Signature
from models.unit import Unit
from sop.core.people import title_then
from sop.papers.papers import decision_about, parts, title
from sop.papers.proof import facts_in_words
from sop.papers.record import UNDER
from sop.papers.ways import Way, scan_of
from sop.signing.verifying import Verdict, verdict_of
from texts import Html, join, plain, say
from texts.figures import moment


@dataclass(frozen=True)
class Coded:
    """A paper, as a stranger may know it."""

    verdict: Verdict
    paper: Paper
    office: str
    newest: Paper | None  #: that holds instead
    facts: tuple[tuple[str, str], ...]  #: what stands on the page, row by row
    marks: tuple[tuple[str, str], ...]  #: hashes in full: a label and 64 characters


def paper_by_code(unit: Unit, code: str) -> Coded | None:
    """The paper of a code. Nobody was given that of a draf; of a naskah only that it exists is told."""
    paper = unit.first(select(Paper).where(Paper.code == code))
    if paper is None or paper.stage == Stage.DRAF or paper.state != Drawing.DRAWN:
        return None
    verdict, newest = verdict_of(unit, paper)
    office = unit.session.get_one(Kecamatan, paper.kecamatan_id).name
    facts = [
        (plain("codes.title"), title(paper)),
        (plain("codes.edition"), str(paper.edition)),
        (plain("codes.office"), plain("codes.office_name", office=office)),
    ]
    if paper.stage != Stage.FINAL:  # its number, its signer and its bytes are nobody's business yet
        return Coded(verdict, paper, office, newest, tuple(facts), ())
    if paper.number:
        facts.insert(1, (plain("codes.number"), paper.number))
    facts.append((plain("codes.made"), moment(paper.made_at)))
    facts += _people(unit, paper)
    marks = [(plain("codes.mark_sealed"), paper.sealed_sha256), (plain("codes.mark_naskah"), paper.sha256)]
    copies = _signed_copies(unit, paper)
    for one in copies:
        facts += _about_copy(one)
        marks.append((plain("codes.mark_signed" if _holds(one) else "codes.mark_unproved"), one.sha256))
    return Coded(verdict, paper, office, newest, tuple(facts), tuple((a, b) for a, b in marks if b))


def _people(unit: Unit, paper: Paper) -> list[tuple[str, str]]:
    """Who stands under it, and whose press approved it: two facts, two rows."""
    rows = []
    printed = next(filter(None, parts(unit, paper, *UNDER)), None)
    if printed is not None and printed.get("name"):
        rows.append((plain("codes.signer"), f"{printed['name']}, {_post(printed)}"))
    decision = decision_about(unit, paper)
    if decision is not None and decision.outcome == Outcome.APPROVED:
        by = unit.session.get_one(Person, decision.by_id)
        post = title_then(by, decision.post, decision.at)
        words = plain("codes.approved_by", name=by.name, post=post, at=moment(decision.at))
        rows.append((plain("codes.approved"), words))
    return rows


def _post(printed: dict[str, str]) -> str:
    """As it stands on the paper: "Plt. Camat Bogor Tengah", "a.n. Camat Bogor Tengah, Sekretaris"."""
    post = " ".join(word for word in (printed.get("acting"), printed["post_title"]) if word)
    above = printed.get("on_behalf_of")
    return f"{plain('paper_common.on_behalf', post=above)}, {post}" if above else post


def _signed_copies(unit: Unit, paper: Paper) -> list[Signature]:
    """Without the scans that were replaced by another."""
    query = select(Signature).where(Signature.paper_id == paper.id)
    newest = scan_of(unit, paper)
    return [one for one in unit.all(query.order_by(Signature.id)) if one.way != Way.SCAN or one == newest]


def _holds(copy: Signature) -> bool:
    """Whether it may be called signed: with ink, by an office that says so, or by a name that was proved."""
    return copy.way == Way.SCAN or copy.signer is not None


def _about_copy(copy: Signature) -> list[tuple[str, str]]:
    """Who signed, where that was proved; what was looked at and what was not."""
    if copy.way == Way.SCAN:
        return [(plain("codes.signed_copy"), plain("codes.handed_in", at=moment(copy.at)))]
    if copy.signer is None:
        label, value = plain("codes.unproved_copy"), plain("codes.unproved", at=moment(copy.at))
    else:
        label, value = (
            plain("codes.signed_copy"),
            plain("codes.signed_by", name=copy.signer, at=moment(copy.at)),
        )
    return [(label, value), *facts_in_words(copy)]


def verdict_words(coded: Coded) -> Html:
    """One sentence about the paper, and what to do now."""
    if coded.newest is not None:
        return say("codes.replaced", newest=coded.newest.edition)
    if coded.verdict is Verdict.PENDING:
        return say("codes.pending")
    if coded.verdict is Verdict.CANCELLED:
        return say("codes.cancelled")
    return say("codes.genuine")


def told_in_chat(coded: Coded) -> Html:
    """The same for somebody who opened the code in Telegram."""
    rows = [say("codes.row", label=label, value=value) for label, value in coded.facts]
    marks = [say("codes.mark_row", label=label, mark=mark) for label, mark in coded.marks]
    return join(verdict_words(coded), *rows, *marks)
