"""A bot of an ordinary user, and another process of the same user that looks into it. For one test."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import time
from pathlib import Path

from bot.run import run
from bot.settings import Settings

SOMEBODY = 1234


def main() -> None:
    root = os.geteuid() == 0
    with tempfile.TemporaryDirectory() as folder:
        if root:  # who may look into everybody
            os.chown(folder, SOMEBODY, SOMEBODY)
        bot = os.fork()
        if bot == 0:
            _becomes_somebody(root)
            where = {"database_url": f"sqlite:///{folder}/a.db", "data_dir": Path(folder)}
            outside = {"bot_api_url": "http://127.0.0.1:9", "listen": "127.0.0.1:0"}
            run(Settings(_env_file=None, bot_token="1:x", **where, **outside))
            os._exit(1)
        try:
            while not any(Path(folder).iterdir()):
                assert os.waitpid(bot, os.WNOHANG)[0] == 0
                time.sleep(0.05)
            _looks_into(bot, root)
        finally:
            os.kill(bot, signal.SIGKILL)
            os.waitpid(bot, 0)


def _becomes_somebody(root: bool) -> None:
    if root:
        os.setresgid(SOMEBODY, SOMEBODY, SOMEBODY)
        os.setresuid(SOMEBODY, SOMEBODY, SOMEBODY)
        import ctypes

        ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)  # as one that never was anybody else


def _looks_into(bot: int, root: bool) -> None:
    if os.fork() == 0:
        _becomes_somebody(root)
        for what in ("environ", "mem"):
            try:
                with Path(f"/proc/{bot}/{what}").open("rb"):
                    print(what, "opened")
            except OSError as no:
                print(what, type(no).__name__)
        sys.stdout.flush()
        os._exit(0)
    os.wait()


if __name__ == "__main__":
    main()
