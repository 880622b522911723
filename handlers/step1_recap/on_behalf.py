"""JFU enters an usulan for somebody else, with or without Telegram.

> [Isi atas nama]
< Usulan ini dari kelurahan mana?  [Kedung Badak] [Tanah Sareal] ...
> [Kedung Badak]
< Atas nama siapa?  [Siti Aminah] [Orang lain]
> [Orang lain] Ahmad Fauzi, 0812 3456 7890
< Diisi atas nama Ahmad Fauzi ... (the usulan's form, with a place for the signed paper among the photos)
"""

from __future__ import annotations

from handlers.proposals.proposal_draft import ProposalDraft
from handlers.proposals.proposal_form import USULAN
from handlers.talk.buttons import Press, view
from handlers.talk.chat_form import ChatDraft, ChatForm, Question
from handlers.talk.context import Ctx
from handlers.talk.paging import page_of, told_apart, turns
from handlers.talk.who import TAKES_IN
from models.people import Kelurahan, Person
from models.posts import Post
from models.speech import button, choice, columns
from sop.core.people import holders
from sop.core.refused import Refused
from sop.proposals.drafts import begin
from sop.reading import person_name, phone
from sop.step1_recap.intake import kelurahan_here
from sop.step1_recap.step import author_for, entered_for, entering_for
from texts import say


@view("s1:behalf")
def choose_kelurahan(ctx: Ctx, page: int) -> None:
    """For which kelurahan JFU enters an usulan."""
    places = entered_for(ctx.unit, ctx.actor, ctx.season)
    shown = page_of(places, page)
    labels = told_apart(place.name for place in shown.items)
    keys = columns(
        choice(label, "s1:for", place.id) for label, place in zip(labels, shown.items, strict=True)
    )
    ctx.show(
        say("step1_recap.behalf_where"), [*keys, turns(shown, "s1:behalf"), [button("form.back", "s1:home")]]
    )


@view("s1:for")
def choose_delegate(ctx: Ctx, kelurahan_id: int) -> None:
    """For which delegate of it; or somebody without Telegram."""
    place = entering_for(ctx.unit, ctx.actor, ctx.season, kelurahan_id)
    delegates = holders(ctx.unit, ctx.actor.kecamatan_id, Post.DELEGASI, kelurahan_id)
    shown = delegates[:6]
    labels = told_apart(person.name for person in shown)
    keys = [
        [choice(label, "s1:enter", kelurahan_id, person.id)]
        for label, person in zip(labels, shown, strict=True)
    ]
    rows = [
        *keys,
        [button("step1_recap.behalf_other", "s1:other", kelurahan_id)],
        [button("form.back", "s1:behalf", 0)],
    ]
    ctx.show(say("step1_recap.behalf_who", kelurahan=place.name), rows)


def enter_for(ctx: Ctx, kelurahan_id: int, person_id: int) -> str:
    """The usulan's form, on somebody's behalf."""
    author = ctx.unit.get(Person, person_id)
    if author is None or author not in holders(ctx.unit, ctx.actor.kecamatan_id, Post.DELEGASI, kelurahan_id):
        raise Refused("common.not_found")
    return _enter(ctx, author, kelurahan_here(ctx.unit, ctx.actor, kelurahan_id))


def _enter(ctx: Ctx, author: Person, place: Kelurahan) -> str:
    proposal = begin(ctx.unit, ctx.actor, ctx.season, author=author, kelurahan=place)
    ProposalDraft.open(ctx, proposal)
    ctx.banner(say("step1_recap.behalf_banner", name=author.name, kelurahan=proposal.kelurahan.name))
    return USULAN.begin(ctx)


def ask_name(ctx: Ctx, kelurahan_id: int) -> str:
    entering_for(ctx.unit, ctx.actor, ctx.season, kelurahan_id)
    return BEHALF.begin(ctx, kelurahan_id)


def _named(ctx: Ctx, draft: ChatDraft) -> None:
    place = kelurahan_here(ctx.unit, ctx.actor, draft.about)
    name, number = draft.get("name"), draft.get("phone")
    author = author_for(ctx.unit, ctx.actor, ctx.season, place, name, number)
    _enter(ctx, author, place)


BEHALF = ChatForm(
    "behalf",
    title="step1_recap.behalf_title",
    questions=[
        Question(
            key="name", text="step1_recap.behalf_name", label="step1_recap.label_name", read=person_name
        ),
        Question(
            key="phone",
            text="step1_recap.behalf_phone",
            label="step1_recap.label_phone",
            read=phone,
            optional=True,
        ),
    ],
    finish=_named,
)


HANDLERS = (
    BEHALF.conversation(Press("s1:other", ask_name, TAKES_IN.on(Kelurahan))),
    Press("s1:behalf", choose_kelurahan, TAKES_IN),
    Press("s1:for", choose_delegate, TAKES_IN.on(Kelurahan)),
    Press("s1:enter", enter_for, TAKES_IN.on(Kelurahan, Person)),
)
