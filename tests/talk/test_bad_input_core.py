"""What the core and joining answer to bad input: each number of the list has its test."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from telegram.ext import ConversationHandler

from demo.phone import Alert, Phone
from handlers.routes import HANDLERS
from handlers.talk.buttons import Press
from models.chat import Chat, Inbox, Outbox
from models.enums import Said, Waiting
from models.people import Guess, Invitation, Person
from models.posts import Post
from models.proposal import Proposal
from tests.core.desk import FrontDesk, settled
from tests.support.office import Bureau, Office

WRONG_TOKEN = (
    "Tautan ini tidak berlaku: salah, sudah dipakai, atau lewat 14 hari. "
    "Mintalah tautan baru kepada JFU kecamatan."
)
UNKNOWN = (
    "Bapak/Ibu belum terdaftar. Tekan tombol Bagikan nomor di bawah layar ini, "
    "atau tekan tautan undangan dari JFU kecamatan."
)


@pytest.fixture
def own_office(own_bureau: Bureau) -> Office:
    return own_bureau.office()


def people(office: Office) -> list[str]:
    return office.read(select(Person.name).where(Person.kecamatan_id == office.kecamatan_id))


def test_b20_five_taps_on_one_button_in_50_ms_are_one(office: Office) -> None:
    siti = office.phone("Siti")
    siti.opens(office.link(Post.DELEGASI, "Kelurahan A", "Siti Aminah"))
    siti.taps("Ya, ini saya")
    asked = siti.sees("Siapa nama lengkap")
    name = asked.button("Pakai")
    assert name is not None
    answers: list[Alert | None] = []

    def tap() -> None:
        answers.append(siti.presses(asked, name.data))

    fingers = [threading.Thread(target=tap) for _ in range(5)]
    for finger in fingers:
        finger.start()
    for finger in fingers:
        finger.join()

    siti.sees("Siti Aminah")
    assert None not in answers
    assert people(office) == ["Siti Aminah"]
    assert office.read(select(Invitation.used_by).where(Invitation.kecamatan_id == office.kecamatan_id)) == [
        siti.id
    ]


def test_b21_a_strangers_tap_on_a_forwarded_card_does_nothing(office: Office) -> None:
    siti, stranger = office.phone("Siti"), office.phone("Orang lain")
    siti.opens(office.link(Post.DELEGASI, "Kelurahan A"))
    card = siti.sees("Undangan untuk")
    copy = stranger.forwards(card.text, "Siti")

    alert = stranger.presses(copy, card.buttons[0][0].data)

    assert alert == Alert(WRONG_TOKEN, show_alert=True)
    assert people(office) == []


def test_b21_a_tap_in_a_group_is_refused(office: Office) -> None:
    siti = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    group = siti.creates_group("Warga RW 05")
    siti.sends("/start", chat=group)
    siti.waits_for(lambda eyes: [m for m in eyes.group(group) if m.by_bot])
    spoken = next(message for message in siti.group(group) if message.by_bot)

    answer = siti._post("press", message_id=spoken.id, data="menu:show", chat=group, within=10)["answer"]

    assert answer["text"].startswith("Saya hanya melayani percakapan pribadi.")


def test_b22_a_button_a_week_old_shows_where_one_is(own_office: Office) -> None:
    siti = own_office.phone("Siti")
    siti.opens(own_office.link(Post.DELEGASI, "Kelurahan A", "Siti Aminah"))
    siti.taps("Ya, ini saya")
    old = siti.sees("Siapa nama lengkap")
    own_office.bureau.turns_clock(days=7)

    siti.taps("Pakai")
    welcome = siti.sees("Selamat bergabung, Siti Aminah")

    assert welcome.id == old.id  # a screen can be edited at any age
    assert people(own_office) == ["Siti Aminah"]


def test_b24_a_button_and_an_answer_after_a_restart_go_on(own_office: Office) -> None:
    siti = own_office.phone("Siti")
    siti.opens(own_office.link(Post.KEPALA_BIDANG, name="Siti Aminah"))
    siti.taps("Ya, ini saya")
    siti.sees("Siapa nama lengkap")
    own_office.bureau.restarts_bot()
    siti.taps("Pakai")
    siti.waits_for(lambda eyes: "Siapa nama" not in eyes.screen)
    own_office.bureau.restarts_bot()

    if "NIP" in siti.screen:
        siti.sends("19780512 200501 1 004")
        siti.sees("pangkat")
        own_office.bureau.restarts_bot()
        siti.sends("Penata, III/c")
    siti.sees("Selamat bergabung, Siti Aminah")

    assert people(own_office) == ["Siti Aminah"]


def words_of(handlers: Iterable[object]) -> Iterator[str]:
    """The words of all buttons, those inside conversations too."""
    for handler in handlers:
        if isinstance(handler, Press):
            yield handler.word
        elif isinstance(handler, ConversationHandler):
            yield from words_of(handler.entry_points)
            for answers in handler.states.values():
                yield from words_of(answers)


#: A delegate without usulan may have himself forgotten, and that needs no number.
WORDS = sorted(set(words_of(HANDLERS)) - {"settings:forgetme"})
FORGED = st.one_of(
    st.text(min_size=1, max_size=60).filter(lambda data: 0 < len(data.encode()) <= 64 and data.strip()),
    st.builds(
        lambda mark, word, parts: (mark + ":".join([word, *parts]))[:64],
        st.sampled_from(["", "!", "!!"]),
        st.sampled_from(WORDS),
        st.lists(
            st.one_of(st.integers(-1, 10**15).map(str), st.text("abcXYZ019_.=-", max_size=8)), max_size=3
        ),
    ),
)


def test_b25_forged_callback_data_has_no_effect(office: Office) -> None:
    """300 presses of a delegate through Telegram, half of them shaped like real ones."""
    siti = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    siti.waits_for(lambda eyes: eyes.from_bot)
    target = siti.from_bot[-1].id
    before = state_of(office)

    @settings(
        max_examples=300,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
    )
    @given(FORGED)
    def forges(data: str) -> None:
        siti.presses(target, data, wait=False)

    forges()
    siti.sends("/start")
    siti.waits_for(lambda eyes: eyes.messages[-1].by_bot, within=60)

    assert state_of(office) == before
    unhandled = office.read(
        select(func.count(Inbox.id)).where(Inbox.chat_id == siti.id, Inbox.state != Waiting.DONE)
    )
    assert unhandled == [0]


def state_of(office: Office) -> list[object]:
    """What a forged press must not change; drafts are the delegate's own."""
    mine = Proposal.kecamatan_id == office.kecamatan_id
    return [
        people(office),
        office.read(select(Proposal.status).where(mine, Proposal.status != "draf")),
        [run.state for run in office.season().runs],
    ]


