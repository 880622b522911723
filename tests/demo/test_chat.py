"""What people send reaches the bot, and what the bot says is what they see."""

import io
import json

import pytest
from PIL import Image

from demo.phone import Alert, Phone, Telegram
from tests.demo.conftest import Bot, picture

pytestmark = pytest.mark.quick


def test_words_reach_the_bot_and_its_answer_the_screen(bot: Bot, budi: Phone) -> None:
    budi.sends("/tugas hari ini")

    message = bot.takes()["message"]
    bot.says(message["chat"]["id"], "Belum ada tugas.")

    assert message["from"]["first_name"] == "Budi"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert budi.sees("Belum ada").text == "Belum ada tugas."
    assert budi.screen == "Belum ada tugas."


def test_link_with_a_token_starts_the_bot(bot: Bot, telegram: Telegram) -> None:
    sari = telegram.phone(12, "Sari")

    sari.opens("https://t.me/musrenbang_demo_bot?start=AbC-12_x")

    assert bot.takes()["message"]["text"] == "/start AbC-12_x"


def test_link_to_somebody_else_is_not_followed(telegram: Telegram) -> None:
    with pytest.raises(AssertionError):
        telegram.phone(12, "Sari").opens("https://t.me/other_bot?start=x")


def test_5000_characters_go_out_in_two_messages(bot: Bot, budi: Phone) -> None:
    budi.sends("a" * 5000)

    assert [len(update["message"]["text"]) for update in bot.updates()] == [4096, 904]


def test_tags_become_entities_counted_as_telegram_counts(bot: Bot, budi: Phone) -> None:
    html = (
        "  😀 <b>tebal <i>miring</i></b> &lt;a&gt; &amp; "
        '<a href="https://example.com/?a=1&amp;b=2">tautan</a> <code>x</code>\n'
    )

    sent = bot.ask("sendMessage", chat_id=11, text=html, parse_mode="HTML")

    assert sent["text"] == "😀 tebal miring <a> & tautan x"
    assert sent["entities"] == [
        {"type": "bold", "offset": 3, "length": 12},
        {"type": "italic", "offset": 9, "length": 6},
        {"type": "text_link", "offset": 22, "length": 6, "url": "https://example.com/?a=1&b=2"},
        {"type": "code", "offset": 29, "length": 1},
    ]


def test_other_tags_of_telegram(bot: Bot, budi: Phone) -> None:
    html = (
        '<blockquote expandable>kutip</blockquote><pre><code class="language-python">x</code></pre>'
        '<tg-spoiler>rahasia</tg-spoiler><u>a</u><s>b</s><a href="javascript:x">c</a>'
    )

    sent = bot.ask("sendMessage", chat_id=11, text=html, parse_mode="HTML")

    assert [entity["type"] for entity in sent["entities"]] == [
        "expandable_blockquote",
        "pre",
        "spoiler",
        "underline",
        "strikethrough",
    ]
    assert sent["entities"][1]["language"] == "python"


def test_press_is_answered_on_the_screen(bot: Bot, budi: Phone, telegram: Telegram) -> None:
    number = bot.says(11, "Kirim usulan?", "Ya", "Tidak")
    budi.presses(number, "Ya", wait=False)
    query = bot.takes()["callback_query"]

    bot.ask("answerCallbackQuery", callback_query_id=query["id"], text="Terkirim.", show_alert=True)
    budi.waits_for(lambda phone: bool(phone.alerts))

    assert (query["data"], query["message"]["message_id"]) == ("Ya", number)
    assert budi.alerts == [Alert("Terkirim.", show_alert=True)]


def test_tap_that_nobody_answers_is_none(bot: Bot, budi: Phone) -> None:
    bot.says(11, "Kirim usulan?", "Ya (1)")

    assert budi.taps("Ya", within=0.05) is None
    assert bot.takes()["callback_query"]["data"] == "Ya (1)"
    assert [(act.what, act.said, act.answered) for act in budi.ledger[-1:]] == [("taps", "Ya", False)]


