"""Periksa arsip: every file that the database speaks of is read again and compared with its hash."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sqlalchemy import select

from models.archive import ArchiveCheck, OfficeFile, WordEdition
from models.batch import Batch
from models.enums import Drawing
from models.paper import Paper, PaperCopy, Recipient
from models.people import Person
from models.posts import Post
from models.proposal import Upload
from models.season import Season
from models.signing import Signature
from models.unit import Unit
from sop.core.people import holders, may, must_hold
from sop.core.refused import Refused
from sop.papers.papers import short_title
from sop.papers.ways import Way
from texts import Html, join, plain, say
from texts.figures import number

KEEPERS = (Post.JFU, Post.SEKRETARIS, Post.ADMIN)
NAMED = 4  #: files that a message names; the rest is counted


class Kept(NamedTuple):
    """A file as the database speaks of it."""

    name: str
    sha256: str


def keeps(unit: Unit, person: Person) -> bool:
    """Whether the archive is this person's work."""
    return may(person, unit, *KEEPERS)


def order_check(unit: Unit, actor: Person) -> ArchiveCheck:
    """Ask for it; while one runs nobody needs another."""
    must_hold(unit, actor, *KEEPERS)
    if _newest(unit, actor.kecamatan_id, Drawing.ASKED) is not None:
        raise Refused("archive.being_checked")
    return begin_check(unit, actor.kecamatan_id, actor)


def begin_check(unit: Unit, kecamatan_id: int, actor: Person | None = None) -> ArchiveCheck:
    """Asked for by somebody in chat, or by whoever sits at the machine."""
    check = unit.add(
        ArchiveCheck(
            kecamatan_id=kecamatan_id,
            at=unit.now,
            by_id=actor.id if actor else None,
            state=Drawing.ASKED,
            files=0,
            missing=[],
            changed=[],
        )
    )
    unit.log(actor, "archive.check", check)
    return check


def last_check(unit: Unit, kecamatan_id: int) -> ArchiveCheck | None:
    """The newest that came to its end."""
    return _newest(unit, kecamatan_id, Drawing.DRAWN)


def _newest(unit: Unit, kecamatan_id: int, state: Drawing) -> ArchiveCheck | None:
    query = select(ArchiveCheck).where(ArchiveCheck.kecamatan_id == kecamatan_id, ArchiveCheck.state == state)
    return unit.first(query.order_by(ArchiveCheck.id.desc()))


def kept_files(unit: Unit, kecamatan_id: int) -> list[Kept]:
    """Every file of a kecamatan, each once, by the name that people know it by."""
    found: dict[str, Kept] = {}
    for kept in (
        *_papers(unit, kecamatan_id),
        *_signed(unit, kecamatan_id),
        *_others(unit, kecamatan_id),
    ):
        found.setdefault(kept.sha256, kept)
    return list(found.values())


def _papers(unit: Unit, kecamatan_id: int) -> Iterator[Kept]:
    query = (
        select(Paper.key, Paper.edition, Season.year, Paper.sha256, Paper.sealed_sha256)
        .join(Season, Season.id == Paper.season_id)
        .where(Paper.kecamatan_id == kecamatan_id, Paper.state == Drawing.DRAWN)
        .order_by(Paper.id)
    )
    for key, edition, year, drawn, sealed in unit.session.execute(query).all():
        for key_of_name, sha256 in (("archive.file_paper", drawn), ("archive.file_sealed", sealed)):
            if sha256:
                yield Kept(plain(key_of_name, title=short_title(key), edition=edition, year=year), sha256)

    copies = (
        select(Paper.key, Paper.edition, Season.year, PaperCopy.sha256)
        .join(PaperCopy, PaperCopy.paper_id == Paper.id)
        .join(Season, Season.id == Paper.season_id)
        .where(Paper.kecamatan_id == kecamatan_id)
        .order_by(Paper.id)
    )
    for key, edition, year, sha256 in unit.session.execute(copies).all():
        yield Kept(plain("archive.file_copy", title=short_title(key), edition=edition, year=year), sha256)


def _others(unit: Unit, kecamatan_id: int) -> Iterator[Kept]:
    """Photos, lists that were sent, stamped sheets, the office's own files."""
    for name, column in (
        ("archive.file_photo", Upload.sha256),
        ("archive.file_original", Upload.original_sha256),
        ("archive.file_list", Batch.sha256),
        ("archive.file_stamped", Recipient.stamped_sha256),
        ("archive.file_office", OfficeFile.sha256),
        ("archive.file_word", WordEdition.sha256),
    ):
        table = column.class_
        query = select(table.id, column).where(table.kecamatan_id == kecamatan_id).order_by(table.id)
        for row, sha256 in unit.session.execute(query).all():
            if sha256:
                yield Kept(plain(name, id=row), sha256)


def _signed(unit: Unit, kecamatan_id: int) -> Iterator[Kept]:
    query = select(Signature).where(Signature.kecamatan_id == kecamatan_id).order_by(Signature.id)
    for one in unit.all(query):
        name = "archive.file_scan" if one.way == Way.SCAN else "archive.file_signed"
        yield Kept(plain(name, id=one.id), one.sha256)


def note_checked(
    unit: Unit, id: int, count: int, missing: Iterable[Kept], changed: Iterable[Kept]
) -> ArchiveCheck:
    """It was read to the end: who asked is told, and when something is wrong every admin is."""
    check = unit.session.get_one(ArchiveCheck, id)
    if check.state != Drawing.ASKED:
        return check
    check.state, check.files = Drawing.DRAWN, count
    check.missing, check.changed = [list(one) for one in missing], [list(one) for one in changed]
    wrong = bool(check.missing or check.changed)
    unit.log(None, "archive.checked", check, missing=len(check.missing), changed=len(check.changed))
    asked = unit.get(Person, check.by_id)
    told = [asked] if asked is not None else []
    if wrong:
        told += holders(unit, check.kecamatan_id, Post.ADMIN)
    for person in dict.fromkeys(told):
        unit.tell(person, outcome(check))
    return check


def outcome(check: ArchiveCheck) -> Html:
    """What a check found, in words."""
    if not (check.missing or check.changed):
        return say("archive.whole", count=number(check.files))
    parts = [say("archive.not_whole", count=number(check.files))]
    if check.missing:
        parts.append(say("archive.missing", count=len(check.missing), names=_names(check.missing)))
    if check.changed:
        parts.append(say("archive.changed", count=len(check.changed), names=_names(check.changed)))
    return join(*parts, say("archive.what_to_do"))


def _names(files: list[list[str]]) -> str:
    shown = ", ".join(name for name, _ in files[:NAMED])
    return shown if len(files) <= NAMED else plain("archive.and_more", names=shown, count=len(files) - NAMED)
