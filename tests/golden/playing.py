"""The two houses of a record, the demo's season and an office that takes in a list; what is asked there."""

from __future__ import annotations

import json
import multiprocessing
import re
import shutil
import sqlite3
from collections.abc import Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from demo.cast import TITLES, Member, sample_people, with_phones
from demo.house import WIB, Place
from demo.phone import Phone
from demo.story import SCENES, Story
from demo.story.alone import SAMPLE_KECAMATAN
from demo.story.papers import check, collect
from demo.story.usulan import sample_usulan
from tests.golden.files import pretty
from tests.golden.record import Record
from tests.golden.screens import walk
from tests.golden.stage import Stage, still_house
from tests.support.filled import a_row, a_workbook

OPENS = datetime(2027, 1, 4, 8, 30, tzinfo=WIB)
PLACE = Place(SAMPLE_KECAMATAN, 2028, OPENS)
#: Everything that can be asked for as a file: the screen, and the buttons on it.
LISTS = [("export:choose", r"export:make:.*"), ("recap:snapshots:0", r"recap:snapshot:\d+")]
AT_THE_END = [
    ("word:list", r"word:get:\d+"),
    ("arsip:home", r"arsip:(zip:\d+|check)"),
    ("settings:privacy", r"settings:mydata"),
]
TEMPLATES = [("import:template", r"import:blank:\w+"), ("settings:templat", r"settings:templatget")]


class Playing:
    """One house while it is recorded; its screens are walked through beside what goes on in it."""

    def __init__(
        self, stage: Stage, story: Story, record: Record, pool: ProcessPoolExecutor, folder: Path
    ) -> None:
        self.stage, self.story, self.record = stage, story, record
        self._pool, self._folder = pool, folder
        self._walks: list[tuple[str, Future[dict[str, list[str]]]]] = []

    def walks(self, name: str) -> None:
        """What everybody finds now, looked at in a copy."""
        self.stage.sweeps()
        copy = self._folder / f"{name}.db"
        with sqlite3.connect(self.stage.database) as house, sqlite3.connect(copy) as other:
            house.backup(other)
        people = {f"{one.number:02d} {one.label}": (one.id, one.post) for one in self._walkers()}
        self._walks.append((name, self._pool.submit(walk, copy, self.stage.now, people)))

    def _walkers(self) -> list[Member]:
        """One of each post."""
        return [self.story.holders(post)[0] for post in TITLES if self.story.holders(post)]

    def asks(self, post: str, screens: list[tuple[str, str]]) -> None:
        """Press all of these buttons: files come of it."""
        phone = self.story.one(post)
        for screen, wanted in screens:
            _presses(phone, screen)
            for data in _offered(phone, wanted):
                _presses(phone, data)
                for more in _offered(phone, r"recap:(pra|open|post):\d+") if "snapshot" in data else []:
                    _presses(phone, more)

    def receipts(self) -> None:
        """Every author asks for the receipt of each version of what he sent."""
        authors = self.stage.rows(
            "select v.id, a.telegram_id from proposal_version v join proposal p on p.id = v.proposal_id "
            "join person a on a.id = p.author_id where v.code is not null order by v.id"
        )
        phones = {member.id: self.story.phone(member) for member in self.story.people if member.on_telegram}
        for version, author in authors:
            _presses(phones[author], f"bukti:pdf:{version}")

    def papers(self) -> None:
        """The frozen data of every paper."""
        query = (
            "select p.key, p.edition, p.stage, c.data from paper p join paper_content c on c.paper_id = p.id "
            "order by p.id"
        )
        for key, edition, stage, data in self.stage.rows(query):
            self.record.write(f"papers/{key}-v{edition}-{stage}.json", pretty(json.loads(data)).splitlines())

    def ends(self) -> None:
        """Write down what there is to be seen."""
        self.stage.sweeps()
        self.record.phones(self.stage, self.story)
        self.papers()
        for name, found in self._walks:
            for who, lines in found.result().items():
                self.record.write(f"screens/{name}/{who}.txt", lines)