def test_newest_button_of_that_name_is_pressed(bot: Bot, budi: Phone) -> None:
    bot.says(11, "Kartu lama", "Ya")
    newest = bot.says(11, "Kartu baru", "Ya")

    budi.taps("Ya", within=0.05)

    assert bot.takes()["callback_query"]["message"]["message_id"] == newest


def test_missing_button_shows_the_screen(bot: Bot, budi: Phone) -> None:
    bot.says(11, "Kirim usulan?", "Ya")

    with pytest.raises(AssertionError, match=r"(?s)a button “Tidak”.*Kirim usulan\?.*\[Ya\]"):
        budi.taps("Tidak", within=0.05)


def test_forged_data_and_old_buttons_reach_the_bot(bot: Bot, budi: Phone) -> None:
    number = bot.says(11, "Lama", "Ya")
    bot.ask("deleteMessage", chat_id=11, message_id=number)

    budi.presses(number, "palsu:1", wait=False)

    query = bot.takes()["callback_query"]
    assert query["data"] == "palsu:1"
    assert query["message"] == {
        "chat": {"id": 11, "first_name": "Budi", "type": "private"},
        "message_id": number,
        "date": 0,
    }


def test_edit_happens_in_place_and_takes_the_keyboard(bot: Bot, budi: Phone) -> None:
    number = bot.says(11, "Memuat", "Batal")
    bot.says(11, "Di bawah")

    bot.ask("editMessageText", chat_id=11, message_id=number, text="Selesai")

    first, second = budi.from_bot
    assert (first.id, first.text, first.edited, first.buttons) == (number, "Selesai", True, ())
    assert second.text == "Di bawah"


def test_document_travels_both_ways(bot: Bot, budi: Phone) -> None:
    budi.sends_document(b"%PDF-1.7 isi", "laporan.pdf", caption="Ini laporannya")
    message = bot.takes()["message"]
    path = bot.ask("getFile", file_id=message["document"]["file_id"])["file_path"]

    fetched = bot.http.get(f"{bot.url}/file/bot700000:AA-test/{path}").content
    bot.ask(
        "sendDocument",
        chat_id=11,
        caption="<b>Kembali</b>",
        parse_mode="HTML",
        files={"document": ("k.pdf", fetched)},
    )

    assert message["caption"] == "Ini laporannya"
    assert message["document"]["mime_type"] == "application/pdf"
    paper = budi.documents[0]
    assert paper.document is not None
    assert (paper.text, paper.document.name) == ("Kembali", "k.pdf")
    assert budi.downloads(paper) == b"%PDF-1.7 isi"


def test_file_of_another_token_is_not_given(bot: Bot, budi: Phone) -> None:
    budi.sends_document(b"isi", "a.txt")
    path = bot.ask("getFile", file_id=bot.takes()["message"]["document"]["file_id"])["file_path"]

    assert bot.http.get(f"{bot.url}/file/bot700000:wrong/{path}").status_code == 401
    assert bot.http.get(f"{bot.url}/file/bot700000:AA-test/documents/none").status_code == 404


def test_photo_comes_in_several_sizes(bot: Bot, budi: Phone) -> None:
    budi.sends_photo(picture(1600, 1200), "Jalan rusak")

    message = bot.takes()["message"]

    assert [(size["width"], size["height"]) for size in message["photo"]] == [
        (90, 68),
        (320, 240),
        (800, 600),
        (1280, 960),
    ]
    path = bot.ask("getFile", file_id=message["photo"][2]["file_id"])["file_path"]
    data = bot.http.get(f"{bot.url}/file/bot700000:AA-test/{path}").content
    with Image.open(io.BytesIO(data)) as fetched:
        assert fetched.size == (800, 600)


def test_album_comes_part_by_part_with_one_number(bot: Bot, budi: Phone) -> None:
    for number in range(3):
        budi.sends_photo(picture(), f"Foto {number}", album="lokasi")
    budi.sends_photo(picture(), album="lain")

    groups = [update["message"]["media_group_id"] for update in bot.updates()]

    assert len(groups) == 4
    assert len(set(groups[:3])) == 1
    assert len(set(groups)) == 2


