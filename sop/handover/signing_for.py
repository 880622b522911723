"""The office sets who signs a paper a.n. the Camat; where one decides about it, that post decides, too."""

from __future__ import annotations

from dataclasses import dataclass

from models.enums import StepState
from models.people import Kecamatan, Person
from models.posts import Post
from models.season import Run
from models.speech import button
from models.unit import Unit
from sop.accounts.pin import must_prove
from sop.accounts.roots import was_anybody_free
from sop.accounts.seconding import besides
from sop.core.people import holders, must_hold, season_of
from sop.core.posts import TITLES
from sop.core.refused import Refused
from sop.core.steps import STEP
from sop.handover.new_signer import renew
from sop.office.deputies import DEPUTIES, PAPERS, deputed, deputy_of
from sop.office.own_data import SETS
from sop.papers.papers import short_title, undecided, with_signer
from texts import Html, say


def depute(unit: Unit, actor: Person, key: str, post: str) -> bool:
    """From the next edition on this post signs the paper (camat: he himself); whether that is new.

    Another post than his signs when he has agreed: nobody puts his own, or that of a friend, in his place.
    A naskah that waits for its signer is made anew at once, and who signs now is asked.
    """
    must_hold(unit, actor, *SETS)
    if key not in PAPERS or post not in (Post.CAMAT, *DEPUTIES):
        raise Refused("common.old_button")
    kecamatan = actor.kecamatan
    if (deputy_of(kecamatan, key) or Post.CAMAT) == post:
        return _forget_asked(unit, kecamatan, key)
    if post != Post.CAMAT and not actor.holds(Post.CAMAT, unit.now):
        if who := agrees_to(unit, actor.id, kecamatan.id, Post(post)):
            _ask(unit, actor, kecamatan, key, Post(post), who)
            return True
        if _was_anybody(unit, actor.id, kecamatan.id, Post(post)):
            raise Refused("signing_for.nobody_now")
        unit.log(actor, "office.signing_for_alone", kecamatan, paper=key, post=post)
    _set(unit, actor, kecamatan, key, post)
    return True


def _set(unit: Unit, actor: Person, kecamatan: Kecamatan, key: str, post: str) -> None:
    decided_by = [run for run in season_of(unit, kecamatan.id).runs if _decides_about(run, key)]
    for run in decided_by:
        if undecided(unit, run) is None and with_signer(unit, run) is not None:
            raise Refused("signing_for.approved_just_now")
    others = {paper: held for paper, held in deputed(kecamatan).items() if paper != key}
    now = others if post == Post.CAMAT else others | {key: str(post)}
    _forget_asked(unit, kecamatan, key)
    kecamatan.office = (kecamatan.office or {}) | {"signing_for": now}  # a new one, or the change is not seen
    unit.log(actor, "office.signing_for", kecamatan, paper=key, post=post)
    for run in decided_by:
        run.signer = Post(post)
        unit.session.flush()
        renew(unit, run)


# ---- whose name it is agrees: nobody lets himself sign


@dataclass(frozen=True)
class Asked:
    """A post is to sign a paper a.n. the Camat, and somebody else has to agree."""

    post: Post
    by: int  #: id of who asked for it


def asked_for(kecamatan: Kecamatan, key: str) -> Asked | None:
    """What waits for the Camat's word about this paper."""
    found = ((kecamatan.office or {}).get("signing_asked") or {}).get(key)
    return Asked(Post(found["post"]), int(found["by"])) if found else None


def agrees_to(unit: Unit, by: int, kecamatan_id: int, post: Post) -> list[Person]:
    """The Camat, whose name it is; without one whoever may agree to posts, but not who would sign."""
    found = besides(unit, kecamatan_id, _parties(unit, by, kecamatan_id, post), Post.CAMAT)
    return [one for one in found if one.holds(Post.CAMAT, unit.now)] or found


def _was_anybody(unit: Unit, by: int, kecamatan_id: int, post: Post) -> bool:
    return was_anybody_free(unit, kecamatan_id, _parties(unit, by, kecamatan_id, post))


def _parties(unit: Unit, by: int, kecamatan_id: int, post: Post) -> set[int]:
    return {by, *(one.id for one in holders(unit, kecamatan_id, post))}


def _topic(kecamatan: Kecamatan, key: str) -> str:
    return f"signing:{kecamatan.id}:{key}"


def _ask(unit: Unit, actor: Person, kecamatan: Kecamatan, key: str, post: Post, who: list[Person]) -> None:
    _forget_asked(unit, kecamatan, key)
    others = (kecamatan.office or {}).get("signing_asked") or {}
    asked = others | {key: {"post": str(post), "by": actor.id}}
    kecamatan.office = (kecamatan.office or {}) | {"signing_asked": asked}
    unit.log(actor, "office.signing_asked", kecamatan, paper=key, post=post)
    facts = {"title": short_title(key), "post": TITLES[post], "by": actor.name}
    keys = [
        [
            button("seconding.agree", "settings:signyes", key, post),
            button("seconding.refuse", "settings:signno", key, post),
        ]
    ]
    for one in who:
        unit.tell(one, say("signing_for.asked", **facts), keys, topic=_topic(kecamatan, key))


def _forget_asked(unit: Unit, kecamatan: Kecamatan, key: str) -> bool:
    """It is not asked any more; whether it was."""
    waiting = (kecamatan.office or {}).get("signing_asked") or {}
    if key not in waiting:
        return False
    others = {paper: one for paper, one in waiting.items() if paper != key}
    kecamatan.office = (kecamatan.office or {}) | {"signing_asked": others}
    unit.settle(_topic(kecamatan, key), say("signing_for.was_settled"))
    return True


def asked_about(unit: Unit, actor: Person, key: str, post: str) -> Asked:
    """What this person may agree to now; any other press says why not."""
    unit.alone_in(Kecamatan.__tablename__, actor.kecamatan_id)  # of two in this second one is first
    unit.session.refresh(actor.kecamatan, ["office"])
    asked = asked_for(actor.kecamatan, key)
    if key not in PAPERS or asked is None or asked.post != post:
        raise Refused("signing_for.not_asked")
    who = agrees_to(unit, asked.by, actor.kecamatan_id, asked.post)
    if actor not in who:
        raise Refused("signing_for.not_by_him", who=" / ".join(one.name for one in who) or "-")
    return asked


def agree(unit: Unit, actor: Person, key: str, post: str, *, proof: str | None = None) -> None:
    """Setujui: from the next edition on it is so; a naskah that waits is made anew."""
    asked = asked_about(unit, actor, key, post)
    must_prove(unit, actor, proof)
    _set(unit, actor, actor.kecamatan, key, post)
    _tell_giver(unit, actor, asked, say("signing_for.told_agreed", title=short_title(key), name=actor.name))


def refuse(unit: Unit, actor: Person, key: str, post: str) -> None:
    """Tolak: who signs stays as it was."""
    asked = asked_about(unit, actor, key, post)
    _forget_asked(unit, actor.kecamatan, key)
    unit.log(actor, "office.signing_refused", actor.kecamatan, paper=key, post=post)
    _tell_giver(unit, actor, asked, say("signing_for.told_refused", title=short_title(key), name=actor.name))


def _tell_giver(unit: Unit, actor: Person, asked: Asked, words: Html) -> None:
    giver = unit.get(Person, asked.by)
    if giver is not None and giver.id != actor.id:
        unit.tell(giver, words)


def _decides_about(run: Run, key: str) -> bool:
    step = STEP[run.step]
    return step.signer == Post.CAMAT and key in step.produces and run.state != StepState.CLOSED
