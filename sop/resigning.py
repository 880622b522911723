"""Another signs: a naskah that waits for its signer is made anew in the name of who signs now."""

from __future__ import annotations

from documents.data import MODELS
from models.enums import Stage
from models.people import Appointment
from models.posts import Post
from models.unit import Unit
from sop.approval import decides, topic
from sop.paper_data import signatory
from sop.papers import ask, frozen, undecided
from sop.people import holders, season_of
from sop.progress import open_runs
from sop.steps import PaperKey
from texts import say


def renew_signers(unit: Unit, changed: Appointment) -> int:
    """A Plt. took over, or gave back: what waits for this post bears his name, and he is sent it."""
    post = Post(changed.post)
    if not holders(unit, changed.kecamatan_id, post):
        return 0
    season, renewed = season_of(unit, changed.kecamatan_id), 0
    for run in open_runs(season):
        paper = undecided(unit, run)
        if paper is None or decides(run) != post:
            continue
        data = MODELS[paper.key].model_validate(frozen(unit, paper))
        signer = signatory(unit, season.kecamatan, post)
        if getattr(data, "signer", signer) == signer:
            continue
        fresh = data.model_copy(update={"signer": signer})
        newer = ask(unit, run, PaperKey(paper.key), fresh, stage=Stage.NASKAH, number=paper.number)
        unit.settle(topic(paper), say("acting.signed_by", edition=newer.edition, name=signer.name))
        renewed += 1
    return renewed