POSTS = {"delegate": [Post.DELEGASI], "everybody": list(Post)}
PARTS: list[list[str]] = [["999999"], ["999999", "zzz"], [], ["999999", "999999"], ["zzz"]]


@pytest.mark.parametrize("posts", POSTS.values(), ids=POSTS)
def test_b25_no_button_with_numbers_of_nothing_breaks_a_handler(tmp_path: Path, posts: list[Post]) -> None:
    """Every word of every button, with numbers and words that belong to nothing."""
    with FrontDesk(f"sqlite:///{tmp_path}/forged.db") as desk:
        desk.person(desk.office(), 70, *posts)
        for at, word in enumerate(WORDS):
            for parts in PARTS[: 5 if len(posts) > 1 else 2]:
                desk.press(70, ":".join([word, *parts])[:64], message_id=1000 + at)
        settled(desk)

        broken = desk.rows(select(Inbox).where(Inbox.state != Waiting.DONE))
        assert [(row.body["callback_query"]["data"], row.error) for row in broken] == []


def test_b26_the_bot_in_a_group_says_once_that_it_is_for_private_chats(office: Office) -> None:
    siti = office.phone("Siti")
    group = siti.creates_group("Warga RW 05")
    for _ in range(3):
        siti.sends("/start", chat=group)
    siti.waits_for(lambda eyes: any(message.by_bot for message in eyes.group(group)))
    siti.removes_bot(group)
    siti.sends("/start")
    siti.sees(UNKNOWN)

    said = [message.text for message in siti.group(group) if message.by_bot and not message.service]
    assert said == [
        "Saya hanya melayani percakapan pribadi. Silakan buka percakapan dengan saya, lalu tekan Mulai."
    ]


def test_b27_who_blocks_the_bot_and_comes_back_finds_everything(office: Office) -> None:
    siti = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    siti.blocks_bot()
    with office.bureau.database.unit(office.bureau.now()) as unit:
        (person,) = unit.all(select(Person).where(Person.telegram_id == siti.id))
        unit.tell(person, "Kabar yang terlewat.")
    siti.unblocks_bot()
    typed = siti.sends("/start")

    siti.sees("Kabar yang terlewat.")
    siti.waits_for(lambda eyes: any(m.id > typed and "Pengaturan" in m.labels for m in eyes.from_bot))
    assert office.read(select(Person.blocked_at).where(Person.telegram_id == siti.id)) == [None]


def test_b28_an_unknown_person_gets_one_answer_a_day_and_the_way_in(own_office: Office) -> None:
    stranger = own_office.phone("Orang lain")
    stranger.sends("halo")
    stranger.sees(UNKNOWN)
    for act in (stranger.sends_sticker, stranger.sends_voice, lambda: stranger.sends("/status")):
        act()
    own_office.bureau.telegram.control.waits_until_taken()
    own_office.bureau.turns_clock(days=1)
    stranger.sends("halo lagi")
    stranger.waits_for(lambda eyes: len(eyes.from_bot) == 3)

    notice, *ways_in = [message.text for message in stranger.from_bot]
    assert notice.startswith("Data pribadi Bapak/Ibu")  # once; before his number is asked for
    assert ways_in == [UNKNOWN, UNKNOWN]
    assert people(own_office) == []


