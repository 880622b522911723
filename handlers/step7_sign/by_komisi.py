"""Lihat per komisi: what a report says of each komisi, in the very message that asks for the decision.

> [Lihat per komisi]
< Laporan versi 2, per komisi ...  [Pemerintahan] [Kesra] [Ekonomi] [Sarpras] [Kembali]
> [Kesra]
< Komisi Kesra: 12 usulan, Rp900.000.000  1. ...  [1/2] [▶] [Komisi lain] [Kembali]
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.talk.buttons import Press
from handlers.talk.context import Ctx
from handlers.talk.paging import page_of, turns
from handlers.talk.who import DECIDES
from models.enums import Komisi
from models.paper import Paper
from models.speech import button, columns
from sop.core.refused import Refused
from sop.flow.approval import deciding
from sop.proposals.label import of_words
from sop.step6_report.report_figures import agreed_by_komisi
from sop.step7_sign.step import REPORT
from texts import join, plain, say
from texts.figures import number, rt_rw, rupiah

LONGEST_TITLE = 48  #: eight of them fit under a file


def _report(ctx: Ctx, id: int) -> Paper:
    paper = deciding(ctx.unit, ctx.actor, ctx.unit.get(Paper, id))
    if paper.key != REPORT:
        raise Refused("common.old_button")
    return paper


def show_commissions(ctx: Ctx, id: int) -> None:
    """Each komisi with its figures, from the data that the file was drawn from."""
    paper = _report(ctx, id)
    lines, buttons = [], []
    for komisi, found in agreed_by_komisi(paper.data).items():
        cost = rupiah(sum(line["cost"] for line in found))
        lines.append(
            say("by_komisi.line", komisi=plain(f"komisi.{komisi}"), count=number(len(found)), cost=cost)
        )
        buttons.append(button(f"komisi.{komisi}", "s7:komisi", paper.id, komisi, 0))
    title = say("by_komisi.title", edition=paper.edition)
    back = [button("approval.back", "approve:card", paper.id)]
    ctx.rewrite(join(title, *lines), [*columns(buttons), back])


def show_commission(ctx: Ctx, id: int, komisi: str, page: int) -> None:
    """The usulan of one komisi that were agreed, in the order of the plenary."""
    paper = _report(ctx, id)
    if komisi not in set(Komisi):
        raise Refused("common.old_button")
    found = agreed_by_komisi(paper.data)[Komisi(komisi)]
    shown = page_of(found, page)
    lines = [
        say(
            "by_komisi.usulan",
            at=at,
            what=_what(line),
        )
        for at, line in enumerate(shown.items, start=shown.first)
    ]
    head = say(
        "by_komisi.head",
        komisi=plain(f"komisi.{komisi}"),
        count=number(len(found)),
        cost=rupiah(sum(line["cost"] for line in found)),
    )
    rows = [
        turns(shown, "s7:komisi", paper.id, komisi),
        [
            button("by_komisi.others", "s7:per_komisi", paper.id),
            button("approval.back", "approve:card", paper.id),
        ],
    ]
    ctx.rewrite(join(head, *(lines or [say("by_komisi.none")])), [row for row in rows if row])


def _what(line: Mapping[str, Any]) -> str:
    """As the paper has it, whatever became of the usulan since."""
    apart = rt_rw(line["rt"], line["rw"])
    place = f"{line['location']} ({apart})" if apart else line["location"]
    return of_words(line["title"], place, line["kelurahan"], line["cost"])


HANDLERS = (
    Press("s7:per_komisi", show_commissions, DECIDES.on(Paper)),
    Press("s7:komisi", show_commission, DECIDES.on(Paper)),
)
