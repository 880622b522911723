"""One-time pages: for one person and once, whatever happens; what is typed there is nowhere else."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from html import unescape
from pathlib import Path
from threading import Barrier

import httpx
import pytest
from sqlalchemy import select

from bot.web.one_time import safe_root
from demo.server.app import free_port
from models.chat import Outbox
from models.enums import Drawing, Stage
from models.paper import Paper
from models.people import Person
from models.posts import Post
from models.signing import OneTimePage
from models.unit import Database
from sop.core.refused import Refused
from sop.core.steps import PaperKey
from sop.signing.one_time import addressed, open_page, page_button, topic_of, use
from tests.core.desk import database_with_tables
from tests.signing.archive import NOW, Archive
from tests.support.office import ROOT, Bureau

NIK, SECRET = "3271046504930002", "kata-sandi-yang-panjang"


class Pages:
    """A Camat with a paper, and the process that shows his pages."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.url = f"sqlite:///{folder}/musrenbang.db"
        self.database = database_with_tables(self.url)
        self.archive = Archive(self.database, folder)
        self.paper_id = self.archive.keeps(b"%PDF-1.7 naskah", 1)
        self.port = free_port()
        self.web = httpx.Client(base_url=f"http://127.0.0.1:{self.port}", trust_env=False, timeout=30)
        self.starts()

    def starts(self) -> None:
        self.log = (self.folder / "log").open("ab")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.signing.page_entry", self.url, str(self.port)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=self.log,
        )
        assert self.process.stdout is not None
        assert b"http" in self.process.stdout.readline(), (self.folder / "log").read_text()

    def kills(self) -> None:
        self.process.kill()
        self.process.wait(timeout=10)
        if self.process.stdout:
            self.process.stdout.close()
        self.log.close()

    def opens(self, ago: timedelta = timedelta()) -> str:
        """The secret part of a fresh page's address."""
        with self.database.unit(NOW - ago) as unit:
            camat = unit.session.get_one(Person, self.archive.camat_id)
            page = open_page(unit, camat, unit.session.get_one(Paper, self.paper_id), "ab" * 32)
            return addressed(unit, page.id)

    def reads(self, token: str) -> tuple[int, str]:
        return _said(self.web.get(f"/s/{token}"))

    def sends(self, token: str, word: str = SECRET, **headers: str) -> tuple[int, str]:
        return _said(self.web.post(f"/s/{token}", data={"nik": NIK, "kata": word}, headers=headers))

    def outcomes(self) -> list[str | None]:
        with self.database.unit(NOW) as unit:
            return unit.all(select(OneTimePage.outcome).order_by(OneTimePage.id))


def _said(answer: httpx.Response) -> tuple[int, str]:
    body = answer.text.partition("<main>")[2].partition("</main>")[0]
    return answer.status_code, " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


USED = (
    410,
    "Halaman ini sudah dipakai pukul 10.00 WIB. Hasilnya dikirim di Telegram; bila perlu, minta halaman",
)


@pytest.fixture
def pages(tmp_path: Path) -> Iterator[Pages]:
    made = Pages(tmp_path)
    yield made
    made.kills()
    made.web.close()
    made.database.close()


def begins(answer: tuple[int, str], expected: tuple[int, str]) -> bool:
    return answer[0] == expected[0] and answer[1].startswith(expected[1])


def test_page_is_shown_as_often_as_wanted_and_used_once(pages: Pages) -> None:
    token = pages.opens()

    for _ in range(2):
        status, words = pages.reads(token)
        assert status == 200
        assert words.startswith("Percobaan Laporan hasil kegiatan Musrenbang, Rahmat Hidayat NIK Kata Kirim")
    form = pages.web.get(f"/s/{token}")
    assert form.headers["Cache-Control"] == "no-store"
    assert form.text.count('autocomplete="off"') == 3
    assert pages.sends(token, "") == (200, form_with("Isi dahulu: Kata."))
    assert pages.sends(token) == (200, "Sudah.")
    assert begins(pages.sends(token), USED)
    assert begins(pages.reads(token), USED)
    assert pages.outcomes() == ["done"]


