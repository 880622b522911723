"""What a backup still had to say is said to everybody after its restore."""

from __future__ import annotations

import shutil

from sqlalchemy import select

from bot.backup.making import make
from bot.backup.restoring import restore
from bot.outgoing.rows import Result, due
from bot.outgoing.sent_journal import notes_beside
from models.people import Person
from models.posts import Post
from tests.support.office import Bureau

NEWS = "Musyawarah dipindah ke aula kecamatan."


def test_three_were_to_be_told_and_three_are_though_one_was_noted_as_sent(own_bureau: Bureau) -> None:
    """The process died between sending and storing, and its machine was restored from the backup."""
    office = own_bureau.office()
    phones = [office.joins(Post.DELEGASI, f"Warga {nth}", "Kelurahan A") for nth in ("Satu", "Dua", "Tiga")]
    own_bureau.stops_bot()
    with own_bureau.database.unit(own_bureau.now()) as unit:
        for person in unit.all(select(Person).where(Person.kecamatan_id == office.kecamatan_id)):
            unit.tell(person, NEWS)
    database, data = own_bureau.folder / "musrenbang.db", own_bureau.folder / "data"
    file = make(own_bureau.url, data, own_bureau.folder / "cadangan" / "c.zip", own_bureau.now()).path
    jobs = [one for one in due(own_bureau.database, own_bureau.now(), frozenset(), 10) if one.text == NEWS]
    dying = notes_beside(own_bureau.url)
    dying.note(Result(jobs[1], message_id=900_001, sent=True))
    own_bureau.database.close()
    for lost in own_bureau.folder.glob(f"{database.name}*"):
        if lost.suffix != ".sent":
            lost.unlink()
    shutil.rmtree(data, ignore_errors=True)

    restore(own_bureau.url, data, file, own_bureau.now)
    own_bureau.starts_bot()

    for phone in phones:
        phone.sees(NEWS)
