"""The kamus and the papers while typing: "@bot paving", "@bot laporan 2026" in the writing line of any chat.

> @bot paving
< SP-07 Pemasangan paving block ... Rp250.000 per m2 (RKPD 2028) · Dinas ...
> (picks it: the code and the name are sent, which the kamus question understands)
"""

from __future__ import annotations

import re
from typing import Any

from telegram import Update
from telegram.ext import InlineQueryHandler

from handlers.archive.finding_papers import offered
from handlers.talk.context import Ctx
from models.season import KamusEntry
from sop.core.refused import Refused
from sop.proposals.kamus_entries import kamus_of
from sop.proposals.kamus_search import search
from sop.reading.words import tidy
from texts import plain
from texts.figures import rupiah

MOST = 50  #: results of one answer, says Telegram
LONGEST_QUERY = 60
LONGEST_LINE = 200
_PAGE = re.compile("[0-9]{1,6}")  #: where the next results begin, as we said it
START = "mulai"  #: what the button above the results sends to /start


async def offer(update: Update, ctx: Ctx) -> None:
    """Up to fifty papers and entries that the words may mean, or the way to the bot."""
    asked = update.inline_query
    if asked is None:
        return
    person = ctx.person
    if person is None or not person.held(ctx.now):
        ctx.desk.offer = _nothing("kamus.search_strangers")
        return
    try:
        season = ctx.season
    except Refused:  # the office has no season yet, so it has no kamus
        ctx.desk.offer = _nothing("kamus.found_none")
        return
    words = tidy(asked.query)[:LONGEST_QUERY]
    entries = kamus_of(ctx.unit, season.id)
    found = search(entries, words, len(entries)) if words else entries
    begin = int(asked.offset) if _PAGE.fullmatch(asked.offset) else 0
    every = [*offered(ctx, words), *(_result(entry, season.year) for entry in found)]
    if not every:
        ctx.desk.offer = _nothing("kamus.found_none")
        return
    more = str(begin + MOST) if begin + MOST < len(every) else ""
    ctx.desk.offer = {"results": every[begin : begin + MOST], "next_offset": more}


def _nothing(key: str) -> dict[str, Any]:
    return {"results": [], "button": {"text": plain(key), "start_parameter": START}}


def _result(entry: KamusEntry, year: int) -> dict[str, Any]:
    line = plain(
        "kamus.found_line",
        price=rupiah(entry.unit_price),
        unit=entry.unit,
        year=year,
        office=entry.office,
        definition=entry.definition,
    )
    named = f"{entry.code} {entry.name}"
    return {
        "type": "article",
        "id": str(entry.id),
        "title": named,
        "description": line[:LONGEST_LINE],
        "input_message_content": {"message_text": named},
    }


HANDLERS = (InlineQueryHandler(offer),)
