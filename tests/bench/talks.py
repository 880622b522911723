"""Bots side by side: ours as it runs, peers in an environment of their own; each with its own Telegram."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.database import office_database
from bot.migrating import migrate
from models.chat import Chat
from models.people import Kelurahan, Person
from models.posts import Post
from sop.core.people import appoint
from sop.office.places import Place
from sop.proposals.kamus import shipped
from sop.setting_up import setup
from tests.bench.crowd import FIRST_CHAT, Script
from tests.bench.figures import ROOT

TOKEN = "4242:a-token-of-the-bench"
PEERS = ROOT / ".venv-bench" / "bin" / "python"
MOST_CHATS = 200
KELURAHAN = 16
READY_SECONDS = 60.0
STOP_SECONDS = 15.0

#: An usulan of kind non-fisik, as a delegate fills it in: thirteen updates, eight presses and five texts.
USULAN: Script = [
    {"press": "Buat usulan", "until": "Apa yang ingin diusulkan?"},
    {"say": "pelatihan umkm", "until": "Yang cocok dengan"},
    {"press": "Pelatihan UMKM", "until": "EK-01"},
    {"press": "Pakai jenis ini", "until": "Apa masalahnya?"},
    {"say": "Warga belum bisa {words}", "until": "Di mana lokasinya?"},
    {"say": "Balai {words} nomor {n}, RT {rt}/RW {rt}", "until": "Titik lokasi di peta?"},
    {"press": "Lewati", "until": "Berapa volumenya?"},
    {"say": "{n}", "until": "Berapa perkiraan biayanya?"},
    {"press": "Pakai harga kamus", "until": "Berapa penerima manfaatnya?"},
    {"say": "8 KK 9{n} jiwa", "until": "Seberapa mendesak"},
    {"press": "Segera", "until": "foto keadaan sekarang"},
    {"press": "Lewati", "until": "Periksa sekali lagi."},
    {"press": "Kirim usulan", "or": "Beda, lanjut", "until": "Musrenbang Kecamatan"},
]


@dataclass
class Run:
    """What one run has measured."""

    seconds: float
    acts: int
    calls: int
    cpu: float
    own: float  #: share of a processor that the Telegram of the bench used
    first: list[float]
    whole: list[float]

    @property
    def rate(self) -> float:
        """Updates a second."""
        return self.acts / self.seconds

    @property
    def each(self) -> float:
        """Microseconds of processor per update."""
        return self.cpu / max(self.acts, 1) * 1e6


@dataclass
class Contender:
    """A bot that runs, and the Telegram it speaks to."""

    name: str
    telegram: subprocess.Popen[str]
    bots: list[subprocess.Popen[Any]] = field(default_factory=list)

    @property
    def pids(self) -> list[int]:
        return [bot.pid for bot in self.bots]

    def run(self, chats: int, seconds: float, warm: float = 1.0, rate: float = 0) -> Run:
        assert self.telegram.stdin
        assert self.telegram.stdout
        order = {"chats": chats, "seconds": seconds, "warm": warm, "pids": self.pids, "rate": rate}
        self.telegram.stdin.write(json.dumps(order) + "\n")
        self.telegram.stdin.flush()
        answer = self.telegram.stdout.readline()
        if not answer:
            raise RuntimeError(f"the Telegram of {self.name} has ended")
        return Run(**json.loads(answer))


@contextmanager
def telegram(name: str, script: Script = USULAN) -> Iterator[tuple[Contender, str]]:
    """A contender without a bot yet, and the address of its Telegram."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.fake_telegram", json.dumps(script)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        cwd=ROOT,
    )
    contender = Contender(name, process)
    try:
        assert process.stdout
        yield contender, f"http://127.0.0.1:{int(process.stdout.readline())}"
    finally:
        for one in [*contender.bots, process]:
            one.terminate()
        for one in [*contender.bots, process]:
            try:
                one.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                one.kill()
                one.wait()
            for pipe in (one.stdin, one.stdout):
                if pipe is not None:
                    pipe.close()


@contextmanager
def ours(
    folder: Path, url: str | None = None, count: int = 1, script: Script = USULAN
) -> Iterator[Contender]:
    """The live bot on SQLite, or several of its processes on a PostgreSQL."""
    url = url or f"sqlite:///{folder}/musrenbang.db"
    office(url)
    with telegram("ours", script) as (contender, address):
        for at in range(count):
            contender.bots.append(process := starts(folder, url, address, f"bot-{at}.log"))
            assert process.stdout
            if "siap" not in (line := process.stdout.readline()):
                raise RuntimeError(f"the bot did not start: {line!r}\n{_end(folder / f'bot-{at}.log')}")
        yield contender


def starts(folder: Path, url: str, address: str, log: str) -> subprocess.Popen[str]:
    """`python -m bot run`, with Telegram's rates raised: on this machine nobody minds."""
    settings = {
        "PYTHONPATH": str(ROOT),
        "BOT_TOKEN": TOKEN,
        "BOT_API_URL": address,
        "DATABASE_URL": url,
        "DATA_DIR": str(folder / "data"),
        "LISTEN": "127.0.0.1:0",
        "BACKUP_AT": "",
        "SEND_RATE": "100000",
        "SEND_RATE_CHAT": "100000",
        "USER_RATE": "100000",
    }
    with (folder / log).open("ab") as errors:
        return subprocess.Popen(
            [sys.executable, "-m", "bot", "run"],
            env={"PATH": os.environ["PATH"]} | settings,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )


@contextmanager
def peer(folder: Path, name: str, words: list[str], script: Script = USULAN) -> Iterator[Contender]:
    """A script of tests/bench/peers, which knows nothing of ours but the talk."""
    with telegram(name, script) as (contender, address):
        asked = json.dumps({"url": address, "token": TOKEN, "script": script, "folder": str(folder)})
        with (folder / "peer.log").open("ab") as errors:
            process = subprocess.Popen(
                [str(PEERS), str(ROOT / "tests" / "bench" / "peers" / words[0]), asked, *words[1:]],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )
        contender.bots.append(process)
        assert process.stdout
        if "ready" not in (process.stdout.readline()):
            raise RuntimeError(f"{name} did not start\n{_end(folder / 'peer.log')}")
        time.sleep(0.5)
        yield contender


def _end(log: Path) -> str:
    return log.read_text(errors="replace")[-3000:]


def office(url: str, delegates: int = MOST_CHATS, now: datetime | None = None) -> None:
    """A kecamatan whose intake is open, with so many delegates in sixteen kelurahan."""
    now = now or datetime.now(UTC)
    migrate(url)
    database = office_database(url)
    places = [
        Place(kecamatan="Tanah Sareal", kelurahan=f"Kelurahan {letter}", lat=-6.56, lon=106.79)
        for letter in "ABCDEFGHIJKLMNOP"[:KELURAHAN]
    ]
    with database.unit(now) as unit:
        kecamatan, _, _ = setup(
            unit, kecamatan="Tanah Sareal", year=now.year + 2, places=places, kamus=shipped()
        )
        kelurahan = sorted(one.id for one in unit.session.query(Kelurahan).all())
        for at in range(delegates):
            number = FIRST_CHAT + at
            person = unit.add(
                Person(kecamatan_id=kecamatan.id, telegram_id=number, name=f"Warga {at}", joined_at=now)
            )
            unit.add(Chat(id=number, person_id=person.id, answers={}, flood_count=0))
            appoint(unit, person, Post.DELEGASI, kelurahan_id=kelurahan[at % KELURAHAN], by=None)
    database.close()
