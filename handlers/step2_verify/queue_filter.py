"""Saring: which part of the queue one wants to work on, and looking for one usulan.

> [Saring & cari]
< Saring antrean. Saringan: Kelurahan A, lewat tenggat. 7 dari 120 cocok.
  [Kelurahan] [Komisi] [☐ Tugas saya] [☑ Lewat tenggat] [Cari] [Hapus saringan] [Mulai 7]
> [Cari]
< Ketik nomor usulan atau sebuah kata.
> drainase
< Menunggu verifikasi ... Saringan: “drainase”
"""

from __future__ import annotations

from dataclasses import replace

from handlers.step2_verify.queue_lists import show_list
from handlers.step2_verify.queue_place import QueuePlace, sieve_words
from handlers.step2_verify.verdict_screens import show_one
from handlers.talk.buttons import Press, view
from handlers.talk.chat_form import ChatDraft, ask_one
from handlers.talk.context import Ctx
from handlers.talk.paging import marked, page_of, turns
from handlers.talk.who import REVIEWS
from models.enums import Komisi
from models.people import Kelurahan
from models.proposal import Proposal
from models.speech import Button, button, choice, columns
from sop.core.kelurahan import kelurahan_in
from sop.core.refused import Refused
from sop.reading import sentence
from sop.step2_verify.queue_filter import LONGEST_WORDS, Sieve, Whose, reviewers
from sop.step2_verify.step import looking
from sop.step2_verify.verdict_queue import counts, waiting_by
from sop.tracking.finding_usulan import WHOLE, by_number
from texts import join, plain, say


@view("s2:sieve")
def show_sieve(ctx: Ctx) -> None:
    """What is chosen, how many pass, and every choice."""
    looking(ctx.unit, ctx.actor, ctx.season)
    place = QueuePlace(ctx)
    sieve = place.sieve
    _, passing = place.queue.standing()
    every = counts(ctx.unit, ctx.season).waiting
    words = sieve_words(ctx, sieve) or plain("queue.no_sieve")
    rows: list[list[Button]] = [
        [button("queue.kelurahan", "s2:kelurahan", 0), button("queue.komisi", "s2:komisi")],
        [
            _box("queue.late", sieve.late, "late"),
            *_whose_boxes(ctx, sieve),
        ],
        [button("queue.find", "s2:find")],
    ]
    if sieve:
        rows[-1].append(button("queue.clear", "s2:box", "none"))
    if passing:
        rows.append(
            [
                button("step2_verify.begin", "s2:next", count=passing),
                button("step2_verify.list_all", "s2:list", "waiting", 0),
            ]
        )
    rows.append([button("step2_verify.home_back", "s2:home")])
    ctx.show(
        join(
            say("queue.sieve_title"),
            say("queue.through", sieve=words),
            say("queue.passing", passing=passing, every=every),
        ),
        rows,
    )


def _whose_boxes(ctx: Ctx, sieve: Sieve) -> list[Button]:
    boxes = [_box("queue.mine", sieve.whose == Whose.MINE, "mine")]
    if len(reviewers(ctx.unit, ctx.season)) > 1:
        boxes.append(_box("queue.all", sieve.whose == Whose.ALL, "all"))
    return boxes


def _box(key: str, on: bool, value: str) -> Button:
    return choice(f"{'☑' if on else '☐'} {plain(key)}", "s2:box", value)


def press_box(ctx: Ctx, value: str) -> None:
    """☐ becomes ☑ and the other way round."""
    place = QueuePlace(ctx)
    sieve = place.sieve
    match value:
        case "none":
            sieve = Sieve()
        case "late":
            sieve = replace(sieve, late=not sieve.late)
        case "mine" | "all":
            sieve = replace(sieve, whose=Whose.OPEN if sieve.whose == value else Whose(value))
        case _:
            raise Refused("common.old_button")
    place.choose(sieve)
    show_sieve(ctx)


