"""The page's phones, with a bot that is nothing but HTTP calls: what Telegram would show is shown."""

from collections.abc import Iterator
from dataclasses import replace

import httpx
import pytest
from playwright.sync_api import Locator, Page, expect

from demo.director import Director
from demo.phone import Telegram
from demo.server import ServerThread, World
from demo.server.clock import Clock
from demo.web import page_routes
from tests.demo.conftest import TOKEN, Bot

CAMAT = 810_000_005
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def director() -> Director:
    """One that does nothing: the people of the sample are ready."""
    director = Director()
    director.scenery = replace(director.scenery, phase="ready", year=2028)
    return director


@pytest.fixture
def server(director: Director) -> Iterator[ServerThread]:
    """A Telegram with the page, and the people of the sample already there."""
    world = World(TOKEN, clock=Clock())
    for member in director.scenery.people:
        world.meet(member.id, member.name)
    with ServerThread(world, more=page_routes(director)) as server:
        yield server


@pytest.fixture
def camat(page: Page, server: ServerThread, bot: Bot) -> Locator:
    """The Camat's phone on the page; he has written to the bot."""
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(server.url)
    expect(page.locator("#curtain")).to_be_hidden()
    phone = page.locator('.phone[data-post="camat"]')
    phone.get_by_role("textbox").fill("Selamat pagi <b>& salam</b>")
    phone.get_by_role("textbox").press("Enter")
    expect(phone.locator(".mine .words")).to_have_text("Selamat pagi <b>& salam</b>")
    assert bot.takes()["message"]["text"] == "Selamat pagi <b>& salam</b>"
    return phone


def test_page_shows_words_as_they_are_meant(camat: Locator, bot: Bot) -> None:
    bot.ask(
        "sendMessage",
        chat_id=CAMAT,
        parse_mode="HTML",
        text="Ini <b>tebal <i>miring</i></b> 🙂 &lt;script&gt;",
    )

    words = camat.locator(".theirs .words")
    expect(words).to_have_text("Ini tebal miring 🙂 <script>")
    expect(words.locator("b")).to_have_text("tebal miring")
    expect(words.locator("b i")).to_have_text("miring")


def test_page_press_edits_in_place_and_shows_the_answer(camat: Locator, bot: Bot) -> None:
    number = bot.says(CAMAT, "Setujui?", "Setujui", "Kembalikan")

    camat.get_by_role("button", name="Setujui").click()
    query = bot.takes()["callback_query"]
    bot.ask("answerCallbackQuery", callback_query_id=query["id"], text="Sudah diputuskan.", show_alert=True)
    bot.ask("editMessageText", chat_id=CAMAT, message_id=number, text="Disetujui.")

    alert = camat.get_by_role("alertdialog")
    expect(alert).to_contain_text("Sudah diputuskan.")
    alert.get_by_role("button", name="Tutup").click()
    expect(alert).to_be_hidden()
    expect(camat.locator(f'[data-message="{number}"] .words')).to_have_text("Disetujui.")
    expect(camat.get_by_role("button", name="Setujui")).to_have_count(0)


