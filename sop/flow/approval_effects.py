"""An approval holds after a few minutes: until then it is taken back with one press, and nothing has left."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select, update

from models.base import Moment
from models.enums import Outcome, Stage
from models.paper import Decision, Paper
from models.people import Person
from models.season import Season
from models.unit import Unit
from sop.core.people import must_hold, named_then
from sop.core.refused import Refused
from sop.flow.approval import WHEN_APPROVED, decides, keys, run_about, tell_executors, topic
from sop.flow.progress import check, moved
from sop.papers.papers import title
from sop.signing.by_bsre import ByBsre
from texts import say
from texts.figures import moment

_DUE = (
    select(Decision.id)
    .where(
        Decision.live.is_(True),
        Decision.carried_out_at.is_(None),
        Decision.effective_at <= bindparam("now", type_=Moment()),
    )
    .order_by(Decision.id)
)
_FIRST_DUE = _DUE.limit(1)  # fixed: asked before each update


def anything_due(connection: Connection, now: datetime) -> bool:
    """Whether the time to take some approval back is over and nothing has followed from it yet."""
    return connection.execute(_FIRST_DUE, {"now": now}).first() is not None


def carry_out_due(unit: Unit) -> int:
    """What follows from approvals whose time is over: at the next touch or tick, also after a kill.

    One from which nothing can follow keeps the later ones back no more than those of other offices.
    """
    found = list(unit.session.scalars(_DUE, {"now": unit.now}).all())
    return sum(unit.tries(_take_effect, one) for one in found)


def _take_effect(unit: Unit, decision_id: int) -> bool:
    return carry_out(unit, unit.session.get_one(Decision, decision_id))


def carry_out(unit: Unit, decision: Decision) -> bool:
    """The bytes are final: those who wait for them are told, posts are given, the step may close. Once."""
    change = (
        update(Decision)
        .where(Decision.id == decision.id, Decision.live.is_(True), Decision.carried_out_at.is_(None))
        .values(carried_out_at=unit.now)
    )
    if unit.session.execute(change.returning(Decision.id)).first() is None:
        return False
    paper = unit.session.get_one(Paper, decision.paper_id)
    actor = unit.session.get_one(Person, decision.by_id)
    run = run_about(unit, paper)
    paper.stage = Stage.FINAL
    unit.session.flush()
    unit.log(actor, "paper.in_effect", paper, key=paper.key, edition=paper.edition, sha256=paper.sha256)
    name = named_then(actor, decision.post, decision.at)
    settled = say("approval.settled_approved", name=name, at=moment(decision.at))
    sign = ByBsre().button(unit, actor, paper)
    unit.settle(topic(paper), settled, [[sign]] if sign else [], reader=actor)
    told = say("approval.told_approved", title=title(paper), edition=paper.edition)
    tell_executors(unit, run, told, besides=actor)
    if follows := WHEN_APPROVED().get(paper.key):
        follows(unit, actor, paper)
    check(unit, run)
    moved(unit, unit.session.get_one(Season, paper.season_id))
    return True


def undo(unit: Unit, actor: Person, decision: Decision | None) -> Paper:
    """Batalkan: who approved takes it back, and the paper waits for its signer as before."""
    if decision is None or decision.kecamatan_id != actor.kecamatan_id:
        raise Refused("common.not_found")
    paper = unit.session.get_one(Paper, decision.paper_id)
    must_hold(unit, actor, decides(run_about(unit, paper)))
    if decision.by_id != actor.id:
        name = unit.session.get_one(Person, decision.by_id).name
        raise Refused("approval.not_yours_to_undo", name=name)
    if decision.undone_at is not None:
        raise Refused("approval.undone_before", at=moment(decision.undone_at))
    over = decision.effective_at is None or decision.effective_at <= unit.now
    if over or decision.outcome != Outcome.APPROVED:
        raise Refused("approval.in_effect")
    change = (
        update(Decision)
        .where(Decision.id == decision.id, Decision.live.is_(True), Decision.carried_out_at.is_(None))
        .values(live=None, undone_at=unit.now)
    )
    if unit.session.execute(change.returning(Decision.id)).first() is None:
        raise Refused("approval.in_effect")
    unit.log(actor, "paper.approval_undone", paper, key=paper.key, edition=paper.edition, sha256=paper.sha256)
    unit.settle(
        topic(paper), say("approval.settled_undone", name=actor.name, at=moment(unit.now)), keys(paper)
    )
    moved(unit, unit.session.get_one(Season, paper.season_id))
    return paper


def rounds(unit: Unit, paper: Paper) -> int:
    """How often an approval of this paper was taken back: a button of an earlier round does nothing."""
    undone = select(func.count(Decision.id)).where(Decision.paper_id == paper.id, Decision.live.is_(None))
    return unit.first(undone) or 0
