"""Paraf berjenjang: who gives a paraf on which paper, chosen in a few presses.

> [Paraf berjenjang]
< SK susunan tim ...: langsung kepada Camat ...  [SK tim] [Pedoman] [Laporan]
> [SK tim]
< Urutan sekarang: langsung kepada Camat.  [JFU] [Kepala Bidang] [Sekretaris Kecamatan]
> [JFU]
< Urutan sekarang: JFU → Camat.  [JFU 1] ...
"""

from __future__ import annotations

from handlers.office.settings_screens import BACK, MENU
from handlers.talk.buttons import Press, view
from handlers.talk.context import Ctx
from handlers.talk.paging import marked
from handlers.talk.rights import Who
from models.posts import Post
from models.speech import button, choice, columns
from sop.core.people import must_hold
from sop.core.posts import TITLES
from sop.core.refused import Refused
from sop.core.steps import PAPER_TITLES, PaperKey, step_of
from sop.flow.approval import decides
from sop.flow.progress import run_of
from sop.office.paraf_chain import GIVE, WRITTEN_IN, chain_of, set_chain
from sop.office.ruling import RULERS
from sop.papers.papers import short_title
from texts import join, plain, say


@view("settings:paraf")
def show_chains(ctx: Ctx) -> None:
    """Every paper that is signed, and the way it goes."""
    must_hold(ctx.unit, ctx.actor, *RULERS)
    lines = [say("paraf.line", title=PAPER_TITLES[key], chain=_way(ctx, key)) for key in WRITTEN_IN]
    papers = columns(choice(short_title(key), "settings:parafof", key) for key in WRITTEN_IN)
    ctx.show(join(say("paraf.title"), *lines, say("paraf.next_edition")), [*papers, [BACK, MENU]])


@view("settings:parafof")
def show_chain(ctx: Ctx, key: str) -> None:
    """One paper: the posts are pressed in their order."""
    must_hold(ctx.unit, ctx.actor, *RULERS)
    paper = _key(key)
    chain = chain_of(ctx.actor.kecamatan, paper)
    posts = [
        choice(marked(TITLES[post], str(chain.index(post) + 1)), "settings:parafdrop", paper, post)
        if post in chain
        else choice(TITLES[post], "settings:parafadd", paper, post)
        for post in GIVE
    ]
    clear = [button("paraf.clear", "settings:parafnone", paper)] if chain else []
    words = say("paraf.one", title=PAPER_TITLES[paper], chain=_way(ctx, paper))
    ctx.show(words, [*columns(posts), clear, [button("paraf.back", "settings:paraf"), MENU]])


def _way(ctx: Ctx, key: PaperKey) -> str:
    chain = chain_of(ctx.actor.kecamatan, key)
    signer = TITLES[decides(run_of(ctx.unit, ctx.season, step_of(key).key))]
    if not chain:
        return plain("paraf.none", signer=signer)
    way = TITLES[chain[0]]
    for post in chain[1:]:
        way = plain("paraf.arrow", chain=way, post=TITLES[post])
    return plain("paraf.arrow", chain=way, post=signer)


def _key(key: str) -> PaperKey:
    if key not in list(PaperKey) or PaperKey(key) not in WRITTEN_IN:
        raise Refused("common.old_button")
    return PaperKey(key)


def _post(post: str) -> Post:
    if post not in GIVE:
        raise Refused("common.old_button")
    return Post(post)


def add(ctx: Ctx, key: str, post: str) -> None:
    """Behind those who are in the chain already; pressed twice is once."""
    paper, one = _key(key), _post(post)
    chain = chain_of(ctx.actor.kecamatan, paper)
    set_chain(ctx.unit, ctx.actor, paper, chain if one in chain else (*chain, one))
    show_chain(ctx, key)


def drop(ctx: Ctx, key: str, post: str) -> None:
    paper, one = _key(key), _post(post)
    chain = chain_of(ctx.actor.kecamatan, paper)
    set_chain(ctx.unit, ctx.actor, paper, tuple(other for other in chain if other != one))
    show_chain(ctx, key)


def clear(ctx: Ctx, key: str) -> None:
    set_chain(ctx.unit, ctx.actor, _key(key), ())
    show_chain(ctx, key)


HANDLERS = (
    Press("settings:paraf", show_chains, Who(RULERS)),
    Press("settings:parafof", show_chain, Who(RULERS)),
    Press("settings:parafadd", add, Who(RULERS)),
    Press("settings:parafdrop", drop, Who(RULERS)),
    Press("settings:parafnone", clear, Who(RULERS)),
)
