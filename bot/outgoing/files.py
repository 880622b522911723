"""What goes with a message: a paper, a photo or voice note, a code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, exists, or_, select

from models.enums import Fetching, Purpose, Stage
from models.paper import Paper
from models.proposal import Upload


@dataclass(frozen=True)
class File:
    """What goes with a message: known to Telegram already, or bytes of ours by their hash."""

    name: str
    kind: str  #: "document", "photo" or "voice"
    file_id: str | None
    sha256: str | None
    paper_id: int | None
    coming: bool = False  #: its bytes are still on their way to us
    sealed: bool = False  #: a final paper: with the installation's seal
    qr: str | None = None  #: what a code that is drawn when it is sent leads to


#: The row of a file is gone: the message is parked, and somebody is told.
MISSING = File("", "document", None, None, None)


def file_of(connection: Connection, file: dict[str, Any]) -> File | None:
    """What a row of the outbox says about its file, looked up."""
    if "paper" in file:
        return _paper(connection, file["paper"])
    if "upload" in file:
        return _upload(connection, file["upload"])
    if "stored" in file:
        return File(file["name"], file.get("as", "document"), None, file["stored"], None)
    if "qr" in file:
        return File("qr.png", "photo", None, None, None, qr=file["qr"])
    return None


def still_coming(file: ColumnElement[Any]) -> ColumnElement[bool]:
    """The same as File.coming, asked of the database about a row that waits for its file."""
    unsealed = exists().where(
        Paper.id == file["paper"].as_integer(), Paper.stage == Stage.FINAL, Paper.sealed_sha256.is_(None)
    )
    asked = exists().where(
        Upload.id == file["upload"].as_integer(),
        Upload.purpose != Purpose.VOICE,
        Upload.as_document,
        Upload.state == Fetching.ASKED,
    )
    return or_(unsealed, asked)


def _paper(connection: Connection, id: int) -> File:
    """A final paper goes out with its seal only: it waits for it."""
    wanted = (Paper.key, Paper.edition, Paper.stage, Paper.file_id, Paper.sha256)
    query = select(*wanted, Paper.sealed_file_id, Paper.sealed_sha256).where(Paper.id == id)
    paper = connection.execute(query).one_or_none()
    if paper is None:
        return MISSING
    name = f"{paper.key}-v{paper.edition}.pdf"
    if paper.stage != Stage.FINAL:
        return File(name, "document", paper.file_id, paper.sha256, id)
    coming = paper.sealed_sha256 is None
    return File(name, "document", paper.sealed_file_id, paper.sealed_sha256, id, coming=coming, sealed=True)


def _upload(connection: Connection, id: int) -> File:
    wanted = select(Upload.file_id, Upload.sha256, Upload.as_document, Upload.purpose, Upload.state)
    upload = connection.execute(wanted.where(Upload.id == id)).one_or_none()
    if upload is None or upload.state == Fetching.UNUSABLE:
        return MISSING
    if upload.purpose == Purpose.VOICE:
        return File("pesan-suara.ogg", "voice", upload.file_id, upload.sha256, None)
    # What came as a file still says where and when it was taken: only our own copy of it is passed on.
    if upload.as_document:
        coming = upload.state == Fetching.ASKED
        return File("foto.jpg", "photo", None, upload.sha256, None, coming=coming)
    return File("foto.jpg", "photo", upload.file_id, upload.sha256, None)
