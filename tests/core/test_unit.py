"""The unit of work: all or nothing, on both databases."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from structlog.testing import capture_logs

from handlers.talk.buttons import Press
from handlers.talk.context import Ctx
from handlers.talk.who import ANYBODY, JOINED
from models.chat import Chat, Once, Outbox, Remembered
from models.enums import Waiting
from models.log import LogHead
from models.people import Guess, Invitation, Kecamatan, Person
from models.posts import Post
from models.unit import Database, Unit
from sop.core.refused import Refused
from tests.core.desk import START, FrontDesk
from tests.core.in_parallel import in_parallel
from texts import plain


def test_what_was_done_before_a_refusal_is_undone_and_its_reply_is_kept(desk: FrontDesk) -> None:
    def spoils(ctx: Ctx) -> None:
        ctx.unit.add(Remembered(name="half", value={}))
        ctx.tell("half a sentence")
        raise Refused("common.old_button")

    desk.person(desk.office(), 11, Post.JFU)
    desk.hears_first(Press("test:spoil", spoils, JOINED))
    desk.press(11, "test:spoil")

    (answer,) = desk.works()

    assert answer.parameters["text"] == "Tombol itu sudah tidak berlaku. Ini layar yang terbaru."
    assert desk.rows(select(Remembered)) == []
    assert [said for said in desk.said(11) if "half" in said] == []
    assert "⚠️ Tombol itu sudah tidak berlaku." in desk.said(11)[-1]
    assert desk.states() == [Waiting.DONE]


def test_wrong_tokens_are_counted_although_they_are_refused(desk: FrontDesk) -> None:
    for _ in range(6):
        desk.message(12, "/start a-token-that-opens-nothing")
        desk.works()

    assert desk.rows(select(func.count(Guess.id))) == [5]
    assert desk.said(12)[-1].startswith("Terlalu banyak tautan yang tidak berlaku.")


def test_who_tries_five_codes_has_to_wait_and_the_admins_hear_of_it_once(desk: FrontDesk) -> None:
    desk.person(desk.office(), 70, Post.ADMIN)
    with capture_logs() as logs:
        for guesser in (13, 14):
            for number in range(7):
                desk.message(guesser, f"/start {'a-token-of-nobody' if number % 2 else 'a-code'}{number}")
                desk.works()

    assert desk.said(14)[-2:] == [plain("start.too_many_guesses")] * 2
    assert desk.rows(select(func.count(Guess.id))) == [10]
    assert [said for said in desk.said(70) if "5 tautan atau kode" in said] == desk.said(70)[-1:]
    assert [entry["within_the_hour"] for entry in logs if entry["event"] == "opened nothing"] == [
        *range(1, 6),
        *range(1, 6),
    ]

    desk.later(minutes=61)
    desk.message(14, "/start another-token-of-nobody")
    desk.works()

    assert desk.said(14)[-1].startswith("Tautan ini tidak berlaku")


def test_data_and_tokens_that_no_database_can_write_down_are_answered(desk: FrontDesk) -> None:
    desk.person(desk.office(), 71, Post.JFU)
    desk.press(71, "menu:show\0")
    desk.press(71, "s2:one:\ud83d", message_id=2)
    desk.message(71, "/start \ud83d\0", message_id=3)

    answers = desk.works()

    assert [answer.parameters["text"] for answer in answers] == [plain("common.old_button")] * 2
    assert plain("start.unknown_code") in desk.said(71)[-1]
    assert desk.states() == [Waiting.DONE] * 3


def test_one_of_sixteen_that_fails_takes_nothing_with_it(desk: FrontDesk) -> None:
    def stores(ctx: Ctx, number: int) -> None:
        ctx.unit.add(Remembered(name=f"n{number}", value={}))
        if number == 8:
            raise ZeroDivisionError

    desk.hears_first(Press("test:store", stores, ANYBODY))
    for number in range(16):
        desk.press(100 + number, f"test:store:{number}")

    desk.works()

    stored = desk.rows(select(Remembered.name))
    assert sorted(stored) == sorted(f"n{number}" for number in range(16) if number != 8)
    assert desk.states().count(Waiting.WAITING) == 1


def test_a_key_is_stored_once(database: Database) -> None:
    with database.unit(START) as unit:
        firsts = [unit.once("pulse"), unit.once("pulse")]
    with database.unit(START) as unit:
        again = unit.once("pulse")

    assert (firsts, again) == ([True, False], False)


def test_a_row_inserted_once_gets_the_defaults_of_its_columns(database: Database) -> None:
    with database.unit(START) as unit:
        inserted = [unit.insert_once(Kecamatan(name="Bogor Utara")) for _ in range(2)]
    with database.unit(START) as unit:
        (made,) = unit.all(select(Kecamatan))

    assert inserted == [True, False]
    assert (made.office, made.closures) == ({}, [])


def test_twenty_people_name_one_key_and_one_was_first(database: Database) -> None:
    firsts = in_parallel(20, lambda _number: name_it(database))

    assert sorted(firsts) == [False] * 19 + [True]


def name_it(database: Database) -> bool:
    with database.unit(START) as unit:
        return unit.once("the same key")


def test_no_increment_of_a_versioned_row_is_lost(database: Database) -> None:
    with database.unit(START) as unit:
        unit.add(Kecamatan(name="Uji", office={}, closures=[]))
        unit.add(
            Invitation(
                kecamatan_id=1, token_hash="0", post=Post.JFU, created_at=START, expires_at=START, used_by=0
            )
        )

    each = 20 if database.is_sqlite else 190

    def increments(_worker: int) -> int:
        lost = 0
        for _ in range(each):
            while not increment(database):
                lost += 1
        return lost

    in_parallel(5, increments)

    with database.unit(START) as unit:
        row = unit.session.get_one(Invitation, 1)
        assert (row.used_by, row.version) == (5 * each, 5 * each + 1)


def increment(database: Database) -> bool:
    try:
        with database.unit(START) as unit:
            row = unit.session.get_one(Invitation, 1)
            row.used_by = (row.used_by or 0) + 1
    except StaleDataError:
        return False
    return True


def test_who_loses_the_race_looks_again_and_is_told(desks: Callable[[], FrontDesk]) -> None:
    """Between the reading and the storing of a press, another process uses the same invitation."""
    desk, other = desks(), desks()
    office = desk.office()
    token = desk.token(office)
    desk.message(21, f"/start {token}")
    desk.works()
    (invitation,) = desk.rows(select(Invitation.id))
    desk.press(21, f"join:yes:{invitation}")
    desk.works()
    raced = []

    def meddles(ctx: Ctx, key: str, value: str) -> None:
        ctx.unit.session.get_one(Invitation, invitation)
        if not raced and not desk.database.is_sqlite:  # SQLite has one writer: nobody comes in between
            raced.append(True)
            with other.unit() as unit:
                taken = unit.session.get_one(Invitation, invitation)
                taken.used_at, taken.used_by = START, 99

    desk.application.add_handler(Press("form:pick", meddles, ANYBODY), group=-1)
    desk.press(21, "form:pick:name:known")
    desk.works()

    if desk.database.is_sqlite:
        assert "Selamat bergabung" in desk.said(21)[-1]
        return
    assert desk.said(21)[-1].startswith("⚠️ Tautan ini tidak berlaku")
    assert desk.rows(select(Person)) == []
    assert set(desk.states()) == {Waiting.DONE}


def test_a_unit_on_a_connection_without_a_transaction_is_refused(database: Database) -> None:
    with (
        database.engine.connect() as connection,
        pytest.raises(RuntimeError, match="a transaction that has begun"),
        database.part(connection, START),
    ):
        pass


def test_an_exception_leaves_no_row_of_its_unit(database: Database) -> None:
    def fails() -> None:
        with database.unit(START) as unit:
            unit.once("lost with the rest")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()

    with database.unit(START) as unit:
        assert unit.all(select(Once)) == []


def test_foreign_keys_hold(database: Database) -> None:
    with pytest.raises(IntegrityError), database.unit(START) as unit:
        unit.add(LogHead(id=77, kecamatan_id=77))


@pytest.mark.quick
def test_sqlite_keeps_what_it_was_given_over_a_power_cut(file_desk: FrontDesk) -> None:
    with file_desk.database.transaction() as connection:
        said = [connection.execute(text(f"PRAGMA {name}")).scalar() for name in PRAGMAS]

    assert said == ["wal", 2, 1, 10_000]  # synchronous 2 is FULL


PRAGMAS = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")


def test_the_number_of_a_deleted_message_is_never_given_again(desk: FrontDesk) -> None:
    """A result that comes late would be noted on another message."""
    desk.person(desk.office(), 31)
    with desk.unit() as unit:
        unit.show(unit.session.get_one(Chat, 31), "one", ())
        first = unit.first(select(func.max(Outbox.id)))
        unit.show(unit.session.get_one(Chat, 31), "two", ())
        second = unit.first(select(func.max(Outbox.id)))

    assert desk.said(31) == ["two"]
    assert second == first + 1


def test_duty_that_loses_a_race_is_taken_back_alone(database: Database) -> None:
    def loses(unit: Unit, key: str) -> int:
        unit.once("of the duty")
        unit.add(Once(key=key, at=unit.now))
        return 1

    with database.unit(START) as unit:
        unit.once("before")
        done = [unit.tries(loses, "before"), unit.tries(Unit.once, "after")]
        failed = unit.failed

    assert (done, failed) == ([0, True], ["loses"])
    with database.unit(START) as unit:
        assert unit.all(select(Once.key).order_by(Once.id)) == ["before", "after"]


def test_database_that_is_away_is_no_fault_of_a_duty(database: Database) -> None:
    def meets_a_lock(unit: Unit) -> int:
        raise OperationalError("UPDATE", None, OSError("locked"))

    def sweeps() -> None:
        with database.unit(START) as unit:
            unit.once("before")
            unit.tries(meets_a_lock)

    with pytest.raises(OperationalError):
        sweeps()

    with database.unit(START) as unit:
        assert unit.all(select(Once.key)) == []
