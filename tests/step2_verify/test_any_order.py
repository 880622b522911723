"""Reviewers, authors and JFU press in any order, old buttons too: the rules of the verdicts hold."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import select

from models.chat import Inbox, Outbox
from models.enums import Kind, Status, Waiting
from models.notice import unmarked
from models.people import Kecamatan, Person
from models.posts import Post
from models.proposal import Proposal, Verdict
from sop.core.kelurahan import find_kelurahan
from sop.core.people import appoint
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
#: What happened in all examples: verdicts that stand, verdicts taken back, usulan sent again.
REACHED: Counter[str] = Counter()
NEEDS_REASON = (Status.RETURNED, Status.REFUSED, Status.NOTED, Status.BANKED)
SECOND_REVIEWER = 204
TYPED = (
    "Volume 400 m tidak mungkin, gang itu hanya 90 m.",
    "40",
    "kurang",
    "Gang Mawar depan musala, RT 03/RW 05",
    "Mohon dilihat lagi, lahannya sudah siap.",
)

#: What is done, which field or reason, and by which of the two reviewers.
ACTS = st.lists(
    st.tuples(
        st.sampled_from(["s2:ok", "s2:mend", "s2:refuse", "s2:note", "undo", "mend"]),
        st.sampled_from([0, 1, 4, 6]),
        st.booleans(),
    ),
    min_size=3,
    max_size=8,
)

SIGNS = {"✔": Status.VERIFIED, "↩": Status.RETURNED, "✖": Status.REFUSED, "✎": Status.NOTED}


def verdicts_in(text: str) -> list[tuple[str, Status]]:
    """The usulan of which a message tells a verdict, alone or below the heading of a group."""
    found, outcome = [], None
    for line in text.split("\n\n")[0].split("\n"):
        outcome = SIGNS.get(line[:1], outcome)
        if outcome is not None and line.startswith(("•", f"{line[:1]} Usulan ")):
            found += [(number, outcome) for number in re.findall(r"US-[\w-]+", line)[:1]]
    return found


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

    @initialize(step=st.sampled_from([2, 2, 2, 1]), acts=ACTS)
    def opens(self, step: int, acts: list[tuple[str, int, bool]]) -> None:
        self.office.fills(6, 1)
        self.office.opens(step)
        person = self.desk.person(self.office.kecamatan_id, SECOND_REVIEWER, name="Yanti Susanti")
        with self.desk.unit() as unit:
            for row in unit.all(select(Proposal)):
                row.kind = Kind.NON_FISIK  # or each would need a photo before it is sent again
            kecamatan = unit.session.get_one(Kecamatan, self.office.kecamatan_id)
            find_kelurahan(unit, kecamatan, "Kelurahan A")
            appoint(unit, unit.session.get_one(Person, person), Post.KEPALA_BIDANG, by=None)
        for user in (101, 103, 104, 105, SECOND_REVIEWER):
            self.phones.append(FrontPhone(self.desk, user))
            self.phones[-1].sends("/start")
        self.look()
        self.works_a_while(acts)

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

    # ---- what is done of a morning

    @rule(acts=ACTS)
    def works_a_while(self, acts: list[tuple[str, int, bool]]) -> None:
        """Real verdicts, returns, corrections: what random presses seldom come to."""
        for act, at, second in acts:
            reviewer = self.phones[4 if second else 2]
            match act:
                case "undo":
                    self._press(reviewer, "s2:home")
                    self._chooses(reviewer, "s2:undo:", 0)
                case "mend":
                    self.desk.later(minutes=11)
                    self._mends(10 + at)
                case _:
                    self._reviews(reviewer, act, at, typed=second)
            self.look()

    def _reviews(self, phone: FrontPhone, verdict: str, choice: int, *, typed: bool) -> None:
        """The next card, a verdict, its field, its reason, its note."""
        self._press(phone, "s2:next")
        if not self._chooses(phone, f"{verdict}:", 0) or verdict == "s2:ok":
            return
        if verdict == "s2:mend" and not self._chooses(phone, "form:pick:field:", 2 + choice):
            return
        if self._chooses(phone, "form:pick:code:", choice) and not typed:
            self._chooses(phone, "form:pick:note:", 0)
            return
        assert phone.sends(TYPED[0]) == Waiting.DONE

    def _mends(self, volume: int) -> None:
        """The author mends what came back, and sends it again."""
        author = self.phones[0]
        self._press(author, "usulan:drafts:0")
        if self._chooses(author, "usulan:mend:", 0):
            for answer in (str(volume), TYPED[3]):
                assert author.sends(answer) == Waiting.DONE
            self._chooses(author, "form:send:", 0)

    def _chooses(self, phone: FrontPhone, word: str, which: int) -> bool:
        """Press a button that begins like this, if there is one."""
        found = [data for data in phone.buttons if unmarked(data).startswith(word)]
        if found:
            self._press(phone, found[which % len(found)])
        return bool(found)

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
        """What has left is no more than what was told: each verdict once, and none before its time."""
        author = Outbox.chat_id == PEOPLE[Post.DELEGASI][1]
        left = select(Outbox.text).where(
            author, Outbox.not_before <= self.desk.now, Outbox.topic.is_not(None)
        )
        heard = Counter(one for text in self.desk.rows(left) for one in verdicts_in(text or ""))
        numbers = {row.id: row.number for row in self.desk.rows(select(Proposal))}
        told = Counter(
            (numbers[one.proposal_id], one.outcome)
            for one in self.desk.rows(select(Verdict))
            if one.told(self.desk.now)
        )
        assert heard - told == Counter()

    @invariant()
    def nothing_is_parked(self) -> None:
        assert self.desk.rows(select(Inbox.error).where(Inbox.state == Waiting.PARKED)) == []

    def teardown(self) -> None:
        for verdict in self.desk.rows(select(Verdict)):
            REACHED["undone" if verdict.undone_at else verdict.outcome] += 1
        REACHED["mended"] += len(self.desk.rows(select(Proposal.id).where(Proposal.revision > 1)))
        self.desk.database.close()
        self.folder.cleanup()


AnyOrder.TestCase.settings = settings(
    max_examples=8,
    stateful_step_count=40,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


class TestAnyOrder(AnyOrder.TestCase):  # type: ignore[name-defined, misc]
    """The rules hold; and what they are about did happen."""

    def runTest(self) -> None:  # noqa: N802 -- unittest's name for it
        super().runTest()
        wanted = (Status.VERIFIED, Status.RETURNED, Status.REFUSED, Status.NOTED, "undone", "mended")
        assert [one for one in wanted if not REACHED[one]] == []
