"""PostgreSQL, then Telegram, is away for a while: what is lost, is it said, how soon does work go on?

python -m tests.torture.away                                   each for 30 s
python -m tests.torture.away --seconds 600 --only telegram
python -m tests.torture.away --only database --refuses         it runs, and lets nobody in

Each of six people has an usulan on his screen, ready to be sent. While it is away he presses Kirim usulan
again and again, and writes. At the end each has to have one usulan more, and his answer.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import httpx
from sqlalchemy import select

from demo.phone import Phone
from demo.server.app import free_port
from models.chat import Inbox, Outbox
from models.enums import Waiting
from models.posts import Post
from models.proposal import Proposal
from tests.running.webhook_knocks import admits
from tests.support.office import Bureau
from tests.support.usulan import comes_to
from tests.tools import postgres
from tests.torture.judge import repeated
from tests.torture.weather import FOREVER

PEOPLE = 6
ROUNDS = 20  #: of what people do while it is away
SHORTEST_ROUND = 1.0  #: seconds
GOAL_SECONDS = 5.0  #: after its return all has to be done
GOAL_HEALTH = 1.0  #: seconds until /healthz has said what is wrong
WAIT_SECONDS = 120.0


class Office:
    """Six people, and who watches the bot."""

    def __init__(self, bureau: Bureau, port: int) -> None:
        self.bureau = bureau
        self._health = f"http://127.0.0.1:{port}/healthz"
        office = bureau.office(kelurahan=PEOPLE)
        self.people = [
            office.joins(Post.DELEGASI, f"Warga {letter}", f"Kelurahan {letter}")
            for letter in "ABCDEF"[:PEOPLE]
        ]
        self.slowest = 0.0

    def wrong(self) -> list[str]:
        """What /healthz names; how long it took to say so is kept."""
        began = time.monotonic()
        told: list[str] = httpx.get(self._health, trust_env=False, timeout=30).json()["wrong"]
        self.slowest = max(self.slowest, time.monotonic() - began)
        return told

    def at_rest(self) -> bool:
        """Whether nothing waits any more, here or at Telegram."""
        with self.bureau.database.unit(self.bureau.now()) as unit:
            for table in (Inbox, Outbox):
                if unit.first(select(table.id).where(table.state == Waiting.WAITING)):
                    return False
        return self.bureau.telegram.control.state()["pending"] == 0

    def usulan(self) -> Counter[int]:
        """How many each has sent, by his Telegram number."""
        with self.bureau.database.unit(self.bureau.now()) as unit:
            kept = unit.all(select(Proposal).where(Proposal.number.is_not(None)))
            return Counter(one.author.telegram_id for one in kept)

    def parked(self) -> int:
        with self.bureau.database.unit(self.bureau.now()) as unit:
            return sum(
                len(unit.all(select(table.id).where(table.state == Waiting.PARKED)))
                for table in (Inbox, Outbox)
            )

    def updates(self) -> int:
        with self.bureau.database.unit(self.bureau.now()) as unit:
            return len(unit.all(select(Inbox.id)))


def plays(
    office: Office, what: str, seconds: float, goes: Callable[[], None], returns: Callable[[], None]
) -> list[str]:
    """It goes away and comes back; a line of figures is printed, and what is not as it should be is told."""
    for person in office.people:
        comes_to(person, "card")
    pid = office.bureau.bot.pid if office.bureau.bot else 0
    before, told, updates = office.usulan(), _receipts(office), office.updates()
    said_again = sum(map(repeated, office.people))
    office.slowest, looks, named = 0.0, 0, 0
    goes()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for person in office.people:
            _acts(person)
        looks += 1
        named += what in office.wrong()
        time.sleep(max(SHORTEST_ROUND, min(seconds / ROUNDS, end - time.monotonic())))
    returns()
    began, first = time.monotonic(), 0.0
    while not (rests := office.at_rest()) and time.monotonic() - began < WAIT_SECONDS:
        first = first or (time.monotonic() - began if _receipts(office) != told else 0.0)
        time.sleep(0.05)
    took = time.monotonic() - began
    kept, receipts_now = office.usulan(), _receipts(office)
    more = [kept[one.id] - before[one.id] for one in office.people]
    silent = sum(
        receipts_now[one.id] - told[one.id] < 1 or not one.messages[-1].by_bot for one in office.people
    )
    again = sum(map(repeated, office.people)) - said_again
    alive = office.bureau.bot is not None and office.bureau.bot.alive and office.bureau.bot.pid == pid
    lost, doubled = more.count(0), sum(count > 1 for count in more)
    print(
        f"{what} away {seconds:g} s: {office.updates() - updates} updates, {lost} lost, {doubled} doubled,"
        f" {silent} people without an answer, {again} messages repeated, {office.parked()} rows parked,"
        f" process {'alive' if alive else 'ENDED'}; /healthz named it in {named} of {looks} looks,"
        f" slowest {office.slowest:.2f} s; the first answer {first or took:.1f} s after its return,"
        f" all done after {took:.1f} s (load of the machine {os.getloadavg()[0]:.1f})",
        flush=True,
    )
    goals = {
        "lost": lost == 0, "doubled": doubled == 0, "no answer": silent == 0, "ended": alive,
        "parked": office.parked() == 0, "not named": named == looks,
        f"/healthz slower than {GOAL_HEALTH} s": office.slowest <= GOAL_HEALTH,
        f"not done within {GOAL_SECONDS} s": rests and took <= GOAL_SECONDS,
    }  # fmt: skip
    return [f"{what}: {goal}" for goal, reached in goals.items() if not reached]


def _acts(person: Phone) -> None:
    with suppress(AssertionError):  # the button went with an answer that was on its way
        person.presses(person.from_bot[-1], sending(person), wait=False)
    person.sends("/status")


def sending(person: Phone) -> str:
    """What the button Kirim usulan sends."""
    for row in person.from_bot[-1].buttons:
        for button in row:
            if button.text == "Kirim usulan" and button.data:
                return button.data
    raise AssertionError("no such button")


def _receipts(office: Office) -> Counter[int]:
    # One that had to be tried again says so before anything else.
    said = {one.id: [message.text for message in one.from_bot] for one in office.people}
    return Counter({one: sum("Usulan diterima" in text for text in texts) for one, texts in said.items()})


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    words.add_argument("--seconds", type=float, default=30)
    words.add_argument("--only", choices=("database", "telegram"))
    words.add_argument(
        "--refuses", action="store_true", help="the database is not stopped: it lets nobody in"
    )
    given = words.parse_args()
    port, faults = free_port(), []
    with (
        tempfile.TemporaryDirectory(prefix="musrenbang-away-") as folder,
        postgres.running() as server,
        server.database() as url,
        Bureau(Path(folder), url, LISTEN=f"127.0.0.1:{port}") as bureau,
    ):
        control = bureau.telegram.control

        def cut() -> None:
            for method in ("*", "getUpdates"):
                control.fault(method, "reset", times=FOREVER)

        goes, returns = server.stops, server.returns
        if given.refuses:
            goes, returns = lambda: admits(url, False), lambda: admits(url, True)
        if given.only != "telegram":
            faults += plays(Office(bureau, port), "database", given.seconds, goes, returns)
        if given.only != "database":
            faults += plays(Office(bureau, port), "telegram", given.seconds, cut, control.heal)
        faults += [f"LOG {line[:400]}" for line in bureau.log_text.splitlines() if '"level": "error"' in line]
    for fault in faults:
        print(f"FAULT {fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
