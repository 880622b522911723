"""Where people sign: place and date, post, room for the signature, name, pangkat, NIP."""

from datetime import date

from documents.data import Approval, ParafPlace, Signatory
from documents.drawing.page import Sheet
from documents.drawing.text import wrap
from texts import plain
from texts.figures import clock, day_of, long_date

_ROOM = 58.0  #: points left free for the signature and the stamp
HEIGHT = _ROOM + 7 * 14.0 + 14.0  #: what a block of the usual length needs
_SPLIT = 0.06  #: of the width, between two blocks
_SIZE = 11.0
#: Shares of the page's width: a block beside another one, and at most one that stands alone.
_HALF, _WIDEST = 0.5 - _SPLIT / 2, 0.62
#: what stands before a name and is no part of it; gelar behind it follow a comma
_BEFORE = {
    *("prof", "dr", "drg", "drh", "drs", "dra", "ir", "apt", "ns", "kh", "k.h", "h", "hj", "tgk", "ust"),
    *("r", "rd", "rr", "ra", "r.a", "tb"),
}
_PARAF, _PARAF_SIZE = 54.0, 6.5  #: points: the line of a paraf, and the words under it


def lines_above(signer: Signatory) -> list[str]:
    """The post, with Plt., Plh. or a.n. as the office writes it."""
    post = f"{signer.acting} {signer.post_title}" if signer.acting else signer.post_title
    if signer.on_behalf_of:
        return [plain("paper_common.on_behalf", post=signer.on_behalf_of), f"{post},"]
    return [f"{post},"]


def capitals(name: str) -> str:
    """ "Drs. Rahmat Hidayat, M.Si." as it is signed: Drs. RAHMAT HIDAYAT, M.Si."""
    whole, comma, behind = name.partition(",")
    words = whole.split()
    first = next(
        (at for at, word in enumerate(words) if word.rstrip(".").casefold() not in _BEFORE), len(words)
    )
    return " ".join([*words[:first], *(word.upper() for word in words[first:])]) + comma + behind


def lines_below(signer: Signatory) -> list[str]:
    """Name in capitals, pangkat and NIP; what is not known yet is dots to be filled by hand."""
    dots = plain("paper_common.dots")
    return [
        capitals(signer.name) or f"({dots}{dots})",
        signer.rank or plain("paper_common.rank", rank=dots),
        plain("paper_common.nip", nip=signer.nip or dots),
    ]


def sign(
    sheet: Sheet,
    signer: Signatory,
    *,
    town: str = "",
    on: date | None = None,
    head: tuple[str, ...] = (),
    approval: Approval | None = None,
    paraf: tuple[ParafPlace, ...] = (),
) -> None:
    """One signature, at the right, all of it on one page, with the places of the paraf around it.

    It is half a page wide, or as wide as a long name needs to stay on one line.
    """
    above = list(head)
    if on is not None:
        above.append(plain("paper_common.place_date", place=town, date=long_date(on)))
    right = [*above, *lines_above(signer)]
    name = wrap(lines_below(signer)[0], sheet.bold, _SIZE, sheet.width)[0]
    share = min(max(_HALF, (name.width + 1) / sheet.width), _WIDEST)
    _blocks(sheet, ((min(0.5, 1 - share), right, signer),), share, paraf)
    if approval is not None:
        sheet.write(approved(approval), size=9, after=4)


def sign_two(
    sheet: Sheet,
    left: Signatory,
    right: Signatory,
    *,
    town: str = "",
    on: date | None = None,
    left_head: str = "",
    right_head: str = "",
) -> None:
    """Two signatures side by side; place and date, where given, stand above the right one."""
    place = [plain("paper_common.place_date", place=town, date=long_date(on))] if on else []
    left_lines = [*([left_head] if left_head else []), *lines_above(left)]
    right_lines = [*place, *([right_head] if right_head else []), *lines_above(right)]
    # The posts stand at the same height.
    left_lines[:0] = [" "] * (len(right_lines) - len(left_lines))
    _blocks(sheet, ((0.0, left_lines, left), (0.5 + _SPLIT / 2, right_lines, right)), _HALF)


def approved(approval: Approval) -> str:
    """A button is not a signature, and is worded so."""
    return plain(
        "paper_common.approved",
        post=approval.post_title,
        name=approval.name,
        date=long_date(day_of(approval.at)),
        time=clock(approval.at),
    )


def _blocks(
    sheet: Sheet,
    blocks: tuple[tuple[float, list[str], Signatory], ...],
    share: float,
    paraf: tuple[ParafPlace, ...] = (),
) -> None:
    if sheet.notes is not None:
        marks = [plain("paper_common.paraf", post=place.title) for place in paraf]
        sheet.notes.signed(
            [(offset > 0, above, [*lines_below(signer), *marks]) for offset, above, signer in blocks]
        )
    size, step = _SIZE, 14.0
    width = sheet.width * share
    broken = [
        (
            offset,
            [line for text in above for line in wrap(text, sheet.regular, size, width)],
            wrap(lines_below(signer)[0], sheet.bold, size, width),
            [line for text in lines_below(signer)[1:] for line in wrap(text, sheet.regular, size, width)],
        )
        for offset, above, signer in blocks
    ]
    deepest = max(len(above) for _, above, _, _ in broken)
    height = step * (deepest + max(len(name) + len(rest) for _, _, name, rest in broken)) + _ROOM
    sheet.need(height + 14)
    sheet.y += 14
    top = sheet.y
    for offset, above, name, rest in broken:
        x, y = sheet.left + offset * sheet.width, top + size
        for line in above:
            sheet.put(x, y, line, sheet.regular, size, align="C", width=width)
            y += step
        post = (y - step, above[-1].width if above else 0.0)
        y = top + size + deepest * step + _ROOM
        _paraf(sheet, paraf, x, width, post, y)
        for line in name:
            sheet.put(x, y, line, sheet.bold, size, align="C", width=width)
            start = x + (width - line.width) / 2
            sheet.stroke(start, y + 1.8, start + line.width, y + 1.8, thick=0.6)
            y += step
        for line in rest:
            sheet.put(x, y, line, sheet.regular, size, align="C", width=width)
            y += step
    sheet.y = top + height


def _paraf(
    sheet: Sheet,
    paraf: tuple[ParafPlace, ...],
    x: float,
    width: float,
    post: tuple[float, float],
    name_y: float,
) -> None:
    """One level below the signer: right of the post; two: left of it; three: left of the name.

    `post`: the height of its last line and how wide it is. Where it leaves no room to its right, the line
    of the paraf moves down into the room of the signature; left of the block the page is free.
    """
    post_y, post_wide = post
    narrow = (width - post_wide) / 2 < _PARAF + 4
    right = (x + width - _PARAF, post_y + 22 if narrow else post_y)
    spots = (right, (x - _PARAF, post_y), (x - _PARAF, name_y))
    for place, (start, y) in zip(reversed(paraf), spots, strict=False):
        sheet.stroke(start, y, start + _PARAF, y, thick=0.4)
        words = plain("paper_common.paraf", post=place.title)
        for at, line in enumerate(wrap(words, sheet.regular, _PARAF_SIZE, _PARAF), start=1):
            down = y + at * (_PARAF_SIZE + 1)
            sheet.put(start, down, line, sheet.regular, _PARAF_SIZE, align="C", width=_PARAF)
