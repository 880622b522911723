"""A season put together as ZIP files, each with the manifest of all; runs in a process of its own."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.files import Files
from models.base import WIB
from sop.archive.season_zip import Entry, Made

MOST = 45_000_000  #: bytes of a part: Telegram takes 50 MB from a bot
ROOM = 500_000  #: of these for the manifests and the names

COLUMNS = (
    "file",
    "part",
    "state",
    "sha256",
    "size",
    "title",
    "edition",
    "stage",
    "number",
    "agenda",
    "classification",
    "date",
    "pages",
    "approved_sha256",
)
HERE, MISSING, CHANGED, TOO_LARGE = "ada", "hilang", "berubah", "terlalu besar"


@dataclass
class Line:
    """A file of the manifest, and where its bytes are found again."""

    entry: Entry
    name: str
    state: str
    sha256: str
    size: int
    part: int | None = None

    def row(self) -> dict[str, str | int | None]:
        own = {"file": self.name, "part": self.part, "state": self.state, "sha256": self.sha256}
        row = {**self.entry.facts, **own, "size": self.size}
        return {column: row.get(column) for column in COLUMNS}


def pack(folder: Path, entries: Sequence[Entry], most: int = MOST) -> tuple[list[Made], int]:
    """Parts small enough to be sent, kept among the files; and how many files could not go with them."""
    files = Files(folder)
    lines = [_line(files, entry) for entry in entries]
    parts = _share(lines, most)
    made = []
    for part in parts:
        whole = io.BytesIO()
        _write(whole, files, part, lines)
        made.append(Made(files.put(whole.getvalue()), len(part)))
    return made, sum(line.part is None for line in lines)


def pack_into(folder: Path, entries: Sequence[Entry], out: Path) -> tuple[int, list[dict[str, str]]]:
    """Everything in one file; how many files, and what of the manifest is not there."""
    files = Files(folder)
    lines = [_line(files, entry) for entry in entries]
    (part,) = _share(lines, None)
    half = out.with_name(f"{out.name}.half")
    with half.open("wb") as stream:
        _write(stream, files, part, lines)
    half.replace(out)
    return len(part), [{"file": line.name, "state": line.state} for line in lines if line.part is None]


def _line(files: Files, entry: Entry) -> Line:
    if entry.sha256 is None:
        content = _bytes(files, entry)
        return Line(entry, entry.name, HERE, hashlib.sha256(content).hexdigest(), len(content))
    wrong = files.wrong(entry.sha256)
    if wrong is not None:  # what is not as it was must not pass for it
        return Line(entry, entry.name, MISSING if wrong == "missing" else CHANGED, entry.sha256, 0)
    content = files.get(entry.sha256)
    return Line(entry, _named(entry.name, content), HERE, entry.sha256, len(content))


def _named(name: str, content: bytes) -> str:
    if "." in name:
        return name
    return f"{name}.pdf" if content.startswith(b"%PDF") else f"{name}.jpg"


def _bytes(files: Files, entry: Entry) -> bytes:
    if entry.sha256 is not None:
        return files.get(entry.sha256)
    from documents.sheets import write_sheet  # XlsxWriter is heavy, and only this process needs it

    sheet = entry.sheet or {}
    return write_sheet(sheet["key"], sheet["data"])


def _share(lines: Sequence[Line], most: int | None) -> list[list[Line]]:
    """One part after the other is filled; there is always a first one, for the manifest."""
    parts: list[list[Line]] = [[]]
    filled = 0
    for line in lines:
        if line.state != HERE:
            continue
        if most is not None and line.size > most - ROOM:
            line.state = TOO_LARGE
            continue
        if most is not None and filled + line.size > most - ROOM:
            parts.append([])
            filled = 0
        parts[-1].append(line)
        filled += line.size
        line.part = len(parts)
    return parts


def _write(
    stream: io.BytesIO | io.BufferedWriter, files: Files, part: Sequence[Line], lines: Sequence[Line]
) -> None:
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        newest = max((line.entry.at for line in lines), default=datetime(2020, 1, 1, tzinfo=WIB))
        for name, content in _manifests(lines):
            made.writestr(_info(name, newest), content)
        for line in part:
            made.writestr(_info(line.name, line.entry.at), _bytes(files, line.entry))


def _info(name: str, at: datetime) -> zipfile.ZipInfo:
    """Same data, same bytes: the time is the paper's, not the clock's."""
    info = zipfile.ZipInfo(name, at.astimezone(WIB).timetuple()[:6])
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    info.create_system = 3
    return info


def _manifests(lines: Sequence[Line]) -> Iterator[tuple[str, bytes]]:
    rows = [line.row() for line in lines]
    table = io.StringIO()
    writer = csv.DictWriter(table, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    yield "manifest.csv", table.getvalue().encode()
    yield "manifest.json", json.dumps({"files": rows}, ensure_ascii=False, indent=1).encode()
