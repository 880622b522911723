"""Two processes over one PostgreSQL behind one webhook, each killed at random while people fill usulan.

python -m tests.torture.cluster [--kills 200] [--people 6] [--seed 1]

Now and then the line on which the leader holds its lock is cut, too. Compared at the end: what people did, by
their phones' own ledgers, with what the database holds and what the phones show.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import func, select

from demo.phone import Phone
from models.chat import Inbox, Outbox
from models.enums import Waiting
from models.log_check import check_log
from models.posts import Post
from models.proposal import Proposal, ProposalVersion
from tests.support.office import Office
from tests.support.several import Several
from tests.support.usulan import ANSWER, ASKED, comes_to, goes_on
from tests.tools import postgres
from tests.torture.judge import repetitions

SHORTEST, LONGEST = 0.3, 2.2  #: seconds between two kills
CUT_EVERY = 5  #: before this kill the leader's line is cut
ANSWER_SECONDS = 2.0  #: the answer to a press can die with its process: it is not waited for
WAIT_SECONDS = 120.0  #: with a kill every second or two, on a machine that does other things, too
REPEAT_SECONDS = 8.0  #: without an answer a person presses again
REST_SECONDS = 60.0


@dataclass
class Found:
    """What was played, and every sentence that is a loss, a doubling or a disorder."""

    kills: int = 0
    cuts: int = 0
    acts: int = 0
    usulan: int = 0
    repeated: list[str] = field(default_factory=list)
    seconds: float = 0
    faults: list[str] = field(default_factory=list)


class Killer(threading.Thread):
    """kill -9 of one process or the other, never asking which is needed; each is started again at once."""

    def __init__(self, bureau: Several, kills: int, chance: random.Random) -> None:
        super().__init__(daemon=True)
        self.bureau, self.kills, self.chance = bureau, kills, chance
        self.done = self.cuts = 0
        self.trouble: BaseException | None = None

    def run(self) -> None:
        try:
            while self.done < self.kills:
                time.sleep(self.chance.uniform(SHORTEST, LONGEST))
                if self.done % CUT_EVERY == CUT_EVERY - 1:
                    self.bureau.cuts_line()
                    self.cuts += 1
                at = self.chance.randrange(len(self.bureau.bots))
                self.bureau.kills(at)
                self.done += 1
                self.bureau.starts(at)
        except BaseException as trouble:  # told at the end
            self.trouble = trouble


class Delegate(threading.Thread):
    """Fills one usulan after the other; two answers at a time where the form allows it: order shows."""

    def __init__(self, office: Office, letter: str, least: int, killer: Killer) -> None:
        super().__init__(daemon=True)
        self.letter, self.least, self.killer = letter, least, killer
        self.phone: Phone = office.joins(Post.DELEGASI, f"Warga {letter}", f"Kelurahan {letter}")
        self.sent: dict[str, tuple[str, str, int]] = {}  #: number -> what was typed
        self.stuck = ""

    def run(self) -> None:
        try:
            while len(self.sent) < self.least or self.killer.is_alive():
                self._fills(len(self.sent) + 1)
        except Exception as waited:  # somebody waited in vain
            self.stuck = f"{self.phone.name}: {waited}"

    def _fills(self, place: int) -> None:
        typed = (
            f"Saluran nomor {place} di {self.letter} mampet, air masuk rumah.",
            f"Gang {self.letter} nomor {place}, RT 03/RW 05",
            10 + place,
        )
        comes_to(self.phone, "problem")
        self.phone.sends(typed[0])
        self.phone.sends(typed[1])
        self.phone.sees(ASKED["pin"])
        ANSWER["pin"](self.phone)
        self.phone.sees(ASKED["volume"])
        self.phone.sends(str(typed[2]))
        self.phone.sees("Berapa perkiraan biayanya?")
        ANSWER["cost"](self.phone)
        goes_on(self.phone, "people")
        self.sent[self._presses_send()] = typed

    def _presses_send(self) -> str:
        """The number on a receipt that was not there before; who sees no answer presses again."""
        before, end, pressed = self._receipts(), time.monotonic() + WAIT_SECONDS, 0.0
        while not (new := self._receipts() - before):
            if time.monotonic() > end:
                raise AssertionError(
                    f"no receipt in {WAIT_SECONDS:g} s; on the screen:\n{self.phone.shows()}"
                )
            # Anywhere on the screen: what a process that died had on its way may have come below it.
            buttons = {label for message in self.phone.from_bot for label in message.labels}
            if "Beda, lanjut" in buttons:
                self.phone.taps("Beda, lanjut")
            elif "Kirim usulan" in buttons and time.monotonic() - pressed > REPEAT_SECONDS:
                self.phone.taps("Kirim usulan")
                pressed = time.monotonic()
            time.sleep(0.1)
        return new.pop()

    def _receipts(self) -> set[str]:
        """A receipt that was sent again says so before anything else."""
        found = (
            re.search(r"^Usulan diterima: (\S+)", said.text, re.MULTILINE) for said in self.phone.from_bot
        )
        return {receipt[1] for receipt in found if receipt}


def play(
    folder: Path, database_url: str, *, kills: int, people: int = 6, least: int = 1, seed: int = 1
) -> Found:
    """People fill usulan until all kills are played; what was found."""
    chance, began = random.Random(seed), time.monotonic()
    with Several(folder, database_url, chance=random.Random(seed)) as bureau:
        bureau.telegram.patience, bureau.telegram.answer_patience = WAIT_SECONDS, ANSWER_SECONDS
        office = bureau.office(kelurahan=people)
        killer = Killer(bureau, kills, chance)
        delegates = [Delegate(office, "ABCDEFGHIJKLMNOP"[at], least, killer) for at in range(people)]
        for thread in (killer, *delegates):
            thread.start()
        for thread in (killer, *delegates):
            thread.join()
        bureau.telegram.control.waits_until_taken(REST_SECONDS)
        found = _judge(bureau, office, delegates)
        found.kills, found.cuts = killer.done, killer.cuts
        found.seconds = time.monotonic() - began
        if killer.trouble:
            found.faults.append(f"a process did not start again: {killer.trouble}")
        return found


def _judge(bureau: Several, office: Office, delegates: list[Delegate]) -> Found:
    found = Found()
    for table in (Inbox, Outbox):
        found.faults += _at_rest(bureau, table)
    typed = {number: what for one in delegates for number, what in one.sent.items()}
    kept = office.read(
        select(Proposal).where(Proposal.kecamatan_id == office.kecamatan_id, Proposal.number.is_not(None))
    )
    found.usulan = len(kept)
    rows = Counter((one.number, one.problem, one.place, int(one.volume or 0)) for one in kept)
    wanted = Counter((number, *what) for number, what in typed.items())
    found.faults += [f"lost or garbled: {one}" for one in wanted - rows]
    found.faults += [f"kept and not sent: {one}" for one in rows - wanted]
    versions = office.read(
        select(func.count(ProposalVersion.id)).where(
            ProposalVersion.proposal_id.in_([one.id for one in kept])
        )
    )
    if versions != [len(kept)]:
        found.faults.append(f"{versions} versions of {len(kept)} usulan")
    for one in delegates:
        found.acts += len(one.phone.ledger)
        found.repeated += repetitions(one.phone)
        found.faults += [f"no answer: {one.stuck}"] if one.stuck else []
    with bureau.database.unit(bureau.now()) as unit:
        found.faults += [f"the log is broken: {chain}" for chain in check_log(unit) if not chain.valid]
    errors = [line for line in bureau.log_text.splitlines() if '"level": "error"' in line]
    found.faults += [f"in the log: {line[:2000]}" for line in errors]
    return found


def _at_rest(bureau: Several, table: type[Inbox] | type[Outbox]) -> list[str]:
    """What waits gets its time; what is parked is a fault."""
    end = time.monotonic() + REST_SECONDS
    query = select(table.state, func.count()).where(table.state.in_((Waiting.WAITING, Waiting.PARKED)))
    while True:
        with bureau.database.unit(bureau.now()) as unit:
            rows = {one[0]: one[1] for one in unit.session.execute(query.group_by(table.state))}
        if Waiting.WAITING not in rows or time.monotonic() > end:
            return [f"{count} rows of the {table.__tablename__} are {state}" for state, count in rows.items()]
        time.sleep(0.1)


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--kills", type=int, default=200)
    words.add_argument("--people", type=int, default=6)
    words.add_argument("--seed", type=int, default=1)
    given = words.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="musrenbang-cluster-") as folder,
        postgres.running() as server,
        server.database() as url,
    ):
        found = play(Path(folder), url, kills=given.kills, people=given.people, seed=given.seed)
    print(
        f"kills {found.kills}, lines cut {found.cuts}, in {found.seconds:.0f} s; acts {found.acts},"
        f" usulan {found.usulan}; messages repeated {len(found.repeated)}"
        f" ({len(found.repeated) / max(found.kills, 1):.2f} a kill)"
    )
    for said, count in Counter(found.repeated).most_common():
        print(f"REPEATED {count} x {said}")
    for fault in found.faults:
        print(f"FAULT {fault}")
    print("nothing lost, nothing doubled" if not found.faults else f"{len(found.faults)} faults")
    sys.exit(1 if found.faults else 0)


if __name__ == "__main__":
    main()
