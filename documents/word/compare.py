"""What an office changed in a paper's Word file: paragraph by paragraph, against the drawing it came from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from documents.data import Edit
from documents.drawing.editing import FACTS, KOP, TITLE
from documents.drawing.manuscript import Block, Grid, Said, Signed
from documents.word.facts import Guard
from documents.word.reading import Piece
from texts.figures import cut

LONGEST, MOST = 3000, 200  #: letters of one paragraph; paragraphs that differ
QUOTED = 120  #: letters of one that are quoted
_LIKE = 0.45  #: of the letters, from which on two paragraphs are taken for one that was rewritten
_PAIRS = 2500  #: more comparisons than this are not worth the wait: then the order decides
_SPOKEN = {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "‑": "-", "…": "..."}
_SPOKEN_AS = str.maketrans(_SPOKEN)
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_ENUMERATED = re.compile(r"\(?(?:\d{1,3}|[a-z]{1,2})[.)]|:|•|-")
_TYPED_MARK = re.compile(r"^\s*(?:\(?(?:\d{1,3}|[a-z])[.)]|[•·-])\s+")


@dataclass
class Compared:
    """The differences, or the one thing that may not differ."""

    changes: list[dict[str, Any]] = field(default_factory=list)  #: of each sentence: part, raw, nth, was, now
    trouble: str = ""  #: key of a sentence
    facts: dict[str, str] = field(default_factory=dict)  #: of that sentence


class _Stop(Exception):
    def __init__(self, key: str, **facts: str) -> None:
        self.key, self.facts = key, facts


@dataclass(frozen=True)
class _Line:
    """A paragraph of the paper and the part that it stands in."""

    said: Said
    part: str

    @property
    def free(self) -> bool:
        return self.said.origin is not None


def compare(data: dict[str, Any], blocks: Sequence[Block], pieces: Sequence[Piece]) -> Compared:
    """`blocks` is the paper as it was drawn, `pieces` what the file says now."""
    guard = Guard(data)
    try:
        changes = _changes(list(_runs(blocks)), pieces, guard)
        if len(changes) > MOST:
            raise _Stop("word.too_many", most=str(MOST))
        return Compared(changes)
    except _Stop as stop:
        return Compared(trouble=stop.key, facts=stop.facts)


def edits_after(edits: Sequence[Edit], changes: Sequence[dict[str, Any]]) -> tuple[Edit, ...]:
    """All edits of the next edition: those before, and what was changed now."""
    after = {(one.before, one.nth): one.after for one in edits}
    for change in changes:
        raw, now = (change["raw"], change["nth"]), tuple(change["now"])
        if now == (change["raw"],):
            after.pop(raw, None)
        else:
            after[raw] = now
    return tuple(Edit(before=raw, nth=nth, after=now) for (raw, nth), now in after.items())


# ---- the paper, from table to table


def _runs(blocks: Sequence[Block]) -> Iterator[tuple[list[_Line], Grid | Signed | None]]:
    lines: list[_Line] = []
    part = ""
    for block in blocks:
        if isinstance(block, Said):
            labels = [mark for mark, _ in block.marks if not _ENUMERATED.fullmatch(mark)]
            if labels and block.origin is not None:
                part = labels[0]
            elif block.fixed == TITLE:
                part = block.text
            if canonical(block.text):
                lines.append(_Line(block, part))
        elif isinstance(block, (Grid, Signed)):
            yield lines, block
            lines = []
    yield lines, None


def _changes(
    runs: list[tuple[list[_Line], Grid | Signed | None]], pieces: Sequence[Piece], guard: Guard
) -> list[dict[str, Any]]:
    tables = [piece for piece in pieces if isinstance(piece, tuple)]
    if len(tables) != len(runs) - 1:
        raise _Stop("word.tables_differ", was=str(len(runs) - 1), now=str(len(tables)))
    texts: list[list[str]] = [[]]
    for piece in pieces:
        if isinstance(piece, tuple):
            texts.append([])
        elif canonical(piece):
            texts[-1].append(piece)
    found: list[dict[str, Any]] = []
    for at, (lines, table) in enumerate(runs):
        found += _compared(lines, texts[at], guard)
        if table is not None:
            _same_table(table, tables[at])
    return found


def _same_table(table: Grid | Signed, cells: tuple[str, ...]) -> None:
    """Figures and names of tables are the rows'; who signs is known from the posts."""
    after = [text for text in map(canonical, cells) if text]
    before = [text for text in map(canonical, _cells(table)) if text]
    if isinstance(table, Signed):
        if " ".join(before) != " ".join(after):
            raise _Stop("word.signature_touched")
        return
    if before == after:
        return
    # What is alike at both ends is left out; a table of 1,100 rows is too long for a closer look.
    first = next(at for at, (one, other) in enumerate(zip_longest(before, after)) if one != other)
    last = next(at for at, (one, other) in enumerate(zip_longest(before[::-1], after[::-1])) if one != other)
    was, now = before[first : len(before) - last], after[first : len(after) - last]
    raise _Stop(
        "word.table_touched",
        table=" | ".join(before[:3]),
        was=cut(" ".join(was) or "–", QUOTED),
        now=cut(" ".join(now) or "–", QUOTED),
    )


