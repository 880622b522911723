"""Where the demo lives: a Telegram, the bot as its child, and one folder with everything of theirs."""

import csv
import shutil
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from zoneinfo import ZoneInfo

from aiohttp import web

from demo.cast import Member, sample_people
from demo.child import Child
from demo.phone import Phone, Telegram
from demo.server.app import More, ServerThread
from demo.server.bsre import Account, Esign
from demo.server.clock import Clock
from demo.server.world import World

WIB = ZoneInfo("Asia/Jakarta")
TOKEN = "4242:demo-token-of-this-machine"  # noqa: S105 -- opens nothing outside this machine
#: What the Camat of the demo types to sign; it stands on the demo's page.
NIK, PASSPHRASE = "3271000101700001", "Contoh-2028"  # an invented NIK
ESIGN_USER, ESIGN_PASSWORD = "demo", "of-this-machine"
PATIENCE = 60.0  #: seconds; a slow machine is no fault of the bot
_AT_ONCE = 8  #: people who join at the same time


@dataclass(frozen=True)
class Place:
    """Which office plays, and when."""

    kecamatan: str
    year: int  #: of the plan
    opens: datetime
    wilayah: Path | None = None


def next_season(kecamatan: str, now: datetime, wilayah: Path | None = None) -> Place:
    """The Musrenbang is in January of the year before the plan year: the first working Monday to come."""
    year = now.astimezone(WIB).year
    opens = _first_monday(year)
    if opens <= now:
        opens = _first_monday(year + 1)
    return Place(kecamatan, opens.year + 1, opens, wilayah)


def write_wilayah(kecamatan: str, kelurahan: Iterable[str], file: Path) -> Path:
    """The kecamatan and its kelurahan, for `setup --wilayah`."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(["kecamatan", "kelurahan"])
        writer.writerows((kecamatan, name) for name in sorted(set(kelurahan)))
    return file


def _first_monday(year: int) -> datetime:
    day = datetime(year, 1, 4, 8, 30, tzinfo=WIB)
    return day + timedelta(days=-day.weekday() % 7)


class House(AbstractContextManager["House"]):
    """Everything that runs; each time it is entered a fresh season begins."""

    def __init__(self, folder: Path, *, port: int = 0, more: More | None = None) -> None:
        self.folder = folder.absolute()
        self._where = ("127.0.0.1", port)
        self._more = more
        self._stack = ExitStack()
        self.phones: dict[int, Phone] = {}

    def __enter__(self) -> "House":
        self._wipe()
        world = World(
            TOKEN,
            clock=Clock(file=self.folder / "clock"),
            folder=self.folder / "telegram",
        )
        esign = _esign(world.clock)
        roots = self.folder / "akar"
        roots.mkdir()
        (roots / "contoh.pem").write_bytes(esign.authority.root)
        self.server = self._stack.enter_context(
            ServerThread(world, *self._where, more=_both(esign.add_routes, self._more))
        )
        self.url = self.server.url
        self.telegram = self._stack.enter_context(
            Telegram(self.url, patience=PATIENCE, answer_patience=PATIENCE)
        )
        self.child = Child(
            self.folder / "bot",
            token=TOKEN,
            api_url=self.url,
            clock_file=self.folder / "clock",
            settings={
                "TRUST_ROOTS": str(roots),
                "BSRE_URL": f"{self.url}/bsre",
                "BSRE_USER": ESIGN_USER,
                "BSRE_PASSWORD": ESIGN_PASSWORD,
            },
        )
        self._stack.callback(self.child.stop)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def clears(self) -> None:
        """Nothing was ever said; people keep their phones."""
        self.child.stop()
        self.telegram.control.clear()
        shutil.rmtree(self.child.folder, ignore_errors=True)

    def opens(self, place: Place, people: list[Member]) -> dict[int, str]:
        """The kecamatan is set up and the bot runs; a link for each of the people, by their number."""
        self.telegram.control.sets_clock(place.opens)
        for member in people:
            self.phone(member)
        setup = ["setup", "--kecamatan", place.kecamatan, "--tahun", str(place.year)]
        if place.wilayah is not None:
            setup += ["--wilayah", str(place.wilayah.absolute())]
        self.child.commands(setup)
        self.child.start()
        answers = self.child.commands(*(_invitation(place, member) for member in people))
        return {member.number: answer["link"] for member, answer in zip(people, answers, strict=True)}

    def phone(self, member: Member) -> Phone:
        """The phone of somebody of the sample."""
        if member.number not in self.phones:
            self.phones[member.number] = self.telegram.phone(member.id, member.name)
        return self.phones[member.number]

    def joins(self, member: Member, link: str) -> None:
        """Somebody opens the link, says who he is, and is in."""
        phone = self.phone(member)
        phone.opens(link)
        phone.taps("Ya, ini saya")
        phone.taps("Pakai")
        phone.waits_for(lambda eyes: eyes.has("Berapa NIP") or eyes.has("Selamat bergabung"))
        if not phone.has("Selamat bergabung"):
            phone.sends(member.nip)
            phone.sees("pangkat")
            phone.sends(member.rank)
            phone.sees("Selamat bergabung")

    def all_join(
        self, people: list[Member], links: dict[int, str], told: Callable[[int, int], None] | None = None
    ) -> None:
        """Everybody joins, several at once."""
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            waiting = [pool.submit(self.joins, member, links[member.number]) for member in people]
            for number, one in enumerate(waiting, start=1):
                one.result()
                if told is not None:
                    told(number, len(people))

    def _wipe(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)


def _esign(clock: Callable[[], datetime]) -> Esign:
    """BSrE, as it knows the Camat of the sample."""
    [camat] = [member for member in sample_people() if member.post == "camat"]
    account = Account(camat.name, PASSPHRASE)
    return Esign({NIK: account}, user=ESIGN_USER, password=ESIGN_PASSWORD, clock=clock)


def _both(first: More, second: More | None) -> More:
    def add(app: web.Application) -> None:
        first(app)
        if second is not None:
            second(app)

    return add


def _invitation(place: Place, member: Member) -> list[str]:
    words = ["invite", "--kecamatan", place.kecamatan, "--post", member.post, "--name", member.name]
    return [*words, "--kelurahan", member.kelurahan] if member.kelurahan else words