def form_with(above: str) -> str:
    return (
        f"{above} Percobaan Laporan hasil kegiatan Musrenbang, Rahmat Hidayat NIK Kata Kirim Halaman ini "
        "untuk Bapak/Ibu saja, berlaku sampai pukul 10.10 WIB, dan hanya sekali. Isiannya tidak disimpan dan "
        "tidak dikirim ke Telegram."
    )


def test_of_many_at_once_one_comes_through(pages: Pages) -> None:
    token = pages.opens()

    with ThreadPoolExecutor(8) as phones:
        answers = list(phones.map(lambda _: pages.sends(token), range(8)))

    assert sorted(status for status, _ in answers) == [200] + [410] * 7
    assert pages.outcomes() == ["done"]


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def test_of_many_processes_one_comes_through(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = f"sqlite:///{tmp_path}/pages.db"
    if kind == "postgresql":
        url = str(request.getfixturevalue("postgres_tables_url"))
    database = database_with_tables(url)
    archive = Archive(database, tmp_path)
    paper_id = archive.keeps(b"%PDF-1.7 naskah", 1)
    with database.unit(NOW) as unit:
        camat = unit.session.get_one(Person, archive.camat_id)
        token = addressed(unit, open_page(unit, camat, unit.session.get_one(Paper, paper_id), "ab" * 32).id)
    together = Barrier(6)

    def sends() -> str:
        mine = Database(url)
        together.wait()
        try:
            with mine.unit(NOW) as unit:
                use(unit, token)
        except Refused as no:
            return no.key
        finally:
            mine.close()
        return "came through"

    with ThreadPoolExecutor(6) as processes:
        came = list(processes.map(lambda _: sends(), range(6)))
    database.close()

    assert sorted(came) == ["came through", *["one_time.used"] * 5]


def test_used_before_a_kill_is_used_after_it(pages: Pages) -> None:
    token = pages.opens()
    with ThreadPoolExecutor(1) as phone:
        asked = phone.submit(pages.sends, token, "lambat")
        while pages.outcomes() != ["begun"]:
            assert not asked.done(), asked.result()
            time.sleep(0.05)
        pages.kills()
        with pytest.raises(httpx.TransportError):
            asked.result()
    pages.starts()

    assert begins(pages.sends(token), USED)
    assert pages.outcomes() == ["begun"]


def test_what_was_mistyped_is_tried_again_on_a_fresh_page(pages: Pages) -> None:
    token = pages.opens()

    answer = pages.web.post(f"/s/{token}", data={"nik": NIK, "kata": "keliru"})

    assert _said(answer) == (200, form_with("Kata itu keliru."))
    (fresh,) = re.findall(r'action="[^"]*/s/([\w-]+)"', answer.text)
    assert begins(pages.sends(token), USED)
    assert pages.sends(fresh) == (200, "Sudah.")
    assert pages.outcomes() == ["wrong", "done"]


def test_late_old_wrong_and_foreign_requests_do_nothing(pages: Pages) -> None:
    late = pages.opens(timedelta(minutes=10))
    assert begins(pages.reads(late), (410, "Halaman ini sudah lewat waktunya (10 menit)."))
    assert pages.sends(late)[0] == 410
    overtaken, newest = pages.opens(), pages.opens()
    assert pages.sends(overtaken)[0] == 410
    assert pages.sends("x" * 32)[0] == 404
    assert pages.sends(newest, Origin="https://jahat.example")[0] == 403
    assert pages.sends(newest, **{"Sec-Fetch-Site": "cross-site"})[0] == 403
    assert pages.web.post(f"/s/{newest}", data={"kata": "x" * 9000}).status_code == 413
    assert pages.outcomes() == [None, None, None]

    assert pages.sends(newest, Origin=f"http://127.0.0.1:{pages.port}")[0] == 200


def test_what_takes_long_goes_on_and_what_breaks_says_so(pages: Pages) -> None:
    slow = pages.opens()

    assert begins(pages.sends(slow, "diam"), (200, "Permintaan sudah diteruskan dan masih diproses."))
    broken = pages.opens()
    assert begins(pages.sends(broken, "rusak"), (500, "Ada gangguan, dan hasilnya belum pasti."))
    while pages.outcomes()[0] != "done":
        time.sleep(0.1)
    assert '"error": "ValueError"' in (pages.folder / "log").read_text()


def test_what_was_typed_and_the_address_are_nowhere(pages: Pages) -> None:
    tokens = [pages.opens() for _ in range(3)]
    pages.reads(tokens[0])
    pages.sends(tokens[1], "keliru")
    pages.sends(tokens[2], SECRET)
    pages.sends(pages.opens(), "rusak")
    pages.web.post(f"/s/{tokens[2]}", content=b"\xff\xfe", headers={"Content-Type": "multipart/form-data"})
    raw = f"GARBAGE /s/{tokens[2]} {SECRET}\r\n\r\n".encode()
    with pytest.raises(httpx.TransportError):
        httpx.Client(trust_env=False).request("BAD METHOD", f"http://127.0.0.1:{pages.port}/s/{raw!r}")
    pages.database.close()

    kept = b"".join(path.read_bytes() for path in sorted(pages.folder.rglob("*")) if path.is_file())

    assert b"one_time_page" in kept
    for secret in (*tokens, NIK, SECRET, "keliru", "rusak"):
        assert secret.encode() not in kept, secret


def test_address_is_made_when_it_goes_out_and_kept_nowhere(tmp_path: Path) -> None:
    port = free_port()
    root = f"http://127.0.0.1:{port}"
    with Bureau(tmp_path, LISTEN=f"127.0.0.1:{port}", PUBLIC_URL=root) as bureau:
        office = bureau.office(kelurahan=1)
        camat = office.joins(Post.CAMAT, "Rahmat Hidayat")
        with bureau.database.unit(bureau.now()) as unit:
            person = unit.all(select(Person).where(Person.kecamatan_id == office.kecamatan_id))[0]
            paper = unit.add(
                Paper(
                    kecamatan_id=office.kecamatan_id,
                    season_id=office.season_id,
                    step="step7_sign",
                    key=PaperKey.LAPORAN,
                    edition=1,
                    stage=Stage.NASKAH,
                    data={},
                    code="kode-naskah",
                    made_at=NOW,
                    state=Drawing.DRAWN,
                )
            )
            page = open_page(unit, person, paper, "cd" * 32)
            unit.tell(
                person,
                "Halaman untuk Bapak",
                [[page_button("one_time.title", page)]],
                topic=topic_of(page),
            )
        bureau.knocks()
        camat.sees("Halaman untuk Bapak")
        (address,) = [
            key.url for message in camat.from_bot for row in message.buttons for key in row if key.url
        ]

        token = address.removeprefix(f"{root}/s/")
        assert re.fullmatch(r"[\w-]{32}", token)
        (kept,) = office.read(select(Outbox).where(Outbox.topic == topic_of(page)))
        assert kept.keyboard == [[{"text": "Halaman sekali pakai", "page": page.id}]]
        for path in tmp_path.rglob("*"):
            assert not path.is_file() or token.encode() not in path.read_bytes(), path


@pytest.mark.parametrize(
    ("public", "root"),
    [
        (None, None),
        ("http://musrenbang.example", None),
        ("https://musrenbang.example", "https://musrenbang.example"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://localhost", "http://localhost"),
    ],
)
def test_such_pages_are_over_https_only_but_on_this_machine(public: str | None, root: str | None) -> None:
    assert safe_root(public) == root
