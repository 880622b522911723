"""Rekap and pra Musrenbang format: asked for when the intake is closed, compiled when they are drawn."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, lazyload

from documents.data import KelurahanRecap, KelurahanSection, PreMusrenbang, ProposalLine
from models.enums import Stage
from models.paper import Paper
from models.posts import Post
from models.proposal import Proposal
from models.season import Run, Season
from models.unit import Unit
from sop.core.kelurahan import kelurahan_in
from sop.core.people import holders
from sop.core.posts import TITLES
from sop.core.steps import PaperKey
from sop.flow.progress import run_of
from sop.papers.letterhead import signatory
from sop.papers.papers import ask_later
from sop.proposals.paper_line import line
from sop.step1_recap.intake import COUNTED, STEP, Standing, board
from sop.step1_recap.snapshots import head_of_usulan
from texts.figures import day_of


def ask_papers(unit: Unit, run: Run) -> None:
    """Both papers. A thousand usulan are not read while somebody waits for his press to be answered."""
    ask_later(unit, run, PaperKey.REKAP_KELURAHAN, stage=Stage.FINAL)
    ask_later(unit, run, PaperKey.PRA_MUSRENBANG, stage=Stage.FINAL)


def kelurahan_recap(unit: Unit, paper: Paper) -> KelurahanRecap:
    """What every kelurahan handed in, with the word of its Lurah."""
    season = unit.session.get_one(Season, paper.season_id)
    lines: dict[int, list[ProposalLine]] = {}
    for proposal in _counted(unit, season):
        lines.setdefault(proposal.kelurahan_id, []).append(line(proposal))
    sections = tuple(
        KelurahanSection(
            kelurahan=standing.kelurahan.name,
            proposals=tuple(lines.get(standing.kelurahan.id, ())),
            lurah=_lurah(unit, season, standing),
            letter_number=standing.letter.number if standing.letter else "",
            letter_date=standing.letter.day if standing.letter else None,
            confirmed_at=standing.confirmation.at if standing.confirmation and standing.confirmed else None,
            difference=standing.difference,
        )
        for standing in board(unit, season)
    )
    return KelurahanRecap(**_head(unit, season, paper), sections=sections, closed_at=paper.made_at)


def pre_musrenbang(unit: Unit, paper: Paper) -> PreMusrenbang:
    """The same usulan, not verified yet."""
    season = unit.session.get_one(Season, paper.season_id)
    names = tuple(kelurahan.name for kelurahan in kelurahan_in(unit, season.kecamatan_id))
    lines = tuple(line(proposal) for proposal in _counted(unit, season))
    return PreMusrenbang(**_head(unit, season, paper), kelurahan=names, proposals=lines)


def _head(unit: Unit, season: Season, paper: Paper) -> dict[str, Any]:
    """Of the day on which the intake was closed, signed by who closed it."""
    return head_of_usulan(unit, season) | {
        "on": day_of(paper.made_at),
        "compiler": signatory(unit, season.kecamatan, Post(run_of(unit, season, STEP).executor)),
    }


def _counted(unit: Unit, season: Season) -> list[Proposal]:
    query = (
        select(Proposal)
        .where(Proposal.season_id == season.id, Proposal.status.in_(COUNTED))
        .options(joinedload(Proposal.kamus), lazyload(Proposal.uploads))
    )
    return unit.all(query.order_by(Proposal.sequence))


def _lurah(unit: Unit, season: Season, standing: Standing) -> str:
    people = holders(unit, season.kecamatan_id, Post.LURAH, standing.kelurahan.id)
    held = people[0].appointment(Post.LURAH, unit.now) if people else None
    if held is None or not held.acting:
        return people[0].name if people else ""
    return f"{people[0].name} ({held.acting} {TITLES[Post.LURAH]})"
