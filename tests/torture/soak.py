"""Fifty people at once for half an hour, at their pace: how long a press waits, and whether memory grows.

python -m tests.torture.soak [--minutes 30] [--people 50]

Each sends an usulan and then walks about in his menus, an act every five seconds or so. Telegram's limits and
the bot's own are those of every day. The people are in processes of their own: only the bot is measured.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import statistics
import sys
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import func, select

from demo.phone import Message, Phone, Telegram
from models.chat import Inbox, Outbox
from models.enums import Waiting
from models.posts import Post
from tests.support.office import Bureau, Office
from tests.support.usulan import sends_usulan

BETWEEN_SECONDS = (3.0, 7.0)  #: from one act of a person to his next
PATIENCE = 30.0
HOUSES = 4  #: processes that the people live in
REST_SECONDS = 60.0
LOOK_SECONDS = 5.0


@dataclass
class Found:
    """What was done, and what it took."""

    presses: list[float] = field(default_factory=list)  #: seconds until Telegram shows the press as answered
    greetings: list[float] = field(default_factory=list)  #: seconds from /start to the menu
    unanswered: int = 0
    usulan: int = 0
    stuck: list[str] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)  #: of the bot, KiB, every few seconds
    waiting: dict[str, int] = field(default_factory=dict)  #: rows that are not done at the end

    @property
    def growth(self) -> float:
        """From the end of the first fifth to the end, in percent."""
        warm = self.memory[len(self.memory) // 5 :]
        few = max(1, len(warm) // 10)
        first, last = statistics.median(warm[:few]), statistics.median(warm[-few:])
        return 100 * (last - first) / first


class Walker(threading.Thread):
    """One person."""

    def __init__(self, phone: Phone, until: float, seed: int) -> None:
        super().__init__(daemon=True)
        self.phone, self.until, self.chance = phone, until, random.Random(seed)
        self.found = Found()

    def run(self) -> None:
        time.sleep(self.chance.uniform(0, BETWEEN_SECONDS[1]))
        try:
            self._greets()
            sends_usulan(self.phone)
            self.found.usulan += 1
            while time.monotonic() < self.until:
                time.sleep(self.chance.uniform(*BETWEEN_SECONDS))
                choice = self._choice()
                if choice is None or self.chance.random() < 0.2:
                    self._greets()
                else:
                    self._presses(*choice)
        except Exception as trouble:  # somebody waited in vain
            self.found.stuck.append(f"{self.phone.name}: {trouble}")

    def _choice(self) -> tuple[Message, str] | None:
        """A button of the newest message that has any."""
        for message in reversed(self.phone.from_bot):
            presses = [button.data for row in message.buttons for button in row if button.data]
            if presses:
                return message, self.chance.choice(presses)
        return None

    def _greets(self) -> None:
        began, sent = time.monotonic(), self.phone.sends("/start")
        self.phone.waits_for(lambda eyes: eyes.from_bot and eyes.from_bot[-1].id > sent, PATIENCE, "the menu")
        self.found.greetings.append(time.monotonic() - began)

    def _presses(self, message: Message, data: str) -> None:
        began = time.monotonic()
        try:
            answer = self.phone.presses(message, data)
        except AssertionError:  # the message went away between the look and the press
            return
        if answer is None:
            self.found.unanswered += 1
        self.found.presses.append(time.monotonic() - began)


def _context(url: str, people: list[tuple[int, str]], seconds: float, seed: int, back: object) -> None:
    """Some of the people, in this process."""
    with Telegram(url, patience=PATIENCE, answer_patience=PATIENCE) as telegram:
        until = time.monotonic() + seconds
        walkers = [
            Walker(telegram.phone(user, name), until, seed + at) for at, (user, name) in enumerate(people)
        ]
        for walker in walkers:
            walker.start()
        for walker in walkers:
            walker.join()
        back.put([walker.found for walker in walkers])  # type: ignore[attr-defined]


def play(folder: Path, *, people: int, seconds: float) -> Found:
    daily = {"SEND_RATE": "25", "SEND_RATE_CHAT": "1", "USER_RATE": "20"}
    with Bureau(folder) as bureau:
        office = bureau.office(kelurahan=10)
        letters = "ABCDEFGHIJ"
        named = [f"Siti {letters[at % 10]}{at}" for at in range(people)]
        phones = [
            office.joins(Post.DELEGASI, name, f"Kelurahan {letters[at % 10]}")
            for at, name in enumerate(named)
        ]
        bureau.stops_bot()
        bureau.settings |= daily
        bureau.starts_bot()
        bureau.telegram.control.pace(on=True)
        found = _lives(bureau, [(phone.id, phone.name) for phone in phones], seconds)
        found.waiting = _at_rest(office)
        return found


def _lives(bureau: Bureau, people: list[tuple[int, str]], seconds: float) -> Found:
    spawning = multiprocessing.get_context("spawn")
    back = spawning.Queue()
    houses = [
        spawning.Process(
            target=_context, args=(bureau.telegram.url, people[at::HOUSES], seconds, 1000 * at, back)
        )
        for at in range(HOUSES)
    ]
    for house in houses:
        house.start()
    found, came = Found(), 0
    while came < len(houses):
        with suppress(Exception):
            for one in back.get(timeout=LOOK_SECONDS):
                for name in ("presses", "greetings", "stuck"):
                    getattr(found, name).extend(getattr(one, name))
                found.unanswered += one.unanswered
                found.usulan += one.usulan
            came += 1
        found.memory.append(_memory(bureau))
    for house in houses:
        house.join()
    return found


def _memory(bureau: Bureau) -> int:
    """KiB that the bot has of its own and shares."""
    assert bureau.bot is not None
    status = Path(f"/proc/{bureau.bot.pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0])


def _at_rest(office: Office) -> dict[str, int]:
    """What is not done once everything had its time."""
    end = time.monotonic() + REST_SECONDS
    while True:
        left = {
            f"{table.__tablename__} {state}": count
            for table in (Inbox, Outbox)
            for state in (Waiting.WAITING, Waiting.PARKED)
            if (count := office.read(select(func.count(table.id)).where(table.state == state))[0])
        }
        if not left or time.monotonic() > end:
            return left
        time.sleep(0.5)


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    words.add_argument("--minutes", type=float, default=30)
    words.add_argument("--people", type=int, default=50)
    given = words.parse_args()
    with tempfile.TemporaryDirectory(prefix="musrenbang-soak-") as folder:
        found = play(Path(folder), people=given.people, seconds=60 * given.minutes)
    print(f"{given.people} people, {given.minutes:g} minutes: {found.usulan} usulan sent")
    for what, seconds in (
        ("presses until the answer", found.presses),
        ("/start until the menu", found.greetings),
    ):
        cuts = statistics.quantiles(seconds, n=100)
        print(
            f"{len(seconds)} {what}: median {cuts[49]:.2f} s, p95 {cuts[94]:.2f} s, p99 {cuts[98]:.2f} s,"
            f" longest {max(seconds):.2f} s"
        )
    first, last = (found.memory[at] / 1024 for at in (len(found.memory) // 5, -1))
    print(f"{found.unanswered} presses without an answer; memory {first:.0f} to {last:.0f} MiB,", end=" ")
    print(f"{found.growth:+.1f} % after the first fifth")
    print(f"at the end not done: {found.waiting or 'nothing'}")
    for stuck in found.stuck:
        print(f"FAULT no answer: {stuck}")
    slow = statistics.quantiles(found.presses, n=100)[94] >= 1.0
    return 1 if slow or found.stuck or found.unanswered or found.waiting or found.growth >= 5 else 0


if __name__ == "__main__":
    sys.exit(main())
