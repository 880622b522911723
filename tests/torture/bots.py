"""The bot of a folder as forks that start at once, on either database; it can be killed, its disk filled."""

from __future__ import annotations

import resource
import threading
from pathlib import Path

from demo.child import Child
from tests.tools import ready

FULL = 64 * 1024  #: bytes; nothing can be written beyond that in any file, as on a disk that is full


class Bot(Child):
    """What the story takes for its child."""

    def __init__(self, like: Child, database_url: str | None, entry: str, **settings: str) -> None:
        super().__init__(
            like.folder,
            token=like._token,
            api_url=like._api_url,
            clock_file=like._clock_file,
            settings=settings,
        )
        self.database_url = database_url or f"sqlite:///{like.folder}/musrenbang.db"
        self.entry = entry
        self._fork: ready.Bot | None = None
        self._turn = threading.RLock()
        self.stopped: list[int] = []  #: processes that were told to stop

    @property
    def environment(self) -> dict[str, str]:
        return super().environment | {"DATABASE_URL": self.database_url}

    @property
    def alive(self) -> bool:
        return self._fork is not None and self._fork.alive

    def start(self) -> None:
        with self._turn:
            self.folder.mkdir(parents=True, exist_ok=True)
            with self._log.open("ab") as log:
                self._fork = ready.start(self.environment, self.folder, log, self.entry)
            if not self._fork.stdout.readline():
                raise RuntimeError(f"the bot did not start:\n{self._end_of_log()}")

    def stop(self) -> None:
        self._ends(kill=False)

    def kill(self) -> None:
        self._ends(kill=True)

    def _ends(self, *, kill: bool) -> None:
        with self._turn:
            fork, self._fork = self._fork, None
            if fork is not None:
                if not kill:
                    self.stopped.append(fork.pid)
                fork.kill() if kill else fork.terminate()
                fork.wait(timeout=30)
                fork.stdout.close()

    def revives(self) -> bool:
        """Start it again where it has ended by itself; whether it had."""
        with self._turn:
            if self.alive:
                return False
            self.kill()
            self.start()
            return True

    def disk(self, *, full: bool) -> None:
        """Fill its disk, or make room again."""
        with self._turn:
            if self._fork is not None and self._fork.alive:
                _, hard = resource.prlimit(self._fork.pid, resource.RLIMIT_FSIZE)
                resource.prlimit(self._fork.pid, resource.RLIMIT_FSIZE, (FULL if full else hard, hard))

    @property
    def files(self) -> Path:
        return self.folder / "data" / "files"

    @property
    def log_text(self) -> str:
        return self._log.read_text(errors="replace")

    def complaints(self) -> list[str]:
        """The errors in its log."""
        lines = self.log_text.splitlines()
        return [line for line in lines if '"level": "error"' in line or "Traceback" in line]
