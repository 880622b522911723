"""In which measure a volume was typed: "12 unit" is in unit, "40 x 1,5" is in m2 and has two sides."""

import re

from sop.reading.words import simple

LONGEST = 20  #: as wide as the column of the recap

_TIMES = re.compile(r"[0-9]\s*(?:x|\*|kali)\s*(?=[0-9])")
_BEHIND = re.compile(r"^[^a-z]*[0-9][0-9.,]*\s*([a-z].*)$")
_SAME = {"meter": "m", "mtr": "m", "meter lari": "m", "meter persegi": "m2", "meter kubik": "m3"}


def unit_in(text: str) -> tuple[str, bool]:
    """The measure ("" when none was said), and whether lengths were multiplied."""
    plain = simple(text).rstrip(". ")
    sides = len(_TIMES.findall(plain)) + 1
    if sides > 1:
        return ("m2" if sides == 2 else "m3"), True
    found = _BEHIND.match(plain)
    word = " ".join(found[1].split()) if found else ""
    return _SAME.get(word, word)[:LONGEST].strip(), False


def sides_in(text: str) -> str | None:
    """The lengths that were multiplied, as people write them: "40 x 1,5 x 0,2"; None when there were none."""
    plain = simple(text).removesuffix(".").strip()
    sides = re.split(r"\s*(?:x|\*|\bkali\b)\s*", plain)
    if len(sides) < 2:
        return None
    lengths = (re.match(r"[0-9][0-9.,]*", side) for side in sides)
    return " x ".join(found[0].rstrip(".,").replace(".", ",") for found in lengths if found)
