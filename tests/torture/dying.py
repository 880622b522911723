"""A bot that dies at the n-th statement or at the n-th call to Telegram: DIE_AT="statement before 17".

With DIE_AGAIN=30 it dies once more at the 47th, the 77th and so on. Counting goes on over a death: from
the last thing that was done for good, in the file DIE_COUNT. What later starts do by themselves is left out.

Counted are statements from the first change of a transaction on, its COMMIT as well: before that nothing is
there that a death could leave half done. Of the calls getUpdates counts where it brought something: it is
made all the time.
"""

from __future__ import annotations

import itertools
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine.default import DefaultDialect

from bot.incoming.inbox import Answer, Worker
from bot.scheduler import TICK_SECONDS
from bot.transport import AiohttpRequest
from demo import entry

CHANGES = ("INSERT", "UPDATE", "DELETE")
_WRITES = "writes"


class Death:
    """Comes before or after the n-th of a kind, and again each so many after that."""

    def __init__(self, what: str, when: str, number: int, again: int, kept: Path) -> None:
        self._what, self._when, self._again, self._kept = what, when, again, kept
        done, self._deaths = map(int, kept.read_text().split()) if kept.exists() else (0, 0)
        self._number = number + again * self._deaths if again or not self._deaths else 0
        self._counts = {kind: itertools.count(1 + done * (kind == what)) for kind in ("statement", "call")}
        self.begun = self._deaths == 0  #: whether what happens is counted

    def counts(self, what: str) -> int:
        """Another one begins; its number."""
        if not self.begun:
            return 0
        number = next(self._counts[what])
        self._comes(what, "before", number)
        return number

    def done(self, what: str, number: int, *, for_good: bool) -> None:
        """It has ended; `for_good` when a death cannot take it back any more."""
        if for_good and number and what == self._what:
            self._kept.write_text(f"{number} {self._deaths}")
        self._comes(what, "after", number)

    def _comes(self, *here: Any) -> None:
        if self._number and here == (self._what, self._when, self._number):
            done = self._kept.read_text().split()[0] if self._kept.exists() else "0"
            self._kept.write_text(f"{done} {self._deaths + 1}")
            os._exit(9)


def hears_statements(death: Death) -> None:
    """From now on; one thread speaks to the database."""
    commits: Callable[[DefaultDialect, Any], None] = DefaultDialect.do_commit
    ending: list[bool] = []  #: whether the transaction that is being committed changes something

    @event.listens_for(Engine, "before_cursor_execute")
    def before(connection: Connection, _c: Any, words: str, _p: Any, context: Any, _m: bool) -> None:
        if words.startswith(CHANGES):
            connection.info[_WRITES] = True
        if connection.info.get(_WRITES):
            context.counted = death.counts("statement")

    @event.listens_for(Engine, "after_cursor_execute")
    def after(connection: Connection, _c: Any, _w: str, _p: Any, context: Any, _m: bool) -> None:
        if hasattr(context, "counted"):
            death.done("statement", context.counted, for_good=False)

    @event.listens_for(Engine, "commit")
    def commit(connection: Connection) -> None:
        ending.append(bool(connection.info.pop(_WRITES, False)))

    @event.listens_for(Engine, "rollback")
    def rollback(connection: Connection) -> None:
        connection.info.pop(_WRITES, None)

    def do_commit(self: DefaultDialect, raw: Any) -> None:
        if not (ending and ending.pop()):
            commits(self, raw)
            return
        number = death.counts("statement")
        commits(self, raw)
        death.done("statement", number, for_good=True)

    DefaultDialect.do_commit = do_commit  # type: ignore[method-assign]


def hears_calls(death: Death) -> None:
    """From now on."""
    asks = AiohttpRequest.do_request

    async def do_request(self: AiohttpRequest, url: str, *rest: Any, **how: Any) -> tuple[int, bytes]:
        if url.endswith("/getUpdates"):
            answer = await asks(self, url, *rest, **how)
            if json.loads(answer[1]).get("result"):
                death.done("call", death.counts("call"), for_good=True)
            return answer
        number = death.counts("call")
        answer = await asks(self, url, *rest, **how)
        death.done("call", number, for_good=True)
        return answer

    AiohttpRequest.do_request = do_request  # type: ignore[method-assign]


def waits_for_work(death: Death) -> None:
    """The start is over when the inbox is looked at for the first time."""
    handles = Worker.handle_next

    def handle_next(self: Worker) -> list[Answer] | None:
        death.begun = True
        return handles(self)

    Worker.handle_next = handle_next  # type: ignore[method-assign]


def main() -> None:
    what, when, number = os.environ["DIE_AT"].split()
    again, kept = int(os.environ.get("DIE_AGAIN", 0)), Path(os.environ["DIE_COUNT"])
    death = Death(what, when, int(number), again, kept)
    hears_statements(death)
    hears_calls(death)
    waits_for_work(death)
    entry.TICK_SECONDS = (
        TICK_SECONDS  # looking at what is owed twice a second, it would count that for the most
    )
    entry.main()


if __name__ == "__main__":
    main()
