"""Methods that change or take away what is in a chat already."""

from typing import Any

from demo.server.calls import Given, answers
from demo.server.keyboards import checked_keyboard
from demo.server.limits import DELETABLE_FOR, MOST_DELETED
from demo.server.people import Chat, Kept
from demo.server.refusals import JSON, bad_request
from demo.server.sending import caption_content, media_content, text_content
from demo.server.world import World

_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
_CONTENT = {"text", "entities", "caption", "caption_entities", "photo", "document", "link_preview_options"}


def _edited(world: World, given: Given) -> tuple[Chat, Kept]:
    if "inline_message_id" in given:
        raise bad_request("MESSAGE_ID_INVALID")
    if "chat_id" not in given:
        raise bad_request("chat_id is empty")
    if not given.get("message_id"):
        raise bad_request("message identifier is not specified")
    chat = world.open_chat(given["chat_id"])
    kept = world.alive(chat, given["message_id"], "message to edit not found")
    if not kept.by_bot:
        raise bad_request("message can't be edited")
    return chat, kept


def _replace(world: World, chat: Chat, kept: Kept, given: Given, content: JSON, gone: set[str]) -> Any:
    """Put new fields in the place of old ones; the inline keyboard is what this call says, or none."""
    body = {name: value for name, value in kept.body.items() if name not in gone | {"reply_markup"}} | content
    if "reply_markup" in given:
        markup = checked_keyboard(given["reply_markup"])
        if "inline_keyboard" not in markup:
            raise bad_request("message can't be edited: an inline keyboard is expected")
        if markup["inline_keyboard"]:
            body["reply_markup"] = markup
    if _same(body, kept.body):
        raise bad_request(_NOT_MODIFIED)
    world.pace.check(chat.id)
    kept.body = body | {"edit_date": int(world.clock().timestamp())}
    world.touch(chat, kept, became="edited")
    return kept.body


def _same(new: JSON, old: JSON) -> bool:
    return all(new.get(name) == old.get(name) for name in _CONTENT | {"reply_markup"})


@answers("editMessageText")
def edit_text(world: World, given: Given) -> Any:
    chat, kept = _edited(world, given)
    if "text" not in kept.body:
        raise bad_request("there is no text in the message to edit")
    content = text_content(given, editing=True)
    return _replace(world, chat, kept, given, content, {"text", "entities", "link_preview_options"})


@answers("editMessageCaption")
def edit_caption(world: World, given: Given) -> Any:
    chat, kept = _edited(world, given)
    if "photo" not in kept.body and "document" not in kept.body:
        raise bad_request("there is no caption in the message to edit")
    return _replace(world, chat, kept, given, caption_content(given), {"caption", "caption_entities"})


@answers("editMessageMedia")
def edit_media(world: World, given: Given) -> Any:
    chat, kept = _edited(world, given)
    content = media_content(world, given, given["media"])
    return _replace(world, chat, kept, given, content, _CONTENT)


@answers("editMessageReplyMarkup")
def edit_markup(world: World, given: Given) -> Any:
    chat, kept = _edited(world, given)
    return _replace(world, chat, kept, given, {}, set())


@answers("deleteMessage")
def delete_message(world: World, given: Given) -> Any:
    chat = world.chat(given["chat_id"])
    kept = world.alive(chat, given["message_id"], "message to delete not found")
    _check_deletable(world, chat, kept)
    world.delete(chat, kept)
    return True


@answers("deleteMessages")
def delete_messages(world: World, given: Given) -> Any:
    """Those that are not there are passed over; one that is too old stops the lot."""
    chat = world.chat(given["chat_id"])
    numbers = given["message_ids"]
    if not isinstance(numbers, list) or not numbers:
        raise bad_request("message identifiers are not specified")
    if len(numbers) > MOST_DELETED:
        raise bad_request("too many message identifiers specified")
    there = [kept for number in numbers if (kept := chat.messages.get(number)) and not kept.deleted]
    for kept in there:
        _check_deletable(world, chat, kept)
    for kept in there:
        world.delete(chat, kept)
    return True


def _check_deletable(world: World, chat: Chat, kept: Kept) -> None:
    someone_elses = not chat.private and not kept.by_bot
    if someone_elses or world.clock() - kept.sent > DELETABLE_FOR:
        raise bad_request("message can't be deleted for everyone")


@answers("setMessageReaction")
def react(world: World, given: Given) -> Any:
    chat = world.open_chat(given["chat_id"])
    kept = world.alive(chat, given["message_id"], "message to react not found")
    kept.reactions = list(given.get("reaction") or [])
    world.touch(chat, kept)
    return True


@answers("pinChatMessage")
def pin(world: World, given: Given) -> Any:
    """Pinning again only moves it up; a first pin leaves a line in the chat."""
    chat = world.open_chat(given["chat_id"])
    kept = world.alive(chat, given["message_id"], "message to pin not found")
    if kept.pinned:
        return True
    kept.pinned = True
    world.touch(chat, kept)
    pinned = {
        name: value for name, value in kept.body.items() if name not in {"reply_to_message", "pinned_message"}
    }
    world.post(chat, {"pinned_message": pinned}, author=None)
    return True


@answers("unpinChatMessage")
def unpin(world: World, given: Given) -> Any:
    chat = world.open_chat(given["chat_id"])
    if "message_id" in given:
        kept = world.alive(chat, given["message_id"], "message to unpin not found")
    elif chat.pinned():
        kept = chat.pinned()[0]
    else:
        raise bad_request("message to unpin not found")
    kept.pinned = False
    world.touch(chat, kept)
    return True


@answers("unpinAllChatMessages")
def unpin_all(world: World, given: Given) -> Any:
    chat = world.open_chat(given["chat_id"])
    for kept in chat.pinned():
        kept.pinned = False
        world.touch(chat, kept)
    return True
