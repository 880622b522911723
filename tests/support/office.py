"""An office for tests: a Telegram on this machine, the bot as a child process, and people with phones."""

from __future__ import annotations

import itertools
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any

import pytest
from sqlalchemy.orm import joinedload

from bot.database import office_database
from demo.phone import Phone, Telegram
from demo.server.app import ServerThread
from demo.server.world import World
from models.base import WIB
from models.chat import Chat
from models.paper import Paper
from models.people import Kecamatan
from models.posts import Post
from models.season import Season
from models.unit import Unit
from sop.accounts.invitations import invite
from sop.core.kelurahan import find_kelurahan
from sop.core.people import signs
from sop.flow.card import pin_card
from sop.joining.accepting import accept, open_invitation
from sop.office.places import Place
from sop.privacy.notice import tell_first
from sop.proposals.kamus import shipped
from sop.reading import nip, person_name
from sop.setting_up import setup
from tests.tools import ready
from tests.tools.required import everything
from tests.tools.tables import migrated

ROOT = Path(__file__).parents[2]
TOKEN = "4242:test-token-of-this-machine"
START = datetime(2027, 1, 11, 3, 0, tzinfo=UTC)  #: a Monday, 10.00 WIB
PASSER_BY = 5_000_000
PATIENCE, LONGEST_PATIENCE = 5.0, 30.0
IN_A_TEST = "pytest" in sys.modules  #: who plays troubles may have been answered before he asked again
NIP, RANK = "19780512 200501 1 004", "Penata Tingkat I, III/d"
_ids = itertools.count(5_000_001)
_names = itertools.count(1)


def _patience() -> float:
    """Seconds that people wait for the bot before a test fails: few, for who tries one test again and again.

    Where tests run beside each other, or all that is looked for must be found, a loaded machine is no fault.
    """
    if everything() or "PYTEST_XDIST_WORKER" in os.environ:
        return LONGEST_PATIENCE
    return min(LONGEST_PATIENCE, PATIENCE * max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1)))


class Bureau:
    """A Telegram, a database and the bot as a child process; several offices can live in it."""

    def __init__(
        self, folder: Path, database_url: str | None = None, entry: str = "demo.entry", **settings: str
    ) -> None:
        self.folder = folder
        self.url = database_url or f"sqlite:///{folder}/musrenbang.db"
        self.clock_file = folder / "clock"
        self.entry = entry
        self.settings = settings  #: of the bot, besides those that every bureau has
        self._ahead = timedelta(0)
        self._stack = ExitStack()
        self.bot: ready.Bot | None = None

    def __enter__(self) -> Bureau:
        self._set_ahead(START - datetime.now(UTC))
        world = World(TOKEN, username="musrenbang_uji_bot", clock=self.now)
        server = self._stack.enter_context(ServerThread(world))
        patience = _patience()
        self.telegram = self._stack.enter_context(
            Telegram(server.url, patience=patience, answer_patience=patience, look_at_what_is_new=IN_A_TEST)
        )
        migrated(self.url)
        self.database = office_database(self.url)
        self._stack.callback(self.database.close)
        self.starts_bot()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stops_bot()
        self._stack.close()

    # ---- time

    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def _set_ahead(self, ahead: timedelta) -> None:
        self._ahead = ahead
        half = self.clock_file.with_suffix(".half")
        half.write_text(str(ahead.total_seconds()))
        half.replace(self.clock_file)

    def turns_clock(self, **by: float) -> None:
        """Time passes for everybody."""
        self._set_ahead(self._ahead + timedelta(**by))

    # ---- the bot

    def knocks(self) -> None:
        """Somebody says something: then the bot looks at once at what a test has put before it."""
        self.telegram.phone(PASSER_BY, "Orang lewat").sends("halo")

    def starts_bot(self) -> None:
        self.begins_bot()
        assert self.bot is not None
        line = self.bot.stdout.readline()
        assert b"siap" in line, (line, (self.folder / "bot.log").read_text()[-3000:])

    def begins_bot(self) -> None:
        """Without waiting until it listens."""
        environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "BOT_TOKEN": TOKEN,
            "BOT_API_URL": self.telegram.url,
            "DATABASE_URL": self.url,
            "DATA_DIR": str(self.folder / "data"),
            "DEMO_CLOCK": str(self.clock_file),
            "BACKUP_AT": "",
            "SEND_RATE": "10000",
            "SEND_RATE_CHAT": "10000",
            "USER_RATE": "100000",
            "LISTEN": "127.0.0.1:0",
        } | self.settings
        self.log = (self.folder / "bot.log").open("ab")
        self.bot = ready.start(environment, self.folder, self.log, self.entry)

    def stops_bot(self) -> None:
        if self.bot is not None:
            self.bot.terminate()
            self.bot.wait(timeout=10)
            self.bot.stdout.close()
            self.log.close()
            self.bot = None

    def kills_bot(self) -> None:
        """kill -9."""
        if self.bot is not None:
            self.bot.kill()
            self.bot.wait(timeout=10)
            self.bot.stdout.close()
            self.log.close()
            self.bot = None

    def restarts_bot(self) -> None:
        self.kills_bot()
        self.starts_bot()

    @property
    def log_text(self) -> str:
        return (self.folder / "bot.log").read_text()

    # ---- offices

    def office(self, kelurahan: int = 3, year: int = 2028, **rules: Any) -> Office:
        """A new kecamatan with some kelurahan, in this bureau; verdicts and approvals hold at once."""
        name = f"Uji {next(_names)}"
        places = [
            Place(kecamatan=name, kelurahan=f"Kelurahan {letter}", lat=-6.56 - at / 100, lon=106.79)
            for at, letter in enumerate("ABCDEFGHIJKLMNOP"[:kelurahan])
        ]
        with self.database.unit(self.now()) as unit:
            kecamatan, season, _ = setup(unit, kecamatan=name, year=year, places=places, kamus=shipped())
            season.rules = {"undo_minutes": 0, "approval_undo_minutes": 0, **rules}
            # It came into being after this morning's reminders: else one comes as soon as the sweep meets
            # a debt, in the middle of what a test looks at.
            season.reminded_on = self.now().astimezone(WIB).date()
            return Office(self, name, kecamatan.id, season.id)


