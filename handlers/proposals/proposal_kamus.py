"""Choosing from the kamus: browsed or searched; definition and price are seen before it is taken."""

from __future__ import annotations

from telegram import Message

from handlers.proposals.field_question import question
from handlers.proposals.proposal_draft import ProposalDraft
from handlers.talk.context import Ctx
from handlers.talk.form import Rows, Stay, pick
from models.enums import Komisi
from models.season import KamusEntry, Season
from models.speech import Button, columns
from sop.core.refused import Refused
from sop.proposals import changing
from sop.proposals.fields import KAMUS, TITLE
from sop.proposals.kamus_entries import kamus_of
from sop.proposals.kamus_search import by_code, search
from sop.reading import sentence
from sop.reading.words import tidy
from texts import Html, plain, say
from texts.figures import rupiah

PAGE = 10
LONGEST_QUERY = 60
TITLE_LETTERS = (10, 200)  #: least and most

D = ProposalDraft


def _entries(ctx: Ctx, draft: D) -> list[KamusEntry]:
    entries = kamus_of(ctx.unit, draft.row.season_id)
    wanted = draft.screen("query")
    if wanted:
        return list(search(entries, wanted, PAGE))
    return sorted(
        entries, key=lambda entry: entry.komisi != Komisi.SARPRAS
    )  # most that is asked for is built


def _peeked(ctx: Ctx, draft: D) -> KamusEntry | None:
    entry = ctx.unit.get(KamusEntry, draft.screen("peek"))
    return entry if entry is not None and entry.season_id == draft.row.season_id else None


def entry_words(ctx: Ctx, entry: KamusEntry) -> Html:
    """What an entry means and what it may cost, seen before it is taken."""
    return say(
        "step1_recap.kamus_entry",
        code=entry.code,
        name=entry.name,
        price=rupiah(entry.unit_price),
        unit=entry.unit,
        office=entry.office,
        definition=entry.definition,
        year=ctx.unit.session.get_one(Season, entry.season_id).year,
    )


def _facts(ctx: Ctx, draft: D) -> dict[str, object]:
    entry = _peeked(ctx, draft)
    if entry is not None:
        said = entry_words(ctx, entry)
    elif draft.screen("query"):
        found = _entries(ctx, draft)
        said = say(
            "step1_recap.kamus_found" if found else "step1_recap.kamus_not_found", query=draft.screen("query")
        )
    else:
        said = say("step1_recap.kamus_browse")
    return {"said": said}


def _rows(ctx: Ctx, draft: D) -> Rows:
    entry = _peeked(ctx, draft)
    if entry is not None:
        return [
            [pick(plain("step1_recap.kamus_take"), "kamus", f"u{entry.id}")],
            [pick(plain("step1_recap.kamus_other"), "kamus", "list")],
        ]
    entries = _entries(ctx, draft)
    page = min(draft.screen("page") or 0, max(0, (len(entries) - 1) // PAGE))
    shown = entries[page * PAGE : (page + 1) * PAGE]
    rows = columns(pick(entry.short_name, "kamus", f"e{entry.id}") for entry in shown)
    return [*rows, *_turning(page, len(entries)), [*searching(ctx), *_foot(draft)]]


def searching(ctx: Ctx) -> list[Button]:
    """The search in the writing line, where BotFather has allowed it to this bot."""
    return [Button(plain("kamus.search"), inline="")] if ctx.bot.supports_inline_queries else []


def _turning(page: int, count: int) -> Rows:
    last = max(0, (count - 1) // PAGE)
    if last == 0:
        return []
    at = pick(plain("step1_recap.page", at=page + 1, of=last + 1), "kamus", f"p{page}")
    back = pick("◀", "kamus", f"p{page - 1}")
    on = pick("▶", "kamus", f"p{page + 1}")
    return [[*([back] if page > 0 else []), at, *([on] if page < last else [])]]


def _foot(draft: D) -> list[Button]:
    outside = pick(plain("komisi.outside_kamus"), "kamus", "out")
    everything = [pick(plain("step1_recap.kamus_all"), "kamus", "list")] if draft.screen("query") else []
    return [*everything, outside]


def _chosen(ctx: Ctx, draft: D, value: str) -> int | None:
    """A page, a look at an entry, the entry itself, or none of them."""
    if value == "out":
        return None
    if value == "list":
        draft.set_screen(peek=None, query=None)
        raise Stay
    kind, number = value[:1], value[1:]
    if not number.isdigit() or kind not in ("p", "e", "u"):
        raise Refused("form.old_button")
    if kind == "p":
        draft.set_screen(page=int(number))
        raise Stay
    entry = ctx.unit.get(KamusEntry, int(number))
    if entry is None or entry.season_id != draft.row.season_id:
        raise Refused("form.old_button")
    if kind == "e":
        draft.set_screen(peek=entry.id)
        raise Stay
    return entry.id


def _take(ctx: Ctx, draft: D, id: int | None) -> None:
    """This entry; or none of the kamus."""
    entry = ctx.unit.get(KamusEntry, id)
    if entry is None:
        changing.leave_kamus(draft.row)
        _name_as_typed(draft)
    else:
        changing.take_kamus(draft.row, entry)


def _name_as_typed(draft: D) -> None:
    """What was looked for in vain is the name that is asked next; it can be kept with one press."""
    try:
        name = sentence(draft.screen("query") or "", *TITLE_LETTERS)
    except Refused:
        return
    if draft.row.title is None:
        changing.put(draft.row, TITLE.key, name)


def _search(_ctx: Ctx, draft: D, typed: str) -> int:
    query = tidy(typed)[:LONGEST_QUERY]
    if not query:
        raise Refused("step1_recap.kamus_empty_query")
    draft.set_screen(query=query, page=0, peek=None)
    raise Stay


def _picked(ctx: Ctx, draft: D, message: Message) -> None:
    """An entry chosen in the writing line: its definition and price are seen before it is taken."""
    code = (message.text or "").split(" ")[0]
    found = by_code(kamus_of(ctx.unit, draft.row.season_id), code)
    if found is None:
        raise Refused("kamus.not_of_this_season", code=code)
    draft.set_screen(peek=found.id)
    raise Stay


QUESTION = question(
    KAMUS,
    reads=_search,
    takes={"picked": _picked},
    facts=_facts,
    rows=_rows,
    chosen=_chosen,
    apply=_take,
)
