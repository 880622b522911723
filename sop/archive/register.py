"""Nomor agenda and kode klasifikasi of a final paper, noted by JFU when it goes into the archive."""

from __future__ import annotations

import re

from sqlalchemy import select

from models.enums import Drawing, Stage
from models.paper import Paper
from models.people import Person
from models.posts import Post
from models.season import Season
from models.unit import Unit
from sop.core.people import must_hold
from sop.core.refused import Refused
from sop.papers.papers import short_title
from sop.reading.words import tidy
from sop.step8_distribute.distribution import ARCHIVE_CODE

LONGEST_AGENDA = 40

_AGENDA = re.compile(r"[\w./ -]*\d[\w./ -]*")
_CODE = re.compile(r"\d{3}(?:\.\d{1,3}){0,5}", re.ASCII)


def finals(unit: Unit, season: Season) -> list[Paper]:
    """The final papers of a season, those without a nomor agenda first."""
    query = select(Paper).where(
        Paper.season_id == season.id, Paper.stage == Stage.FINAL, Paper.state == Drawing.DRAWN
    )
    every = unit.all(query.order_by(Paper.id))
    return sorted(every, key=lambda one: one.agenda is not None)


def final_here(unit: Unit, actor: Person, id: int | None) -> Paper:
    """A final paper of this kecamatan, for JFU."""
    must_hold(unit, actor, Post.JFU)
    paper = unit.get(Paper, id)
    if paper is None or paper.kecamatan_id != actor.kecamatan_id:
        raise Refused("common.not_found")
    if paper.stage != Stage.FINAL or paper.state != Drawing.DRAWN:
        raise Refused("archive.not_final")
    return paper


def read_agenda(typed: str) -> str:
    """As it stands in the agenda book; there is a digit in it."""
    found = tidy(typed)
    if len(found) > LONGEST_AGENDA or not _AGENDA.fullmatch(found):
        raise Refused("archive.no_agenda")
    return found


def read_code(typed: str) -> str:
    """Three digits, then parts after dots: 400.10.2."""
    found = tidy(typed)
    if len(found) > 20 or not _CODE.fullmatch(found):
        raise Refused("archive.no_code")
    return found


def next_agenda(unit: Unit, season: Season) -> str:
    """One more than the highest plain number of the season."""
    written = [one.agenda or "" for one in finals(unit, season)]
    noted = [int(agenda) for agenda in written if agenda.isdecimal()]
    return str(max(noted, default=0) + 1)


def code_of(paper: Paper) -> str:
    """The kode klasifikasi as it was noted, else that of its number, else the office's."""
    in_number = (paper.number or "").partition("/")[0]
    return paper.classification or (in_number if _CODE.fullmatch(in_number) else ARCHIVE_CODE)


def not_taken(unit: Unit, paper: Paper, agenda: str) -> str:
    """The nomor, unless another paper of the season has it."""
    query = select(Paper).where(
        Paper.season_id == paper.season_id, Paper.agenda == agenda, Paper.id != paper.id
    )
    other = unit.first(query)
    if other is not None:
        raise Refused("archive.agenda_taken", agenda=agenda, title=short_title(other.key))
    return agenda


def note_agenda(unit: Unit, actor: Person, paper: Paper, *, agenda: str, code: str) -> None:
    """It is in the register; noted again it is corrected, and the log knows what stood there."""
    final_here(unit, actor, paper.id)
    before = [paper.agenda, paper.classification]
    paper.agenda, paper.classification = not_taken(unit, paper, agenda), code
    unit.log(actor, "paper.agenda", paper, None, {"agenda": agenda, "code": code, "before": before})
