"""What people write, whatever it is, is shown as they wrote it: on every screen, paper, list and page."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from demo.server.entities import parse_html
from models.paper import Paper
from models.posts import Post
from tests.core.desk import FrontDesk
from tests.core.public_page import Public
from tests.fuzz.corpus import CORPUS, MARK, spoken, write
from tests.fuzz.outputs import ADDRESS, PLAIN, of_lists, of_papers, taken_for_markup
from tests.fuzz.typed import PIECES, faults, type_everywhere
from tests.walking.busy_office import PEOPLE, BusyOffice
from tests.walking.walker import Walk

#: Who has most to read while a step is open.
READERS = {
    1: (Post.DELEGASI, Post.JFU),
    2: (Post.KEPALA_BIDANG, Post.JFU),
    5: (Post.SEKRETARIS, Post.TIM),
    8: (Post.JFU, Post.BAPPERIDA),
}
MOST = 40  #: presses of one person


def test_the_columns_with_peoples_words_are_found() -> None:
    names = {f"{column.table.name}.{column.name}" for column in spoken()}

    assert {"proposal.title", "proposal.problem", "person.name", "note.text", "narrative.text"} <= names
    assert len(names) > 50


@pytest.mark.parametrize("step", READERS)
def test_words_of_people_break_no_screen(step: int, tmp_path: Path) -> None:
    found, seen = [], ""
    with FrontDesk(f"sqlite:///{tmp_path}/words.db", user_rate=10**9) as desk, capture_logs() as logs:
        office = BusyOffice(desk, tmp_path, kelurahan=3)
        office.fills(24, step)
        office.drafts(2)
        office.opens(step)
        with desk.unit() as unit:
            write(unit, step)
        for post in READERS[step]:
            for taken in Walk(desk, PEOPLE[post][1], most=MOST).steps():
                found += [f"{post} {taken.act}: {fault}" for fault in faults(taken)]
                seen += "\n".join(parse_html(shown.text)[0] for shown in taken.shown)
    found += [str(entry)[:600] for entry in logs if "exc_info" in entry]

    assert found == [], "\n".join(found[:40])
    assert MARK in seen, "nothing of the corpus was on any screen"
    assert sum(piece[:12] in seen for piece in CORPUS) > len(CORPUS) // 2


def test_it_can_be_typed_into_any_question(tmp_path: Path) -> None:
    """A few of them; `python -m tests.torture.injection` comes to all."""
    found = type_everywhere(tmp_path, 1, Post.DELEGASI, 90, PIECES[::5])

    assert found.faults == [], "\n".join(found.faults[:40])
    assert len(found.questions) > 2


def test_it_stands_literally_on_paper_and_in_word() -> None:
    found, seen = of_papers(3, ("sk-tim", "usulan-per-komisi", "undangan"))

    assert found == [], "\n".join(found[:40])
    assert len(seen) > len(PLAIN) // 2


def test_it_stands_literally_in_lists_and_names_no_file_of_the_archive(tmp_path: Path) -> None:
    with FrontDesk(f"sqlite:///{tmp_path}/lists.db", user_rate=10**9) as desk:
        office = BusyOffice(desk, tmp_path, kelurahan=2)
        office.fills(24, 8)
        office.opens(8)
        with desk.unit() as unit:
            write(unit, 8)
        found, seen = of_lists(desk, office.season_id, tmp_path)

    assert found == [], "\n".join(found[:40])
    assert len(seen) > len(PLAIN) // 2


class Tags(HTMLParser):
    """What a browser makes of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "action")]
        assert not any(name.startswith("on") for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Public]:
    made = Public(tmp_path)
    with made.bureau, made.web:
        made.opens()
        yield made


def test_it_stands_literally_on_the_page_for_everybody(page: Public) -> None:
    ours = Tags(page.web.get("/p/laporan-1").text)
    shown = ""
    for turn in range(len(CORPUS)):
        with page.bureau.database.unit(page.bureau.now()) as unit:
            code = unit.all(select(Paper.code).order_by(Paper.id))[-1]
            write(unit, turn)
            unit.all(select(Paper).order_by(Paper.id))[-1].code = code
        answer = page.web.get(f"/p/{code}", headers={"X-Forwarded-For": f"192.0.2.{turn + 10}"})
        found = Tags(answer.text)
        shown += found.words

        assert answer.status_code == 200
        assert found.tags <= ours.tags
        assert not any(ADDRESS in link for link in found.links)
    assert taken_for_markup(shown) == []
    assert MARK in shown
