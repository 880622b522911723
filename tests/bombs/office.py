"""An office to which bombs are sent while another person works: how long each takes, and what memory."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from demo.phone import Phone
from models.posts import Post
from tests.support.office import Bureau, Office

LONGEST = 60.0  #: seconds
OFTEN = 0.01  #: seconds between two looks at memory
_KB = 1024


@dataclass(frozen=True)
class Bomb:
    """One file; `say` are the words by which its refusal is known."""

    name: str
    content: bytes
    file: str
    say: str


@dataclass
class Blast:
    """What one did."""

    bomb: Bomb
    seconds: float = LONGEST
    words: str = ""  #: what the sender was told
    spent: float = 0.0  #: seconds of the processor, of the bot and its processes together
    grown: float = 0.0  #: MiB more, of the bot and its processes together, at the worst moment
    presses: list[float] = field(default_factory=list)  #: seconds that another person waited


def memory(bot: int) -> float:
    """MiB of the bot and of all that it has started."""
    return sum(resident(pid) for pid in (bot, *children(bot)))


def processor(bot: int) -> float:
    """Seconds that the bot and what it has started have spent; what has ended counts for nobody."""
    return sum(_spent(pid) for pid in (bot, *children(bot)))


def _spent(pid: int) -> float:
    try:
        parts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")


def children(of: int) -> Iterator[int]:
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            try:
                parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
            if parent == of:
                yield int(folder.name)
                yield from children(int(folder.name))


def resident(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:  # it has just ended
        return 0.0
    return next((int(line.split()[1]) / _KB for line in lines if line.startswith("VmRSS")), 0.0)


class Range:
    """Where bombs go off."""

    def __init__(self, bureau: Bureau) -> None:
        self.bureau = bureau
        self.office: Office = bureau.office()
        self.jfu = self.office.joins(Post.JFU, "Dewi Lestari")
        self.other = self.office.joins(Post.DELEGASI, "Budi Santoso", "Kelurahan B")

    def takes(self, bomb: Bomb, sender: Phone) -> Blast:
        """It is sent; until its sender was told what to do, somebody else presses and memory is looked at."""
        blast = Blast(bomb)
        with self._watched(blast), self._pressing(blast):
            time.sleep(0.3)
            before = {(one.id, one.text) for one in sender.from_bot}
            began = time.monotonic()
            sender.sends_document(bomb.content, bomb.file)

            def told(_eyes: object) -> bool:
                for one in sender.from_bot:
                    if (one.id, one.text) not in before and bomb.say in one.text:
                        blast.words = one.text
                return bool(blast.words)

            with suppress(AssertionError):
                sender.waits_for(told, LONGEST)
            blast.seconds = time.monotonic() - began
            time.sleep(0.3)
        return blast

    @contextmanager
    def _watched(self, blast: Blast) -> Iterator[None]:
        assert self.bureau.bot is not None
        over, bot = threading.Event(), self.bureau.bot.pid
        before, spent = memory(bot), processor(bot)

        def look() -> None:
            while not over.wait(OFTEN):
                blast.grown = max(blast.grown, memory(bot) - before)

        with _beside(look, over):
            yield
        blast.spent = processor(bot) - spent

    @contextmanager
    def _pressing(self, blast: Blast) -> Iterator[None]:
        over = threading.Event()

        def press() -> None:
            while not over.wait(0.05):
                began = time.monotonic()
                asked = self.other.sends("/status")
                self.other.waits_for(
                    lambda eyes, asked=asked: any(one.id > asked for one in eyes.from_bot), LONGEST
                )
                blast.presses.append(time.monotonic() - began)

        with _beside(press, over):
            yield


@contextmanager
def _beside(act: Callable[[], None], over: threading.Event) -> Iterator[None]:
    thread = threading.Thread(target=act, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def p95(seconds: list[float]) -> float:
    return sorted(seconds)[int(len(seconds) * 0.95)] if seconds else 0.0
