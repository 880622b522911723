"""What is wrong with the look of a page, read from the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from documents.drawing.table import GROUP, HEAD
from tests.papers.reader import BOTTOM, LEFT, RIGHT, TOP, Line, Page
from texts import plain

_HAIR = 1.0
_INK = 3.0  #: what hangs below a baseline
_CODE = "".join(plain("paper_common.verify").split())


def faults(pages: Sequence[Page], signers: Sequence[dict[str, Any]]) -> list[str]:
    """Everything that no page may show, with the number of the page."""
    found = []
    for place, page in enumerate(pages, 1):
        told = [*_outside(page), *_clashes(page), *_empty(page), *_orphans(page), *_torn(page, signers)]
        told += [*_code_alone(page), *_lonely(page)]
        found += [f"{place}: {fault}" for fault in told]
    return found


def _outside(page: Page) -> Iterator[str]:
    for line in page.lines:
        if (
            line.left < LEFT - _HAIR
            or line.right > page.wide - RIGHT + _HAIR
            or line.top < TOP - _HAIR
            or line.bottom > page.high - BOTTOM + _INK
        ):
            yield f"outside the margins: {line.text}"


def _clashes(page: Page) -> Iterator[str]:
    """Two texts over each other."""
    open_: list[Line] = []
    for line in sorted((*page.lines, *page.footer), key=lambda line: line.top):
        open_ = [other for other in open_ if other.bottom > line.top + _HAIR]
        for other in open_:
            if min(other.right, line.right) - max(other.left, line.left) > _HAIR:
                yield f"over each other: {other.text} / {line.text}"
        open_.append(line)


def _empty(page: Page) -> Iterator[str]:
    if not page.lines:
        yield "empty"


def _code_alone(page: Page) -> Iterator[str]:
    """The code for verification with nothing that it verifies: its sentence and address are all there is."""
    words = "".join("".join(line.text.split()) for line in page.lines)
    if page.lines and words.startswith(_CODE) and {line.size for line in page.lines} == {8.0}:
        yield "the code for verification alone"


def _lonely(page: Page) -> Iterator[str]:
    """A page of one line: what belongs to the page before did not fit there."""
    if len({round(line.top) for line in page.lines}) == 1 and not page.boxes:
        yield f"one line alone: {page.lines[0].text}"


def _orphans(page: Page) -> Iterator[str]:
    """A heading, or the head or a group of a table, with nothing below it."""
    if not page.lines:
        return
    last = max(page.lines, key=lambda line: line.bottom)
    inside = [box for box in page.boxes if box.top <= last.top + _HAIR and last.bottom <= box.bottom + _HAIR]
    greys = {box.grey for box in inside}
    if any(abs(grey - heading) < 0.003 for grey in greys for heading in (HEAD, *GROUP)) or (
        not inside and "Bold" in last.font
    ):
        yield f"heading at the foot: {last.text}"


def _torn(page: Page, signers: Sequence[dict[str, Any]]) -> Iterator[str]:
    """A signature block of which only a part stands here."""
    words = "".join("".join(line.text.split()) for line in page.lines)
    bold = "".join("".join(line.text.split()) for line in page.lines if "Bold" in line.font).casefold()
    for signer in signers:
        nip, name, post = ("".join(signer[part].split()) for part in ("nip", "name", "post_title"))
        if nip and f"NIP{nip}" in words and not (name.casefold() in bold and post in words):
            yield f"torn signature: {signer['name']}"


def signers_of(node: Any) -> list[dict[str, Any]]:
    """Everybody who signs in this data."""
    if isinstance(node, dict):
        mine = [node] if {"nip", "name", "post_title"} <= set(node) else []
        return mine + [signer for value in node.values() for signer in signers_of(value)]
    return [signer for value in node for signer in signers_of(value)] if isinstance(node, list) else []
