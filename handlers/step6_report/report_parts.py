"""The words of the report, part by part, and the draft that is made of them.

> [Isi bagian laporan]
< I.A Latar Belakang. Usulan kami: ...  [Pakai usulan ini] [Simpan & keluar]
> [Pakai usulan ini]
< I.C Maksud dan Tujuan. ...
...
< Periksa bagian laporan. ...  [Buat draft laporan] [Ubah] [Simpan & keluar]
> [Buat draft laporan]
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.step6_report.step import on_one_line, part_label, show_home
from handlers.talk.buttons import Press
from handlers.talk.context import Ctx
from handlers.talk.draft import ChatDraft, stamp_of
from handlers.talk.form import Form, Question, Rows, pick
from handlers.talk.who import REPORTS
from models.posts import Post
from sop.core.refused import Refused
from sop.flow.progress import working_on
from sop.step6_report import narrative
from sop.step6_report.report_figures import figures
from sop.step6_report.step import STEP_KEY, ask_draft
from texts import join, plain, say

SHOWN = 500  #: characters of what stands, on a question's screen
SHOWN_PROPOSAL = 1200
SHOWN_ON_CARD = 90


class SharedParts:
    """The answers are the report's parts, which the whole tim shares; the open question is the chat's own."""

    def __init__(self, ctx: Ctx) -> None:
        self._ctx = ctx
        self._chat = ChatDraft(ctx, "report")

    @property
    def asked(self) -> str | None:
        return self._chat.asked

    @asked.setter
    def asked(self, key: str | None) -> None:
        self._chat.asked = key

    @property
    def mending(self) -> bool:
        return self._chat.mending

    @mending.setter
    def mending(self, mending: bool) -> None:
        self._chat.mending = mending

    @property
    def came_from(self) -> str | None:
        return self._chat.came_from

    @came_from.setter
    def came_from(self, key: str | None) -> None:
        self._chat.came_from = key

    @property
    def shared(self) -> bool:
        return False

    @property
    def stamp(self) -> str:
        return stamp_of(self._ctx.season.id, dict(narrative.written(self._ctx.unit, self._ctx.season)))

    def get(self, key: str) -> Any:
        return narrative.written(self._ctx.unit, self._ctx.season).get(key)

    def put(self, key: str, value: Any) -> None:
        narrative.write(self._ctx.unit, self._ctx.actor, self._ctx.season, key, value)

    def note(self, key: str, typed: str) -> None:
        """The part says it."""

    def noted(self, key: str) -> str:
        """Nothing: its question shows the part, and has a button of its own to keep it."""
        return ""

    def drop(self) -> None:
        self._chat.drop()


def begin_parts(ctx: Ctx) -> str:
    """Ask the first part that is empty; with none, show the card."""
    working_on(ctx.unit, ctx.actor, ctx.season, STEP_KEY, Post.JFU)
    figures(ctx.unit, ctx.season)  # refuses where there is nothing to report on
    ChatDraft.begin(ctx, "report", ctx.season.id)
    return PARTS.begin(ctx)


def _facts(part: str, ctx: Ctx, _draft: SharedParts) -> Mapping[str, object]:
    now = narrative.written(ctx.unit, ctx.season).get(part)
    offer = narrative.proposed(ctx.unit, ctx.season, part)
    if now is None:
        return {
            "words": say(
                "step6_report.ask_part", part=part_label(part), proposal=on_one_line(offer, SHOWN_PROPOSAL)
            )
        }
    words = say(
        "step6_report.ask_again",
        part=part_label(part),
        text=on_one_line(now, SHOWN),
        proposal=on_one_line(offer, SHOWN_PROPOSAL),
    )
    return {"words": words}


def _offers(part: str, ctx: Ctx, draft: SharedParts) -> Rows:
    rows = [[pick(plain("step6_report.use_proposal"), part, "proposal")]]
    if draft.get(part) is not None:
        rows.append([pick(plain("step6_report.keep_text"), part, "keep")])
    return rows


def _chosen(part: str, ctx: Ctx, draft: SharedParts, value: str) -> str:
    if value == "proposal":
        return narrative.proposed(ctx.unit, ctx.season, part)
    kept: str | None = draft.get(part)
    if value != "keep" or kept is None:
        raise Refused("form.old_button")
    return kept


def _question(part: str) -> Question[SharedParts]:
    return Question(
        key=part,
        text="step6_report.words",
        label=f"step6_report.part_{part}",
        read=narrative.read,
        facts=lambda ctx, draft: _facts(part, ctx, draft),
        rows=lambda ctx, draft: _offers(part, ctx, draft),
        chosen=lambda ctx, draft, value: _chosen(part, ctx, draft, value),
    )


def _review(ctx: Ctx, _draft: SharedParts) -> str:
    lines = [
        say("step6_report.review_line", part=part_label(part), text=on_one_line(text, SHOWN_ON_CARD))
        for part, text in narrative.written(ctx.unit, ctx.season).items()
    ]
    return join(say("step6_report.review"), *lines)


def make_draft(ctx: Ctx) -> None:
    """Buat draft laporan."""
    paper = ask_draft(ctx.unit, ctx.actor, ctx.season)
    ctx.banner(say("step6_report.drawing_told", edition=paper.edition))
    show_home(ctx)


def _finish_parts(ctx: Ctx, draft: SharedParts) -> None:
    make_draft(ctx)
    draft.drop()


PARTS: Form[SharedParts] = Form(
    "report",
    title="step6_report.title",
    questions=[_question(part) for part in narrative.PARTS],
    draft=SharedParts,
    review=_review,
    send="step6_report.make",
    finish=_finish_parts,
    leave=show_home,
)

HANDLERS = (
    PARTS.conversation(Press("s6:write", begin_parts, REPORTS)),
    Press("s6:make", make_draft, REPORTS),
)
