"""From the stored update to its effects: once, in order, and whatever comes."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError
from telegram.ext import CallbackQueryHandler, ConversationHandler, filters

from bot.incoming.claims import in_turn
from bot.incoming.inbox import store
from handlers.talk.buttons import Press, Typed
from handlers.talk.context import Ctx
from handlers.talk.conversation import Conversation, _Memory
from handlers.talk.who import ANYBODY
from models.chat import Chat, Inbox, Outbox
from models.enums import Waiting
from models.posts import Post
from tests.core.desk import ME, FrontDesk, settled


def test_b34_an_update_that_comes_twice_is_handled_once(desk: FrontDesk) -> None:
    desk.person(desk.office(), 11, Post.JFU)
    counts = counting(desk, "test:count")
    number = desk.press(11, "test:count")
    desk.works()
    (body,) = desk.rows(select(Inbox.body).where(Inbox.update_id == number))

    store(desk.database, desk.now, [body, body])
    desk.works()

    assert counts == [1]
    assert desk.rows(select(func.count(Inbox.id))) == [1]


def counting(desk: FrontDesk, word: str) -> list[int]:
    """How often a button did something."""
    counts = [0]

    def count(ctx: Ctx) -> None:
        counts[0] += 1
        ctx.show("Sudah.")

    desk.hears_first(Press(word, count, ANYBODY))
    return counts


def test_what_was_stored_before_the_process_died_is_handled_by_the_next(
    desks: Callable[[], FrontDesk],
) -> None:
    first = desks()
    first.message(12, "halo")
    second = desks()

    second.works()

    assert second.states() == [Waiting.DONE]
    assert second.said(12)[0].startswith("Bapak/Ibu belum terdaftar.")


def test_updates_of_a_chat_are_handled_as_they_came_whatever_their_numbers(desk: FrontDesk) -> None:
    heard: list[str] = []
    desk.hears_first(Typed(filters.TEXT, lambda ctx: heard.append(ctx.typed)))
    for number, words in ((777, "satu"), (42, "dua"), (500, "tiga")):
        desk.message(13, words, update_id=number)

    desk.works()

    assert heard == ["satu", "dua", "tiga"]


def test_a_bug_is_tried_three_times_then_parked_and_told(desk: FrontDesk) -> None:
    office = desk.office()
    desk.person(office, 14, Post.DELEGASI)
    desk.person(office, 15, Post.ADMIN)
    tries = broken(desk, "test:bug")
    number = desk.press(14, "test:bug")
    desk.message(14, "sesudahnya")

    for _ in range(4):
        desk.works()
        desk.later(seconds=3)

    (parked,) = desk.rows(select(Inbox).where(Inbox.update_id == number))
    assert tries == [3]
    assert (parked.state, parked.attempts, parked.error) == (Waiting.PARKED, 3, "ZeroDivisionError")
    assert f"sebutkan kode gangguan U-{parked.id} kepada admin" in desk.said(14)[0]
    assert f"Kode gangguan: U-{parked.id}." in desk.said(15)[-1]
    assert desk.states() == [Waiting.PARKED, Waiting.DONE]


def broken(desk: FrontDesk, word: str) -> list[int]:
    tries = [0]

    def breaks(_ctx: Ctx) -> None:
        tries[0] += 1
        raise ZeroDivisionError

    desk.hears_first(Press(word, breaks, ANYBODY))
    return tries


def test_while_one_chat_waits_for_another_try_everybody_else_is_served(desk: FrontDesk) -> None:
    broken(desk, "test:bug")
    desk.press(16, "test:bug")
    for _ in range(100):
        desk.message(16, "menunggu di belakang")
    desk.message(17, "halo")

    desk.works()

    assert len(desk.said(17)) == 1
    assert desk.states().count(Waiting.WAITING) == 101


def test_a_clock_that_goes_back_holds_no_fresh_update(desk: FrontDesk) -> None:
    desk.message(18, "halo")
    desk.later(hours=-1)

    desk.works()

    assert desk.states() == [Waiting.DONE]


def test_a_clock_that_goes_back_holds_no_second_try(desk: FrontDesk) -> None:
    tries = broken(desk, "test:back_later")
    desk.press(18, "test:back_later")
    desk.works()
    desk.later(hours=-1)

    desk.works()

    assert tries == [2]


@pytest.mark.parametrize(
    "away",
    [OSError("the disk is away"), OperationalError("select 1", {}, sqlite3.OperationalError("locked"))],
    ids=["OSError", "OperationalError"],
)
def test_what_is_not_the_fault_of_an_update_is_never_counted(desk: FrontDesk, away: Exception) -> None:
    trouble = [away] * 10

    def stumbles(ctx: Ctx) -> None:
        if trouble:
            raise trouble.pop()
        ctx.show("Sudah.")

    desk.hears_first(Press("test:away", stumbles, ANYBODY))
    desk.press(19, "test:away")
    for _ in range(10):
        with pytest.raises(type(away)):
            desk.worker.handle_next()

    desk.works()

    assert desk.said(19) == ["Sudah."]
    assert desk.rows(select(Inbox.attempts)) == [0]


@pytest.mark.parametrize("how", ["sends", "waits", "creates a task"])
def test_a_handler_that_leaves_its_unit_fails_loudly(file_desk: FrontDesk, how: str) -> None:
    async def strays(update: Any, ctx: Ctx) -> None:
        if how == "sends":
            await ctx.bot.send_message(20, "past the outbox")
        elif how == "waits":
            await asyncio.sleep(0)
        else:
            ctx.application.create_task(asyncio.sleep(0))

    file_desk.hears_first(CallbackQueryHandler(strays, pattern="^test:stray$"))
    file_desk.press(20, "test:stray")
    for _ in range(3):
        file_desk.works()
        file_desk.later(seconds=3)

    assert file_desk.states() == [Waiting.PARKED]
    assert "gangguan" in file_desk.said(20)[0]


def test_the_private_names_of_ptb_that_conversations_stand_on_are_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Pinned; when PTB is raised and this fails, read its ConversationHandler again."""
    monkeypatch.setattr("handlers.talk.conversation.TALKS", {})  # this one is nobody's
    theirs = ConversationHandler(entry_points=[], states={}, fallbacks=[], per_user=False)
    ours = Conversation("guard", entry_points=[], states={}, redraw=lambda _ctx: None)

    assert isinstance(theirs._conversations, dict)
    assert isinstance(theirs._timeout_jobs_lock, asyncio.Lock)
    assert isinstance(ours._conversations, _Memory)