def _cells(table: Grid | Signed) -> Iterator[str]:
    if isinstance(table, Signed):
        halves = {right: " ".join((*above, *below)) for right, above, below in table.blocks}
        yield from (halves[right] for right in (False, True) if right in halves)
        return
    yield from table.heads
    if table.numbered:
        yield from (f"({at})" for at in range(1, len(table.heads) + 1))
    for row in table.rows:
        yield from row.cells


# ---- paragraphs


def canonical(text: str) -> str:
    """The words without what a program makes of them: its quotes, dashes, spaces and soft hyphens."""
    text = _UNSEEN.sub("", unicodedata.normalize("NFC", text)).translate(_SPOKEN_AS)
    return " ".join(text.split())


def _tidy(text: str) -> str:
    return " ".join(_UNSEEN.sub("", unicodedata.normalize("NFC", text)).split())


def _core(text: str, marks: Sequence[tuple[str, float]] = ()) -> str:
    """A paragraph of the file without the marks that the paper writes before it."""
    parts = text.split("\t")
    if len(parts) > len(marks) > 0:
        return " ".join(parts[len(marks) :])
    while len(parts) > 1 and (not parts[0].strip() or _ENUMERATED.fullmatch(parts[0].strip())):
        parts = parts[1:]
    return " ".join(parts)


def _compared(lines: list[_Line], texts: list[str], guard: Guard) -> list[dict[str, Any]]:
    """What became of each paragraph between two tables."""
    before = [canonical(line.said.text) for line in lines]
    whole = [canonical(_with_marks(line.said)) for line in lines]
    known, written = set(before), dict(zip(whole, before, strict=True))
    after = []
    for text in texts:
        bare, core = canonical(text), canonical(_core(text))
        after.append(bare if bare in known else written.get(bare, core))
    now: list[list[str]] = [[] for _ in lines]
    matched = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for kind, first, last, start, end in matched:
        if kind == "equal":
            for step in range(last - first):
                now[first + step].append(lines[first + step].said.text)  # behind what was typed before it
            continue
        pairs = _paired(before[first:last], after[start:end])
        for was, became in pairs:
            if became is None:
                continue
            text = texts[start + became]
            if was is not None:
                line = lines[first + was]
                now[first + was].append(_rewritten(line, text))
            else:
                earlier = [
                    one for one, other in pairs if one is not None and other is not None and other < became
                ]
                anchor = first + earlier[-1] if earlier else first - 1
                _added(lines, now, anchor, text)
    return _of_each(lines, now, guard)


def _with_marks(said: Said) -> str:
    return "\t".join((*(mark for mark, _ in said.marks), said.text))


