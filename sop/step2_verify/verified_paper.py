"""The verified pra Musrenbang, as it is when verification ends."""

from __future__ import annotations

from sqlalchemy import select

from documents.data import PreMusrenbang
from models.enums import Stage, Status
from models.people import Kelurahan
from models.posts import Post
from models.proposal import Proposal
from models.season import Run, Season
from models.unit import Unit
from sop.core.steps import PaperKey
from sop.papers import papers
from sop.papers.letterhead import signatory
from sop.proposals.paper_line import line
from sop.step1_recap.snapshots import head_of_usulan


def ask_verified(unit: Unit, season: Season, run: Run) -> None:
    """Every usulan that was sent, with its verdict and reason."""
    sent = select(Proposal).where(
        Proposal.season_id == season.id, Proposal.status.not_in((Status.DRAFT, Status.DISCARDED))
    )
    names = (
        select(Kelurahan.name).where(Kelurahan.kecamatan_id == season.kecamatan_id).order_by(Kelurahan.name)
    )
    papers.ask(
        unit,
        run,
        PaperKey.PRA_MUSRENBANG,
        PreMusrenbang(
            **head_of_usulan(unit, season),
            verified=True,
            kelurahan=tuple(unit.all(names)),
            proposals=tuple(
                line(proposal) for proposal in unit.all(sent.order_by(Proposal.sequence, Proposal.id))
            ),
            compiler=signatory(unit, season.kecamatan, Post.JFU),
            verifier=signatory(unit, season.kecamatan, Post(run.executor)),
        ),
        stage=Stage.FINAL,
    )
