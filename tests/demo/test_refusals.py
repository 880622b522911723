"""The server refuses what Telegram refuses, in its words."""

from typing import Any

import pytest

from demo.phone import Phone, Telegram
from tests.demo.conftest import Bot, picture

pytestmark = pytest.mark.quick

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the "
    "same as a current content and reply markup of the message"
)
MEBIBYTE = 1024 * 1024


def keyboard(*buttons: dict[str, Any]) -> dict[str, Any]:
    return {"inline_keyboard": [list(buttons)]}


def test_unknown_token_is_unauthorized(bot: Bot) -> None:
    assert bot.call("getMe", token="700000:wrong") == {
        "ok": False,
        "error_code": 401,
        "description": "Unauthorized",
    }


def test_something_that_is_no_token_is_not_found(bot: Bot) -> None:
    assert bot.call("getMe", token="wrong")["error_code"] == 404


def test_unknown_method_is_not_found(bot: Bot) -> None:
    assert bot.refused("sendGreetings") == (404, "Not Found: method not found")


def test_method_in_other_capitals_is_the_same(bot: Bot) -> None:
    assert bot.ask("GETME")["username"] == "musrenbang_demo_bot"


def test_unknown_parameter_is_refused_though_telegram_would_not(bot: Bot, budi: Phone) -> None:
    code, words = bot.refused("sendMessage", chat_id=11, text="Halo", colour="red")

    assert (code, words) == (
        400,
        'Bad Request: sendMessage has no parameter "colour" (this server is stricter than Telegram)',
    )


@pytest.mark.parametrize(
    ("method", "given", "words"),
    [
        ("sendMessage", {"text": "Halo"}, "chat_id is empty"),
        ("sendMessage", {"chat_id": 11}, "message text is empty"),
        ("sendMessage", {"chat_id": 11, "text": ""}, "message text is empty"),
        ("sendMessage", {"chat_id": 11, "text": " \n "}, "text must be non-empty"),
        ("sendMessage", {"chat_id": 11, "text": "<b> </b>", "parse_mode": "HTML"}, "text must be non-empty"),
        ("sendDocument", {"chat_id": 11}, "there is no document in the request"),
        ("sendPhoto", {"chat_id": 11}, "there is no photo in the request"),
        ("deleteMessage", {"chat_id": 11}, "message identifier is not specified"),
        ("editMessageText", {"chat_id": 11, "text": "Halo"}, "message identifier is not specified"),
        ("getFile", {}, "file_id not specified"),
        ("setMyCommands", {}, 'parameter "commands" is required'),
        ("sendMessage", {"chat_id": 11, "text": "x", "parse_mode": "BBCode"}, "unsupported parse_mode"),
        ("sendChatAction", {"chat_id": 11, "action": "dancing"}, "wrong parameter action in request"),
    ],
)
def test_missing_or_wrong_parameter_is_named(
    bot: Bot, budi: Phone, method: str, given: dict[str, Any], words: str
) -> None:
    assert bot.refused(method, **given) == (400, f"Bad Request: {words}")


def test_same_text_and_buttons_are_not_modified(bot: Bot, budi: Phone) -> None:
    number = bot.says(11, "Halo", "Ya")
    markup = keyboard({"text": "Ya", "callback_data": "Ya"})

    refused = bot.refused("editMessageText", chat_id=11, message_id=number, text="Halo", reply_markup=markup)

    assert refused == (400, NOT_MODIFIED)


def test_missing_keyboard_cannot_be_taken_away(bot: Bot, budi: Phone) -> None:
    number = bot.says(11)

    assert bot.refused("editMessageReplyMarkup", chat_id=11, message_id=number) == (400, NOT_MODIFIED)


def test_message_that_never_was_cannot_be_edited(bot: Bot, budi: Phone) -> None:
    refused = bot.refused("editMessageText", chat_id=11, message_id=99, text="Halo")

    assert refused == (400, "Bad Request: message to edit not found")


