"""The signer signs a final paper through BSrE: these bytes, one asker at a time, all or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import select

from documents.sealing.seal_reading import Look, Shape
from models.chat import Remembered
from models.enums import Outcome, Stage
from models.paper import Paper
from models.people import Person
from models.posts import Post
from models.signing import OneTimePage, Signature
from models.speech import Button, button
from models.unit import Unit
from sop.core.people import must_hold
from sop.core.refused import Refused
from sop.papers.opened_since import must_rest, opened_since
from sop.papers.papers import decision_about, title
from sop.papers.record import same, signers_of
from sop.papers.ways import Way, keep
from sop.signing.bsre import UNREADABLE, Trouble, Troubled
from sop.signing.signed import copy_of, tell_signed
from sop.signing.verifying import found, holds_instead
from texts import Html, plain, say
from texts.figures import clock, moment

#: A question to the server that is older than this was cut off by a kill: the server answers within 30 s.
LONGEST = timedelta(minutes=3)

#: BSrE locks an account that is tried too often: fewer wrong ones than that, for one paper.
TRIES, TRIES_WITHIN = 3, timedelta(hours=1)

_SERVER = "bsre"  #: name of what is remembered


class Came(StrEnum):
    """What became of a page; the value is stored."""

    ASKING = "asking"  #: the server is being asked: nobody else may
    SIGNED = "signed"
    MISTYPED = "mistyped"
    FAILED = "failed"
    LOST = "lost"  #: the program ended while the server was asked


@dataclass(frozen=True)
class ToSign:
    """What the server is asked to sign."""

    page_id: int
    sha256: str
    reason: str


def note_server(unit: Unit, *, server: bool, page: bool) -> None:
    """Remember, when the bot starts, whether a server is set, and a page where a secret may be typed."""
    known = unit.first(select(Remembered).where(Remembered.name == _SERVER))
    value = {"server": server, "page": page}
    if known is None:
        unit.add(Remembered(name=_SERVER, value=value))
    elif known.value != value:
        known.value = value


def _is_set(unit: Unit, what: str) -> bool:
    known = unit.first(select(Remembered).where(Remembered.name == _SERVER))
    return known is not None and bool(known.value.get(what))


class ByBsre:
    """For whoever holds the signer's post today, Plt. and Plh. too, while BSrE has not signed it yet."""

    way = Way.BSRE

    def button(self, unit: Unit, person: Person, paper: Paper) -> Button | None:
        post = _signer(unit, paper)
        if post is None or not person.holds(post, unit.now) or not _is_set(unit, "server"):
            return None
        if _signed_before(unit, paper) is not None or holds_instead(unit, paper) is not None:
            return None
        if not same(person, signers_of(unit, paper)) or opened_since(unit, paper) is not None:
            return None
        return button("bsre.sign", "bsre:ask", paper.id)


def signable(unit: Unit, actor: Person, paper: Paper | None) -> Paper:
    """The paper, if this person may have it signed now."""
    if paper is None or paper.kecamatan_id != actor.kecamatan_id:
        raise Refused("common.not_found")
    if not _is_set(unit, "server"):
        raise Refused("bsre.not_set")
    post = _signer(unit, paper)
    if post is None:
        raise Refused("bsre.not_final", title=title(paper))
    must_hold(unit, actor, post)
    signers = signers_of(unit, paper)
    if not same(actor, signers):  # the certificate would name another than the paper does
        raise Refused("bsre.other_name", title=title(paper), record=signers[0].name)
    if not _is_set(unit, "page"):
        raise Refused("bsre.no_page")
    newest = holds_instead(unit, paper)
    if newest is not None:
        raise Refused("bsre.replaced", title=title(paper), edition=paper.edition, newest=newest.edition)
    must_rest(unit, paper)
    if paper.sealed_sha256 is None:
        raise Refused("bsre.not_sealed")
    before = _signed_before(unit, paper)
    if before is not None:
        key = "bsre.signed_before" if before.signer else "bsre.signed_before_unproved"
        raise Refused(key, signer=before.signer or "", at=moment(before.at))
    if _asking(unit, paper) is not None:
        raise Refused("bsre.busy")
    first = _mistyped(unit, actor, paper)
    if len(first) >= TRIES:
        raise Refused("bsre.rest", tries=TRIES, until=clock(first[0] + TRIES_WITHIN))
    return paper


def _signer(unit: Unit, paper: Paper) -> Post | None:
    """The post in which a final paper was approved; None where nobody's approval made it final."""
    decision = decision_about(unit, paper)
    if paper.stage != Stage.FINAL or decision is None or decision.outcome != Outcome.APPROVED:
        return None
    return Post(decision.post)


def _signed_before(unit: Unit, paper: Paper) -> Signature | None:
    query = select(Signature).where(Signature.paper_id == paper.id, Signature.way == Way.BSRE)
    return unit.first(query.order_by(Signature.id))


def _asking(unit: Unit, paper: Paper) -> OneTimePage | None:
    """Whose question to the server goes on; one that was cut off holds nobody up."""
    query = select(OneTimePage).where(
        OneTimePage.paper_id == paper.id,
        OneTimePage.outcome == Came.ASKING,
        OneTimePage.used_at > unit.now - LONGEST,
    )
    return unit.first(query)


def _mistyped(unit: Unit, actor: Person, paper: Paper) -> list[datetime]:
    query = select(OneTimePage.used_at).where(
        OneTimePage.paper_id == paper.id,
        OneTimePage.person_id == actor.id,
        OneTimePage.outcome == Came.MISTYPED,
        OneTimePage.used_at > unit.now - TRIES_WITHIN,
    )
    return [at for at in unit.all(query.order_by(OneTimePage.used_at)) if at is not None]


