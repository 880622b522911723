"""Methods about the bot itself, its chats, its menus, and its answers to presses."""

import json
import re
from typing import Any

from demo.server.calls import Given, answers
from demo.server.limits import ANSWERABLE_FOR, MOST_COMMANDS, MOST_INLINE_RESULTS, check_alert
from demo.server.refusals import JSON, bad_request, stricter
from demo.server.world import World

LONGEST_RESULT_ID = 64  #: bytes

_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
_ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
    "upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note",
}  # fmt: skip
_SCOPES = {
    "default", "all_private_chats", "all_group_chats", "all_chat_administrators", "chat",
    "chat_administrators", "chat_member",
}  # fmt: skip


@answers("getMe")
def get_me(world: World, given: Given) -> Any:
    return world.bot | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


@answers("answerCallbackQuery")
def answer_press(world: World, given: Given) -> Any:
    """The person sees the answer at once; a press can be answered one time, and not for long."""
    query = world.queries.get(given["callback_query_id"])
    if query is None or query.answer is not None or world.clock() - query.at > ANSWERABLE_FOR:
        raise bad_request(_TOO_OLD)
    text = given.get("text", "")
    check_alert(text)
    world.sequence += 1
    query.answer = {
        "query_id": query.id,
        "sequence": world.sequence,
        "message_id": query.message_id,
        "data": query.data,
        "text": text,
        "show_alert": given.get("show_alert", False),
        "url": given.get("url", ""),
        "date": int(world.clock().timestamp()),
    }
    query.person.answers.append(query.answer)
    query.person.ring(world.sequence)
    return True


@answers("answerInlineQuery")
def answer_inline(world: World, given: Given) -> Any:
    person = world.inline_queries.pop(given["inline_query_id"], None)
    if person is None:
        raise bad_request(_TOO_OLD)
    results = given["results"]
    if len(results) > MOST_INLINE_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    _check_results(results)
    world.sequence += 1
    person.inline = {
        "query_id": given["inline_query_id"],
        "results": results,
        "next_offset": given.get("next_offset", ""),
        "button": _checked_way(given.get("button")),
    }
    person.ring(world.sequence)
    return True


def _check_results(results: list[JSON]) -> None:
    ids = [str(one.get("id", "")) for one in results]
    if len(set(ids)) < len(ids):
        raise bad_request("RESULT_ID_DUPLICATE")
    for number, one in zip(ids, results, strict=True):
        if not 0 < len(number.encode()) <= LONGEST_RESULT_ID:
            raise bad_request("RESULT_ID_INVALID")
        content = one.get("input_message_content", {})
        if one.get("type") != "article" or not one.get("title") or not content.get("message_text"):
            raise stricter("this server shows articles with a title and a text")


def _checked_way(button: JSON | None) -> JSON | None:
    """The way to the bot above the results."""
    if button is not None:
        if not str(button.get("text", "")).strip():
            raise bad_request("button text is empty")
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", str(button.get("start_parameter", ""))):
            raise bad_request("START_PARAM_INVALID")
    return button


@answers("getFile")
def get_file(world: World, given: Given) -> Any:
    return world.files.for_download(given["file_id"])


@answers("sendChatAction")
def send_action(world: World, given: Given) -> Any:
    world.open_chat(given["chat_id"])
    if given["action"] not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    return True


@answers("getChat")
def get_chat(world: World, given: Given) -> Any:
    chat = world.chat(given["chat_id"])
    gifts = (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    )
    facts = chat.facts() | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, False),
    }
    if pinned := chat.pinned():
        facts["pinned_message"] = pinned[0].body
    return facts


@answers("getChatMember")
def get_chat_member(world: World, given: Given) -> Any:
    chat = world.chat(given["chat_id"])
    if given["user_id"] == world.bot["id"]:
        return {"user": world.bot, "status": "member" if chat.bot_inside else "left"}
    if given["user_id"] not in chat.members:
        raise bad_request("user not found")
    return {"user": chat.members[given["user_id"]].facts(), "status": "member"}


@answers("leaveChat")
def leave_chat(world: World, given: Given) -> Any:
    chat = world.chat(given["chat_id"])
    if chat.private:
        raise bad_request("chat member status can't be changed in private chats")
    if not chat.bot_inside:
        raise bad_request("chat not found")
    chat.bot_inside = False
    world.post(chat, {"left_chat_member": world.bot}, author=None)
    return True


@answers("setMyCommands")
def set_commands(world: World, given: Given) -> Any:
    commands = given["commands"]
    if not isinstance(commands, list):
        raise bad_request("can't parse commands JSON object")
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        name = str(command.get("command", "")).removeprefix("/")
        if not (
            0 < len(name) <= 32
            and name.isascii()
            and name.replace("_", "a").isalnum()
            and name == name.lower()
        ):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 0 < len(str(command.get("description", ""))) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    world.commands[_scope(world, given)] = commands
    _menus_changed(world)
    return True


@answers("deleteMyCommands")
def delete_commands(world: World, given: Given) -> Any:
    world.commands.pop(_scope(world, given), None)
    _menus_changed(world)
    return True


@answers("getMyCommands")
def get_commands(world: World, given: Given) -> Any:
    return world.commands.get(_scope(world, given), [])


def _menus_changed(world: World) -> None:
    world.sequence += 1
    for person in world.people.values():
        person.ring(world.sequence)


def _scope(world: World, given: Given) -> str:
    scope: JSON = given.get("scope") or {"type": "default"}
    if scope.get("type") not in _SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    if "chat_id" in scope:
        scope = scope | {"chat_id": world.chat(int(scope["chat_id"])).id}
    return scope_key(scope, given.get("language_code", ""))


def scope_key(scope: JSON, language: str = "") -> str:
    """The name under which the commands of a scope are kept."""
    return json.dumps(scope, sort_keys=True) + language


def menu_of(world: World, chat_id: int) -> list[JSON]:
    """The commands that a chat's menu shows: the narrowest scope wins, the reader's language before none."""
    kind = "all_private_chats" if chat_id > 0 else "all_group_chats"
    for scope in ({"type": "chat", "chat_id": chat_id}, {"type": kind}, {"type": "default"}):
        for language in ("id", ""):
            if commands := world.commands.get(scope_key(scope, language)):
                return commands
    return []


def _noted(world: World, given: Given) -> Any:
    """Taken and not shown anywhere in this Telegram."""
    return True


for _name in ("setMyName", "setMyDescription", "setMyShortDescription", "setChatMenuButton"):
    answers(_name)(_noted)