def test_message_that_the_person_deleted_cannot_be_edited(bot: Bot, budi: Phone) -> None:
    number = bot.says(11)
    budi.deletes(number)

    refused = bot.refused("editMessageText", chat_id=11, message_id=number, text="Baru")

    assert refused == (400, "Bad Request: message to edit not found")


def test_words_of_others_cannot_be_edited(bot: Bot, budi: Phone) -> None:
    number = budi.sends("Halo")

    refused = bot.refused("editMessageText", chat_id=11, message_id=number, text="Baru")

    assert refused == (400, "Bad Request: message can't be edited")


def test_file_has_no_text_and_text_no_caption(bot: Bot, budi: Phone) -> None:
    text = bot.says(11)
    file = bot.ask("sendDocument", chat_id=11, files={"document": ("a.txt", b"a")})["message_id"]

    assert bot.refused("editMessageText", chat_id=11, message_id=file, text="x") == (
        400,
        "Bad Request: there is no text in the message to edit",
    )
    assert bot.refused("editMessageCaption", chat_id=11, message_id=text, caption="x") == (
        400,
        "Bad Request: there is no caption in the message to edit",
    )


def test_message_is_deleted_once(bot: Bot, budi: Phone) -> None:
    number = bot.says(11)
    assert bot.ask("deleteMessage", chat_id=11, message_id=number) is True

    refused = bot.refused("deleteMessage", chat_id=11, message_id=number)

    assert refused == (400, "Bad Request: message to delete not found")


def test_message_of_two_days_ago_cannot_be_deleted(bot: Bot, budi: Phone, telegram: Telegram) -> None:
    number = bot.says(11)
    telegram.control.turns_clock(hours=48, seconds=1)

    refused = bot.refused("deleteMessage", chat_id=11, message_id=number)

    assert refused == (400, "Bad Request: message can't be deleted for everyone")
    assert bot.refused("deleteMessages", chat_id=11, message_ids=[number])[1] == refused[1]
    assert [message.id for message in budi.from_bot] == [number]


def test_message_of_yesterday_can_be_deleted(bot: Bot, budi: Phone, telegram: Telegram) -> None:
    number = bot.says(11)
    telegram.control.turns_clock(hours=47)

    assert bot.ask("deleteMessage", chat_id=11, message_id=number) is True
    assert budi.from_bot == []


def test_person_who_never_wrote_is_no_chat(bot: Bot, telegram: Telegram) -> None:
    assert telegram.phone(12, "Sari").messages == []

    assert bot.refused("sendMessage", chat_id=12, text="Halo") == (400, "Bad Request: chat not found")
    assert bot.refused("sendMessage", chat_id="@sari", text="Halo") == (400, "Bad Request: chat not found")


def test_account_that_is_gone_gets_nothing_and_the_bot_hears_it_only_when_it_writes(
    bot: Bot, budi: Phone
) -> None:
    budi.sends("Halo")
    bot.takes()
    budi.gives_up_account()

    gone = (403, "Forbidden: user is deactivated")
    assert bot.refused("sendMessage", chat_id=11, text="Halo") == gone
    assert bot.updates() == []


def test_who_does_not_wait_as_long_as_he_was_told_is_counted(
    bot: Bot, budi: Phone, telegram: Telegram
) -> None:
    budi.sends("Halo")
    telegram.control.fault("sendMessage", "429", retry_after=1, chat_id=11)
    for _ in range(2):
        bot.call("sendMessage", chat_id=11, text="Halo")

    assert [telegram.control.state()[name] for name in ("refused", "early")] == [1, 1]


def test_person_who_blocked_the_bot_gets_nothing(bot: Bot, budi: Phone) -> None:
    number = bot.says(11)
    budi.blocks_bot()

    blocked = (403, "Forbidden: bot was blocked by the user")
    assert bot.refused("sendMessage", chat_id=11, text="Halo") == blocked
    assert bot.refused("editMessageText", chat_id=11, message_id=number, text="Lain") == blocked
    assert bot.refused("sendChatAction", chat_id=11, action="typing") == blocked
    assert bot.refused("sendDocument", chat_id=11, files={"document": ("a.txt", b"a")}) == blocked


