"""The public page, asked as anybody asks it."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import httpx

from demo.server.app import free_port
from tests.signing.archive import REPORT, Archive
from tests.support.office import Bureau


class Public:
    """A bureau whose page is open, with a report that was approved and sealed."""

    def __init__(self, folder: Path) -> None:
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        self.bureau = Bureau(folder, LISTEN=f"127.0.0.1:{port}", PUBLIC_URL=f"{self.url}/")
        # Each visitor comes from an address of his own, as a proxy on this machine tells it.
        self.web = httpx.Client(base_url=self.url, trust_env=False, timeout=30)

    def opens(self) -> None:
        self.bureau.stops_bot()  # or it would seal the report before the archive does
        self.archive = Archive(self.bureau.database, self.bureau.folder / "data")
        self.naskah = REPORT
        self.final = self.archive.approves(self.archive.keeps(self.naskah, 1), self.naskah)
        self.bureau.starts_bot()

    def reads(self, path: str, visitor: str = "192.0.2.1") -> tuple[int, str]:
        answer = self.web.get(path, headers={"X-Forwarded-For": visitor})
        return answer.status_code, words(answer)

    def hands_in(self, content: bytes, path: str = "/", visitor: str = "192.0.2.2") -> tuple[int, str]:
        file = {"berkas": ("laporan.pdf", content, "application/pdf")}
        answer = self.web.post(path, files=file, headers={"X-Forwarded-For": visitor})
        return answer.status_code, words(answer)


def words(answer: httpx.Response) -> str:
    """What stands on the page, without marks."""
    body = answer.text.partition("<main>")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())
