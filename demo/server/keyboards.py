"""What Telegram demands of the buttons under a message."""

import json
from typing import Any

from demo.server.links import wrong_link
from demo.server.refusals import JSON, bad_request, stricter

MOST_BUTTONS = 100
MOST_CALLBACK_BYTES = 64
MOST_COPIED = 256
_LONGEST_KEYBOARD = 10_240  #: bytes of all buttons together

_ACTIONS = {
    "url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay",
}  # fmt: skip
_STYLES = ("danger", "success", "primary")
_LOOKS = {"text", "style", "icon_custom_emoji_id"}
_REPLY_BUTTON = {
    "text", "request_users", "request_chat", "request_contact", "request_location", "request_poll", "web_app",
    "request_managed_bot",
} | _LOOKS  # fmt: skip


def checked_keyboard(markup: Any) -> JSON:
    """The reply markup as it was given, or Telegram's refusal."""
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        _check_rows(markup["inline_keyboard"], _check_inline)
        rows = [row for row in markup["inline_keyboard"] if row]
        return {"inline_keyboard": rows}
    if "keyboard" in markup:
        _check_rows(markup["keyboard"], _check_reply)
    return markup


def _check_rows(rows: Any, check: Any) -> None:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request("can't parse inline keyboard button: Array of Array of buttons expected")
    if sum(len(row) for row in rows) > MOST_BUTTONS or len(json.dumps(rows)) > _LONGEST_KEYBOARD * 2:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    for row in rows:
        for button in row:
            check(button)


def _check_reply(button: Any) -> None:
    if isinstance(button, str):
        return
    if not isinstance(button, dict) or not button.get("text"):
        raise bad_request("can't parse keyboard button: Can't find field \"text\"")
    _no_strangers(button, _REPLY_BUTTON)


def _check_inline(button: Any) -> None:
    if not isinstance(button, dict) or "text" not in button:
        raise bad_request("can't parse inline keyboard button: Can't find field \"text\"")
    _no_strangers(button, _LOOKS | _ACTIONS)
    if not str(button["text"]).strip():
        raise bad_request("can't parse inline keyboard button: Button text must be non-empty")
    given = [name for name in _ACTIONS if button.get(name) not in (None, "")]
    if (
        not given
        and button.get("switch_inline_query", button.get("switch_inline_query_current_chat")) is None
    ):
        what = "Text buttons are unallowed in the inline keyboard"
        raise bad_request(f"can't parse inline keyboard button: {what}")
    if len(given) > 1:
        raise stricter("a button can do one thing only")
    if button.get("style", _STYLES[0]) not in _STYLES:
        raise stricter(f"a button is {', '.join(_STYLES)}, or as it always was")
    _check_action(button)


def _check_action(button: JSON) -> None:
    if "url" in button and (why := wrong_link(str(button["url"]))) is not None:
        raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: {why}")
    if len(str(button.get("callback_data", "")).encode()) > MOST_CALLBACK_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    if "copy_text" in button and not 0 < len(button["copy_text"].get("text", "")) <= MOST_COPIED:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    if "web_app" in button and not str(button["web_app"].get("url")).startswith("https://"):
        url = button["web_app"].get("url")
        raise bad_request(
            f"inline keyboard button Web App URL '{url}' is invalid: Only HTTPS links are allowed"
        )
    if "pay" in button or "callback_game" in button:
        raise bad_request("BUTTON_TYPE_INVALID")


def _no_strangers(button: JSON, known: set[str]) -> None:
    if strangers := set(button) - known:
        raise stricter(f'a button has no field "{min(strangers)}"')
