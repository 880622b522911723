"""The bot as a child process that knows nothing but its environment variables."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO, Any

from demo.server.app import free_port

ROOT = Path(__file__).parent.parent
#: What a program needs of the system it runs on; the bot's own settings are never handed through.
_SYSTEM = ("PATH", "HOME", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "LANG", "LC_ALL", "LD_LIBRARY_PATH")
STOP_SECONDS = 10.0
#: Raised, and said so where the demo starts: on this machine nobody is at the other end of a slow line.
RATES = {"SEND_RATE": "10000", "SEND_RATE_CHAT": "10000", "USER_RATE": "100000"}


class Child:
    """The bot of a folder."""

    entry = "demo.entry"  #: what is started; a script that tries to break the bot starts its own

    def __init__(
        self,
        folder: Path,
        *,
        token: str,
        api_url: str,
        clock_file: Path,
        settings: dict[str, str] | None = None,
    ) -> None:
        self.folder = folder
        self._settings = settings or {}
        self._token = token
        self._api_url = api_url
        self._clock_file = clock_file
        self._process: subprocess.Popen[str] | None = None
        #: Where the QR of a paper leads; the same after a restart, or papers that are printed lead nowhere.
        self.page_url = f"http://127.0.0.1:{free_port()}"

    @property
    def environment(self) -> dict[str, str]:
        """Everything the bot is told."""
        system = {name: os.environ[name] for name in _SYSTEM if name in os.environ}
        return (
            system
            | RATES
            | {
                "PYTHONPATH": str(ROOT),
                "BOT_TOKEN": self._token,
                "BOT_API_URL": self._api_url,
                "DATABASE_URL": f"sqlite:///{self.folder}/musrenbang.db",
                "DATA_DIR": str(self.folder / "data"),
                "LISTEN": self.page_url.removeprefix("http://"),
                "PUBLIC_URL": self.page_url,
                "DEMO_CLOCK": str(self._clock_file),
                "BACKUP_AT": "",  # whoever turns the clock does not want one for each night he skips
            }
            | self._settings
        )

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Run the bot; returns when it says that it listens."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", self.entry],
                env=self.environment,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                # Ctrl-C is for the demo, which then stops its child in its own time.
                start_new_session=True,
            )
        out = self._process.stdout
        if out is None or not out.readline():
            raise RuntimeError(f"the bot did not start:\n{self._end_of_log()}")
        threading.Thread(target=_drain, args=(out,), daemon=True).start()

    def stop(self) -> None:
        """Ask it to end, and see to it that it does."""
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def kill(self) -> None:
        """kill -9: no goodbye."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()

    def commands(self, *commands: list[str]) -> list[dict[str, Any]]:
        """What `python -m bot` answers to some commands, in order."""
        self.folder.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(
            [sys.executable, "-m", "demo.entry", "commands"],
            env=self.environment,
            cwd=self.folder,
            input="".join(json.dumps(words) + "\n" for words in commands),
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise RuntimeError(f"python -m bot {commands[0][0]}: {done.stderr.strip()[-2000:]}")
        return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]

    @property
    def _log(self) -> Path:
        return self.folder / "bot.log"

    def _end_of_log(self) -> str:
        return self._log.read_text(errors="replace")[-2000:] if self._log.exists() else ""


def _drain(out: IO[str]) -> None:
    """Read what nobody needs until the end: a full pipe would stop the bot."""
    with out:
        out.read()