def record(out: Path, folder: Path, houses: Iterable[str]) -> None:
    """These houses; `folder` is where they live."""
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
        for name in houses:
            shutil.rmtree(out / name, ignore_errors=True)
            HOUSES[name](Record(out / name), pool, folder / name)


def _season(record: Record, pool: ProcessPoolExecutor, folder: Path) -> None:
    people = sample_people()
    with ExitStack() as stack:
        stage = stack.enter_context(still_house(folder / "house"))
        phones = with_phones(people)
        stage.house.all_join(phones, stage.house.opens(PLACE, phones))
        story = Story(stage.house, PLACE, people, sample_usulan())
        playing = Playing(stage, story, record, pool, folder)
        for number, scene in enumerate(SCENES, start=1):
            print(f"  {scene.title}", flush=True)
            scene.play(story)
            if number in (1, 5, 8):
                playing.asks("jfu", LISTS)
            if number in (1, 2):
                playing.receipts()
            if number == 8:
                playing.asks("sekretaris", AT_THE_END)
                playing.asks("delegasi", AT_THE_END[2:3])
                check(story, collect(story, folder / "papers"))
            playing.walks(f"step {number}")
        playing.ends()


def _imported(record: Record, pool: ProcessPoolExecutor, folder: Path) -> None:
    """JFU takes in a list; its rows have receipts, too."""
    print("  An imported list", flush=True)
    wanted = {"admin", "jfu", "sekretaris", "lurah", "delegasi", "kepala_bidang"}
    people = [one for one in with_phones(sample_people()) if one.post in wanted]
    places = [one.kelurahan for one in people if one.post == "delegasi"]
    with ExitStack() as stack:
        stage = stack.enter_context(still_house(folder / "house"))
        stage.house.all_join(people, stage.house.opens(PLACE, people))
        story = Story(stage.house, PLACE, people, [])
        playing = Playing(stage, story, record, pool, folder)
        jfu = story.one("jfu")
        jfu.sends_document(a_workbook(_list(places), above=1), "usulan.xlsx")
        jfu.taps("Laporan lengkap")
        jfu.taps("Masukkan & kirim")
        jfu.sees("Selesai: ")
        playing.receipts()
        playing.asks("jfu", [*LISTS, *TEMPLATES])
        playing.walks("imported")
        playing.ends()


def _list(places: list[str]) -> list[list[object]]:
    """Whole rows, rows in words, rows outside the kamus, and rows that lack something."""
    first, second, *_ = places
    soap = {
        "title": "Pelatihan pembuatan sabun cuci",
        "komisi": "Ekonomi",
        "unit": "orang",
        "cost": "15 juta",
    }
    scales = {"title": "Pengadaan timbangan bayi", "komisi": "Kesra", "unit": "unit", "cost": 6_000_000}
    paving = {"volume": "40", "unit": "m", "land": "Siap", "place": "Gang Mawar depan musala"}
    return [
        a_row(kelurahan=first),
        a_row(no=2, kelurahan=second, volume="3,5", people="", place="Posyandu Melati"),
        a_row(no=3, kelurahan=first, code="SP-01", **paving),
        a_row(no=4, kelurahan=first, code="", volume=20, **soap),
        a_row(no=5, kelurahan=second, code="", title="Pelatihan kader posyandu RW 02", komisi="Kesra"),
        a_row(no=6, kelurahan=second, code="", volume="4", urgency="Mendesak", **scales),
        a_row(no=7, kelurahan="Kelurahan Z"),
    ]


def _presses(phone: Phone, data: str) -> None:
    phone.presses(phone.from_bot[-1], data)


def _offered(phone: Phone, wanted: str) -> list[str]:
    """Buttons before somebody whose data look like this."""
    every = [one.data for message in phone.from_bot for row in message.buttons for one in row]
    return list(dict.fromkeys(data for data in every if re.fullmatch(wanted, data)))


HOUSES = {"season": _season, "imported": _imported}
