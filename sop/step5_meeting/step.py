"""Step 5, Melaksanakan kegiatan Musrenbang tingkat Kecamatan: what it still lacks, and how it ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from models.enums import CommissionState, Stage, StepState
from models.people import Person
from models.season import Run, Season
from models.speech import button
from models.unit import Unit
from sop.core.refused import Refused
from sop.core.steps import PaperKey
from sop.flow.debts import Debt
from sop.flow.progress import finish, run_of
from sop.papers.papers import ask, reserve_number
from sop.step4_coordinate.four_komisi import make_commissions
from sop.step5_meeting.attendance import present
from sop.step5_meeting.delegates import delegates
from sop.step5_meeting.meeting import (
    STEP5,
    chairs_of,
    four,
    has_begun,
    ketua_of,
    komisi_name,
    state_of,
    working,
)
from sop.step5_meeting.meeting_papers import delegate_list, minutes, priority_scale
from sop.step5_meeting.plenary import Order, still_scoring, undecided
from sop.step5_meeting.scores import left_to_give
from sop.step5_meeting.standings import is_fixed, standings
from texts import plain, say


@dataclass(frozen=True)
class Progress:
    """How far the meeting is, for the first screen of the step."""

    present: int
    closed: int  #: of the four komisi
    fixed: bool
    delegates: int

    @property
    def lacks(self) -> list[str]:
        """What has to be done before the papers can be made, each in words."""
        missing = {
            "step5_meeting.lacks_attendance": self.present == 0,
            "step5_meeting.lacks_scoring": self.closed < 4,
            "step5_meeting.lacks_plenary": not self.fixed,
            "step5_meeting.lacks_delegates": self.delegates == 0,
        }
        return [plain(key) for key, lacking in missing.items() if lacking]


def progress(unit: Unit, season: Season) -> Progress:
    closed = 4 - len(still_scoring(unit, season))
    found = standings(unit, season)
    return Progress(
        present=len(present(unit, season)),
        closed=closed,
        fixed=is_fixed(found) or (closed == 4 and not found),  # where nothing was proposed nothing is ranked
        delegates=len(delegates(unit, season)),
    )


def prepare(unit: Unit, run: Run) -> None:
    """The four komisi are there, also where step 4 was closed as it was."""
    make_commissions(unit, unit.session.get_one(Season, run.season_id))


def ready_to_finish(unit: Unit, actor: Person, season: Season) -> Run:
    """The run, if everything that the papers print has been decided."""
    run = working(unit, actor, season)
    lacks = progress(unit, season).lacks
    if lacks:
        raise Refused("step5_meeting.not_ready", lacks="; ".join(lacks))
    return run


def end(unit: Unit, actor: Person, season: Season) -> None:
    """Selesai: the three papers are asked for; the step closes when they are drawn."""
    run = ready_to_finish(unit, actor, season)
    ask(unit, run, PaperKey.SKALA_PRIORITAS, priority_scale(unit, season), stage=Stage.FINAL)
    mandate = reserve_number(unit, season)
    listed = delegate_list(unit, season, mandate_number=mandate)
    ask(unit, run, PaperKey.UTUSAN, listed, stage=Stage.FINAL, number=mandate)
    number = reserve_number(unit, season)
    ask(unit, run, PaperKey.BERITA_ACARA, minutes(unit, season), stage=Stage.FINAL, number=number)
    finish(unit, actor, run)


def led(unit: Unit, season: Season) -> Iterator[Debt]:
    """On the day: the ketua of a komisi opens its scoring; who leads the plenary fixes its order."""
    run = run_of(unit, season, STEP5)
    if run.state != StepState.OPEN or not has_begun(unit, season):
        return
    found = four(unit, season)
    states = {one.id: state_of(unit, season, one) for one in found}
    for commission in found:
        if states[commission.id] == CommissionState.WAITING:
            for ketua in ketua_of(unit, season, commission.komisi):
                words = say("scoring.debt_open", komisi=komisi_name(commission.komisi))
                way = button("scoring.board", "s5:board", commission.komisi)
                yield Debt(f"open:{commission.id}", ketua, words, way, run.deadline)
    if all(state == CommissionState.CLOSED for state in states.values()) and undecided(unit, season):
        for person in chairs_of(unit, season):
            way = button("plenary.open", "s5:plenary", Order.TOTAL)
            yield Debt(f"plenary:{run.id}", person, say("plenary.debt"), way, run.deadline)


def scores_owed(unit: Unit, season: Season) -> Iterator[Debt]:
    """Present members who have not finished scoring in a komisi that is open for it."""
    run = run_of(unit, season, STEP5)
    if run.state != StepState.OPEN:
        return
    for commission in four(unit, season):
        if commission.state != CommissionState.SCORING:
            continue
        owed = left_to_give(unit, season, commission)
        for member, left in owed.items():
            if left > 0 and member.person is not None:
                yield Debt(
                    f"scores:{commission.id}",
                    member.person,
                    say("scoring.debt", komisi=komisi_name(commission.komisi), count=left),
                    button("scoring.start", "s5:next", commission.komisi),
                    run.deadline,
                )
