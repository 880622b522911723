"""What is not the same each time a record is made, and why: it is left out of the record.

Fingerprints of usulan (twelve letters) and of lists are not among it. They depend on what was typed alone.
"""

from __future__ import annotations

import re

#: What it looks like, what stands in its place.
FLUCTUATING: tuple[tuple[re.Pattern[str], str], ...] = (
    # The secret of an app beside the PIN: pyotp draws it from the system's own dice.
    (re.compile(r"\b[A-Z2-7]{32}\b"), "SECRET-OF-AN-APP"),
    # The seal of a paper is signed with dice of its own, so its bytes, their number and their sum are others.
    (re.compile(r"(,ada,[0-9a-f]{64},)\d+"), r"\1SIZE"),
    (re.compile(r'("size": )\d+'), r"\1SIZE"),
    (re.compile(r"\b[0-9a-f]{64}\b"), "SHA256"),
    # The same sum, which a PDF breaks over two lines.
    (re.compile(r"(Sidik \(SHA-256\) : )[0-9a-f]+$"), r"\1SHA256"),
    (re.compile(r"^[0-9a-f]{12,63}$"), "SHA256"),
    # The log names those sums, so its chain has another mark, and the report that quotes it another sum.
    (re.compile(r"\b[0-9a-f]{16}\b"), "MARK-OF-THE-LOG"),
    (re.compile(r"(halaman, sidik jari )[0-9a-f]{8}"), r"\1OF-A-PAPER"),
    (re.compile(r"(approve:\w+:\d+:)[0-9a-f]{8}"), r"\1OF-A-PAPER"),
)


def plain(line: str) -> str:
    """A line without what is another each time."""
    for looks, instead in FLUCTUATING:
        line = looks.sub(instead, line)
    return line
