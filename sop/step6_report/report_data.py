"""The report as data: figures and tables from the papers of the Musrenbang, words from the tim."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from documents.data import (
    Activity,
    DelegateList,
    LogMark,
    Minutes,
    Narrative,
    PriorityScale,
    Report,
    TeamDecree,
)
from models.enums import Stage
from models.log import MARK, LogHead
from models.proposal import Proposal
from models.season import Meeting, Season
from models.unit import Unit
from sop.core.kelurahan import kelurahan_in
from sop.core.steps import STEP, PaperKey
from sop.core.without_contacts import delegates_without, minutes_without, scale_without, usulan_without
from sop.office.norms import norms_of
from sop.papers.letterhead import camats
from sop.papers.papers import newest
from sop.proposals.paper_line import line
from sop.step1_recap.snapshots import head_of_usulan
from sop.step6_report.cover_picture import places_of
from sop.step6_report.narrative import written
from sop.step6_report.report_figures import NOT_ENTERED, agreement
from sop.step6_report.report_photos import photos_of
from texts import plain
from texts.figures import day_of

#: steps that stand in the report's list of what was done; the meetings have days of their own
_PREPARED = ("step1_recap", "step2_verify", "step3_team")

#: kind of meeting -> the step that it belongs to
_MEETINGS = {"koordinasi": "step4_coordinate", "musrenbang": "step5_meeting"}


def compile_report(unit: Unit, season: Season) -> Report:
    """A report made now. Tables are those of the final papers, so that it says what was agreed."""
    found = agreement(unit, season)
    scale = scale_without(PriorityScale.model_validate(found.scale.data))
    decree = newest(unit, season.id, PaperKey.SK_TIM, Stage.FINAL)
    photos = photos_of(unit, season, scale.lines)
    return Report(
        **head_of_usulan(unit, season),
        signer=camats(unit, season.kecamatan, PaperKey.LAPORAN),
        narrative=Narrative(**written(unit, season)),
        legal_basis=norms_of(season.kecamatan),
        activities=_activities(unit, season),
        entered=tuple(usulan_without(line(proposal)) for proposal in _entered(unit, season)),
        kelurahan=tuple(kelurahan.name for kelurahan in kelurahan_in(unit, season.kecamatan_id)),
        places=places_of(unit, season.kecamatan_id),
        minutes=minutes_without(Minutes.model_validate(found.minutes.data)),
        minutes_number=found.minutes.number or "",
        scale=scale,
        delegates=delegates_without(DelegateList.model_validate(found.delegates.data)),
        decree=TeamDecree.model_validate(decree.data) if decree and decree.data else None,
        decree_number=(decree.number or "") if decree else "",
        photos=photos.shown,
        photos_left=photos.left,
        photos_lacking=photos.lacking,
        log=log_mark(unit, season.kecamatan_id),
    )


def log_mark(unit: Unit, kecamatan_id: int) -> LogMark | None:
    """Where the log has come to; everything that is done from now on lies behind it."""
    unit.write_log()
    head = unit.first(select(LogHead).where(LogHead.kecamatan_id == kecamatan_id))
    return None if head is None else LogMark(entries=head.entries, mark=head.hash[:MARK])


def _entered(unit: Unit, season: Season) -> list[Proposal]:
    return unit.all(
        select(Proposal)
        .where(Proposal.season_id == season.id, Proposal.status.not_in(NOT_ENTERED))
        .options(joinedload(Proposal.kamus))
        .order_by(Proposal.number)
    )


def _activities(unit: Unit, season: Season) -> tuple[Activity, ...]:
    """What was done, in the order of its days."""
    runs = {run.step: run for run in season.runs}
    rows = [
        Activity(
            on=day_of(run.opened_at),
            until=day_of(run.closed_at),
            what=STEP[key].title,
            result=STEP[key].output_text,
        )
        for key in _PREPARED
        if (run := runs[key]).opened_at and run.closed_at
    ]
    for meeting in unit.all(select(Meeting).where(Meeting.season_id == season.id)):
        if meeting.kind in _MEETINGS:
            step = STEP[_MEETINGS[meeting.kind]]
            what = plain(f"step6_report.activity_{meeting.kind}")
            rows.append(Activity(on=meeting.day, what=what, where=meeting.place, result=step.output_text))
    return tuple(sorted(rows, key=lambda row: (row.until or row.on, row.on)))
