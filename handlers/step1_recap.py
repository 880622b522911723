"""Step 1 on the phones of JFU and Lurah.

> (JFU) [Langkah 1]
< Rekap masuk. 7 dari 11 kelurahan sudah dikonfirmasi ...  [Daftar kelurahan] [Ingatkan] [Atas nama] [Tutup]
> (Lurah) [Periksa daftar]
< Kelurahan Kedung Badak: 12 usulan, Rp2.410.000.000. Benar?  [Benar] [Ada selisih]
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from handlers.buttons import Press, view
from handlers.context import Ctx
from handlers.draft import ChatDraft
from handlers.form import Form, Question
from handlers.menu import show_menu
from handlers.paging import PER_PAGE, page_of, told_apart, turning, turns, within
from handlers.proposal_card import cut
from handlers.proposal_draft import ProposalDraft
from handlers.proposal_form import USULAN
from models.enums import StepState
from models.people import Kelurahan, Person
from models.posts import Post
from models.proposal import Proposal
from models.speech import button, choice, columns
from sop.people import holders, kelurahan_of, must_hold
from sop.progress import deadline_words, run_of, working_on
from sop.proposals import begin
from sop.reading import day, person_name, sentence
from sop.refused import Refused
from sop.step1_recap import COUNTED, STEP, Standing, author_for, board, close_intake, confirm, note_letter, nudge, standing_of
from texts import Html, join, say
from texts.figures import long_date, number, rupiah


# ---- JFU


@view("s1:home")
def show_home(ctx: Ctx) -> None:
    """How far the intake is."""
    season = ctx.season
    run = run_of(ctx.unit, season, STEP)
    must_hold(ctx.unit, ctx.actor, run.executor, Post.SEKRETARIS, Post.ADMIN)
    standings = board(ctx.unit, season)
    confirmed = sum(standing.confirmed for standing in standings)
    parts = [
        say("step1_recap.home_title", deadline=deadline_words(run)),
        say(
            "step1_recap.home_count",
            count=number(sum(standing.count for standing in standings)),
            total=rupiah(sum(standing.total for standing in standings)),
            drafts=number(sum(standing.drafts for standing in standings)),
        ),
        say("step1_recap.home_confirmed", confirmed=confirmed, of=len(standings)),
    ]
    rows = [[button("step1_recap.list", "s1:board", 0)]]
    if run.state == StepState.OPEN:
        rows.append([button("step1_recap.remind", "s1:nudge"), button("step1_recap.on_behalf", "s1:behalf", 0)])
        rows.append([button("step1_recap.close", "s1:close")])
    else:
        parts.append(say("step1_recap.home_closed"))
    ctx.show(join(*parts), [*rows, [button("menu.back", "menu:show")]])


@view("s1:board")
def show_board(ctx: Ctx, page: int) -> None:
    """Every kelurahan: not yet, draft, sent, confirmed."""
    must_hold(ctx.unit, ctx.actor, Post.JFU, Post.SEKRETARIS, Post.ADMIN)
    standings = board(ctx.unit, ctx.season)
    shown = page_of(standings, page)
    labels = told_apart(standing.kelurahan.name for standing in shown.items)
    keys = columns(
        choice(label, "s1:kelurahan", standing.kelurahan.id) for label, standing in zip(labels, shown.items, strict=True)
    )
    rows = [*keys, turns(shown, "s1:board"), [button("form.back", "s1:home")]]
    ctx.show(join(say("step1_recap.board_title"), *(_board_line(standing) for standing in shown.items)), rows)


def _board_line(standing: Standing) -> Html:
    facts = {"kelurahan": standing.kelurahan.name, "count": number(standing.count), "total": rupiah(standing.total)}
    if standing.confirmed:
        return say("step1_recap.board_confirmed", **facts)
    if standing.confirmation is not None and not standing.confirmation.agrees:
        return say("step1_recap.board_differs", **facts)
    if standing.count:
        return say("step1_recap.board_sent", **facts)
    if standing.drafts:
        return say("step1_recap.board_drafts", kelurahan=standing.kelurahan.name, drafts=standing.drafts)
    return say("step1_recap.board_nothing", kelurahan=standing.kelurahan.name)


@view("s1:kelurahan")
def show_kelurahan(ctx: Ctx, id: int) -> None:
    """One kelurahan, for JFU: its people, what differs, its letter."""
    must_hold(ctx.unit, ctx.actor, Post.JFU, Post.SEKRETARIS, Post.ADMIN)
    standing = standing_of(ctx.unit, ctx.season, id)
    said = standing.confirmation
    parts = [
        say("step1_recap.kelurahan_title", kelurahan=standing.kelurahan.name),
        _board_line(standing),
        *(say("step1_recap.kelurahan_person", name=person.name, post=say(f"step1_recap.post_{post}")) for post, person in _people(ctx, id)[:5]),
        say("step1_recap.kelurahan_differs", note=cut(said.note or "", 200)) if said and not said.agrees else Html(""),
        say("step1_recap.kelurahan_letter", number=standing.letter.number, day=long_date(standing.letter.day))
        if standing.letter
        else say("step1_recap.kelurahan_no_letter"),
    ]
    rows = [
        [button("step1_recap.note_letter", "s1:letter", id), button("step1_recap.see_list", "s1:list", id, 0)],
        [button("form.back", "s1:board", 0), button("menu.back", "menu:show")],
    ]
    ctx.show(join(*parts), rows)


def _people(ctx: Ctx, kelurahan_id: int) -> list[tuple[Post, Person]]:
    kecamatan_id = ctx.actor.kecamatan_id
    return [(post, person) for post in (Post.LURAH, Post.DELEGASI) for person in holders(ctx.unit, kecamatan_id, post, kelurahan_id)]


@view("s1:list")
def show_list(ctx: Ctx, kelurahan_id: int, page: int) -> None:
    """The usulan of one kelurahan."""
    held = {appointment.kelurahan_id for appointment in ctx.actor.held(ctx.now)}
    if kelurahan_id not in held:
        must_hold(ctx.unit, ctx.actor, Post.JFU, Post.SEKRETARIS, Post.ADMIN)
    standing = standing_of(ctx.unit, ctx.season, kelurahan_id)
    query = select(Proposal).where(
        Proposal.season_id == ctx.season.id, Proposal.kelurahan_id == kelurahan_id, Proposal.status.in_(COUNTED)
    )
    at = within(page, standing.count)
    found = ctx.unit.all(query.order_by(Proposal.sequence).offset(at * PER_PAGE).limit(PER_PAGE))
    lines = [
        say("step1_recap.list_line", number=(one.number or "")[-4:], title=cut(one.title or "", 50), cost=rupiah(one.cost or 0))
        for one in found
    ]
    keys = columns((choice((one.number or "")[-4:], "usulan:see", one.id) for one in found), 4)
    back = button("form.back", "lurah:list") if kelurahan_id in held else button("form.back", "s1:kelurahan", kelurahan_id)
    title = say("step1_recap.list_title", kelurahan=standing.kelurahan.name, count=number(standing.count), total=rupiah(standing.total))
    pages = turning(at, standing.count, "s1:list", kelurahan_id)
    ctx.show(join(title, *lines), [*keys, pages, [back, button("menu.back", "menu:show")]])


def send_nudge(ctx: Ctx) -> None:
    """Ingatkan: those who still owe something."""
    count = nudge(ctx.unit, ctx.actor, ctx.season)
    ctx.banner(say("step1_recap.nudged", count=count) if count else say("step1_recap.nobody_to_nudge"))
    show_home(ctx)


# ---- on behalf


@view("s1:behalf")
def choose_kelurahan(ctx: Ctx, page: int) -> None:
    """For which kelurahan JFU enters an usulan."""
    working_on(ctx.unit, ctx.actor, ctx.season, STEP)
    places = [standing.kelurahan for standing in board(ctx.unit, ctx.season)]
    shown = page_of(places, page)
    keys = columns(choice(place.name, "s1:for", place.id) for place in shown.items)
    ctx.show(say("step1_recap.behalf_where"), [*keys, turns(shown, "s1:behalf"), [button("form.back", "s1:home")]])


@view("s1:for")
def choose_delegate(ctx: Ctx, kelurahan_id: int) -> None:
    """For which delegate of it; or somebody without Telegram."""
    working_on(ctx.unit, ctx.actor, ctx.season, STEP)
    place = _kelurahan(ctx, kelurahan_id)
    delegates = holders(ctx.unit, ctx.actor.kecamatan_id, Post.DELEGASI, kelurahan_id)
    keys = [[choice(person.name, "s1:enter", kelurahan_id, person.id)] for person in delegates[:7]]
    rows = [*keys, [button("step1_recap.behalf_other", "s1:other", kelurahan_id)], [button("form.back", "s1:behalf", 0)]]
    ctx.show(say("step1_recap.behalf_who", kelurahan=place.name), rows)


def enter_for(ctx: Ctx, kelurahan_id: int, person_id: int) -> str:
    """The usulan's form, on somebody's behalf."""
    author = ctx.unit.get(Person, person_id)
    if author is None or author not in holders(ctx.unit, ctx.actor.kecamatan_id, Post.DELEGASI, kelurahan_id):
        raise Refused("common.not_found")
    return _enter(ctx, author)


def _enter(ctx: Ctx, author: Person) -> str:
    proposal = begin(ctx.unit, ctx.actor, ctx.season, author=author)
    ProposalDraft.open(ctx, proposal)
    ctx.banner(say("step1_recap.behalf_banner", name=author.name, kelurahan=proposal.kelurahan.name))
    return USULAN.begin(ctx)


def ask_name(ctx: Ctx, kelurahan_id: int) -> str:
    working_on(ctx.unit, ctx.actor, ctx.season, STEP)
    _kelurahan(ctx, kelurahan_id)
    ChatDraft.begin(ctx, "behalf", kelurahan_id)
    return BEHALF.begin(ctx)


def _named(ctx: Ctx, draft: ChatDraft) -> None:
    place = _kelurahan(ctx, draft.about)
    author = author_for(ctx.unit, ctx.actor, place, draft.get("name"))
    draft.drop()
    _enter(ctx, author)


def _kelurahan(ctx: Ctx, id: int | None) -> Kelurahan:
    place = ctx.unit.get(Kelurahan, id)
    if place is None or place.kecamatan_id != ctx.actor.kecamatan_id:
        raise Refused("common.not_found")
    return place


BEHALF: Form[ChatDraft] = Form(
    "behalf",
    title="step1_recap.behalf_title",
    questions=[Question(key="name", text="step1_recap.behalf_name", label="step1_recap.label_name", read=person_name)],
    draft=lambda ctx: ChatDraft(ctx, "behalf"),
    finish=_named,
)


# ---- surat masuk


def begin_letter(ctx: Ctx, kelurahan_id: int) -> str:
    must_hold(ctx.unit, ctx.actor, Post.JFU)
    _kelurahan(ctx, kelurahan_id)
    ChatDraft.begin(ctx, "letter", kelurahan_id)
    return LETTER.begin(ctx)


def _read_day(ctx: Ctx, _draft: ChatDraft, typed: str) -> str:
    return day(typed, ctx.today).isoformat()


def _noted(ctx: Ctx, draft: ChatDraft) -> None:
    place = _kelurahan(ctx, draft.about)
    note_letter(ctx.unit, ctx.actor, ctx.season, place, written=draft.get("number"), day=date.fromisoformat(draft.get("day")))
    draft.drop()
    ctx.banner(say("step1_recap.letter_noted", kelurahan=place.name))
    show_kelurahan(ctx, place.id)


LETTER: Form[ChatDraft] = Form(
    "letter",
    title="step1_recap.letter_title",
    questions=[
        Question(
            key="number", text="step1_recap.letter_number", label="step1_recap.label_number", read=lambda typed: sentence(typed, 3, 80)
        ),
        Question(key="day", text="step1_recap.letter_day", label="step1_recap.label_day", reads=_read_day),
    ],
    draft=lambda ctx: ChatDraft(ctx, "letter"),
    finish=_noted,
)


# ---- closing


@view("s1:close")
def ask_close(ctx: Ctx) -> None:
    """Before the intake is closed: who is missing."""
    working_on(ctx.unit, ctx.actor, ctx.season, STEP)
    missing = [standing for standing in board(ctx.unit, ctx.season) if not standing.confirmed]
    if missing:
        lines = [_board_line(standing) for standing in missing[:8]]
        ctx.show(
            join(say("step1_recap.close_missing", count=len(missing)), *lines),
            [[button("step1_recap.close_anyway", "s1:reason")], [button("form.back", "s1:home")]],
        )
        return
    ctx.show(say("step1_recap.close_ask"), [[button("step1_recap.close_yes", "s1:closed")], [button("form.back", "s1:home")]])


def close(ctx: Ctx) -> None:
    close_intake(ctx.unit, ctx.actor, ctx.season)
    ctx.banner(say("step1_recap.closed"))
    show_menu(ctx)


def begin_reason(ctx: Ctx) -> str:
    working_on(ctx.unit, ctx.actor, ctx.season, STEP)
    ChatDraft.begin(ctx, "close_intake")
    return CLOSE.begin(ctx)


def _closed(ctx: Ctx, draft: ChatDraft) -> None:
    close_intake(ctx.unit, ctx.actor, ctx.season, reason=draft.get("reason"))
    draft.drop()
    ctx.banner(say("step1_recap.closed"))
    show_menu(ctx)


CLOSE: Form[ChatDraft] = Form(
    "close_intake",
    title="step1_recap.close_title",
    questions=[
        Question(
            key="reason", text="step1_recap.close_reason", label="step1_recap.label_reason", read=lambda typed: sentence(typed, 10, 500)
        )
    ],
    draft=lambda ctx: ChatDraft(ctx, "close_intake"),
    finish=_closed,
)


# ---- the Lurah


@view("lurah:list")
def show_lurah(ctx: Ctx) -> None:
    """His kelurahan's count and total, to be confirmed."""
    place = kelurahan_of(ctx.unit, ctx.actor, Post.LURAH)
    season = ctx.season
    standing = standing_of(ctx.unit, season, place.id)
    open_now = run_of(ctx.unit, season, STEP).state == StepState.OPEN
    see = [button("step1_recap.see_list", "s1:list", place.id, 0), button("menu.back", "menu:show")]
    facts = {"kelurahan": place.name, "count": number(standing.count), "total": rupiah(standing.total)}
    if standing.confirmed or not open_now:
        ctx.show(say("step1_recap.lurah_confirmed" if standing.confirmed else "step1_recap.lurah_closed", **facts), [see])
        return
    keys = [
        [
            button("step1_recap.right", "lurah:right", standing.count, standing.total),
            button("step1_recap.wrong", "lurah:wrong", standing.count, standing.total),
        ]
    ]
    ctx.show(join(say("step1_recap.lurah_ask", **facts), say("step1_recap.lurah_drafts", drafts=standing.drafts)), [*keys, see])


