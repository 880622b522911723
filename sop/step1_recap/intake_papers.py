"""Rekap and pra Musrenbang format: asked for when the intake is closed, compiled when they are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, lazyload

from documents.data import KelurahanRecap, KelurahanSection, PreMusrenbang, ProposalLine
from models.enums import Stage, Status
from models.paper import Paper
from models.posts import Post
from models.proposal import Proposal
from models.season import Run, Season
from models.unit import Unit
from sop.core.kelurahan import kelurahan_in
from sop.core.people import holders
from sop.core.posts import TITLES
from sop.core.statuses import status_word
from sop.core.steps import PaperKey
from sop.flow.progress import run_of
from sop.papers.letterhead import signatory
from sop.papers.papers import ask_later, frozen
from sop.proposals.paper_line import line
from sop.step1_recap.intake import COUNTED, STEP, Standing, board
from sop.step1_recap.snapshots import head_of_usulan
from texts.figures import day_of


def ask_papers(unit: Unit, run: Run) -> None:
    """Both papers. A thousand usulan are not read while somebody waits for his press to be answered."""
    ask_recap(unit, run)
    ask_later(unit, run, PaperKey.PRA_MUSRENBANG, stage=Stage.FINAL)


def ask_recap(unit: Unit, run: Run) -> None:
    """The recap alone: after verification the other one is made by who verified."""
    ask_later(unit, run, PaperKey.REKAP_KELURAHAN, stage=Stage.FINAL)


def kelurahan_recap(unit: Unit, paper: Paper) -> KelurahanRecap:
    """What every kelurahan handed in, with the word of its Lurah."""
    season = unit.session.get_one(Season, paper.season_id)
    if (before := _made_at_closing(unit, season, paper)) is not None:
        return _with_late(unit, season, paper, KelurahanRecap.model_validate(before))
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
    if (before := _made_at_closing(unit, season, paper)) is not None:
        known = PreMusrenbang.model_validate(before)
        lines = (*_in_time(known.proposals), *_late(unit, season))
        return known.model_copy(update={"on": day_of(paper.made_at), "proposals": lines})
    names = tuple(kelurahan.name for kelurahan in kelurahan_in(unit, season.kecamatan_id))
    lines = tuple(line(proposal) for proposal in _counted(unit, season))
    return PreMusrenbang(**_head(unit, season, paper), kelurahan=names, proposals=lines)


def _made_at_closing(unit: Unit, season: Season, paper: Paper) -> dict[str, Any] | None:
    """What the edition before says, when this one only adds what came late since the intake was closed.

    Verification goes on meanwhile: what it has judged or mended is not what the kelurahan handed in.
    """
    opened_again = run_of(unit, season, STEP).newest_before or 0
    earlier = select(Paper).where(
        Paper.season_id == paper.season_id,
        Paper.key == paper.key,
        Paper.step == STEP,
        Paper.id < paper.id,
        Paper.id > opened_again,
    )
    before = unit.first(earlier.order_by(Paper.id.desc()))
    return frozen(unit, before) if before is not None else None


def _in_time(lines: Sequence[ProposalLine]) -> tuple[ProposalLine, ...]:
    return tuple(one for one in lines if not one.late)


def _late(unit: Unit, season: Season) -> list[ProposalLine]:
    """What came late, as it was sent: what was judged of it since is not said here."""
    query = select(Proposal).where(
        Proposal.season_id == season.id,
        Proposal.late_id.is_not(None),
        Proposal.status.not_in((Status.DRAFT, Status.DISCARDED)),
    )
    found = unit.all(query.options(joinedload(Proposal.kamus), lazyload(Proposal.uploads)))
    sent = status_word(Status.SUBMITTED)
    return [
        line(one).model_copy(update={"status": sent, "note": ""})
        for one in sorted(found, key=lambda one: one.sequence or 0)
    ]


def _with_late(unit: Unit, season: Season, paper: Paper, known: KelurahanRecap) -> KelurahanRecap:
    by_place: dict[str, list[ProposalLine]] = {}
    for one in _late(unit, season):
        by_place.setdefault(one.kelurahan, []).append(one)
    sections = tuple(
        section.model_copy(
            update={
                "proposals": (*_in_time(section.proposals), *by_place.get(section.kelurahan, ())),
            }
        )
        for section in known.sections
    )
    return known.model_copy(update={"on": day_of(paper.made_at), "sections": sections})


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
