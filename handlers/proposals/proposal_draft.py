"""An usulan's row as the draft of its form: the open question is a column of the row, not a second truth."""

from __future__ import annotations

from typing import Any

from handlers.talk.context import Ctx
from handlers.talk.resting import SAME
from models.chat import Chat
from models.proposal import Proposal
from sop.proposals import changing
from sop.proposals.drafts import editable, needs_photo, photos_of
from sop.proposals.fields import FIELD
from sop.proposals.proposal_words import rt_rw_said
from sop.proposals.versions import fingerprint

FORM = "usulan"


def _ways_to(chat: Chat) -> frozenset[str]:
    kept = (chat.answers or {}).get(FORM) or {}
    return frozenset({f"usulan:resume:{kept.get('id')}"})


SAME[FORM] = _ways_to


class ProposalDraft:
    """The answers of one usulan; what is only about the screen (page, search) is kept in the chat."""

    def __init__(self, ctx: Ctx, row: Proposal | None = None) -> None:
        self._ctx = ctx
        self.row: Proposal = row or editable(ctx.unit, ctx.actor, self._kept.get("id"))

    @classmethod
    def open(cls, ctx: Ctx, proposal: Proposal) -> ProposalDraft:
        """Make this usulan the one that the chat's form is about."""
        ctx.chat.answers = {**(ctx.chat.answers or {}), FORM: {"id": proposal.id}}
        return cls(ctx)

    @classmethod
    def look(cls, ctx: Ctx, proposal: Proposal) -> ProposalDraft:
        """The answers of an usulan that is not opened: to see how far it is."""
        seen = cls.__new__(cls)
        seen._ctx, seen.row = ctx, proposal
        return seen

    @staticmethod
    def open_in(ctx: Ctx) -> int | None:
        """The usulan that the chat's form is about."""
        found: int | None = ((ctx.chat.answers or {}).get(FORM) or {}).get("id")
        return found

    @property
    def _kept(self) -> dict[str, Any]:
        return dict((self._ctx.chat.answers or {}).get(FORM) or {})

    def screen(self, name: str) -> Any:
        """Something about the present screen: its page, its search, a doubt about a pin."""
        return self._kept.get(name)

    def set_screen(self, **kept: Any) -> None:
        self._ctx.chat.answers = {**self._ctx.chat.answers, FORM: {**self._kept, **kept}}

    @property
    def needs_photo(self) -> bool:
        """Whether it is not sent without one."""
        return needs_photo(self._ctx.unit, self.row)

    @property
    def asked(self) -> str | None:
        return self.row.asked

    @asked.setter
    def asked(self, key: str | None) -> None:
        changing.ask(self.row, key)
        changing.touch(self.row, self._ctx.now)
        self.set_screen(page=0, query=None, peek=None, doubt=None, photos=None)

    @property
    def mending(self) -> bool:
        return self.row.mending

    @mending.setter
    def mending(self, mending: bool) -> None:
        changing.mend(self.row, mending)

    @property
    def came_from(self) -> str | None:
        key: str | None = self.screen("from")
        return key

    @came_from.setter
    def came_from(self, key: str | None) -> None:
        if key != self.came_from:
            self.set_screen(**{"from": key})

    @property
    def shared(self) -> bool:
        return self.row.entered_by_id not in (None, self.row.author_id)

    @property
    def stamp(self) -> str:
        return f"{self.row.id}.{fingerprint(self.row)}"

    def get(self, key: str) -> Any:
        """The answer to a question, or None: what the form asks to know whether it is answered."""
        row = self.row
        match key:
            case "kamus":
                return row.kamus_id or (True if row.outside_kamus else None)
            case "rtrw":
                return rt_rw_said(row) or None
            case "pin":
                return row.lat
            case "people":
                return row.households or row.people
            case "photos":
                return photos_of(row) or None
            case _:
                return getattr(row, key)

    def put(self, key: str, value: Any) -> None:
        changing.put(self.row, key, value)

    def note(self, key: str, typed: str) -> None:
        """The row says it."""

    def noted(self, key: str) -> str:
        row = self.row
        if key == "kamus" and row.kamus is not None:
            return row.kamus.short_name
        return "" if key == "photos" else FIELD[key].words(row)