def _paired(before: list[str], after: list[str]) -> list[tuple[int | None, int | None]]:
    """Which paragraph became which, in their order; None for one that is new or gone."""
    if len(before) * len(after) > _PAIRS:
        both = min(len(before), len(after))
        return [
            *((at, at) for at in range(both)),
            *((at, None) for at in range(both, len(before))),
            *((None, at) for at in range(both, len(after))),
        ]
    # As many like ones as can be had without crossing (the longest common subsequence, weighed).
    best = [[0.0] * (len(after) + 1) for _ in range(len(before) + 1)]
    like = [[_likeness(one, other) for other in after] for one in before]
    for i in range(len(before) - 1, -1, -1):
        for j in range(len(after) - 1, -1, -1):
            with_pair = best[i + 1][j + 1] + like[i][j] if like[i][j] >= _LIKE else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], with_pair)
    pairs: list[tuple[int | None, int | None]] = []
    i = j = 0
    while i < len(before) or j < len(after):
        if i < len(before) and j < len(after):
            paired = like[i][j] >= _LIKE and best[i][j] == best[i + 1][j + 1] + like[i][j]
            if paired or (len(before) - i == len(after) - j == 1):
                pairs.append((i, j))
                i, j = i + 1, j + 1
                continue
        if i < len(before) and (j == len(after) or best[i][j] == best[i + 1][j]):
            pairs.append((i, None))
            i += 1
        else:
            pairs.append((None, j))
            j += 1
    return pairs


def _likeness(one: str, other: str) -> float:
    match = SequenceMatcher(None, one, other, autojunk=False)
    return match.ratio() if match.real_quick_ratio() >= _LIKE and match.quick_ratio() >= _LIKE else 0.0


def _rewritten(line: _Line, text: str) -> str:
    """The new words of a paragraph; its label stays."""
    marks = line.said.marks
    parts = text.split("\t")
    for (mark, _), given in zip(marks, parts, strict=False):
        if (
            not _ENUMERATED.fullmatch(mark)
            and len(parts) > len(marks)
            and canonical(given) != canonical(mark)
        ):
            raise _Stop("word.label_touched", label=mark, now=cut(given, QUOTED))
    words = _core(text, marks)
    if marks and len(parts) <= len(marks):
        words = _TYPED_MARK.sub("", words)
    return _tidy(words)


def _added(lines: list[_Line], now: list[list[str]], anchor: int, text: str) -> None:
    """A new paragraph belongs to the one that it follows; before the first it belongs to that."""
    words = _tidy(_TYPED_MARK.sub("", _core(text)))
    if anchor >= 0 and lines[anchor].free:
        now[anchor].append(words)
    elif anchor + 1 < len(lines) and lines[anchor + 1].free:
        now[anchor + 1].insert(0, words)
    else:
        raise _Stop("word.nowhere", text=cut(words, QUOTED))


def _of_each(lines: list[_Line], now: list[list[str]], guard: Guard) -> list[dict[str, Any]]:
    """The changes, one for each paragraph of the drawing's own, even if two stand in its place by now."""
    found: list[dict[str, Any]] = []
    for line, texts in zip(lines, now, strict=True):
        said, origin = line.said, line.said.origin
        if origin is None:
            _must_be(said, texts)
        elif found and (found[-1]["raw"], found[-1]["nth"]) == (origin.text, origin.nth):
            found[-1]["was"].append(said.text)
            found[-1]["now"] += texts
        else:
            found.append(
                {"part": line.part, "raw": origin.text, "nth": origin.nth, "was": [said.text], "now": texts}
            )
    changed = [change for change in found if change["now"] != change["was"]]
    for change in changed:
        long = next((text for text in change["now"] if len(text) > LONGEST), None)
        if long is not None:
            raise _Stop("word.paragraph_long", text=cut(long, QUOTED), most=str(LONGEST))
        lacks = guard.lacks(change["raw"], " ".join(change["now"]))
        if lacks is not None:
            fact, where = lacks
            raise _Stop(f"word.fact_{where}", fact=cut(fact, QUOTED), text=cut(change["was"][0], QUOTED))
    return changed


def _must_be(said: Said, texts: list[str]) -> None:
    """A paragraph that is no prose of the office's reads as it was."""
    gone = not texts and said.fixed == KOP  # a template has a kop of its own
    if texts != [said.text] and not gone:
        now = cut(" ".join(texts) or "–", QUOTED)
        raise _Stop(f"word.fixed_{said.fixed or FACTS}", text=cut(said.text, QUOTED), now=now)
