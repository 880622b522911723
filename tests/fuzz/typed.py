"""The corpus typed into every question that a person can come to, each time from where it is asked."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from structlog.testing import capture_logs

from demo.server.entities import parse_html, utf16
from models.posts import Post
from tests.core.desk import FrontDesk
from tests.fuzz.corpus import CORPUS, MARK
from tests.walking.busy_office import PEOPLE, BusyOffice
from tests.walking.walker import TYPED, Step, Walk

TEXT, CAPTION, ALERT = 4096, 1024, 200
CUT_OPEN = re.compile(rf"(?<![>;]){MARK}")  #: the markup before it was taken for markup
PIECES = tuple(one[:TEXT] for one in CORPUS if not one.startswith("/"))
#: Where one goes on: what is typed changes nothing there that another step does not change.
NOWHERE = re.compile(r"backup:|archive:")


@dataclass
class Found:
    """What came of it."""

    questions: set[str] = field(default_factory=set)  #: conversation and question that were written into
    faults: list[str] = field(default_factory=list)
    steps: int = 0


def type_everywhere(
    folder: Path, step: int, post: Post, most: int, pieces: tuple[str, ...] = PIECES
) -> Found:
    """Walk as this post while this step is open; good answers lead on, each question gets the corpus."""
    found = Found()
    with FrontDesk(f"sqlite:///{folder}/typed.db", user_rate=10**9) as desk, capture_logs() as logs:
        office = BusyOffice(desk, folder, kelurahan=2)
        office.fills(12, step)
        office.drafts(1)
        office.opens(step)
        walk = Walk(desk, PEOPLE[post][1], most=most, skip=NOWHERE, typed=(*TYPED, *pieces))
        for taken in walk.steps():
            found.steps += 1
            if taken.act in PIECES:
                found.questions.add(taken.sign.partition(" typed")[0])
            found.faults += [f"step {step}, {post}, {taken.act[:60]!r}: {one}" for one in faults(taken)]
    found.faults += [str(entry)[:600] for entry in logs if "exc_info" in entry]
    return found


def faults(step: Step) -> list[str]:
    """What Telegram would refuse, and what was not shown literally."""
    found = [] if step.state == "done" else [f"left {step.state}"]
    if step.alert and len(step.alert) > ALERT:
        found.append(f"an alert of {len(step.alert)} characters")
    for shown in step.shown:
        text, entities = parse_html(shown.text)  # raises where Telegram would refuse it
        if not 0 < utf16(text) <= (CAPTION if shown.file else TEXT):
            found.append(f"{utf16(text)} characters")
        if CUT_OPEN.search(text):
            found.append(f"not literal: {text[:300]}")
        if any("contoh.example" in str(one.get("url", "")) for one in entities):
            found.append(f"a link of somebody else: {text[:300]}")
    return found
