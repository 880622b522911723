"""Breaking text into lines. What people wrote is never read as markup."""

from typing import NamedTuple

from documents.drawing.typeface import Face

_SOFT = ".,-/_@&=?"  #: a long word (an address, an amount) is rather cut after one of these


class Line(NamedTuple):
    """A line that fits: its words as bytes, and its width in points."""

    words: tuple[bytes, ...]
    width: float
    last: bool  #: of its paragraph, and so never stretched


def wrap(text: str, face: Face, size: float, width: float) -> list[Line]:
    """Break at spaces; a word that is wider than the line is broken where it must."""
    scale = size / 1000
    space = face.space * scale
    lines: list[Line] = []
    for part in text.split("\n"):
        words: list[bytes] = []
        used = -space
        for word in part.split():
            measure, raw = face.word(word)
            measure *= scale
            if used + space + measure <= width:
                words.append(raw)
                used += space + measure
                continue
            if words:
                lines.append(Line(tuple(words), used, False))
            if measure > width:
                *full, (raw, measure) = _pieces(word, face, scale, width)
                lines.extend(Line((piece,), wide, False) for piece, wide in full)
            words, used = [raw], measure
        lines.append(Line(tuple(words), max(used, 0.0), True))
    return lines


def _pieces(word: str, face: Face, scale: float, width: float) -> list[tuple[bytes, float]]:
    """A word that is wider than the line, cut after a stroke or point where there is one, else anywhere."""
    pieces: list[tuple[bytes, float]] = []
    rest = face.printable(word)
    while rest:
        used, end, soft = 0.0, 0, 0
        for char in rest:
            used += face.word(char)[0] * scale
            if used > width and end:
                break
            end += 1
            if char in _SOFT:
                soft = end
        if end < len(rest) and soft > end // 2:
            end = soft
        measure, raw = face.word(rest[:end])
        pieces.append((raw, measure * scale))
        rest = rest[end:]
    return pieces or [(b"", 0.0)]


def balanced(text: str, face: Face, size: float, width: float) -> list[Line]:
    """The same number of lines, as even as they get: no heading ends in one lonely word."""
    lines = wrap(text, face, size, width)
    narrow, wide = width / len(lines), width
    while wide - narrow > 1:
        middle = (narrow + wide) / 2
        narrow, wide = (
            (narrow, middle) if len(wrap(text, face, size, middle)) == len(lines) else (middle, wide)
        )
    return wrap(text, face, size, wide)
