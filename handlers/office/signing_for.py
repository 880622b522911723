"""Tanda tangan a.n.: who signs each of the Camat's papers.

> [Tanda tangan a.n.]
< 1. SK Tim: Camat  2. Undangan: a.n. Camat, Sekretaris Kecamatan ...  [SK Tim] [Undangan] ...
> [SK Tim]
< SK Tim. Siapa yang menandatangani?  [Camat sendiri] [Sekretaris Kecamatan] [Kepala Bidang]
"""

from __future__ import annotations

from handlers.talk.buttons import Press, view
from handlers.talk.context import Ctx
from handlers.talk.rights import Who
from models.posts import Post
from models.speech import button, choice, columns
from sop.core.people import holders, must_hold, names
from sop.core.posts import SECONDS
from sop.core.refused import Refused
from sop.core.steps import PaperKey, step_of
from sop.handover.signing_for import agrees_to, asked_for, depute, refuse
from sop.office.deputies import DEPUTIES, PAPERS, deputy_of
from sop.office.own_data import SETS
from sop.papers.papers import short_title
from texts import Html, join, plain, say


@view("settings:signers")
def show_signers(ctx: Ctx) -> None:
    """Each of the Camat's papers, and who signs it."""
    must_hold(ctx.unit, ctx.actor, *SETS)
    lines = [_line(ctx, at, key) for at, key in enumerate(PAPERS, start=1)]
    papers = columns(choice(short_title(key), "settings:signer", key) for key in PAPERS)
    back = [button("settings.back", "settings:office"), button("menu.back", "menu:show")]
    ctx.show(join(say("signing_for.title"), *lines, say("signing_for.hint")), [*papers, back])


def _line(ctx: Ctx, at: int, key: str) -> Html:
    post = deputy_of(ctx.actor.kecamatan, key)
    if post is None:
        return say("signing_for.line_camat", at=at, title=short_title(key))
    return say("signing_for.line_deputy", at=at, title=short_title(key), post=names([post]))


@view("settings:signer")
def show_signer(ctx: Ctx, key: str) -> None:
    """One paper: he himself, or somebody in his name."""
    must_hold(ctx.unit, ctx.actor, *SETS)
    if key not in PAPERS:
        raise Refused("common.old_button")
    posts = [[choice(names([post]), "settings:signs", key, post)] for post in DEPUTIES]
    rows = [[button("signing_for.camat", "settings:signs", key, Post.CAMAT)], *posts]
    more = say("signing_for.decides") if step_of(PaperKey(key)).signer == Post.CAMAT else ""
    words = join(say("signing_for.choose", title=short_title(key)), more)
    ctx.show(words, [*rows, [button("settings.cancel", "settings:signers")]])


def set_signer(ctx: Ctx, key: str, post: str) -> None:
    """He signs it from now on, or when whose name it is has agreed."""
    changed = depute(ctx.unit, ctx.actor, key, post)
    title = short_title(key)
    asked = asked_for(ctx.actor.kecamatan, key)
    if asked is not None:
        who = " / ".join(
            one.name for one in agrees_to(ctx.unit, asked.by, ctx.actor.kecamatan_id, asked.post)
        )
        ctx.banner(say("signing_for.waits", title=title, post=names([asked.post]), who=who))
    elif not changed:
        ctx.banner(say("signing_for.same"))
    elif post == Post.CAMAT:
        ctx.banner(say("signing_for.saved_camat", title=title))
    elif holders(ctx.unit, ctx.actor.kecamatan_id, Post(post)):
        ctx.banner(say("signing_for.saved_deputy", title=title, post=names([post])))
    else:
        saved = say("signing_for.saved_deputy", title=title, post=names([post]))
        ctx.banner(join(saved, say("signing_for.nobody", post=names([post]))))
    show_signers(ctx)


def say_no(ctx: Ctx, key: str, post: str) -> None:
    """Tolak, of whose name it is (Setujui: handlers/signing/proving.py)."""
    refuse(ctx.unit, ctx.actor, key, post)
    ctx.alert(plain("signing_for.refused", title=short_title(key)))


HANDLERS = (
    Press("settings:signers", show_signers, Who(SETS)),
    Press("settings:signer", show_signer, Who(SETS)),
    Press("settings:signs", set_signer, Who(SETS)),
    Press("settings:signno", say_no, Who(SECONDS)),
)
