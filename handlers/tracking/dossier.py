"""Everything about one usulan, for who must answer for it; its files on demand.

> [Semua data]
< Semua data US-2028-TNS-KDB-0042
< Nomor: ... Foto depan: Tersimpan (213 KB, sidik jari 1f0c...), dikirim Siti Aminah, ...
> [Kirim berkas (3)]
"""

from __future__ import annotations

from handlers.talk.buttons import Press, view
from handlers.talk.context import Ctx
from handlers.talk.paging import page_of, turns
from handlers.talk.rights import Who
from handlers.tracking.tracking_card import NEWEST
from models.enums import Fetching
from models.proposal import Proposal
from models.speech import button
from sop.proposals.may_see import Sight, seen
from sop.tracking.dossier import KEEPERS, Dossier, SentFile, dossier
from texts import Html, join, plain, say
from texts.figures import cut, number

LONGEST = 300  #: letters of one line
ANSWERS = Who(KEEPERS).on(Proposal, anytime=True)


@view("usulan:all")
def show_all(ctx: Ctx, id: int, page: int) -> None:
    """What it says, every file, the papers in which it stands; its way is a screen of its own."""
    proposal = seen(ctx.unit, ctx.actor, id, Sight.REVIEWER)
    found = dossier(ctx.unit, proposal)
    shown = page_of(_lines(found), page)
    kept = _kept(found)
    send = [button("dossier.send_files", "usulan:files", id, count=number(len(kept)))] if kept else []
    ctx.show(
        join(say("dossier.title", number=proposal.number or "-"), *shown.items),
        [
            turns(shown, "usulan:all", id),
            send,
            [button("tracking.way", "track:way", id, NEWEST), button("form.back", "usulan:see", id)],
        ],
    )


def send_files(ctx: Ctx, id: int) -> None:
    """Each file that we have, below the screen, with what is known of it."""
    proposal = seen(ctx.unit, ctx.actor, id, Sight.REVIEWER)
    kept = _kept(dossier(ctx.unit, proposal))
    for one in kept:
        words = say("dossier.file_caption", number=proposal.number or "-", name=one.name, words=one.words)
        ctx.tell(words, file={"upload": one.id})
    ctx.alert(plain("dossier.files_sent", count=number(len(kept))))


def _lines(found: Dossier) -> list[Html]:
    pairs = [*found.facts, *((one.name, one.words) for one in found.files)]
    lines = [say("dossier.line", name=name, words=cut(words, LONGEST)) for name, words in pairs]
    return [*lines, *(say("dossier.paper_line", paper=paper) for paper in found.papers)]


def _kept(found: Dossier) -> list[SentFile]:
    return [one for one in found.files if one.state == Fetching.FETCHED and one.sha256]


HANDLERS = (Press("usulan:all", show_all, ANSWERS), Press("usulan:files", send_files, ANSWERS))