@view("s2:kelurahan")
def show_kelurahan(ctx: Ctx, page: int) -> None:
    """One kelurahan, with how many wait there."""
    looking(ctx.unit, ctx.actor, ctx.season)
    waiting = waiting_by(ctx.unit, ctx.season, Proposal.kelurahan_id)
    shown = page_of(kelurahan_in(ctx.unit, ctx.actor.kecamatan_id), page)
    picks = columns(
        choice(marked(one.name, f"{waiting.get(one.id, 0)}"), "s2:in", one.id) for one in shown.items
    )
    foot = [button("queue.every_kelurahan", "s2:in", 0), button("form.back", "s2:sieve")]
    ctx.show(say("queue.which_kelurahan"), [*picks, turns(shown, "s2:kelurahan"), foot])


def choose_kelurahan(ctx: Ctx, id: int) -> None:
    """Only this kelurahan; 0 is all of them."""
    if id:
        found = ctx.unit.get(Kelurahan, id)
        if found is None or found.kecamatan_id != ctx.actor.kecamatan_id:
            raise Refused("common.not_found")
    place = QueuePlace(ctx)
    place.choose(replace(place.sieve, kelurahan=id or None))
    show_sieve(ctx)


@view("s2:komisi")
def show_komisi(ctx: Ctx) -> None:
    """One of the four komisi, with how many wait there."""
    looking(ctx.unit, ctx.actor, ctx.season)
    waiting = waiting_by(ctx.unit, ctx.season, Proposal.komisi)
    picks = columns(
        choice(marked(plain(f"komisi.{komisi}"), f"{waiting.get(komisi, 0)}"), "s2:of", komisi)
        for komisi in Komisi
    )
    foot = [button("queue.every_komisi", "s2:of", "all"), button("form.back", "s2:sieve")]
    ctx.show(say("queue.which_komisi"), [*picks, foot])


def choose_komisi(ctx: Ctx, komisi: str) -> None:
    """Only this komisi."""
    if komisi not in (*Komisi, "all"):
        raise Refused("common.old_button")
    place = QueuePlace(ctx)
    place.choose(replace(place.sieve, komisi=None if komisi == "all" else Komisi(komisi)))
    show_sieve(ctx)


# ---- looking for one usulan


def begin_find(ctx: Ctx) -> str:
    """Cari."""
    looking(ctx.unit, ctx.actor, ctx.season)
    return FIND.anew(ctx)


def _read(ctx: Ctx, _draft: ChatDraft, typed: str) -> dict[str, object]:
    """A number leads to its card; anything else is a word of the title, the place or the problem."""
    found = WHOLE.match(typed)
    if found is not None:
        try:
            return {"id": by_number(ctx.unit, ctx.actor, ctx.season, typed).id}
        except Refused:
            if not found[2]:  # a whole number that nobody was given; "40" may be that of a house
                raise
    return {"words": sentence(typed, 1, LONGEST_WORDS)}


def _found(ctx: Ctx, draft: ChatDraft) -> None:
    answer: dict[str, object] = draft.get("what")
    if "id" in answer:
        show_one(ctx, int(str(answer["id"])))
        return
    place = QueuePlace(ctx)
    place.choose(replace(place.sieve, words=str(answer["words"])))
    show_list(ctx, "waiting", 0)


FIND = ask_one(
    "s2find",
    title="queue.find_title",
    key="what",
    text="queue.ask_find",
    label="queue.find",
    reads=_read,
    finish=_found,
    leave=show_sieve,
)

HANDLERS = (
    FIND.conversation(Press("s2:find", begin_find, REVIEWS)),
    Press("s2:sieve", show_sieve, REVIEWS),
    Press("s2:box", press_box, REVIEWS),
    Press("s2:kelurahan", show_kelurahan, REVIEWS),
    Press("s2:in", choose_kelurahan, REVIEWS.on(Kelurahan)),
    Press("s2:komisi", show_komisi, REVIEWS),
    Press("s2:of", choose_komisi, REVIEWS),
    Press("s2:list", show_list, REVIEWS),
)
