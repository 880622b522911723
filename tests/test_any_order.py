"""Reviewers, authors and JFU press in any order, old buttons too: the rules of the verdicts hold."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import select

from models.chat import Inbox, Outbox
from models.enums import Said, Status, Waiting
from models.people import Kecamatan, Person
from models.posts import Post
from models.proposal import Proposal, Verdict
from sop.kecamatan.office import find_kelurahan
from sop.people import appoint
from tests.core.desk import FrontDesk
from tests.walking.busy_office import PEOPLE, BusyOffice
from tests.walking.front_phone import FrontPhone

#: What may follow what, in one step of one person; the same again is always allowed.
FOLLOWS: dict[Status, set[Status]] = {
    Status.DRAFT: {Status.SUBMITTED, Status.DISCARDED, Status.MERGED},
    Status.SUBMITTED: {
        Status.VERIFIED,
        Status.RETURNED,
        Status.REFUSED,
        Status.NOTED,
        Status.BANKED,
        Status.MERGED,
        Status.DRAFT,
    },
    Status.RETURNED: {
        Status.SUBMITTED,
        Status.VERIFIED,
        Status.REFUSED,
        Status.NOTED,
        Status.BANKED,
        Status.MERGED,
    },
    Status.VERIFIED: {Status.SUBMITTED, Status.RETURNED, Status.MERGED},
    Status.REFUSED: {Status.SUBMITTED, Status.RETURNED},
    Status.NOTED: {Status.SUBMITTED, Status.RETURNED},
    Status.BANKED: {Status.SUBMITTED, Status.RETURNED},
    Status.MERGED: {Status.SUBMITTED, Status.VERIFIED, Status.RETURNED},
    Status.DISCARDED: {Status.DRAFT},
}
NEEDS_REASON = (Status.RETURNED, Status.REFUSED, Status.NOTED, Status.BANKED)
SECOND_REVIEWER = 204
TYPED = (
    "Volume 400 m tidak mungkin, gang itu hanya 90 m.",
    "40",
    "kurang",
    "Gang Mawar depan musala, RT 03/RW 05",
    "Mohon dilihat lagi, lahannya sudah siap.",
)


class AnyOrder(RuleBasedStateMachine):
    """Six usulan in verification, and everybody who has a say in them."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.desk = FrontDesk(f"sqlite:///{self.folder.name}/any.db", user_rate=10**9)
        self.office = BusyOffice(self.desk, Path(self.folder.name), kelurahan=1)
        self.phones: list[FrontPhone] = []
        self.pressed: list[str] = []
        self.stood: dict[int, Status] = {}
        self.numbers: dict[int, str | None] = {}

    @initialize(step=st.sampled_from([1, 2]))
    def opens(self, step: int) -> None:
        self.office.fills(6, 1)
        self.office.opens(step)
        person = self.desk.person(self.office.kecamatan_id, SECOND_REVIEWER, name="Yanti Susanti")
        with self.desk.unit() as unit:
            kecamatan = unit.session.get_one(Kecamatan, self.office.kecamatan_id)
            find_kelurahan(unit, kecamatan, "Kelurahan A")
            appoint(unit, unit.session.get_one(Person, person), Post.KEPALA_BIDANG, by=None)
        for user in (101, 103, 104, 105, SECOND_REVIEWER):
            self.phones.append(FrontPhone(self.desk, user))
            self.phones[-1].sends("/start")
        self.look()

    # ---- what people do

    @rule(who=st.integers(0, 4), which=st.integers(0, 40))
    def presses_what_he_sees(self, who: int, which: int) -> None:
        phone = self.phones[who]
        buttons = phone.buttons
        if buttons:
            self._press(phone, buttons[which % len(buttons)])

    @rule(who=st.sampled_from([2, 4]), which=st.integers(0, 40))
    def reviewer_presses(self, who: int, which: int) -> None:
        self.presses_what_he_sees(who, which)

    @rule(who=st.integers(0, 4), which=st.integers(0, 400))
    def presses_what_somebody_once_saw(self, who: int, which: int) -> None:
        if self.pressed:
            self._press(self.phones[who], self.pressed[which % len(self.pressed)])

    @rule(who=st.integers(0, 4), text=st.sampled_from(TYPED))
    def types(self, who: int, text: str) -> None:
        assert self.phones[who].sends(text) == Waiting.DONE

    @rule(who=st.integers(0, 4), command=st.sampled_from(["/start", "/tugas", "/usulan"]))
    def commands(self, who: int, command: str) -> None:
        assert self.phones[who].sends(command) == Waiting.DONE

    @rule(minutes=st.sampled_from([1, 11, 60 * 30]))
    def waits(self, minutes: int) -> None:
        self.desk.later(minutes=minutes)

    def _press(self, phone: FrontPhone, data: str) -> None:
        self.pressed.append(data)
        assert phone.presses(data) == Waiting.DONE

    # ---- what must hold

    @invariant()
    def look(self) -> None:
        with self.desk.unit() as unit:
            for row in unit.all(select(Proposal).order_by(Proposal.id)):
                before = self.stood.get(row.id, row.status)
                assert row.status == before or row.status in FOLLOWS[before], (before, row.status)
                if self.numbers.get(row.id) is not None:
                    assert row.number == self.numbers[row.id]
                if row.status in NEEDS_REASON:
                    assert len(row.reason or "") >= 10, row.status
                if row.status == Status.RETURNED:
                    assert row.return_field
                self.stood[row.id], self.numbers[row.id] = row.status, row.number

    @invariant()
    def every_verdict_that_stands_was_given_once(self) -> None:
        with self.desk.unit() as unit:
            for row in unit.all(select(Proposal)):
                given = unit.all(
                    select(Verdict)
                    .where(
                        Verdict.proposal_id == row.id,
                        Verdict.revision == row.revision,
                        Verdict.undone_at.is_(None),
                        Verdict.outcome != Status.SUBMITTED,
                    )
                    .order_by(Verdict.id)
                )
                if row.status in (Status.VERIFIED, *NEEDS_REASON):
                    assert [one.outcome for one in given][-1:] == [row.status]

    @invariant()
    def nobody_hears_a_verdict_that_may_be_taken_back(self) -> None:
        author = Outbox.chat_id == PEOPLE[Post.DELEGASI][1]
        secret = self.desk.rows(
            select(Proposal.number).where(
                Proposal.secret_until.is_not(None), Proposal.secret_until > self.desk.now
            )
        )
        due = self.desk.rows(
            select(Outbox.text).where(author, Outbox.kind == Said.NOTICE, Outbox.not_before <= self.desk.now)
        )
        for number in secret:
            told = [text for text in due if text and number and number in text and "Layak" in text]
            assert told == []

    @invariant()
    def nothing_is_parked(self) -> None:
        assert self.desk.rows(select(Inbox.body).where(Inbox.state == Waiting.PARKED)) == []

    def teardown(self) -> None:
        self.desk.database.close()
        self.folder.cleanup()


AnyOrder.TestCase.settings = settings(
    max_examples=12,
    stateful_step_count=40,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
TestAnyOrder: Any = AnyOrder.TestCase