def test_album_of_the_bot_is_seen(bot: Bot, budi: Phone) -> None:
    media = [
        {"type": "document", "media": f"attach://f{number}", "caption": f"{number}"} for number in range(2)
    ]

    bot.ask(
        "sendMediaGroup",
        files={
            "chat_id": (None, "11"),
            "media": (None, json.dumps(media)),
            "f0": ("a.txt", b"a"),
            "f1": ("b.txt", b"b"),
        },
    )

    assert [(message.text, budi.downloads(message)) for message in budi.documents] == [
        ("0", b"a"),
        ("1", b"b"),
    ]


@pytest.mark.parametrize("kind", ["sticker", "voice", "video", "video_note"])
def test_recordings_reach_the_bot(bot: Bot, budi: Phone, kind: str) -> None:
    getattr(budi, f"sends_{kind}")()

    assert bot.takes()["message"][kind]["file_id"]


def test_voice_note_is_sent_on_and_heard(bot: Bot, budi: Phone) -> None:
    budi.sends_voice(42)
    came = bot.takes()["message"]["voice"]

    bot.ask("sendVoice", chat_id=11, voice=came["file_id"], caption="Dari Budi")

    heard = budi.from_bot[-1]
    assert (came["duration"], heard.text, heard.voice.seconds) == (42, "Dari Budi", 42)
    assert budi.downloads(heard).startswith(b"RIFF")


def test_somebody_elses_number_is_not_ones_own(bot: Bot, budi: Phone, telegram: Telegram) -> None:
    budi.passes_on(telegram.phone(12, "Sari"))

    facts = {"phone_number": "+6281200000012", "first_name": "Sari", "user_id": 12}
    assert bot.takes()["message"]["contact"] == facts


def test_places_and_contacts_reach_the_bot(bot: Bot, budi: Phone) -> None:
    budi.sends_location(-6.5, 106.8)
    budi.sends_venue(-6.5, 106.8, "Kantor", "Jl. Raya")
    budi.sends_contact("+628121", user_id=11)
    budi.sends_contact("+628122", first_name="Sari")

    place, venue, own, other = (update["message"] for update in bot.updates())

    assert place["location"] == {"latitude": -6.5, "longitude": 106.8}
    assert venue["venue"]["title"] == "Kantor"
    assert own["contact"] == {"phone_number": "+628121", "first_name": "Budi", "user_id": 11}
    assert other["contact"] == {"phone_number": "+628122", "first_name": "Sari"}


def test_forwarded_and_edited_messages_say_so(bot: Bot, budi: Phone) -> None:
    budi.forwards("Usulan orang", "Pak RT")
    forwarded = bot.takes()["message"]
    number = budi.sends("Jalan")
    bot.takes()
    budi.edits(number, "Jalan rusak")
    edited = bot.takes()["edited_message"]

    assert forwarded["forward_origin"]["sender_user_name"] == "Pak RT"
    assert (edited["message_id"], edited["text"]) == (number, "Jalan rusak")
    assert edited["edit_date"] >= edited["date"]


def test_reply_shows_what_it_answers(bot: Bot, budi: Phone) -> None:
    number = bot.says(11, "Alasannya?")

    budi.sends("Karena rusak", reply_to=number)

    assert bot.takes()["message"]["reply_to_message"]["text"] == "Alasannya?"


def test_reply_keyboard_opens_sends_and_closes(bot: Bot, budi: Phone) -> None:
    rows = [["Lewati"], [{"text": "Bagikan nomor", "request_contact": True}]]
    bot.ask("sendMessage", chat_id=11, text="Nomor?", reply_markup={"keyboard": rows})

    budi.taps("Lewati")
    assert bot.takes()["message"]["text"] == "Lewati"
    budi.taps("Bagikan nomor")
    assert bot.takes()["message"]["contact"]["user_id"] == 11

    bot.ask("sendMessage", chat_id=11, text="Terima kasih", reply_markup={"remove_keyboard": True})
    budi.sees("Terima kasih")
    assert budi.keyboard == []


