"""From a row of the outbox to calls of the Bot API."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from telegram import Bot, InputFile
from telegram.error import BadRequest, TelegramError

from bot.outgoing.files import File
from bot.outgoing.fitting import LONGEST_CAPTION, LONGEST_TEXT, fitting
from bot.outgoing.rows import Job
from bot.transport import READ_SECONDS
from models.enums import Said
from texts import plain

#: What Telegram says when there is nothing left to do.
NOTHING_TO_DO = (
    "message is not modified",
    "message to delete not found",
    "message to pin not found",
    "message is already pinned",
)
GONE = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "there is no text in the message to edit",
)
TOO_OLD = ("message can't be deleted",)
#: Seconds that a call is waited for which may be made twice; longer each time, for a line that is slow.
PATIENCE = 5.0
_SENDS = {"document": "sendDocument", "photo": "sendPhoto", "voice": "sendVoice"}


@dataclass(frozen=True)
class Spoken:
    """What came of it."""

    message_id: int | None = None
    home: int | None = None
    file_id: str | None = None
    #: Messages that should go now. Not here: until it is noted that this is said, a kill says it again.
    left: tuple[int, ...] = ()


class Sender:
    """Says one row. `load` gives the bytes of a file by their SHA-256."""

    def __init__(self, bot: Bot, load: Callable[[str], bytes]) -> None:
        self._bot = bot
        self._load = load

    async def say(self, job: Job, home: int | None) -> Spoken:
        """`home` is the chat's home message as this lane knows it."""
        match job.kind:
            case Said.HOME:
                return await self._home(job, home)
            case Said.NOTICE:
                return await self._notice(job, home)
            case Said.EDIT:
                await self._amend(job)
            case Said.DELETE:
                await self._delete(job)
            case Said.LIKE:
                await self._like(job)
            case Said.MENU:
                scope = {"type": "chat", "chat_id": job.chat_id}
                await self._again(job, "setMyCommands", scope=scope, commands=job.keyboard)
            case Said.PROMPT:
                return Spoken(home=home, message_id=await self._message(job, _reply_keyboard(job.keyboard)))
            case Said.UNPROMPT:
                return Spoken(home=home, left=await self._unprompt(job))
        return Spoken(home=home)

    async def _home(self, job: Job, home: int | None) -> Spoken:
        """Edit the home message, or move it below what came after it: sent anew, the old one is to go."""
        below = (job.newest_message_id or 0) > (home or 0)
        if home is not None and not below:
            try:
                await self._edit(job, home)
                return Spoken(home=home)
            except BadRequest as gone:
                if not _says(gone, GONE):
                    raise
        made = await self._message(job, _inline_keyboard(job.keyboard))
        return Spoken(message_id=made, home=made, left=() if home is None else (home,))

    async def _notice(self, job: Job, home: int | None) -> Spoken:
        if job.file is None:
            made = await self._message(job, _inline_keyboard(job.keyboard))
            if job.pinned:
                await self._pin(job, made)
            return Spoken(message_id=made, home=home)
        text = job.text or ""
        if job.attempts:  # the first try may have arrived: say so
            text = f"{plain('notices.sent_again')}\n{text}"
        said = await self._call(
            _SENDS[job.file.kind],
            chat_id=job.chat_id,
            caption=fitting(text, LONGEST_CAPTION),
            parse_mode="HTML",
            disable_notification=job.silent,
            reply_markup=_inline_keyboard(job.keyboard),
            **{job.file.kind: self._content(job.file)},
        )
        sent = said.get("document") or said.get("voice") or (said.get("photo") or [{}])[-1]
        return Spoken(message_id=said["message_id"], home=home, file_id=sent.get("file_id"))

    async def _like(self, job: Job) -> None:
        """Best effort: what was sent may be gone, or the chat may not allow it."""
        thumb = [{"type": "emoji", "emoji": "👍"}]
        try:
            await self._again(
                job, "setMessageReaction", chat_id=job.chat_id, message_id=job.message_id, reaction=thumb
            )
        except BadRequest:
            pass

    async def _pin(self, job: Job, message_id: int) -> None:
        where = {"chat_id": job.chat_id, "message_id": message_id}
        try:
            await self._quietly(job, "pinChatMessage", **where, disable_notification=True)
        except (TelegramError, OSError):
            pass  # the message is out: not pinned is better than said twice

    async def _message(self, job: Job, markup: dict[str, Any] | None) -> int:
        said = await self._call(
            "sendMessage",
            chat_id=job.chat_id,
            text=fitting(job.text or "", LONGEST_TEXT),
            parse_mode="HTML",
            disable_notification=job.silent,
            link_preview_options={"is_disabled": True},
            reply_markup=markup,
        )
        made: int = said["message_id"]
        return made

    async def _edit(self, job: Job, message_id: int) -> None:
        text = fitting(job.text or "", LONGEST_CAPTION if job.caption else LONGEST_TEXT)
        words = (
            {"caption": text}
            if job.caption
            else {"text": text, "link_preview_options": {"is_disabled": True}}
        )
        await self._quietly(
            job,
            "editMessageCaption" if job.caption else "editMessageText",
            chat_id=job.chat_id,
            message_id=message_id,
            parse_mode="HTML",
            reply_markup=_inline_keyboard(job.keyboard),
            **words,
        )

    async def _amend(self, job: Job) -> None:
        """Change a message that was sent; where a person has deleted it, there is nothing to change."""
        try:
            await self._edit(job, job.message_id or 0)
        except BadRequest as gone:
            if not _says(gone, GONE):
                raise

    async def _delete(self, job: Job) -> None:
        try:
            await self._quietly(job, "deleteMessage", chat_id=job.chat_id, message_id=job.message_id or 0)
        except BadRequest as old:
            if not _says(old, TOO_OLD):
                raise
            await self._bare(job)

    async def _bare(self, job: Job) -> None:
        """What nobody can take away loses its buttons at least, if it has any."""
        where = {"chat_id": job.chat_id, "message_id": job.message_id or 0}
        try:
            await self._quietly(job, "editMessageReplyMarkup", **where)
        except BadRequest as gone:
            if not _says(gone, GONE):
                raise

    async def _unprompt(self, job: Job) -> tuple[int, ...]:
        """A reply keyboard is taken away by a message; that message need not stay."""
        if job.prompt_message_id is None:
            return ()
        said = await self._call(
            "sendMessage",
            chat_id=job.chat_id,
            text="👌",
            disable_notification=True,
            reply_markup={"remove_keyboard": True},
        )
        return said["message_id"], job.prompt_message_id

    async def _quietly(self, job: Job, method: str, **parameters: Any) -> None:
        """A call whose aim may be reached already."""
        try:
            await self._again(job, method, **parameters)
        except BadRequest as done:
            if not _says(done, NOTHING_TO_DO):
                raise

    async def _again(self, job: Job, method: str, **parameters: Any) -> None:
        """A call that does no harm when it is made twice: where it hangs it is soon made anew."""
        seconds = min(PATIENCE * 2 ** min(job.attempts, 2), READ_SECONDS)
        await self._bot.do_api_request(method, api_kwargs=_given(parameters), read_timeout=seconds)

    async def _call(self, method: str, **parameters: Any) -> Any:
        return await self._bot.do_api_request(method, api_kwargs=_given(parameters))

    def _content(self, file: File) -> str | InputFile:
        if file.file_id:
            return file.file_id
        if file.qr is not None:
            from documents.drawing.qr import png  # only where a code goes out

            return InputFile(png(file.qr), filename=file.name)
        if file.sha256 is None:
            raise BadRequest("there is no such file")
        try:
            content = self._load(file.sha256)
        except OSError as lost:  # no trouble of Telegram's, and no other message's
            raise BadRequest(f"its file cannot be read: {type(lost).__name__}") from lost
        return InputFile(content, filename=file.name)


def _given(parameters: dict[str, Any]) -> dict[str, Any]:
    return {name: _plain(value) for name, value in parameters.items() if value is not None}


def _plain(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value


def _says(error: BadRequest, sentences: tuple[str, ...]) -> bool:
    said = str(error).lower()
    return any(sentence in said for sentence in sentences)


#: What a button does and how it looks, as the outbox keeps it -> as Telegram calls it.
_KEYS = {
    "text": "text",
    "url": "url",
    "inline": "switch_inline_query_current_chat",
    "data": "callback_data",
    "style": "style",
}


def _inline_keyboard(rows: list[Any]) -> dict[str, Any] | None:
    if not rows:
        return None
    return {
        "inline_keyboard": [
            [{name: key[kept] for kept, name in _KEYS.items() if kept in key} for key in row] for row in rows
        ]
    }


def _reply_keyboard(rows: list[Any]) -> dict[str, Any]:
    keys = [[{"text": key["text"], f"request_{key['request']}": True} for key in row] for row in rows]
    return {"keyboard": keys, "resize_keyboard": True, "one_time_keyboard": True}
