"""What people type into free text and others need not read: numbers of people."""

from __future__ import annotations

import re

#: Phones as they are written here, NIK (16 digits), NIP (18, often in four groups); no amount in rupiah.
_PERSONAL = re.compile(
    r"(?<![\d.,])(?:"
    r"(?:\+?62|0)[\s.()-]*\d{2,4}(?:[\s.-]*\d{2,5}){2,3}"
    r"|\d{8}[\s.]\d{6}[\s.]\d[\s.]\d{3}"
    r"|\d{16,18}"
    r"|(?:\d{4}[\s.-]){3}\d{4}"
    r")(?!\d)"
)


def masked(text: str) -> str:
    """Free text without the phones, NIK and NIP that people type into it."""
    return _PERSONAL.sub("•••", text)