def test_a_flood_is_answered_once(url: str) -> None:
    with FrontDesk(url, user_rate=20) as desk:
        desk.person(desk.office(), 21, Post.JFU)
        for _ in range(100):
            desk.message(21, "banjir")
        desk.works()
        told = [said for said in desk.said(21) if "Terlalu banyak pesan sekaligus" in said]
        desk.later(seconds=11)
        desk.message(21, "tenang")
        desk.works()

        assert len(told) == 1
        assert len(desk.said(21)) <= 5
        assert desk.chat(21).flood_count == 1
        assert set(desk.states()) == {Waiting.DONE}
        assert [len(body) for body in desk.rows(select(Inbox.body).order_by(Inbox.id))] == [
            *[2] * 20,
            *[1] * 80,
            2,
        ]


def test_who_sends_most_keeps_nobody_waiting(url: str) -> None:
    with FrontDesk(url, user_rate=20) as desk:
        office = desk.office()
        for user in (21, 22):
            desk.person(office, user, Post.JFU)
        for _ in range(100):
            desk.message(21, "banjir")
        desk.message(22, "/status")

        desk.worker.handle_next()
        desk.worker.handle_next()

        assert len(desk.said(22)) == 1
        desk.works()
        assert set(desk.states()) == {Waiting.DONE}


