"""The ninth step, as docs/adding-a-step.md adds it: wherever people see a step. Runs in the copy alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from models.chat import Outbox
from models.enums import StepState
from models.posts import Post
from models.season import Run, Season
from sop.core.steps import STEPS
from sop.flow.progress import finish, run_of
from tests.core.desk import FrontDesk
from tests.walking.busy_office import PEOPLE, BusyOffice
from tests.walking.front_phone import FrontPhone

TITLE = "Mengevaluasi pelaksanaan Musrenbang Kecamatan"
HOME = "<b>Langkah 9. Evaluasi.</b>"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FrontDesk]:
    """An office in which step 8 has just been finished, with its proof."""
    folder = tmp_path_factory.mktemp("rehearsal")
    with FrontDesk(f"sqlite:///{folder}/office.db") as desk:
        office = BusyOffice(desk, folder, kelurahan=1)
        office.opens(9)
        with desk.unit() as unit:
            season = unit.session.get_one(Season, office.season_id)
            for key, state in (("step9_evaluate", StepState.WAITING), ("step8_distribute", StepState.OPEN)):
                run_of(unit, season, key).state = state
        with desk.unit() as unit:
            season = unit.session.get_one(Season, office.season_id)
            finish(unit, None, run_of(unit, season, "step8_distribute"))
        yield desk


def phone(desk: FrontDesk, post: Post) -> FrontPhone:
    return FrontPhone(desk, PEOPLE[post][1])


def test_it_is_your_turn(desk: FrontDesk) -> None:
    told = desk.rows(
        select(Outbox).where(Outbox.chat_id == PEOPLE[Post.SEKRETARIS][1], Outbox.text.contains(TITLE))
    )

    assert ["s9:home" in str(one.keyboard) for one in told] == [True]


def test_tasks(desk: FrontDesk) -> None:
    secretary = phone(desk, Post.SEKRETARIS)
    secretary.sends("/tugas")

    assert TITLE in secretary.screen
    assert any("s9:home" in one for one in secretary.buttons)


def test_line_of_the_card(desk: FrontDesk) -> None:
    camat = phone(desk, Post.CAMAT)
    camat.sends("/status")

    assert "▶ <b>9. Evaluasi</b> — Sekretaris Kecamatan" in camat.screen.splitlines()


def test_step_behind_the_card(desk: FrontDesk) -> None:
    camat = phone(desk, Post.CAMAT)
    camat.presses("status:step:9")

    assert f"<b>Langkah 9.</b> {TITLE}." in camat.screen.splitlines()


def test_sheet_of_the_sop(desk: FrontDesk) -> None:
    camat = phone(desk, Post.CAMAT)
    camat.presses(f"help:sop:{4 + len(STEPS)}")

    assert TITLE in camat.screen
    assert "Catatan evaluasi" in camat.screen


def test_settings(desk: FrontDesk) -> None:
    secretary = phone(desk, Post.SEKRETARIS)
    secretary.presses("settings:steps")

    assert "Evaluasi" in secretary.screen


def test_help_on_its_screen(desk: FrontDesk) -> None:
    secretary = phone(desk, Post.SEKRETARIS)
    secretary.presses("s9:home")
    secretary.sends("/bantuan")

    assert "Langkah 9, Sekretaris: bahas jalannya Musrenbang" in secretary.screen


def test_somebody_else_may_not(desk: FrontDesk) -> None:
    jfu = phone(desk, Post.JFU)
    jfu.presses("s9:end")

    assert jfu.alert is not None
    assert jfu.alert.startswith("Ini tugas Sekretaris Kecamatan")


def test_home_screen_ends_it_and_the_season(desk: FrontDesk) -> None:
    secretary = phone(desk, Post.SEKRETARIS)
    secretary.presses("s9:home")
    assert HOME in secretary.screen
    assert "Sudah dievaluasi" in secretary.labels

    secretary.taps("Sudah dievaluasi")

    assert HOME in secretary.screen
    assert "Sudah dievaluasi" not in secretary.labels
    assert desk.rows(select(Run.state).where(Run.step == "step9_evaluate")) == [StepState.CLOSED]
    assert all(desk.rows(select(Season.closed_at)))
    assert any(f"9. {TITLE}" in text or TITLE in text for text in desk.said(PEOPLE[Post.CAMAT][1])[-3:])