def test_b29_a_wrong_token_is_answered_and_five_are_enough(office: Office) -> None:
    guesser = office.phone("Penebak")
    for number in range(6):
        guesser.sends(f"/start AAAAAAAAAAAAAAAAAAAA{number:02}")
    guesser.sees("Terlalu banyak tautan")

    assert [message.text for message in guesser.from_bot] == [WRONG_TOKEN] * 5 + [
        "Terlalu banyak tautan yang tidak berlaku. Coba lagi satu jam lagi, atau hubungi JFU kecamatan."
    ]
    assert office.read(select(func.count(Guess.id)).where(Guess.telegram_id == guesser.id)) == [5]


def test_b30_a_used_token_opens_nothing_for_the_next(office: Office) -> None:
    link = office.link(Post.DELEGASI, "Kelurahan A", "Siti Aminah")
    siti, other = office.phone("Siti"), office.phone("Orang lain")
    siti.opens(link)
    siti.taps("Ya, ini saya")
    siti.taps("Pakai")
    siti.sees("Selamat bergabung")

    other.opens(link)

    assert other.sees("Tautan").text == WRONG_TOKEN
    assert people(office) == ["Siti Aminah"]


def test_b31_an_expired_token_says_so_at_the_door_and_at_the_last_question(own_office: Office) -> None:
    late, slow = own_office.phone("Terlambat"), own_office.phone("Lambat")
    link = own_office.link(Post.DELEGASI, "Kelurahan A")
    slow.opens(own_office.link(Post.DELEGASI, "Kelurahan B", "Budi Lambat"))
    slow.taps("Ya, ini saya")
    slow.sees("Siapa nama lengkap")
    own_office.bureau.turns_clock(days=14, minutes=1)

    late.opens(link)
    slow.taps("Pakai")

    assert late.sees("Tautan").text == WRONG_TOKEN
    assert WRONG_TOKEN in slow.sees("Tautan").text
    assert people(own_office) == []


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def raced_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "postgresql":
        yield str(request.getfixturevalue("postgres_tables_url"))
    else:
        yield f"sqlite:///{tmp_path}/race.db"


def test_b32_two_people_with_one_token_in_the_same_second(raced_url: str) -> None:
    """Two processes of the bot, a person at each: one comes in, the other is told; ten times over."""
    with FrontDesk(raced_url) as one, FrontDesk(raced_url) as other:
        office = one.office()
        for turn in range(10):
            first, second = 1000 + turn, 2000 + turn
            token = one.token(office)
            for user in (first, second):
                one.message(user, f"/start {token}")
                one.works()
            invitation = one.rows(select(Invitation.id).order_by(Invitation.id.desc()))[0]
            for user in (first, second):
                one.press(user, f"join:yes:{invitation}")
                one.works()
            for user in (first, second):
                one.press(user, "form:pick:name:known")
            at_once(one.works, other.works)

            joined = one.rows(select(Person.telegram_id).where(Person.telegram_id.in_((first, second))))
            (loser,) = {first, second} - set(joined)
            assert len(joined) == 1
            assert WRONG_TOKEN in one.said(loser)[-1]
        assert set(one.states()) == {Waiting.DONE}


def at_once(*acts: Callable[[], object]) -> None:
    ready, troubles = threading.Barrier(len(acts)), []

    def do(act: Callable[[], object]) -> None:
        ready.wait()
        try:
            act()
        except BaseException as trouble:
            troubles.append(trouble)

    threads = [threading.Thread(target=do, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []


def test_b32_two_phones_with_one_token(office: Office) -> None:
    link = office.link(Post.DELEGASI, "Kelurahan A", "Siti Aminah")
    phones = [office.phone("Siti"), office.phone("Orang lain")]
    for phone in phones:
        phone.opens(link)
        phone.taps("Ya, ini saya")
        phone.sees("Siapa nama lengkap")

    at_once(*[lambda phone=phone: phone.taps("Pakai") for phone in phones])
    for phone in phones:
        phone.waits_for(told)

    assert sorted("Selamat bergabung" in phone.screen or in_chat(phone) for phone in phones) == [False, True]
    assert people(office) == ["Siti Aminah"]


def told(phone: Phone) -> bool:
    return in_chat(phone) or any("Tautan ini tidak berlaku" in message.text for message in phone.from_bot)


def in_chat(phone: Phone) -> bool:
    return any("Selamat bergabung" in message.text for message in phone.from_bot)


def test_b34_the_same_update_twice_is_one(office: Office) -> None:
    siti = office.phone("Siti")
    siti.opens(office.link(Post.DELEGASI, "Kelurahan A", "Siti Aminah"))
    siti.taps("Ya, ini saya")
    siti.taps("Pakai")
    siti.sees("Selamat bergabung")
    homes = select(func.count(Outbox.id)).where(Outbox.chat_id == siti.id, Outbox.kind == Said.HOME)
    before = office.read(homes)

    for _ in range(3):
        office.bureau.telegram.control.delivers_again()
    office.bureau.telegram.control.waits_until_taken()
    siti.sends("/start")
    siti.waits_for(lambda eyes: eyes.messages[-1].by_bot)

    assert people(office) == ["Siti Aminah"]
    assert office.read(homes) == [before[0] + 1]
    assert office.read(select(Chat.person_id).where(Chat.id == siti.id)) != [None]