def test_however_many_send_a_lot_nobody_else_waits_for_them(url: str) -> None:
    with FrontDesk(url, user_rate=1000) as desk:
        office = desk.office()
        for user in range(21, 32):
            desk.person(office, user, Post.JFU)
        for at in range(60):
            desk.message(21 + at % 6, "banjir")
        desk.message(31, "/status")

        for _ in range(7):
            desk.worker.handle_next()

        assert len(desk.said(31)) == 1
        desk.works()
        assert set(desk.states()) == {Waiting.DONE}


@pytest.mark.quick
def test_each_chats_first_comes_before_anybodys_second() -> None:
    queue = [*((row, 7) for row in range(1, 5)), (5, 8), (6, 8), (7, 9)]

    assert in_turn(queue) == [7, 5, 1, 6, 2, 3, 4]


def test_what_waited_while_the_bot_was_down_was_not_sent_all_at_once(url: str) -> None:
    with FrontDesk(url, user_rate=20) as desk:
        desk.person(desk.office(), 24, Post.JFU)
        counts = counting(desk, "test:waited")
        began = int(desk.now.timestamp())
        waited = [desk.makes_message(24, f"pesan {at}", date=began + 20 * at) for at in range(30)]
        pressed = [desk.makes_press(24, "test:waited", message_id=at + 1) for at in range(30)]
        flood = [desk.makes_message(24, "banjir", date=began + 605) for _ in range(40)]
        desk.later(minutes=20)
        batch = [*(body for pair in zip(pressed, waited, strict=True) for body in pair), *flood]
        batch = [body | {"update_id": 900_500_000 + at} for at, body in enumerate(batch)]
        store(desk.database, desk.now, batch[:70])
        store(desk.database, desk.now, batch[70:])
        desk.works()

        assert counts == [30]
        told = [said for said in desk.said(24) if "Terlalu banyak pesan sekaligus" in said]
        assert len(told) == 1
        assert desk.chat(24).flood_count == 40
        assert set(desk.states()) == {Waiting.DONE}


def test_a_flood_of_a_stranger_is_counted_although_each_is_refused(url: str) -> None:
    with FrontDesk(url, user_rate=20) as desk:
        for _ in range(30):
            desk.message(22, "siapa ini?")
        desk.works()

        assert desk.chat(22).flood_count == 30
        assert len(desk.said(22)) == 2


def test_a_second_tap_before_the_first_was_handled_is_answered_empty(desk: FrontDesk) -> None:
    desk.person(desk.office(), 23, Post.JFU)
    counts = counting(desk, "test:once")
    for _ in range(5):
        desk.press(23, "test:once")

    answers = desk.works()

    assert counts == [1]
    assert [answer.parameters.get("text") for answer in answers] == [None] * 5


def test_the_same_button_pressed_after_the_answer_counts_again(desk: FrontDesk) -> None:
    counts = counting(desk, "test:again")
    for _ in range(2):
        desk.press(24, "test:again")
        desk.works()
        desk.later(seconds=1)

    assert counts == [2]


def test_the_same_button_pressed_after_the_clock_was_turned_back_counts_again(desk: FrontDesk) -> None:
    counts = counting(desk, "test:back")
    desk.press(25, "test:back")
    desk.works()
    desk.later(hours=-1)
    desk.press(25, "test:back")
    desk.works()

    assert counts == [2]


GROUP = {"id": -100, "type": "supergroup", "title": "Warga"}
SOMEBODY = {"id": 31, "is_bot": False, "first_name": "Warga"}
MINIMAL = {"message_id": 5, "date": 1, "chat": {"id": 31, "type": "private"}, "from": SOMEBODY}
MEMBER = {"status": "member", "user": {"id": 4242, "is_bot": True, "first_name": "Bot"}}
KICKED = {"status": "kicked", "user": {"id": 4242, "is_bot": True, "first_name": "Bot"}, "until_date": 0}
CHANGE = {"chat": GROUP, "from": SOMEBODY, "date": 1, "old_chat_member": MEMBER, "new_chat_member": KICKED}
QUERY = {"id": "1", "from": SOMEBODY, "chat_instance": "1"}

