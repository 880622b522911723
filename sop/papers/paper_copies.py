"""Final papers in which people can be reached: originals for the office, copies without numbers for others.

> Delegate: [Utusan]
< Salinan tanpa nomor telepon dan alamat: Daftar Utusan Musrenbang Kota, versi 2. ...
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from documents.data import MODELS
from models.batch import SheetOrder
from models.enums import Drawing
from models.paper import Paper, PaperCopy
from models.people import Person
from models.posts import Post
from models.unit import Unit
from sop.core.sheet_orders import handed_over, order_sheet
from sop.core.steps import PAPER_TITLES, PaperKey
from sop.core.without_contacts import copy_without
from texts import Html, plain, say

KEY = "paper_copy"  #: of a SheetOrder that asks for one: no sheet

#: In these stand numbers and addresses of people: whoever fetches an original is noted.
WITH_CONTACTS = (
    PaperKey.UTUSAN,
    PaperKey.BERITA_ACARA,
    PaperKey.SURAT_MANDAT,
    PaperKey.DAFTAR_HADIR,
    PaperKey.BUKTI_DISTRIBUSI,
)

#: Those who write, check, sign and receive papers: they have to reach the people in them.
REACHING = (
    Post.JFU,
    Post.SEKRETARIS,
    Post.TIM,
    Post.CAMAT,
    Post.KEPALA_BIDANG,
    Post.ADMIN,
    Post.BAPPERIDA,
)


def original_for(unit: Unit, person: Person, paper: Paper) -> bool:
    """Whether the approved bytes are for him: else a copy without numbers and addresses."""
    return paper.key not in WITH_CONTACTS or any(person.holds(post, unit.now) for post in REACHING)


def copy_of(unit: Unit, paper: Paper) -> PaperCopy | None:
    return unit.first(select(PaperCopy).where(PaperCopy.paper_id == paper.id))


def paper_of_copy(unit: Unit, sha256: str) -> Paper | None:
    """Whose copy these bytes are."""
    found = unit.first(select(PaperCopy.paper_id).where(PaperCopy.sha256 == sha256))
    return None if found is None else unit.session.get_one(Paper, found)


def what_is_given(unit: Unit, paper: Paper) -> tuple[Html, dict[str, Any]] | None:
    """Words and file of the copy; None while it was never drawn."""
    copy = copy_of(unit, paper)
    return None if copy is None else (_words(paper), {"stored": copy.sha256, "name": _name(paper)})


def give_copy(unit: Unit, person: Person, paper: Paper) -> None:
    """Send it; the first who asks waits until it is drawn, and has asked once however often he presses."""
    given = what_is_given(unit, paper)
    if given is not None:
        words, file = given
        unit.tell(person, words, file=file)
        return
    waiting = select(SheetOrder.id).where(
        SheetOrder.person_id == person.id,
        SheetOrder.key == KEY,
        SheetOrder.name == _name(paper),
        SheetOrder.state == Drawing.ASKED,
    )
    if unit.first(waiting) is None:
        order_sheet(unit, person, KEY, {"paper": paper.id}, name=_name(paper), caption=_words(paper))


def copy_data(unit: Unit, order: SheetOrder) -> tuple[Paper, str] | None:
    """The paper, and what its copy is drawn from; None when who asked was forgotten meanwhile."""
    if order.state != Drawing.ASKED:
        return None
    paper = unit.session.get_one(Paper, order.data["paper"])
    return paper, copy_without(MODELS[paper.key].model_validate(paper.data)).model_dump_json()


def copy_made(unit: Unit, id: int, paper_id: int, sha256: str) -> None:
    """It is kept beside the paper, for whoever asks next and for who wants to know what it is."""
    paper = unit.session.get_one(Paper, paper_id)
    copy = copy_of(unit, paper)
    if copy is None:
        copy = unit.add(
            PaperCopy(kecamatan_id=paper.kecamatan_id, paper_id=paper.id, sha256=sha256, at=unit.now)
        )
        unit.log(None, "paper.copied", paper, sha256=sha256)
    if found := handed_over(unit, id, []):
        order, person = found
        unit.tell(person, order.caption, file={"stored": copy.sha256, "name": order.name})


def _name(paper: Paper) -> str:
    return plain("papers.copy_name", paper=paper.key, edition=paper.edition)


def _words(paper: Paper) -> Html:
    return say("papers.copy", title=PAPER_TITLES[PaperKey(paper.key)], edition=paper.edition)
