"""Papers that are asked for, and what is wrong with some."""

from __future__ import annotations

import hashlib
import io

from pypdf import PdfWriter
from sqlalchemy import select

from models.paper import Paper
from models.people import Person
from models.posts import Post
from models.season import Season
from models.signing import PaperCheck
from sop.core.steps import PaperKey
from sop.office import arms
from tests.archive.final_papers import paper
from tests.core.desk import FrontDesk

BUDI, ADMIN = 81, 82


def pdf() -> bytes:
    made = io.BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.write(made)
    return made.getvalue()


def final(desk: FrontDesk, office: int, key: PaperKey, content: bytes) -> int:
    """A final paper that waits for its seal."""
    made = paper(desk, office, 2028, key)
    with desk.unit() as unit:
        row = unit.session.get_one(Paper, made)
        row.sha256, row.size = hashlib.sha256(content).hexdigest(), len(content)
    return made


def asks(desk: FrontDesk, person: int, name: str = "surat.pdf") -> int:
    """Somebody wants to know what a file is."""
    with desk.unit() as unit:
        office = unit.first(select(Season.kecamatan_id))
        facts = {"kecamatan_id": office, "person_id": person, "file_id": "x", "file_name": name}
        return unit.add(PaperCheck(**facts, not_before=desk.now, at=desk.now)).id


def sends_arms(desk: FrontDesk) -> None:
    """The secretary sends a picture for the kop."""
    budi = desk.person(desk.office(), BUDI, Post.SEKRETARIS)
    with desk.unit() as unit:
        arms.send(unit, unit.session.get_one(Person, budi), name="lambang.png", file_id="x", size=9)