@pytest.mark.parametrize(
    ("button", "words"),
    [
        ({"text": "a", "callback_data": "x" * 65}, "BUTTON_DATA_INVALID"),
        ({"text": "a", "callback_data": "é" * 33}, "BUTTON_DATA_INVALID"),
        (
            {"text": "a", "callback_data": ""},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"text": " ", "callback_data": "a"},
            "can't parse inline keyboard button: Button text must be non-empty",
        ),
        ({"callback_data": "a"}, "can't parse inline keyboard button: Can't find field \"text\""),
        (
            {"text": "a", "url": "not-a-url"},
            "inline keyboard button URL 'not-a-url' is invalid: Wrong HTTP URL",
        ),
        (
            {"text": "a", "url": "http://localhost:8080/x"},
            "inline keyboard button URL 'http://localhost:8080/x' is invalid: Wrong HTTP URL",
        ),
        (
            {"text": "a", "url": "ftp://example.com"},
            "inline keyboard button URL 'ftp://example.com' is invalid: Unsupported URL protocol",
        ),
        (
            {"text": "a", "url": "https://"},
            "inline keyboard button URL 'https://' is invalid: URL host is empty",
        ),
        ({"text": "a", "copy_text": {"text": "x" * 257}}, "BUTTON_COPY_TEXT_INVALID"),
        ({"text": "a", "pay": True}, "BUTTON_TYPE_INVALID"),
        (
            {"text": "a", "web_app": {"url": "http://example.com"}},
            "inline keyboard button Web App URL 'http://example.com' is invalid: "
            "Only HTTPS links are allowed",
        ),
        (
            {"text": "a", "callback_data": "a", "colour": "red"},
            'a button has no field "colour" (this server is stricter than Telegram)',
        ),
    ],
)
def test_button_that_telegram_would_not_show(
    bot: Bot, budi: Phone, button: dict[str, Any], words: str
) -> None:
    refused = bot.refused("sendMessage", chat_id=11, text="Halo", reply_markup=keyboard(button))

    assert refused == (400, f"Bad Request: {words}")


@pytest.mark.parametrize(
    "button",
    [
        {"text": "a", "callback_data": "x" * 64},
        {"text": "a", "url": "https://example.com/a?b=c#d"},
        {"text": "a", "url": "example.com"},
        {"text": "a", "url": "tg://user?id=11"},
        {"text": "a", "switch_inline_query_current_chat": ""},
        {"text": "a", "copy_text": {"text": "x" * 256}},
        {"text": "a", "callback_data": "a", "style": "danger"},
    ],
)
def test_button_that_telegram_shows(bot: Bot, budi: Phone, button: dict[str, Any]) -> None:
    sent = bot.ask("sendMessage", chat_id=11, text="Halo", reply_markup=keyboard(button))

    assert sent["reply_markup"] == keyboard(button)


def test_a_hundred_buttons_and_no_more(bot: Bot, budi: Phone) -> None:
    rows = [[{"text": str(number), "callback_data": str(number)}] for number in range(101)]

    bot.ask("sendMessage", chat_id=11, text="Halo", reply_markup={"inline_keyboard": rows[:100]})
    refused = bot.refused("sendMessage", chat_id=11, text="Halo", reply_markup={"inline_keyboard": rows})

    assert refused == (400, "Bad Request: REPLY_MARKUP_TOO_LONG")


def test_text_of_4096_characters_and_no_more(bot: Bot, budi: Phone) -> None:
    number = bot.says(11, "x" * 4096)

    assert bot.refused("sendMessage", chat_id=11, text="x" * 4097) == (
        400,
        "Bad Request: message is too long",
    )
    assert bot.refused("editMessageText", chat_id=11, message_id=number, text="y" * 4097) == (
        400,
        "Bad Request: MESSAGE_TOO_LONG",
    )


