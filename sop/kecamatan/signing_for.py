"""The office sets who signs a paper a.n. the Camat; where one decides about it, that post decides, too."""

from __future__ import annotations

from models.enums import StepState
from models.people import Person
from models.posts import Post
from models.season import Run
from models.unit import Unit
from sop.kecamatan.deputies import DEPUTIES, PAPERS, deputed, deputy_of
from sop.kecamatan.own_data import SETS
from sop.papers import undecided, with_signer
from sop.people import must_hold, season_of
from sop.refused import Refused
from sop.resigning import renew
from sop.steps import STEP


def depute(unit: Unit, actor: Person, key: str, post: str) -> bool:
    """From the next edition on this post signs the paper (camat: he himself); whether that is new.

    A naskah that waits for its signer is made anew at once, and who signs now is asked.
    """
    must_hold(unit, actor, *SETS)
    if key not in PAPERS or post not in (Post.CAMAT, *DEPUTIES):
        raise Refused("common.old_button")
    kecamatan = actor.kecamatan
    if (deputy_of(kecamatan, key) or Post.CAMAT) == post:
        return False
    decided_by = [run for run in season_of(unit, kecamatan.id).runs if _decides_about(run, key)]
    for run in decided_by:
        if undecided(unit, run) is None and with_signer(unit, run) is not None:
            raise Refused("signing_for.approved_just_now")
    others = {paper: held for paper, held in deputed(kecamatan).items() if paper != key}
    now = others if post == Post.CAMAT else others | {key: str(post)}
    kecamatan.office = (kecamatan.office or {}) | {"signing_for": now}  # a new one, or the change is not seen
    unit.log(actor, "office.signing_for", kecamatan, paper=key, post=post)
    for run in decided_by:
        run.signer = Post(post)
        unit.session.flush()
        renew(unit, run)
    return True


def _decides_about(run: Run, key: str) -> bool:
    step = STEP[run.step]
    return step.signer == Post.CAMAT and key in step.produces and run.state != StepState.CLOSED
