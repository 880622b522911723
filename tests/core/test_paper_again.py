"""A paper that is asked for twice: once for a finger that trembles, twice for whoever wants it again."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from models.chat import Outbox
from models.paper import Paper
from models.posts import Post
from tests.core.desk import FrontDesk
from tests.walking.busy_office import PEOPLE, BusyOffice
from tests.walking.front_phone import FrontPhone


def test_a_paper_comes_again_after_a_second_and_after_the_clock_was_turned_back(tmp_path: Path) -> None:
    with FrontDesk(f"sqlite:///{tmp_path}/papers.db") as desk:
        BusyOffice(desk, tmp_path, kelurahan=1).opens(8)
        paper = desk.rows(select(Paper.id))[-1]
        jfu = FrontPhone(desk, PEOPLE[Post.JFU][1])

        came = []
        for later in ({"seconds": 0}, {"milliseconds": 300}, {"seconds": 2}, {"hours": -1}):
            desk.later(**later)
            jfu.presses(f"paper:get:{paper}")
            files = desk.rows(select(Outbox.file).where(Outbox.chat_id == jfu.user))
            came.append(sum(file == {"paper": paper} for file in files))

        assert came == [1, 1, 2, 3]
