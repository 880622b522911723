"""Another signs: a naskah that waits for its signer is made anew in the name of who signs now."""

from __future__ import annotations

from documents.data import MODELS
from models.enums import Stage
from models.people import Appointment, Kecamatan
from models.posts import Post
from models.season import Run
from models.unit import Unit
from sop.core.people import holders, season_of
from sop.core.posts import MAY_DECIDE
from sop.core.steps import PaperKey
from sop.flow.approval import decides, paraf_topic, topic
from sop.flow.progress import open_runs
from sop.office.deputies import deputy_of
from sop.papers.letterhead import camats, signatory
from sop.papers.papers import ask, frozen, undecided
from sop.papers.paraf_places import places
from texts import say
from texts.figures import day_of


def renew_signers(unit: Unit, changed: Appointment) -> None:
    """Another holds this post, for good or as Plt.: what waits for it bears his name, and is sent to him."""
    post = Post(changed.post)
    if post not in MAY_DECIDE or not holders(unit, changed.kecamatan_id, post):
        return
    for run in open_runs(season_of(unit, changed.kecamatan_id)):
        if undecided(unit, run) is not None and decides(run) == post:
            renew(unit, run)


def renew(unit: Unit, run: Run) -> bool:
    """The naskah of this step that waits, in the name of who signs now; false where nothing changes."""
    paper = undecided(unit, run)
    if paper is None:
        return False
    kecamatan = unit.session.get_one(Kecamatan, run.kecamatan_id)
    data = MODELS[paper.key].model_validate(frozen(unit, paper))
    deputed = deputy_of(kecamatan, paper.key) is not None
    signer = camats(unit, kecamatan, paper.key) if deputed else signatory(unit, kecamatan, decides(run))
    if getattr(data, "signer", signer) == signer:
        return False
    # Dated today: on the day of the older edition he may not have held the post yet.
    fresh = data.model_copy(update={"signer": signer, "on": day_of(unit.now)})
    newer = ask(unit, run, PaperKey(paper.key), fresh, stage=Stage.NASKAH, number=paper.number)
    told = say("acting.signed_by", edition=newer.edition, name=signer.name)
    for about in (topic(paper), *(paraf_topic(paper, place.number) for place in places(unit, paper))):
        unit.settle(about, told)
    return True
