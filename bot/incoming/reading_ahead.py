"""What the next updates will want to see, read for all of them at once."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import BindParameter, bindparam, select
from sqlalchemy.orm import Session

from handlers.usulan.proposal_draft import FORM
from models.chat import Chat
from models.people import Person
from models.proposal import Proposal

# Fixed statements: this is the hot path.
_IDS: BindParameter[int] = bindparam("ids", expanding=True)
_CHATS = select(Chat).where(Chat.id.in_(_IDS))
_PEOPLE = select(Person).where(Person.id.in_(_IDS))
_DRAFTS = select(Proposal).where(Proposal.id.in_(_IDS))


def read_ahead(session: Session, chat_ids: Collection[int]) -> None:
    """The chats, who writes in them with their posts, and the usulan that their forms are about."""
    chats = session.scalars(_CHATS, {"ids": list(chat_ids)}).all()
    if people := {chat.person_id for chat in chats} - {None}:
        session.scalars(_PEOPLE, {"ids": list(people)}).all()
    if drafts := {((chat.answers or {}).get(FORM) or {}).get("id") for chat in chats} - {None}:
        session.scalars(_DRAFTS, {"ids": list(drafts)}).all()