def test_one_time_keyboard_is_gone_after_use(bot: Bot, budi: Phone) -> None:
    markup = {"keyboard": [["Ya"]], "one_time_keyboard": True}
    bot.ask("sendMessage", chat_id=11, text="Lanjut?", reply_markup=markup)

    budi.taps("Ya")

    assert budi.messages[-1].text == "Ya"
    assert budi.keyboard == []


def test_pinned_card_is_marked_and_leaves_a_line(bot: Bot, budi: Phone) -> None:
    number = bot.says(11, "Kartu SOP")

    bot.ask("pinChatMessage", chat_id=11, message_id=number)
    bot.ask("pinChatMessage", chat_id=11, message_id=number)

    assert [message.id for message in budi.pinned] == [number]
    assert [message.id for message in budi.messages if message.by_bot] == [number]
    assert [message.service for message in budi.seen.values() if message.by_bot] == [False, True]
    assert bot.ask("getChat", chat_id=11)["pinned_message"]["message_id"] == number

    bot.ask("unpinChatMessage", chat_id=11)
    assert budi.pinned == []


def test_reaction_is_seen(bot: Bot, budi: Phone) -> None:
    number = budi.sends("Selesai")

    bot.ask("setMessageReaction", chat_id=11, message_id=number, reaction=[{"type": "emoji", "emoji": "👍"}])

    assert budi.messages[-1].raw["reactions"] == [{"type": "emoji", "emoji": "👍"}]


def test_commands_follow_the_chat(bot: Bot, budi: Phone, telegram: Telegram) -> None:
    def menu(*names: str) -> list[dict[str, str]]:
        return [{"command": name, "description": "Buka"} for name in names]

    bot.ask("setMyCommands", commands=menu("bantuan"))
    bot.ask("setMyCommands", commands=menu("tugas", "status"), scope={"type": "chat", "chat_id": 11})
    sari = telegram.phone(12, "Sari")

    budi.waits_for(lambda phone: phone.commands == ["tugas", "status"])
    sari.waits_for(lambda phone: phone.commands == ["bantuan"])
    bot.ask("deleteMyCommands", scope={"type": "chat", "chat_id": 11})
    budi.waits_for(lambda phone: phone.commands == ["bantuan"])


def test_copy_and_forward_carry_the_words(bot: Bot, budi: Phone, telegram: Telegram) -> None:
    sari = telegram.phone(12, "Sari")
    sari.sends("/start")
    number = budi.sends("Jalan rusak")

    bot.ask("forwardMessage", chat_id=12, from_chat_id=11, message_id=number)
    bot.ask("copyMessage", chat_id=12, from_chat_id=11, message_id=number)

    forwarded, copied = sari.from_bot
    assert (forwarded.text, copied.text) == ("Jalan rusak", "Jalan rusak")
    assert forwarded.raw["forward_origin"]["sender_user"]["id"] == 11
    assert "forward_origin" not in copied.raw


def test_media_of_a_message_is_replaced(bot: Bot, budi: Phone) -> None:
    number = bot.ask("sendDocument", chat_id=11, files={"document": ("v1.pdf", b"1")})["message_id"]
    media = '{"type": "document", "media": "attach://new", "caption": "Versi 2"}'
    fields = {"chat_id": (None, "11"), "message_id": (None, str(number)), "media": (None, media)}

    bot.ask("editMessageMedia", files=fields | {"new": ("v2.pdf", b"22")})

    (paper,) = budi.documents
    assert (paper.text, budi.downloads(paper)) == ("Versi 2", b"22")


def test_inline_query_is_answered(bot: Bot, budi: Phone) -> None:
    assert budi.asks("paving", within=0.05) is None
    query = bot.takes()["inline_query"]
    words = {"message_text": "SP-07 Paving"}
    result = {"type": "article", "id": "1", "title": "Paving", "input_message_content": words}

    assert query["query"] == "paving"
    assert bot.ask("answerInlineQuery", inline_query_id=query["id"], results=[result]) is True


