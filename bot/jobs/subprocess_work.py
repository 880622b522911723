"""What is done in a process of its own, which has to import this first: no Telegram here, and no database.

The first paper after a start waits for that, and a bot has up to four such processes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.files import Files
from documents import Drawn, draw

if TYPE_CHECKING:
    from documents.sealing.seal_reading import Look
    from documents.word.compare import Compared
    from documents.word.reading import Edited
    from sop.proposals.pictures import Taken


@dataclass(frozen=True)
class Order:
    """All that the bytes of a paper depend on."""

    id: int
    key: str
    data: str  #: as JSON: of a report four megabytes, which the bot does not read
    stage: str
    edition: int
    number: str | None
    made_at: datetime
    url: str | None
    folder: Path  #: of the files that the data name
    fonts: Path | None = None
    mark: str = ""  #: above every page of a copy that is not the paper itself


class Kept(Mapping[str, bytes]):
    """What the data name: each is read when it is drawn, and never all at once."""

    def __init__(self, files: Files, data: Mapping[str, Any]) -> None:
        self._files = files
        self.arms: str | None = (data.get("office") or {}).get("arms")  #: without it the kop has a plain rule
        stamped = [one.get("stamped_sha256") for one in data.get("recipients") or ()]
        photos = [one.get("sha256") for one in data.get("photos") or ()]
        self._named = tuple(dict.fromkeys(filter(None, (self.arms, *stamped, *photos))))

    def __getitem__(self, sha256: str) -> bytes:
        try:
            return self._files.get(sha256)
        except OSError as lost:  # must not keep an office from its papers; periksa arsip names it
            raise KeyError(sha256) from lost

    def __iter__(self) -> Iterator[str]:
        return iter(self._named)

    def __len__(self) -> int:
        return len(self._named)


def draw_order(order: Order) -> Drawn:
    """In the drawing process: a paper."""
    data = json.loads(order.data)
    kept = Kept(Files(order.folder), data)
    return draw(
        order.key,
        data,
        stage=order.stage,
        version=order.edition,
        number=order.number,
        made_at=order.made_at,
        verify_url=order.url,
        arms=kept.get(kept.arms) if kept.arms else None,
        pictures=kept,
        fonts=order.fonts,
        mark=order.mark,
    )


def seal_order(content: bytes, folder: Path, kecamatan: str, approved: bool, at: datetime) -> bytes:
    """In the drawing process: a final paper with its seal."""
    from documents.sealing.seal import seal  # pyHanko is heavy, and only this process needs it

    return seal(content, folder, kecamatan=kecamatan, approved=approved, at=at)


@dataclass(frozen=True)
class Seen:
    """Our own copy of a photo, and what the photo tells."""

    small: bytes
    looks: str | None
    taken: Taken


def look_at_photo(content: bytes) -> Seen:
    """In the reading process: a photo that somebody sent. Raises NotAPicture."""
    from bot.jobs.pictures import shrink
    from sop.proposals.pictures import looks_of, taken

    small = shrink(content)
    return Seen(small, looks_of(small), taken(content))


def look_at(
    content: bytes,
    lengths: list[int],
    certificates: list[bytes],
    roots: list[bytes],
    now: datetime,
    lists: tuple[bytes, ...] = (),
) -> Look:
    """In the reading process: a PDF of somebody else."""
    from documents.sealing.seal_reading import Shape, look  # pyHanko is heavy, and only this process needs it
    from documents.sealing.signed_copy import signed_copy

    seen = look(content, lengths, certificates)
    if seen.shape is not Shape.PDF:
        return seen
    return replace(seen, signed=signed_copy(content, certificates, roots, now, lists))


def compare_word(data: dict[str, Any], found: Edited) -> Compared:
    """In the reading process: the paper is drawn again, and what the file says laid beside it."""
    from documents.word.compare import compare
    from documents.word.writing import taken_down  # fpdf2 and python-docx are heavy

    blocks, _ = taken_down(data)
    return compare(data["data"], blocks, found.pieces)
