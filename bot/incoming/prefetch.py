"""What the next updates will want to see, read for all of them at once."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from sqlalchemy import BindParameter, Select, bindparam, select
from sqlalchemy.orm import Session, joinedload

from handlers.proposals.proposal_draft import FORM
from models.chat import Chat
from models.people import Appointment, Person
from models.proposal import Proposal

# Fixed statements: this is the hot path.
_IDS: BindParameter[int] = bindparam("ids", expanding=True)
_DRAFTS = select(Proposal).where(Proposal.id.in_(_IDS))


@cache  # made when it is first needed: it would have all tables looked through while the bot starts
def _chats() -> Select[Chat, Person]:
    """A person comes with his posts: one question, not three."""
    return (
        select(Chat, Person)
        .outerjoin(Person, Person.id == Chat.person_id)
        .options(joinedload(Person.posts).joinedload(Appointment.stand_ins))
        .where(Chat.id.in_(_IDS))
    )


def read_ahead(session: Session, chat_ids: Collection[int]) -> None:
    """The chats, who writes in them with their posts, and the usulan that their forms are about."""
    found = session.execute(_chats(), {"ids": list(chat_ids)}).unique().all()
    if drafts := {((chat.answers or {}).get(FORM) or {}).get("id") for chat, _person in found} - {None}:
        session.scalars(_DRAFTS, {"ids": list(drafts)}).all()
