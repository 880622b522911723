"""Two processes over one PostgreSQL: a chat is handled by one of them, one keeps time, any may die."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.incoming.claims import claimed
from bot.migrating import migrate
from bot.thread import PASSING
from models.chat import Inbox
from models.database import MIGRATION_LOCK
from models.enums import Waiting
from models.posts import Post
from models.unit import Database
from tests.core.desk import FrontDesk
from tests.running.held_chats import held_by_somebody
from tests.support.several import Several
from tests.torture.cluster import play
from tests.torture.judge import repeated

pytestmark = pytest.mark.postgres

#: The lock of who stands still is taken after 6 s, what it has locked in the database is freed after 10; each
#: of two waits may stand behind the other, and a full machine is no fault.
LONG_STILL = 60.0


@pytest.fixture
def several(tmp_path: Path, postgres_url: str) -> Iterator[Several]:
    with Several(tmp_path, postgres_url) as made:
        yield made


@pytest.fixture
def desk(postgres_url: str) -> Iterator[FrontDesk]:
    with FrontDesk(postgres_url) as made:
        yield made


def test_a_chat_that_another_process_works_on_is_left_alone_and_the_others_are_not(desk: FrontDesk) -> None:
    for text in ("satu", "dua"):
        desk.message(31, text)
    desk.message(32, "tiga")
    another = Database(desk.database.engine.url.render_as_string(hide_password=False))

    with another.transaction() as busy:
        (row,) = claimed(busy, desk.now)
        desk.works()
        meanwhile = desk.rows(select(Inbox.chat_id).where(Inbox.state == Waiting.DONE))
    desk.works()
    another.close()

    assert (row.chat_id, row.body["message"]["text"]) == (31, "satu")
    assert meanwhile == [32]
    assert set(desk.states()) == {Waiting.DONE}


def test_updates_without_a_chat_are_handled_too_by_one_at_a_time(desk: FrontDesk) -> None:
    desk.update({"something_new": {}})
    desk.update({"something_new": {}})

    with desk.database.transaction() as one, desk.database.transaction() as other:
        assert len(claimed(one, desk.now)) == 1
        assert claimed(other, desk.now) == []
    desk.works()

    assert desk.states() == [Waiting.DONE] * 2


def test_when_the_leader_dies_or_loses_its_lock_the_other_goes_on(several: Several) -> None:
    office = several.office()
    siti = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    first = several.leader()

    several.kills(first)
    siti.sends("halo")
    siti.sees("belum saya mengerti")
    assert several.leader() == 1 - first

    several.starts(first)
    several.cuts_line()
    siti.taps("Buat usulan")
    siti.sees("Apa yang ingin diusulkan?")
    several.leader()

    assert repeated(siti) == 0
    assert '"level": "error"' not in several.log_text


def test_a_leader_that_is_told_to_stop_hands_over_at_once(several: Several) -> None:
    siti = several.office().joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    first = several.leader()

    siti.sends("halo")
    several.stops(first)
    siti.sees("belum saya mengerti")

    assert several.leader() == 1 - first
    assert repeated(siti) == 0


def test_from_a_leader_that_stands_still_the_lock_is_taken(several: Several) -> None:
    siti = several.office().joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    first = several.leader()

    with several.stands_still(first):
        siti.sends("halo")
        siti.sees("belum saya mengerti", within=LONG_STILL)
        now = several.leader()
    siti.taps("Buat usulan")
    siti.sees("Apa yang ingin diusulkan?")

    assert (now, several.leader()) == (1 - first, 1 - first)
    assert repeated(siti) == 0
    assert "not noted" not in several.log_text  # from the first message on, though no file was kept before


@contextmanager
def in_the_middle_of_many(url: str, statement: str) -> Iterator[None]:
    """A process of ours stands still while it writes several rows at once: PostgreSQL waits for the rest."""
    still = Database(url)
    try:
        with still.transaction() as connection:
            line = connection.connection.driver_connection
            assert line is not None
            with line.pipeline():
                line.execute(statement)
                line.pgconn.send_flush_request()
                line.pgconn.flush()
                yield
    except PASSING:
        return
    finally:
        still.close()
    raise AssertionError("its connection was not ended")


def test_what_a_process_has_locked_that_stands_still_in_the_middle_of_many_rows_is_freed(
    several: Several,
) -> None:
    siti = several.office().joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")

    with in_the_middle_of_many(several.url, "UPDATE chat SET flood_count = 1"):
        siti.sends("halo")
        siti.sees("belum saya mengerti", within=LONG_STILL)

    assert "stood still in the middle" in several.log_text
    assert repeated(siti) == 0


def stands_still(desk: FrontDesk) -> None:
    with desk.database.transaction() as connection:
        connection.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = '50ms'")
        time.sleep(1)
        connection.execute(select(1))


def test_a_transaction_that_stood_still_for_too_long_is_only_tried_again(desk: FrontDesk) -> None:
    with pytest.raises(PASSING):
        stands_still(desk)

    desk.message(31, "halo")
    desk.works()
    assert desk.states() == [Waiting.DONE]


def test_row_that_an_administrator_has_locked_is_not_waited_for_without_end(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.database.WAIT_SECONDS", 0.2, raising=False)
    with FrontDesk(postgres_url) as desk, ThreadPoolExecutor(1) as pool:
        desk.person(desk.office(), 31, Post.JFU)
        desk.message(31, "halo")

        somebody = held_by_somebody(postgres_url, "UPDATE chat SET flood_count = 1 WHERE id = 31")
        with somebody, pytest.raises(PASSING) as passing:
            pool.submit(desk.works).result(timeout=30)
        assert "lock timeout" in str(passing.value)

        desk.works()
        assert [(row.state, row.attempts) for row in desk.rows(select(Inbox))] == [(Waiting.DONE, 0)]


def test_migration_waits_for_that_of_another_process_as_long_as_it_takes(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.database.WAIT_SECONDS", 0.2, raising=False)
    first, second = MIGRATION_LOCK
    with ThreadPoolExecutor(1) as pool:
        with held_by_somebody(postgres_url, f"SELECT pg_advisory_xact_lock({first}, {second})"):
            waiting = pool.submit(migrate, postgres_url)
            time.sleep(1)
            assert not waiting.done()
        waiting.result(timeout=60)


def test_both_are_killed_at_random_behind_one_webhook_and_nothing_is_lost_or_doubled(
    tmp_path: Path, postgres_url: str
) -> None:
    found = play(tmp_path, postgres_url, kills=4, people=3, seed=7)

    assert (found.faults, found.kills) == ([], 4)
    assert found.usulan >= 3
