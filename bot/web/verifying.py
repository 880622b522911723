"""The verification page: what the code on a paper says, and whether a file is ours; for anybody.

GET  /         what this is for, and the form for a file
GET  /p/CODE   what the QR of a paper or of a receipt opens
POST both      a PDF: are its bytes ours? Beside a code: and are they those of its paper?
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from html import escape

from aiohttp import web

from bot.clock import Clock
from bot.jobs.judging import Judge
from bot.thread import DatabaseThread
from bot.web.bodies import TooBig, body
from bot.web.html import BAD, GOOD, PLAIN, WAIT, box, facts, link, marks, page
from bot.web.multipart import file_in
from bot.web.places import Crowded, Places
from bot.web.server import ADDRESS, too_often, trouble
from bot.web.visitor_limits import FILES, MISSES, VisitorLimits
from documents.sealing.seal_reading import Look
from models.unit import Database
from sop.signing.checks import LARGEST
from sop.signing.codes import Coded, paper_by_code, verdict_words
from sop.signing.verifying import Found, Verdict, answer, found
from sop.tracking.receipt_paper import checked
from texts import Html, join, plain, say
from texts.figures import moment

UPLOAD_SECONDS = 120.0  #: 20 MB on a slow line
_AROUND = 64 * 1024  #: of a form around its file
_CODE = re.compile(r"[A-Za-z0-9_-]{6,22}")

LOOKS = {
    Verdict.GENUINE: GOOD,
    Verdict.REPLACED: WAIT,
    Verdict.PENDING: WAIT,
    Verdict.CANCELLED: BAD,
    Verdict.UNKNOWN: BAD,
}


@dataclass(frozen=True)
class Said:
    """What a file is, beside the code it was asked under."""

    words: Html
    look: str


class VerifyingRoom:
    """Answers strangers; whatever they ask, nothing is stored."""

    def __init__(
        self,
        database: Database,
        thread: DatabaseThread,
        clock: Clock,
        judge: Judge,
        limits: VisitorLimits,
        chat: str,
    ) -> None:
        self._database = database
        self._thread = thread
        self._clock = clock
        self._judge = judge
        self._limits = limits
        self._chat = chat  #: what a code is put behind to open it in Telegram
        self._places = Places()

    def __call__(self, app: web.Application) -> None:
        app.router.add_get("/", self._welcome)
        app.router.add_post("/", self._file)
        app.router.add_get("/p/{code}", self._paper)
        app.router.add_post("/p/{code}", self._file)

    async def _welcome(self, _request: web.Request) -> web.Response:
        return page(plain("web.title"), box(say("web.welcome"), PLAIN), _form())

    # ---- a code

    async def _paper(self, request: web.Request) -> web.Response:
        address, now = request[ADDRESS], asyncio.get_running_loop().time()
        # A code that exists is not told either: or it would be the one answer that differs.
        if seconds := self._limits.waits(MISSES, address, now):
            return too_often(seconds)
        code = request.match_info["code"]
        made = await self._thread.run(self._about, code) if _CODE.fullmatch(code) else None
        if made is None:
            self._limits.counts(MISSES, address, now)
            return page(plain("web.title"), box(say("web.unknown_code"), BAD), _form(), status=404)
        return made

    def _about(self, code: str) -> web.Response | None:
        with self._database.unit(self._clock()) as unit:
            coded = paper_by_code(unit, code)
            if coded is not None:
                return self._paper_page(coded, code)
            receipt = checked(unit, code)
            return self._receipt_page(receipt[0], code) if receipt is not None else None

    def _paper_page(self, coded: Coded, code: str) -> web.Response:
        return page(
            plain("web.title_paper", title=coded.facts[0][1]),
            box(verdict_words(coded), LOOKS[coded.verdict]),
            facts(coded.facts, plain("web.about_paper")),
            marks(coded.marks, plain("web.marks"), plain("web.marks_hint")),
            _form(self._in_chat(code)),
            under=plain("codes.office_name", office=coded.office),
            foot=self._foot(),
        )

    def _receipt_page(self, words: Html, code: str) -> web.Response:
        below = f'<section class="screen">{self._in_chat(code)}</section>'
        return page(plain("web.title_receipt"), box(words, PLAIN), below, foot=self._foot())

    def _foot(self) -> str:
        """Somebody prints it: it holds for this moment."""
        return plain("web.foot_at", at=moment(self._clock()), foot=plain("web.foot"))

    def _in_chat(self, code: str) -> str:
        return link(f"{self._chat}{code}", plain("web.in_chat"))

    # ---- a file

    async def _file(self, request: web.Request) -> web.Response:
        address, now = request[ADDRESS], asyncio.get_running_loop().time()
        if seconds := max(self._limits.waits(kind, address, now) for kind in (FILES, MISSES)):
            return too_often(seconds)
        self._limits.counts(FILES, address, now)
        try:
            with self._places.one(address) as arrived:
                sent = await body(request, LARGEST + _AROUND, UPLOAD_SECONDS, arrived)
                content = await asyncio.to_thread(
                    file_in, sent, request.headers.get("Content-Type", ""), "berkas"
                )
                del sent
                if content is None:
                    return page(plain("web.title"), box(say("web.no_file"), WAIT), _form(), status=400)
                if len(content) > LARGEST:
                    raise TooBig
                async with self._places.turn(self._limits.asked(FILES, address, now)):
                    look = await self._judge.look(content)
        except TooBig:
            return trouble("web.too_big", status=413, most=LARGEST // 1024 // 1024)
        except Crowded:
            return trouble("web.crowded", status=503)
        said = await self._thread.run(self._judged, look, request.match_info.get("code"))
        full = marks([(plain("web.mark_file"), look.sha256)], plain("web.marks"))
        return page(plain("web.title"), box(said.words, said.look), full, _form(), foot=self._foot())

    def _judged(self, look: Look, code: str | None) -> Said:
        with self._database.unit(self._clock()) as unit:
            judged = found(unit, look)
            coded = paper_by_code(unit, code) if code else None
            if coded is not None and judged.paper is not None and judged.paper.id != coded.paper.id:
                other = say("web.other_paper", title=coded.facts[0][1], edition=coded.paper.edition)
                return Said(join(other, answer(judged)), BAD)
            return Said(Html(answer(judged)), _look_of(judged))


def _look_of(judged: Found) -> str:
    return LOOKS[judged.verdict]


def _form(below: str = "") -> str:
    """To the address it stands at: beside a code the file is compared with its paper too."""
    return (
        f'<section class="screen"><h2>{escape(plain("web.form_title"))}</h2>'
        f'<form method="post" enctype="multipart/form-data">'
        f'<label for="berkas">{escape(plain("web.form_file"))}</label>'
        f'<input id="berkas" name="berkas" type="file" accept="application/pdf,.pdf" required>'
        f"<button>{escape(plain('web.form_send'))}</button></form>"
        f'<p class="hint">{escape(plain("web.form_hint"))}</p>{below}</section>'
    )
