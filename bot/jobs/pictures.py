"""Pictures that people send, made fit: for the screen as a small JPEG, for print as a PNG on white."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

LONGEST_SHOWN = 1600  #: pixels
LONGEST_PRINTED, SHORTEST_PRINTED = 600, 100  #: pixels; the arms are 27 mm high on paper
MOST_PIXELS = 25_000_000
_SHRUNK_AT_ONCE = ("RGB", "L", "CMYK", "YCbCr")  #: modes; others look better when they are made RGB before
#: What phones send. Pillow knows others, some of which start programs to be read.
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")


class NotAPicture(Exception):
    """The bytes are no picture that we can use."""


def shrink(content: bytes) -> bytes:
    """The picture as a JPEG of at most 1600 pixels a side, upright, without EXIF. Raises NotAPicture."""

    def made(picture: Image) -> bytes:
        from PIL import ImageOps

        if picture.mode in _SHRUNK_AT_ONCE:  # before it is copied: once is 75 MB of a phone's photo
            picture.thumbnail((LONGEST_SHOWN, LONGEST_SHOWN))
        upright = ImageOps.exif_transpose(picture).convert("RGB")
        upright.thumbnail((LONGEST_SHOWN, LONGEST_SHOWN))
        return _saved(upright, "JPEG", quality=82)

    # A JPEG can be decoded at half its size or less: phones take pictures of 50 million pixels.
    return _opened(content, FORMATS, made, draft=(LONGEST_SHOWN, LONGEST_SHOWN))


def printable(content: bytes) -> bytes:
    """The picture as a small PNG on white, whatever its name was. Raises NotAPicture."""

    def made(picture: Image) -> bytes:
        from PIL import Image, ImageOps

        if min(picture.size) < SHORTEST_PRINTED:
            raise NotAPicture("too small")
        seen = ImageOps.exif_transpose(picture).convert("RGBA")
        seen.thumbnail((LONGEST_PRINTED, LONGEST_PRINTED))
        white = Image.new("RGB", seen.size, "white")
        white.paste(seen, mask=seen.getchannel("A"))
        return _saved(white, "PNG", optimize=True)

    return _opened(content, ("PNG", "JPEG"), made)


def _opened(
    content: bytes,
    formats: tuple[str, ...],
    make: Callable[[Image], bytes],
    draft: tuple[int, int] | None = None,
) -> bytes:
    from PIL import Image  # heavy

    try:
        with Image.open(io.BytesIO(content), formats=formats) as picture:
            if draft:
                picture.draft("RGB", draft)
            if picture.width * picture.height > MOST_PIXELS:  # read from the head: nothing is decoded yet
                raise NotAPicture("too many pixels")
            return make(picture)
    except NotAPicture:
        raise
    except Exception as broken:  # a decoder fed with garbage raises whatever it pleases
        raise NotAPicture(type(broken).__name__) from broken


def _saved(picture: Image, kind: str, **how: object) -> bytes:
    made = io.BytesIO()
    picture.save(made, kind, **how)
    return made.getvalue()
