"""XML that comes from others, before any parser sees it."""

from __future__ import annotations

import re

_BOM = b"\xef\xbb\xbf"
_DECLARED = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([^\"']*)", re.IGNORECASE)


def is_plain(xml: bytes) -> bool:
    """UTF-8 without declarations of its own, as every office program writes it.

    In another encoding a declaration of entities is written with other letters; the parser would read it.
    """
    text = xml.removeprefix(_BOM).lstrip()
    if text[:1] not in (b"<", b"") or b"\0" in text:
        return False
    said = _DECLARED.match(text)
    if said is not None and said[1].lower() not in (b"utf-8", b"utf8", b"us-ascii"):
        return False
    return b"<!DOCTYPE" not in text and b"<!ENTITY" not in text
