"""Methods that put messages into a chat, and what they have in common."""

from typing import Any

from demo.server.calls import Given, answers
from demo.server.entities import parse_html, plain_entities, utf16
from demo.server.keyboards import checked_keyboard
from demo.server.limits import MOST_IN_ALBUM, check_caption, check_text
from demo.server.methods import Upload
from demo.server.people import Chat, Kept
from demo.server.refusals import JSON, bad_request, stricter
from demo.server.world import World

_FORMATS = {
    "bold", "italic", "underline", "strikethrough", "spoiler", "blockquote", "expandable_blockquote", "code",
    "pre", "text_link", "text_mention", "custom_emoji", "mention", "hashtag", "cashtag", "bot_command", "url",
    "email", "phone_number", "date_time",
}  # fmt: skip
#: What belongs to one message and not to what it says.
_FRAME = {
    "message_id", "from", "chat", "date", "edit_date", "reply_markup", "reply_to_message", "media_group_id",
    "forward_origin",
}  # fmt: skip


def marked(text: str, parse_mode: str | None, entities: Any) -> tuple[str, list[JSON]]:
    """A text without its tags, without blanks around it, and with every entity."""
    mode = (parse_mode or "").lower()
    if mode == "html":
        text, found = parse_html(text)
    elif mode in {"markdown", "markdownv2"}:
        raise stricter("only HTML is understood here")
    elif mode:
        raise bad_request("unsupported parse_mode")
    else:
        found = [_checked_entity(entity, utf16(text)) for entity in entities or []]
    text, found = _stripped(text, found)
    return text, sorted(found + plain_entities(text, found), key=lambda one: (one["offset"], -one["length"]))


def _checked_entity(entity: JSON, end: int) -> JSON:
    kind, offset, length = entity.get("type"), entity.get("offset", 0), entity.get("length", 0)
    if kind not in _FORMATS:
        raise bad_request("can't parse MessageEntity: Unsupported type specified")
    if offset < 0:
        raise bad_request(f"receive an entity with incorrect offset {offset}")
    if offset > end:
        raise bad_request(f"entity begins after the end of the text at UTF-16 offset {offset}")
    if offset + length > end:
        raise bad_request(
            f"entity beginning at UTF-16 offset {offset} "
            f"ends after the end of the text at UTF-16 offset {offset + length}"
        )
    return entity


def _stripped(text: str, entities: list[JSON]) -> tuple[str, list[JSON]]:
    short = text.strip(" \n\t\r")
    if short == text:
        return text, entities
    before = utf16(text[: len(text) - len(text.lstrip(" \n\t\r"))])
    end = utf16(short)
    kept = []
    for entity in entities:
        start = max(0, entity["offset"] - before)
        stop = min(end, entity["offset"] - before + entity["length"])
        if stop > start:
            kept.append(entity | {"offset": start, "length": stop - start})
    return short, kept


def text_content(given: Given, *, editing: bool = False) -> JSON:
    """The fields of a text message."""
    plain, entities = marked(given["text"], given.get("parse_mode"), given.get("entities"))
    check_text(plain, editing=editing)
    content: JSON = {"text": plain}
    if entities:
        content["entities"] = entities
    if "link_preview_options" in given:
        content["link_preview_options"] = given["link_preview_options"]
    return content


def caption_content(given: Given) -> JSON:
    """The fields of a caption; empty without one."""
    plain, entities = marked(
        given.get("caption") or "", given.get("parse_mode"), given.get("caption_entities")
    )
    check_caption(plain)
    content: JSON = {"caption": plain} if plain else {}
    if plain and entities:
        content["caption_entities"] = entities
    return content


def file_content(world: World, kind: str, given: Upload | str) -> JSON:
    """The field of a photo, document or voice note, from new bytes or a file that Telegram has already."""
    if kind == "photo":
        if isinstance(given, Upload):
            sizes = world.files.keep_photo(given.data)
        else:
            sizes = world.files.sizes(world.files.again(given, kind))
        return {"photo": [size.facts() for size in sizes]}
    if isinstance(given, Upload):
        file = world.files.keep(given.data, kind=kind, name=given.name, mime=given.mime)
    else:
        file = world.files.again(given, kind)
    return {kind: file.facts()}


def put(world: World, given: Given, content: JSON) -> Kept:
    """Send one message of the bot, with everything that all kinds have in common."""
    return put_all(world, given, [content])[0]


