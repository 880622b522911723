"""Final papers in a running bot, copies of them with real certificates, and where these are shown."""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Callable
from contextlib import contextmanager
from datetime import datetime, timedelta
from html import unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
from sqlalchemy import select, text

from bot.files import Files
from demo.phone import Phone
from demo.server.app import free_port
from models.enums import Drawing, Outcome, Stage
from models.log import LogEntry
from models.paper import Decision, Paper
from models.people import Person
from models.posts import Post
from sop.core.steps import PaperKey
from tests.signing.archive import naskah_of
from tests.support.office import Bureau
from tests.tools import ready

NASKAH = naskah_of("utusan")
CAMAT = "Rahmat Hidayat"
NIP = "197805122005011004"  #: of everybody who signs in these tests' offices, without spaces

_numbers = count(1)


class Place:
    """A bot with its page; with roots, or as it is shipped."""

    def __init__(self, folder: Path, root: bytes | None) -> None:
        port = free_port()
        url = f"http://127.0.0.1:{port}"
        more = {}
        if root is not None:
            more["TRUST_ROOTS"] = str(roots_with(folder, root))
        self.bureau = Bureau(folder, LISTEN=f"127.0.0.1:{port}", PUBLIC_URL=url, **more)
        self.web = httpx.Client(base_url=url, trust_env=False, timeout=60)

    def close(self) -> None:
        self.web.close()
        self.bureau.__exit__(None, None, None)


def roots_with(folder: Path, root: bytes) -> Path:
    roots = folder / "akar"
    roots.mkdir(exist_ok=True)
    (roots / "akar.pem").write_bytes(root)
    return roots


class Papers:
    """An office there whose report is final and sealed, and everybody who looks at it."""

    def __init__(self, place: Place) -> None:
        self.place, self.bureau = place, place.bureau
        self.office = self.bureau.office(kelurahan=1)
        self.camat = self.office.joins(Post.CAMAT, CAMAT)
        self.secretary = self.office.joins(Post.SEKRETARIS, "Rudi Hartono")
        self.code = f"bukti-{next(_numbers)}-{self.office.kecamatan_id}"
        self.paper_id = self._final()

    def _final(self) -> int:
        """The report, as if the Camat had just approved it; the bot seals it."""
        with self.bureau.database.unit(self.bureau.now()) as unit:
            paper = unit.add(
                Paper(
                    kecamatan_id=self.office.kecamatan_id,
                    season_id=self.office.season_id,
                    step="step7_sign",
                    key=PaperKey.LAPORAN,
                    edition=1,
                    stage=Stage.FINAL,
                    data={},
                    number="400.10.2/001/Kec/II/2027",
                    code=self.code,
                    made_at=unit.now,
                    state=Drawing.DRAWN,
                    sha256=Files(self.bureau.folder / "data" / "files").put(NASKAH),
                    size=len(NASKAH),
                    pages=31,
                )
            )
            camat = unit.all(select(Person).where(Person.telegram_id == self.camat.id))[0]
            unit.add(
                Decision(
                    kecamatan_id=self.office.kecamatan_id,
                    paper_id=paper.id,
                    by_id=camat.id,
                    post=Post.CAMAT,
                    outcome=Outcome.APPROVED,
                    sha256=paper.sha256 or "",
                    at=unit.now,
                    effective_at=unit.now,
                    carried_out_at=unit.now,
                )
            )
            number = paper.id
        self.bureau.knocks()
        late = time.monotonic() + 60
        while (name := self._paper(number).sealed_sha256) is None:
            assert time.monotonic() < late, self.bureau.log_text[-2000:]
            time.sleep(0.05)
        self.final = Files(self.bureau.folder / "data" / "files").get(name)
        return number

    def _paper(self, number: int) -> Paper:
        return self.office.read(select(Paper).where(Paper.id == number))[0]

    @property
    def now(self) -> datetime:
        return self.bureau.now().replace(microsecond=0)

    # ---- what people do and read

    def hands_in(self, content: bytes, phone: Phone | None = None) -> str:
        """The Sekretaris sends a copy to the bot; what he is answered."""
        phone = phone or self.secretary
        before = len(phone.from_bot)
        phone.sends_document(content, "laporan.pdf", "application/pdf")
        phone.waits_for(lambda eyes: len(eyes.from_bot) > before, what="an answer about the file")
        return phone.from_bot[-1].text

    def page(self) -> str:
        """What the code on the paper opens."""
        return shown(self.place.web.get(f"/p/{self.code}"))

    def page_about(self, content: bytes) -> str:
        """What a stranger is told about a file."""
        return shown(self.place.web.post("/", files={"berkas": ("x.pdf", content, "application/pdf")}))

    def verifies(self, content: bytes, folder: Path) -> dict[str, Any]:
        """`verify --json`, typed beside the bot."""
        (folder / "berkas.pdf").write_bytes(content)
        settings = {
            "PATH": os.environ["PATH"],
            "DATABASE_URL": self.bureau.url,
            "DATA_DIR": str(self.bureau.folder / "data"),
        } | {name: value for name, value in self.bureau.settings.items() if name == "TRUST_ROOTS"}
        _, out, errors = ready.types(settings, folder, "verify", "berkas.pdf", "--json")
        assert errors == ""
        found: dict[str, Any] = json.loads(out)
        return found

    def kept(self) -> int:
        """How many copies lie beside the paper."""
        with self.bureau.database.unit(self.bureau.now()) as unit:
            query = text("SELECT count(*) FROM signature WHERE paper_id = :id")
            return int(unit.session.execute(query, {"id": self.paper_id}).scalar_one())

    def logged(self, act: str) -> list[dict[str, Any]]:
        query = select(LogEntry).where(LogEntry.act == act, LogEntry.subject == f"paper:{self.paper_id}")
        return [one.facts for one in self.office.read(query.order_by(LogEntry.id))]


def shown(answer: httpx.Response) -> str:
    """What stands on the page, without marks."""
    body = answer.text.partition("<main>")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


@contextmanager
def list_server(answer: Callable[[], bytes | None]) -> Any:
    """An authority's server of lists, with a fault at None; its address, and who asked."""
    asked: list[str] = []

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            content = answer()
            self.send_response(500 if content is None else 200)
            self.end_headers()
            self.wfile.write(content or b"")

        def log_message(self, *_: object) -> None:
            """Nobody reads it."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/daftar.crl", asked
        server.shutdown()


DAY = timedelta(days=1)