def test_tags_do_not_count_for_the_length(bot: Bot, budi: Phone) -> None:
    sent = bot.ask("sendMessage", chat_id=11, text=f"<b>{'x' * 4096}</b>", parse_mode="HTML")

    assert len(sent["text"]) == 4096


def test_caption_of_1024_characters_and_no_more(bot: Bot, budi: Phone) -> None:
    files = {"document": ("a.txt", b"a")}
    number = bot.ask("sendDocument", chat_id=11, caption="x" * 1024, files=files)["message_id"]
    too_long = (400, "Bad Request: message caption is too long")

    assert bot.refused("sendDocument", chat_id=11, caption="x" * 1025, files=files) == too_long
    assert bot.refused("editMessageCaption", chat_id=11, message_id=number, caption="y" * 1025) == too_long


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<b>tebal", 'Can\'t find end tag corresponding to start tag "b"'),
        ("😀 <jl. melati>", 'Unsupported start tag "jl." at byte offset 5'),
        ("5 < 6", 'Unsupported start tag "" at byte offset 2'),
        ("a <b", "Unclosed start tag at byte offset 2"),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        (
            "<b><i>x</b></i>",
            'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"',
        ),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<b>é</u>", 'Unmatched end tag at byte offset 5, expected "</b>", found "</u>"'),
        ("<i   =aba>", 'Empty attribute name in the tag "i" at byte offset 0'),
        ("<i    aba  =  ", 'Unclosed start tag "i" at byte offset 0'),
        ("<i a=190azAz-.,", "Unexpected end of name token at byte offset 5"),
        ('<span class="red">x</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_broken_tags_are_told_with_their_place(bot: Bot, budi: Phone, text: str, words: str) -> None:
    refused = bot.refused("sendMessage", chat_id=11, text=text, parse_mode="HTML")

    assert refused == (400, f"Bad Request: can't parse entities: {words}")


def test_press_can_be_answered_once(bot: Bot, budi: Phone) -> None:
    budi.presses(bot.says(11, "Halo", "Ya"), "Ya", wait=False)
    query = bot.takes()["callback_query"]["id"]
    bot.ask("answerCallbackQuery", callback_query_id=query)

    assert bot.refused("answerCallbackQuery", callback_query_id=query) == (
        400,
        "Bad Request: query is too old and response timeout expired or query ID is invalid",
    )


def test_press_of_a_while_ago_cannot_be_answered(bot: Bot, budi: Phone, telegram: Telegram) -> None:
    budi.presses(bot.says(11, "Halo", "Ya"), "Ya", wait=False)
    query = bot.takes()["callback_query"]["id"]
    telegram.control.turns_clock(hours=1)

    assert bot.refused("answerCallbackQuery", callback_query_id=query) == (
        400,
        "Bad Request: query is too old and response timeout expired or query ID is invalid",
    )


def test_alert_of_200_characters_and_no_more(bot: Bot, budi: Phone) -> None:
    budi.presses(bot.says(11, "Halo", "Ya"), "Ya", wait=False)
    query = bot.takes()["callback_query"]["id"]

    assert bot.refused("answerCallbackQuery", callback_query_id=query, text="x" * 201) == (
        400,
        "Bad Request: MESSAGE_TOO_LONG",
    )
    assert bot.ask("answerCallbackQuery", callback_query_id=query, text="x" * 200) is True


def test_file_over_20_mb_cannot_be_fetched(bot: Bot, budi: Phone) -> None:
    budi.sends_document(bytes(20 * MEBIBYTE + 1), "besar.bin")
    document = bot.takes()["message"]["document"]

    assert document["file_size"] == 20 * MEBIBYTE + 1
    assert bot.refused("getFile", file_id=document["file_id"]) == (400, "Bad Request: file is too big")


def test_file_over_50_mb_cannot_be_sent(bot: Bot, budi: Phone) -> None:
    files = {"document": ("besar.bin", bytes(50 * MEBIBYTE + 1))}

    assert bot.refused("sendDocument", chat_id=11, files=files) == (413, "Request Entity Too Large")


def test_empty_file_cannot_be_sent(bot: Bot, budi: Phone) -> None:
    refused = bot.refused("sendDocument", chat_id=11, files={"document": ("a.txt", b"")})

    assert refused == (400, "Bad Request: file must be non-empty")


def test_unknown_file_cannot_be_fetched_or_sent(bot: Bot, budi: Phone) -> None:
    assert bot.refused("getFile", file_id="AgAD") == (
        400,
        "Bad Request: wrong file_id or the file is temporarily unavailable",
    )
    assert bot.refused("sendDocument", chat_id=11, document="AgAD")[1].startswith(
        "Bad Request: wrong remote file identifier specified"
    )


def test_photo_cannot_go_out_again_as_a_document(bot: Bot, budi: Phone) -> None:
    budi.sends_photo(picture())
    photo = bot.takes()["message"]["photo"][-1]["file_id"]

    assert bot.refused("sendDocument", chat_id=11, document=photo) == (
        400,
        "Bad Request: can't use file of type Photo as Document",
    )
    assert bot.ask("sendPhoto", chat_id=11, photo=photo)["photo"][-1]["file_id"] == photo


def test_what_is_no_picture_is_no_photo(bot: Bot, budi: Phone) -> None:
    refused = bot.refused("sendPhoto", chat_id=11, files={"photo": ("a.jpg", b"not a picture")})

    assert refused == (400, "Bad Request: IMAGE_PROCESS_FAILED")


def test_reply_to_nothing_is_refused_unless_allowed(bot: Bot, budi: Phone) -> None:
    refused = bot.refused("sendMessage", chat_id=11, text="Halo", reply_parameters={"message_id": 99})

    assert refused == (400, "Bad Request: message to be replied not found")
    reply = {"message_id": 99, "allow_sending_without_reply": True}
    assert bot.ask("sendMessage", chat_id=11, text="Halo", reply_parameters=reply)["text"] == "Halo"


def test_album_of_ten_and_no_more(bot: Bot, budi: Phone) -> None:
    photo = bot.ask("sendPhoto", chat_id=11, files={"photo": ("a.jpg", picture())})["photo"][-1]["file_id"]
    media = [{"type": "photo", "media": photo}] * 11

    assert len(bot.ask("sendMediaGroup", chat_id=11, media=media[:10])) == 10
    assert bot.refused("sendMediaGroup", chat_id=11, media=media) == (
        400,
        "Bad Request: too many messages to send as an album",
    )


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ({"command": "Status!", "description": "x"}, "BOT_COMMAND_INVALID"),
        ({"command": "status", "description": ""}, "BOT_COMMAND_DESCRIPTION_INVALID"),
    ],
)
def test_command_that_telegram_would_not_list(bot: Bot, command: dict[str, str], words: str) -> None:
    assert bot.refused("setMyCommands", commands=[command]) == (400, f"Bad Request: {words}")


def test_commands_of_a_chat_that_is_not_there(bot: Bot) -> None:
    commands = [{"command": "status", "description": "Lihat status"}]

    refused = bot.refused("setMyCommands", commands=commands, scope={"type": "chat", "chat_id": 99})

    assert refused == (400, "Bad Request: chat not found")


def test_hundred_messages_at_most_are_deleted_together(bot: Bot, budi: Phone) -> None:
    refused = bot.refused("deleteMessages", chat_id=11, message_ids=list(range(1, 102)))

    assert refused == (400, "Bad Request: too many message identifiers specified")


@pytest.mark.parametrize("method", ["pinChatMessage", "unpinChatMessage", "setMessageReaction"])
def test_message_that_is_not_there_is_neither_pinned_nor_liked(bot: Bot, budi: Phone, method: str) -> None:
    word = {"pinChatMessage": "pin", "unpinChatMessage": "unpin", "setMessageReaction": "react"}[method]

    refused = bot.refused(method, chat_id=11, message_id=99)

    assert refused == (400, f"Bad Request: message to {word} not found")