def put_all(world: World, given: Given, contents: list[JSON]) -> list[Kept]:
    """Send some messages together: all of them or, when it is too soon, none."""
    chat = world.open_chat(given["chat_id"])
    reply = _replied(chat, given.get("reply_parameters"))
    markup = checked_keyboard(given["reply_markup"]) if "reply_markup" in given else None
    world.pace.check(chat.id, len(contents))
    if markup is not None and markup.get("inline_keyboard"):
        reply = reply | {"reply_markup": {"inline_keyboard": markup["inline_keyboard"]}}
    elif markup is not None and "inline_keyboard" not in markup:
        chat.keyboard = None if markup.get("remove_keyboard") else markup
    return [world.post(chat, content | reply, author=None) for content in contents]


def _replied(chat: Chat, reply: JSON | None) -> JSON:
    if not reply:
        return {}
    kept = chat.messages.get(reply.get("message_id", 0))
    if kept is not None and not kept.deleted:
        return {
            "reply_to_message": {name: kept.body[name] for name in kept.body if name != "reply_to_message"}
        }
    if reply.get("allow_sending_without_reply"):
        return {}
    raise bad_request("message to be replied not found")


@answers("sendMessage")
def send_message(world: World, given: Given) -> Any:
    world.open_chat(given["chat_id"])
    return put(world, given, text_content(given)).body


@answers("sendPhoto")
def send_photo(world: World, given: Given) -> Any:
    world.open_chat(given["chat_id"])
    caption = caption_content(given)
    return put(world, given, file_content(world, "photo", _attached(given, given["photo"])) | caption).body


@answers("sendDocument")
def send_document(world: World, given: Given) -> Any:
    world.open_chat(given["chat_id"])
    caption = caption_content(given)
    return put(
        world, given, file_content(world, "document", _attached(given, given["document"])) | caption
    ).body


@answers("sendVoice")
def send_voice(world: World, given: Given) -> Any:
    world.open_chat(given["chat_id"])
    caption = caption_content(given)
    content = file_content(world, "voice", _attached(given, given["voice"]))
    facts = {name: value for name, value in content["voice"].items() if name != "file_name"}
    length = given.get("duration") or facts.get("duration", 0)
    content["voice"] = facts | {"duration": length, "mime_type": "audio/ogg"}
    return put(world, given, content | caption).body


@answers("sendLocation")
def send_location(world: World, given: Given) -> Any:
    place = {"latitude": given["latitude"], "longitude": given["longitude"]}
    if not (-90 <= place["latitude"] <= 90 and -180 <= place["longitude"] <= 180):
        raise bad_request("wrong latitude or longitude specified")
    return put(world, given, {"location": place}).body


@answers("sendMediaGroup")
def send_media_group(world: World, given: Given) -> Any:
    world.open_chat(given["chat_id"])
    media = given["media"]
    if not isinstance(media, list) or not media:
        raise bad_request("there are no messages to send")
    if len(media) > MOST_IN_ALBUM:
        raise bad_request("too many messages to send as an album")
    contents = [media_content(world, given, item) for item in media]
    if len({"photo" in content for content in contents}) > 1:
        raise bad_request("document can't be mixed with other media types")
    album = str(13_000_000_000_000_000 + world.sequence)
    kept = put_all(world, given, [content | {"media_group_id": album} for content in contents])
    return [one.body for one in kept]


def media_content(world: World, given: Given, media: Any) -> JSON:
    """The fields of an InputMedia."""
    if not isinstance(media, dict) or media.get("type") not in {"photo", "document"}:
        raise bad_request("can't parse InputMedia: wrong type specified")
    if not media.get("media"):
        raise bad_request("can't parse InputMedia: media not found")
    return file_content(world, media["type"], _attached(given, media["media"])) | caption_content(media)


def _attached(given: Given, media: Upload | str) -> Upload | str:
    if isinstance(media, str) and media.startswith("attach://"):
        name = media.removeprefix("attach://")
        if name not in given.get("attached", {}):
            raise bad_request(f'file "{name}" not found in the request')
        upload: Upload = given["attached"][name]
        return upload
    return media


@answers("forwardMessage")
def forward_message(world: World, given: Given) -> Any:
    kept = _source(world, given, "message to forward not found")
    origin = {"type": "user", "sender_user": kept.body["from"], "date": kept.body["date"]}
    return put(world, {"chat_id": given["chat_id"]}, _content_of(kept) | {"forward_origin": origin}).body


@answers("copyMessage")
def copy_message(world: World, given: Given) -> Any:
    kept = _source(world, given, "message to copy not found")
    content = _content_of(kept)
    if "caption" in given:
        content = {
            name: content[name] for name in content if not name.startswith("caption")
        } | caption_content(given)
    return {"message_id": put(world, given, content).id}


def _source(world: World, given: Given, sentence: str) -> Kept:
    world.open_chat(given["chat_id"])
    return world.alive(world.chat(given["from_chat_id"]), given["message_id"], sentence)


def _content_of(kept: Kept) -> JSON:
    return {name: value for name, value in kept.body.items() if name not in _FRAME}
