"""Twenty people write in the same seconds, on either database: nothing fails, nothing is lost.

python -m tests.torture.writers [--database postgresql] [--people 20] [--each 25]

Printed are the seconds of each press, with the time in the queue of twenty, and those of each transaction.
On PostgreSQL each is handled in a process of its own; on SQLite by the one thread that may touch the
database, as in the bot. First delegates send their usulan (all take a number of the same season), then as
many verifiers give their verdicts (all add to the same log).
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import func, select, update

from models.chat import Inbox
from models.enums import Kind, Status
from models.log import LogEntry
from models.log_check import check_log
from models.people import Kecamatan, Person
from models.posts import Post
from models.proposal import Proposal, ProposalVersion, Verdict
from models.season import Season
from sop.core.kelurahan import find_kelurahan
from sop.core.people import appoint
from tests.core.desk import FrontDesk
from tests.support.seed import proposals
from tests.tools import postgres
from tests.torture.clerks import Took, parked, together
from tests.walking.busy_office import PEOPLE, BusyOffice
from tests.walking.front_phone import FrontPhone

WARM = 3  #: usulan of each that are not measured
DELEGATES, HEADS = 2001, 3001  #: the first of their Telegram numbers


@dataclass
class Found:
    """What was written, how long it took, and what is wrong."""

    took: dict[str, Took] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


class Office:
    """So many delegates with drafts, and as many who verify."""

    def __init__(self, desk: FrontDesk, folder: Path, people: int, each: int) -> None:
        self.desk = desk
        self.office = BusyOffice(desk, folder, kelurahan=1)
        self.people = people
        with desk.unit() as unit:
            kecamatan = unit.session.get_one(Kecamatan, self.office.kecamatan_id)
            self._place = find_kelurahan(unit, kecamatan, "Kelurahan A").id
        for at in range(people):
            self._moves_in(DELEGATES + at, Post.DELEGASI)
            self._moves_in(HEADS + at, Post.KEPALA_BIDANG)
        self.office.opens(1)
        self.drafts = [self._writes(DELEGATES + at, each) for at in range(people)]
        with desk.unit() as unit:
            unit.session.execute(update(Season).values(last_number=0))

    def _moves_in(self, user: int, post: Post) -> None:
        person_id = self.desk.person(self.office.kecamatan_id, user, name=f"Warga {user}")
        with self.desk.unit() as unit:
            person = unit.session.get_one(Person, person_id)
            appoint(unit, person, post, kelurahan_id=self._place if post == Post.DELEGASI else None, by=None)

    def _writes(self, user: int, each: int) -> list[tuple[int, str]]:
        """His drafts, whole but for the last press; each with that press."""
        made = proposals(self.office, each, Status.DRAFT, PEOPLE[Post.DELEGASI][0])  # type: ignore[arg-type]
        with self.desk.unit() as unit:
            author = unit.all(select(Person.id).where(Person.telegram_id == user))[0]
            blank = {"number": None, "sequence": None, "revision": 0, "submitted_at": None}
            whole = {"people": 25, "kind": Kind.NON_FISIK}  # this needs no photo
            unit.session.execute(
                update(Proposal).where(Proposal.id.in_(made)).values(author_id=author, **blank, **whole)
            )
            for draft in made:  # nobody is asked whether his usulan is another's
                one = unit.session.get_one(Proposal, draft)
                one.place, one.problem = (f"{_words(draft, of)} RT 03/RW 05" for of in ("Gang", "Saluran"))
        phone = FrontPhone(self.desk, user)
        found = []
        for draft in made:
            phone.presses(f"usulan:resume:{draft}")
            sends = phone.button("Kirim usulan")
            assert sends, phone.screen
            found.append((draft, sends))
        return found

    def sends(self, at: int) -> list[str]:
        """What a delegate presses."""
        return [press for draft, sends in self.drafts[at] for press in (f"usulan:resume:{draft}", sends)]

    def judges(self, at: int) -> list[str]:
        """What a verifier presses."""
        return [f"s2:ok:{draft}:1" for draft, _ in self.drafts[at]]


def _words(number: int, first: str) -> str:
    """Like no other."""
    chance = random.Random(f"{first}{number}")
    return " ".join([first, *("".join(chance.choices("abdegiklmnoprstu", k=9)) for _ in range(4))])


def play(folder: Path, url: str, *, people: int, each: int) -> Found:
    found = Found()
    with FrontDesk(url, user_rate=10**6) as desk:
        office = Office(desk, folder, people, each)
        for what, first, presses, warm in (
            ("usulan sent", DELEGATES, office.sends, 2 * WARM),
            ("verdicts", HEADS, office.judges, WARM),
        ):
            updates = [
                [
                    desk.makes_press(first + at, press, message_id=900 + n)
                    for n, press in enumerate(presses(at))
                ]
                for at in range(people)
            ]
            found.took[what] = together(desk, url, updates, warm)
            found.faults += _judge(office, what, people * each)
            office.office.opens(2)
    return found


def _judge(office: Office, what: str, wanted: int) -> list[str]:
    """What is kept, against what was pressed."""
    desk, faults = office.desk, []
    if parked(desk):
        faults.append(f"{what}: {parked(desk)} updates failed for good")
    if tried := len(desk.rows(select(Inbox.id).where(Inbox.attempts > 0))):
        faults.append(f"{what}: {tried} updates failed and were tried again")
    mine = [draft for drafts in office.drafts for draft, _ in drafts]
    kept = desk.rows(select(Proposal).where(Proposal.id.in_(mine)))
    acts = Counter(desk.rows(select(LogEntry.act)))
    with desk.unit() as unit:
        faults += [f"the log is broken: {chain}" for chain in check_log(unit) if not chain.valid]
    if what == "usulan sent":
        counts = {
            "numbers": len({one.number for one in kept if one.number}),
            "places": len({one.sequence for one in kept if one.sequence}),
            "last number": desk.rows(select(Season.last_number))[0],
            "versions": desk.rows(select(func.count(ProposalVersion.id)))[0],
            "in the log": acts["proposal.submitted"],
        }
    else:
        counts = {
            "verified": sum(one.status == Status.VERIFIED for one in kept),
            "verdicts": desk.rows(select(func.count(Verdict.id)))[0],
            "in the log": acts["proposal.decided"],
        }
    faults += [f"{what}: {count} {name} of {wanted}" for name, count in counts.items() if count != wanted]
    return faults


def _spread(seconds: list[float]) -> str:
    cuts = [round(1000 * cut) for cut in statistics.quantiles(seconds, n=100)]
    return f"median {cuts[49]} ms, p99 {cuts[98]} ms, longest {1000 * max(seconds):.0f} ms"


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    words.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    words.add_argument("--people", type=int, default=20)
    words.add_argument("--each", type=int, default=WARM + 25)
    given = words.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="musrenbang-writers-")))
        url = f"sqlite:///{folder}/writers.db"
        if given.database == "postgresql":
            server = stack.enter_context(postgres.running())
            url = stack.enter_context(server.database())
        found = play(folder, url, people=given.people, each=given.each)
    for what, took in found.took.items():
        print(f"{given.database}, {given.people} at once: {what},", end=" ")
        print(
            f"{len(took.seconds)} presses, each until it was stored, with the queue: {_spread(took.seconds)}"
        )
        print(f"    {len(took.transactions)} transactions: {_spread(took.transactions)}")
    passing = sum(took.passing for took in found.took.values())
    print(f"{len(found.faults)} faults; asked {passing} times again for the database")
    for fault in found.faults:
        print(f"FAULT {fault}")
    return 1 if found.faults else 0


if __name__ == "__main__":
    sys.exit(main())
