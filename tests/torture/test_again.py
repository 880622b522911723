"""What was done is done: the same updates once more, the same button five times."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from sqlalchemy import func, select

from demo.phone import Phone
from models.chat import Inbox, Outbox
from models.enums import Waiting
from models.log import LogEntry
from models.posts import Post
from models.proposal import Proposal, ProposalVersion
from tests.support.office import Bureau
from tests.support.usulan import sends_usulan
from tests.torture.five_taps import walk

KEPT = (Inbox, Outbox, Proposal, ProposalVersion, LogEntry)


def kept(bureau: Bureau) -> list[int]:
    """Rows of everything that an update could make, once nothing waits any more."""
    bureau.telegram.control.waits_until_taken(30)
    for _ in range(1500):
        with bureau.database.unit(bureau.now()) as unit:
            waiting = [
                unit.first(select(table.id).where(table.state == Waiting.WAITING))
                for table in (Inbox, Outbox)
            ]
            if waiting == [None, None]:
                return [unit.first(select(func.count(table.id))) or 0 for table in KEPT]
        time.sleep(0.02)
    raise AssertionError("something waits for ever")


def shown(phone: Phone) -> int:
    return len(phone.history())


@pytest.mark.slow
def test_all_updates_of_an_usulan_again_in_order_and_shuffled_do_and_say_nothing(own_bureau: Bureau) -> None:
    office = own_bureau.office()
    phone = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    sends_usulan(phone)
    phone.sends("/status")
    phone.sees("Musrenbang Kecamatan")
    own_bureau.restarts_bot()  # it remembers nothing but its rows
    before, looks = kept(own_bureau), shown(phone)

    for shuffled in (None, 1):
        assert own_bureau.telegram.control.delivers_all_again(shuffled=shuffled) > 15
        assert kept(own_bureau) == before

    assert shown(phone) == looks


@pytest.mark.parametrize(("step", "post"), [(1, Post.DELEGASI), (2, Post.CAMAT)])
def test_five_taps_are_one_effect_and_five_answers(tmp_path: Path, step: int, post: Post) -> None:
    """Some of the buttons; `python -m tests.torture.five_taps` taps them all."""
    presses, faults, _waits = walk(tmp_path, step, [post], most=30)

    assert faults == []
    assert presses > 10
