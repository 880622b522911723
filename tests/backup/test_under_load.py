"""A backup while people write: it is the office at one moment, and the restored bot says up to when."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import select

from demo.phone import Phone
from models.chat import Inbox, Outbox
from models.database import snapshot
from models.log import LogEntry
from models.people import Person
from models.posts import Post
from tests.backup.places import Place
from tests.support.office import Bureau


@contextmanager
def writing(phones: list[Phone]) -> Iterator[None]:
    """People who do not stop."""
    done = threading.Event()

    def writes(phone: Phone) -> None:
        while not done.is_set():
            phone.sends("/tugas")
            done.wait(0.1)

    threads = [threading.Thread(target=writes, args=(phone,)) for phone in phones]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        done.set()
        for thread in threads:
            thread.join()


def updates(place: Place, up_to: int | None = None) -> list[tuple[int, int]]:
    query = select(Inbox.id, Inbox.update_id).order_by(Inbox.id)
    with snapshot(place.url) as connection:
        found = connection.execute(query if up_to is None else query.where(Inbox.id <= up_to))
        return [(row[0], row[1]) for row in found]


def log(place: Place) -> list[str]:
    with snapshot(place.url) as connection:
        return list(connection.execute(select(LogEntry.hash).order_by(LogEntry.id)).scalars())


#: Who had blocked the bot.
unreachable = select(Person).where(Person.blocked_at.is_not(None))


def test_backup_of_a_busy_office_is_one_moment_of_it(own_bureau: Bureau, tmp_path: Path) -> None:
    office = own_bureau.office()
    people = [office.joins(Post.DELEGASI, f"Delegasi {letter}", f"Kelurahan {letter}") for letter in "ABC"]
    admin = office.joins(Post.ADMIN, "Dewi Lestari")
    back, gone = (office.joins(Post.DELEGASI, name, "Kelurahan A") for name in ("Sari Dewi", "Budi Hartono"))
    for phone in (back, gone):
        phone.blocks_bot()
    admin.waits_for(lambda _: len(office.read(unreachable)) == 2, what="both to be noted")
    busy, new = Place(own_bureau.folder), Place(tmp_path / "baru")

    with writing(people):
        code, out, errors = busy.types("backup", str(tmp_path / "c.zip"), "--json")
    made = json.loads(out)
    assert (code, errors, new.types("restore", str(tmp_path / "c.zip"))[0]) == (0, "", 0)

    back.unblocks_bot()  # after the moment of the backup, which takes him for gone
    last = made["last_update"]
    kept, all_of_them = updates(new), updates(busy)
    assert kept[-1] == (last["id"], last["update_id"])
    assert kept == updates(busy, up_to=last["id"])
    assert len(kept) < len(all_of_them)  # people went on meanwhile
    assert log(new) == log(busy)[: len(log(new))]
    assert {name: count for name, (count, _) in new.tables().items()} == made["rows"]

    own_bureau.stops_bot()
    own_bureau.settings |= {"DATABASE_URL": new.url, "DATA_DIR": str(new.data)}
    own_bureau.starts_bot()
    admin.sees(f"update {last['update_id']} dari Telegram")
    for phone in (*people, back):
        phone.sees("Data dipulihkan dari cadangan")
    gone.unblocks_bot()
    gone.sees("Data dipulihkan dari cadangan")
    own_bureau.stops_bot()
    own_bureau.starts_bot()
    assert sum("Data dipulihkan" in words for words in told(new)) == len(people) + 3


def told(place: Place) -> list[str]:
    with snapshot(place.url) as connection:
        return [words or "" for words in connection.execute(select(Outbox.text)).scalars()]
