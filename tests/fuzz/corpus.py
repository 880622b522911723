"""What somebody might write to break a sentence, a sheet or a paper; and where people's words are kept."""

from __future__ import annotations

import itertools
from typing import get_type_hints

from sqlalchemy import Column, String, select, update

from models.unit import Unit
from sop.reading.words import tidy
from tests.rights.everything import TABLES, _kinds

MARK = "sisipan"  #: of the pieces with markup: what stands before it must be seen as well

CORPUS = tuple(
    map(
        tidy,
        (
            f"<b>{MARK}</b>",
            f'<a href="https://contoh.example">{MARK}</a>',
            f"<script>{MARK}</script>",
            f"&lt;b&gt;{MARK}",
            "</b></i></code>",
            "'; DROP TABLE proposal; --",
            '" OR 1=1 --',
            '=HYPERLINK("https://contoh.example";"klik")',
            "@SUM(A1:A9)",
            "+6281|cmd",
            "-2+3",
            "../../etc/passwd",
            "C:\\windows\\x",
            "abc\u202eknup\u202c",
            "nol\x00byte",
            "🏗️" * 2000,
            "**tebal** _miring_ [klik](https://contoh.example)",
            "kata" * 600,
            "tanpa\u200blebar\u2060sama\ufeffsekali",
            "{number} {0} {} {title.__class__}",
            "%s %d %(x)s %",
            "$1 ${x} \\1 \\n",
            "\u0645\u0631\u062d\u0628\u0627 שלום",
        ),
    )
)

#: No words of a person, although they are long enough to be.
_MACHINE = ("sha256", "hash", "_id", "totp", "mark", "task", "override", "total", "typed", "trouble")
SHORTEST = 60  #: characters: below that a column holds a word of ours, or a number


def spoken() -> list[Column[str]]:
    """Every column that holds what a person wrote, read from the tables: a new one is in by itself."""
    found = []
    for table in TABLES.values():
        hints = get_type_hints(table)
        for column in table.__table__.columns:
            length = getattr(column.type, "length", None)
            if (
                isinstance(column.type, String)
                and next(_kinds(hints[column.key])) is str
                and (length is None or length >= SHORTEST)
                and not column.name.endswith(_MACHINE)
            ):
                found.append(column)
    return found


def write(unit: Unit, turn: int = 0) -> int:
    """Put a piece of the corpus, the next one in each row, wherever something stands; how many were put."""
    pieces = itertools.islice(itertools.cycle(CORPUS), turn, None)
    written = 0
    for column in spoken():
        table = column.table
        filled = select(table.c.id).where(column.is_not(None)).order_by(table.c.id)
        for row in unit.session.execute(filled).scalars().all():
            fits = next(pieces)[: getattr(column.type, "length", None)]
            unit.session.execute(update(table).where(table.c.id == row).values({column.name: fits}))
            written += 1
    return written