#: Every kind of update of Bot API 10.1, as small as it may be or smaller.
KINDS: dict[str, Any] = {
    "message": MINIMAL,
    "edited_message": {**MINIMAL, "edit_date": 2, "text": "lain"},
    "channel_post": {**MINIMAL, "chat": {"id": -5, "type": "channel"}},
    "edited_channel_post": {**MINIMAL, "chat": {"id": -5, "type": "channel"}},
    "business_connection": {"id": "1", "user": SOMEBODY, "user_chat_id": 31, "date": 1, "is_enabled": True},
    "business_message": MINIMAL,
    "edited_business_message": MINIMAL,
    "deleted_business_messages": {"business_connection_id": "1", "chat": GROUP, "message_ids": [1]},
    "message_reaction": {
        "chat": GROUP,
        "message_id": 1,
        "user": SOMEBODY,
        "date": 1,
        "old_reaction": [],
        "new_reaction": [],
    },
    "message_reaction_count": {"chat": GROUP, "message_id": 1, "date": 1, "reactions": []},
    "inline_query": {"id": "1", "from": SOMEBODY, "query": "", "offset": ""},
    "chosen_inline_result": {"result_id": "1", "from": SOMEBODY, "query": ""},
    "callback_query": QUERY,
    "shipping_query": {"id": "1", "from": SOMEBODY, "invoice_payload": "x", "shipping_address": {}},
    "pre_checkout_query": {
        "id": "1",
        "from": SOMEBODY,
        "currency": "IDR",
        "total_amount": 1,
        "invoice_payload": "x",
    },
    "purchased_paid_media": {"from": SOMEBODY, "paid_media_payload": "x"},
    "poll": {"id": "1", "question": "?", "options": []},
    "poll_answer": {"poll_id": "1", "option_ids": [0], "user": SOMEBODY},
    "my_chat_member": CHANGE,
    "chat_member": CHANGE,
    "chat_join_request": {"chat": GROUP, "from": SOMEBODY, "user_chat_id": 31, "date": 1},
    "chat_boost": {"chat": GROUP, "boost": {}},
    "removed_chat_boost": {"chat": GROUP, "boost_id": "1", "remove_date": 1, "source": {}},
    "something_new": {"id": 1},
}


@pytest.mark.parametrize("kind", KINDS)
def test_no_kind_of_update_stops_the_bot(file_desk: FrontDesk, kind: str) -> None:
    file_desk.update({kind: KINDS[kind]})
    file_desk.update({kind: {}})
    file_desk.message(32, "halo")

    settled(file_desk)

    assert Waiting.WAITING not in file_desk.states()
    assert file_desk.said(32)[0].startswith("Bapak/Ibu belum terdaftar.")


def test_a_press_without_a_message_is_answered(file_desk: FrontDesk) -> None:
    file_desk.update({"callback_query": {**QUERY, "inline_message_id": "x", "data": "menu:show"}})

    (answer,) = file_desk.works()

    assert answer.parameters["text"] == (
        "Saya hanya melayani percakapan pribadi. Silakan buka percakapan dengan saya, lalu tekan Mulai."
    )


def test_a_group_is_told_once_that_the_bot_is_for_private_chats(file_desk: FrontDesk) -> None:
    for _ in range(3):
        file_desk.update({"message": {**MINIMAL, "chat": GROUP, "text": "/start"}})
    file_desk.works()

    assert file_desk.said(-100) == [
        "Saya hanya melayani percakapan pribadi. Silakan buka percakapan dengan saya, lalu tekan Mulai."
    ]
    assert file_desk.rows(select(Chat)) == []