# ---- the server is asked


def begin(unit: Unit, page: OneTimePage) -> ToSign:
    """A page was used (sop/signing/one_time.py): from now on nobody else asks the server about this paper."""
    # Two pages of one paper at once: on PostgreSQL the second waits here, on SQLite for the whole unit.
    paper = unit.session.get_one(Paper, page.paper_id, with_for_update=True)
    actor = unit.session.get_one(Person, page.person_id)
    signable(unit, actor, paper)
    if page.sha256 != paper.sealed_sha256:
        raise Refused("bsre.not_sealed")
    page.outcome = Came.ASKING
    unit.log(actor, "paper.bsre_asked", paper, sha256=page.sha256)
    return ToSign(page.id, page.sha256, plain("bsre.reason", title=title(paper), number=paper.number or "-"))


def came_back(unit: Unit, page_id: int, look: Look, nik: str) -> Html:
    """Keep what came back, when it was judged good; its bytes are stored already. What the signer is told."""
    judge(unit, page_id, look, nik)
    page = unit.session.get_one(OneTimePage, page_id)
    paper, actor = unit.session.get_one(Paper, page.paper_id), unit.session.get_one(Person, page.person_id)
    page.outcome = Came.SIGNED
    signature = keep(unit, actor, paper, Way.BSRE, copy_of(unit, paper, look))
    tell_signed(unit, actor, signature)
    if signature.signer:
        return say("bsre.signed", title=title(paper), signer=signature.signer)
    return say("bsre.signed_unproved", title=title(paper))


def judge(unit: Unit, page_id: int, look: Look, nik: str) -> None:
    """Only our sealed file with good signatures of its signer is taken; anything else changes nothing.

    The NIK that he typed is compared and forgotten.
    """
    page = unit.session.get_one(OneTimePage, page_id)
    paper = unit.session.get_one(Paper, page.paper_id)
    if page.outcome != Came.ASKING:  # given up long ago
        raise Refused("bsre.lost", title=title(paper))
    if look.sha256 == paper.sealed_sha256:
        raise Refused("bsre.unsigned")
    if look.shape is not Shape.PDF:
        raise Refused("bsre.broken")
    said = found(unit, look)
    if said.begins is None or said.begins.id != paper.id or paper.sealed_sha256 not in look.beginnings:
        raise Refused("bsre.other")
    if not look.signed:
        raise Refused("bsre.unsigned")
    if said.trouble is not None:
        raise Refused(f"bsre.{said.trouble.why}", **said.trouble.facts)
    if any(one.niks and nik not in one.niks for one in look.signed):
        raise Refused("bsre.other_nik")


def did_not(unit: Unit, page_id: int, key: str, *, tell: bool, **facts: object) -> int:
    """Nothing was signed: the paper is as it was. How often he may still mistype.

    What he cannot mend on the page he also hears in chat, with a way to begin anew; all of it where `tell`.
    """
    page = unit.session.get_one(OneTimePage, page_id)
    paper, actor = unit.session.get_one(Paper, page.paper_id), unit.session.get_one(Person, page.person_id)
    if page.outcome == Came.ASKING:
        page.outcome = Came.MISTYPED if key in MISTYPED else Came.FAILED
        unit.session.flush()
        unit.log(actor, "paper.bsre_failed", paper, why=key)
        if tell or key not in MENDED_AT_ONCE:
            _tell(unit, actor, paper, say(key, **facts))
    return TRIES - len(_mistyped(unit, actor, paper))


def told_late(unit: Unit, page_id: int, key: str) -> None:
    """He left the page in the very moment in which the answer came."""
    page = unit.session.get_one(OneTimePage, page_id)
    paper, actor = unit.session.get_one(Paper, page.paper_id), unit.session.get_one(Person, page.person_id)
    _tell(unit, actor, paper, say(key))


def _tell(unit: Unit, actor: Person, paper: Paper, why: Html) -> None:
    words = say("bsre.not_signed", title=title(paper), edition=paper.edition, why=why)
    unit.tell(actor, words, [[button("bsre.again", "bsre:ask", paper.id)]])


def words_of(troubled: Troubled) -> tuple[str, dict[str, object]]:
    """The sentence for what the server said."""
    facts = {"said": troubled.said} if troubled.trouble is Trouble.REFUSED else {}
    return f"bsre.{troubled.trouble}", dict(facts)


MISTYPED = tuple(f"bsre.{one}" for one in Trouble if one.can_be_mended)
MENDED_AT_ONCE = (*MISTYPED, *UNREADABLE)  #: on the next page, which he has before him already


def give_up_lost(unit: Unit) -> int:
    """After a kill: who waits for an answer that nobody brings any more is told."""
    query = select(OneTimePage.id).where(
        OneTimePage.outcome == Came.ASKING, OneTimePage.used_at <= unit.now - LONGEST
    )
    return sum(unit.tries(_give_up, one) for one in unit.all(query.order_by(OneTimePage.id)))


def _give_up(unit: Unit, page_id: int) -> int:
    page = unit.session.get_one(OneTimePage, page_id)
    page.outcome = Came.LOST
    paper = unit.session.get_one(Paper, page.paper_id)
    actor = unit.session.get_one(Person, page.person_id)
    unit.log(actor, "paper.bsre_failed", paper, why="bsre.lost")
    _tell(unit, actor, paper, say("bsre.lost", title=title(paper)))
    return 1
