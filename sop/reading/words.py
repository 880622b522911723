"""Sentences as people type them: tidied, never changed in meaning."""

import re
import unicodedata
from functools import lru_cache

from sop.core.refused import Refused

# Characters that break a database (NUL), a file (half a surrogate pair) or the direction of a whole line. The
# joiner inside an emoji is not among them.
_HARMFUL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff]")


#: Texts kept as they were read: a file of rows asks the same names and figures thousands of times.
SAME_AGAIN = 4_096

_PLAIN = {ord(sign): "-" for sign in "−–—‐‑"} | {ord("×"): "x"}


def tidy(text: str) -> str:
    """Without harmful characters, with single spaces instead of any run of spaces and line breaks."""
    if not (text.isascii() and text.isprintable()):  # most is, and holds nothing of the kind
        text = _HARMFUL.sub("", unicodedata.normalize("NFC", text))
    elif "  " not in text and not text.startswith(" ") and not text.endswith(" "):
        return text
    return " ".join(text.split())


@lru_cache(SAME_AGAIN)
def simple(text: str) -> str:
    """Tidy, in small letters, with typographic digits, minus signs and x made plain: for reading numbers."""
    compatible = unicodedata.normalize("NFKC", tidy(text)).lower()
    if not compatible.isascii():  # figures of other scripts, too: "٣" is 3
        compatible = re.sub(r"\d", lambda found: str(unicodedata.decimal(found[0])), compatible)
    return compatible.translate(_PLAIN)


def sentence(text: str, least: int = 1, most: int = 1000) -> str:
    """A text of `least` to `most` characters, tidied; emoji and marks stay, but some letter must be there."""
    found = tidy(text)
    if len(found) < least:
        raise Refused("reading.too_short", least=least, have=len(found))
    if len(found) > most:
        raise Refused("reading.too_long", most=most, have=len(found), over=len(found) - most)
    if not any(character.isalnum() for character in found):
        raise Refused("reading.no_letters")
    return found


def paragraphs(text: str, least: int = 1, most: int = 3000) -> str:
    """A longer text, tidied like a sentence; a blank line in it stays, and begins a new paragraph."""
    parts = (tidy(part) for part in re.split(r"\n\s*\n", text))
    found = "\n\n".join(part for part in parts if part)
    sentence(found, least, most)
    if len(found) > most:
        raise Refused("reading.too_long", most=most, have=len(found), over=len(found) - most)
    return found
