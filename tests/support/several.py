"""An office whose bot is several processes over one PostgreSQL; any of them can be killed."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Row, text

from demo.server.app import free_port
from models.database import LEADER_LOCK
from tests.support.office import Bureau
from tests.tools import ready
from tests.tools.balancer import Balancer

_WHO = text(
    "SELECT a.pid AS line, a.application_name AS name"
    " FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid"
    " WHERE l.locktype = 'advisory' AND l.granted AND a.datname = current_database()"
    " AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    " AND l.classid = :first AND l.objid = :second AND l.objsubid = 2"
)
_LINES = text(
    "SELECT application_name, state, wait_event, now() - state_change AS since, query"
    " FROM pg_stat_activity WHERE datname = current_database()"
)


class Several(Bureau):
    """A bureau with more than one bot; with `chance` behind a web server that gives each update to any."""

    def __init__(
        self,
        folder: Path,
        database_url: str,
        count: int = 2,
        chance: random.Random | None = None,
        **settings: str,
    ) -> None:
        super().__init__(folder, database_url, **settings)
        self.bots: list[ready.Bot | None] = [None] * count
        self._places = [f"127.0.0.1:{free_port()}" for _ in self.bots]
        self._balancer = Balancer(self._places, chance) if chance else None
        if self._balancer:
            self.settings["WEBHOOK_URL"] = f"http://{self._balancer.place}/masuk"

    def __enter__(self) -> Several:
        if self._balancer:
            self._stack.enter_context(self._balancer)
        super().__enter__()
        return self

    def starts_bot(self) -> None:
        for at in range(len(self.bots)):
            self.starts(at)

    def starts(self, at: int) -> None:
        """Start one of them."""
        self.settings["LISTEN"] = self._places[at]
        self.bot = None
        super().starts_bot()
        assert isinstance(self.bot, ready.Bot)
        self.bots[at], self.bot = self.bot, None
        self.log.close()

    def kills(self, at: int) -> None:
        """kill -9 of one of them."""
        bot = self.bots[at]
        if bot is not None:
            bot.kill()
            bot.wait(timeout=10)
            bot.stdout.close()
            self.bots[at] = None

    def stops(self, at: int) -> None:
        """SIGTERM for one of them."""
        bot = self.bots[at]
        if bot is not None:
            bot.terminate()
            bot.wait(timeout=15)
            bot.stdout.close()
            self.bots[at] = None

    @contextmanager
    def stands_still(self, at: int) -> Iterator[None]:
        """One of them is held by its machine; what fails meanwhile says how both and their database stood."""
        bot = self.bots[at]
        assert bot is not None
        os.kill(bot.pid, signal.SIGSTOP)
        try:
            yield
        except Exception as failed:
            with self.database.transaction() as connection:
                for line in connection.execute(_LINES):
                    failed.add_note(str(line))
            failed.add_note(f"{bot.pid} stood still; the log:\n{self.log_text[-3000:]}")
            raise
        finally:
            os.kill(bot.pid, signal.SIGCONT)  # or it could not be stopped either

    def stops_bot(self) -> None:
        for bot in self.bots:
            if bot is not None:
                bot.terminate()
        for at in range(len(self.bots)):
            self.stops(at)

    def _line(self) -> Row[tuple[int, str]] | None:
        with self.database.transaction() as connection:
            rows = connection.execute(_WHO, dict(zip(("first", "second"), LEADER_LOCK, strict=True))).all()
        assert len(rows) <= 1, rows
        return rows[0] if rows else None

    def leader(self, within: float = 15) -> int:
        """Which of them is the leader; waits until one is."""
        end = time.monotonic() + within
        while time.monotonic() < end:
            if (line := self._line()) is not None:
                for at, bot in enumerate(self.bots):
                    if bot is not None and line.name == f"musrenbang {bot.pid}":
                        return at
            time.sleep(0.05)
        raise AssertionError("nobody is the leader")

    def cuts_line(self) -> None:
        """The leader's connection that holds the lock is ended; the process lives on."""
        if (line := self._line()) is not None:
            with self.database.transaction() as connection:
                connection.execute(text("SELECT pg_terminate_backend(:line)"), {"line": line.line})
