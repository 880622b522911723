"""What people wrote, whatever it is, is shown as they wrote it: on every screen that can be reached."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from demo.server.entities import parse_html, utf16
from models.posts import Post
from tests.core.desk import FrontDesk
from tests.fuzz.corpus import CORPUS, MARK, spoken, write
from tests.walking.busy_office import PEOPLE, BusyOffice
from tests.walking.walker import Step, Walk

#: Who has most to read while a step is open.
READERS = {
    1: (Post.DELEGASI, Post.JFU),
    2: (Post.KEPALA_BIDANG, Post.JFU),
    5: (Post.SEKRETARIS, Post.TIM),
    8: (Post.JFU, Post.BAPPERIDA),
}
MOST = 40  #: presses of one person
TEXT, CAPTION, ALERT = 4096, 1024, 200
_CUT_OPEN = re.compile(rf"(?<![>;]){MARK}")  #: the markup before it was taken for markup


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


def faults(step: Step) -> list[str]:
    """What Telegram would refuse, and what was not shown literally."""
    found = [] if step.state == "done" else [f"left {step.state}"]
    if step.alert and len(step.alert) > ALERT:
        found.append(f"an alert of {len(step.alert)} characters")
    for shown in step.shown:
        text, entities = parse_html(shown.text)  # raises where Telegram would refuse it
        if not 0 < utf16(text) <= (CAPTION if shown.file else TEXT):
            found.append(f"{utf16(text)} characters")
        if _CUT_OPEN.search(text):
            found.append(f"not literal: {text[:300]}")
        if any("contoh.example" in str(one.get("url", "")) for one in entities):
            found.append(f"a link of somebody else: {text[:300]}")
    return found
