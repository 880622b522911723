"""BSrE's server on a bad day, over real HTTP; and its good days."""

from __future__ import annotations

import asyncio
import base64
import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from random import Random

from aiohttp import web
from pypdf import PdfWriter

from demo.server.bsre import Account, Esign
from tests.signing.mutations import words_laid_over

USER, PASSWORD = "musrenbang", "kata-sandi-aplikasi"
NIK, PASSPHRASE, TOTP = "3271046504930002", "Rahasia#Camat 2027", "246801"
CAMAT, ANOTHER = "Rahmat Hidayat", "Budi Santoso"


class Fault(StrEnum):
    """How it misbehaves."""

    BASE64 = "base64"  #: no fault: an installation that always answers so
    WAITS = "waits"  #: signs, but answers only when told to go on
    AWAY = "away"  #: 502 of the proxy before it
    HTML = "html"  #: 200, and the page of a proxy
    CUT = "cut"  #: the line breaks in the middle of the signed PDF, which can be fetched by its id
    FULL = "full"  #: an error without a code of its own, which repeats what it was sent
    BROKEN = "broken"  #: 200, and half a PDF
    EMPTY = "empty"  #: 200, and nothing
    UNSIGNED = "unsigned"  #: 200, and what was sent
    OTHER = "other"  #: 200, and a signed PDF that is not what was sent
    CHANGED = "changed"  #: something was laid over a page before it was signed
    EXPIRED = "expired"  #: signed with a certificate that is over
    ANOTHER = "another"  #: signed with the certificate of somebody else
    OTHER_NIK = "other_nik"  #: of the same name, with another's NIK in the certificate


class BadDay(Esign):
    """Does what it is told to do, and counts what it was asked."""

    def __init__(self) -> None:
        account = Account(CAMAT, PASSPHRASE, TOTP)
        super().__init__({NIK: account}, user=USER, password=PASSWORD)
        self.fault: Fault | None = None
        self.calls: list[str] = []
        self.go_on = threading.Event()
        self.url = ""

    def turned_away(self, request: web.Request) -> web.Response | None:
        self.calls.append(request.path.removeprefix("/bsre"))
        page = "<html><body><h1>Layanan sedang dipelihara</h1></body></html>"
        if self.fault is Fault.AWAY:
            return web.Response(status=502, text=page, content_type="text/html")
        if self.fault is Fault.HTML:
            return web.Response(text=page, content_type="text/html")
        if self.fault is Fault.EMPTY:
            return web.Response(body=b"")
        if self.fault is Fault.FULL:
            words = f"Kuota sertifikat habis untuk {NIK} / {PASSPHRASE}"
            return web.json_response({"status_code": 5001, "message": words}, status=400)
        return super().turned_away(request)

    async def signed(self, account: Account, content: bytes) -> bytes:
        match self.fault:
            case Fault.WAITS:
                await asyncio.to_thread(self.go_on.wait, 60)
            case Fault.BROKEN:
                return content[: len(content) // 3]
            case Fault.UNSIGNED:
                return content
            case Fault.OTHER:
                content = blank_page()
            case Fault.CHANGED:
                content = words_laid_over(content, Random(1))
            case Fault.ANOTHER:
                return await asyncio.to_thread(self.authority.sign, content, ANOTHER)
            case Fault.OTHER_NIK:
                return await asyncio.to_thread(self.authority.sign, content, CAMAT, nik="3271046504930099")
            case Fault.EXPIRED:
                return await asyncio.to_thread(self.authority.sign, content, account.name, over=True)
        return await super().signed(account, content)

    async def answer_v1(self, request: web.Request, signed: bytes, mark: str) -> web.StreamResponse:
        if self.fault is Fault.BASE64:
            found = {"id_dokumen": mark, "base64_signed_file": base64.b64encode(signed).decode()}
            return web.json_response(found)
        if self.fault is not Fault.CUT:
            return await super().answer_v1(request, signed, mark)
        answer = web.StreamResponse(headers={"id_dokumen": mark, "Content-Type": "application/pdf"})
        answer.content_length = len(signed)
        await answer.prepare(request)
        await answer.write(signed[: len(signed) // 2])
        assert request.transport is not None
        request.transport.close()
        return answer


def blank_page() -> bytes:
    made = io.BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.write(made)
    return made.getvalue()


@contextmanager
def bad_day() -> Iterator[BadDay]:
    """The server in a thread of its own, while the block lasts."""
    server, loop, started = BadDay(), asyncio.new_event_loop(), threading.Event()

    async def begin() -> web.AppRunner:
        app = web.Application(client_max_size=60 * 1024 * 1024)
        server.add_routes(app)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        server.url = f"http://127.0.0.1:{runner.addresses[0][1]}/bsre"
        return runner

    def run() -> None:
        asyncio.set_event_loop(loop)
        runner = loop.run_until_complete(begin())
        started.set()
        loop.run_forever()
        loop.run_until_complete(runner.cleanup())
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()

    thread = threading.Thread(target=run, name="bsre", daemon=True)
    thread.start()
    started.wait()
    try:
        yield server
    finally:
        server.go_on.set()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
