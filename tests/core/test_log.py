"""The audit log: it only grows, parallel writers do not fork it, and whatever is done to it is found."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from models.log import PLAIN, LogEntry, LogHead, chained
from models.log_check import Chain, check_log, holds, silence
from models.people import Kecamatan
from models.unit import Database, Unit
from tests.core.desk import START
from tests.core.in_parallel import in_parallel

ENTRIES = 6
PATIENCE = 20.0
#: those who wait for a lock that is given in the order of asking, as those of rows are not to many at once
IN_LINE = """SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock' AND wait_event = 'advisory'"""


@pytest.fixture
def log(migrated_url: str) -> Iterator[Database]:
    """Two kecamatan with six entries each, in a database made by the migrations."""
    database = Database(migrated_url)
    with database.unit(START) as unit:
        for name in ("Bogor Utara", "Tanah Sareal"):
            office = unit.add(Kecamatan(name=name, office={}, closures=[]))
            for number in range(ENTRIES):
                unit.log(None, "test.act", office, number=number, words="Rp1,5 – “é”", rest=[1, {"a": None}])
    yield database
    database.close()


def chains(database: Database) -> list[Chain]:
    with database.unit(START) as unit:
        return check_log(unit)


def tampers(database: Database, *statements: str) -> None:
    """Somebody with all rights on the database takes the locks off first."""
    off = (
        ["DROP TRIGGER log_entry_no_update", "DROP TRIGGER log_entry_no_delete"]
        if database.is_sqlite
        else ["DROP TRIGGER log_entry_only_grows ON log_entry"]
    )
    with database.transaction() as connection:
        for statement in (*off, *statements):
            connection.execute(text(statement))


def test_an_untouched_log_is_valid(log: Database) -> None:
    found = chains(log)

    assert [(chain.kecamatan, chain.entries, chain.valid) for chain in found] == [
        ("Bogor Utara", ENTRIES, True),
        ("Tanah Sareal", ENTRIES, True),
    ]


@pytest.mark.parametrize("act", ["UPDATE log_entry SET act = 'other.act'", "DELETE FROM log_entry"])
def test_the_database_itself_refuses_to_change_the_log(log: Database, act: str) -> None:
    with pytest.raises(DBAPIError, match="the audit log only grows"), log.transaction() as connection:
        connection.execute(text(act))

    assert all(chain.valid for chain in chains(log))


def test_parallel_writers_make_one_chain(log: Database) -> None:
    def writes(number: int) -> None:
        for turn in range(5):
            with log.unit(START) as unit:
                unit.log(None, "test.parallel", unit.session.get_one(Kecamatan, 1), number=number, turn=turn)

    in_parallel(8, writes)

    assert [(chain.entries, chain.valid) for chain in chains(log)] == [(ENTRIES + 40, True), (ENTRIES, True)]


def test_what_is_taken_back_is_not_logged_and_what_was_logged_before_is(log: Database) -> None:
    def duty(unit: Unit, *, fails: bool, reads: bool) -> int:
        unit.log(None, "test.duty", unit.session.get_one(Kecamatan, 1), fails=fails)
        if reads:
            unit.write_log()
        if fails:
            raise RuntimeError
        return 1

    with log.unit(START) as unit:
        unit.log(None, "test.before", unit.session.get_one(Kecamatan, 1))
        for fails, reads in ((True, True), (True, False), (False, True)):
            unit.tries(duty, fails=fails, reads=reads)
        unit.log(None, "test.after", unit.session.get_one(Kecamatan, 1))

    with log.unit(START) as unit:
        mine = select(LogEntry.act).where(LogEntry.kecamatan_id == 1, LogEntry.place > ENTRIES)
        assert unit.all(mine.order_by(LogEntry.place)) == ["test.before", "test.duty", "test.after"]
    assert all(chain.valid for chain in chains(log))


@pytest.mark.postgres
def test_who_has_logged_and_goes_on_working_holds_nobody_up(postgres_migrated_url: str) -> None:
    database = Database(postgres_migrated_url)
    with database.unit(START) as unit:
        office = unit.add(Kecamatan(name="Bogor Utara", office={}, closures=[]))

    def writes_meanwhile() -> None:
        with database.unit(START) as unit:
            unit.log(None, "test.meanwhile", office)

    with ThreadPoolExecutor(1) as pool, database.unit(START) as unit:
        unit.log(None, "test.slow", office)
        unit.session.flush()
        pool.submit(writes_meanwhile).result(PATIENCE)

    assert [(chain.entries, chain.valid) for chain in chains(database)] == [(2, True)]
    database.close()


