"""What became of a whole file, in a few lines: whose it is, what it comes to, what was left aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from models.batch import Batch
from sop.imports.question_words import column_title
from texts import Html, plain, say
from texts.figures import cut, number, rupiah

NAMED = 6  #: columns, sheets, and kinds of what is missing, by name; the report has every row
LONGEST = 30  #: letters of each


def account_lines(batch: Batch) -> list[Html]:
    """Only what there is something to say of."""
    account = batch.account
    return [
        *_sheets(account.get("sheets", [])),
        *_figures(account.get("figures", {})),
        *_counted("imports.lacking", account.get("lacks", {})),
        *_left(account.get("left", [])),
        *_named("imports.columns_left", account.get("columns", [])),
        *_filled(account.get("filled", {})),
        *_no_rows(account.get("no_rows", [])),
    ]


def _sheets(sheets: Sequence[Sequence[object]]) -> list[Html]:
    """Whose each table is, where no column says it; and every table of several."""
    lines = []
    for name, rows, kelurahan, how in sheets[:NAMED]:
        if kelurahan:
            facts = {"sheet": cut(str(name), LONGEST), "count": number(int(str(rows)))}
            lines.append(say(f"imports.whose_{how}", kelurahan=str(kelurahan), **facts))
        elif len(sheets) > 1:
            lines.append(
                say("imports.sheet_rows_read", sheet=cut(str(name), LONGEST), count=number(int(str(rows))))
            )
    more = len(sheets) - NAMED
    return [*lines, say("imports.more_sheets", count=number(more))] if more > 0 else lines


def _figures(figures: dict[str, int]) -> list[Html]:
    if not figures:
        return []
    facts = {key: rupiah(figures[key]) for key in ("sum", "least", "most")}
    lines = [say("imports.comes_to", **facts)]
    return [*lines, say("imports.far", count=number(figures["far"]))] if figures["far"] else lines


def _counted(key: str, counts: dict[str, int]) -> list[Html]:
    if not counts:
        return []
    most = sorted(counts.items(), key=lambda one: -one[1])
    words = [f"{name} {number(count)}" for name, count in most[:NAMED]]
    more = [plain("imports.and_more", count=number(len(most) - NAMED))] if len(most) > NAMED else []
    return [say(key, names=", ".join([*words, *more]))]


def _named(key: str, names: Sequence[str]) -> list[Html]:
    if not names:
        return []
    words = [f"“{cut(name, LONGEST)}”" for name in names[:NAMED]]
    more = [plain("imports.and_more", count=number(len(names) - NAMED))] if len(names) > NAMED else []
    return [say(key, names=", ".join([*words, *more]))]


def _left(left: Sequence[Sequence[str]]) -> list[Html]:
    return [
        line
        for why in dict.fromkeys(why for _, why in left)
        for line in _named(f"imports.left_{why}", [name for name, reason in left if reason == why])
    ]


def _filled(filled: dict[str, int]) -> list[Html]:
    return [
        say("imports.filled", column=column_title(key), count=number(count)) for key, count in filled.items()
    ]


def _no_rows(no_rows: Sequence[Sequence[object]]) -> list[Html]:
    """Sums, notes, lines between the rows; what stands above the headings is only in the report."""
    counts = Counter(
        str(what) for _, what, _ in no_rows if what not in ("above", "heading", "counted", "example")
    )
    return _counted("imports.no_rows_among", {plain(f"imports.is_{what}"): n for what, n in counts.items()})
