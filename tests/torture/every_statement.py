"""A death at every n-th SQL statement and every n-th Bot API call of one usulan, from /start to its verdict.

python -m tests.torture.every_statement                          before and after each of all of them
python -m tests.torture.every_statement --once                   one death an usulan: much longer
python -m tests.torture.every_statement --what call --once --each 5     each fifth call only
python -m tests.torture.every_statement --database postgresql

An usulan is played over many deaths, SPACING of them apart: the first plays die at the 1st, 31st, 61st ...
statement, the next at the 2nd, 32nd, 62nd ..., until each had its turn.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import func, select

from bot.database import office_database
from demo.phone import Phone
from models.chat import Chat, Inbox, Outbox
from models.enums import Fetching, Status, Waiting
from models.log_check import check_log
from models.people import Kecamatan, Person
from models.posts import Post
from models.proposal import Proposal, ProposalVersion, Upload, Verdict
from sop.core.kelurahan import find_kelurahan
from sop.core.people import appoint
from tests.support.office import Bureau, Office
from tests.support.seed import at_step
from tests.support.usulan import number_on, receipts, sends_usulan
from tests.tools import postgres
from tests.torture.drafts import KEPT
from tests.torture.judge import repeated

WHAT, WHEN = ("statement", "call"), ("before", "after")
#: Between two deaths in one usulan: after a start something is done again that was not stored.
SPACING = {"statement": 30, "call": 16}
ENOUGH = 3  #: so many in a row that nobody died of: there are no more
REST_SECONDS = 10.0
PATIENCE_SECONDS = 120.0  #: the bot dies every few seconds, perhaps on a machine that does other things, too
ANSWER_SECONDS = 0.5  #: the answer to a press can be lost with the bot: it is not waited for


@dataclass
class Found:
    """What came of all the runs of one kind."""

    runs: int = 0
    died: int = 0
    repeated: int = 0
    faults: list[str] = field(default_factory=list)


class Stage:
    """An office with a delegate and a Kepala Bidang, as it is again before each run."""

    def __init__(self, bureau: Bureau, renews: Callable[[], str]) -> None:
        self.bureau = bureau
        self.office = bureau.office(kelurahan=1)
        self.delegate = self._moves_in(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
        self.head = self._moves_in(Post.KEPALA_BIDANG, "Hendra Gunawan")
        bureau.kills_bot()
        self._renews = renews

    def _moves_in(self, post: Post, name: str, kelurahan: str | None = None) -> Phone:
        phone = self.office.phone(name)
        with self.bureau.database.unit(self.bureau.now()) as unit:
            office = unit.session.get_one(Kecamatan, self.office.kecamatan_id)
            place = find_kelurahan(unit, office, kelurahan) if kelurahan else None
            person = unit.add(
                Person(
                    kecamatan_id=office.id,
                    telegram_id=phone.id,
                    name=name,
                    nip="197805122005011004",
                    rank="Penata Tingkat I, III/d",
                    joined_at=unit.now,
                )
            )
            unit.add(Chat(id=phone.id, person_id=person.id, answers={}, flood_count=0))
            appoint(unit, person, post, kelurahan_id=place.id if place else None, by=None)
        return phone

    def plays(self, what: str, when: str, number: int, again: int = 0) -> tuple[int, int, list[str]]:
        """One usulan with a death, or one each so many: how many these were, messages repeated, faults."""
        self.bureau.telegram.control.clear()
        self.bureau.database.close()
        self.bureau.url = self._renews()
        self.bureau.database = office_database(self.bureau.url)
        count = self.bureau.folder / "died"
        count.unlink(missing_ok=True)
        self.bureau.entry = "tests.torture.dying"
        self.bureau.settings = {
            "DIE_AT": f"{what} {when} {number}",
            "DIE_AGAIN": str(again),
            "DIE_COUNT": str(count),
        }
        with _looked_after(self.bureau) as died:
            try:
                self._one_usulan()
            except AssertionError as waited:
                return len(died), 0, [f"no answer: {waited}"]
            # The photo takes long; who died before it was fetched need not wait for it: its row still asks.
            _rests(self.office, Inbox, Outbox, *([] if died else [Upload]))
        wrong = _judge(self.office, self.delegate)
        return len(died), repeated(self.delegate) + repeated(self.head), wrong

    def _one_usulan(self) -> None:
        self.delegate.sends("/start")
        sends_usulan(self.delegate)
        at_step(self.office, 2)
        self.head.sends("/tugas")
        self.head.sees("Tugas Bapak/Ibu")
        self.head.taps("Langkah 2")
        self.head.sees("Langkah 2. Verifikasi usulan")
        self.head.taps("Mulai")
        self.head.sees("ke-1 dari 1")
        self.head.taps("Layak")
        self.head.sees("\n0 menunggu")
        self.delegate.sees("dinyatakan Layak")


@contextmanager
def _looked_after(bureau: Bureau) -> Iterator[list[bool]]:
    """The bot runs; when it dies it is started again. The list is as long as it died often."""
    died: list[bool] = []
    over = threading.Event()

    def starts() -> None:
        while not over.is_set():
            try:
                bureau.starts_bot()
                return
            except AssertionError:  # it died before it could say that it listens
                died.append(True)
                bureau.kills_bot()

    def looks() -> None:
        while not over.wait(0.01):
            if bureau.bot is not None and not bureau.bot.alive:
                died.append(True)
                bureau.kills_bot()
                starts()

    starts()
    doctor = threading.Thread(target=looks, daemon=True)
    doctor.start()
    try:
        yield died
    finally:
        over.set()
        doctor.join()
        bureau.kills_bot()


def _rests(office: Office, *tables: type[Inbox | Outbox | Upload]) -> None:
    """Until nothing waits there any more."""
    end = time.monotonic() + REST_SECONDS
    while time.monotonic() < end:
        waiting = [
            row
            for table in tables
            for row in office.read(select(table.id).where(table.state.in_((Waiting.WAITING, Fetching.ASKED))))
        ]
        if not waiting:
            return
        time.sleep(0.02)


def _judge(office: Office, delegate: Phone) -> list[str]:
    """What the delegate typed and read, against what is kept."""
    wrong = []
    kept = office.read(select(Proposal).where(Proposal.status != Status.DISCARDED))
    if len(kept) != 1:
        return [f"{len(kept)} usulan are kept of one"]
    (one,) = kept
    told = {number_on(receipt) for receipt in receipts(delegate)}
    if told != {one.number}:
        wrong.append(f"receipts say {told}, kept is {one.number}")
    wrong += [f"{key} is not what was answered" for key, same in KEPT.items() if not same(one)]
    if one.status != Status.VERIFIED:
        wrong.append(f"it is {one.status}")
    for once in (ProposalVersion, Verdict):
        if (count := office.read(select(func.count(once.id)))[0]) != 1:
            wrong.append(f"{count} rows of {once.__tablename__}")
    for queue in (Inbox, Outbox):
        for state in (Waiting.WAITING, Waiting.PARKED):
            if count := office.read(select(func.count(queue.id)).where(queue.state == state))[0]:
                wrong.append(f"{count} rows of {queue.__tablename__} are {state}")
    with office.bureau.database.unit(office.bureau.now()) as unit:
        wrong += [f"the log is broken: {chain}" for chain in check_log(unit) if not chain.valid]
    return wrong


@contextmanager
def stage(folder: Path, database: str) -> Iterator[Stage]:
    """Everything that is needed, on either database; each run begins with what is there when it is made."""
    with ExitStack() as stack:
        if database == "sqlite":
            url, file, whole = None, folder / "musrenbang.db", folder / "whole.db"
        else:
            server = stack.enter_context(postgres.running())
            url = stack.enter_context(server.database())
        bureau = stack.enter_context(Bureau(folder, url))
        bureau.telegram.patience, bureau.telegram.answer_patience = PATIENCE_SECONDS, ANSWER_SECONDS
        runs = ExitStack()
        stack.callback(runs.close)

        def again() -> str:
            if database == "sqlite":
                for beside in ("-wal", "-shm"):
                    Path(f"{file}{beside}").unlink(missing_ok=True)
                shutil.copy(whole, file)
                return bureau.url
            runs.close()
            return runs.enter_context(server.database(like=url))

        made = Stage(bureau, again)
        bureau.database.close()
        if database == "sqlite":
            shutil.copy(file, whole)  # the last connection is closed: nothing is in the log beside it
        yield made
        bureau.database.close()


def play(
    made: Stage,
    what: str,
    when: str,
    numbers: Iterator[int],
    say: Callable[[str], None] = lambda _words: None,
    again: int = 0,
) -> Found:
    """A run for each number, until there are no more to die of."""
    found, survived = Found(), 0
    for number in numbers:
        died, twice, wrong = made.plays(what, when, number, again)
        found.runs += 1
        found.died += died
        found.repeated += twice
        found.faults += [f"{what} {number}, {when}: {fault}" for fault in wrong]
        for fault in wrong:
            say(f"FAULT {what} {number}, {when}: {fault}")
        survived = 0 if died else survived + 1
        if survived == ENOUGH:
            break
        if found.runs % 10 == 0:
            say(f"{when} {what} {number}: {found.died} deaths, {len(found.faults)} faults")
    return found


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    asked.add_argument("--what", choices=WHAT, action="append")
    asked.add_argument("--when", choices=WHEN, action="append")
    asked.add_argument("--each", type=int, default=1, help="only each so many-th")
    asked.add_argument("--first", type=int, default=1)
    asked.add_argument("--once", action="store_true", help="one death in each usulan")
    given = asked.parse_args()
    faults = 0
    with tempfile.TemporaryDirectory(prefix="musrenbang-every-") as folder:
        Path(folder).chmod(0o755)
        with stage(Path(folder), given.database) as made:
            for what in given.what or WHAT:
                for when in given.when or WHEN:
                    began = time.monotonic()
                    again = 0 if given.once else SPACING[what]
                    numbers = iter(range(given.first, 1 + again if again else sys.maxsize, given.each))
                    found = play(made, what, when, numbers, lambda words: print(words, flush=True), again)
                    faults += len(found.faults)
                    print(
                        f"{when} each {what} ({given.database}): {found.runs} runs, {found.died} deaths, "
                        f"{len(found.faults)} faults, {found.repeated} messages repeated, "
                        f"{time.monotonic() - began:.0f} s",
                        flush=True,
                    )
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