def test_a_group_that_takes_the_bot_in_or_moves_hears_nothing_and_nobody_is_noted(
    file_desk: FrontDesk,
) -> None:
    """Who takes it in need not be of the office; what is edited, posted or pinned there is nobody's act."""
    bot = {"status": "member", "user": ME}
    moved = {"message_id": 6, "date": 1, "chat": GROUP, "migrate_from_chat_id": -99}
    for update in (
        {"my_chat_member": {"chat": GROUP, "from": SOMEBODY, "date": 1, "new_chat_member": bot}},
        {"edited_message": {**MINIMAL, "chat": GROUP, "edit_date": 2, "text": "/start"}},
        {"edited_channel_post": {**moved, "edit_date": 2, "text": "/start"}},
        {"message": moved},
    ):
        file_desk.update(update)
    file_desk.works()

    assert file_desk.rows(select(func.count(Outbox.id))) == [0]
    assert file_desk.rows(select(Chat)) == []
    assert set(file_desk.states()) == {Waiting.DONE}


def test_other_bots_and_channels_get_no_answer(file_desk: FrontDesk) -> None:
    bot = {"id": 33, "is_bot": True, "first_name": "Bot lain"}
    file_desk.update({"message": {**MINIMAL, "from": bot, "text": "halo"}})
    file_desk.update({"channel_post": {"message_id": 1, "date": 1, "chat": {"id": -5, "type": "channel"}}})
    file_desk.works()

    assert file_desk.rows(select(func.count(Outbox.id))) == [0]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=8,
)


@st.composite
def bent(draw: st.DrawFn) -> dict[str, Any]:
    """An update with a field missing, or another thing in its place."""
    kind = draw(st.sampled_from(sorted(KINDS)))
    body = {**KINDS[kind], **draw(st.fixed_dictionaries({}, optional={"text": JSON, "data": JSON}))}
    if body:
        field = draw(st.sampled_from(sorted(body)))
        if draw(st.booleans()):
            body = {name: value for name, value in body.items() if name != field}
        else:
            body[field] = draw(JSON)
    return {kind: body}


@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(body=bent())
def test_no_bent_update_stops_the_bot(file_desk: FrontDesk, body: dict[str, Any]) -> None:
    file_desk.update(body)

    settled(file_desk)

    assert Waiting.WAITING not in file_desk.states()


def test_an_update_without_a_number_is_passed_over(file_desk: FrontDesk) -> None:
    store(file_desk.database, file_desk.now, [{"message": MINIMAL}, {"update_id": "x", "message": MINIMAL}])

    assert file_desk.states() == []


def test_a_press_of_a_card_adopts_it_as_home_when_it_is_newer(desk: FrontDesk) -> None:
    """Sent, but the process died before it could note so: the copy that was pressed is the one people see."""
    desk.person(desk.office(), 41, Post.JFU)
    with desk.unit() as unit:
        unit.session.get_one(Chat, 41).home_message_id = 50
    desk.press(41, "menu:show", message_id=60)
    desk.works()

    assert desk.chat(41).home_message_id == 60
    assert desk.rows(select(Outbox.message_id).where(Outbox.kind == "delete")) == [50]


def test_a_press_of_an_older_copy_deletes_that_copy(desk: FrontDesk) -> None:
    desk.person(desk.office(), 42, Post.JFU)
    with desk.unit() as unit:
        unit.session.get_one(Chat, 42).home_message_id = 50
    desk.press(42, "menu:show", message_id=40)
    desk.works()

    assert desk.chat(42).home_message_id == 50
    assert desk.rows(select(Outbox.message_id).where(Outbox.kind == "delete")) == [40]


def test_a_press_of_a_notice_leaves_the_home_where_it_is(desk: FrontDesk) -> None:
    desk.person(desk.office(), 43, Post.JFU)
    with desk.unit() as unit:
        unit.session.get_one(Chat, 43).home_message_id = 50
    desk.press(43, "!menu:show", message_id=60)
    desk.works()

    assert (desk.chat(43).home_message_id, desk.chat(43).newest_message_id) == (50, 60)


def test_screens_that_wait_are_folded_into_the_newest(desk: FrontDesk) -> None:
    desk.person(desk.office(), 44, Post.JFU)
    for at in range(5):
        desk.message(44, "/start", message_id=100 + at)
    desk.works()

    assert desk.rows(select(func.count(Outbox.id)).where(Outbox.kind == "home")) == [1]