def test_page_forgets_an_alert_when_all_begins_anew(camat: Locator, bot: Bot, telegram: Telegram) -> None:
    bot.says(CAMAT, "Setujui?", "Setujui")
    camat.get_by_role("button", name="Setujui").click()
    query = bot.takes()["callback_query"]
    bot.ask("answerCallbackQuery", callback_query_id=query["id"], text="Sudah diputuskan.", show_alert=True)
    expect(camat.get_by_role("alertdialog")).to_be_visible()

    telegram.control.clear()

    expect(camat.get_by_role("alertdialog")).to_have_count(0)


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_page_welcomes_in_three_lines(page: Page, server: ServerThread, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.goto(server.url)
    expect(page.locator("#curtain")).to_be_hidden()

    lines = page.locator("#welcome p")
    expect(lines).to_contain_text(["Bot Musrenbang kecamatan", "Buat usulan", "38 orang lain"])
    heights = lines.evaluate_all("lines => lines.map(one => one.getBoundingClientRect().height)")
    assert max(heights) < 30, heights

    page.get_by_role("button", name="Tutup pengantar").click()
    expect(page.locator("#board")).to_be_hidden()


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_page_shows_who_acts_in_the_story(
    page: Page, server: ServerThread, director: Director, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    director.scenery = replace(director.scenery, scene=1)
    page.goto(server.url)
    expect(page.locator("#telling")).to_contain_text("Berikut: 2. Verifikasi")
    director.scenery = replace(director.scenery, phase="story", note="Kepala Bidang memeriksa.")
    expect(page.locator("#telling-scene")).to_have_text("Kepala Bidang memeriksa.")
    expect(page.locator("#telling-act")).to_have_text("")

    for number, post in enumerate(("lurah", "kepala_bidang", "sekretaris", "tim"), start=1):
        who = next(one for one in director.scenery.people if one.post == post)
        director.act = {"who": who.id, "words": f"menekan “{post}”", "number": number}

        expect(page.locator("#telling")).to_contain_text(f"{who.label} menekan “{post}”")
        expect(page.locator(f'.phone.acts[data-person="{who.id}"]')).to_be_in_viewport(ratio=0.9)
        page.wait_for_timeout(250)  # everybody has his moment


def test_page_sends_an_album_a_voice_note_and_an_original_photo(camat: Locator, bot: Bot) -> None:
    for label in ("Album 3 foto", "Pesan suara 0:42", "Foto asli (berkas)"):
        camat.get_by_role("button", name="Lampirkan").click()
        camat.get_by_role("button", name=label).click()
        expect(camat.locator(".sheet:visible")).to_have_count(0)

    expect(camat.locator(".mine .photo")).to_have_count(3)
    expect(camat.locator(".mine audio")).to_have_count(1)
    expect(camat.locator(".mine .file")).to_have_count(1)
    came = [update["message"] for update in bot.updates()]
    assert len(came) == 5
    parts = [one for one in came if "photo" in one]
    assert len({one["media_group_id"] for one in parts}) == 1
    bot.ask(
        "setMessageReaction",
        chat_id=CAMAT,
        message_id=parts[0]["message_id"],
        reaction=[{"type": "emoji", "emoji": "👍"}],
    )
    expect(camat.locator(".liked")).to_have_count(1)


def test_page_uploads_a_sheet(camat: Locator, bot: Bot) -> None:
    camat.get_by_role("button", name="Lampirkan").click()
    sheet = {"name": "usulan.xlsx", "mimeType": EXCEL, "buffer": b"PK isi"}
    camat.locator('input[type=file][accept=""]').set_input_files(sheet)

    expect(camat.locator(".mine a.file")).to_contain_text("usulan.xlsx")
    document = bot.takes()["message"]["document"]
    assert (document["file_name"], document["mime_type"]) == ("usulan.xlsx", EXCEL)


def test_page_searches_behind_the_name_of_the_bot(camat: Locator, bot: Bot) -> None:
    key = {"text": "Cari di kamus", "switch_inline_query_current_chat": ""}
    bot.ask("sendMessage", chat_id=CAMAT, text="Pilih.", reply_markup={"inline_keyboard": [[key]]})
    camat.get_by_role("button", name="Cari di kamus").click()
    first = bot.takes()["inline_query"]
    way = {"text": "Buka bot", "start_parameter": "mulai"}
    bot.ask("answerInlineQuery", inline_query_id=first["id"], results=[], button=way)
    expect(camat.get_by_role("option", name="Buka bot")).to_be_visible()

    camat.get_by_role("textbox", name="Pesan dari").press_sequentially("paving")
    asked = bot.takes()["inline_query"]
    words = {"message_text": "SP-07 Paving"}
    result = {"type": "article", "id": "7", "title": "SP-07 Paving", "input_message_content": words}
    bot.ask("answerInlineQuery", inline_query_id=asked["id"], results=[result])
    camat.get_by_role("option", name="SP-07 Paving").click()

    assert asked["query"] == "paving"
    expect(camat.locator(".mine .words").last).to_have_text("SP-07 Paving")
    assert bot.takes()["message"]["via_bot"]["is_bot"] is True


def test_page_shows_a_toast(camat: Locator, bot: Bot) -> None:
    bot.says(CAMAT, "Terima?", "Terima")

    camat.get_by_role("button", name="Terima").click()
    bot.ask("answerCallbackQuery", callback_query_id=bot.takes()["callback_query"]["id"], text="Tercatat.")

    expect(camat.locator(".toast")).to_have_text("Tercatat.")


def test_page_opens_documents(camat: Locator, bot: Bot, server: ServerThread) -> None:
    bot.ask(
        "sendDocument", chat_id=CAMAT, files={"document": ("laporan.pdf", b"%PDF-1.7 isi", "application/pdf")}
    )

    file = camat.locator("a.file")
    expect(file).to_contain_text("laporan.pdf")
    answer = httpx.get(f"{server.url}{file.get_attribute('href')}")
    assert answer.content == b"%PDF-1.7 isi"
    assert answer.headers["content-type"] == "application/pdf"


def test_page_forgets_what_is_deleted_and_keeps_what_is_pinned(camat: Locator, bot: Bot) -> None:
    first, second = bot.says(CAMAT, "Kartu SOP"), bot.says(CAMAT, "Sementara")
    bot.ask("pinChatMessage", chat_id=CAMAT, message_id=first)
    bot.ask("deleteMessage", chat_id=CAMAT, message_id=second)

    expect(camat.locator(".pinned")).to_contain_text("Kartu SOP")
    expect(camat.get_by_text("Sementara")).to_have_count(0)


def test_page_sends_photo_place_and_contact(camat: Locator, bot: Bot) -> None:
    camat.get_by_role("button", name="Lampirkan").click()
    camat.get_by_role("button", name="Jalan rusak").click()
    expect(camat.locator(".mine img")).to_be_visible()
    assert bot.takes()["message"]["photo"]

    camat.get_by_role("button", name="Lampirkan").click()
    camat.get_by_label("Lintang").fill("-6,5")
    camat.get_by_role("button", name="Kirim lokasi").click()
    expect(camat.get_by_text("-6.50000")).to_be_visible()
    assert bot.takes()["message"]["location"]["latitude"] == -6.5

    camat.get_by_role("button", name="Lampirkan").click()
    camat.get_by_role("button", name="Bagikan kontak").click()
    expect(camat.get_by_text("+6281200000005")).to_be_visible()
    assert bot.takes()["message"]["contact"]["user_id"] == CAMAT


def test_page_offers_reply_keyboard_and_commands(camat: Locator, bot: Bot) -> None:
    bot.ask("setMyCommands", commands=[{"command": "status", "description": "Kartu SOP"}])
    keys = {
        "keyboard": [[{"text": "Bagikan nomor", "request_contact": True}, {"text": "Tidak"}]],
        "one_time_keyboard": True,
    }
    bot.ask("sendMessage", chat_id=CAMAT, text="Nomor Bapak?", reply_markup=keys)

    camat.get_by_role("button", name="Tidak").click()
    expect(camat.get_by_role("button", name="Bagikan nomor")).to_have_count(0)
    assert bot.takes()["message"]["text"] == "Tidak"

    camat.get_by_role("button", name="Menu perintah").click()
    camat.get_by_role("menuitem", name="/status").click()
    expect(camat.locator(".mine .words").last).to_have_text("/status")


def test_page_counts_what_is_unread(camat: Locator, bot: Bot, page: Page) -> None:
    page.get_by_role("button", name="Tutup telepon Camat").click()
    bot.says(CAMAT, "Laporan menunggu.")

    who = page.locator(f'.who[data-who="{CAMAT}"]')
    expect(who.locator(".unread")).to_have_text("1")
    who.click()
    expect(page.locator('.phone[data-post="camat"]')).to_contain_text("Laporan menunggu.")
    expect(who.locator(".unread")).to_be_hidden()


def test_page_opens_every_phone_at_its_newest_message(
    page: Page, server: ServerThread, bot: Bot, telegram: Telegram
) -> None:
    for member in Director().scenery.people:
        telegram.phone(member.id, member.name).sends("/start")
        bot.takes()
        for _ in range(3):
            bot.says(member.id, "Data pribadi dicatat untuk menyelenggarakan Musrenbang. " * 9, "Buka")
    page.set_viewport_size({"width": 1440, "height": 900})

    page.goto(server.url)

    expect(page.locator("#curtain")).to_be_hidden()
    expect(page.locator(".phone")).to_have_count(3)
    for chat in page.locator(".phone .chat").all():
        expect(chat.get_by_role("button", name="Buka").last).to_be_in_viewport(ratio=1)


def test_page_fits_a_phone(page: Page, server: ServerThread) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(server.url)
    expect(page.locator("#curtain")).to_be_hidden()

    expect(page.locator(".phone")).to_have_count(1)
    page.locator(f'.tab[data-who="{CAMAT}"]').click()
    expect(page.locator(".phone")).to_have_attribute("data-post", "camat")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("button", name="Buka menu demo").click()
    expect(page.get_by_role("button", name="Mulai lagi")).to_be_visible()


def test_page_turns_the_clock(page: Page, server: ServerThread, bot: Bot) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    before = server.world.clock()
    page.goto(server.url)

    page.get_by_role("button", name="+1 hari").click()
    expect(page.get_by_role("button", name="+1 hari")).to_be_enabled()

    assert (server.world.clock() - before).days == 1
