"""Where in the queue a reviewer is, and through which sieve he looks: both outlast a break."""

from __future__ import annotations

from typing import Any

from handlers.talk.context import Ctx
from handlers.talk.draft import ChatDraft
from models.enums import Komisi
from models.people import Kelurahan
from models.proposal import Proposal
from sop.step2_verify.queue_filter import Sieve, Whose
from sop.step2_verify.verdict_queue import Queue
from texts import plain

MOST_SKIPPED = 40


class QueuePlace:
    """The reviewer's own mark in the queue of a season, kept with his chat."""

    def __init__(self, ctx: Ctx) -> None:
        self._ctx = ctx
        self._draft = ChatDraft.begin(ctx, "s2queue", ctx.season.id, at=0)

    @property
    def sieve(self) -> Sieve:
        kept: dict[str, Any] = self._draft.get("sieve") or {}
        komisi = kept.get("komisi")
        return Sieve(
            kelurahan=kept.get("kelurahan"),
            komisi=Komisi(komisi) if komisi else None,
            whose=Whose(kept.get("whose") or Whose.OPEN),
            late=bool(kept.get("late")),
            words=str(kept.get("words") or ""),
        )

    def choose(self, sieve: Sieve) -> None:
        """Another sieve: the queue begins at its first."""
        kept = {
            "kelurahan": sieve.kelurahan,
            "komisi": sieve.komisi,
            "whose": sieve.whose,
            "late": sieve.late,
            "words": sieve.words,
        }
        self._draft.put("sieve", kept if sieve else None)
        self._stand(None, 0)
        self._draft.put("skipped", [])

    @property
    def queue(self) -> Queue:
        return Queue(self._ctx.unit, self._ctx.season, self._ctx.actor, self.sieve)

    @property
    def on(self) -> int | None:
        """The usulan he is reading."""
        on: int | None = self._draft.get("on")
        return on

    def next(self, queue: Queue) -> Proposal | None:
        """The card that is due; his place moves to it."""
        skipped: list[int] = self._draft.get("skipped") or []
        found = queue.next(self.on, int(self._draft.get("at") or 0), skipped)
        if found is not None:
            if found.id in skipped:  # all others were looked at: round once more
                self._draft.put("skipped", [])
            self._stand(found.id, found.sequence or 0)
        return found

    def skip(self, proposal: Proposal) -> None:
        """Later: it comes again after the others."""
        skipped = [*(self._draft.get("skipped") or []), proposal.id]
        self._draft.put("skipped", skipped[-MOST_SKIPPED:])
        self._stand(None, (proposal.sequence or 0) + 1)

    def back(self, proposal: Proposal) -> bool:
        """To the one before; false where there is none."""
        before = self.queue.before(proposal)
        if before is not None:
            self._stand(before.id, before.sequence or 0)
        return before is not None

    def _stand(self, on: int | None, at: int) -> None:
        self._draft.put("on", on)
        self._draft.put("at", at)


def sieve_words(ctx: Ctx, sieve: Sieve) -> str:
    """What is chosen, in one line: "Kelurahan A, Sarpras, lewat tenggat"."""
    kelurahan = ctx.unit.get(Kelurahan, sieve.kelurahan)
    return ", ".join(
        [
            *([kelurahan.name] if kelurahan is not None else []),
            *([plain(f"komisi.{sieve.komisi}")] if sieve.komisi else []),
            *([plain("queue.only_mine")] if sieve.whose == Whose.MINE else []),
            *([plain("queue.everybodys")] if sieve.whose == Whose.ALL else []),
            *([plain("queue.only_late")] if sieve.late else []),
            *([plain("queue.with_words", words=sieve.words)] if sieve.words else []),
        ]
    )
