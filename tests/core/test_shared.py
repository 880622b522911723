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
from sqlalchemy import select

import bot.incoming.inbox as inbox
from models.posts import Post
from models.tables import METADATA
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
                monkeypatch.setattr(inbox, "TOGETHER", 16)
                together.works()
                waiting = 0
        together.works()
        first, second = all_of(one_by_one), all_of(together)
        for name, rows in first.items():
            assert second[name] == rows, name
        assert len(first["log_entry"]) >= begun + 2, "too little happened to compare"
