"""P8: two processes of the bot over one PostgreSQL beside one, at 200 chats."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from pathlib import Path

from tests.bench.figures import Found, median
from tests.bench.talks import Run, ours
from tests.tools import postgres

CHATS = 200


def measure(quick: bool) -> Found:
    found = Found()
    rounds, seconds = (1, 2.0) if quick else (3, 5.0)
    with postgres.running() as server, ExitStack() as stack:
        bots = {}
        for count in (1, 2):
            url = stack.enter_context(server.database())
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
            bots[count] = stack.enter_context(ours(folder, url, count))
        runs: dict[int, list[Run]] = {1: [], 2: []}
        for _ in range(rounds):
            for count, bot in bots.items():
                runs[count].append(bot.run(CHATS, seconds))
    one, two = (median(run.rate for run in runs[count]) for count in (1, 2))
    found.goal(
        "P8 two processes on PostgreSQL against one, at 200 chats",
        ours=f"{two:,.0f} upd/s",
        peer=f"one {one:,.0f} upd/s",
        figure=two / one,
        bound=1.5,
        least=True,
        note="server and Telegram of the bench on the same processors; the server without fsync",
    )
    found.table(
        f"One and two processes over one PostgreSQL, {CHATS} chats",
        ["processes", "upd/s", "CPU us/upd of the bots"],
        [
            [
                str(count),
                f"{median(run.rate for run in many):,.0f}",
                f"{median(run.each for run in many):,.0f}",
            ]
            for count, many in runs.items()
        ],
    )
    return found
