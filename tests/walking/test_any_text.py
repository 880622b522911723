"""Whatever a person can send: no message breaks, no draft is lost, nothing raises."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import select

from demo.server.entities import parse_html, utf16
from models.posts import Post
from models.proposal import Proposal
from sop.proposals.fields import field_words
from tests.core.desk import FrontDesk
from tests.support.usulan import ASKED
from tests.walking.busy_office import PEOPLE, BusyOffice
from tests.walking.front_phone import FrontPhone
from tests.walking.texts_sent import ROAD, TEXT
from tests.walking.walker import recall, remember, shown_since

SITI = PEOPLE[Post.DELEGASI][1]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FrontDesk]:
    folder: Path = tmp_path_factory.mktemp("any-text")
    with FrontDesk(f"sqlite:///{folder}/any.db", user_rate=10**9) as made:
        BusyOffice(made, folder, kelurahan=1).opens(1)
        yield made


@pytest.mark.parametrize("key", ASKED)
def test_no_text_breaks_a_question_of_the_usulan(desk: FrontDesk, key: str) -> None:
    siti = FrontPhone(desk, SITI)
    siti.sends("/start")
    siti.taps("Buat usulan")
    for before, (act, *words) in ROAD.items():
        if before == key:
            break
        for word in words:
            getattr(siti, act)(word)
    stood, given_so_far = remember(desk.database), words_of(desk)
    earlier = list(ASKED)[: list(ASKED).index(key)]

    @settings(
        max_examples=30,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(TEXT)
    def types(text: str) -> None:
        recall(desk.database, stood)
        assert siti.sends(text) == "done"
        for shown in shown_since(desk, SITI, 0)[-2:]:
            plain, _ = parse_html(shown.text)
            assert 0 < utf16(plain) <= 4096
        now = words_of(desk)
        assert all(now[one] == given_so_far[one] for one in earlier)
        assert "\x00" not in "".join(now.values())  # PostgreSQL stores none

    types()
    recall(desk.database, stood)
    siti.taps("Simpan & keluar")


def words_of(desk: FrontDesk) -> dict[str, str]:
    """The newest draft as its reader sees it."""
    with desk.unit() as unit:
        row = unit.session.scalars(select(Proposal).order_by(Proposal.id.desc())).first()
        assert row is not None
        return field_words(row)
