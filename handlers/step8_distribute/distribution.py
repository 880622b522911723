"""Receipts of the report: Bapperida presses Terima, JFU records the others by hand.

> [Terima]
< Terima kasih. Penerimaan laporan ... dicatat.

> [Catat penerimaan]
< Siapa yang menerima?
> Rina Marlina
< Apa jabatannya?  [Lewati]
...
< Kirim foto lembar pengantar yang sudah dicap ...  [Tanpa foto]
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from handlers.home.menu import show_menu
from handlers.step8_distribute.stamps import STAMP, keep_stamp
from handlers.step8_distribute.step import show_home
from handlers.talk.buttons import Press, view
from handlers.talk.chat_form import ChatDraft, ChatForm, Question, Rows, pick
from handlers.talk.context import Ctx
from handlers.talk.rights import Who
from handlers.talk.who import SENDS_OUT
from models.base import WIB
from models.paper import Recipient
from models.posts import Post
from models.speech import button
from sop.core.refused import Refused
from sop.flow.progress import working_on
from sop.papers.papers import send, title
from sop.reading import day, hour, person_name, sentence
from sop.step8_distribute.recipients import STEP_KEY, found, still_waits_for
from sop.step8_distribute.step import (
    accept,
    check_moment,
    note_receipt,
    put_into_archive,
    receiving,
    report,
)
from texts import join, plain, say
from texts.figures import moment

# ---- Bapperida


@view("s8:receive")
def show_receive(ctx: Ctx, id: int) -> None:
    """From /tugas: what came, and Terima."""
    one = receiving(ctx.unit, ctx.actor, ctx.unit.get(Recipient, id))
    paper = report(ctx.unit, ctx.season)
    words = say(
        "step8_distribute.receive_card",
        title=title(paper),
        kecamatan=ctx.season.kecamatan.name,
        edition=paper.edition,
        pages=paper.pages or 0,
    )
    rows = [
        [button("step8_distribute.accept", "s8:accept", one.id)],
        [button("step8_distribute.open_report", "s8:file", one.id)],
        [button("menu.back", "menu:show")],
    ]
    ctx.show(words, rows)


def send_file(ctx: Ctx, id: int) -> None:
    """The report once more, for somebody who has to confirm it."""
    receiving(ctx.unit, ctx.actor, ctx.unit.get(Recipient, id))
    send(ctx.unit, ctx.actor, report(ctx.unit, ctx.season))


def say_received(ctx: Ctx, id: int) -> None:
    """Terima."""
    accept(ctx.unit, ctx.actor, ctx.unit.get(Recipient, id))
    ctx.alert(plain("step8_distribute.accepted_alert"))
    kecamatan = ctx.season.kecamatan.name
    ctx.banner(say("step8_distribute.accepted", kecamatan=kecamatan, at=moment(ctx.now)))
    show_menu(ctx)


# ---- by hand


def archive(ctx: Ctx, id: int) -> None:
    """Diarsipkan."""
    one = found(ctx.unit, ctx.actor, id)
    put_into_archive(ctx.unit, ctx.actor, one)
    ctx.banner(say("step8_distribute.receipt_banner", name=one.name))
    show_home(ctx)


def begin_receipt(ctx: Ctx, id: int) -> str:
    working_on(ctx.unit, ctx.actor, ctx.season, STEP_KEY)
    one = found(ctx.unit, ctx.actor, id)
    still_waits_for(one)
    if one.sent_at is None:
        raise Refused("step8_distribute.not_sent", name=one.name)
    return RECEIPT.begin(ctx, id)


def _days(_ctx: Ctx, _draft: ChatDraft) -> Rows:
    near = (("today", 0), ("yesterday", 1))
    return [[pick(plain(f"step8_distribute.{word}"), "day", back) for word, back in near]]


def _near_day(ctx: Ctx, draft: ChatDraft, back: str) -> str:
    if back not in ("0", "1"):
        raise Refused("form.old_button")
    return _checked_day(ctx, draft, ctx.today - timedelta(days=int(back)))


def _typed_day(ctx: Ctx, draft: ChatDraft, typed: str) -> str:
    return _checked_day(ctx, draft, day(typed, ctx.today))


def _checked_day(ctx: Ctx, draft: ChatDraft, on: date) -> str:
    """Refused here and not only at the end, so that the question that went wrong stays open."""
    latest = ctx.now if on == ctx.today else datetime.combine(on, time(23, 59), tzinfo=WIB)
    check_moment(ctx.unit, found(ctx.unit, ctx.actor, draft.about), latest)
    return on.isoformat()


def _hours(ctx: Ctx, draft: ChatDraft) -> Rows:
    if draft.get("day") != ctx.today.isoformat():
        return []
    return [[pick(plain("step8_distribute.right_now"), "hour", "now")]]


def _now(ctx: Ctx, draft: ChatDraft, _value: str) -> str:
    if draft.get("day") != ctx.today.isoformat():
        raise Refused("form.old_button")
    return ctx.now.astimezone(WIB).strftime("%H:%M")


def _typed_hour(ctx: Ctx, draft: ChatDraft, typed: str) -> str:
    at = datetime.combine(date.fromisoformat(draft.get("day")), hour(typed), tzinfo=WIB)
    check_moment(ctx.unit, found(ctx.unit, ctx.actor, draft.about), at)
    return f"{at:%H:%M}"


def _finish_receipt(ctx: Ctx, draft: ChatDraft) -> None:
    one = found(ctx.unit, ctx.actor, draft.about)
    on, at = date.fromisoformat(draft.get("day")), time.fromisoformat(draft.get("hour"))
    note_receipt(
        ctx.unit,
        ctx.actor,
        one,
        name=draft.get("name"),
        post=draft.get("post"),
        at=datetime.combine(on, at, tzinfo=WIB),
    )
    noted = say("step8_distribute.receipt_banner", name=one.name)
    ctx.banner(join(noted, say("stamps.banner")) if keep_stamp(ctx, one, draft) else noted)
    show_home(ctx)


RECEIPT = ChatForm(
    "s8receipt",
    title="step8_distribute.receipt_title",
    questions=[
        Question(
            key="name",
            text="step8_distribute.ask_receiver",
            label="step8_distribute.label_receiver",
            read=person_name,
            facts=lambda ctx, draft: {"name": found(ctx.unit, ctx.actor, draft.about).name},
        ),
        Question(
            key="post",
            text="step8_distribute.ask_receiver_post",
            label="step8_distribute.label_receiver_post",
            read=lambda typed: sentence(typed, 3, 120),
            optional=True,
        ),
        Question(
            key="day",
            text="step8_distribute.ask_receipt_day",
            label="step8_distribute.label_receipt_day",
            reads=_typed_day,
            rows=_days,
            chosen=_near_day,
        ),
        Question(
            key="hour",
            text="step8_distribute.ask_receipt_hour",
            label="step8_distribute.label_receipt_hour",
            reads=_typed_hour,
            rows=_hours,
            chosen=_now,
        ),
        STAMP,
    ],
    finish=_finish_receipt,
    leave=show_home,
)

HANDLERS = (
    RECEIPT.conversation(Press("s8:receipt", begin_receipt, SENDS_OUT.on(Recipient))),
    Press("s8:receive", show_receive, Who((Post.BAPPERIDA,)).on(Recipient)),
    Press("s8:file", send_file, Who((Post.BAPPERIDA,)).on(Recipient)),
    Press("s8:accept", say_received, Who((Post.BAPPERIDA,)).on(Recipient)),
    Press("s8:archive", archive, SENDS_OUT.on(Recipient)),
)
