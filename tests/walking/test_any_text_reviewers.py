"""Whatever a reviewer or a surveyor can type: no message breaks, nothing raises, nothing is decided by it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import func, select

from demo.server.entities import parse_html, utf16
from models.enums import Status
from models.people import Person
from models.posts import Post
from models.proposal import Proposal
from tests.core.desk import FrontDesk
from tests.walking.busy_office import PEOPLE, BusyOffice
from tests.walking.front_phone import FrontPhone
from tests.walking.texts_sent import TEXT
from tests.walking.walker import recall, remember, shown_since

HEAD, JFU, TIM = (PEOPLE[post][1] for post in (Post.KEPALA_BIDANG, Post.JFU, Post.TIM))

#: A question -> who is asked, and the presses that lead to it; `{id}` is the first usulan that waits.
QUESTIONS: dict[str, tuple[int, list[tuple[int, str]]]] = {
    "search": (HEAD, [(HEAD, "s2:find")]),
    "note": (HEAD, [(HEAD, "s2:note_new:{id}")]),
    "question": (HEAD, [(HEAD, "s2:ask:{id}"), (HEAD, "form:pick:whom:{jfu}")]),
    "many": (
        HEAD,
        [
            (HEAD, "s2:tick:{id}:0"),
            (HEAD, "s2:mass"),
            (HEAD, "form:pick:outcome:ditolak"),
            (HEAD, "form:pick:code:budgeted"),
        ],
    ),
    "survey": (
        TIM,
        [
            (HEAD, "survey:send:{id}:{tim}"),
            (TIM, "survey:begin:1"),
            (TIM, "photo"),
            (TIM, "form:pick:photos:done"),
            (TIM, "form:skip:pin"),
        ],
    ),
    "seen": (
        TIM,
        [
            (HEAD, "survey:send:{id}:{tim}"),
            (TIM, "survey:begin:1"),
            (TIM, "photo"),
            (TIM, "form:pick:photos:done"),
            (TIM, "form:skip:pin"),
            (TIM, "form:skip:volume"),
        ],
    ),
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FrontDesk]:
    folder: Path = tmp_path_factory.mktemp("any-text")
    with FrontDesk(f"sqlite:///{folder}/any.db", user_rate=10**9) as made:
        office = BusyOffice(made, folder, kelurahan=1)
        office.fills(8, 2)
        office.opens(2)
        yield made


@pytest.mark.parametrize("key", QUESTIONS)
def test_no_text_breaks_a_question_of_the_reviewers(desk: FrontDesk, key: str) -> None:
    who, presses = QUESTIONS[key]
    before = remember(desk.database)
    facts = {
        "id": desk.rows(select(func.min(Proposal.id)).where(Proposal.status == Status.SUBMITTED))[0],
        "jfu": desk.rows(select(Person.id).where(Person.telegram_id == JFU))[0],
        "tim": desk.rows(select(Person.id).where(Person.telegram_id == TIM))[0],
    }
    for user in (HEAD, TIM):
        FrontPhone(desk, user).sends("/start")
    for user, press in presses:
        phone = FrontPhone(desk, user)
        assert (phone.sends_photo() if press == "photo" else phone.presses(press.format(**facts))) == "done"
        assert not phone.alert, (press, phone.alert)
    stood = remember(desk.database)
    asked = FrontPhone(desk, who)
    statuses = desk.rows(select(Proposal.status).order_by(Proposal.id))

    @settings(
        max_examples=25,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(TEXT)
    def types(text: str) -> None:
        recall(desk.database, stood)
        assert asked.sends(text) == "done"
        shown = shown_since(desk, who, 0)[-2:]
        assert shown
        for one in shown:
            plain, _ = parse_html(one.text)
            assert 0 < utf16(plain) <= 4096
            assert plain.count("\n") < 12
        assert desk.rows(select(Proposal.status).order_by(Proposal.id)) == statuses

    types()
    recall(desk.database, before)