def say_right(ctx: Ctx, count: int, total: int) -> None:
    confirm(ctx.unit, ctx.actor, ctx.season, count=count, total=total)
    ctx.tell(say("step1_recap.confirmed_receipt", count=number(count), total=rupiah(total)))
    show_lurah(ctx)


def begin_wrong(ctx: Ctx, count: int, total: int) -> str:
    kelurahan_of(ctx.unit, ctx.actor, Post.LURAH)
    ChatDraft.begin(ctx, "differs", None, count=count, total=total)
    return DIFFERS.begin(ctx)


def _differs(ctx: Ctx, draft: ChatDraft) -> None:
    confirm(ctx.unit, ctx.actor, ctx.season, count=draft.get("count"), total=draft.get("total"), note=draft.get("note"))
    draft.drop()
    ctx.banner(say("step1_recap.differs_noted"))
    show_menu(ctx)


DIFFERS: Form[ChatDraft] = Form(
    "differs",
    title="step1_recap.differs_title",
    questions=[
        Question(key="note", text="step1_recap.differs_ask", label="step1_recap.label_note", read=lambda typed: sentence(typed, 10, 500))
    ],
    draft=lambda ctx: ChatDraft(ctx, "differs"),
    finish=_differs,
)


HANDLERS = (
    BEHALF.conversation(Press("s1:other", ask_name)),
    LETTER.conversation(Press("s1:letter", begin_letter)),
    CLOSE.conversation(Press("s1:reason", begin_reason)),
    DIFFERS.conversation(Press("lurah:wrong", begin_wrong)),
    Press("s1:home", show_home),
    Press("s1:board", show_board),
    Press("s1:kelurahan", show_kelurahan),
    Press("s1:list", show_list),
    Press("s1:nudge", send_nudge),
    Press("s1:behalf", choose_kelurahan),
    Press("s1:for", choose_delegate),
    Press("s1:enter", enter_for),
    Press("s1:close", ask_close),
    Press("s1:closed", close),
    Press("lurah:list", show_lurah),
    Press("lurah:right", say_right),
)
