"""Phones for tests and for the story: people send, tap and see, over HTTP, knowing nothing of the bot."""

import time
from collections.abc import Callable
from pathlib import PurePosixPath
from types import TracebackType
from typing import Any
from urllib.parse import parse_qs, urlsplit

from demo.eyes import Eyes
from demo.line import Line
from demo.screen import Act, Alert, Button, Document, Event, Message, Photo, Voice
from demo.stage import Control, read

__all__ = [
    "Act", "Alert", "Button", "Control", "Document", "Event", "Message", "Phone", "Photo", "Telegram",
    "Voice",
]  # fmt: skip

_TELEGRAM_HOSTS = {"t.me", "telegram.me"}
_LONGEST_CALL = 90.0


class Telegram:
    """The server, seen from outside; hands out phones.

    `patience` is how many seconds its people wait for the bot unless told otherwise, `answer_patience` how
    many for the answer to a press. Where they `look_at_what_is_new`, what they were told before they last
    did something is no answer to it.
    """

    def __init__(
        self,
        url: str,
        *,
        patience: float = 10,
        answer_patience: float = 10,
        look_at_what_is_new: bool = False,
    ) -> None:
        self.url = url.rstrip("/")
        self.patience = patience
        self.answer_patience = answer_patience
        self.look_at_what_is_new = look_at_what_is_new
        #: In its seconds patience is counted; who plays troubles lets it stand still where nobody can answer.
        self.clock: Callable[[], float] = time.monotonic
        self.http = Line(self.url, timeout=_LONGEST_CALL)
        self.control = Control(self.http)
        self._phones: dict[int, Phone] = {}

    def phone(self, user_id: int, name: str = "", *, last_name: str = "", username: str = "") -> "Phone":
        """The phone of a person; the same one each time."""
        if user_id not in self._phones:
            self._phones[user_id] = Phone(
                self, user_id, name or f"Warga {user_id}", last_name=last_name, username=username
            )
        return self._phones[user_id]

    def close(self) -> None:
        """Hang up."""
        self.http.close()

    def __enter__(self) -> "Telegram":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class Phone(Eyes):
    """One person's phone, showing the chat with the bot."""

    def __init__(
        self, telegram: Telegram, user_id: int, name: str, *, last_name: str = "", username: str = ""
    ) -> None:
        clock = lambda: telegram.clock()  # noqa: E731 -- it may be set when there are phones already
        super().__init__(telegram.http, user_id, name, patience=telegram.patience, clock=clock)
        self.ledger: list[Act] = []  #: everything this person did, and what it was answered
        self.watcher: Callable[[Phone, str, str], None] = _nobody  #: hears each act before it is done
        self._answer_patience = telegram.answer_patience
        self._only_new = telegram.look_at_what_is_new
        met = self._post("meet", first_name=name, last_name=last_name, username=username)
        self.bot_name = str(met["bot"]["username"])

    # -- sending -------------------------------------------------------------------------------

    def sends(self, text: str, *, chat: int | None = None, reply_to: int | None = None) -> int:
        """Write something; over 4,096 characters it goes out in pieces. The number of the last one."""
        self.watcher(self, "text", text)
        sent = self._post("text", text=text, chat=chat, reply_to=reply_to)
        return self._sent("sends", text, sent)

    def sends_photo(self, data: bytes, caption: str | None = None, album: str | None = None) -> int:
        """Send a picture, perhaps as a part of an album of that name."""
        return self._uploads("photo", data, caption=caption, album=album)

    def sends_document(
        self,
        data: bytes,
        name: str,
        mime: str | None = None,
        *,
        caption: str | None = None,
        album: str | None = None,
    ) -> int:
        """Send a file."""
        return self._uploads("document", data, name=name, mime=mime, caption=caption, album=album)

    def sends_location(self, latitude: float, longitude: float, live: int | None = None) -> int:
        """Drop a pin; `live` is for how many seconds it goes along with the phone."""
        return self._other("location", latitude=latitude, longitude=longitude, live_period=live)

    def sends_venue(self, latitude: float, longitude: float, title: str, address: str = "") -> int:
        """Send a place with a name."""
        return self._other("venue", latitude=latitude, longitude=longitude, title=title, address=address)

    def sends_contact(
        self, phone_number: str, user_id: int | None = None, first_name: str | None = None
    ) -> int:
        """Share a number; with one's own id it is one's own."""
        return self._other(
            "contact", phone_number=phone_number, user_id=user_id, first_name=first_name or self.name
        )

    def passes_on(self, other: "Phone") -> int:
        """Share somebody else's number: his contact, not one's own."""
        return self.sends_contact(other.number, user_id=other.id, first_name=other.name)

    def sends_sticker(self) -> int:
        """Send a sticker."""
        return self._other("sticker")

    def sends_voice(self, seconds: int = 3) -> int:
        """Send a voice message."""
        return self._other("voice", seconds=seconds)

    def sends_video(self, seconds: int = 3) -> int:
        """Send a video."""
        return self._other("video", seconds=seconds)

    def sends_video_note(self, seconds: int = 3) -> int:
        """Send a round video."""
        return self._other("video_note", seconds=seconds)

    def forwards(self, text: str, original_name: str = "Seseorang") -> int:
        """Pass on words that somebody else wrote."""
        return self._sent("forwards", text, self._post("forward", text=text, name=original_name))

    def edits(self, message_id: int, text: str) -> None:
        """Change one's own message."""
        self._sent("edits", text, self._post("edit", message_id=message_id, text=text))

    def deletes(self, message: "Message | int") -> None:
        """Delete a message for both sides."""
        self._post("delete", message_id=_number(message))
        self._note("deletes", "", _number(message))

    def opens(self, link: str) -> int:
        """Follow a link to the bot: https://t.me/BOT?start=TOKEN sends /start TOKEN."""
        parts = urlsplit(link)
        bot = PurePosixPath(parts.path).name
        if parts.hostname not in _TELEGRAM_HOSTS or bot.lower() != self.bot_name.lower():
            raise AssertionError(f"{link} does not lead to @{self.bot_name}")
        token = parse_qs(parts.query).get("start", [""])[0]
        return self.sends(f"/start {token}".strip())

    # -- pressing ------------------------------------------------------------------------------

    def taps(self, label: str, within: float | None = None) -> Alert | None:
        """Wait for a button of that name, the newest message first, and press it; its answer, if one came."""
        found: list[tuple[Message | None, Button]] = []

        def there(eyes: Eyes) -> bool:
            found[:] = eyes._button(label)
            return bool(found)

        self.waits_for(there, within, f"a button “{label}”")
        message, button = found[0]
        if message is None:
            self._taps_keyboard(button)
            return None
        if button.url:
            self._note("taps", label, message.id)
            return Alert("", url=button.url)
        if button.search is not None:
            self._note("taps", label, message.id)
            self.asks(button.search)
            return None
        return self._press("taps", label, message.id, button.data, within)

    def presses(
        self, message: "Message | int", data: str, within: float | None = None, *, wait: bool = True
    ) -> Alert | None:
        """Press something that no button need say, on any message that was ever there."""
        return self._press("presses", data, _number(message), data, within if wait else 0)

    def answers(self, message: "Message | int", *presses: str) -> list[str]:
        """What each of these is answered, one after the other: nothing, or words."""
        given = (self.presses(message, data) for data in presses)
        return ["" if alert is None else alert.text for alert in given]

    def asks(self, query: str, within: float | None = None) -> list[dict[str, Any]] | None:
        """Type `@bot query`; the results that the bot offers."""
        within = self._answer_patience if within is None else within
        results: list[dict[str, Any]] | None = self._post("inline", query=query, within=within)["results"]
        self._note("asks", query, None)
        return results

    def picks(self, result: dict[str, Any]) -> int:
        """Choose one of the results."""
        return self._sent("picks", result["title"], self._post("pick", id=result["id"]))

    # -- standing ------------------------------------------------------------------------------

    def blocks_bot(self) -> None:
        """Stop the bot from writing."""
        self._post("block")
        self._note("blocks", "", None)

    def unblocks_bot(self) -> None:
        """Let the bot write again; one usually sends /start next."""
        self._post("unblock")
        self._note("unblocks", "", None)

    def gives_up_account(self) -> None:
        """Delete the Telegram account: nobody can write to it any more."""
        self._post("deactivate")
        self._note("gives up account", "", None)

    def creates_group(self, title: str, *others: "Phone") -> int:
        """Make a group with the bot in it; its chat number."""
        chat = int(self._post("group", title=title, members=[other.id for other in others])["chat"])
        self._note("creates group", title, None)
        return chat

    def migrates(self, chat: int) -> int:
        """Make a supergroup of a group; its new chat number."""
        return int(self._post("migrate", chat=chat)["chat"])

    def removes_bot(self, chat: int) -> None:
        """Put the bot out of a group."""
        self._post("remove_bot", chat=chat)

    @property
    def number(self) -> str:
        """The telephone number of this phone, as Telegram writes it: what a tap on “share” gives away."""
        return f"+62812{self.id % 100_000_000:08d}"

    # -- inside --------------------------------------------------------------------------------

    def _taps_keyboard(self, button: Button) -> None:
        if button.asks == "contact":
            self.sends_contact(self.number, user_id=self.id)
        else:
            self.sends(button.text)

    def _press(self, what: str, label: str, message_id: int, data: str, within: float | None) -> Alert | None:
        within = self._answer_patience if within is None else within
        self.watcher(self, "press", label)
        pressed = self._post("press", message_id=message_id, data=data, within=within)
        given = pressed["answer"]
        alert = Alert(given["text"], given["show_alert"], given["url"]) if given else None
        self._note(what, label, message_id, alert)
        return alert

    def _post(self, act: str, **given: Any) -> dict[str, Any]:
        self._begins_act()
        return read(self._http.post(f"/phone/{self.id}/{act}", given=given))

    def _uploads(self, act: str, data: bytes, **about: str | None) -> int:
        self.watcher(self, act, "")
        self._begins_act()
        params = {name: value for name, value in about.items() if value is not None}
        sent = read(self._http.post(f"/phone/{self.id}/{act}", content=data, params=params))
        return self._sent(f"sends {act}", about.get("caption") or about.get("name") or "", sent)

    def _other(self, kind: str, **given: Any) -> int:
        self.watcher(self, kind, "")
        return self._sent(f"sends {kind}", "", self._post("other", kind=kind, **given))

    def _sent(self, what: str, said: str, answer: dict[str, Any]) -> int:
        number = int(answer["message_id"])
        self._note(what, said, number)
        return number

    def _note(self, what: str, said: str, message_id: int | None, answer: Alert | None = None) -> None:
        self.ledger.append(Act(self.now, what, said, message_id, answer, answer is not None))


def _nobody(_phone: Phone, _what: str, _said: str) -> None:
    """Does not look."""


def _number(message: Message | int) -> int:
    return message if isinstance(message, int) else message.id
