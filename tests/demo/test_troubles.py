"""Bad days on demand, and how often a bot may speak."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from demo.phone import Phone, Telegram
from demo.server import Clock
from demo.server.limits import Pace
from demo.server.refusals import Refusal
from tests.demo.conftest import Bot

pytestmark = pytest.mark.quick


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        ("429", "Too Many Requests: retry after 3"),
        ("500", "Internal Server Error"),
        ("502", "Bad Gateway"),
    ],
)
def test_next_calls_are_refused_and_then_all_is_well(
    bot: Bot, budi: Phone, telegram: Telegram, trouble: str, words: str
) -> None:
    telegram.control.fault("sendMessage", trouble, times=2, retry_after=3)

    assert bot.refused("sendMessage", chat_id=11, text="Halo") == (int(trouble), words)
    assert bot.refused("sendMessage", chat_id=11, text="Halo") == (int(trouble), words)
    assert bot.says(11, "Halo")
    assert len(budi.from_bot) == 1


def test_too_many_says_how_long_to_wait(bot: Bot, budi: Phone, telegram: Telegram) -> None:
    telegram.control.fault("*", "429", retry_after=7)

    assert bot.call("sendMessage", chat_id=11, text="Halo")["parameters"] == {"retry_after": 7}


def test_fault_of_one_chat_spares_the_others(bot: Bot, budi: Phone, telegram: Telegram) -> None:
    telegram.phone(12, "Sari").sends("/start")
    telegram.control.fault("sendMessage", "500", chat_id=11)

    assert bot.says(12)
    assert bot.refused("sendMessage", chat_id=11, text="Halo")[0] == 500


def test_reset_does_nothing(bot: Bot, budi: Phone, telegram: Telegram) -> None:
    telegram.control.fault("sendMessage", "reset")

    with pytest.raises(httpx.TransportError):
        bot.says(11, "Halo")

    assert budi.from_bot == []


def test_lost_answer_has_done_the_work(bot: Bot, budi: Phone, telegram: Telegram) -> None:
    telegram.control.fault("sendMessage", "lost")

    with pytest.raises(httpx.TransportError):
        bot.says(11, "Halo")

    assert budi.screen == "Halo"


def test_half_an_answer_has_done_the_work(bot: Bot, budi: Phone, telegram: Telegram) -> None:
    telegram.control.fault("sendMessage", "half")

    with pytest.raises(httpx.TransportError):
        bot.says(11, "Halo")

    assert budi.screen == "Halo"


def test_garbage_is_no_json_and_does_nothing(bot: Bot, budi: Phone, telegram: Telegram) -> None:
    telegram.control.fault("sendMessage", "garbage")

    answer = bot.http.post(f"{bot.url}/bot700000:AA-test/sendMessage", json={"chat_id": 11, "text": "Halo"})

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert budi.from_bot == []


def test_hanging_call_holds_nobody_else(bot: Bot, budi: Phone, telegram: Telegram) -> None:
    telegram.control.fault("sendMessage", "hang")

    with pytest.raises(httpx.ReadTimeout):
        bot.http.post(f"{bot.url}/bot700000:AA-test/sendMessage", json={"chat_id": 11}, timeout=0.1)

    bot.says(11, "Halo")
    assert [message.text for message in budi.from_bot] == ["Halo"]


def test_faults_can_be_taken_back(bot: Bot, budi: Phone, telegram: Telegram) -> None:
    telegram.control.fault("sendMessage", "500", times=100)
    telegram.control.heal()

    assert bot.says(11)


def test_pace_is_off_unless_asked_for(bot: Bot, budi: Phone, telegram: Telegram) -> None:
    for number in range(40):
        bot.says(11, f"Pesan {number}")

    telegram.control.pace(on=True)
    codes = [
        bot.call("sendMessage", chat_id=11, text=f"Lagi {number}").get("error_code") for number in range(20)
    ]

    assert codes[0] is None
    assert codes[-1] == 429


def spoken(pace: Pace, chat_ids: list[int]) -> list[int | None]:
    """For each message the wait that was asked for, or None."""
    waits: list[int | None] = []
    for chat_id in chat_ids:
        try:
            pace.check(chat_id)
            waits.append(None)
        except Refusal as refusal:
            waits.append(refusal.retry_after)
    return waits


def test_one_chat_gets_a_short_burst_and_then_one_a_second() -> None:
    time = [0.0]
    pace = Pace(on=True, now=lambda: time[0])

    assert spoken(pace, [11] * 6) == [None] * 5 + [1]
    time[0] = 1.0
    assert spoken(pace, [11] * 2) == [None, 1]


def test_all_chats_together_get_thirty_a_second() -> None:
    time = [0.0]
    pace = Pace(on=True, now=lambda: time[0])

    assert spoken(pace, list(range(1, 32))) == [None] * 30 + [1]
    time[0] = 1.0
    assert spoken(pace, list(range(1, 32))) == [None] * 30 + [1]


def test_group_gets_twenty_a_minute() -> None:
    time = [0.0]
    pace = Pace(on=True, now=lambda: time[0])

    assert spoken(pace, [-1] * 21) == [None] * 20 + [3]
    time[0] = 60.0
    assert spoken(pace, [-1] * 21) == [None] * 20 + [3]


def test_refused_message_takes_no_token() -> None:
    time = [0.0]
    pace = Pace(on=True, now=lambda: time[0])
    spoken(pace, [11] * 50)

    time[0] = 1.0

    assert spoken(pace, [11]) == [None]


def test_album_comes_whole_or_not_at_all(bot: Bot, budi: Phone, telegram: Telegram) -> None:
    file = bot.ask("sendDocument", chat_id=11, files={"document": ("a.txt", b"a")})["document"]["file_id"]
    telegram.control.pace(on=True)
    media = [{"type": "document", "media": file}] * 6

    assert len(bot.ask("sendMediaGroup", chat_id=11, media=media)) == 6
    assert bot.call("sendMediaGroup", chat_id=11, media=media)["error_code"] == 429
    assert len(budi.documents) == 7


def test_turned_clock_is_kept_in_its_file(tmp_path: Path) -> None:
    clock = Clock(file=tmp_path / "clock")
    assert (tmp_path / "clock").read_text() == "0.0"

    clock.turn(timedelta(days=1))

    assert (tmp_path / "clock").read_text() == "86400.0"
    assert Clock(file=tmp_path / "clock").offset == timedelta(days=1)


def test_messages_carry_the_turned_time(bot: Bot, budi: Phone, telegram: Telegram) -> None:
    telegram.control.sets_clock(datetime(2027, 1, 20, 1, 0, tzinfo=UTC))

    bot.says(11, "Selamat pagi")

    assert budi.from_bot[0].date.date() == date(2027, 1, 20)
    assert budi.now.date() == date(2027, 1, 20)
