"""What comes in, what goes out, what is open in a chat: the hot path, also used through SQLAlchemy Core."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, RowId
from models.enums import Said, Waiting

#: The id of a row that was deleted is never given again: a result on its way would meet the wrong row.
NEVER_AGAIN = {"sqlite_autoincrement": True}


class Inbox(Base):
    """An update of Telegram, stored before it is acknowledged. Worked in the order of our own id."""

    __tablename__ = "inbox"
    __table_args__ = (Index("ix_inbox_waiting", "state", "id"), NEVER_AGAIN)

    update_id: Mapped[int] = mapped_column(BigInteger, unique=True)
    chat_id: Mapped[int | None] = mapped_column(BigInteger)
    body: Mapped[dict[str, Any]]
    state: Mapped[Waiting] = mapped_column(String(8), default=Waiting.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime]
    received_at: Mapped[datetime]  #: when it was made, as far as is known
    error: Mapped[str | None] = mapped_column(Text)


class Chat(Base):
    """One private chat: who owns it, what is open in it, which message is its home. The id is Telegram's."""

    __tablename__ = "chat"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    person_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("person.id"))
    hat_id: Mapped[int | None] = mapped_column(
        RowId, ForeignKey("appointment.id")
    )  #: the post in which somebody with several acts
    talk: Mapped[str | None] = mapped_column(String(40))  #: name of the open conversation
    state: Mapped[str | None] = mapped_column(String(40))
    answers: Mapped[dict[str, Any]] = mapped_column(
        default=dict
    )  #: name of a talk -> what was answered so far
    place: Mapped[str | None] = mapped_column(String(64))  #: the press that shows the present screen again
    home_message_id: Mapped[int | None]
    prompt_message_id: Mapped[int | None]  #: the message that brought a reply keyboard
    newest_message_id: Mapped[int | None]  #: newest message below which the home must come
    pressed: Mapped[str | None] = mapped_column(String(90))  #: newest press: message and data
    pressed_at: Mapped[datetime | None]  #: when it was handled
    greeted_at: Mapped[datetime | None]  #: when a stranger was last answered
    flood_from: Mapped[datetime | None]
    flood_count: Mapped[int] = mapped_column(default=0)


class Outbox(Base):
    """Something to say, addressed to a person (who may have no Telegram yet) or to a stranger's chat."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_waiting", "state", "chat_id", "id"),
        Index("ix_outbox_topic", "topic"),
        Index("ix_outbox_person", "person_id", "state"),
        NEVER_AGAIN,
    )

    person_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("person.id"))
    chat_id: Mapped[int | None] = mapped_column(BigInteger)
    kind: Mapped[Said] = mapped_column(String(8))
    text: Mapped[str | None] = mapped_column(Text)  #: HTML, escaped
    keyboard: Mapped[
        list[Any] | None
    ]  #: rows of {text, data | url | inline}, or the reply keyboard of a prompt
    file: Mapped[dict[str, Any] | None]  #: {"paper": id}, {"upload": id} or {"qr": link}
    message_id: Mapped[int | None]  #: of EDIT, DELETE, PIN: which; of a sent NOTICE: what Telegram called it
    silent: Mapped[bool] = mapped_column(default=False)
    broadcast: Mapped[bool] = mapped_column(default=False)  #: goes out after replies
    pinned: Mapped[bool] = mapped_column(default=False)
    topic: Mapped[str | None] = mapped_column(
        String(60)
    )  #: what it is about, so that all copies can be resolved at once
    state: Mapped[Waiting] = mapped_column(String(8), default=Waiting.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(Text)


class Once(Base):
    """A key under which something happened: what has to be said or done only once."""

    __tablename__ = "once"
    __table_args__ = (UniqueConstraint("key"),)

    key: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime]


class Remembered(Base):
    """A fact about the installation: who the bot is, when the last sweep was."""

    __tablename__ = "remembered"

    name: Mapped[str] = mapped_column(String(40), unique=True)
    value: Mapped[dict[str, Any]]
