"""Word beside the PDF: the papers in sentences, for who works on them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from models.batch import SheetOrder
from models.enums import Drawing
from models.paper import Paper
from models.people import Person
from models.season import Season
from models.unit import Unit
from sop.core.people import may, must_hold
from sop.core.refused import Refused
from sop.core.sheet_orders import order_sheet
from sop.core.steps import PaperKey
from sop.papers.papers import BACK_OFFICE, all_newest, frozen, may_see, title
from sop.papers.word_template import template_of
from texts import plain, say

WORD = "word"

#: The papers in sentences; the others are tables, which Excel has.
IN_SENTENCES = (
    PaperKey.SK_TIM,
    PaperKey.SUSUNAN_KOMISI,
    PaperKey.PEDOMAN,
    PaperKey.TATA_TERTIB,
    PaperKey.UNDANGAN,
    PaperKey.NOTULEN,
    PaperKey.SURAT_MANDAT,
    PaperKey.BERITA_ACARA,
    PaperKey.DRAFT_LAPORAN,
    PaperKey.LAPORAN,
)


def edits(unit: Unit, actor: Person) -> bool:
    """Whether he is one of those who write, check and sign."""
    return may(actor, unit, *BACK_OFFICE)


def in_word(unit: Unit, actor: Person, season: Season) -> list[Paper]:
    """The newest edition of each paper that he can have as Word."""
    must_hold(unit, actor, *BACK_OFFICE)
    return [
        paper
        for paper in all_newest(unit, season.id)
        if paper.key in IN_SENTENCES and may_see(unit, actor, paper)
    ]


def order_word(unit: Unit, actor: Person, paper: Paper | None) -> SheetOrder:
    """Asked for twice while it is being written, it is written once."""
    must_hold(unit, actor, *BACK_OFFICE)
    if paper is None or paper.kecamatan_id != actor.kecamatan_id or paper.key not in IN_SENTENCES:
        raise Refused("common.not_found")
    if paper.state != Drawing.DRAWN:
        raise Refused("papers.not_drawn_yet")
    name = f"{paper.key}-v{paper.edition}.docx"
    waiting = select(SheetOrder.id).where(
        SheetOrder.person_id == actor.id, SheetOrder.name == name, SheetOrder.state == Drawing.ASKED
    )
    if unit.first(waiting) is not None:
        raise Refused("recap.being_made", file=name)
    unit.log(actor, "paper.word", paper, key=paper.key, edition=paper.edition)
    caption = say(
        "word.caption",
        title=title(paper),
        edition=paper.edition,
        stage=plain(f"papers.stage_{paper.stage}"),
    )
    return order_sheet(unit, actor, WORD, {"paper": paper.id}, name=name, caption=caption)


def fill_word(unit: Unit, order: SheetOrder) -> dict[str, Any]:
    data = order_data(unit, unit.session.get_one(Paper, order.data["paper"]))
    own = template_of(unit, order.kecamatan_id)
    return data | {"template": own.sha256 if own else None}


def order_data(unit: Unit, paper: Paper) -> dict[str, Any]:
    """The data that the PDF was drawn from, and all else that the Word file says."""
    return {
        "key": paper.key,
        "data": frozen(unit, paper),
        "stage": paper.stage,
        "version": paper.edition,
        "number": paper.number,
        "made_at": paper.made_at.isoformat(),
        "code": paper.code,
    }
