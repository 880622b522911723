"""Updates that are handled together end as they would one by one, whatever one reads of another."""

from __future__ import annotations

import itertools
import random
import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update
from telegram import Update
from telegram.ext import TypeHandler

import bot.incoming.inbox as inbox
from handlers.talk.context import DESK, Ctx
from models.chat import Chat
from models.people import Appointment, Person
from models.posts import Post
from models.proposal import Proposal
from models.season import KamusEntry
from models.tables import METADATA
from models.unit import Unit
from tests.core.desk import FrontDesk
from tests.walking.busy_office import PEOPLE, BusyOffice
from tests.walking.front_phone import FrontPhone

SAID = ("Lahannya belum siap, mohon dilengkapi.", "40", "Gang Mawar RT 03/RW 05", "/usulan", "/tugas", "halo")
#: What is drawn by lot, and what is written down of it.
_LOT = re.compile(r"[\w-]{20,}|'[\w-]{11}'|(?<==)[\w-]{11}")
_NOT_COMPARED = {"invitation", "secret", "guess", "once"}


#: Who has most to do with each other in a step.
WHO = {
    1: (Post.DELEGASI, Post.LURAH, Post.JFU),
    2: (Post.DELEGASI, Post.KEPALA_BIDANG, Post.JFU),
}


@contextmanager
def office(step: int) -> Iterator[tuple[FrontDesk, list[int]]]:
    """An office in this step, and the Telegram numbers of its people."""
    with tempfile.TemporaryDirectory() as folder, FrontDesk(f"sqlite:///{folder}/x.db") as desk:
        busy = BusyOffice(desk, Path(folder), kelurahan=2, name="Tanah Sareal")
        busy.fills(12, step)
        busy.opens(step)
        yield desk, [PEOPLE[post][1] for post in WHO[step]]


def acts(desk: FrontDesk, users: list[int], chance: random.Random) -> Iterator[dict[str, Any]]:
    """What somebody sees to press, what has been pressed least of all before the rest; or what he says."""
    numbers = itertools.count(1_000)
    pressed: Counter[str] = Counter()
    for user in users:
        yield desk.makes_message(user, "/start", message_id=next(numbers))
    for _ in range(200):
        user = chance.choice(users)
        if (buttons := FrontPhone(desk, user).buttons) and chance.random() < 0.75:
            data = min(chance.sample(buttons, len(buttons)), key=lambda data: pressed[_sort(data)])
            pressed[_sort(data)] += 1
            yield desk.makes_press(user, data, message_id=next(numbers))
        else:
            yield desk.makes_message(user, chance.choice(SAID), message_id=next(numbers))


def _sort(data: str) -> str:
    return ":".join(data.split(":")[:2])


def all_of(desk: FrontDesk) -> dict[str, list[str]]:
    """Every row of every table, without what is drawn by lot, and in how many pieces it was written."""
    with desk.database.transaction() as connection:
        return {
            table.name: [
                _LOT.sub("?", str(row))
                for row in connection.execute(
                    select(*(column for column in table.c if column.name != "version")).order_by(
                        *table.primary_key
                    )
                )
            ]
            for table in METADATA.sorted_tables
            if table.name not in _NOT_COMPARED
        }


