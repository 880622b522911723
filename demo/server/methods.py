"""The Bot API methods that this server answers, and what each may be given.

The names, types and duties follow https://core.telegram.org/bots/api (Bot API 10.1), read from the
machine-readable copy at https://github.com/PaulSonOfLars/telegram-bot-api-spec (MIT). Written as `name:type`;
a `!` marks a parameter that must be there. Telegram ignores parameters that it does not know; this server
refuses them, because in a bot of ours they can only be a mistake.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from demo.server.refusals import JSON, Refusal, bad_request, stricter


@dataclass(frozen=True)
class Upload:
    """A file that came with a multipart request."""

    name: str
    mime: str
    data: bytes


@dataclass(frozen=True)
class Parameter:
    """One parameter of a method."""

    name: str
    kind: str  #: a key of `_READERS`
    required: bool


_PLACE = "business_connection_id:str chat_id:chat! message_thread_id:int direct_messages_topic_id:int"
_QUIET = "disable_notification:bool protect_content:bool allow_paid_broadcast:bool message_effect_id:str"
_REPLY = "suggested_post_parameters:json reply_parameters:json reply_markup:json"
_TEXT = "text:str! parse_mode:str entities:json link_preview_options:json"
_CAPTION = "caption:str parse_mode:str caption_entities:json"
_EDITED = "business_connection_id:str chat_id:chat message_id:int inline_message_id:str"
_SCOPE = "scope:json language_code:str"

_TABLE = {
    "getMe": "",
    "getUpdates": "offset:int limit:int timeout:int allowed_updates:json",
    "setWebhook": "url:str! certificate:file ip_address:str max_connections:int allowed_updates:json "
    "drop_pending_updates:bool secret_token:str",
    "deleteWebhook": "drop_pending_updates:bool",
    "getWebhookInfo": "",
    "sendMessage": f"{_PLACE} {_TEXT} {_QUIET} {_REPLY}",
    "forwardMessage": f"{_PLACE} from_chat_id:chat! message_id:int! video_start_timestamp:int "
    "disable_notification:bool protect_content:bool message_effect_id:str suggested_post_parameters:json",
    "copyMessage": f"{_PLACE} from_chat_id:chat! message_id:int! video_start_timestamp:int {_CAPTION} "
    f"show_caption_above_media:bool {_QUIET} {_REPLY}",
    "sendPhoto": f"{_PLACE} photo:file! {_CAPTION} show_caption_above_media:bool has_spoiler:bool "
    f"{_QUIET} {_REPLY}",
    "sendDocument": f"{_PLACE} document:file! thumbnail:file {_CAPTION} disable_content_type_detection:bool "
    f"{_QUIET} {_REPLY}",
    "sendVoice": f"{_PLACE} voice:file! {_CAPTION} duration:int {_QUIET} {_REPLY}",
    "sendMediaGroup": f"{_PLACE} media:json! {_QUIET} reply_parameters:json",
    "sendLocation": f"{_PLACE} latitude:float! longitude:float! horizontal_accuracy:float live_period:int "
    f"heading:int proximity_alert_radius:int {_QUIET} {_REPLY}",
    "sendChatAction": "business_connection_id:str chat_id:chat! message_thread_id:int action:str!",
    "editMessageText": f"{_EDITED} {_TEXT} reply_markup:json",
    "editMessageCaption": f"{_EDITED} {_CAPTION} show_caption_above_media:bool reply_markup:json",
    "editMessageMedia": f"{_EDITED} media:json! reply_markup:json",
    "editMessageReplyMarkup": f"{_EDITED} reply_markup:json",
    "deleteMessage": "chat_id:chat! message_id:int!",
    "deleteMessages": "chat_id:chat! message_ids:json!",
    "setMessageReaction": "chat_id:chat! message_id:int! reaction:json is_big:bool",
    "pinChatMessage": "business_connection_id:str chat_id:chat! message_id:int! disable_notification:bool",
    "unpinChatMessage": "business_connection_id:str chat_id:chat! message_id:int",
    "unpinAllChatMessages": "chat_id:chat!",
    "answerCallbackQuery": "callback_query_id:str! text:str show_alert:bool url:str cache_time:int",
    "answerInlineQuery": "inline_query_id:str! results:json! cache_time:int is_personal:bool next_offset:str "
    "button:json",
    "getFile": "file_id:str!",
    "getChat": "chat_id:chat!",
    "getChatMember": "chat_id:chat! user_id:int!",
    "leaveChat": "chat_id:chat!",
    "setMyCommands": f"commands:json! {_SCOPE}",
    "deleteMyCommands": _SCOPE,
    "getMyCommands": _SCOPE,
    "setMyName": "name:str language_code:str",
    "setMyDescription": "description:str language_code:str",
    "setMyShortDescription": "short_description:str language_code:str",
    "setChatMenuButton": "chat_id:int menu_button:json",
}

#: Telegram's own sentence when a required parameter is missing or empty.
_MISSING = {
    "chat_id": "chat_id is empty",
    "from_chat_id": "from_chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "message_ids": "message identifiers are not specified",
    "file_id": "file_id not specified",
    "document": "there is no document in the request",
    "photo": "there is no photo in the request",
    "voice": "there is no voice in the request",
    "action": "wrong parameter action in request",
    "callback_query_id": "query is too old and response timeout expired or query ID is invalid",
}


def _parameters(line: str) -> dict[str, Parameter]:
    words = (word.partition(":") for word in line.split())
    return {name: Parameter(name, kind.rstrip("!"), kind.endswith("!")) for name, _, kind in words}


METHODS = {name: _parameters(line) for name, line in _TABLE.items()}
_SPELLING = {name.lower(): name for name in METHODS}


def spelled(name: str) -> str:
    """The method as the documentation writes it; Telegram does not mind capitals."""
    try:
        return _SPELLING[name.lower()]
    except KeyError:
        raise Refusal(404, "Not Found: method not found") from None


def _integer(name: str, value: object) -> int:
    try:
        return int(value)  # type: ignore[call-overload, no-any-return]
    except (TypeError, ValueError):
        raise bad_request(f'invalid parameter "{name}": an Integer is expected') from None


def _float(name: str, value: object) -> float:
    try:
        return float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise bad_request(f'invalid parameter "{name}": a Float is expected') from None


def _boolean(name: str, value: object) -> bool:
    return value is True or str(value).lower() in {"true", "yes", "1"}


def _string(name: str, value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _object(name: str, value: object) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        what = "reply keyboard markup" if name == "reply_markup" else name
        raise bad_request(f"can't parse {what} JSON object") from None


def _chat(name: str, value: object) -> int:
    try:
        return int(value)  # type: ignore[call-overload, no-any-return]
    except (TypeError, ValueError):
        raise bad_request(
            "chat not found"
        ) from None  # no person here has a public @name that a bot may write to


def _file(name: str, value: object) -> Upload | str:
    return value if isinstance(value, Upload) else str(value)


_READERS: dict[str, Callable[[str, object], Any]] = {
    "int": _integer,
    "float": _float,
    "bool": _boolean,
    "str": _string,
    "json": _object,
    "chat": _chat,
    "file": _file,
}


def read(method: str, given: Mapping[str, object]) -> JSON:
    """The parameters of one call, each in its own type; files named by `attach://` stay under `attached`."""
    known = METHODS[method]
    call: JSON = {}
    attached: dict[str, Upload] = {}
    for name, value in given.items():
        parameter = known.get(name)
        if parameter is not None:
            if value is not None:
                call[name] = _READERS[parameter.kind](name, value) if value != "" else ""
        elif isinstance(value, Upload):
            attached[name] = value
        else:
            raise stricter(f'{method} has no parameter "{name}"')
    for name, parameter in known.items():
        if parameter.required and call.get(name, "") == "":
            if method == "setWebhook" and name in call:
                continue  # an empty address is how a webhook is taken away
            raise bad_request(_MISSING.get(name, f'parameter "{name}" is required'))
    if attached:
        call["attached"] = attached
    return {name: value for name, value in call.items() if value != "" or name == "url"}