class Office:
    """A kecamatan with people, for one test."""

    def __init__(self, bureau: Bureau, name: str, kecamatan_id: int, season_id: int) -> None:
        self.bureau = bureau
        self.name = name
        self.kecamatan_id = kecamatan_id
        self.season_id = season_id
        self.people: dict[str, Phone] = {}

    def link(self, post: Post, kelurahan: str | None = None, name: str | None = None) -> str:
        """A fresh invitation."""
        with self.bureau.database.unit(self.bureau.now()) as unit:
            token = self._invites(unit, post, kelurahan, name)
        return f"https://t.me/musrenbang_uji_bot?start={token}"

    def _invites(self, unit: Unit, post: Post, kelurahan: str | None, name: str | None) -> str:
        kecamatan = unit.session.get_one(Kecamatan, self.kecamatan_id)
        place = find_kelurahan(unit, kecamatan, kelurahan) if kelurahan else None
        return invite(unit, kecamatan_id=kecamatan.id, post=post, kelurahan=place, name=name)

    def phone(self, name: str) -> Phone:
        """The phone of somebody who has not joined."""
        return self.bureau.telegram.phone(next(_ids), name)

    def joins(self, post: Post, name: str, kelurahan: str | None = None, phone: Phone | None = None) -> Phone:
        """Somebody is in, as if he had come through the chat; who has a phone already really does."""
        if phone is not None:
            return self.comes_in(post, name, kelurahan, phone)
        phone = self.phone(name)
        # What the bot says before he has written must not find "chat not found": he would count as gone.
        self.bureau.telegram.control.starts(phone.id)
        with self.bureau.database.unit(self.bureau.now()) as unit:
            token = self._invites(unit, post, kelurahan, name)
            tell_first(unit, phone.id, unit.session.get_one(Kecamatan, self.kecamatan_id))
            chat = unit.add(Chat(id=phone.id, answers={}, flood_count=0))
            invitation = open_invitation(unit, phone.id, token)
            number, rank = (nip(NIP), RANK) if signs(post) else (None, None)
            person = accept(unit, chat, invitation, name=person_name(name), nip=number, rank=rank)
            pin_card(unit, unit.session.get_one(Season, self.season_id), person)
        phone.sends("/start")
        phone.sees(f"{name} — ")
        self.people[name] = phone
        return phone

    def comes_in(self, post: Post, name: str, kelurahan: str | None, phone: Phone) -> Phone:
        """Somebody comes in through the chat, with an invitation in his name."""
        phone.opens(self.link(post, kelurahan, name))
        phone.taps("Ya, ini saya")
        phone.taps("Pakai")
        if signs(post):
            phone.sees("NIP")
            phone.sends(NIP)
            phone.sees("pangkat")
            phone.sends(RANK)
        phone.sees("Selamat bergabung")
        self.people[name] = phone
        return phone

    def read(self, query: Any) -> list[Any]:
        """Look into the database through a session of its own; of a paper, also at what it was drawn from."""
        if any(one["expr"] is Paper for one in query.column_descriptions):
            query = query.options(joinedload(Paper.content))
        with self.bureau.database.unit(self.bureau.now()) as unit:
            return list(unit.session.scalars(query).unique().all())

    def season(self) -> Season:
        with self.bureau.database.unit(self.bureau.now()) as unit:
            return unit.session.get_one(Season, self.season_id)


@pytest.fixture(scope="session")
def bureau(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bureau]:
    """One bot for the tests that leave the clock alone; each makes an office of its own in it."""
    with Bureau(tmp_path_factory.mktemp("bureau")) as made:
        yield made
        assert '"level": "error"' not in made.log_text, made.log_text[-4000:]


@pytest.fixture
def office(bureau: Bureau) -> Office:
    return bureau.office()


@pytest.fixture
def own_bureau(tmp_path: Path) -> Iterator[Bureau]:
    """A bot of one's own: for turning the clock, and for killing it."""
    with Bureau(tmp_path) as made:
        yield made
