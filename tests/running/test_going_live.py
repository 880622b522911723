"""What README.md says about going live, typed in that order in an empty folder."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from demo.phone import Telegram
from demo.server.app import ServerThread
from demo.server.world import World
from tests.running.empty_folder import musrenbang, only_the_folder

TOKEN = "4242:going-live"


def test_commands_of_the_readme_work_in_their_order(tmp_path: Path) -> None:
    with ServerThread(World(TOKEN)) as server, Telegram(server.url) as telegram:
        (tmp_path / ".env").write_text(f"BOT_TOKEN={TOKEN}\nBOT_API_URL={server.url}\nLISTEN=127.0.0.1:0\n")
        once = musrenbang(tmp_path, "setup", "--kecamatan", "Tanah Sareal", "--tahun", "2028")
        twice = musrenbang(tmp_path, "setup", "--kecamatan", "Tanah Sareal", "--tahun", "2028")
        link = musrenbang(
            tmp_path,
            "invite",
            "--kecamatan",
            "Tanah Sareal",
            "--post",
            "delegasi",
            "--kelurahan",
            "Kedung Badak",
        )
        with _live(tmp_path) as (bot, listening):
            phone = telegram.phone(6_000_001, "Siti Aminah")
            phone.opens(link.strip())
            phone.taps("Ya, ini saya")
            phone.sends("Siti Aminah")
            phone.sees("Selamat bergabung")
            bot.terminate()

            assert bot.wait(timeout=10) == 0

    assert once.startswith("Kecamatan Tanah Sareal, RKPD 2028: siap. Musrenbang ")
    assert twice == once.replace("siap", "sudah ada")
    assert re.fullmatch(r"https://t\.me/\w+\?start=[\w-]{20,}\n", link)
    assert re.fullmatch(r"Bot @\w+ siap\.\n", listening)
    assert re.match(r"Tanah Sareal: \d+ entries in order", musrenbang(tmp_path, "audit"))


def test_backup_of_the_readme_holds_everything(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"BOT_TOKEN={TOKEN}\n")
    musrenbang(tmp_path, "setup", "--kecamatan", "Tanah Sareal", "--tahun", "2028")
    live = sqlite3.connect(tmp_path / "data/musrenbang.db")
    live.execute("VACUUM INTO ?", [str(tmp_path / "backup.db")])
    copy = sqlite3.connect(tmp_path / "backup.db")

    kelurahan = [one.execute("SELECT name FROM kelurahan ORDER BY name").fetchall() for one in (live, copy)]
    live.close()
    copy.close()

    assert kelurahan[0] == kelurahan[1]
    assert ("Kedung Badak",) in kelurahan[1]


@contextmanager
def _live(folder: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The bot as `make run` starts it, and the line that says it listens."""
    words = [sys.executable, "-m", "bot", "run"]
    with subprocess.Popen(words, cwd=folder, env=only_the_folder(), stdout=subprocess.PIPE, text=True) as bot:
        assert bot.stdout is not None
        try:
            yield bot, bot.stdout.readline()
        finally:
            bot.kill()
