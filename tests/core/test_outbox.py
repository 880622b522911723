"""What is said arrives: in order, at least once, whatever Telegram does; through HTTP, with a real bot."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, inspect, select, text

from bot.files import Files
from bot.outgoing.results import keep
from bot.outgoing.rows import TALK, Result, due
from demo.phone import Message, Phone
from models.chat import Chat, Outbox
from models.enums import Drawing, Said, Stage, Waiting
from models.paper import Paper
from models.people import Person
from models.posts import Post
from models.speech import Button
from tests.core.desk import FrontDesk
from tests.core.outbox_waiting import until
from tests.support.office import TOKEN, Bureau, Office


@pytest.fixture(scope="module")
def troubled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bureau]:
    """A bot for the tests that make trouble: its log may hold errors."""
    with Bureau(tmp_path_factory.mktemp("troubled")) as made:
        yield made


@pytest.fixture
def office(troubled: Bureau) -> Iterator[Office]:
    yield troubled.office()
    troubled.telegram.control.heal()


def tells(office: Office, phone: Phone, *words: str, **how: object) -> None:
    """The office says something to a person; then the bot is nudged, or it would look in a second."""
    with office.bureau.database.unit(office.bureau.now()) as unit:
        person = unit.session.scalars(select(Person).where(Person.telegram_id == phone.id)).one()
        for said in words:
            unit.tell(person, said, **how)
    office.phone("Pengetuk pintu").sends("tok tok")


def notices(phone: Phone, *words: str) -> list[str]:
    """What a phone ever got of these, in the order in which it came."""
    came = [event.message.text for event in phone.history() if event.became == "new" and event.message.by_bot]
    return [said for said in came if any(word in said for word in words)]


def rows_of(office: Office, phone: Phone, state: Waiting) -> list[int]:
    return office.read(select(Outbox.id).where(Outbox.chat_id == phone.id, Outbox.state == state))


def test_messages_to_a_person_come_in_order(office: Office) -> None:
    rudi = office.joins(Post.SEKRETARIS, "Rudi Hartono")
    words = [f"Berita {number:02}" for number in range(30)]

    tells(office, rudi, *words)
    rudi.sees("Berita 29")

    assert notices(rudi, "Berita") == words


def test_a_chat_that_has_to_wait_holds_nobody_else(office: Office) -> None:
    rudi, sari = office.joins(Post.SEKRETARIS, "Rudi"), office.joins(Post.CAMAT, "Sari")
    office.bureau.telegram.control.fault("sendMessage", "429", retry_after=2, chat_id=rudi.id)

    tells(office, rudi, "Kabar satu", "Kabar dua")
    tells(office, sari, "Kabar lain")
    quick, slow = sari.sees("Kabar lain"), rudi.sees("Kabar dua")

    assert quick.id < slow.id
    assert notices(rudi, "Kabar") == ["Kabar satu", "Kabar dua"]


@pytest.mark.parametrize("trouble", ["502", "500", "reset"])
def test_a_call_that_failed_is_made_again_and_arrives_once(office: Office, trouble: str) -> None:
    rudi = office.joins(Post.SEKRETARIS, "Rudi")
    office.bureau.telegram.control.fault("sendMessage", trouble, times=3, chat_id=rudi.id)

    tells(office, rudi, "Kabar satu", "Kabar dua")
    rudi.sees("Kabar dua")

    assert notices(rudi, "Kabar") == ["Kabar satu", "Kabar dua"]


def test_an_answer_that_was_lost_doubles_at_most_its_own_message(office: Office) -> None:
    rudi = office.joins(Post.SEKRETARIS, "Rudi")
    office.bureau.telegram.control.fault("sendMessage", "lost", chat_id=rudi.id)

    tells(office, rudi, "Kabar satu", "Kabar dua")
    rudi.sees("Kabar dua")

    assert notices(rudi, "Kabar") == ["Kabar satu", "Kabar satu", "Kabar dua"]


def test_telegram_that_hangs_for_one_chat_holds_that_chat_only(office: Office) -> None:
    rudi, sari = office.joins(Post.SEKRETARIS, "Rudi"), office.joins(Post.CAMAT, "Sari")
    office.bureau.telegram.control.fault("sendMessage", "hang", chat_id=rudi.id)

    tells(office, rudi, *[f"Kabar {number}" for number in range(250)])
    tells(office, sari, "Kabar lain")
    sari.sees("Kabar lain")

    assert notices(rudi, "Kabar") == []


def test_when_telegram_is_back_everything_goes_on(office: Office) -> None:
    rudi, sari = office.joins(Post.SEKRETARIS, "Rudi"), office.joins(Post.CAMAT, "Sari")
    control = office.bureau.telegram.control
    for method in ("*", "getUpdates"):
        control.fault(method, "reset", times=12)

    tells(office, rudi, "Kabar satu", "Kabar dua")
    tells(office, sari, "Kabar lain")
    rudi.sees("Kabar dua", within=20)
    sari.sees("Kabar lain", within=20)

    assert notices(rudi, "Kabar") == ["Kabar satu", "Kabar dua"]
    until(lambda: rows_of(office, rudi, Waiting.WAITING) == [])


def test_who_blocks_the_bot_is_reported_once_and_gets_everything_when_he_is_back(office: Office) -> None:
    jfu, rudi = office.joins(Post.JFU, "Dewi Lestari"), office.joins(Post.SEKRETARIS, "Rudi Hartono")
    old = rudi.sees("Rudi Hartono — ")
    rudi.blocks_bot()

    tells(office, rudi, "Kabar satu")
    jfu.sees("Rudi Hartono (Sekretaris")
    tells(office, rudi, "Kabar dua")
    with office.bureau.database.unit(office.bureau.now()) as unit:
        unit.rewrite(rudi.id, old.id, "Layar baru", (), caption=False)
    until(lambda: len(rows_of(office, rudi, Waiting.PARKED)) == 3)
    rudi.unblocks_bot()
    rudi.sees("Kabar dua")
    assert rudi.sees("Layar baru").id == old.id

    assert notices(rudi, "Kabar") == ["Kabar satu", "Kabar dua"]
    assert len(notices(jfu, "tidak dapat dihubungi")) == 1


def test_a_person_whose_chat_is_gone_is_reported_too(office: Office) -> None:
    jfu = office.joins(Post.JFU, "Dewi Lestari")
    with office.bureau.database.unit(office.bureau.now()) as unit:
        nobody = Person(kecamatan_id=office.kecamatan_id, telegram_id=4_999_999, name="Tanpa Telepon")
        unit.tell(unit.add(nobody), "Kabar")

    jfu.sees("Tanpa Telepon (-) tidak dapat dihubungi")


def test_what_is_said_to_a_group_follows_it_when_it_becomes_a_supergroup(office: Office) -> None:
    rudi = office.joins(Post.SEKRETARIS, "Rudi")
    group = rudi.creates_group("Warga RW 05")
    office.bureau.telegram.control.fault("sendMessage", "429", retry_after=1, chat_id=group)

    rudi.sends("/start", chat=group)
    until(lambda: office.bureau.telegram.control.state()["pending"] == 0)
    moved = rudi.migrates(group)

    said = select(Outbox.state).where(Outbox.chat_id.in_((group, moved)))
    until(lambda: Waiting.WAITING not in office.read(said) and office.read(said) != [])
    assert set(office.read(said.where(Outbox.chat_id == moved))) == {Waiting.DONE}
    assert office.read(said.where(Outbox.chat_id == group)) == []


def test_a_text_that_is_too_long_is_cut_and_arrives(office: Office) -> None:
    rudi = office.joins(Post.SEKRETARIS, "Rudi")

    tells(office, rudi, "<b>Daftar</b> <i>" + "&amp;🌳" * 3000 + "</i>")
    arrived = rudi.sees("Daftar")

    assert arrived.text.endswith("…")
    assert len(arrived.text.encode("utf-16-le")) // 2 <= 4096


def test_a_message_that_telegram_refuses_is_parked_and_the_admin_is_told(office: Office) -> None:
    admin, rudi = office.joins(Post.ADMIN, "Agus"), office.joins(Post.SEKRETARIS, "Rudi")

    tells(office, rudi, "<b>tanpa penutup", "Kabar sesudahnya")
    rudi.sees("Kabar sesudahnya")

    assert admin.sees("tidak dapat dikirim").text.startswith(
        "Sebuah pesan untuk Rudi tidak dapat dikirim (nomor "
    )


def test_a_message_whose_file_is_missing_holds_nobody_and_the_admin_is_told(office: Office) -> None:
    admin, rudi = office.joins(Post.ADMIN, "Agus"), office.joins(Post.SEKRETARIS, "Rudi")
    tells(office, rudi, "Berkas Bapak/Ibu", file={"stored": "ab" * 32, "name": "daftar.xlsx"})

    tells(office, rudi, "Kabar sesudahnya")
    rudi.sees("Kabar sesudahnya")

    assert admin.sees("tidak dapat dikirim").text.startswith(
        "Sebuah pesan untuk Rudi tidak dapat dikirim (nomor "
    )
    parked = office.read(select(Outbox.error).where(Outbox.text == "Berkas Bapak/Ibu"))
    assert parked == ["its file cannot be read: FileNotFoundError"]


# ---- the home message


def screens(phone: Phone) -> list[Message]:
    """What stands in the chat below the notice of personal data and the SOP card that is pinned."""
    return [one for one in phone.from_bot if not one.pinned and not one.text.startswith("Data pribadi")]


def home_of(phone: Phone) -> Message:
    return screens(phone)[-1]


def test_a_press_changes_the_screen_in_its_place(office: Office) -> None:
    rudi = office.joins(Post.SEKRETARIS, "Rudi")
    rudi.sends("/start")
    rudi.waits_for(lambda eyes: eyes.messages[-1].by_bot)
    before = home_of(rudi).id

    rudi.taps("Tugas")
    rudi.sees("Tugas Bapak/Ibu")
    rudi.taps("Menu")
    rudi.waits_for(lambda eyes: "Pengaturan" in eyes.buttons)

    assert home_of(rudi).id == before


def test_after_a_typed_message_the_screen_moves_below_it(office: Office) -> None:
    rudi = office.joins(Post.SEKRETARIS, "Rudi")

    typed = rudi.sends("apa ini?")
    rudi.sees("belum saya mengerti")
    rudi.waits_for(lambda eyes: len(screens(eyes)) == 1, what="the old screen to go")

    assert home_of(rudi).id > typed


def test_a_screen_that_the_person_deleted_is_sent_anew(office: Office) -> None:
    rudi = office.joins(Post.SEKRETARIS, "Rudi")
    rudi.sends("/start")
    rudi.waits_for(lambda eyes: eyes.messages[-1].by_bot)
    gone = home_of(rudi)
    rudi.deletes(gone)

    rudi.presses(gone, "menu:show")
    rudi.waits_for(lambda eyes: eyes.from_bot and eyes.from_bot[-1].id > gone.id)

    assert home_of(rudi).labels == gone.labels


def test_a_move_whose_deletion_fails_is_not_said_twice(office: Office) -> None:
    rudi = office.joins(Post.SEKRETARIS, "Rudi")
    office.bureau.telegram.control.fault("deleteMessage", "502", times=2, chat_id=rudi.id)

    rudi.sends("apa ini?")
    rudi.sees("belum saya mengerti")
    rudi.waits_for(lambda eyes: len(screens(eyes)) == 1, what="the old screen to go")

    assert len(notices(rudi, "belum saya mengerti")) == 1


def test_a_request_that_was_settled_loses_its_buttons_on_every_copy(office: Office) -> None:
    rudi, sari = office.joins(Post.SEKRETARIS, "Rudi"), office.joins(Post.CAMAT, "Sari")
    keyboard = [[Button("Setujui", "test:agree")]]
    for phone in (rudi, sari):
        tells(office, phone, "Mohon putusan.", keyboard=keyboard, topic=f"test:{office.season_id}")
        phone.sees("Mohon putusan.")
    with office.bureau.database.unit(office.bureau.now()) as unit:
        unit.settle(f"test:{office.season_id}", "Sudah diputuskan.")

    copies = [phone.sees("Mohon putusan.\n\nSudah diputuskan.") for phone in (rudi, sari)]

    assert [copy.labels for copy in copies] == [[], []]


# ---- the rows


def test_replies_go_before_broadcasts(file_desk: FrontDesk) -> None:
    office = file_desk.office()
    for user in (51, 52):
        file_desk.person(office, user)
    with file_desk.unit() as unit:
        first, second = unit.all(select(Person).order_by(Person.id))
        unit.tell(first, "siaran", broadcast=True)
        unit.tell(second, "siaran", broadcast=True)
        unit.tell(second, "jawaban")

    jobs = due(file_desk.database, file_desk.now, frozenset(), 200)

    assert [(job.chat_id, job.text) for job in jobs if job.kind == Said.NOTICE] == [
        (52, "jawaban"), (51, "siaran"), (52, "siaran"),
    ]  # fmt: skip


def test_a_busy_chat_with_a_long_queue_hides_nobody(desk: FrontDesk) -> None:
    with desk.unit() as unit:
        for number in range(300):
            unit.tell_chat(61, f"kabar {number}")
        unit.tell_chat(62, "kabar lain")

    jobs = due(desk.database, desk.now, frozenset({(61, TALK)}), 200)

    assert [job.chat_id for job in jobs] == [62]


def test_a_request_settled_while_its_copy_is_on_the_way_is_changed_where_it_arrives(desk: FrontDesk) -> None:
    desk.person(desk.office(), 63)
    with desk.unit() as unit:
        (person,) = unit.all(select(Person))
        unit.tell(person, "Mohon putusan.", [[Button("Setujui", "x:y")]], topic="paper:1")
    (job,) = due(desk.database, desk.now, frozenset(), 200)
    with desk.unit() as unit:
        unit.settle("paper:1", "Sudah diputuskan.")

    keep(desk.database, desk.now, [Result(job, message_id=77, sent=True)])

    (edit,) = desk.rows(select(Outbox).where(Outbox.kind == Said.EDIT))
    assert (edit.message_id, edit.text, edit.keyboard) == (77, "Mohon putusan.\n\nSudah diputuskan.", None)


def test_a_secret_taken_back_while_it_is_on_the_way_is_taken_away_where_it_arrives(desk: FrontDesk) -> None:
    desk.person(desk.office(), 65)
    with desk.unit() as unit:
        (person,) = unit.all(select(Person))
        unit.tell(person, "Kuncinya: RAHASIA", file={"qr": "otpauth://RAHASIA"}, topic="totp")
    (job,) = due(desk.database, desk.now, frozenset(), 200)
    with desk.unit() as unit:
        assert unit.wipe("totp") == 1

    (row,) = desk.rows(select(Outbox))
    assert "RAHASIA" not in f"{row.text}{row.file}"
    assert due(desk.database, desk.now, frozenset(), 200) == []
    keep(desk.database, desk.now, [Result(job, message_id=78, sent=True)])
    with desk.unit() as unit:
        assert unit.wipe("totp") == 0

    (gone,) = desk.rows(select(Outbox).where(Outbox.kind == Said.DELETE))
    assert gone.message_id == 78


def test_a_late_result_of_a_folded_screen_meets_no_other_row(desk: FrontDesk) -> None:
    """SQLite gave the number of the deleted row to the next one, and its message was never sent."""
    desk.person(desk.office(), 64)
    with desk.unit() as unit:
        unit.show(unit.session.get_one(Chat, 64), "satu", ())
    (job,) = due(desk.database, desk.now, frozenset(), 200)
    with desk.unit() as unit:
        unit.show(unit.session.get_one(Chat, 64), "dua", ())
    keep(desk.database, desk.now, [Result(job, home_message_id=70, message_id=70, sent=True)])

    (next_job,) = due(desk.database, desk.now, frozenset(), 200)

    assert (next_job.text, next_job.home_message_id) == ("dua", 70)


# ---- a bot of one's own


def stored_paper(office: Office, content: bytes) -> int:
    sha256 = Files(office.bureau.folder / "data" / "files").put(content)
    with office.bureau.database.unit(office.bureau.now()) as unit:
        return unit.add(
            Paper(
                kecamatan_id=office.kecamatan_id,
                season_id=office.season_id,
                step="step1_recap",
                key="pra-musrenbang",
                edition=1,
                stage=Stage.NASKAH,
                data={},
                code=f"test-{office.season_id}",
                made_at=unit.now,
                state=Drawing.DRAWN,
                sha256=sha256,
            )
        ).id


@pytest.fixture
def own_office(tmp_path: Path) -> Iterator[Office]:
    with Bureau(tmp_path) as bureau:
        yield bureau.office()


def test_a_document_sent_twice_because_of_a_kill_says_so(own_office: Office) -> None:
    office, bureau = own_office, own_office.bureau
    rudi = office.joins(Post.SEKRETARIS, "Rudi")
    until(lambda: rows_of(office, rudi, Waiting.WAITING) == [])
    bureau.stops_bot()
    paper = stored_paper(office, b"%PDF-1.4 the very bytes")
    with bureau.database.unit(bureau.now()) as unit:
        (person,) = unit.all(select(Person).where(Person.telegram_id == rudi.id))
        unit.tell(person, "Laporan untuk Bapak/Ibu.", file={"paper": paper})
    bureau.entry = "tests.core.dying_entry"
    bureau.starts_bot()
    assert bureau.bot is not None
    bureau.bot.wait(timeout=20)
    bureau.kills_bot()
    bureau.entry = "demo.entry"
    bureau.starts_bot()

    again = rudi.sees("Dikirim ulang, isinya sama.")

    first, second = rudi.documents
    assert (first.text, second.text) == ("Laporan untuk Bapak/Ibu.", again.text)
    assert rudi.downloads(first) == rudi.downloads(second) == b"%PDF-1.4 the very bytes"


def test_what_was_sent_when_the_process_died_is_not_sent_again(own_office: Office) -> None:
    office, bureau = own_office, own_office.bureau
    rudi = office.joins(Post.SEKRETARIS, "Rudi")
    until(lambda: rows_of(office, rudi, Waiting.WAITING) == [])
    bureau.stops_bot()
    with bureau.database.unit(bureau.now()) as unit:
        (person,) = unit.all(select(Person).where(Person.telegram_id == rudi.id))
        unit.tell(person, "Kabar satu")
        unit.tell(person, "Kabar dua")
    bureau.entry, bureau.settings["DIES"] = "tests.core.dying_entry", "storing"
    bureau.starts_bot()
    assert bureau.bot is not None
    bureau.bot.wait(timeout=20)
    bureau.kills_bot()
    assert notices(rudi, "Kabar")[0] == "Kabar satu"
    bureau.entry = "demo.entry"
    bureau.starts_bot()

    until(lambda: rows_of(office, rudi, Waiting.WAITING) == [])

    assert notices(rudi, "Kabar") == ["Kabar satu", "Kabar dua"]
    sent = select(Outbox.message_id).where(Outbox.chat_id == rudi.id, Outbox.text.contains("Kabar"))
    assert office.read(sent.order_by(Outbox.id)) == [rudi.sees("Kabar satu").id, rudi.sees("Kabar dua").id]
    assert (bureau.folder / "musrenbang.db.sent").read_bytes() == b""


def test_after_two_days_the_old_screen_keeps_its_text_and_loses_its_buttons(own_office: Office) -> None:
    rudi = own_office.joins(Post.SEKRETARIS, "Rudi")
    rudi.sends("/start")
    rudi.waits_for(lambda eyes: eyes.messages[-1].by_bot)
    old = home_of(rudi)
    own_office.bureau.turns_clock(hours=49)

    rudi.sends("halo")
    rudi.sees("belum saya mengerti")
    rudi.waits_for(lambda eyes: not eyes.seen[old.id].buttons)

    assert not rudi.seen[old.id].deleted


def test_what_is_told_to_many_makes_no_sound_in_the_evening_and_what_concerns_one_does(
    desk: FrontDesk,
) -> None:
    office = desk.office()
    for user, news in ((71, True), (72, False)):
        person = desk.person(office, user, Post.JFU)
        with desk.unit() as unit:
            unit.tell(unit.session.get_one(Person, person), "Langkah 2 dibuka.", broadcast=news)

    def sounds() -> dict[int, bool]:
        return {job.chat_id: not job.silent for job in due(desk.database, desk.now, frozenset(), 10)}

    assert sounds() == {71: True, 72: True}
    desk.later(hours=9)  # 19.00 WIB
    assert sounds() == {71: False, 72: True}


def test_the_token_is_nowhere(office: Office) -> None:
    """After a trouble that is told with the address of the call: not in the log, not in the database."""
    bureau = office.bureau
    secret = TOKEN.partition(":")[2]
    rudi = office.joins(Post.SEKRETARIS, "Rudi Hartono")
    bureau.telegram.control.fault("sendMessage", "502", times=2, chat_id=rudi.id)
    tells(office, rudi, "Berita rahasia")
    rudi.sees("Berita rahasia")

    tables = inspect(bureau.database.engine).get_table_names()
    with bureau.database.transaction() as connection:
        for table in tables:
            rows = connection.execute(text(f'SELECT * FROM "{table}"')).all()
            assert [row for row in rows if secret in repr(row)] == []

    assert bureau.log_text.count("telegram away") > 0
    assert secret not in bureau.log_text
    assert office.read(select(func.count(Outbox.id)))[0] > 0