@pytest.mark.postgres
def test_who_asked_first_writes_first(postgres_migrated_url: str) -> None:
    """Locks of rows alone let some of twenty wait for fifteen seconds, because others came before them."""
    database = Database(postgres_migrated_url)
    with database.unit(START) as unit:
        office = unit.add(Kecamatan(name="Bogor Utara", office={}, closures=[]))
    names = ("first", "second", "third", "late")
    written, may_end = ({name: threading.Event() for name in names} for _ in range(2))

    def writes(name: str) -> None:
        with database.unit(START) as unit:
            unit.log(None, name, office)
            unit.write_log()
            written[name].set()
            assert may_end[name].wait(PATIENCE)

    def in_line(people: int) -> None:
        end = time.monotonic() + PATIENCE
        with database.engine.connect() as connection:
            while connection.scalar(text(IN_LINE)) != people:
                assert time.monotonic() < end
                connection.rollback()  # within a transaction the answer stays the same
                time.sleep(0.01)

    with ThreadPoolExecutor(len(names)) as pool:
        writers = [pool.submit(writes, "first")]
        assert written["first"].wait(PATIENCE)
        for people, name in enumerate(("second", "third"), start=1):
            writers.append(pool.submit(writes, name))
            in_line(people)
        may_end["first"].set()
        assert written["second"].wait(PATIENCE)
        writers.append(pool.submit(writes, "late"))
        in_line(2)
        for name in names:
            may_end[name].set()
        for writer in writers:
            writer.result(PATIENCE)

    with database.unit(START) as unit:
        assert unit.all(select(LogEntry.act).order_by(LogEntry.place)) == list(names)
    database.close()


TAMPERINGS = {
    "act changed": (["UPDATE log_entry SET act = 'x' WHERE kecamatan_id = 2 AND place = 3"], 3, "changed"),
    "moment changed": (
        [
            "UPDATE log_entry SET at = '2027-02-01 00:00:00' WHERE kecamatan_id = 2 AND place = 2",
        ],
        2,
        "changed",
    ),
    "deleted": (["DELETE FROM log_entry WHERE kecamatan_id = 2 AND place = 4"], 4, "missing"),
    "swapped": (
        [
            "UPDATE log_entry SET place = 99 WHERE kecamatan_id = 2 AND place = 2",
            "UPDATE log_entry SET place = 2 WHERE kecamatan_id = 2 AND place = 5",
            "UPDATE log_entry SET place = 5 WHERE kecamatan_id = 2 AND place = 99",
        ],
        2,
        "changed",
    ),
    "tail cut off": (["DELETE FROM log_entry WHERE kecamatan_id = 2 AND place = 6"], 6, "cut off"),
    "first deleted": (["DELETE FROM log_entry WHERE kecamatan_id = 2 AND place = 1"], 1, "missing"),
    "all deleted": (["DELETE FROM log_entry WHERE kecamatan_id = 2"], 1, "cut off"),
    "head gone": (["DELETE FROM log_head WHERE kecamatan_id = 2"], 6, "no head"),
}


@pytest.mark.parametrize(("statements", "place", "wrong"), TAMPERINGS.values(), ids=TAMPERINGS)
def test_the_first_wrong_entry_is_named(log: Database, statements: list[str], place: int, wrong: str) -> None:
    tampers(log, *statements)

    untouched, touched = chains(log)

    assert untouched.valid
    assert (touched.wrong_place, touched.wrong) == (place, wrong)


def test_a_chain_that_was_rebuilt_whole_shows_against_a_hash_noted_before(log: Database) -> None:
    noted = chains(log)[1].last_hash
    tampers(
        log, "DELETE FROM log_entry WHERE kecamatan_id = 2", "DELETE FROM log_head WHERE kecamatan_id = 2"
    )
    with log.unit(START) as unit:
        office = unit.session.get_one(Kecamatan, 2)
        for number in range(ENTRIES):
            unit.log(None, "test.act", office, number=number + 1)

    assert all(chain.valid for chain in chains(log))
    with log.unit(START) as unit:
        assert not holds(unit, noted)
        last = chains_in(unit)[1].last_hash
        assert (holds(unit, last), holds(unit, last[:16])) == (True, True)
        assert (holds(unit, last[:15]), holds(unit, "%" * 16), holds(unit, last[1:])) == (False, False, False)


