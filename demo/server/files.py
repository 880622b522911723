"""The files that people and the bot have sent."""

import hashlib
import io
import mimetypes
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from PIL import Image, ImageOps

from demo.server.limits import BIGGEST_DOWNLOAD, BIGGEST_PHOTO, BIGGEST_UPLOAD
from demo.server.refusals import JSON, Refusal, bad_request

#: The longest sides that Telegram keeps of a photo.
_SIDES = (90, 320, 800, 1280)
_PREFIX = {
    "photo": "AgACAgUAAxkBAA",
    "document": "BQACAgUAAxkBAA",
    "voice": "AwACAgUAAxkBAA",
    "video": "BAACAgUAAxkBAA",
}


@dataclass(frozen=True)
class File:
    """One stored file, and the message field that describes it."""

    file_id: str
    unique_id: str
    kind: str  #: photo, document, voice, video, video_note, sticker
    path: str  #: as in a download address
    size: int
    mime: str
    name: str = ""
    width: int = 0
    height: int = 0
    seconds: int = 0  #: of a voice message

    def facts(self) -> JSON:
        """The file as an object of the Bot API."""
        facts: JSON = {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": self.size}
        if self.width:
            facts |= {"width": self.width, "height": self.height}
        if self.kind != "photo":
            facts["mime_type"] = self.mime
        if self.name:
            facts["file_name"] = self.name
        if self.seconds:
            facts["duration"] = self.seconds
        return facts


class Files:
    """Keeps bytes in memory, or in a folder when one is given."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._bytes: dict[str, bytes] = {}
        self._known: dict[str, File] = {}
        self._by_path: dict[str, File] = {}
        self._sizes: dict[str, tuple[File, ...]] = {}  #: every size of a photo, by the id of any of them

    def keep(
        self,
        data: bytes,
        *,
        kind: str,
        name: str = "",
        mime: str = "",
        width: int = 0,
        height: int = 0,
        seconds: int = 0,
    ) -> File:
        """Store some bytes as a new file."""
        if not data:
            raise bad_request("file must be non-empty")
        if len(data) > BIGGEST_UPLOAD:
            raise Refusal(413, "Request Entity Too Large")
        number = len(self._known) + 1
        mime = mime or mimetypes.guess_type(name)[0] or "application/octet-stream"
        suffix = PurePosixPath(name).suffix or mimetypes.guess_extension(mime) or ""
        digest = hashlib.sha256(data).hexdigest()
        file = File(
            file_id=f"{_PREFIX.get(kind, 'DQACAgUAAxkBAA')}{number:07d}{digest[:24]}",
            unique_id=f"AgAD{digest[:12]}",
            kind=kind,
            path=f"{kind}s/file_{number}{suffix}",
            size=len(data),
            mime=mime,
            name=name,
            width=width,
            height=height,
            seconds=seconds,
        )
        self._store(file, data)
        return file

    def keep_photo(self, data: bytes) -> tuple[File, ...]:
        """Store a picture in the sizes that Telegram makes of it, smallest first; its hidden data is lost."""
        if len(data) > BIGGEST_PHOTO:
            raise bad_request(
                f"file of size {len(data)} bytes is too big for a photo; "
                f"the maximum size is {BIGGEST_PHOTO} bytes"
            )
        sizes = tuple(
            self.keep(scaled, kind="photo", name="", mime="image/jpeg", width=width, height=height)
            for scaled, width, height in _scaled(data)
        )
        self._sizes.update({size.file_id: sizes for size in sizes})
        return sizes

    def clear(self) -> None:
        """Forget every file; what lies in the folder is overwritten in time."""
        for shelf in (self._bytes, self._known, self._by_path, self._sizes):
            shelf.clear()

    def known(self, file_id: str) -> File:
        """The file of an id, or Telegram's refusal."""
        try:
            return self._known[file_id]
        except KeyError:
            raise bad_request("wrong file_id or the file is temporarily unavailable") from None

    def again(self, file_id: str, kind: str) -> File:
        """A file that is sent once more by its id."""
        if file_id.startswith(("http://", "https://")):
            raise bad_request("failed to get HTTP URL content")
        if file_id not in self._known:
            raise bad_request(
                "wrong remote file identifier specified: can't unserialize it. Wrong last symbol"
            )
        file = self._known[file_id]
        if file.kind != kind:
            raise bad_request(f"can't use file of type {file.kind.capitalize()} as {kind.capitalize()}")
        return file

    def sizes(self, photo: File) -> tuple[File, ...]:
        """Every size of a photo."""
        return self._sizes[photo.file_id]

    def for_download(self, file_id: str) -> JSON:
        """What getFile answers; over 20 MB a bot gets nothing."""
        file = self.known(file_id)
        if file.size > BIGGEST_DOWNLOAD:
            raise bad_request("file is too big")
        return {
            "file_id": file.file_id,
            "file_unique_id": file.unique_id,
            "file_size": file.size,
            "file_path": file.path,
        }

    def at(self, path: str) -> File | None:
        """The file of a download address."""
        return self._by_path.get(path)

    def read(self, file: File) -> bytes:
        """The bytes of a file."""
        if self._folder is not None:
            return (self._folder / file.path).read_bytes()
        return self._bytes[file.file_id]

    def _store(self, file: File, data: bytes) -> None:
        self._known[file.file_id] = file
        self._by_path[file.path] = file
        if self._folder is None:
            self._bytes[file.file_id] = data
            return
        target = self._folder / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def _scaled(data: bytes) -> list[tuple[bytes, int, int]]:
    try:
        with Image.open(io.BytesIO(data)) as opened:
            width, height = opened.size
            opened.draft("RGB", (_SIDES[-1], _SIDES[-1]))
            picture = ImageOps.exif_transpose(opened).convert("RGB")
    except (OSError, Image.DecompressionBombError):
        raise bad_request("IMAGE_PROCESS_FAILED") from None
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    longest = max(picture.size)
    sides = [side for side in _SIDES if side < longest]
    if longest <= _SIDES[-1]:
        sides.append(longest)
    return [_jpeg(picture, side / longest) for side in sides]


def _jpeg(picture: Image.Image, scale: float) -> tuple[bytes, int, int]:
    width, height = (max(1, round(side * scale)) for side in picture.size)
    buffer = io.BytesIO()
    sized = picture if scale == 1 else picture.resize((width, height), Image.Resampling.BILINEAR)
    sized.save(buffer, "JPEG", quality=85)
    return buffer.getvalue(), width, height
