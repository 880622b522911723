"""Di luar kamus: the verifier finds the entry that fits, or keeps the usulan for another year.

> [Cari padanan kamus]
< Jenis kamus mana yang cocok untuk “Pembuatan taman bacaan warga”?  [Perpustakaan] [Posyandu] ...
> [Perpustakaan]
< KS-09 ... Harga tertinggi ... per unit.  [Petakan ke sini] [Lihat yang lain]
> [Petakan ke sini]
< Berapa volumenya dalam unit? Menurut pengusul: 2 paket.
> 2
< ✔ US-2028-... dipetakan ke KS-09. Pengusul sudah diberi tahu.
"""

from __future__ import annotations

from decimal import Decimal

from handlers.proposals.proposal_kamus import entry_words
from handlers.step2_verify.given import given
from handlers.talk.buttons import Press, show_again, view
from handlers.talk.chat_form import ChatDraft, ChatForm, Question, Rows, Stay, ask_one, pick
from handlers.talk.context import Ctx
from handlers.talk.paging import PER_PAGE, turning, within
from handlers.talk.who import POST, VERIFIES
from models.proposal import Proposal
from models.season import KamusEntry
from models.speech import Button, button, choice, columns
from sop.core.refused import Refused
from sop.core.statuses import shown
from sop.proposals.label import listed
from sop.proposals.proposal_words import volume_words
from sop.reading import quantity, sentence
from sop.reading.words import tidy
from sop.step2_verify.bank import KINDS, how_many, keep, kept, likely, map_to, mappable, may_map
from texts import join, plain, say
from texts.figures import cut

LONGEST_QUERY = 60

D = ChatDraft


def rows(ctx: Ctx, row: Proposal) -> list[list[Button]]:
    """Under the card of an usulan outside the kamus: its two ways."""
    if not row.outside_kamus or not may_map(ctx.unit, ctx.actor, row):
        return []
    known = (row.id, row.revision)
    return [[button("bank.find", "bank:map", *known), button("bank.keep", "bank:keep", *known)]]


# ---- an entry for it


def find(ctx: Ctx, id: int, revision: int) -> str:
    """Cari padanan kamus."""
    row = mappable(ctx.unit, ctx.actor, id, revision)
    return MAP.anew(ctx, row.id, revision=revision)


def _row(ctx: Ctx, draft: D) -> Proposal:
    return mappable(ctx.unit, ctx.actor, draft.about, int(draft.get("revision")))


def _entry(ctx: Ctx, id: int | None) -> KamusEntry | None:
    return ctx.unit.get(KamusEntry, id)


def _entry_facts(ctx: Ctx, draft: D) -> dict[str, object]:
    row, peeked, query = _row(ctx, draft), _entry(ctx, draft.get("peek")), draft.get("query")
    if peeked is not None:
        return {"said": entry_words(ctx, peeked)}
    if not likely(ctx.unit, row, query):
        return {"said": say("bank.entry_none")}
    if query:
        return {"said": say("bank.entry_found", query=query)}
    return {"said": say("bank.entry_likely", title=cut(row.title or "-", 80))}


def _entry_rows(ctx: Ctx, draft: D) -> Rows:
    peeked = _entry(ctx, draft.get("peek"))
    if peeked is not None:
        take = pick(plain("bank.take"), "entry", f"u{peeked.id}")
        return [[take], [pick(plain("step1_recap.kamus_other"), "entry", "list")]]
    found = likely(ctx.unit, _row(ctx, draft), draft.get("query"))
    return columns(pick(one.short_name, "entry", f"e{one.id}") for one in found)


def _search(_ctx: Ctx, draft: D, typed: str) -> int:
    query = tidy(typed)[:LONGEST_QUERY]
    if not query:
        raise Refused("step1_recap.kamus_empty_query")
    draft.put("query", query)
    draft.put("peek", None)
    raise Stay


def _chosen(ctx: Ctx, draft: D, value: str) -> int:
    if value == "list":
        draft.put("peek", None)
        raise Stay
    kind, number = value[:1], value[1:]
    entry = _entry(ctx, int(number)) if number.isdigit() else None
    if entry is None or entry.season_id != _row(ctx, draft).season_id or kind not in ("e", "u"):
        raise Refused("form.old_button")
    if kind == "e":
        draft.put("peek", entry.id)
        raise Stay
    draft.put("measure", entry.unit if entry.unit != _row(ctx, draft).unit else None)
    return entry.id


