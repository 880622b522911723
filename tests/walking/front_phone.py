"""A person before the front desk: what he types and presses goes in as updates, what he reads are rows."""

from __future__ import annotations

import itertools
from typing import Any

from sqlalchemy import select

from bot.incoming.inbox import Answer
from models.chat import Inbox, Outbox
from models.enums import Said
from tests.core.desk import FrontDesk

_messages = itertools.count(500_000)


class FrontPhone:
    """Quick enough for hundreds of examples; the phones of demo/phone.py go through Telegram as well."""

    def __init__(self, desk: FrontDesk, user: int) -> None:
        self.desk = desk
        self.user = user
        self.alert: str | None = None

    def sends(self, text: str) -> str:
        """Type something; how its update ended."""
        return self._handled(self.desk.message(self.user, text, message_id=next(_messages)))

    def sends_photo(self) -> str:
        picture = {"file_id": f"f{next(_messages)}", "width": 90, "height": 90, "file_size": 900}
        body = {"photo": [picture | {"file_unique_id": f"u{next(_messages)}"}]}
        return self._handled(self.desk.update({"message": self._message() | body}))

    def presses(self, data: str) -> str:
        return self._handled(self.desk.press(self.user, data, message_id=next(_messages)))

    def answers(self, *presses: str) -> list[str | None]:
        """What each of these is answered, one after the other; none may fail."""
        return [self.alert for data in presses if self.presses(data) == "done"]

    def taps(self, label: str) -> str:
        """Press the button of this name on the newest message that has it."""
        data = self.button(label)
        assert data is not None, (label, self.labels, self.screen)
        return self.presses(data)

    # ---- what he sees

    @property
    def screen(self) -> str:
        """The newest text on his screen, as Telegram gets it."""
        rows = self._rows(limit=1)
        return (rows[0].text or "") if rows else ""

    @property
    def labels(self) -> list[str]:
        rows = self._rows(limit=1)
        return [button["text"] for row in (rows[0].keyboard or () if rows else ()) for button in row]

    @property
    def rows(self) -> list[list[str]]:
        """The rows of buttons under the newest message."""
        found = self._rows(limit=1)
        return [[button["text"] for button in row] for row in (found[0].keyboard or () if found else ())]

    @property
    def buttons(self) -> list[str]:
        """The data of all buttons on the three newest messages."""
        return [
            button["data"]
            for row in self._rows(limit=3)
            for buttons in row.keyboard or ()
            for button in buttons
            if isinstance(button, dict) and "data" in button
        ]

    def button(self, label: str) -> str | None:
        """The data of the newest button of this name."""
        for row in self._rows(limit=8):
            for buttons in row.keyboard or ():
                for button in buttons:
                    if isinstance(button, dict) and button["text"] == label:
                        return button.get("data")
        return None

    def _rows(self, limit: int) -> list[Outbox]:
        shown = Outbox.kind.in_((Said.HOME, Said.NOTICE))
        query = select(Outbox).where(Outbox.chat_id == self.user, shown).order_by(Outbox.id.desc())
        return self.desk.rows(query.limit(limit))

    # ---- inside

    def _message(self) -> dict[str, Any]:
        person = {"id": self.user, "first_name": "Warga"}
        return {
            "message_id": next(_messages),
            "date": int(self.desk.now.timestamp()),
            "chat": person | {"type": "private"},
            "from": person | {"is_bot": False},
        }

    def _handled(self, update_id: int) -> str:
        answers: list[Answer] = self.desk.worker.handle_next() or []
        self.alert = answers[0].parameters.get("text") if answers else None
        (state,) = self.desk.rows(select(Inbox.state).where(Inbox.update_id == update_id))
        return str(state)
