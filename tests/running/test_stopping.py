"""SIGTERM: what was begun is ended, what comes meanwhile waits for the next start; nothing is said twice."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import func, select

from demo.eyes import Eyes
from models.posts import Post
from models.proposal import Proposal
from tests.core.outbox_waiting import until
from tests.support.office import Bureau
from tests.support.usulan import comes_to
from tests.torture.away import sending
from tests.torture.judge import repeated


def helped(phone: Eyes) -> int:
    """How often somebody was told how the bot is used."""
    said = [event.message for event in phone.history() if event.became == "new"]
    return sum(one.by_bot and one.text.startswith("Bantuan") for one in said)


def test_a_bot_whose_database_is_away_from_the_start_hears_that_it_is_to_stop(tmp_path: Path) -> None:
    with Bureau(tmp_path) as bureau:
        bureau.stops_bot()
        bureau.entry = "tests.core.away_entry"
        bureau.begins_bot()
        until(lambda: '"where": "start"' in bureau.log_text)

        bureau.stops_bot()  # waits until it has ended

        assert "Traceback" not in bureau.log_text


def test_a_bot_stopped_while_people_work_loses_nothing_and_says_nothing_twice(own_bureau: Bureau) -> None:
    office = own_bureau.office()
    people = [office.joins(Post.DELEGASI, f"Warga {letter}", f"Kelurahan {letter}") for letter in "ABC"]
    for phone in people:
        comes_to(phone, "card")
    cards = [(phone, phone.from_bot[-1], sending(phone)) for phone in people]

    others = [office.joins(Post.LURAH, f"Lurah {letter}", f"Kelurahan {letter}") for letter in "ABC"]

    for phone, card, data in cards:
        for other in others:
            other.sends("/bantuan")
        phone.presses(card, data, wait=False)
        own_bureau.stops_bot()
        own_bureau.starts_bot()
    for phone in people:
        phone.sees("Usulan diterima")

    kept = select(func.count(Proposal.id)).where(
        Proposal.kecamatan_id == office.kecamatan_id, Proposal.number.is_not(None)
    )
    assert office.read(kept) == [3]
    assert [repeated(phone) for phone in people] == [0] * 3
    # Who asked again while the bot was away may be answered twice, or once for both: never more.
    for other in others:
        last = max(one.id for one in other.messages if not one.by_bot)
        other.sees("Bantuan", below=last)
        assert [one.text.startswith("Bantuan") for one in other.from_bot].count(True) == 1
        assert 1 <= helped(other) <= 3
    assert "Traceback" not in own_bureau.log_text
