"""Numbers that are written as words, or with the letter O: "satu juta", "dua koma lima", "12O"."""

from __future__ import annotations

import re
from functools import lru_cache

from sop.reading.words import SAME_AGAIN, simple

ONES = {
    word: at
    for at, word in enumerate(
        ["satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"], start=1
    )
}
_WHOLE = {
    "sepuluh": "satu puluh",
    "sebelas": "satu belas",
    "seratus": "satu ratus",
    "seribu": "satu ribu",
    "sejuta": "satu juta",
}
_SCALES = {"triliun": 10**12, "miliar": 10**9, "milyar": 10**9, "juta": 10**6, "ribu": 1000}
_SMALL = {"ratus": 100, "puluh": 10}
#: In front of what was not counted to the last one: left out wherever a number is read.
ABOUT = (
    r"sekitar|sekira|kira-kira|kira2|kurang lebih|kurleb|lebih kurang|lebih dari|hampir|perkiraan"
    r"|[±~≈]|\+/-|\+-"
)
_WORD = "|".join((*ONES, *_WHOLE, *_SCALES, *_SMALL, "belas", "koma"))
_BEGINS = "|".join((*ONES, *_WHOLE, "nol(?= koma)"))
_RUN = re.compile(rf"(?<![a-z0-9])(?:{_BEGINS})(?: (?:{_WORD}))*(?![a-z0-9])")
_HALF = re.compile(rf"(?<![a-z])(?:({'|'.join(ONES)}) )?setengah (?={'|'.join(_SCALES)})")
_LETTER_O = re.compile(r"(?:(?<![a-z0-9])|(?<=rp)|(?<=rt)|(?<=rw))(?=[o.,]*[0-9])[0-9o][0-9o.,]*(?![a-z0-9])")


@lru_cache(SAME_AGAIN)
def in_digits(text: str) -> str:
    """The text made plain, as `simple` does, with every number in it in digits.

    "seratus dua puluh lima juta" is "125000000", "dua koma lima juta" is "2,5 juta", "12O unit" is
    "120 unit". Words that make no number stay as they are.
    """
    plain = _LETTER_O.sub(lambda found: found[0].replace("o", "0"), simple(text))
    if not re.search("[a-z]{3}", plain):
        return plain
    plain = _HALF.sub(lambda found: f"{ONES.get(found[1], 0)},5 ", plain)
    return _RUN.sub(_digits, plain)


def _digits(run: re.Match[str]) -> str:
    words = run[0].split()
    if "koma" not in words:
        whole = _value(words)
        return run[0] if whole is None else str(whole)
    at = words.index("koma")
    scale = [words.pop()] if words[-1] in _SCALES else []
    whole = 0 if words[:at] == ["nol"] else _value(words[:at])
    decimals = _value(words[at + 1 :])
    if whole is None or decimals is None:
        return run[0]
    return " ".join((f"{whole},{decimals}", *scale))


def _value(words: list[str]) -> int | None:
    """What the words say; None when they say no number: "dua lima", "ratus"."""
    parts = " ".join(_WHOLE.get(word, word) for word in words).split()
    for scale, times in (_SCALES | _SMALL).items():
        if scale in parts:
            at = parts.index(scale)
            head, rest = _value(parts[:at]), _value(parts[at + 1 :]) if parts[at + 1 :] else 0
            most = 1000 if times >= 1000 else 10
            if head is None or rest is None or head >= most or rest >= times:
                return None
            return head * times + rest
    if len(parts) == 2 and parts[1] == "belas" and parts[0] in ONES:
        return 10 + ONES[parts[0]]
    return ONES.get(parts[0]) if len(parts) == 1 else None