def test_person_who_blocks_and_comes_back(bot: Bot, budi: Phone) -> None:
    budi.blocks_bot()
    left = bot.takes()["my_chat_member"]
    budi.unblocks_bot()
    back = bot.takes()["my_chat_member"]

    assert left["new_chat_member"]["status"] == "kicked"
    assert back["new_chat_member"]["status"] == "member"
    assert bot.says(11, "Selamat datang kembali")


def test_group_is_heard_in_commands_only_until_the_bot_leaves(
    bot: Bot, budi: Phone, telegram: Telegram
) -> None:
    sari = telegram.phone(12, "Sari")
    group = budi.creates_group("Tim Musrenbang", sari)
    joined, created = bot.updates()
    bot.updates(offset=created["update_id"] + 1)

    sari.sends("selamat pagi", chat=group)
    sari.sends("/status", chat=group)
    heard = bot.takes()["message"]
    bot.says(group, "Hubungi saya lewat chat pribadi.")
    bot.ask("leaveChat", chat_id=group)

    assert joined["my_chat_member"]["chat"]["title"] == "Tim Musrenbang"
    assert created["message"]["group_chat_created"] is True
    assert (heard["text"], heard["chat"]["id"]) == ("/status", group)
    assert "Hubungi saya lewat chat pribadi." in [message.text for message in budi.group(group)]
    assert bot.refused("sendMessage", chat_id=group, text="x") == (
        403,
        "Forbidden: bot was kicked from the group chat",
    )


def test_everything_done_is_in_the_ledger(bot: Bot, budi: Phone) -> None:
    number = budi.sends("Halo")
    budi.edits(number, "Halo lagi")
    budi.blocks_bot()

    assert [(act.what, act.said, act.message_id) for act in budi.ledger[1:]] == [
        ("sends", "Halo", number),
        ("edits", "Halo lagi", number),
        ("blocks", "", None),
    ]


def test_events_stream_to_a_page(bot: Bot, budi: Phone) -> None:
    with bot.http.stream("GET", f"{bot.url}/phone/11/events") as events:
        lines = events.iter_lines()
        first = next(line for line in lines if line.startswith("data: "))
        bot.says(11, "Halo, Budi")
        second = next(line for line in lines if line.startswith("data: "))

    assert '"/start"' in first
    assert "Halo, Budi" in second
    assert '"/start"' not in second


def test_history_keeps_what_the_screen_no_longer_shows(bot: Bot, budi: Phone) -> None:
    number = bot.says(11, "Memuat")
    bot.ask("editMessageText", chat_id=11, message_id=number, text="Selesai")
    bot.ask("deleteMessage", chat_id=11, message_id=number)

    assert budi.from_bot == []
    assert [(event.became, event.message.text) for event in budi.history() if event.message.by_bot] == [
        ("new", "Memuat"),
        ("edited", "Selesai"),
        ("deleted", "Selesai"),
    ]


def test_document_opens_under_its_name(bot: Bot, budi: Phone) -> None:
    bot.ask("sendDocument", chat_id=11, files={"document": ("Laporan é.pdf", b"%PDF")})
    paper = budi.documents[0].document
    assert paper is not None

    answer = bot.http.get(f"{bot.url}/phone/files/{paper.file_id}")

    assert answer.headers["Content-Disposition"] == "inline; filename*=UTF-8''Laporan%20%C3%A9.pdf"
    assert answer.headers["Content-Type"] == "application/pdf"


def test_cleared_telegram_is_empty_and_goes_on(bot: Bot, budi: Phone, telegram: Telegram) -> None:
    bot.says(11, "Lama")
    telegram.control.clear()
    assert bot.refused("sendMessage", chat_id=11, text="Halo") == (400, "Bad Request: chat not found")

    budi.sends("/start")

    assert [update["message"]["text"] for update in bot.updates()] == ["/start"]
    assert bot.says(11, "Baru")
    assert [message.text for message in budi.messages] == ["/start", "Baru"]
    assert [event.message.text for event in budi.history()] == ["/start", "Baru"]
