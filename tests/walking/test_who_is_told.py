"""After an act: exactly whose chats it told, and what the log keeps of it; nobody else hears anything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from models.archive import OfficeFile
from models.chat import Outbox
from models.enums import CommissionState, Komisi, Status
from models.following import Response
from models.log import LogEntry
from models.paper import Recipient
from models.people import Appointment, Kelurahan, Person
from models.posts import Post
from models.proposal import Proposal, Verdict
from models.season import Season
from models.unit import Unit
from sop.core.people import appoint
from sop.handover.leaving import leave
from sop.step3_team.step import remove
from sop.step4_coordinate.meeting_days import set_meeting
from sop.step5_meeting.attendance import arrive
from sop.step5_meeting.commissions import close
from sop.step5_meeting.meeting import commission
from sop.step5_meeting.scores import give
from sop.step8_distribute import stamps
from sop.tracking.responses import answer
from tests.core.desk import FrontDesk
from tests.support.seed import proposals, team
from tests.walking.busy_office import PEOPLE, BusyOffice

BESIDE, HEIR = 201, 202  #: a second delegate, of the other kelurahan; one of the same

Act = Callable[[Unit, Season], object]


def who(post: Post) -> int:
    return PEOPLE[post][1]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[BusyOffice]:
    """Somebody in every post, and a second delegate."""
    with FrontDesk(f"sqlite:///{tmp_path}/told.db") as desk:
        made = BusyOffice(desk, tmp_path, kelurahan=2)
        made.opens(1)
        joins(made, BESIDE, "Wawan", "Kelurahan B")
        yield made


def joins(office: BusyOffice, number: int, name: str, kelurahan: str) -> None:
    """One more delegate."""
    person = office.desk.person(office.kecamatan_id, number, name=name)
    with office.desk.unit() as unit:
        place = unit.session.scalars(select(Kelurahan.id).where(Kelurahan.name == kelurahan)).one()
        appoint(unit, unit.session.get_one(Person, person), Post.DELEGASI, kelurahan_id=place, by=None)


def newest(desk: FrontDesk) -> int:
    return desk.rows(select(func.coalesce(func.max(Outbox.id), 0)))[0] or 0


def told(office: BusyOffice, act: Act) -> list[int]:
    """The chats that got something by it, each as often as it did."""
    before = newest(office.desk)
    with office.desk.unit() as unit:
        act(unit, unit.session.get_one(Season, office.season_id))
    said = select(Outbox.chat_id).where(Outbox.id > before, Outbox.text.is_not(None))
    return sorted(office.desk.rows(said))


def told_by_press(office: BusyOffice, by: Post, data: str) -> list[int]:
    """The same for a press; who pressed has a screen as his answer."""
    before = newest(office.desk)
    office.desk.later(seconds=2)
    office.desk.press(who(by), data)
    office.desk.works()
    assert office.desk.states()[-1] == "done"
    chats = office.desk.rows(select(Outbox.chat_id).where(Outbox.id > before, Outbox.chat_id != who(by)))
    return sorted(chats)


def logged(office: BusyOffice, act: str) -> list[tuple[int | None, str]]:
    """The Telegram of who did it, and about which row it is."""
    with office.desk.unit() as unit:
        entries = unit.all(select(LogEntry).where(LogEntry.act == act))
        actors = [unit.get(Person, entry.actor_id) for entry in entries]
        return [(one and one.telegram_id, entry.subject) for one, entry in zip(actors, entries, strict=True)]


def test_a_nudge_reaches_those_who_have_not_heard_it_today(office: BusyOffice) -> None:
    place = office.desk.rows(select(Kelurahan.id).where(Kelurahan.name == "Kelurahan A"))[0]

    assert told_by_press(office, Post.JFU, f"s1:remind:{place}") == [who(Post.DELEGASI)]
    assert told_by_press(office, Post.JFU, "s1:nudge") == [BESIDE]
    assert told_by_press(office, Post.JFU, "s1:nudge") == []


def test_a_step_given_to_another_post_is_told_to_both(office: BusyOffice) -> None:
    assert told_by_press(office, Post.SEKRETARIS, "settings:post:1:kepala_bidang") == [
        who(Post.JFU),
        who(Post.KEPALA_BIDANG),
    ]


def test_an_answer_goes_to_its_author_alone(office: BusyOffice) -> None:
    (usulan,) = proposals(office, 1, Status.REFUSED, PEOPLE[Post.DELEGASI][0])  # type: ignore[arg-type]
    with office.desk.unit() as unit:
        author, jury = office.holder(unit, Post.DELEGASI), office.holder(unit, Post.KEPALA_BIDANG)
        mine = {"kecamatan_id": office.kecamatan_id, "proposal_id": usulan, "at": unit.now}
        verdict = unit.add(Verdict(revision=1, outcome=Status.REFUSED, by_id=jury.id, **mine))
        said = {"person_id": author.id, "agrees": False, "reason": "Lahannya sudah siap."}
        asked = unit.add(Response(verdict_id=verdict.id, **said, **mine)).id

    def answers(unit: Unit, _season: Season) -> object:
        words = "Lahannya masih dalam sengketa sampai tahun depan."
        return answer(unit, office.holder(unit, Post.KEPALA_BIDANG), asked, words)

    assert told(office, answers) == [who(Post.DELEGASI)]


def test_who_leaves_hears_it_and_his_heir(office: BusyOffice) -> None:
    def goes(unit: Unit, post: Post, heir: int | None) -> object:
        held = select(Appointment.id).where(Appointment.person_id == office.holder(unit, post).id)
        successor = unit.session.scalars(select(Person).where(Person.telegram_id == heir)).one_or_none()
        return leave(unit, office.holder(unit, Post.ADMIN), unit.session.scalars(held).one(), successor)

    assert told(office, lambda unit, _: goes(unit, Post.BAPPERIDA, None)) == [who(Post.BAPPERIDA)]
    proposals(office, 1, Status.SUBMITTED, PEOPLE[Post.DELEGASI][0])  # type: ignore[arg-type]
    joins(office, HEIR, "Yanti", "Kelurahan A")
    assert told(office, lambda unit, _: goes(unit, Post.DELEGASI, HEIR)) == [who(Post.DELEGASI), HEIR]


def test_a_komisi_that_is_closed_is_told_to_its_members_and_then_to_the_chairs(office: BusyOffice) -> None:
    office.opens(5)
    with office.desk.unit() as unit:
        season = unit.session.get_one(Season, office.season_id)
        for komisi in Komisi:
            commission(unit, season, komisi).state = CommissionState.SCORING

    def closes(komisi: Komisi) -> list[int]:
        return told(
            office,
            lambda unit, season: close(unit, office.holder(unit, Post.SEKRETARIS), season, komisi),
        )

    # In one komisi sits somebody; the others are empty, so with its order all that is to be scored is.
    assert {komisi: closes(komisi) for komisi in Komisi} == {
        komisi: [who(Post.SEKRETARIS), who(Post.TIM)] if komisi is Komisi.SARPRAS else [] for komisi in Komisi
    }


def test_a_stamped_sheet_is_told_to_who_sent_it(office: BusyOffice) -> None:
    with office.desk.unit() as unit:
        here = {"kecamatan_id": office.kecamatan_id}
        to = unit.add(Recipient(name="Bapperida", copies=1, season_id=office.season_id, **here))
        sent = unit.add(
            OfficeFile(
                kind=f"{stamps.KIND}:{to.id}", name="cap", sha256="ab" * 32, size=1, at=unit.now,
                by_id=office.holder(unit, Post.JFU).id, **here,
            )
        )  # fmt: skip

    assert told(office, lambda unit, _: stamps.use(unit, unit.session.get_one(OfficeFile, sent.id), {})) == [
        who(Post.JFU)
    ]
    assert logged(office, "stamp.kept") == [(None, f"recipient:{to.id}")]


def test_a_day_that_is_set_is_told_to_the_tim_and_logged(office: BusyOffice) -> None:
    office.opens(4)
    day = (office.desk.now + timedelta(days=8)).date()

    def sets(unit: Unit, season: Season) -> object:
        secretary = office.holder(unit, Post.SEKRETARIS)
        return set_meeting(unit, secretary, season, "musrenbang", day=day, hour=time(9), place="Aula")

    assert told(office, sets) == [who(Post.TIM)]
    [(by, subject)] = logged(office, "meeting.set")
    assert (by, subject.partition(":")[0]) == (who(Post.SEKRETARIS), "meeting")
    assert told(office, sets) == []
    assert len(logged(office, "meeting.set")) == 1


def test_who_is_taken_out_of_the_tim_is_logged(office: BusyOffice) -> None:
    office.opens(3)
    (member,) = team(office, PEOPLE[Post.TIM][0])  # type: ignore[arg-type]

    told(office, lambda unit, season: remove(unit, office.holder(unit, Post.SEKRETARIS), season, member))

    assert logged(office, "team.removed") == [(who(Post.SEKRETARIS), f"team_member:{member}")]


def test_each_score_is_logged(office: BusyOffice) -> None:
    office.opens(5)
    (usulan,) = proposals(office, 1, Status.VERIFIED, PEOPLE[Post.DELEGASI][0])  # type: ignore[arg-type]

    def scores(unit: Unit, season: Season) -> object:
        proposal = unit.session.get_one(Proposal, usulan)
        proposal.komisi = Komisi.SARPRAS
        commission(unit, season, Komisi.SARPRAS).state = CommissionState.SCORING
        scorer = office.holder(unit, Post.TIM)
        unit.session.flush()
        arrive(unit, scorer, season)
        return give(unit, scorer, season, proposal, "keterdesakan", 4)

    told(office, scores)

    [(by, subject)] = logged(office, "score.given")
    assert (by, subject.partition(":")[0]) == (who(Post.TIM), "score")