@pytest.mark.parametrize("step", [1, 2])
def test_together_as_one_by_one(step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(step)
    with office(step) as (one_by_one, users), office(step) as (together, _):
        waiting, begun = 0, len(all_of(together)["log_entry"])
        for body in acts(one_by_one, users, chance):
            number = one_by_one.update(body)
            monkeypatch.setattr(inbox, "TOGETHER", 1)
            one_by_one.works()
            together.update(body, number)
            waiting += 1
            if waiting == 16:
                monkeypatch.setattr(inbox, "TOGETHER", 17)  # more than wait: they are taken as they came
                together.works()
                waiting = 0
        monkeypatch.setattr(inbox, "TOGETHER", 17)  # more than wait: they are taken as they came
        together.works()
        first, second = all_of(one_by_one), all_of(together)
        for name, rows in first.items():
            assert second[name] == rows, name
        assert len(first["log_entry"]) >= begun + 2, "too little happened to compare"


# ---- what one changes, the next sees


def test_post_taken_away_counts_for_next_unit(desk: FrontDesk) -> None:
    office = desk.office()
    camat = desk.person(office, 71, Post.CAMAT)

    with desk.database.transaction() as line, desk.database.several(line) as several:
        with several.unit(desk.now) as unit:
            assert unit.session.get_one(Person, camat).holds(Post.CAMAT, desk.now)
        with several.unit(desk.now) as unit:
            taken = update(Appointment).where(Appointment.person_id == camat)
            unit.session.execute(taken.values(revoked_at=desk.now))
        with several.unit(desk.now) as unit:
            assert not unit.session.get_one(Person, camat).holds(Post.CAMAT, desk.now)


def test_stand_in_counts_for_next_unit(desk: FrontDesk) -> None:
    office = desk.office()
    camat, sekretaris = desk.person(office, 71, Post.CAMAT), desk.person(office, 72, Post.SEKRETARIS)

    with desk.database.transaction() as line, desk.database.several(line) as several:
        with several.unit(desk.now) as unit:
            (held,) = unit.session.get_one(Person, camat).held(desk.now)
            post = held.id
        with several.unit(desk.now) as unit:
            acting = Appointment(person_id=sekretaris, post=Post.CAMAT, acting="Plh.", stands_in_for_id=post)
            acting.kecamatan_id, acting.created_at = office, desk.now
            unit.add(acting)
        with several.unit(desk.now) as unit:
            assert unit.session.get_one(Person, camat).held(desk.now) == []


def test_usulan_leads_to_what_it_was_changed_to(desk: FrontDesk) -> None:
    busy = BusyOffice(desk, Path(), kelurahan=1, name="Bogor Barat")
    busy.fills(1, 1)

    with desk.database.transaction() as line, desk.database.several(line) as several:
        with several.unit(desk.now) as unit:
            (usulan,) = unit.all(select(Proposal).where(Proposal.kecamatan_id == busy.kecamatan_id))
            before = usulan.kamus
            other = unit.all(select(KamusEntry).where(KamusEntry.season_id == busy.season_id))[-1]
            usulan.kamus_id = other.id
        assert before is not other
        with several.unit(desk.now) as unit:
            again = unit.session.get_one(Proposal, usulan.id)
            assert again.kamus is not None
            assert again.kamus.id == again.kamus_id == other.id


def test_what_failed_is_forgotten(desk: FrontDesk) -> None:
    office = desk.office()
    person = desk.person(office, 71, name="Siti Aminah")

    def fails(unit: Unit) -> None:
        unit.session.get_one(Person, person).name = "Orang lain"
        unit.session.flush()
        raise ValueError

    with desk.database.transaction() as line, desk.database.several(line) as several:
        with pytest.raises(ValueError), several.unit(desk.now) as unit:
            fails(unit)
        with several.unit(desk.now) as unit:
            assert unit.session.get_one(Person, person).name == "Siti Aminah"


def test_post_of_one_update_is_not_that_of_the_next(desk: FrontDesk) -> None:
    """Who has two posts acts in the one he chose; for others he holds both."""
    office = desk.office()
    person = desk.person(office, 71, Post.JFU, Post.ADMIN)
    desk.person(office, 72, Post.JFU)
    with desk.unit() as unit:
        held = unit.session.get_one(Person, person).posts
        unit.session.get_one(Chat, 71).hat_id = held[-1].id
    hats: list[int | None] = []

    class Looking(TypeHandler[Update, Ctx, None]):
        def check_update(self, update: object) -> bool:
            return DESK.get().chat.id == 72

    async def run(_update: Update, ctx: Ctx) -> None:
        hats.append(ctx.unit.session.get_one(Person, person).hat_id)

    desk.hears_first(Looking(Update, run))
    desk.message(71, "/tugas")
    desk.message(72, "/tugas")
    desk.works()

    assert hats == [None]
