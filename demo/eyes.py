"""Looking at a phone: what is on the screen, and waiting until it is.

Every wait is the server's long poll and returns at once when what is waited for is there.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Self

from demo.line import Line
from demo.screen import Alert, Button, Event, Message, keyboard_of, message_of
from demo.stage import moment, read

_LONGEST_LOOK = 0.5  # seconds; what is waited for may be elsewhere, in the database say


class Unseen(AssertionError):
    """Somebody waited for what never came."""

    def __init__(self, who: int, words: str) -> None:
        super().__init__(words)
        self.who = who  #: the number of the account


class Eyes:
    """Somebody who sees the chat with the bot."""

    def __init__(
        self,
        http: Line,
        user_id: int,
        name: str,
        *,
        patience: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.id = user_id
        self.name = name
        self.alerts: list[Alert] = []  #: what presses were answered, as they came
        self.now = datetime.now(UTC)
        self.keyboard: list[list[Button]] = []
        self.commands: list[str] = []
        self.seen: dict[int, Message] = {}  #: every message there ever was, as it looks now
        self._http = http
        self.patience = patience
        self.hurry = 1.0  #: what part of its time any waiting is given
        self._clock = clock
        self._only_new = False  #: whether what was said before the last act is no answer to it
        self._fresh: set[int] = set()  #: the messages that came or were changed since then
        self._judging = False
        self._sequence = 0
        self._season = 0

    def sees(self, text: str, within: float | None = None, *, below: int = 0) -> Message:
        """Wait until a message of the bot on the screen contains the text; the newest one that does.

        `below`: the number of a message. What was said before it may say the same until it is taken away.
        On phones that look at what is new it came, or was changed, since this person last did something.
        """
        found: list[Message] = []

        def there(eyes: "Eyes") -> bool:
            found[:] = [one for one in eyes._containing(text) if one.id > below and eyes._is_new(one)][:1]
            return bool(found)

        self.waits_for(there, within, f"“{text}”")
        return found[0]

    def finds(self, text: str) -> Message:
        """The same, however long it has been there."""
        found: list[Message] = []

        def there(eyes: "Eyes") -> bool:
            found[:] = eyes._containing(text)[:1]
            return bool(found)

        self.waits_for(there, what=f"“{text}”, however old")
        return found[0]

    def waits_for(
        self,
        condition: Callable[[Self], object],
        within: float | None = None,
        what: str = "what was expected",
    ) -> None:
        """Wait until something is so; Unseen shows the screen when it never is."""
        within = (self.patience if within is None else within) * self.hurry
        self._look()
        deadline = self._clock() + within
        while not self._judge(condition):
            left = deadline - self._clock()
            if left <= 0:
                words = f"{self.name} waited {within:g} s for {what}; on the screen:\n{self.shows()}"
                raise Unseen(self.id, words)
            self._look(within=min(left, _LONGEST_LOOK))

    @property
    def messages(self) -> list[Message]:
        """The messages in the chat, oldest first; without those that are gone and the chat's own lines."""
        if not self._judging:
            self._look()
        return [message for message in self._alive() if not message.service]

    @property
    def from_bot(self) -> list[Message]:
        """The bot's messages in the chat, oldest first."""
        return [message for message in self.messages if message.by_bot]

    @property
    def screen(self) -> str:
        """The newest message of the bot."""
        theirs = self.from_bot
        return theirs[-1].text if theirs else ""

    def has(self, text: str) -> bool:
        """Whether any message of the bot on the screen contains the text."""
        return any(text in message.text for message in self.from_bot)

    @property
    def buttons(self) -> list[str]:
        """The buttons of the newest message that has any."""
        return next((message.labels for message in reversed(self.from_bot) if message.buttons), [])

    @property
    def documents(self) -> list[Message]:
        """The bot's messages that carry a file."""
        return [message for message in self.from_bot if message.document is not None]

    @property
    def pinned(self) -> list[Message]:
        """What is pinned, oldest first."""
        return [message for message in self.messages if message.pinned]

    def shows(self, last: int = 8) -> str:
        """The end of the chat in words, as a failed test prints it."""
        lines = []
        for message in self._alive()[-last:]:
            who = "bot" if message.by_bot else self.name
            lines.append(f"[{message.id}] {who}: {_words(message)}")
            lines += ["        " + " ".join(f"[{button.text}]" for button in row) for row in message.buttons]
        if self.keyboard:
            lines.append("keyboard: " + " ".join(f"[{b.text}]" for row in self.keyboard for b in row))
        if self.alerts:
            lines.append(f"last answer to a press: {self.alerts[-1].text!r}")
        return "\n".join(lines) or "(nothing)"

    def downloads(self, message: Message) -> bytes:
        """The bytes of the file or picture of a message."""
        file = message.document or message.photo or message.voice
        if file is None:
            raise AssertionError(f"message {message.id} carries no file")
        answer = self._http.get(f"/phone/files/{file.file_id}")
        if answer.is_error:
            raise AssertionError(f"{answer.asked}: {answer.status_code}")
        return answer.content

    def history(self, chat: int | None = None) -> list[Event]:
        """Everything that was ever on the screen: each message, each edit, each deletion, in order."""
        where = {} if chat is None else {"chat": chat}
        told = read(self._http.get(f"/phone/{self.id}/history", params=where))["history"]
        return [Event(moment(one["at"]), one["became"], message_of(one["message"])) for one in told]

    def group(self, chat: int) -> list[Message]:
        """What a group shows, oldest first."""
        seen = read(self._http.get(f"/phone/{self.id}/changes", params={"chat": chat}))
        return [one for one in map(message_of, seen["messages"]) if not one.deleted]

    def _judge(self, condition: Callable[[Self], object]) -> object:
        """Whether it is so on the screen as it was last looked at.

        A condition that looked twice could see a change with its second half only, and wait for another one.
        """
        self._judging = True
        try:
            return condition(self)
        finally:
            self._judging = False

    def _button(self, label: str) -> list[tuple[Message | None, Button]]:
        for message in reversed(self._alive()):
            if message.by_bot and (button := message.button(label)) is not None:
                return [(message, button)]
        here = (button for row in self.keyboard for button in row if button.called(label))
        return next(([(None, button)] for button in here), [])

    def _containing(self, text: str) -> list[Message]:
        theirs = (message for message in reversed(self._alive()) if message.by_bot and not message.service)
        return [message for message in theirs if text in message.text]

    def _is_new(self, message: Message) -> bool:
        return not self._only_new or message.id in self._fresh

    def _begins_act(self) -> None:
        self._fresh.clear()

    def _alive(self) -> list[Message]:
        return [self.seen[number] for number in sorted(self.seen) if not self.seen[number].deleted]

    def _look(self, within: float = 0) -> None:
        wanted = {"since": self._sequence, "within": round(within, 3)}
        seen = read(self._http.get(f"/phone/{self.id}/changes", params=wanted))
        self._sequence = max(self._sequence, seen["sequence"])
        self.now = moment(seen["now"])
        if seen["season"] != self._season:  # everything was cleared
            self._season = seen["season"]
            self.seen.clear()
        self.commands = [command["command"] for command in seen["commands"]]
        self.keyboard = keyboard_of(seen["keyboard"])
        for raw in seen["messages"]:
            self.seen[raw["message_id"]] = message_of(raw)
            self._fresh.add(raw["message_id"])
        for answer in seen["answers"]:
            self.alerts.append(Alert(answer["text"], answer["show_alert"], answer["url"]))


def _words(message: Message) -> str:
    file = f" 📎 {message.document.name}" if message.document else " 🖼" if message.photo else ""
    return (message.text or ("(service)" if message.service else "")) + file
