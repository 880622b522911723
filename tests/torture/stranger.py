"""Strangers from the internet do their worst to the page and the chat, while people work in the chat.

python -m tests.torture.stranger                       all, with 1,024 file handles
python -m tests.torture.stranger --only trickled       those whose name has this in it
python -m tests.torture.stranger --short               in a minute, less of each

Updates come by webhook, through the very server that is attacked. Printed for each attack: what the strangers
were told, how long the loop stood still at most (the smallest page, asked for every 50 ms from outside), the
slowest answer to anybody else (presses of three people; a visitor who opens the page and has a PDF checked),
file handles, memory, and lines of the log a minute. The exit code says whether all goals were reached.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from demo.phone import Phone
from demo.server.app import free_port
from models.posts import Post
from tests.bombs.office import memory
from tests.support.office import Bureau, Office
from tests.torture.attacks import ATTACKS, Target, address, attack, beat
from tests.torture.flood import flood

STILL, WAITED, LINES = 0.25, 1.0, 200  #: the goals: seconds; seconds; lines of the log a minute
BACK, BACK_SECONDS = 30.0, 60.0  #: MiB more than before, this long after the last attack
SECONDS, SHORT = 30.0, 4.0  #: of what goes on until it is told to end
HANDLES = "1024"
PACE = 0.8  #: seconds between two presses: faster, and the bot would take a person for a flood
PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\nstartxref\n0\n%%EOF\n"
LONGEST = 60.0
IN_CHAT = ("wrong invitation codes", "a stranger's flood")


@dataclass
class Blow:
    """What one attack did."""

    name: str
    answers: Counter[str] = field(default_factory=Counter)  #: of the strangers
    beats: list[float] = field(default_factory=list)
    others: list[float] = field(default_factory=list)  #: seconds that everybody else waited
    refused: Counter[int] = field(default_factory=Counter)  #: what a visitor was told who did nothing bad
    handles: int = 0
    grown: float = 0.0
    seconds: float = 0.0
    lines: int = 0

    @property
    def lines_a_minute(self) -> float:
        return self.lines / max(self.seconds / 60, 1)

    def missed(self) -> list[str]:
        missed = ["still"] if max(self.beats, default=60) > STILL else []
        missed += ["others"] if max(self.others, default=60) > WAITED else []
        missed += ["log"] if self.lines_a_minute > LINES else []
        return missed + (["visitor refused"] if self.refused else [])

    def row(self) -> str:
        told = ", ".join(f"{word} x {count}" for word, count in self.answers.most_common(6))
        cells = (
            self.name,
            told or "-",
            f"{max(self.beats, default=0):.2f} s ({len(self.beats)})",
            f"{max(self.others, default=0):.2f} s ({len(self.others)})",
            str(self.handles),
            f"{self.grown:+.0f} MiB",
            f"{self.lines_a_minute:.0f}",
            f"MISSED: {', '.join(self.missed())}" if self.missed() else "reached",
        )
        return f"| {' | '.join(cells)} |"


class Siege:
    """An office whose page is attacked while it works."""

    def __init__(self, bureau: Bureau, port: int) -> None:
        self.bureau, self.port = bureau, port
        self.office: Office = bureau.office()
        self.people = [self.office.joins(Post.DELEGASI, f"Warga {at}", f"Kelurahan {at}") for at in "ABC"]
        assert bureau.bot is not None
        self.bot = bureau.bot.pid
        self.pool = ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn"))
        self.pool.submit(beat, port, 0.1).result()
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=LONGEST) as visitor:
            visitor.post("/", files={"berkas": ("a.pdf", PDF)})  # what a first look costs is no stranger's
        self.before = memory(self.bot)

    def log(self) -> int:
        return len(self.bureau.log_text.splitlines())

    def suffers(self, name: str, seconds: float, many: int) -> Blow:
        """One attack from its beginning to its end, and what everybody else met meanwhile."""
        blow, began, lines = Blow(name), time.monotonic(), self.log()
        before = memory(self.bot)
        with self._watched(blow, before), self._working(blow):
            if name in IN_CHAT:
                beats = self.pool.submit(beat, self.port, seconds)
                self._in_chat(name, many, seconds)
            else:
                done = self.pool.submit(attack, name, Target(self.port, seconds, many))
                beats = self.pool.submit(beat, self.port, seconds)
                blow.beats += beats.result()
                while not done.done():
                    blow.beats += self.pool.submit(beat, self.port, 2.0).result()
                blow.answers = done.result()
            blow.beats += beats.result() if not blow.beats else []
        blow.seconds, blow.lines = time.monotonic() - began, self.log() - lines
        return blow

    def _in_chat(self, name: str, many: int, seconds: float) -> None:
        until = time.monotonic() + seconds
        strangers = [self.office.phone(f"Orang asing {at}") for at in range(10)]
        if name == IN_CHAT[0]:
            for at in range(many):
                strangers[at % 10].opens(f"https://t.me/musrenbang_uji_bot?start=salah{at:016d}")
        else:
            flood(self.bureau, strangers[0], many)
        time.sleep(max(0.0, until - time.monotonic()))

    @contextmanager
    def _watched(self, blow: Blow, before: float) -> Iterator[None]:
        def look() -> None:
            blow.handles = max(blow.handles, sum(1 for _ in Path(f"/proc/{self.bot}/fd").iterdir()))
            blow.grown = max(blow.grown, memory(self.bot) - before)

        with _again_and_again(look, 0.1):
            yield

    @contextmanager
    def _working(self, blow: Blow) -> Iterator[None]:
        # A connection that rests may be cut to make room: a browser opens another then.
        fresh = httpx.Limits(max_keepalive_connections=0)
        where = f"http://127.0.0.1:{self.port}"
        visitor = httpx.Client(base_url=where, trust_env=False, timeout=LONGEST, limits=fresh)

        def visits() -> None:
            who = {"X-Forwarded-For": address().replace("198.", "203.", 1)}
            for send in (
                lambda: visitor.get("/", headers=who),
                lambda: visitor.post("/", files={"berkas": ("a.pdf", PDF)}, headers=who),
            ):
                blow.refused += Counter(code for code in [_timed(blow, send)] if code != 200)

        acts = [lambda phone=phone: _timed(blow, lambda: presses(phone)) for phone in self.people]
        with ExitStack() as beside:
            beside.enter_context(visitor)
            for act, every in ((visits, 1.0), *((act, PACE) for act in acts)):
                beside.enter_context(_again_and_again(act, every))
            yield

    def rests(self, seconds: float) -> float:
        """MiB more than before everything, a while later."""
        until = time.monotonic() + seconds
        while (more := memory(self.bot) - self.before) > BACK and time.monotonic() < until:
            time.sleep(1)
        return more


def presses(phone: Phone) -> int:
    asked = phone.sends("/status")
    phone.waits_for(lambda eyes: any(one.id > asked for one in eyes.from_bot), LONGEST)
    return 200


def _timed(blow: Blow, act: Callable[[], int | httpx.Response]) -> int:
    began = time.monotonic()
    try:
        answer = act()
        code = answer if isinstance(answer, int) else answer.status_code
    except (httpx.HTTPError, AssertionError):
        code = 0
    blow.others.append(time.monotonic() - began if code else LONGEST)
    return code


@contextmanager
def _again_and_again(act: Callable[[], object], every: float) -> Iterator[None]:
    over = threading.Event()

    def acts() -> None:
        while not over.wait(every):
            act()

    thread = threading.Thread(target=acts)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


@contextmanager
def besieged(folder: Path) -> Iterator[Siege]:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    settings = {"LISTEN": f"127.0.0.1:{port}", "PUBLIC_URL": url, "WEBHOOK_URL": f"{url}/masuk"}
    limits = {"FEW_HANDLES": HANDLES, "MOST_HANDLES": HANDLES, "USER_RATE": "20"}
    entry = "tests.core.few_handles_entry"
    with Bureau(folder, entry=entry, **settings, **limits) as bureau:
        siege = Siege(bureau, port)
        with siege.pool:
            yield siege


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    words.add_argument("--only", default="", help="a part of a name")
    words.add_argument("--short", action="store_true", help="less of each")
    given = words.parse_args()
    kinds = {name: (most, few) for name, (_, most, few) in ATTACKS.items()}
    kinds |= dict.fromkeys(IN_CHAT, (1000, 100))
    missed = False
    with tempfile.TemporaryDirectory() as folder, besieged(Path(folder)) as siege:
        print(
            "| attack | strangers were told | loop still | others' slowest | handles | memory | log/min | |"
        )
        print("|---|---|---|---|---|---|---|---|", flush=True)
        for name, (most, few) in kinds.items():
            if given.only in name:
                seconds = SHORT if given.short else SECONDS
                blow = siege.suffers(name, seconds, few if given.short else most)
                missed = missed or bool(blow.missed())
                print(blow.row(), flush=True)
        began = time.monotonic()
        more = siege.rests(BACK_SECONDS)
        late = time.monotonic() - began
        print(f"memory {late:.0f} s after the last: {more:+.0f} MiB (it began with {siege.before:.0f})")
        events = Counter(json.loads(line).get("event") for line in siege.bureau.log_text.splitlines())
        print("log:", *(f"{event} x {count}" for event, count in events.items()), sep=" ")
        wrong = [line[:300] for line in siege.bureau.log_text.splitlines() if '"level": "error"' in line]
        print(*wrong, f"load {os.getloadavg()[0]:.1f}", sep="\n")
    return 1 if missed or wrong or more > BACK else 0


if __name__ == "__main__":
    sys.exit(main())