def chains_in(unit: Unit) -> list[Chain]:
    return check_log(unit)


def test_the_log_speaks_of_numbers_and_not_of_people(log: Database) -> None:
    with log.unit(START) as unit:
        entry = unit.session.get_one(LogEntry, 1)
        head = unit.session.get_one(LogHead, entry.kecamatan_id)

    assert (entry.actor_id, entry.subject) == (None, "kecamatan:1")
    assert json.dumps(entry.facts)
    assert head.entries == ENTRIES


REASON = "Diganti atas permintaan Siti Nurmalasari"


def logs_reason(log: Database) -> int:
    with log.unit(START) as unit:
        office = unit.session.get_one(Kecamatan, 1)
        unit.log(None, "test.moved", office, None, {"reason": REASON}, to=3)
        unit.log(None, "test.slipped", office, note=REASON, to=4)
        unit.write_log()
        return ENTRIES + 1


def takes_away(log: Database, place: int) -> None:
    with log.unit(START) as unit:
        entry = unit.all(select(LogEntry).where(LogEntry.kecamatan_id == 1, LogEntry.place == place))[0]
        silence(unit, entry)


def test_typed_words_can_be_taken_away_and_the_chain_says_as_much_as_before(log: Database) -> None:
    place = logs_reason(log)
    anchor = chains(log)[0].last_hash
    takes_away(log, place)
    takes_away(log, place + 1)

    found = chains(log)[0]
    assert (found.valid, found.entries, found.silenced) == (True, ENTRIES + 4, 2)
    with log.unit(START) as unit:
        assert holds(unit, anchor)
        every = unit.all(select(LogEntry).where(LogEntry.place >= place, LogEntry.kecamatan_id == 1))
    assert [entry.facts for entry in every][:2] == [{"to": 3}, {"to": 4}]
    assert "Siti" not in str([(one.facts, one.said, one.salt) for one in every])


@pytest.mark.parametrize(
    "act",
    [
        "UPDATE log_entry SET said = NULL, salt = NULL, facts = '{}' WHERE place = 7",
        'UPDATE log_entry SET said = \'{"reason": "lain"}\' WHERE place = 7',
        "UPDATE log_entry SET said = NULL, salt = NULL, form = 0 WHERE place = 7",
        "UPDATE log_entry SET said = NULL, salt = NULL, hash = before WHERE place = 7",
    ],
)
def test_nothing_but_typed_words_can_be_taken_away(log: Database, act: str) -> None:
    logs_reason(log)
    with pytest.raises(DBAPIError, match="the audit log only grows"), log.transaction() as connection:
        connection.execute(text(act))


def test_words_that_went_without_a_note_or_were_exchanged_are_found(log: Database) -> None:
    place = logs_reason(log)
    with log.transaction() as connection:
        connection.execute(text(f"UPDATE log_entry SET said = NULL, salt = NULL WHERE place = {place}"))
    assert (chains(log)[0].wrong_place, chains(log)[0].wrong) == (place, "changed")

    tampers(log, f"UPDATE log_entry SET said = '{{\"reason\": \"lain\"}}', salt = '' WHERE place = {place}")
    assert (chains(log)[0].wrong_place, chains(log)[0].wrong) == (place, "changed")


def test_words_in_an_entry_of_the_old_form_are_taken_out_and_what_is_left_is_held(log: Database) -> None:
    with log.unit(START) as unit:
        head = unit.session.get_one(LogHead, 1)
        old = LogEntry(
            kecamatan_id=1, place=head.entries + 1, at=START, act="standing.moved", subject="standing:1",
            facts={"was": 2, "to": 1, "reason": REASON}, before=head.hash, form=PLAIN,
        )  # fmt: skip
        head.entries, head.hash = old.place, chained(old)
        old.hash = head.hash
        unit.add(old)
        place = old.place
    assert chains(log)[0].valid
    takes_away(log, place)

    assert (chains(log)[0].valid, chains(log)[0].silenced) == (True, 1)
    with log.unit(START) as unit:
        (left,) = unit.all(select(LogEntry).where(LogEntry.kecamatan_id == 1, LogEntry.place == place))
        assert left.facts == {"was": 2, "to": 1}
    tampers(log, f'UPDATE log_entry SET facts = \'{{"was": 2, "to": 9}}\' WHERE place = {place}')
    assert (chains(log)[0].wrong_place, chains(log)[0].wrong) == (place, "changed")