def _volume_facts(ctx: Ctx, draft: D) -> dict[str, object]:
    return {"unit": draft.get("measure") or "-", "volume": volume_words(_row(ctx, draft)) or "-"}


def _read_volume(_ctx: Ctx, draft: D, typed: str) -> str:
    return str(quantity(typed, draft.get("measure")))


def _mapped(ctx: Ctx, draft: D) -> None:
    given = draft.get("volume")
    row = map_to(
        ctx.unit,
        ctx.actor,
        draft.about,
        int(draft.get("entry")),
        int(draft.get("revision")),
        Decimal(given) if given else None,
    )
    code = row.kamus.code if row.kamus else "-"
    ctx.banner(say("bank.mapped", number=row.number or "-", code=code))
    show_again(ctx, f"s2:one:{row.id}")


MAP = ChatForm(
    "bank_map",
    title="bank.map_title",
    questions=[
        Question(
            key="entry",
            text="bank.ask_entry",
            label="bank.label_entry",
            reads=_search,
            facts=_entry_facts,
            rows=_entry_rows,
            chosen=_chosen,
        ),
        Question(
            key="volume",
            text="bank.ask_volume",
            label="bank.label_volume",
            reads=_read_volume,
            facts=_volume_facts,
            when=lambda draft: draft.get("measure") is not None,
        ),
    ],
    finish=_mapped,
    leave=lambda ctx: _queue(ctx, "s2:home"),
)


# ---- kept for another year


def ask_why(ctx: Ctx, id: int, revision: int) -> str:
    """Simpan di Bank Usulan."""
    row = mappable(ctx.unit, ctx.actor, id, revision)
    return KEEP.anew(ctx, row.id, revision=revision)


def _kept(ctx: Ctx, draft: D) -> None:
    verdict, row = keep(ctx.unit, ctx.actor, draft.about, int(draft.get("revision")), draft.get("reason"))
    ctx.banner(given(ctx, verdict, row))
    _queue(ctx, "s2:next")


def _queue(ctx: Ctx, place: str) -> None:
    show_again(ctx, place)


KEEP = ask_one(
    "bank_keep",
    title="bank.keep_title",
    key="reason",
    text="bank.ask_keep",
    label="bank.label_reason",
    read=lambda typed: sentence(typed, 10, 500),
    facts=lambda ctx, draft: {"number": _row(ctx, draft).number or "-"},
    finish=_kept,
    leave=lambda ctx: _queue(ctx, "s2:home"),
)


# ---- the list


@view("bank:list")
def show_list(ctx: Ctx, kind: str, page: int) -> None:
    """What another year may want again, eight at a time; each opens its card."""
    if kind not in KINDS:
        raise Refused("common.old_button")
    unit, actor, season = ctx.unit, ctx.actor, ctx.season
    count = how_many(unit, actor, season, kind)
    at = within(page, count)
    found = kept(unit, actor, season, kind, at * PER_PAGE, PER_PAGE)
    named = plain(f"bank.kind_{kind}")
    lines = [
        say(
            "bank.list_line",
            at=place,
            what=listed(one),
            status=shown(one.status),
            reason=cut(one.reason or "-", 60),
        )
        for place, one in enumerate(found, start=at * PER_PAGE + 1)
    ]
    head = say("bank.list_title", kind=named, count=count) if found else say("bank.list_none", kind=named)
    cards = columns((choice((one.number or "-")[-4:], "usulan:see", one.id) for one in found), 4)
    others = [button(f"bank.kind_{other}", "bank:list", other, 0) for other in KINDS if other != kind]
    ctx.show(
        join(head, *lines),
        [
            *cards,
            turning(at, count, "bank:list", kind),
            *columns(others),
            [button("menu.back", "menu:show")],
        ],
    )


HANDLERS = (
    MAP.conversation(Press("bank:map", find, VERIFIES.on(Proposal))),
    KEEP.conversation(Press("bank:keep", ask_why, VERIFIES.on(Proposal))),
    Press("bank:list", show_list, POST),
)
