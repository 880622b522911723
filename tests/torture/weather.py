"""What goes wrong while people work: kills most of all, between them all else, each kind in its turn."""

from __future__ import annotations

import random
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from demo.phone import Phone
from demo.stage import Control
from tests.tools.postgres import Postgres
from tests.torture.bots import Bot

SHORTEST, LONGEST = 0.3, 2.5  #: seconds that the bot lives between two kills, after it has started
KILL = "kill -9"
TERM = "SIGTERM"
OTHERS = 4  #: one in so many troubles is no kill
AWAY_SECONDS = 30.0
RESTART_SECONDS = 2.0  #: of a PostgreSQL that is restarted
LOCKED_SECONDS = 12.0  #: longer than the bot waits for a lock
BEGIN_SECONDS = 4.0
FULL_SECONDS = 6.0
FOREVER = 1_000_000


class Available:
    """Seconds in which the bot could answer: while Telegram, the database or the disk is away none pass.

    Kills do not count as that: it is started again at once.
    """

    def __init__(self) -> None:
        self._lost = 0.0  #: seconds of all troubles that are over
        self._since: float | None = None  #: when the one that lasts began

    def __call__(self) -> float:
        since, now = self._since, time.monotonic()
        return (now if since is None else since) - self._lost

    @contextmanager
    def away(self) -> Iterator[None]:
        began = self._since = time.monotonic()
        try:
            yield
        finally:
            # In this order somebody who looks in between sees too few seconds rather than too many.
            self._lost += time.monotonic() - began
            self._since = None


class Weather(threading.Thread):
    """Plays troubles until there were enough kills and others, or until it is over."""

    def __init__(
        self,
        bot: Bot,
        control: Control,
        kills: int,
        chance: random.Random,
        *,
        times: int = 0,
        only: list[str] | None = None,
    ) -> None:
        super().__init__(daemon=True)
        self.bot, self.control, self.kills, self.chance = bot, control, kills, chance
        self.times = times  #: of other troubles
        self.played: Counter[str] = Counter()
        self.ended = 0  #: how often the bot ended by itself
        self.stopping: list[float] = []  #: how many seconds it took to end when it was told to
        self.over = threading.Event()
        self.trouble: BaseException | None = None
        self.available = Available()
        kinds = self.kinds()
        self._kinds = {name: kinds[name] for name in (only if only is not None else kinds)}
        self._deck: list[str] = []
        self.server: Postgres | None = None  #: None: SQLite
        self.joker: Phone | None = None  #: makes groups

    def run(self) -> None:
        try:
            while self._goes_on() and not self.over.wait(self.chance.uniform(SHORTEST, LONGEST)):
                self.ended += self.bot.revives()
                enough = self.played[KILL] >= self.kills
                if self._kinds and (enough or self.chance.randrange(OTHERS) == 0):
                    self._another()
                else:
                    self.bot.kill()
                    self.played[KILL] += 1
                    self.bot.start()
        except BaseException as trouble:  # told at the end
            self.trouble = trouble
        finally:
            self.control.heal()

    def _goes_on(self) -> bool:
        others = self.played.total() - self.played[KILL]
        return self.played[KILL] < self.kills or (bool(self._kinds) and others < self.times)

    def _another(self) -> None:
        if not self._deck:
            self._deck = list(self._kinds)
            self.chance.shuffle(self._deck)
        name = self._deck.pop()
        self._kinds[name]()
        self.played[name] += 1

    def kinds(self) -> dict[str, Callable[[], None]]:
        """Every trouble but a kill."""
        calls = {
            "429 with retry_after": ("429", 5),
            "500": ("500", 8),
            "502": ("502", 8),
            "connection reset": ("reset", 6),
            "answer lost": ("lost", 2),
            "half an answer": ("half", 2),
            "garbage for an answer": ("garbage", 6),
            "no answer at all": ("hang", 2),
        }
        found: dict[str, Callable[[], None]] = {
            name: lambda trouble=trouble, times=times: self.control.fault(  # type: ignore[misc]
                "*", trouble, times=times, retry_after=2
            )
            for name, (trouble, times) in calls.items()
        }
        return found | {
            "getUpdates: garbage": lambda: self.control.fault("getUpdates", "garbage", times=3),
            "Telegram away for 30 s": self._away,
            "updates twice": lambda: self.control.delivers_twice(30),
            "updates out of order": lambda: self.control.disorders(5),
            "a group that migrates": self._group,
            "clock an hour back": self._back,
            TERM: self._told_to_stop,
            "disk full": self._full,
            "database refuses": self._refuses,
            "begun without a database": self._begins_without,
        }

    def _away(self) -> None:
        with self.available.away():
            self.control.fault("*", "reset", times=FOREVER)
            self.control.fault("getUpdates", "reset", times=FOREVER)
            self.over.wait(AWAY_SECONDS)
            self.control.heal()

    def _group(self) -> None:
        if self.joker is not None:
            chat = self.joker.creates_group("Grup RW 05")
            self.joker.sends("/start", chat=chat)
            self.joker.migrates(chat)

    def _back(self) -> None:
        """For a moment only: the season goes on. The clock is turned on where it stands by then."""
        self.control.turns_clock(hours=-1)
        self.over.wait(4)
        self.control.turns_clock(hours=1)

    def _told_to_stop(self) -> None:
        began = time.monotonic()
        self.bot.stop()
        self.stopping.append(time.monotonic() - began)
        self.bot.start()

    def _full(self) -> None:
        with self.available.away():
            self.bot.disk(full=True)
            self.over.wait(FULL_SECONDS)
            self.bot.disk(full=False)

    def _refuses(self) -> None:
        with self.available.away(), self._refused():
            time.sleep(RESTART_SECONDS if self.server else LOCKED_SECONDS)

    def _begins_without(self) -> None:
        """It is killed, and begins again while the database is away."""
        begun = threading.Thread(target=self.bot.start)
        with self.available.away():
            with self._refused():
                self.bot.kill()
                begun.start()
                time.sleep(BEGIN_SECONDS)
            begun.join()

    @contextmanager
    def _refused(self) -> Iterator[None]:
        """PostgreSQL is stopped at once and started again; an SQLite file is locked by somebody else."""
        if self.server is not None:
            self.server.stops()
            try:
                yield
            finally:
                self.server.returns()
            return
        other = sqlite3.connect(self.bot.database_url.removeprefix("sqlite:///"), isolation_level=None)
        try:
            other.execute("PRAGMA busy_timeout = 5000")
            other.execute("BEGIN IMMEDIATE")
            yield
            other.execute("ROLLBACK")
        finally:
            other.close()
